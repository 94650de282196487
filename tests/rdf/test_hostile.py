"""Text that breaks careless writers comes back from every store as it was, or is refused before anything is sent."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import TextIO

import httpx
import pyoxigraph
import pytest
import rdflib

from graphbuild import rdf
from graphbuild.errors import GraphbuildError, OutputError
from graphbuild.graph import KnowledgeGraph
from graphbuild.rdf import client
from graphbuild.rdf.load import Target, load
from tests import samples
from tests.rdf.graphs import small
from tests.rdf.stores import Server

GRAPH = "https://example.org/hostile"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
ALT_LABEL = "http://www.w3.org/2004/02/skos/core#altLabel"
LONG = 'é"\n🦊\\ and so on ' * 125_000  # 3 MB in UTF-8
TEXTS = (
    "",
    " ",
    "'''\"\"\"\\",
    "ends in \\",
    "\\u0041 \\n is no escape here",
    "\r",
    "a\rb\r\nc\n\n",
    "\t\x0b\x0c",
    "\0",
    "a\0b\x01\x1f\x7f\x80\x9f",
    "\u2028\u2029\x85",
    "\ufeffbom\ufffe\uffff\ufffd",
    "\u202eright to left\u200f\u2066",
    "🦊 e\u0301 é \U0010ffff \U000e0001",
    "<a> & ]]> <!-- --> </script>",
    "@prefix x: <y> . # no comment",
    "?x $y %00 %zz ${z} {{w}} ^^xsd:string @en",
    '" . } ; DROP ALL ; INSERT DATA { <urn:ex:a> <urn:ex:b> "c',
    "İıſßŉ",
    *samples.HOSTILE_NAMES,
)
NO_IRIS = ("s 1", "https://example.org/a>b", "https://example.org/a b", 'https://example.org/"', "https://e.org/\0",
           "https://example.org/{x}", "https://example.org/%zz", "a/b", "javascript:x",
           "https://example.org/\ud800", "https://example.org/a#b#c", "https://example.org/\\", "<urn:ex:a>",
           "")  # fmt: skip
ODD_IRIS = ("https://example.org/a\u2028b", "https://example.org/é/🦊", "https://example.org/a'b(c)*!$&;=,",
            "https://example.org/%3E%20?a=b&c=%00#d", "urn:isbn:0-395-36341-1")  # fmt: skip
Write = Callable[[KnowledgeGraph, TextIO], None]
WRITERS: dict[str, tuple[Write, str, pyoxigraph.RdfFormat]] = {
    "turtle": (rdf.write_turtle, "turtle", pyoxigraph.RdfFormat.TURTLE),
    "ntriples": (rdf.write_ntriples, "nt", pyoxigraph.RdfFormat.N_TRIPLES),
    "trig": (rdf.write_trig, "trig", pyoxigraph.RdfFormat.TRIG),
    "nquads": (rdf.write_nquads, "nquads", pyoxigraph.RdfFormat.N_QUADS),
    "jsonld": (rdf.write_jsonld, "json-ld", pyoxigraph.RdfFormat.JSON_LD),
}


def _hostile(texts: tuple[str, ...]) -> KnowledgeGraph:
    """A graph whose first node has these other names, and the last of them as its name."""
    graph = small()
    node = graph.nodes[graph.statements[0].holder]
    return replace(graph, nodes={**graph.nodes, node.iri: replace(node, name=texts[-1], aliases=texts)})


GRAPHS = {"short": _hostile(TEXTS), "long": _hostile((LONG,))}


def _written(write: Write, graph: KnowledgeGraph) -> bytes:
    file = StringIO(newline="")
    write(graph, file)
    return file.getvalue().encode("utf-8")


def _texts(graph: KnowledgeGraph) -> dict[str, list[str]]:
    node = graph.nodes[graph.statements[0].holder]
    return {LABEL: [node.name], ALT_LABEL: sorted(set(node.aliases))}


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize("size", GRAPHS)
def test_every_format_comes_back_from_both_libraries(name: str, size: str) -> None:
    graph = GRAPHS[size]
    holder = graph.statements[0].holder
    write, of_rdflib, of_oxigraph = WRITERS[name]
    data = _written(write, graph)
    # rdflib reads N-Triples in pieces of 2,048 characters and searches each line from its start again: a line of
    # some million takes it more than ten minutes
    read = size == "short" or of_rdflib not in ("nt", "nquads")
    dataset = rdflib.Dataset(default_union=True).parse(data=data, format=of_rdflib) if read else None
    store = pyoxigraph.Store()
    store.load(data, of_oxigraph)
    for property, texts in _texts(graph).items():
        if dataset is not None:
            found = dataset.objects(rdflib.URIRef(holder), rdflib.URIRef(property))
            assert sorted(str(text) for text in found) == texts
        node, edge = pyoxigraph.NamedNode(holder), pyoxigraph.NamedNode(property)
        assert sorted(quad.object.value for quad in store.quads_for_pattern(node, edge, None)) == texts


@pytest.mark.parametrize("name", WRITERS)
def test_every_format_comes_back_from_the_oxigraph_server(oxigraph: Server, name: str) -> None:
    graph = GRAPHS["short"]
    write, _, form = WRITERS[name]
    whole = form.supports_datasets and name != "jsonld"
    params = {} if whole else {"graph": GRAPH}
    headers = {"Content-Type": form.media_type}
    httpx.delete(oxigraph.graphs)
    answer = httpx.request(
        "PUT", oxigraph.graphs, params=params, headers=headers, content=_written(write, graph), timeout=60
    )
    assert answer.status_code in (200, 201, 204), answer.text
    assert _held(oxigraph, graph, None if whole else GRAPH) == _texts(graph)


@pytest.mark.parametrize("name", ["turtle", "ntriples"])
def test_what_virtuoso_reads_comes_back_from_it(virtuoso: Server, name: str) -> None:
    """TriG, N-Quads and JSON-LD it refuses at its address for graphs, with status 500."""
    graph = GRAPHS["short"]
    write, _, form = WRITERS[name]
    auth = httpx.DigestAuth("dba", "dba")
    headers = {"Content-Type": form.media_type}
    for again in (graph, small()):  # the second one, so that the first is not there from an earlier test
        answer = httpx.put(
            virtuoso.graphs, params={"graph": GRAPH}, headers=headers, content=_written(write, again), auth=auth,
            timeout=60,
        )  # fmt: skip
        assert answer.status_code in (200, 201, 204), answer.text
        if again is graph:
            assert _held(virtuoso, graph, GRAPH) == _texts(graph)


@pytest.mark.parametrize("update", [False, True])
def test_load_brings_it_to_every_store(
    server: Server, update: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _login(monkeypatch)
    sizes = ("short",) if update and server.name == "virtuoso" else ("short", "long")
    for size in sizes:
        (tmp_path / "graph.ttl").write_bytes(_written(rdf.write_turtle, GRAPHS[size]))
        load(tmp_path / "graph.ttl", Target(server.update if update else server.graphs, GRAPH, update, server.query))
        assert _held(server, GRAPHS[size], GRAPH) == _texts(GRAPHS[size])


def test_what_virtuoso_falls_over_is_not_sent(
    virtuoso: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _login(monkeypatch)
    turtle = tmp_path / "graph.ttl"
    turtle.write_bytes(_written(rdf.write_turtle, GRAPHS["short"]))
    load(turtle, Target(virtuoso.graphs, GRAPH))
    for url, update, text in ((virtuoso.update, True, LONG), (virtuoso.graphs, False, "x" * 7_000_000)):
        turtle.write_bytes(_written(rdf.write_turtle, _hostile((text,))))
        with pytest.raises(GraphbuildError, match="is longer than this store can take here"):
            load(turtle, Target(url, GRAPH, update, virtuoso.query))
    assert _held(virtuoso, GRAPHS["short"], GRAPH) == _texts(GRAPHS["short"])


def test_the_embedded_store_takes_it_or_says_why_not(tmp_path: Path) -> None:
    turtle = tmp_path / "graph.ttl"
    for size, graph in GRAPHS.items():
        turtle.write_bytes(_written(rdf.write_turtle, graph))
        rdf.write_store(turtle, tmp_path / size)
        store = rdf.open_store(tmp_path / size)
        node = pyoxigraph.NamedNode(graph.statements[0].holder)
        for property, texts in _texts(graph).items():
            found = store.quads_for_pattern(node, pyoxigraph.NamedNode(property), None)
            assert sorted(quad.object.value for quad in found) == texts
    turtle.write_bytes(_written(rdf.write_turtle, _hostile(("x" * 17_000_000,))))
    with pytest.raises(OutputError, match=r"graph\.ttl: .*too long"):
        rdf.write_store(turtle, tmp_path / "store")


def test_halves_of_pairs_become_one_mark_and_no_triple_twice(oxigraph: Server, tmp_path: Path) -> None:
    graph = _hostile(("a\ud800", "a\udfff", "b"))
    (tmp_path / "graph.ttl").write_bytes(_written(rdf.write_turtle, graph))
    load(tmp_path / "graph.ttl", Target(oxigraph.graphs, GRAPH))
    assert _held(oxigraph, graph, GRAPH) == {LABEL: ["b"], ALT_LABEL: ["a\ufffd", "b"]}


def test_odd_addresses_that_are_legal_come_back(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _login(monkeypatch)
    graph = small()
    node = graph.nodes[graph.statements[0].holder]
    odd = replace(node, same_as=ODD_IRIS)
    turtle = _written(rdf.write_turtle, replace(graph, nodes={**graph.nodes, node.iri: odd}))
    (tmp_path / "graph.ttl").write_bytes(turtle)
    load(tmp_path / "graph.ttl", Target(server.graphs, GRAPH))
    query = f"SELECT ?o WHERE {{ GRAPH <{GRAPH}> {{ <{node.iri}> <{rdflib.OWL.sameAs}> ?o }} }}"
    headers = {"Accept": "application/sparql-results+json"}
    rows = httpx.get(server.query, params={"query": query}, headers=headers).json()["results"]["bindings"]
    assert sorted(row["o"]["value"] for row in rows) == sorted(ODD_IRIS)
    assert {str(o) for o in rdflib.Graph().parse(data=turtle, format="turtle").objects(None, rdflib.OWL.sameAs)} == set(
        ODD_IRIS
    )


@pytest.mark.parametrize("iri", NO_IRIS)
@pytest.mark.parametrize("name", WRITERS)
def test_what_is_no_iri_is_refused_in_one_line(name: str, iri: str) -> None:
    graph = small()
    node = next(iter(graph.nodes.values()))
    broken = (
        replace(graph, nodes={**graph.nodes, node.iri: replace(node, same_as=(iri,))}),
        replace(graph, statements=(replace(graph.statements[0], iri=iri),)),
        replace(graph, documents=tuple(replace(document, iri=iri) for document in graph.documents)),
    )
    for each in broken:
        with pytest.raises(OutputError, match="is no absolute http, https or urn IRI") as caught:
            _written(WRITERS[name][0], each)
        assert str(caught.value).isprintable()


def _held(server: Server, graph: KnowledgeGraph, name: str | None) -> dict[str, list[str]]:
    """The texts of the node in a store; ``strict=False`` because Virtuoso writes control characters into JSON."""
    inner = f"<{graph.statements[0].holder}> ?p ?text FILTER (?p IN (<{LABEL}>, <{ALT_LABEL}>))"
    query = f"SELECT ?p ?text WHERE {{ {inner if name is None else f'GRAPH <{name}> {{ {inner} }}'} }}"
    headers = {"Accept": "application/sparql-results+json"}
    answer = httpx.get(server.query, params={"query": query}, headers=headers, timeout=120)
    assert answer.status_code == 200, answer.text[:500]
    rows = json.loads(answer.text, strict=False)["results"]["bindings"]
    return {
        property: sorted(row["text"]["value"] for row in rows if row["p"]["value"] == property)
        for property in (LABEL, ALT_LABEL)
    }


def _login(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(client.USER, "dba")
    monkeypatch.setenv(client.PASSWORD, "dba")
