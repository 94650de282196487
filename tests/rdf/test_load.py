"""load against real stores: the same graph however often and however badly it goes, and one clear line otherwise."""

from __future__ import annotations

import base64
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from click.testing import CliRunner, Result

from graphbuild.cli import cli
from graphbuild.errors import GraphbuildError
from graphbuild.graph import KnowledgeGraph
from graphbuild.output import write_graph
from graphbuild.rdf import load as module
from graphbuild.rdf.load import Target, load
from tests import samples
from tests.rdf.gate import Answer, Gate, gate
from tests.rdf.graphs import full, small
from tests.rdf.stores import Server, free_port

GRAPH = "https://example.org/debate"
SECRET = "pa55-w0rd:ß"
Sent = dict[str, str]


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("full")
    _build(full(), folder)
    return folder


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("small")
    _build(small(), folder)
    return folder


@pytest.fixture(autouse=True)
def nobody(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nobody's name and password but those that a test sets."""
    for name in ("GRAPHBUILD_USER", "GRAPHBUILD_PASSWORD", "GRAPHBUILD_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))


def _build(graph: KnowledgeGraph, folder: Path) -> None:
    """As much of a built folder as ``load`` looks at."""
    folder.mkdir(exist_ok=True)
    write_graph(graph, folder)
    (folder / "run.json").write_text("{}", encoding="utf-8")


def _login(monkeypatch: pytest.MonkeyPatch, server: Server) -> None:
    if server.user is not None:
        monkeypatch.setenv("GRAPHBUILD_USER", server.user[0])
        monkeypatch.setenv("GRAPHBUILD_PASSWORD", server.user[1])


def _triples(turtle: Path) -> int:
    return sum(len(piece) for piece in module._pieces(turtle, 1000, 10**6))


def _held(server: Server, graph: str | None = GRAPH) -> set[tuple[str, str, str]]:
    """The triples of a graph in a store; numbers without the zeros that Virtuoso leaves out."""
    inner = "?s ?p ?o" if graph is None else f"GRAPH <{graph}> {{ ?s ?p ?o }}"
    params = {"query": f"SELECT ?s ?p ?o WHERE {{ {inner} }}"}
    answer = httpx.get(server.query, params=params, headers={"Accept": "application/sparql-results+json"}, timeout=60)
    rows = answer.json()["results"]["bindings"]
    return {(row["s"]["value"], row["p"]["value"], _plain(row["o"])) for row in rows}


def _plain(term: dict[str, str]) -> str:
    return str(float(term["value"])) if term.get("datatype", "").endswith("decimal") else term["value"]


def _run(out: Path, url: str, *more: str) -> Result:
    return CliRunner().invoke(cli, ["load", str(out), "--to", url, *more])


def _one_line(result: Result) -> str:
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1, result.stderr
    assert SECRET not in result.stderr
    assert result.stderr.startswith("graphbuild: error: ")
    return result.stderr


def _target(server: Server, way: str, graph: str | None = GRAPH) -> Target:
    return Target(server.update if way == "update" else server.graphs, graph, way == "update", server.query)


@pytest.mark.parametrize("way", ["graphs", "update"])
def test_twice_is_once_and_replaces_what_was_there(
    server: Server, way: str, out: Path, other: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _login(monkeypatch, server)
    target = _target(server, way)
    load(other / "graph.ttl", target)
    assert load(out / "graph.ttl", target) == _triples(out / "graph.ttl")
    once = _held(server)
    assert len(once) == _triples(out / "graph.ttl")
    load(out / "graph.ttl", target)
    assert _held(server) == once


@pytest.mark.parametrize("way", ["graphs", "update"])
def test_both_ways_and_all_piece_sizes_leave_the_same_graph(
    server: Server, way: str, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _login(monkeypatch, server)
    load(out / "graph.ttl", _target(server, "graphs"))
    expected = _held(server)
    monkeypatch.setattr(module, "PIECE", 7)
    monkeypatch.setattr(module, "UPDATE_PIECE", 7)
    told: list[int] = []
    load(out / "graph.ttl", _target(server, way), progress=told.append)
    assert _held(server) == expected
    assert told == [*range(7, len(expected), 7), len(expected)]


@pytest.mark.parametrize("way", ["graphs", "update"])
def test_the_default_graph(oxigraph: Server, way: str, out: Path) -> None:
    load(out / "graph.ttl", _target(oxigraph, way, None))
    assert len(_held(oxigraph, None)) == _triples(out / "graph.ttl")


def test_a_graph_beside_it_stays(oxigraph: Server, out: Path, other: Path) -> None:
    beside = Target(oxigraph.graphs, GRAPH + "/beside")
    load(other / "graph.ttl", beside)
    kept = _held(oxigraph, beside.graph)
    load(out / "graph.ttl", Target(oxigraph.graphs, GRAPH))
    assert _held(oxigraph, beside.graph) == kept


def test_a_piece_has_a_size(tmp_path: Path) -> None:
    turtle = tmp_path / "graph.ttl"
    turtle.write_text("".join(f'<urn:ex:s> <urn:ex:p> "{i:03}{"x" * 90}" .\n' for i in range(9)), encoding="utf-8")
    assert [len(piece) for piece in module._pieces(turtle, 1000, 300)] == [2, 2, 2, 2, 1]
    assert [len(piece) for piece in module._pieces(turtle, 1000, 10)] == [1] * 9
    assert [len(piece) for piece in module._pieces(turtle, 4, 10**6)] == [4, 4, 1]


def test_an_empty_file_empties_the_graph(oxigraph: Server, out: Path, tmp_path: Path) -> None:
    empty = tmp_path / "graph.ttl"
    empty.write_text("", encoding="utf-8")
    for way in ("graphs", "update"):
        load(out / "graph.ttl", Target(oxigraph.graphs, GRAPH))
        assert load(empty, _target(oxigraph, way)) == 0
        assert _held(oxigraph) == set()


# Who may write


def _basic(method: str, headers: Sent, before: int) -> Answer | None:
    """Writers are Ada with the password; everybody may ask."""
    wanted = "Basic " + base64.b64encode(f"Ada:{SECRET}".encode()).decode()
    if method == "GET" or headers.get("authorization") == wanted:
        return None
    return 401, {"WWW-Authenticate": 'Basic realm="store"'}, b"who are you?"


def _bearer(method: str, headers: Sent, before: int) -> Answer | None:
    if headers.get("authorization") == f"Bearer {SECRET[:9]}":
        return None
    return 401, {"WWW-Authenticate": "Bearer"}, b"who are you?"


def test_digest(virtuoso: Server, out: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    said = _one_line(_run(out, virtuoso.graphs, "--graph", GRAPH))
    assert "no right to" in said
    assert "GRAPHBUILD_USER" in said
    monkeypatch.setenv("GRAPHBUILD_USER", "dba")
    monkeypatch.setenv("GRAPHBUILD_PASSWORD", SECRET)
    assert "does not know this user" in _one_line(_run(out, virtuoso.graphs, "--graph", GRAPH))
    monkeypatch.delenv("GRAPHBUILD_USER")
    host = urlsplit(virtuoso.graphs).hostname
    (tmp_path / "netrc").write_text(f"machine {host} login dba password dba\n", encoding="utf-8")
    assert _run(out, virtuoso.graphs, "--graph", GRAPH).exit_code == 0
    assert len(_held(virtuoso)) == _triples(out / "graph.ttl")


def test_basic(oxigraph: Server, out: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with gate(oxigraph, _basic) as before:
        assert "no right to" in _one_line(_run(out, before.graphs(oxigraph), "--graph", GRAPH))
        monkeypatch.setenv("GRAPHBUILD_USER", "Ada")
        monkeypatch.setenv("GRAPHBUILD_PASSWORD", SECRET + "x")
        assert "does not know" in _one_line(_run(out, before.graphs(oxigraph), "--graph", GRAPH))
        monkeypatch.setenv("GRAPHBUILD_PASSWORD", SECRET)
        result = _run(out, before.graphs(oxigraph), "--graph", GRAPH)
        assert result.exit_code == 0
        assert SECRET not in result.output
        monkeypatch.delenv("GRAPHBUILD_USER")
        (tmp_path / "netrc").write_text(f"machine 127.0.0.1\nlogin Ada\npassword {SECRET}\n", encoding="utf-8")
        assert _run(out, before.graphs(oxigraph), "--graph", GRAPH).exit_code == 0


def test_bearer(oxigraph: Server, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with gate(oxigraph, _bearer) as before:
        monkeypatch.setenv("GRAPHBUILD_TOKEN", SECRET[:9])
        assert _run(out, before.graphs(oxigraph), "--graph", GRAPH).exit_code == 0
        monkeypatch.setenv("GRAPHBUILD_TOKEN", "another")
        assert "does not know" in _one_line(_run(out, before.graphs(oxigraph), "--graph", GRAPH))


def test_a_password_goes_to_no_other_server(oxigraph: Server, out: Path, tmp_path: Path) -> None:
    (tmp_path / "netrc").write_text(f"machine 127.0.0.1 login Ada password {SECRET}\n", encoding="utf-8")
    with gate(oxigraph, _basic) as writes, gate(oxigraph, lambda *_: None) as asks:
        url = asks.url + urlsplit(oxigraph.query).path
        assert _run(out, writes.graphs(oxigraph), "--graph", GRAPH, "--query", url).exit_code == 0
        assert set(asks.sent) == {""}
        assert "" not in writes.sent[1:]


@pytest.mark.parametrize("name", ["GRAPHBUILD_TOKEN", "GRAPHBUILD_USER"])
def test_no_secret_in_clear_text_over_a_network(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    from graphbuild.rdf.client import _credentials

    monkeypatch.setenv(name, SECRET)
    with pytest.raises(GraphbuildError, match="clear text over http") as caught:
        _credentials("http://store.example.org/store", "Basic")
    assert SECRET not in str(caught.value)
    assert _credentials("https://store.example.org/store", "Basic") is not None


def test_a_broken_netrc_is_named_without_its_words(oxigraph: Server, out: Path, tmp_path: Path) -> None:
    with gate(oxigraph, _basic) as before:
        for broken in (f"machine 127.0.0.1 login Ada {SECRET}\n".encode(), b"machine 127.0.0.1 login \xff\n"):
            (tmp_path / "netrc").write_bytes(broken)
            assert "netrc" in _one_line(_run(out, before.graphs(oxigraph), "--graph", GRAPH))


@pytest.mark.parametrize(
    "url",
    [
        f"http://Ada:{SECRET}@127.0.0.1/store",
        f"Ada:{SECRET}@127.0.0.1/store",
        f"http:/Ada:{SECRET}@127.0.0.1/store",
        f"ftp://Ada:{SECRET}@127.0.0.1/store",
    ],
)
def test_passwords_in_addresses_are_refused_and_not_shown(out: Path, url: str) -> None:
    assert "GRAPHBUILD_PASSWORD" in _one_line(_run(out, url))
    assert "GRAPHBUILD_PASSWORD" in _one_line(_run(out, "http://127.0.0.1/store", "--query", url))


# What goes wrong


@pytest.mark.parametrize(
    ("url", "more", "said"),
    [
        ("store", (), "give an http or https address"),
        ("http://", (), "give an http or https address"),
        ("http://[/store", (), "give an http or https address"),
        ("http://127.0.0.1:99999/store", (), "give an http or https address"),
        ("file:///store", (), "give an http or https address"),
        ("http://127.0.0.1/store\x00", (), "give an http or https address"),
        ("http://127.0.0.1/store?default", (), "without ? and #"),
        ("http://127.0.0.1/store", ("--graph", "my graph"), "absolute http, https or urn IRI"),
        ("http://127.0.0.1/store", ("--graph", "https://example.org/a>b"), "absolute http, https or urn IRI"),
        ("http://127.0.0.1/somewhere", (), "--query URL"),
        ("http://127.0.0.1/store/elsewhere", (), "--query URL"),
    ],
)
def test_addresses_that_cannot_be(out: Path, url: str, more: tuple[str, ...], said: str) -> None:
    assert said in _one_line(_run(out, url, *more))


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Requests are tried again at once."""
    monkeypatch.setattr("graphbuild.rdf.client.time.sleep", lambda seconds: None)
    yield


@pytest.mark.usefixtures("quick")
def test_nobody_there(out: Path) -> None:
    said = _one_line(_run(out, f"http://127.0.0.1:{free_port()}/store"))
    assert "does the store run" in said


@pytest.mark.parametrize("path", ["/nothing/store", "/nothing/sparql-graph-crud-auth", "/nothing/statements"])
def test_a_wrong_address_changes_nothing(
    server: Server, path: str, out: Path, other: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _login(monkeypatch, server)
    load(other / "graph.ttl", _target(server, "graphs"))
    before = _held(server)
    parts = urlsplit(server.graphs)
    _one_line(_run(out, f"{parts.scheme}://{parts.netloc}{path}", "--graph", GRAPH))
    said = _one_line(
        _run(out, f"{parts.scheme}://{parts.netloc}{path}", "--graph", GRAPH, "--query", server.query)
    )  # fmt: skip
    assert "wrong address" in said or "does not know" in said or "refuses" in said
    assert _held(server) == before


def test_a_page_that_says_yes_to_everything_is_no_store(oxigraph: Server, out: Path) -> None:
    with gate(oxigraph, lambda *_: (200, {"Content-Type": "text/html"}, b"<html>Welcome!</html>")) as before:
        assert "no SPARQL results, but text/html" in _one_line(_run(out, before.graphs(oxigraph)))
        assert "PUT" not in before.seen


def test_moved(oxigraph: Server, out: Path) -> None:
    with gate(oxigraph, lambda *_: (302, {"Location": "http://127.0.0.1/login"}, b"")) as before:
        assert "moved to http://127.0.0.1/login" in _one_line(_run(out, before.graphs(oxigraph)))


def test_no_rights(oxigraph: Server, out: Path) -> None:
    with gate(oxigraph, lambda method, *_: None if method == "GET" else (403, {}, b"read-only")) as before:
        assert "no right to" in _one_line(_run(out, before.graphs(oxigraph)))


def test_what_the_store_says_is_one_line_of_plain_words(oxigraph: Server, out: Path) -> None:
    page = b"<html><head><title>x</title></head><body><h1>Disk</h1>\n<p>is\x1b[31m full</p></body></html>"

    def decide(method: str, headers: Sent, before: int) -> Answer | None:
        return None if method == "GET" else (500, {"Content-Type": "text/html"}, page)

    with gate(oxigraph, decide) as before:
        said = _one_line(_run(out, before.graphs(oxigraph)))
        assert "(500): Disk is" in said
        assert "<" not in said
        assert "\x1b" not in said


def test_the_default_graph_where_a_store_has_none(virtuoso: Server, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _login(monkeypatch, virtuoso)
    assert "--graph IRI" in _one_line(_run(out, virtuoso.graphs))


def test_another_writer_is_noticed(oxigraph: Server, out: Path) -> None:
    def decide(method: str, headers: Sent, before: int) -> Answer | None:
        if method == "GET" and before == 1:  # the count, after all was sent
            body = b"<urn:ex:s> <urn:ex:p> <urn:ex:o> ."
            httpx.post(oxigraph.graphs, params={"graph": GRAPH}, content=body, headers={"Content-Type": "text/turtle"})
        return None

    with gate(oxigraph, decide) as before:
        said = _one_line(_run(out, before.graphs(oxigraph), "--graph", GRAPH))
    count = _triples(out / "graph.ttl")
    assert f"{count} triples were sent and {count + 1} are there" in said


def test_a_broken_file_changes_nothing(oxigraph: Server, other: Path, tmp_path: Path) -> None:
    load(other / "graph.ttl", Target(oxigraph.graphs, GRAPH))
    before = _held(oxigraph)
    broken = tmp_path / "graph.ttl"
    text = (other / "graph.ttl").read_text(encoding="utf-8")
    for wrong in (text + "\n<urn:ex:s> <urn:ex:p> oops .\n", text + f'\n<urn:ex:s> <urn:ex:p> "{"x" * 17_000_000}" .'):
        broken.write_text(wrong, encoding="utf-8", newline="\n")
        with pytest.raises(GraphbuildError, match=r"graph\.ttl: no Turtle that can be read"):
            load(broken, Target(oxigraph.graphs, GRAPH))
    with pytest.raises(GraphbuildError, match="cannot be read"):
        load(tmp_path / "none.ttl", Target(oxigraph.graphs, GRAPH))
    assert _held(oxigraph) == before


# Tried again, cut off, killed


def test_a_busy_store_is_asked_again(oxigraph: Server, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []
    monkeypatch.setattr("graphbuild.rdf.client.time.sleep", pauses.append)
    waits = {0: "3", 1: "tomorrow", 2: "²"}

    def decide(method: str, headers: Sent, before: int) -> Answer | None:
        busy = method == "PUT" and before in waits
        return (503, {"Retry-After": waits[before].encode().decode("latin-1")}, b"busy") if busy else None

    with gate(oxigraph, decide) as before:
        load(out / "graph.ttl", Target(before.graphs(oxigraph), GRAPH))
        assert before.seen == ["GET", "PUT", "PUT", "PUT", "PUT", "GET"]
    assert pauses == [3.0, 6.0, 12.0]
    assert len(_held(oxigraph)) == _triples(out / "graph.ttl")


@pytest.mark.usefixtures("quick")
def test_dropped_connections_are_made_again(oxigraph: Server, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PIECE", 20)

    def decide(method: str, headers: Sent, before: int) -> Answer | None:
        if before % 3 == 1:
            raise ConnectionError
        return None

    with gate(oxigraph, decide) as before:
        assert load(out / "graph.ttl", Target(before.graphs(oxigraph), GRAPH)) == _triples(out / "graph.ttl")
    assert len(_held(oxigraph)) == _triples(out / "graph.ttl")


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("way", ["graphs", "update"])
def test_cut_off_and_run_again(oxigraph: Server, way: str, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = _target(oxigraph, way)
    load(out / "graph.ttl", target)
    whole = _held(oxigraph)
    monkeypatch.setattr(module, "PIECE", 20)
    monkeypatch.setattr(module, "UPDATE_PIECE", 20)

    def decide(method: str, headers: Sent, before: int) -> Answer | None:
        if method == "POST" and before >= 2:
            raise ConnectionError
        return None

    with gate(oxigraph, decide) as before:
        url = before.url + urlsplit(target.url).path
        options = ["--graph", GRAPH, *(["--update"] if target.update else [])]
        said = _one_line(_run(out, url, *options))
    held = _held(oxigraph)
    assert f"half done: {len(held)} of {len(whole)} triples are there, run the same command again" in said
    assert held < whole
    assert _run(out, target.url, *options).exit_code == 0
    assert _held(oxigraph) == whole


def test_killed_and_run_again(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _login(monkeypatch, server)
    _build(samples.synthetic(60), tmp_path / "out")
    total = _triples(tmp_path / "out" / "graph.ttl")
    code = "from graphbuild.rdf import load; load.PIECE = 100; from graphbuild.cli import main; main()"
    with gate(server, _slow) as before:
        command = ["load", str(tmp_path / "out"), "--to", before.graphs(server), "--graph", GRAPH]
        process = subprocess.Popen([sys.executable, "-c", code, *command], env=dict(os.environ))
        _until_some_posts(before)
        process.send_signal(signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL
    assert 0 < len(_held(server)) < total
    assert _run(tmp_path / "out", server.graphs, "--graph", GRAPH).exit_code == 0
    held = _held(server)
    assert len(held) == total
    assert _run(tmp_path / "out", server.graphs, "--graph", GRAPH).exit_code == 0
    assert _held(server) == held


def _slow(method: str, headers: Sent, before: int) -> Answer | None:
    if method == "POST":
        time.sleep(0.3)
    return None


def _until_some_posts(before: Gate) -> None:
    begin = time.monotonic()
    while before.seen.count("POST") < 3:
        assert time.monotonic() - begin < 60, before.seen
        time.sleep(0.02)
