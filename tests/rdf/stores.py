"""Real triple stores, started on free loopback ports and ended with the tests."""

from __future__ import annotations

import contextlib
import shutil
import socket
import subprocess
import sysconfig
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import httpx

_PATIENCE = 60.0  # seconds until a server must answer
_VIRTUOSO = """[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
FileExtend = 200
Striping = 0
TempStorage = TempDatabase

[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx

[Parameters]
ServerPort = 127.0.0.1:{sql}
NumberOfBuffers = 20000
MaxDirtyBuffers = 12000
MaxClientConnections = 10
CheckpointInterval = 0

[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = {folder}
ServerThreads = 10
Charset = UTF-8

[SPARQL]
ResultSetMaxRows = 100000
MaxQueryExecutionTime = 60
"""


@dataclass(frozen=True, slots=True)
class Server:
    """A running store: its addresses for queries, updates and graphs, and who may write."""

    name: str
    query: str
    update: str
    graphs: str
    user: tuple[str, str] | None = None

    def rows(self, query: str, graph: str) -> list[dict[str, dict[str, str]]]:
        """The rows of a SELECT over one named graph, as SPARQL JSON gives them."""
        data = {"query": query, "default-graph-uri": graph}
        answer = httpx.post(
            self.query, data=data, headers={"Accept": "application/sparql-results+json"}, timeout=_PATIENCE
        )
        assert answer.status_code == 200, answer.text[:500]
        return list(answer.json()["results"]["bindings"])


@contextlib.contextmanager
def oxigraph() -> Iterator[Server]:
    """The server of the package ``oxigraph``."""
    program = Path(sysconfig.get_path("scripts")) / "oxigraph"
    with _folder() as folder, (folder / "log").open("wb") as log:
        port = free_port()
        address = f"http://127.0.0.1:{port}"
        command = [str(program), "serve", "--location", str(folder / "data"), "--bind", f"127.0.0.1:{port}"]
        with _running(command, address, log):
            yield Server("oxigraph", f"{address}/query", f"{address}/update", f"{address}/store")


@contextlib.contextmanager
def virtuoso() -> Iterator[Server]:
    """Virtuoso of Debian's package ``virtuoso-opensource-7``."""
    program = shutil.which("virtuoso-t")
    assert program is not None, "no virtuoso-t: apt-get install virtuoso-opensource-7"
    with _folder() as folder, (folder / "log").open("wb") as log:
        sql, http = free_port(), free_port()
        settings = folder / "virtuoso.ini"
        settings.write_text(_VIRTUOSO.format(folder=folder, sql=sql, http=http), encoding="utf-8")
        address = f"http://127.0.0.1:{http}"
        with _running([program, "+foreground", "+configfile", str(settings)], f"{address}/sparql", log):
            yield Server(
                "virtuoso",
                f"{address}/sparql",
                f"{address}/sparql-auth",
                f"{address}/sparql-graph-crud-auth",
                ("dba", "dba"),
            )


def free_port() -> int:
    """A port of the loopback that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextlib.contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        yield Path(folder)


@contextlib.contextmanager
def _running(command: list[str], address: str, log: IO[bytes]) -> Iterator[None]:
    process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
    try:
        begin = time.monotonic()
        while True:
            with contextlib.suppress(httpx.TransportError):
                httpx.get(address, timeout=5)
                break
            assert process.poll() is None, f"{command[0]} ended: {Path(log.name).read_text(errors='replace')[-2000:]}"
            assert time.monotonic() - begin < _PATIENCE, f"{command[0]} does not answer"
            time.sleep(0.1)
        yield
    finally:
        process.kill()
        process.wait()
