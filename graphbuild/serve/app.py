"""The ASGI application: what is at which address, and how an answer goes out."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from graphbuild.errors import OutputError
from graphbuild.rdf import terms
from graphbuild.rdf.description import describe
from graphbuild.rdf.questions import questions, with_values
from graphbuild.serve import protocol
from graphbuild.serve.hosts import Allowed, OnlyOurs
from graphbuild.serve.pool import Answer, Limits, Pool, RefusalError

CUT = "X-Graphbuild-Cut"
"""The header of an answer that has more rows than were sent; its value is how many were."""

_NEGOTIATED = {"Vary": "Accept", "Cache-Control": "no-cache"}
_PIECE = 2**16
_PATIENCE = 60.0  # seconds for a reader to take a piece, or to send the body
_NONE = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
_POLICY = f"{_NONE}; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'"
_ASSETS = {
    "query.css": "text/css",
    "query.js": "text/javascript",
    "yasgui.min.css": "text/css",
    "yasgui.min.js": "text/javascript",
    "LICENSE-yasgui.txt": "text/plain",
}

Endpoint = Callable[[Request], Awaitable[Response]]


def application(
    out: Path, limits: Limits, allowed: Allowed, *, ready: Callable[[], None], failed: Callable[[OutputError], None]
) -> Starlette:
    """The application for a built folder. ``ready`` is called when it can answer, ``failed`` where it never will."""
    pool = Pool(out / "store", limits)

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        try:
            await pool.open()
        except OutputError as error:
            failed(error)
            raise
        ready()
        yield
        await pool.close()

    async def sparql(request: Request) -> Response:
        try:
            return await _answered(request, pool)
        except RefusalError as problem:
            return _told(problem)
        except ClientDisconnect:
            return Response(status_code=400)  # to nobody

    routes = [
        _route("/", _file(out / "index.html", "text/html", {})),
        _route("/graph.ttl", _file(out / "graph.ttl", "text/turtle", {"Content-Security-Policy": _NONE})),
        _route("/sparql", sparql, "POST"),
        _route("/query", _kept(_page("query.html"), "text/html")),
        _route("/query/questions.json", _kept(_questions(), "application/json")),
        *(_route(f"/query/{name}", _kept(_page(name), type)) for name, type in _ASSETS.items()),
    ]
    app = Starlette(routes=routes, lifespan=lifespan, middleware=[Middleware(OnlyOurs, allowed=allowed)])
    app.router.redirect_slashes = False
    return app


def _route(path: str, endpoint: Endpoint, *more: str) -> Route:
    methods = ("GET", "HEAD", "OPTIONS", *more)

    async def answer(request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"Allow": ", ".join(methods)})
        return await endpoint(request)

    return Route(path, answer, methods=list(methods))


def _file(path: Path, type: str, headers: Mapping[str, str]) -> Endpoint:
    async def answer(request: Request) -> Response:
        try:
            found = path.stat()
        except OSError:
            return PlainTextResponse(f"{path.name} is gone; build the folder again\n", 404)
        more = {"Cache-Control": "no-cache", **headers}
        return FileResponse(path, media_type=type, headers=more, stat_result=found)

    return answer


def _kept(content: bytes, type: str) -> Endpoint:
    async def answer(request: Request) -> Response:
        headers = {"Content-Security-Policy": _POLICY, "Cache-Control": "no-cache"}
        return Response(content, media_type=type, headers=headers)

    return answer


def _page(name: str) -> bytes:
    return files("graphbuild.serve").joinpath(name).read_bytes()


def _questions() -> bytes:
    """The named questions; numbers that they need are there, names are for the asker to choose."""
    found = []
    for asked in questions():
        numbers = {v.name: v.default for v in asked.variables if v.kind == "number" and v.default is not None}
        found.append({"name": asked.name, "title": asked.title, "query": with_values(asked.text, numbers)})
    return json.dumps({"prefixes": terms.PREFIXES, "questions": found}, ensure_ascii=False).encode()


async def _answered(request: Request, pool: Pool) -> Response:
    asked = await _asked(request)
    accept = ", ".join(request.headers.getlist("accept")) or None
    row_type, graph_type = (protocol.preferred(accept, list(types)) for types in (protocol.ROWS, protocol.GRAPHS))
    if asked is None:
        return _described(request, graph_type)
    forms = protocol.ROWS.get(row_type or ""), protocol.GRAPHS.get(graph_type or "")
    try:
        answer = await _while_there(request, pool.ask(asked, rows=forms[0], graph=forms[1]))
    except RefusalError as problem:
        if problem.status == 406 and problem.kind is not None:
            offered = protocol.ROWS if problem.kind == "rows" else protocol.GRAPHS
            raise RefusalError(406, f"{problem}; offered: {', '.join(offered)}") from None
        raise
    type = (row_type if answer.kind == "rows" else graph_type) or ""
    return _Sent(answer, pool, type)


async def _asked(request: Request) -> str | None:
    """The query of a request. Raises RefusalError."""
    address: bytes = request.scope["query_string"]
    if request.method != "POST":
        return protocol.of_address(address)
    if request.headers.get("content-encoding", "identity") != "identity":
        raise RefusalError(415, "send the query as it is, without a content encoding")
    body = bytearray()
    try:
        async with asyncio.timeout(_PATIENCE):
            async for piece in request.stream():
                body += piece
                if len(body) > protocol.BODY:
                    raise RefusalError(413, f"the query has more than {protocol.QUERY} bytes")
    except TimeoutError:
        raise RefusalError(408, f"the query did not arrive within {_PATIENCE:g} seconds") from None
    return protocol.of_body(request.headers.get("content-type", ""), address, bytes(body))


async def _while_there(request: Request, work: Coroutine[Any, Any, Answer]) -> Answer:
    """What the work gives; it is dropped when the asker goes away, which raises ClientDisconnect."""
    task, gone = asyncio.create_task(work), asyncio.create_task(_gone(request))
    try:
        await asyncio.wait({task, gone}, return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            raise ClientDisconnect
        return task.result()
    finally:
        task.cancel()
        gone.cancel()
        await asyncio.gather(task, gone, return_exceptions=True)


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _described(request: Request, type: str | None) -> Response:
    """The service description, which the protocol asks for where there is no query."""
    if type is None:
        raise RefusalError(
            406, f"no query, and the description of the service is offered as {', '.join(protocol.GRAPHS)}"
        )
    endpoint = f"http://{request.headers['host']}/sparql"
    return Response(describe(endpoint, protocol.GRAPHS[type]), media_type=type, headers=_NEGOTIATED)


def _told(problem: RefusalError) -> Response:
    headers = dict(_NEGOTIATED)
    if problem.wait is not None:
        headers["Retry-After"] = str(problem.wait)
    if problem.status in (408, 413):
        headers["Connection"] = "close"  # the rest of the body is not read
    if problem.status == 415:
        headers["Accept-Post"] = f"{protocol.SPARQL}, {protocol.FORM}"
    return PlainTextResponse(f"{problem}\n", problem.status, headers)


class _Sent(Response):
    """An answer on its way out, a piece at a time; its file goes when all is sent, or the reader gone."""

    def __init__(self, answer: Answer, pool: Pool, type: str) -> None:
        headers = {**_NEGOTIATED, "Content-Length": str(answer.size)}
        if answer.cut:
            headers[CUT] = str(answer.count)
        super().__init__(None, headers=headers, media_type=type)
        self.answer = answer
        self.pool = pool

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        start = {"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers}
        with self.pool.held(self.answer), contextlib.suppress(TimeoutError, OSError):
            await send(start)
            with self.answer.path.open("rb") as file:
                while scope["method"] != "HEAD" and (piece := await asyncio.to_thread(file.read, _PIECE)):
                    async with asyncio.timeout(_PATIENCE):
                        await send({"type": "http.response.body", "body": piece, "more_body": True})
            await send({"type": "http.response.body", "body": b""})
