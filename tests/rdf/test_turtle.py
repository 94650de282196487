import random
from collections.abc import Callable, Iterable
from dataclasses import replace
from io import StringIO
from typing import Any

import pytest
import rdflib
from pyoxigraph import Literal, RdfFormat, Store, Triple, parse
from rdflib.namespace import RDFS

from graphbuild.errors import OptionError, OutputError
from graphbuild.graph import KnowledgeGraph, Run
from graphbuild.rdf import to_rdflib, write_turtle
from tests import samples
from tests.rdf.graphs import full, small

GB = rdflib.Namespace("https://w3id.org/graphbuild/ns#")
OA = rdflib.Namespace("http://www.w3.org/ns/oa#")
GRAPHS = [samples.article, samples.hostile, lambda: samples.synthetic(40), full, small]

WHO_SAYS_WHAT = """PREFIX gb: <https://w3id.org/graphbuild/ns#> PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX dcterms: <http://purl.org/dc/terms/>
SELECT ?who ?relation ?what ?words ?sentence ?cue ?at ?title ?confidence WHERE {
  ?s gb:holder/rdfs:label ?who ; gb:relation ?relation ; gb:target/rdfs:label ?what ; gb:confidence ?confidence ;
     gb:evidence/oa:exact ?words ; gb:sentence/oa:exact ?sentence ; gb:document/dcterms:title ?title .
  OPTIONAL { ?s gb:cue ?c . ?c oa:exact ?words_of_cue ; oa:start ?start }
  BIND (COALESCE(?words_of_cue, "") AS ?cue) BIND (COALESCE(STR(?start), "") AS ?at) }"""


def _turtle(graph: KnowledgeGraph) -> str:
    file = StringIO()
    write_turtle(graph, file)
    return file.getvalue()


def _term(term: object) -> tuple[str, str]:
    """A term of rdflib or pyoxigraph as value and datatype."""
    if isinstance(term, Literal):
        return term.value, term.datatype.value
    if isinstance(term, rdflib.Literal):
        return str(term), str(term.datatype or "http://www.w3.org/2001/XMLSchema#string")
    return getattr(term, "value", str(term)), "IRI"


def _triple(triple: Triple) -> tuple[tuple[str, str], ...]:
    return _term(triple.subject), _term(triple.predicate), _term(triple.object)


def _row(cells: Iterable[str]) -> tuple[str | float, ...]:
    """The last cell as a number: Oxigraph shortens 0.700 to 0.7."""
    *texts, confidence = cells
    return *texts, float(confidence)


@pytest.mark.parametrize("make", GRAPHS)
def test_rdflib_and_oxigraph_read_the_same_triples(make: Callable[[], KnowledgeGraph]) -> None:
    turtle = _turtle(make())
    one = [_triple(triple) for triple in parse(turtle.encode(), RdfFormat.TURTLE)]
    two = {tuple(map(_term, triple)) for triple in rdflib.Graph().parse(data=turtle, format="turtle")}
    assert set(one) == two
    assert len(one) == len(two), "no triple is written twice"


@pytest.mark.parametrize("make", GRAPHS)
def test_a_query_gives_what_the_records_hold(make: Callable[[], KnowledgeGraph]) -> None:
    graph = make()
    titles = {document.id: document.title for document in graph.documents}
    expected = sorted(
        (
            graph.nodes[s.holder].name,
            str(GB[s.relation]),
            graph.nodes[s.target].name,
            s.text,
            s.sentence_text,
            s.cue_text or "",
            "" if s.cue is None else str(s.cue.start),
            titles[s.document],
            float(f"{s.confidence:.3f}"),
        )
        for s in graph.statements
    )
    assert sorted(_row(map(str, row)) for row in to_rdflib(graph).query(WHO_SAYS_WHAT)) == expected
    store = Store()
    store.load(_turtle(graph).encode(), RdfFormat.TURTLE)
    assert sorted(_row(cell.value for cell in row) for row in store.query(WHO_SAYS_WHAT)) == expected


@pytest.mark.parametrize("make", GRAPHS)
def test_labels_are_the_names(make: Callable[[], KnowledgeGraph]) -> None:
    graph = make()
    view = to_rdflib(graph)
    for node in graph.nodes.values():
        assert [str(label) for label in view.objects(rdflib.URIRef(node.iri), RDFS.label)] == [node.name]


