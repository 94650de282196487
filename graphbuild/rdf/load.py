"""Publishing to a triple store: by the Graph Store HTTP Protocol (SPARQL 1.1), or by SPARQL Update.

The graph goes over in pieces: the first one replaces what was there, the others add to it. It has no blank nodes, so
sending a piece twice, or all of them again after a failure, leaves the same graph. Afterwards the triples are counted.
"""

from __future__ import annotations

import netrc
import os
import time
from collections.abc import Callable, Generator, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import httpx

from graphbuild.errors import InputError, OptionError, OutputError
from graphbuild.iri import is_iri

USER, PASSWORD, TOKEN = "GRAPHBUILD_USER", "GRAPHBUILD_PASSWORD", "GRAPHBUILD_TOKEN"
"""The environment variables that hold who may write; without them ~/.netrc (or NETRC) is looked at."""

PIECE = 50_000
"""Triples in one request of the Graph Store Protocol."""

UPDATE_PIECE = 1_000
"""Triples in one SPARQL Update: some stores parse only short ones."""

Progress = Callable[[int], None]

_TRIES = 5
_AGAIN = frozenset({429, 502, 503, 504})
_TIMEOUT = 120.0
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
# where stores answer queries, by where they take graphs or updates
_QUERY_PATHS = (
    ("/sparql-graph-crud-auth", "/sparql"),
    ("/sparql-graph-crud", "/sparql"),
    ("/sparql-auth", "/sparql"),
    ("/store", "/query"),
    ("/update", "/query"),
    ("/data", "/query"),
    ("/statements", ""),
)


@dataclass(frozen=True, slots=True)
class Target:
    """Where the graph goes: ``url`` takes graphs, or updates where ``update`` is set; ``graph`` is the name of the
    graph there, None for the default graph; ``query`` answers queries, None where that follows from ``url``."""

    url: str
    graph: str | None = None
    update: bool = False
    query: str | None = None

    def check(self) -> None:
        """Raises OptionError for an address that cannot be one."""
        for name, url in (("--to", self.url), ("--query", self.query)):
            parts = None if url is None else urlsplit(url)
            if parts is None:
                continue
            if parts.scheme not in ("http", "https") or not parts.hostname:
                raise OptionError(f"{name} {url}: give an http or https address")
            if parts.username is not None:
                raise OptionError(f"{name}: no passwords in addresses; set {USER} and {PASSWORD}, or use ~/.netrc")
        if self.graph is not None and not is_iri(self.graph):
            raise OptionError(f"--graph {self.graph}: give an absolute http, https or urn IRI")


def load(turtle: Path, target: Target, *, progress: Progress | None = None, wait: float = 0.5) -> int:
    """Puts a file of Turtle into a store in place of what the graph held there; the number of triples.

    ``progress`` is called with the number of triples sent; ``wait`` is the first pause, in seconds, before a request
    is tried again, and doubles each time. Raises OptionError, InputError or OutputError with what to do.
    """
    target.check()
    with httpx.Client(timeout=_TIMEOUT, follow_redirects=False) as client:
        sender = _Sender(client, target, wait)
        pieces = _pieces(turtle, UPDATE_PIECE if target.update else PIECE)
        send = sender.insert if target.update else sender.put
        sent = 0
        for number, piece in enumerate(pieces):
            send(piece, first=number == 0, sent=sent)
            sent += len(piece)
            if progress is not None:
                progress(sent)
        if not sent:
            send([], first=True, sent=0)
        there = sender.count()
    if there is not None and there != sent:
        raise OutputError(f"{target.url}: half done: {there} of {sent} triples are there; run the same command again")
    return sent


def _pieces(turtle: Path, size: int) -> Iterator[list[str]]:
    """The triples of a graph.ttl as N-Triples lines, ``size`` at a time."""
    import pyoxigraph

    piece: list[str] = []
    try:
        for quad in pyoxigraph.parse(path=str(turtle), format=pyoxigraph.RdfFormat.TURTLE):
            piece.append(f"{quad.triple} .\n")
            if len(piece) == size:
                yield piece
                piece = []
    except OSError as error:
        raise InputError(f"{turtle}: cannot be read: {error.strerror or error}") from None
    except SyntaxError as error:
        raise InputError(f"{turtle}: no Turtle: {error}") from None
    if piece:
        yield piece


