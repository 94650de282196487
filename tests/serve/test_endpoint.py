"""The endpoint over HTTP: the SPARQL 1.1 Protocol, its errors, and what it keeps out."""

from __future__ import annotations

import csv
import http.client
import io
import json
import os
import signal
import time
from pathlib import Path

import httpx
import pyoxigraph
import pytest

from graphbuild.rdf import open_store
from graphbuild.rdf.questions import questions
from graphbuild.rdf.results import ask
from graphbuild.serve.protocol import BODY, GRAPHS, QUERY, ROWS
from tests.serve.servers import ENDLESS, HOARD, Server, children, serving

SOME = "SELECT ?s ?o { ?s ?p ?o } LIMIT 20"
LABELS = "SELECT ?l { ?s <http://www.w3.org/2000/01/rdf-schema#label> ?l } ORDER BY ?l"


def rows(answer: httpx.Response) -> list[dict[str, dict[str, str]]]:
    assert answer.status_code == 200, answer.text
    return list(answer.json()["results"]["bindings"])


def test_three_ways_to_ask_are_one(server: Server) -> None:
    url, accept = server.endpoint, {"Accept": "application/sparql-results+json"}
    got = httpx.get(url, params={"query": SOME}, headers=accept)
    posted = httpx.post(url, data={"query": SOME}, headers=accept)
    plain = httpx.post(url, content=SOME, headers=accept | {"Content-Type": "application/sparql-query; charset=UTF-8"})
    assert rows(got) == rows(posted) == rows(plain)
    assert len(rows(got)) == 20
    assert "Accept" in got.headers["Vary"]


RESULTS = {"json": "JSON", "xml": "XML", "csv": "CSV", "tsv": "TSV"}


@pytest.mark.parametrize("type", ROWS)
def test_rows_come_in_every_type_with_every_character(hostile_server: Server, type: str) -> None:
    answer = hostile_server.ask(LABELS, type)
    assert answer.headers["Content-Type"].partition(";")[0] == type
    expected = [row[0].value for row in ask(open_store(hostile_server.out / "store"), LABELS).rows]  # type: ignore[union-attr]
    if type == "text/csv":
        found = [row[0] for row in csv.reader(io.StringIO(answer.content.decode(), newline=""))][1:]
    else:
        form = getattr(pyoxigraph.QueryResultsFormat, RESULTS[ROWS[type]])
        found = [row["l"].value for row in pyoxigraph.parse_query_results(answer.content, form)]  # type: ignore[union-attr]
    assert found == expected
    assert any("<script>" in label for label in found) and any("\r\n" in label for label in found)


@pytest.mark.parametrize("type", GRAPHS)
def test_triples_come_in_every_type(hostile_server: Server, type: str) -> None:
    answer = hostile_server.ask("CONSTRUCT WHERE { ?s ?p ?o }", type)
    assert answer.status_code == 200, answer.text
    assert answer.headers["Content-Type"].partition(";")[0] == type
    form = pyoxigraph.RdfFormat.from_media_type(type)
    assert form is not None
    found = {str(quad.triple) for quad in pyoxigraph.parse(answer.content, form)}
    assert found == {str(quad.triple) for quad in open_store(hostile_server.out / "store")}


@pytest.mark.parametrize(
    ("type", "body"),
    [
        ("application/sparql-results+json", '{"head": {}, "boolean": true}'),
        ("text/csv", "true"),
        ("application/sparql-results+xml", "<boolean>true</boolean>"),
    ],
)
def test_yes_and_no(server: Server, type: str, body: str) -> None:
    assert body in server.ask("ASK { ?s ?p ?o }", type).text


def test_every_named_question_is_answered_as_by_the_command(hostile_server: Server) -> None:
    listed = httpx.get(f"{hostile_server.url}/query/questions.json").json()["questions"]
    assert [asked["name"] for asked in listed] == [asked.name for asked in questions()]
    store, some = open_store(hostile_server.out / "store"), 0
    for asked in listed:
        answer = ask(store, asked["query"])
        found = rows(hostile_server.ask(asked["query"]))
        assert len(found) == len(answer.rows), asked["name"]  # type: ignore[union-attr]
        some += bool(found)
    assert some > len(listed) / 2


