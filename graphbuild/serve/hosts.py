"""Who may ask: requests that name this server as their host, from its own pages.

A page on the web can have its own name lead to this machine (DNS rebinding), or send a form here; its requests then
name a host, or an origin, that is not ours.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Container

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_HOST = re.compile(r"(?P<name>\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9.-]+)(?::(?P<port>\d{1,5}))?")
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}

Allowed = Callable[[str], bool]


def allowed_hosts(names: Container[str], port: int, *, any_number: bool = False) -> Allowed:
    """Tells hosts that are ours: one of ``names``, in lower case, with our port; with ``any_number`` also every IP
    address, which no name on the web can pretend to be."""

    def allowed(host: str) -> bool:
        match = _HOST.fullmatch(host)
        if match is None or int(match["port"] or 80) != port:
            return False
        name = match["name"].lower()
        return name in names or (any_number and _is_number(name.strip("[]")))

    return allowed


def _is_number(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


class OnlyOurs:
    """Refuses requests to other hosts or from other origins, and has every answer say that it is for us alone."""

    def __init__(self, app: ASGIApp, allowed: Allowed) -> None:
        self.app = app
        self.allowed = allowed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        problem = self._problem(Headers(scope=scope))
        app = PlainTextResponse(f"{problem}\n", 403) if problem else self.app
        await app(scope, receive, send_marked)

    def _problem(self, headers: Headers) -> str | None:
        hosts = headers.getlist("host")
        if len(hosts) != 1 or not self.allowed(hosts[0]):
            return "this server answers only to its own address"
        for origin in headers.getlist("origin"):
            if not origin.startswith("http://") or not self.allowed(origin[len("http://") :]):
                return "this server answers only to its own pages"
        return None
