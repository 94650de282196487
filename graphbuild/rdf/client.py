"""HTTP requests to a triple store: who may write, tried again where that may help, with errors in words."""

from __future__ import annotations

import netrc
import os
import re
import time
from collections.abc import Generator, Mapping
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from graphbuild.errors import InputError, OptionError, OutputError

USER, PASSWORD, TOKEN = "GRAPHBUILD_USER", "GRAPHBUILD_PASSWORD", "GRAPHBUILD_TOKEN"
"""The environment variables that hold who may write; without them ~/.netrc (or NETRC) is looked at."""

_TRIES = 5
_AGAIN = frozenset({429, 502, 503, 504})
_TIMEOUT = 120.0
_LONGEST_PAUSE = 60.0
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class Client:
    """``wait`` is the first pause, in seconds, before a request is tried again; it doubles each time."""

    def __init__(self, wait: float) -> None:
        self._wait = wait
        self._http = httpx.Client(timeout=_TIMEOUT, follow_redirects=False)
        # by host: what one server may know is not sent to another
        self._auth: dict[str, httpx.Auth] = {}

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def request(
        self,
        method: str,
        url: str,
        params: Mapping[str, str],
        headers: Mapping[str, str],
        body: bytes | None = None,
        *,
        purpose: str,
        done: str = "",
    ) -> httpx.Response:
        """The answer, a 2xx. ``purpose`` says what the address is asked to do and ``done`` what was done before, for
        errors. Raises OutputError, also for a store that does not answer, OptionError where a password would go
        over the network in clear text, InputError for a broken netrc file."""
        pause, problem = self._wait, ""
        for attempt in range(_TRIES):
            if attempt:
                time.sleep(pause)
                pause *= 2
            try:
                answer = self._once(method, url, params, headers, body)
            except httpx.RequestError as error:
                problem = f"no connection: {error}" if str(error) else f"no connection ({type(error).__name__})"
                continue
            if answer.status_code in _AGAIN:
                problem = f"the store answers {answer.status_code} {answer.reason_phrase}"
                pause = max(pause, _asked_to_wait(answer))
                continue
            if answer.is_success:
                return answer
            raise OutputError(f"{url}: {self._refusal(answer, purpose)}{done}")
        raise OutputError(f"{url}: {problem}, {_TRIES} times; does the store run, is the address right?{done}")

    def _once(
        self, method: str, url: str, params: Mapping[str, str], headers: Mapping[str, str], body: bytes | None
    ) -> httpx.Response:
        host = urlsplit(url).netloc

        def ask() -> httpx.Response:
            return self._http.request(
                method, url, params=params, headers=headers, content=body, auth=self._auth.get(host)
            )  # fmt: skip

        answer = ask()
        if answer.status_code == 401 and host not in self._auth:
            found = _credentials(url, answer.headers.get("WWW-Authenticate", ""))
            if found is not None:
                self._auth[host] = found
                answer = ask()
        return answer

    def _refusal(self, answer: httpx.Response, purpose: str) -> str:
        """Why a store refuses, and what to do."""
        status = answer.status_code
        if status == 401 and answer.request.url.netloc.decode() in self._auth:
            return f"the store does not know this user, password or token (401); see {USER}, {PASSWORD}, {TOKEN}, netrc"
        if status in (401, 403):
            return (
                f"no right to {purpose} here ({status}); set {USER} and {PASSWORD}, or {TOKEN}, "
                "or add the host to ~/.netrc"
            )
        if answer.is_redirect:
            return f"moved to {answer.headers.get('Location', 'nowhere')}; give that address if you trust it"
        if status in (404, 405, 501):
            return f"wrong address, nothing here can {purpose} ({status}); see the store's manual for its address"
        return f"the store refuses to {purpose} ({status}): {_said(answer)}"


def _said(answer: httpx.Response) -> str:
    """The beginning of an error page as plain words."""
    text = answer.text[:20_000]
    if "html" in answer.headers.get("Content-Type", "") or text.lstrip()[:1] == "<":
        text = re.sub(r"(?is)<(head|style|script)\b.*?</\1>|<[^>]*>", " ", text)
    return " ".join(text.split())[:200] or "no reason given"


def _asked_to_wait(answer: httpx.Response) -> float:
    """Seconds, of RFC 9110, 10.2.3; a date there is not looked at."""
    asked = answer.headers.get("Retry-After", "").strip()
    return min(float(asked), _LONGEST_PAUSE) if re.fullmatch("[0-9]{1,9}", asked) else 0.0


def _credentials(url: str, challenge: str) -> httpx.Auth | None:
    """Who we are, in the way that the store asks for: from the environment, else from netrc."""
    token, user, password = (os.environ.get(name) for name in (TOKEN, USER, PASSWORD))
    if token:
        _check_secret_way(url, "token")
        return _Bearer(token)
    if user is None:
        user, password = _netrc(urlsplit(url).hostname or "")
    if user is None:
        return None
    if re.search(r"\bdigest\b", challenge, re.IGNORECASE):
        return httpx.DigestAuth(user, password or "")
    _check_secret_way(url, "password")
    return httpx.BasicAuth(user, password or "")


def _check_secret_way(url: str, secret: str) -> None:
    parts = urlsplit(url)
    if parts.scheme == "http" and parts.hostname not in _LOOPBACK:
        raise OptionError(f"{url}: the store wants a {secret} in clear text over http; use its https address")


def _netrc(host: str) -> tuple[str | None, str | None]:
    path = Path(os.environ.get("NETRC") or Path.home() / ".netrc")
    try:
        found = netrc.netrc(str(path)).authenticators(host)
    except FileNotFoundError:
        return None, None
    except netrc.NetrcParseError as error:  # its words may be those of a password
        raise InputError(f"{path}: line {error.lineno}: this is no netrc file") from None
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read: {getattr(error, 'strerror', None) or 'no UTF-8'}") from None
    return (found[0], found[2]) if found else (None, None)


class _Bearer(httpx.Auth):
    """OAuth 2.0 bearer token (RFC 6750)."""

    def __init__(self, token: str) -> None:
        self.token = token

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        request.headers["Authorization"] = f"Bearer {self.token}"
        yield request
