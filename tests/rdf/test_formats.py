"""Every format holds the triples of graph.ttl."""

import json
from collections.abc import Callable
from dataclasses import replace
from io import StringIO
from typing import TextIO

import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from graphbuild import rdf
from graphbuild.errors import OptionError, OutputError
from graphbuild.graph import KnowledgeGraph
from graphbuild.rdf import terms, to_rdflib
from graphbuild.rdf.ontology import context_path
from tests import samples
from tests.rdf.graphs import full, small

Write = Callable[[KnowledgeGraph, TextIO], None]

GRAPHS = [samples.article, samples.hostile, lambda: samples.synthetic(40), full, small]
FORMATS = [
    pytest.param(rdf.write_ntriples, RdfFormat.N_TRIPLES, "nt", id="ntriples"),
    pytest.param(rdf.write_nquads, RdfFormat.N_QUADS, "nquads", id="nquads"),
    pytest.param(rdf.write_trig, RdfFormat.TRIG, "trig", id="trig"),
    pytest.param(rdf.write_jsonld, RdfFormat.JSON_LD, "json-ld", id="jsonld"),
]


def _written(write: Write, graph: KnowledgeGraph) -> str:
    file = StringIO()
    write(graph, file)
    return file.getvalue()


def _of_oxigraph(text: str, format: RdfFormat) -> set[tuple[str, ...]]:
    found = set()
    for quad in parse(text.encode(), format):
        cells = []
        for term in (quad.subject, quad.predicate, quad.object):
            assert isinstance(term, NamedNode | Literal)
            cells += [term.value, term.datatype.value if isinstance(term, Literal) else "IRI"]
        found.add(tuple(cells))
    return found


def _of_rdflib(graph: rdflib.Graph) -> set[tuple[str, ...]]:
    string = "http://www.w3.org/2001/XMLSchema#string"
    return {
        tuple(
            cell
            for term in triple[:3]
            for cell in (
                str(term),
                "IRI" if not isinstance(term, rdflib.Literal) else str(term.datatype or string),
            )
        )
        for triple in graph
    }


@pytest.mark.parametrize(("write", "format", "name"), FORMATS)
@pytest.mark.parametrize("make", GRAPHS)
def test_the_triples_are_those_of_turtle(
    make: Callable[[], KnowledgeGraph], write: Write, format: RdfFormat, name: str
) -> None:
    graph = make()
    expected = _of_oxigraph(_written(rdf.write_turtle, graph), RdfFormat.TURTLE)
    text = _written(write, graph)
    assert _of_oxigraph(text, format) == expected
    assert _of_rdflib(rdflib.Dataset(default_union=True).parse(data=text, format=name)) == expected
    assert "\r" not in text


@pytest.mark.parametrize("write", [rdf.write_trig, rdf.write_nquads])
def test_what_a_document_shows_stands_in_its_graph(write: Write) -> None:
    graph = full()
    dataset = rdflib.Dataset()
    dataset.parse(data=_written(write, graph), format="trig" if write is rdf.write_trig else "nquads")
    addresses = {document.id: document.iri for document in graph.documents}
    for s in graph.statements:
        own = dataset.graph(rdflib.URIRef(addresses[s.document]))
        edge = rdflib.URIRef(terms.PREFIXES["gb"] + s.relation)
        assert (rdflib.URIRef(s.holder), edge, rdflib.URIRef(s.target)) in own
        assert (rdflib.URIRef(s.iri), None, None) in own
        assert (rdflib.URIRef(s.iri), None, None) not in dataset.default_graph
    for node in graph.nodes.values():
        assert (rdflib.URIRef(node.iri), rdflib.RDFS.label, None) in dataset.default_graph


def test_json_ld_is_plain_json() -> None:
    graph = small()
    read = json.loads(_written(rdf.write_jsonld, graph))
    by_id = {block["id"]: block for block in read["@graph"]}
    first = graph.statements[0]
    assert by_id[first.iri]["holder"] == first.holder
    assert by_id[first.iri]["confidence"] == "0.900"
    assert by_id[first.iri]["polarity"] == 1
    assert by_id[first.holder]["type"] == "Person"
    assert by_id[by_id[first.iri]["evidence"]]["exact"] == first.text


def test_keys_of_others_are_left_out_or_kept_alike_by_both_libraries() -> None:
    graph = small()
    read = json.loads(_written(rdf.write_jsonld, graph))
    holder = next(block for block in read["@graph"] if block.get("type") == "Person")
    holder |= {
        "name": "no key of ours",
        "__proto__": "nor this",
        "dcterms:created": "a prefix of ours",
        "https://example.org/born": {"id": "https://example.org/Port-Vale"},
        "@unknown": "like a keyword",
    }
    text = json.dumps(read)
    of_rdflib = _of_rdflib(rdflib.Graph().parse(data=text, format="json-ld"))
    assert of_rdflib == _of_oxigraph(text, RdfFormat.JSON_LD)
    added = of_rdflib - _of_oxigraph(_written(rdf.write_turtle, graph), RdfFormat.TURTLE)
    edges = {triple[2] for triple in added}
    assert edges == {"http://purl.org/dc/terms/created", "https://example.org/born"}


def test_the_context_has_every_term() -> None:
    context = json.loads(context_path().read_text(encoding="utf-8"))["@context"]
    defined = {value["@id"] if isinstance(value, dict) else value for value in context.values()}
    used: set[str] = set()
    for name, value in vars(terms).items():
        if name.isupper() and name != "PREFIXES":
            used |= set(value.values()) if hasattr(value, "values") else {value}
    assert {value for value in used if isinstance(value, str)} <= defined
    assert set(terms.PREFIXES.items()) <= {(k, v) for k, v in context.items() if isinstance(v, str)}


def test_reifiers_say_which_edge_a_statement_stands_for() -> None:
    graph = full()
    found = {
        (quad.subject.value, quad.object.subject.value, quad.object.predicate.value, quad.object.object.value)
        for quad in parse(_written(rdf.write_reifiers, graph).encode(), RdfFormat.N_TRIPLES)
        if isinstance(quad.object, Triple)
    }
    gb = terms.PREFIXES["gb"]
    assert found == {(s.iri, s.holder, gb + s.relation, s.target) for s in graph.statements}


@pytest.mark.parametrize("write", [rdf.write_ntriples, rdf.write_nquads, rdf.write_trig, rdf.write_jsonld])
def test_what_has_no_form_is_refused(write: Write) -> None:
    graph = small()
    first, *rest = graph.statements
    with pytest.raises(OutputError, match="no absolute"):
        _written(write, replace(graph, statements=(replace(first, iri="s 1"), *rest)))
    with pytest.raises(OptionError, match="--base"):
        _written(write, replace(graph, base="my ids/"))


def test_rdflib_view_is_that_of_turtle() -> None:
    graph = full()
    assert _of_rdflib(to_rdflib(graph)) == _of_oxigraph(_written(rdf.write_turtle, graph), RdfFormat.TURTLE)
