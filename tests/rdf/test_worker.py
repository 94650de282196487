"""The process that answers queries, spoken to as the server does."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from graphbuild.rdf import write_store, write_turtle
from tests import samples

ROOT = Path(__file__).parents[2]


class Worker:
    def __init__(self, store: Path, folder: Path) -> None:
        command = [sys.executable, "-m", "graphbuild.rdf.worker", str(store), str(2**28)]
        self.process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.file = folder / "answer"
        self.first = self.reply()

    def reply(self) -> Any:
        assert self.process.stdout is not None
        return json.loads(self.process.stdout.readline() or "null")

    def send(self, query: str, **more: Any) -> None:
        request = {
            "query": query,
            "rows": "json",
            "graph": "ntriples",
            "limit": 10,
            "size": 10_000,
            "file": str(self.file),
        }
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(request | more).encode() + b"\n")
        self.process.stdin.flush()

    def ask(self, query: str, **more: Any) -> Any:
        self.send(query, **more)
        return self.reply()


@pytest.fixture
def worker(tmp_path: Path) -> Iterator[Worker]:
    with (tmp_path / "graph.ttl").open("w", encoding="utf-8", newline="\n") as file:
        write_turtle(samples.article(), file)
    write_store(tmp_path / "graph.ttl", tmp_path / "store")
    found = Worker(tmp_path / "store", tmp_path)
    yield found
    found.process.kill()
    found.process.communicate()


def test_answers_come_as_files_with_what_was_cut(worker: Worker) -> None:
    assert worker.first["status"] == "ready"
    reply = worker.ask("SELECT * { ?s ?p ?o }")
    assert (reply["status"], reply["kind"], reply["count"], reply["cut"]) == ("ok", "rows", 10, True)
    assert len(json.loads(worker.file.read_bytes())["results"]["bindings"]) == 10
    reply = worker.ask("CONSTRUCT WHERE { ?s ?p ?o } LIMIT 10")
    assert (reply["kind"], reply["count"], reply["cut"]) == ("graph", 10, False)
    assert worker.file.read_bytes().count(b"\n") == 10


def test_what_it_cannot_do_it_says(worker: Worker) -> None:
    for query, more, status in (
        ("SELECT", {}, "syntax"),
        ("SELECT * { SERVICE <http://localhost:1/> { ?s ?p ?o } }", {}, "refused"),
        ("SELECT * { ?s ?p ?o }", {"rows": None}, "unacceptable"),
        ("SELECT * { ?s ?p ?o }", {"size": 100}, "too big"),
        ("ASK {}", {"file": "/no/such/folder/file"}, "broken"),
    ):
        reply = worker.ask(query, **more)
        assert reply["status"] == status
        assert reply["message"]
    assert worker.ask("ASK {}")["status"] == "ok"


def test_it_has_no_right_to_make_sockets(worker: Worker) -> None:
    said = Path(f"/proc/{worker.process.pid}/status").read_text(encoding="ascii").split()
    assert said[said.index("Seccomp:") + 1] == "2"  # a filter; tests/rdf/test_guard.py shows what it refuses


def test_it_ends_with_its_input_even_from_a_query(worker: Worker) -> None:
    worker.send("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER (?c != ?f && ?i != ?l) }")
    time.sleep(0.3)
    assert worker.process.poll() is None
    assert worker.process.stdin is not None
    worker.process.stdin.close()
    assert worker.process.wait(10) == 0
    worker.process.stdin = None


def test_memory_beyond_its_share_ends_it(worker: Worker) -> None:
    doubled = " ".join(f"BIND (CONCAT(?x{number}, ?x{number}) AS ?x{number + 1})" for number in range(25))
    assert worker.ask(f"SELECT (STRLEN(?x25) AS ?n) {{ BIND ('0123456789' AS ?x0) {doubled} }}") is None
    assert worker.process.wait(10) != 0


def test_no_store_is_said(tmp_path: Path) -> None:
    worker = Worker(tmp_path / "none", tmp_path)
    assert worker.first["status"] == "failed"
    assert "no readable store" in worker.first["message"]
    worker.process.communicate()
