"""The command ``serve`` as users run it: a process of its own, asked over HTTP."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx

from graphbuild.graph import KnowledgeGraph
from graphbuild.rdf import write_store, write_turtle
from graphbuild.site import write_page

ROOT = Path(__file__).parents[2]
ALL = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER (?c != ?f && ?i != ?l) }"
"""Counts what would take for ever."""

_DOUBLED = " ".join(f"BIND (CONCAT(?x{number}, ?x{number}) AS ?x{number + 1})" for number in range(25))
HOARD = f"SELECT (STRLEN(?x25) AS ?n) {{ BIND ('0123456789' AS ?x0) {_DOUBLED} }}"
"""Makes a text of 335 MB."""


def folder_of(graph: KnowledgeGraph, out: Path) -> Path:
    """What ``serve`` needs of an OUT."""
    out.mkdir()
    with (out / "graph.ttl").open("w", encoding="utf-8", newline="\n") as file:
        write_turtle(graph, file)
    with (out / "index.html").open("w", encoding="utf-8", newline="\n") as file:
        write_page(graph, file)
    write_store(out / "graph.ttl", out / "store")
    (out / "run.json").write_text("{}\n", encoding="utf-8")
    return out


@dataclass(frozen=True, slots=True)
class Server:
    """A running server of a folder."""

    out: Path
    url: str
    process: subprocess.Popen[str]
    said: str

    @property
    def endpoint(self) -> str:
        return f"{self.url}/sparql"

    @property
    def port(self) -> int:
        return int(self.url.rpartition(":")[2])

    def ask(self, query: str, accept: str = "application/sparql-results+json", **more: float) -> httpx.Response:
        return httpx.post(
            self.endpoint, data={"query": query}, headers={"Accept": accept}, timeout=more.get("timeout", 60)
        )

    def count(self) -> int:
        return int(self.ask(ALL).json()["results"]["bindings"][0]["n"]["value"])

    def memory(self) -> int:
        """Bytes that the server and its workers have in memory (Linux)."""
        pages = 0
        for pid in (self.process.pid, *children(self.process.pid)):
            with contextlib.suppress(OSError):
                pages += int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")


def children(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in found.read_text(encoding="ascii").split()] if found.exists() else []


@contextlib.contextmanager
def serving(out: Path, *options: str) -> Iterator[Server]:
    """A server on a free port, ended by Ctrl-C; what one that was killed leaves behind goes too."""
    command = [sys.executable, "-m", "graphbuild", "serve", str(out), "--port", "0", *options]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        environment = os.environ | {"TMPDIR": folder}
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True, encoding="utf-8"
        )
        try:
            yield _ready(out, process)
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(20)
            finally:
                process.kill()


def _ready(out: Path, process: subprocess.Popen[str]) -> Server:
    assert process.stderr is not None
    lines: list[str] = []
    while not lines or "/sparql" not in lines[-1]:
        line = process.stderr.readline()
        assert line, "".join(lines)
        lines.append(line)
    return Server(out, lines[-1].split()[-1].removesuffix("/sparql"), process, "".join(lines))
