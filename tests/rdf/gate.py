"""A server before a real store that asks who is there, is busy, or drops connections."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import httpx

from tests.rdf.stores import Server

Answer = tuple[int, dict[str, str], bytes]


@dataclass
class Gate:
    """``decide`` looks at each request before it goes on: an answer is given instead, None lets it pass, and
    ConnectionError drops it. ``seen`` has a line for each, ``sent`` all headers of authorisation."""

    decide: Callable[[str, dict[str, str], int], Answer | None]
    seen: list[str] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)
    url: str = ""

    def graphs(self, server: Server) -> str:
        return self.url + urlsplit(server.graphs).path


@contextlib.contextmanager
def gate(server: Server, decide: Callable[[str, dict[str, str], int], Answer | None]) -> Iterator[Gate]:
    """A gate on a free loopback port before a store; ``decide`` gets the method, the headers with names in lower
    case, and how many requests with this method came before."""
    made = Gate(decide)
    parts = urlsplit(server.graphs)
    origin = f"{parts.scheme}://{parts.netloc}"

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _any(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            headers = {key.lower(): value for key, value in self.headers.items()}
            made.sent.append(headers.get("authorization", ""))
            before = made.seen.count(self.command)
            made.seen.append(self.command)
            try:
                answer = made.decide(self.command, headers, before) or _pass(origin + self.path, self, headers, body)
            except ConnectionError:
                self.close_connection = True
                return
            status, more, content = answer
            self.send_response(status)
            for key, value in {**more, "Content-Length": str(len(content))}.items():
                self.send_header(key, value)
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_PUT = do_POST = _any  # noqa: N815  # the names that the standard library calls

        def log_message(self, format: str, *args: object) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        made.url = f"http://127.0.0.1:{http.server_port}"
        thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield made
        finally:
            http.shutdown()
            thread.join()


def _pass(url: str, request: BaseHTTPRequestHandler, headers: dict[str, str], body: bytes) -> Answer:
    kept = {key: value for key, value in headers.items() if key in ("accept", "content-type", "authorization")}
    answer = httpx.request(request.command, url, headers=kept, content=body, timeout=60)
    given = {key: answer.headers[key] for key in ("content-type", "www-authenticate") if key in answer.headers}
    return answer.status_code, given, answer.content