def test_without_a_query_it_describes_itself(server: Server) -> None:
    answer = httpx.get(server.endpoint)
    store = pyoxigraph.Store()
    store.load(answer.content, format=pyoxigraph.RdfFormat.TURTLE)
    query = (
        "PREFIX sd: <http://www.w3.org/ns/sparql-service-description#> SELECT ?e { ?s a sd:Service ; sd:endpoint ?e }"
    )
    assert [row["e"].value for row in store.query(query)] == [server.endpoint]  # type: ignore[union-attr]
    assert httpx.get(server.endpoint, headers={"Accept": "text/html"}).status_code == 406


def test_types_that_nobody_offers(server: Server) -> None:
    for query, offered in ((SOME, ROWS), ("CONSTRUCT WHERE { ?s ?p ?o }", GRAPHS)):
        answer = server.ask(query, "image/png")
        assert answer.status_code == 406
        assert all(type in answer.text for type in offered)


FORM = "application/x-www-form-urlencoded"
BAD = {
    "no SPARQL": (FORM, b"query=SELECT+*+%7B+%3Fs", 400, "1:"),
    "another server": (FORM, b"query=SELECT+*+%7B+SERVICE+%3Chttp://x%3E+%7B+%3Fs+%3Fp+%3Fo+%7D+%7D", 400, "SERVICE"),
    "an update as a query": (FORM, b"query=CLEAR+ALL", 400, "read-only"),
    "an update": (FORM, b"update=CLEAR+ALL", 400, "read-only"),
    "an update of its type": ("application/sparql-update", b"CLEAR ALL", 415, "read-only"),
    "no query": (FORM, b"x=y", 400, "query"),
    "two queries": (FORM, b"query=ASK+%7B%7D&query=ASK+%7B%7D", 400, "more than one"),
    "another graph": (FORM, b"query=ASK+%7B%7D&default-graph-uri=http://x", 400, "default-graph-uri"),
    "no UTF-8": ("application/sparql-query", b"ASK {\xff}", 400, "UTF-8"),
    "no UTF-8 in a form": (FORM, b"query=%ff", 400, "UTF-8"),
    "another charset": ("application/sparql-query; charset=latin-1", b"ASK {}", 415, "UTF-8"),
    "another type": ("text/plain", b"ASK {}", 415, "application/sparql-query"),
    "no type": ("", b"ASK {}", 415, "application/sparql-query"),
    "too long": ("application/sparql-query", b"ASK {}" + b" " * QUERY, 413, str(QUERY)),
    "far too long": (FORM, b"query=" + b"a" * (2 * BODY), 413, str(QUERY)),
    "many parameters": (FORM, b"a=b&" * 200, 400, "parameters"),
    "nesting": ("application/sparql-query", b"ASK " + b"{" * 5000, 400, "deep"),
    "unbound nesting": ("application/sparql-query", b"SELECT (" + b"!" * 200_000 + b"1 AS ?x) {}", None, ""),
    "a text that takes long to find the end of": (
        "application/sparql-query",
        b"ASK {" + b'"\\' * 100_000,
        504,
        "seconds",
    ),
    "an unknown function": ("application/sparql-query", b"SELECT (<http://x>(1) AS ?y) {}", None, ""),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_requests_say_why_in_plain_text(server: Server, case: str) -> None:
    type, body, status, reason = BAD[case]
    answer = httpx.post(server.endpoint, content=body, headers={"Content-Type": type} if type else {}, timeout=60)
    assert answer.status_code == (status or answer.status_code)
    assert answer.status_code < 500 or answer.status_code in (504, 507), answer.text
    assert reason in answer.text
    if status:
        assert answer.headers["Content-Type"].startswith("text/plain")
    assert server.count() > 1000


def status(server: Server, path: str, **headers: str) -> int:
    """What a GET gets that httpx would not send."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    connection.request("GET", path, headers=headers)
    return connection.getresponse().status


def test_long_addresses(server: Server) -> None:
    assert status(server, "/sparql?query=ASK%7B%7D" + "+" * 100_000) == 200
    assert status(server, "/sparql?query=ASK%7B%7D" + "+" * QUERY) == 413
    assert status(server, "/" + "a" * (4 * BODY)) == 400
    assert server.count() > 1000


def test_a_query_has_so_much_time(server: Server) -> None:
    begin = time.monotonic()
    answer = server.ask(ENDLESS)
    assert (answer.status_code, time.monotonic() - begin < 20) == (504, True)
    assert "6 seconds" in answer.text
    assert server.count() > 1000


def test_a_query_has_so_much_memory(server: Server) -> None:
    sort = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i"
    assert server.ask(HOARD).status_code == 507
    assert server.ask(sort).status_code in (504, 507)
    assert server.count() > 1000
    assert server.memory() < 2**30


def test_an_answer_has_so_many_rows_and_says_that_there_are_more(server: Server) -> None:
    assert server.count() > 5000
    for type in ("application/sparql-results+json", "text/csv"):
        answer = server.ask("SELECT * { ?s ?p ?o }", type)
        assert answer.headers["X-Graphbuild-Cut"] == "5000"
    assert len(rows(server.ask("SELECT * { ?s ?p ?o }"))) == 5000
    assert "X-Graphbuild-Cut" not in server.ask("SELECT * { ?s ?p ?o } LIMIT 5000").headers
    triples = server.ask("CONSTRUCT WHERE { ?s ?p ?o }", "application/n-triples")
    assert (triples.headers["X-Graphbuild-Cut"], triples.text.count("\n")) == ("5000", 5000)


def test_an_asker_who_goes_away_keeps_no_worker(debate: Path) -> None:
    with serving(debate, "--timeout", "600", "--workers", "1") as alone:
        (before,) = children(alone.process.pid)
        with pytest.raises(httpx.ReadTimeout):
            alone.ask(ENDLESS, timeout=1)
        assert alone.count() > 1000
        (after,) = children(alone.process.pid)
        assert before != after


def test_a_worker_that_dies_is_replaced(debate: Path) -> None:
    with serving(debate, "--workers", "1") as alone:
        (worker,) = children(alone.process.pid)
        os.kill(worker, signal.SIGKILL)
        time.sleep(0.5)
        assert alone.count() > 1000


def test_methods(server: Server) -> None:
    for path, more in (("/sparql", True), ("/", False), ("/graph.ttl", False), ("/query", False)):
        options = httpx.options(server.url + path)
        assert options.status_code == 204
        assert ("POST" in options.headers["Allow"]) == more
        assert httpx.put(server.url + path, content=b"x").status_code == 405
        assert httpx.delete(server.url + path).status_code == 405
    for path in ("/", "/graph.ttl", "/query", "/sparql?query=ASK%7B%7D"):
        got, head = httpx.get(server.url + path), httpx.head(server.url + path)
        assert (head.status_code, head.content) == (200, b"")
        assert head.headers["Content-Length"] == got.headers["Content-Length"] == str(len(got.content))
    assert httpx.get(server.url + "/store").status_code == 404
    assert httpx.get(server.url + "/query/../../setup.cfg").status_code == 404


def test_the_page_and_the_graph_are_those_of_the_folder(server: Server) -> None:
    for path, name, type in (("/", "index.html", "text/html"), ("/graph.ttl", "graph.ttl", "text/turtle")):
        answer = httpx.get(server.url + path)
        assert answer.content == (server.out / name).read_bytes()
        assert answer.headers["Content-Type"] == f"{type}; charset=utf-8"
    assert "Triply" in httpx.get(f"{server.url}/query/LICENSE-yasgui.txt").text


def test_other_hosts_and_origins_are_kept_out(server: Server) -> None:
    def of(host: str, **headers: str) -> int:
        return status(server, "/sparql?query=ASK%7B%7D", Host=host, **headers)

    assert of(f"localhost:{server.port}") == of(f"127.0.0.1:{server.port}") == 200
    for host in ("evil.example", f"evil.example:{server.port}", "localhost", f"localhost:{server.port + 1}", ""):
        assert of(host) == 403
    ours = f"localhost:{server.port}"
    assert of(ours, Origin=f"http://{ours}") == 200
    for origin in ("http://evil.example", "null", f"https://{ours}", "file://", ""):
        assert of(ours, Origin=origin) == 403
    answer = httpx.get(server.endpoint, params={"query": "ASK {}"})
    assert not any(name.startswith("access-control") for name in answer.headers)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_json_of_a_cut_answer_is_whole(server: Server) -> None:
    answer = server.ask("SELECT * { ?a ?b ?c . ?d ?e ?f }")
    assert len(json.loads(answer.content)["results"]["bindings"]) == 5000
