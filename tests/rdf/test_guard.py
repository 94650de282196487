"""What is refused before it runs, and that no query reaches another server."""

from __future__ import annotations

import http.server
import random
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph
import pytest

from graphbuild.rdf.guard import DEPTH, refusal

ROOT = Path(__file__).parents[2]
FINE = [
    "SELECT * { ?s ?p ?o }",
    "# SERVICE\nSELECT * { ?service ?p 'SERVICE <http://x>' } # SERVICE",
    "SELECT * { ?s <http://example.org/SERVICE> \"\"\"a \" SERVICE\n \"\"\" , '''it's SERVICE''' }",
    "PREFIX ex: <http://example.org/> SELECT * { ?s ex:SERVICE $service ; ex:customer-service 'x'@service }",
    "SELECT * { ?s ?p ?o FILTER (?o < 5 && ?o > 3) }",
    "SELECT * { <http://dbpedia.org/resource/Levy_(tax)> ?p 'INSERT DATA' }",
    "SELECT ?insert { ?insert <a:delete> ?o }",
    "ASK { ?s ?p ?o FILTER regex(?o, '\\\\bservice\\\\b') }",
    "SELECT * { ?s ?p '" + "(" * (DEPTH + 1) + "' }",
]
OTHER_SERVERS = [
    "SELECT * { SERVICE <http://x> { ?s ?p ?o } }",
    "SELECT * { service silent ?x { ?s ?p ?o } }",
    "SELECT * { # harmless\rSERVICE <http://x> { ?s ?p ?o } }",
    "SELECT * { ?s ?p '#' SERVICE <http://x> { ?s ?p ?o } }",
    "SELECT * { ?s ?p 5SERVICE<http://x>{ ?s ?p ?o } }",
    "SELECT * { ?s ?p trueSERVICE<http://x>{ ?s ?p ?o } }",
    "PREFIX ex: <http://x/> SELECT * { SERVICEex:a { ?s ?p ?o } }",
    "PREFIX ex: <http://x/> SELECT * { ?s ?p ex:a.SERVICE<http://x> { ?s ?p ?o } }",
    "SELECT * { VALUES ?s { <http://x> } FILTER(1<?b)SERVICE#>\n?s{ ?x ?p ?o } }",
    'SELECT * { FILTER(1<?b)#>"""\n SERVICE <http://x> { ?x ?p ?o } #"""\n }',
    r"SELECT * { <http://x/\u0041#> ?p ?o . SERVICE <http://x> { ?x ?p ?o } }",
    r"PREFIX ex: <http://x/> SELECT * { ex:a\#b ?p ?o . SERVICE <http://x> { ?x ?p ?o } }",
]


@pytest.mark.parametrize("query", FINE)
def test_words_in_texts_names_and_comments_are_no_reason(query: str) -> None:
    assert refusal(query) is None


@pytest.mark.parametrize("query", OTHER_SERVERS)
def test_other_servers_are_refused_however_it_is_written(query: str) -> None:
    assert "SERVICE" in (refusal(query) or "")


@pytest.mark.parametrize(
    "query",
    ["INSERT DATA { <a:a> <a:b> 1 }", "PREFIX ex: <a:> delete where { ?s ?p ?o }", "LOAD <http://x>", "CLEAR ALL"],
)
def test_updates_are_refused(query: str) -> None:
    assert "read-only" in (refusal(query) or "")


def test_nesting_has_an_end() -> None:
    assert refusal("SELECT * { " + "{" * (DEPTH - 1) + "}" * DEPTH) is None
    assert "deep" in (refusal("SELECT * { " + "{" * DEPTH + "}" * (DEPTH + 1)) or "")


@pytest.fixture
def stranger() -> Iterator[tuple[str, list[str]]]:
    """A server that nobody may ask, and what it was asked."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(500)

        def do_POST(self) -> None:
            self.do_GET()

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as found:
        threading.Thread(target=found.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{found.server_port}/", asked
        found.shutdown()


PIECES = [
    *(
        "SERVICE",
        "SERVICE ",
        "service",
        "SILENT ",
        "?s",
        "?o",
        "<b",
        ">",
        "<",
        "#",
        "\n",
        "\r",
        " ",
        '"',
        "'",
        '"""',
        "'''",
    ),
    *(
        "FILTER(1<?o)",
        "FILTER(?o",
        "(",
        ")",
        "{",
        "}",
        "{?x ?y ?z}",
        ".",
        ";",
        "ex:a",
        "ex:",
        ":",
        "5",
        "true",
        "a",
        "\\#",
    ),
    *(
        "\\",
        "\\u0041",
        "@en",
        "^^",
        "UNION",
        "OPTIONAL{",
        "VALUES ?s{<HERE>}",
        "<HERE>",
        "<HERE>",
        "?s ?p ",
        "BIND(1 AS ?q)",
    ),
]


def test_what_the_store_would_ask_is_always_refused(stranger: tuple[str, list[str]]) -> None:
    """Random queries, some of which the store understands as a SERVICE: the guard never misses one."""
    address, asked = stranger
    store = pyoxigraph.Store()
    some = pyoxigraph.NamedNode("a:a")
    store.add(pyoxigraph.Quad(some, some, pyoxigraph.NamedNode(address)))
    random_ = random.Random(5)
    reached = 0
    for _ in range(6000):
        pieces = random_.choices(PIECES, k=random_.randint(1, 6))
        pieces.insert(
            random_.randrange(len(pieces) + 1), random_.choice(["SERVICE<HERE>{?x ?y ?z}", "SERVICE#>\n?s{?x ?y ?z}"])
        )
        query = "PREFIX ex: <http://x/> PREFIX : <http://y/> SELECT * { ?p ?q ?s . " + "".join(pieces) + " }"
        query = query.replace("HERE", address)
        asked.clear()
        try:
            list(store.query(query))  # type: ignore[arg-type]  # rows of a SELECT
            understood = bool(asked)
        except SyntaxError:
            continue
        except (OSError, RuntimeError, ValueError) as error:
            understood = bool(asked) or "service" in str(error)
        if understood:
            reached += 1
            assert refusal(query) is not None, query
    assert reached > 50


def test_a_worker_cannot_make_a_connection_at_all(stranger: tuple[str, list[str]]) -> None:
    address, asked = stranger
    code = f"""
import pyoxigraph
from graphbuild.rdf.confine import without_network
assert without_network()
try:
    list(pyoxigraph.Store().query("SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}"))
except OSError as error:
    print(error)
"""
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert "ermission" in run.stdout, run.stderr
    assert asked == []
