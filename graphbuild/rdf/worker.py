"""A process that answers SPARQL from a store, one query at a time: ``python -m graphbuild.rdf.worker STORE BYTES``.

A query inside Oxigraph cannot be stopped, a process can. Whoever started this one writes a line of JSON a query to its
standard input, reads a line of JSON from its standard output, and finds the answer in the file that it named:

====================  =============================================================================
``query``             SPARQL
``rows``, ``graph``   the formats to write rows or triples in; null where the asker takes none
``limit``, ``size``   the most rows or triples, and the most bytes of the file
``file``              where to write the answer
====================  =============================================================================

The reply has a ``status``: ``ok`` with ``kind`` (``rows`` or ``graph``), ``count`` and ``cut``; else ``refused`` (by
``guard``), ``syntax``, ``failed``, ``broken`` (the store, or the disk), ``unacceptable`` or ``too big``, with a
``message``. The process ends with its input.
"""

from __future__ import annotations

import json
import os
import queue
import sys
import threading
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from graphbuild.errors import OptionError, OutputError
from graphbuild.rdf import confine, wire
from graphbuild.rdf.guard import refusal
from graphbuild.rdf.store import open_store

Reply = dict[str, Any]

_MESSAGE = 2000  # characters of what the parser says, which may quote the query


def main() -> None:
    """Serves until standard input ends. The first line out says ``ready``, or why not."""
    replies = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8", newline="\n")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # nothing else may get between the replies
    confine.without_network()
    try:
        store = open_store(Path(sys.argv[1]))
    except OutputError as error:
        print(json.dumps({"status": "failed", "message": str(error)}), file=replies, flush=True)  # noqa: T201
        return
    confine.with_memory(int(sys.argv[2]))
    asked: queue.SimpleQueue[Reply] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(asked,), daemon=True).start()
    reply: Reply = {"status": "ready"}
    while True:
        reply["message"] = str(reply.get("message", ""))[:_MESSAGE]
        print(json.dumps(reply), file=replies, flush=True)  # noqa: T201
        reply = answer(store, asked.get())


def _listen(asked: queue.SimpleQueue[Reply]) -> None:
    """Reads queries; when nobody can send more, the process ends, even from the middle of a query."""
    for line in sys.stdin.buffer:
        asked.put(json.loads(line))
    os._exit(0)


def answer(store: Any, request: Mapping[str, Any]) -> Reply:
    """The reply to a request; its file is written."""
    try:
        with Path(request["file"]).open("wb") as file:
            return _answer(store, request, _Bounded(file, request["size"]))
    except SyntaxError as error:
        return {"status": "syntax", "message": str(error)}
    except OptionError as error:
        return {"status": "unacceptable", "kind": None, "message": str(error)}
    except (MemoryError, _TooBigError) as error:
        return {"status": "too big", "message": str(error) or "the query took more than its share of memory"}
    except OSError as error:
        return {"status": "broken", "message": str(error)}
    except Exception as error:
        return {"status": "failed", "message": str(error)}


def _answer(store: Any, request: Mapping[str, Any], file: Any) -> Reply:
    import pyoxigraph

    reason = refusal(request["query"])
    if reason is not None:
        return {"status": "refused", "message": reason}
    found = store.query(request["query"])
    kind = "graph" if isinstance(found, pyoxigraph.QueryTriples) else "rows"
    form = request[kind]
    if form is None:
        return {"status": "unacceptable", "kind": kind, "message": "none of the types that you accept"}
    if isinstance(found, pyoxigraph.QueryBoolean):
        wire.write_truth(form, bool(found), file)
        return {"status": "ok", "kind": kind, "count": 1, "cut": False}
    first = _First(found, request["limit"])
    if kind == "graph":
        wire.write_graph(form, first, file)
    else:
        wire.write_rows(form, [variable.value for variable in found.variables], first, file)
    return {"status": "ok", "kind": kind, "count": first.count, "cut": first.cut}


class _First:
    """The first items of an answer, counted; ``cut`` says that there were more."""

    def __init__(self, items: Iterable[Any], limit: int) -> None:
        self.items = items
        self.limit = limit
        self.count = 0
        self.cut = False

    def __iter__(self) -> Iterator[Any]:
        for item in self.items:
            if self.count == self.limit:
                self.cut = True
                return
            self.count += 1
            yield item


class _TooBigError(Exception):
    """An answer of too many bytes."""


class _Bounded:
    """A file that takes so many bytes and no more."""

    def __init__(self, file: IO[bytes], size: int) -> None:
        self.file = file
        self.size = size
        self.left = size

    def write(self, data: bytes) -> int:
        self.left -= len(data)
        if self.left < 0:
            raise _TooBigError(f"the answer is larger than {self.size // 2**20} MB; ask for less, or use LIMIT")
        return self.file.write(data)

    def flush(self) -> None:
        self.file.flush()


if __name__ == "__main__":
    main()