class _Sender:
    """Requests to one store, tried again where that may help, with errors in words."""

    def __init__(self, client: httpx.Client, target: Target, wait: float) -> None:
        self.client = client
        self.target = target
        self.wait = wait
        self.auth: httpx.Auth | None = None

    def put(self, piece: list[str], *, first: bool, sent: int) -> None:
        """A piece by the Graph Store Protocol."""
        # with a prefix before it Virtuoso takes N-Triples with long literals for Turtle, without one it does not
        body = "@prefix gb: <https://w3id.org/graphbuild/ns#> .\n" + "".join(piece)
        params = {"default": ""} if self.target.graph is None else {"graph": self.target.graph}
        headers = {"Content-Type": "text/turtle; charset=utf-8"}
        self.request("PUT" if first else "POST", self.target.url, params, headers, body.encode(), sent)

    def insert(self, piece: list[str], *, first: bool, sent: int) -> None:
        """A piece by SPARQL Update."""
        graph = self.target.graph
        triples = "".join(piece)
        clear = "CLEAR SILENT DEFAULT" if graph is None else f"CLEAR SILENT GRAPH <{graph}>"
        insert = f"INSERT DATA {{ {triples if graph is None else f'GRAPH <{graph}> {{ {triples} }}'} }}"
        headers = {"Content-Type": "application/sparql-update; charset=utf-8"}
        for update in ((clear,) if first else ()) + ((insert,) if piece else ()):
            self.request("POST", self.target.url, {}, headers, update.encode(), sent)

    def count(self) -> int | None:
        """How many triples the graph has now; None where the store has no address for queries that we know."""
        url = self.target.query or _query_url(self.target.url)
        if url is None:
            return None
        graph = self.target.graph
        inner = "?s ?p ?o" if graph is None else f"GRAPH <{graph}> {{ ?s ?p ?o }}"
        headers = {"Accept": "application/sparql-results+json"}
        params = {"query": f"SELECT (COUNT(*) AS ?n) WHERE {{ {inner} }}"}
        answer = self.request("GET", url, params, headers, None, None)
        try:
            return int(answer.json()["results"]["bindings"][0]["n"]["value"])
        except (ValueError, KeyError, IndexError, TypeError):
            raise OutputError(f"{url}: sent, but nothing here can count it; give --query URL") from None

    def request(
        self,
        method: str,
        url: str,
        params: Mapping[str, str],
        headers: Mapping[str, str],
        body: bytes | None,
        sent: int | None,
    ) -> httpx.Response:
        """``sent`` triples are there already, which a failure has to tell."""
        pause, problem = self.wait, ""
        for attempt in range(_TRIES):
            if attempt:
                time.sleep(pause)
                pause *= 2
            try:
                answer = self._once(method, url, params, headers, body)
            except httpx.TransportError as error:
                problem = f"no connection: {error}" if str(error) else f"no connection ({type(error).__name__})"
                continue
            if answer.status_code in _AGAIN:
                problem = f"the store answers {answer.status_code} {answer.reason_phrase}"
                pause = max(pause, _asked_to_wait(answer))
                continue
            if answer.is_success:
                return answer
            raise OutputError(f"{url}: {_refusal(answer, self.target)}{_half(sent)}")
        raise OutputError(f"{url}: {problem}, {_TRIES} times; does the store run, is the address right?{_half(sent)}")

    def _once(
        self, method: str, url: str, params: Mapping[str, str], headers: Mapping[str, str], body: bytes | None
    ) -> httpx.Response:
        def ask() -> httpx.Response:
            return self.client.request(
                method, url, params=params or None, headers=headers, content=body, auth=self.auth
            )  # fmt: skip

        answer = ask()
        if answer.status_code == 401 and self.auth is None:
            self.auth = _credentials(url, answer.headers.get("WWW-Authenticate", ""))
            if self.auth is not None:
                answer = ask()
        return answer


def _credentials(url: str, challenge: str) -> httpx.Auth | None:
    """Who we are, in the way that the store asks for: from the environment, else from netrc."""
    parts = urlsplit(url)
    token, user, password = (os.environ.get(name) for name in (TOKEN, USER, PASSWORD))
    if token:
        return _Bearer(token)
    if user is None:
        user, password = _netrc(parts.hostname or "")
    if user is None:
        return None
    if "digest" in challenge.lower():
        return httpx.DigestAuth(user, password or "")
    if parts.scheme == "http" and parts.hostname not in _LOOPBACK:
        raise OptionError(f"{url}: the store wants a password in clear text over http; use its https address")
    return httpx.BasicAuth(user, password or "")


def _netrc(host: str) -> tuple[str | None, str | None]:
    path = Path(os.environ.get("NETRC") or Path.home() / ".netrc")
    try:
        found = netrc.netrc(str(path)).authenticators(host)
    except FileNotFoundError:
        return None, None
    except (OSError, netrc.NetrcParseError) as error:
        raise InputError(f"{path}: cannot be read: {error}") from None
    return (found[0], found[2]) if found else (None, None)


def _query_url(url: str) -> str | None:
    parts = urlsplit(url)
    for ending, query in _QUERY_PATHS:
        if parts.path.rstrip("/").endswith(ending):
            path = parts.path.rstrip("/")[: -len(ending)] + query
            return urlunsplit((parts.scheme, parts.netloc, path, "", ""))
    return None


def _asked_to_wait(answer: httpx.Response) -> float:
    asked = answer.headers.get("Retry-After", "")
    return min(float(asked), 60.0) if asked.isdigit() else 0.0


def _refusal(answer: httpx.Response, target: Target) -> str:
    """Why a store refuses, and what to do."""
    status = answer.status_code
    if status in (401, 403):
        return f"no right to write here ({status}); set {USER} and {PASSWORD}, or {TOKEN}, or add the host to ~/.netrc"
    if answer.is_redirect:
        return f"moved to {answer.headers.get('Location', 'nowhere')}; give that address if you trust it"
    said = " ".join(answer.text.split())[:200]
    if status in (404, 405):
        way = "SPARQL Update" if target.update else "the Graph Store Protocol"
        return f"wrong address, nothing here takes {way} ({status}); see the store's manual for its address"
    if target.graph is None and not target.update:
        return f"the store refuses ({status}): {said or 'no reason given'}; it may need --graph IRI"
    return f"the store refuses ({status}): {said or 'no reason given'}"


def _half(sent: int | None) -> str:
    return f"; half done: {sent} triples are there, run the same command again" if sent else ""


class _Bearer(httpx.Auth):
    """OAuth 2.0 bearer token (RFC 6750)."""

    def __init__(self, token: str) -> None:
        self.token = token

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        request.headers["Authorization"] = f"Bearer {self.token}"
        yield request
