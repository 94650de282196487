"""Worker processes that answer queries: a few at a time, each within its time and memory, the others wait in line.

A worker that takes too long, dies, or whose asker has gone is killed, and another one is started in its place. Answers
come as files in a folder of ours, so that a reader who takes his time keeps no worker.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graphbuild.errors import OutputError

ANSWER = 256 * 2**20
"""The most bytes of one answer."""

KEPT = 8 * ANSWER
"""The most bytes of answers that wait to be read."""

_LINE = 2**20  # a reply holds the parser's message, which quotes the query
_AGAIN = 2.0  # seconds until a worker that did not start is tried again
_START = 60.0
_IN_LINE = 60.0  # seconds that a query waits for a worker


@dataclass(frozen=True, slots=True)
class Limits:
    """``timeout`` in seconds, ``rows`` or triples of an answer, ``memory`` in bytes that a query may take, ``workers``
    at work at once, and how many may wait in ``line``."""

    timeout: float = 30.0
    rows: int = 100_000
    memory: int = 2**30
    workers: int = 4
    line: int = 256


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer in a file, ``count`` rows or triples; ``cut`` says that there are more."""

    kind: str
    path: Path
    size: int
    count: int
    cut: bool


class RefusalError(Exception):
    """Why there is no answer, as an HTTP status and words; ``wait`` is the seconds until it is worth asking again."""

    def __init__(self, status: int, message: str, *, wait: int | None = None, kind: str | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.wait = wait
        self.kind = kind


class Pool:
    """The workers of a store."""

    def __init__(self, store: Path, limits: Limits) -> None:
        self.store = store
        self.limits = limits
        self._folder = tempfile.TemporaryDirectory(prefix="graphbuild-serve-", ignore_cleanup_errors=True)
        self._numbers = itertools.count()
        self._free: asyncio.LifoQueue[_Worker] = asyncio.LifoQueue()
        self._workers = [_Worker(store, limits.memory) for _ in range(limits.workers)]
        self._replacing: set[asyncio.Task[None]] = set()
        self._waiting = 0
        self._kept = 0

    async def open(self) -> None:
        """Starts the workers. Raises OutputError where the store cannot be read."""
        try:
            await asyncio.gather(*(worker.start() for worker in self._workers))
        except BaseException:
            await self.close()
            raise
        for worker in self._workers:
            self._free.put_nowait(worker)

    async def close(self) -> None:
        for task in self._replacing:
            task.cancel()
        await asyncio.gather(*self._replacing, return_exceptions=True)
        await asyncio.gather(*(worker.kill() for worker in self._workers))
        self._folder.cleanup()

    async def ask(self, query: str, *, rows: str | None, graph: str | None) -> Answer:
        """Puts a query to the next free worker. ``rows`` and ``graph`` are the formats that the asker takes. Raises
        RefusalError."""
        worker = await self._next()
        await self._renewed(worker)
        path = Path(self._folder.name) / f"{next(self._numbers)}"
        limits = self.limits
        request = {
            "query": query, "rows": rows, "graph": graph, "limit": limits.rows, "size": ANSWER, "file": str(path)
        }  # fmt: skip
        done = False
        try:
            async with asyncio.timeout(limits.timeout):
                reply = await worker.ask(request)
            done = reply["status"] == "ok"
        except TimeoutError:
            raise RefusalError(504, f"no answer after {limits.timeout:g} seconds; ask for less") from None
        except EOFError:
            share = f"{limits.memory // 2**20} MB"
            raise RefusalError(
                507, f"the query took more memory than its {share}, or nests too deep; ask for less"
            ) from None
        finally:
            self._give_back(worker, None if done else path)
        if not done:
            raise _problem(reply)
        size = path.stat().st_size
        self._kept += size
        return Answer(reply["kind"], path, size, reply["count"], reply["cut"])

    @contextlib.contextmanager
    def held(self, answer: Answer) -> Iterator[None]:
        """The answer's file is there until the end of this block."""
        try:
            yield
        finally:
            self._kept -= answer.size
            answer.path.unlink(missing_ok=True)

    async def _next(self) -> _Worker:
        if self._waiting >= self.limits.line or self._kept > KEPT:
            raise RefusalError(503, "too many queries at once; ask again in a moment", wait=2)
        self._waiting += 1
        try:
            async with asyncio.timeout(_IN_LINE):
                return await self._free.get()
        except TimeoutError:
            raise RefusalError(503, "other queries take all the time; ask again in a moment", wait=5) from None
        finally:
            self._waiting -= 1

    async def _renewed(self, worker: _Worker) -> None:
        """Starts the worker again where it died, or where the folder was built anew since it opened the store."""
        if worker.alive and worker.opened == _version(self.store):
            return
        worker.busy = True
        try:
            await worker.kill()
            await worker.start()
        except BaseException as error:
            self._give_back(worker, None)
            if isinstance(error, OutputError | OSError):
                raise RefusalError(503, "the folder is being built; ask again in a moment", wait=5) from None
            raise

    def _give_back(self, worker: _Worker, left: Path | None) -> None:
        """Frees a worker that has answered, replaces one that has not; a file without an answer goes."""
        if not worker.busy:
            if left is not None:
                left.unlink(missing_ok=True)
            self._free.put_nowait(worker)
            return
        task = asyncio.create_task(self._replace(worker, left))
        self._replacing.add(task)
        task.add_done_callback(self._replacing.discard)

    async def _replace(self, worker: _Worker, left: Path | None) -> None:
        await worker.kill()
        if left is not None:
            left.unlink(missing_ok=True)
        while True:
            try:
                await worker.start()
                break
            except (OutputError, OSError):
                await asyncio.sleep(_AGAIN)
        self._free.put_nowait(worker)


_PROBLEMS = {
    "refused": (400, ""),
    "syntax": (400, "the query is no SPARQL: "),
    "failed": (400, "the query cannot be answered: "),
    "broken": (503, "no answer now: "),
    "unacceptable": (406, ""),
    "too big": (507, ""),
}


def _problem(reply: dict[str, Any]) -> RefusalError:
    status, start = _PROBLEMS[reply["status"]]
    return RefusalError(status, start + reply["message"], kind=reply.get("kind"))


def _version(store: Path) -> tuple[int, int] | None:
    """Changes when another build takes the folder's place."""
    try:
        found = store.stat()
    except OSError:
        return None
    return found.st_ino, found.st_ctime_ns


class _Worker:
    """One process; ``busy`` from a query until its reply, ``opened`` the version of the store that it has."""

    def __init__(self, store: Path, memory: int) -> None:
        self.store = store
        self.memory = memory
        self.busy = False
        self.opened: tuple[int, int] | None = None
        self._process: asyncio.subprocess.Process | None = None

    @property
    def alive(self) -> bool:
        return self._process is not None and self._process.returncode is None

    async def start(self) -> None:
        path = os.pathsep.join(filter(None, sys.path))
        self.opened = _version(self.store)
        self._process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", "-m", "graphbuild.rdf.worker", str(self.store.absolute()), str(self.memory)),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            limit=_LINE,
            env=os.environ | {"PYTHONPATH": path, "MALLOC_ARENA_MAX": "2"},
            start_new_session=True,  # Ctrl-C is for us; we end them
        )
        self.busy = False
        try:
            async with asyncio.timeout(_START):
                reply = await self._reply()
        except (TimeoutError, EOFError):
            reply = {"status": "failed", "message": f"{self.store}: the process for queries does not start"}
        if reply["status"] != "ready":
            await self.kill()
            raise OutputError(reply["message"])

    async def ask(self, request: dict[str, Any]) -> dict[str, Any]:
        """The reply. Raises EOFError where the process ended."""
        assert self._process is not None and self._process.stdin is not None
        self.busy = True
        try:
            self._process.stdin.write(json.dumps(request).encode() + b"\n")
            await self._process.stdin.drain()
        except ConnectionError:
            raise EOFError from None
        reply = await self._reply()
        self.busy = False
        return reply

    async def kill(self) -> None:
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                self._process.kill()
            await self._process.wait()

    async def _reply(self) -> dict[str, Any]:
        assert self._process is not None and self._process.stdout is not None
        line = await self._process.stdout.readline()
        if not line.endswith(b"\n"):
            raise EOFError
        reply: dict[str, Any] = json.loads(line)
        return reply
