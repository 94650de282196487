"""Publishing to a triple store: by the Graph Store HTTP Protocol (SPARQL 1.1), or by SPARQL Update.

The graph goes over in pieces: the first one replaces what was there, the others add to it. It has no blank nodes, so
sending a piece twice, or all of them again after a failure, leaves the same graph. Before the first piece the whole
file is read and the store is asked a query, so that what cannot work changes nothing; afterwards the triples there
are counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import httpx

from graphbuild.errors import InputError, OptionError, OutputError
from graphbuild.iri import is_iri
from graphbuild.rdf.client import PASSWORD, USER, Client

PIECE = 50_000
"""Triples in one request of the Graph Store Protocol."""

UPDATE_PIECE = 1_000
"""Triples in one SPARQL Update: some stores parse only short ones."""

PIECE_SIZE, UPDATE_SIZE = 4_000_000, 1_000_000
"""Characters in one request of either kind, unless a single triple has more."""

Progress = Callable[[int], None]

# where stores answer queries, by where they take graphs or updates
_QUERY_PATHS = (
    ("/sparql-graph-crud-auth", "/sparql"),
    ("/sparql-graph-crud", "/sparql"),
    ("/sparql-auth", "/sparql"),
    ("/sparql", "/sparql"),
    ("/store", "/query"),
    ("/update", "/query"),
    ("/data", "/query"),
    ("/rdf-graphs/service", ""),
    ("/statements", ""),
)
# the longest triple, in bytes, that is sent to Virtuoso: 7.2.5 needs minutes for a longer one, refuses it, or ends
_LONGEST = {"/sparql-auth": 1_000_000, "/sparql-graph-crud-auth": 6_500_000, "/sparql-graph-crud": 6_500_000}


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
        _check_address("--to", self.url)
        if self.query is not None:
            _check_address("--query", self.query)
        if self.graph is not None and not is_iri(self.graph):
            raise OptionError(f"--graph {self.graph}: give an absolute http, https or urn IRI")
        self.asked()

    def asked(self) -> str:
        """The address for queries. Raises OptionError where it does not follow from ``url``."""
        if self.query is not None:
            return self.query
        parts = urlsplit(self.url)
        path = parts.path.rstrip("/")
        for ending, query in _QUERY_PATHS:
            if path.endswith(ending):
                return urlunsplit((parts.scheme, parts.netloc, path[: -len(ending)] + query, "", ""))
        raise OptionError(
            f"--to {self.url}: no address known for queries, to count what arrived; check it, or give --query URL"
        )

    @property
    def longest(self) -> int | None:
        """The most bytes that a triple may have, where the store is known to fail at more."""
        path = urlsplit(self.url).path.rstrip("/")
        return next((most for ending, most in _LONGEST.items() if path.endswith(ending)), None)


def load(turtle: Path, target: Target, *, progress: Progress | None = None, wait: float = 0.5) -> int:
    """Puts a file of Turtle into a store in place of what the graph held there; the number of triples.

    ``progress`` is called with the number of triples sent; ``wait`` is the first pause, in seconds, before a request
    is tried again, and doubles each time. Raises OptionError, InputError or OutputError with what to do.
    """
    target.check()
    limits = (UPDATE_PIECE, UPDATE_SIZE) if target.update else (PIECE, PIECE_SIZE)
    total = _check_file(turtle, limits, target.longest)
    with Client(wait) as client:
        _select(client, target, f"SELECT ?s WHERE {{ {_within(target.graph)} }} LIMIT 1", "")
        sent = 0
        for piece in _pieces(turtle, *limits) if total else ([],):
            done = f"; half done: {sent} of {total} triples are there, run the same command again" if sent else ""
            _send(client, target, piece, first=not sent, done=done)
            sent += len(piece)
            if progress is not None:
                progress(sent)
        there = _count(client, target)
    if there != sent:
        raise OutputError(
            f"{target.url}: {sent} triples were sent and {there} are there; see that nobody else writes to this "
            "graph and run the same command again"
        )
    return sent


def _check_address(name: str, url: str) -> None:
    if "@" in url:  # not shown: it may hold a password
        raise OptionError(f"{name}: no user names in addresses; set {USER} and {PASSWORD}, or use ~/.netrc")
    try:
        parts = httpx.URL(url)
        fine = parts.scheme in ("http", "https") and bool(parts.host) and urlsplit(url).port != 0
    except (httpx.InvalidURL, ValueError):
        fine = False
    if not fine:
        raise OptionError(f"{name} {url}: give an http or https address")
    if "?" in url or "#" in url:
        raise OptionError(f"{name} {url}: give the address without ? and #; the graph is named by --graph")


def _check_file(turtle: Path, limits: tuple[int, int], longest: int | None) -> int:
    """The number of triples. Raises InputError for a file that is no Turtle, or holds what the store cannot."""
    total = 0
    for piece in _pieces(turtle, *limits):
        total += len(piece)
        if longest is not None and (size := max(len(triple.encode()) for triple in piece)) > longest:
            raise InputError(f"{turtle}: a text of {size} bytes is longer than this store can take here ({longest})")
    return total


def _pieces(turtle: Path, most: int, longest: int) -> Iterator[list[str]]:
    """The triples of a graph.ttl as N-Triples lines, at most ``most`` and ``longest`` characters at a time."""
    import pyoxigraph

    piece: list[str] = []
    size = 0
    try:
        for quad in pyoxigraph.parse(path=str(turtle), format=pyoxigraph.RdfFormat.TURTLE):
            line = f"{quad.triple} .\n"
            if piece and (len(piece) == most or size + len(line) > longest):
                yield piece
                piece, size = [], 0
            piece.append(line)
            size += len(line)
    except OSError as error:
        raise InputError(f"{turtle}: cannot be read: {error.strerror or error}") from None
    except (SyntaxError, MemoryError) as error:  # the parser takes 16 MiB for one text
        raise InputError(f"{turtle}: no Turtle that can be read: {error}") from None
    if piece:
        yield piece


def _send(client: Client, target: Target, piece: list[str], *, first: bool, done: str) -> None:
    """A piece: the first one in place of what is there."""
    triples, graph = "".join(piece), target.graph
    if target.update:
        clear = f"CLEAR SILENT {'DEFAULT' if graph is None else f'GRAPH <{graph}>'} ;\n" if first else ""
        inner = triples if graph is None else f"GRAPH <{graph}> {{\n{triples}}}"
        body = f"{clear}INSERT DATA {{\n{inner}}}"
        headers = {"Content-Type": "application/sparql-update; charset=utf-8"}
        client.request("POST", target.url, {}, headers, body.encode(), purpose="take SPARQL Update", done=done)
        return
    # with a prefix before it Virtuoso takes N-Triples with long literals for Turtle, without one it does not
    body = "@prefix gb: <https://w3id.org/graphbuild/ns#> .\n" + triples
    params = {"default": ""} if graph is None else {"graph": graph}
    headers = {"Content-Type": "text/turtle; charset=utf-8"}
    purpose = "take a graph by the Graph Store Protocol" + (" without --graph IRI" if graph is None else "")
    method = "PUT" if first else "POST"
    client.request(method, target.url, params, headers, body.encode(), purpose=purpose, done=done)


def _count(client: Client, target: Target) -> int:
    """How many triples the graph has now."""
    done = "; all triples were sent, but not counted"
    query = f"SELECT (COUNT(*) AS ?n) WHERE {{ {_within(target.graph)} }}"
    try:
        return int(_select(client, target, query, done)[0]["n"]["value"])
    except (ValueError, KeyError, IndexError, TypeError):
        raise OutputError(f"{target.asked()}: the answer to a query has no number{done}") from None


def _select(client: Client, target: Target, query: str, done: str) -> list[Any]:
    url = target.asked()
    headers = {"Accept": "application/sparql-results+json"}
    answer = client.request("GET", url, {"query": query}, headers, purpose="answer SPARQL queries", done=done)
    try:
        return list(answer.json()["results"]["bindings"])
    except (ValueError, KeyError, TypeError):
        kind = answer.headers.get("Content-Type", "no type")
        raise OutputError(
            f"{url}: no SPARQL results, but {kind}; check --to, or give --query URL{done}"
        ) from None  # fmt: skip


def _within(graph: str | None) -> str:
    return "?s ?p ?o" if graph is None else f"GRAPH <{graph}> {{ ?s ?p ?o }}"