def test_everything_that_is_known_is_written() -> None:
    graph = full()
    view = to_rdflib(graph)
    words = {str(term) for triple in view for term in triple}
    ada = next(node for node in graph.nodes.values() if node.name == "Ada Moreau")
    one, two = graph.documents
    expected = {*ada.aliases, *ada.affiliation, *ada.same_as, one.speaker, one.url, one.sha256, one.source, one.date}
    expected |= {two.url, two.date, one.id, graph.run.version, graph.run.model, graph.run.model_version}
    assert expected | {'{"min_confidence":0.5}'} <= words
    assert (rdflib.URIRef(ada.iri), GB.mentionCount, rdflib.Literal(ada.mentions)) in view
    assert {str(d) for d in view.objects(rdflib.URIRef(ada.iri), GB.mentionedIn)} == {one.iri, two.iri}


def test_offsets_and_polarity() -> None:
    view = to_rdflib(small())
    statement = rdflib.URIRef(samples.BASE + "statement/s00000")
    evidence = view.value(statement, GB.evidence)
    assert str(evidence) == samples.BASE + "document/vale-1#char=0,19"
    assert str(view.value(evidence, OA.exact)) == "The levy is overdue"
    assert view.value(evidence, OA.end) == rdflib.Literal(19)
    polarities = {str(s)[-1]: view.value(s, GB.polarity) for s in view.subjects(GB.holder)}
    assert polarities == {"0": rdflib.Literal(1), "1": rdflib.Literal(-1), "2": None}


def test_the_file_is_readable() -> None:
    turtle = _turtle(small())
    assert turtle.startswith(f"@base <{samples.BASE}> .\n@prefix gb: <https://w3id.org/graphbuild/ns#> .\n")
    assert '\nperson:ada-moreau-0 a gb:Person ;\n    rdfs:label "Ada Moreau" ;\n' in turtle
    assert "    gb:confidence 0.900 ;\n" in turtle
    assert "\r" not in turtle


def test_the_order_of_the_records_makes_no_difference() -> None:
    graph = samples.synthetic(40)
    rng = random.Random(1)
    nodes = list(graph.nodes.items())
    statements, documents = list(graph.statements), list(graph.documents)
    for records in (nodes, statements, documents):
        rng.shuffle(records)  # type: ignore[arg-type]  # lists of three kinds
    shuffled = replace(graph, nodes=dict(nodes), statements=tuple(statements), documents=tuple(documents))
    assert _turtle(shuffled) == _turtle(graph)


def test_an_empty_graph_is_valid_turtle() -> None:
    run = Run(samples.BASE + "run/x", "0.1.0", "model", "3.8.0")
    assert len(to_rdflib(KnowledgeGraph({}, (), (), run))) == 5


def test_prefixes_are_bound_in_rdflib() -> None:
    bound = dict(to_rdflib(small()).namespaces())
    assert str(bound["person"]) == samples.BASE + "person/"
    assert str(bound["gb"]) == str(GB)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"holder": samples.BASE + "person/nobody"}, "its holder .*nobody is no node"),
        ({"target": samples.BASE + "law/none"}, "its target .*none is no node"),
        ({"document": "vale-9"}, "'vale-9' is no document"),
        ({"confidence": 1.5}, "no probability"),
        ({"iri": "s1"}, "'s1' is no absolute"),
    ],
)
def test_a_statement_without_a_form_in_rdf_is_refused(change: dict[str, Any], message: str) -> None:
    graph = small()
    first, *rest = graph.statements
    with pytest.raises(OutputError, match=message):
        _turtle(replace(graph, statements=(replace(first, **change), *rest)))


def test_two_texts_at_one_place_are_refused() -> None:
    graph = small()
    first, *rest = graph.statements
    other = replace(first, iri=first.iri + "-other", text="Other words entire.")
    with pytest.raises(OutputError, match="two texts at 0-19"):
        _turtle(replace(graph, statements=(first, other, *rest)))


def test_a_node_in_an_unknown_document_is_refused() -> None:
    graph = small()
    node = next(iter(graph.nodes.values()))
    with pytest.raises(OutputError, match="'vale-9' is no document"):
        _turtle(replace(graph, nodes={**graph.nodes, node.iri: replace(node, documents=("vale-9",))}))


def test_a_base_that_is_no_iri_is_refused() -> None:
    with pytest.raises(OptionError, match="--base"):
        _turtle(replace(small(), base="my ids/"))
