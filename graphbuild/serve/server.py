"""The server: a socket, and uvicorn on it until it is told to stop."""

from __future__ import annotations

import errno
import logging
import os
import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import uvicorn

from graphbuild.errors import OptionError, OutputError
from graphbuild.serve import protocol
from graphbuild.serve.app import application
from graphbuild.serve.hosts import allowed_hosts
from graphbuild.serve.pool import Limits

LOOPBACK = "127.0.0.1"
_LOOPBACKS = frozenset({"localhost", "127.0.0.1", "[::1]"})
_GRACE = 2  # seconds that answers on their way have when the server stops


@dataclass(frozen=True, slots=True)
class Address:
    """Where the server listens."""

    socket: socket.socket
    host: str

    @property
    def url(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"

    @property
    def port(self) -> int:
        return int(self.socket.getsockname()[1])

    @property
    def loopback(self) -> bool:
        return self.socket.getsockname()[0] in ("127.0.0.1", "::1")


def listen(host: str, port: int) -> Address:
    """Takes a port, 0 for a free one. Raises OptionError for one that is not to be had."""
    try:
        family, kind, number, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        found = socket.socket(family, kind, number)
        if os.name == "posix":  # elsewhere it would let others take the port from us
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind(address)
        found.listen(128)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise OptionError(
                f"--port {port}: something else listens there; give another, or 0 for a free one"
            ) from None
        raise OptionError(f"--host {host} --port {port}: cannot listen there: {error.strerror or error}") from None
    return Address(found, host)


def serve(out: Path, address: Address, limits: Limits, *, ready: Callable[[], None]) -> None:
    """Serves a built folder until Ctrl-C, which raises KeyboardInterrupt; ``ready`` is called when all runs.

    Raises OutputError where the folder has no readable store.
    """
    names = _LOOPBACKS if address.loopback else _LOOPBACKS | {address.host.lower(), socket.gethostname().lower()}
    allowed = allowed_hosts(names, address.port, any_number=not address.loopback)
    failed: list[OutputError] = []
    app = application(out, limits, allowed, ready=ready, failed=failed.append)
    logging.getLogger("uvicorn").setLevel(logging.CRITICAL)
    logging.getLogger("asyncio").setLevel(logging.ERROR)  # it warns of workers that end just before we end them
    config = uvicorn.Config(
        app,
        http="h11",
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=_GRACE,
        h11_max_incomplete_event_size=2 * protocol.BODY,
    )
    try:
        uvicorn.Server(config).run(sockets=[address.socket])
    except SystemExit:  # how uvicorn says that the application did not start
        if not failed:
            raise
    if failed:
        raise failed[0]
