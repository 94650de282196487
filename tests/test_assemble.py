"""From extractions to the graph: words, order, addresses, what is left out."""

from __future__ import annotations

import random

import pytest

from graphbuild.assemble import assemble
from graphbuild.errors import InputError
from graphbuild.graph import KnowledgeGraph, Run
from graphbuild.iri import is_iri
from graphbuild.model import Document, Entity, Extraction, Span, Statement
from tests.samples import BASE, HOSTILE_NAMES

RUN = Run(f"{BASE}run/0", "0.1.0", "model", "1.0")


def extraction(id: str, *rows: tuple[str, str, float], left_out: dict[str, int] | None = None) -> Extraction:
    """A document of sentences "NAME opposes TARGET." with a person and a law in each."""
    text, entities, statements = "", {}, []
    for holder, target, confidence in rows:
        start = len(text)
        text += f"{holder} opposes {target}. "
        cue = start + len(holder) + 1
        names = Span(start, cue - 1), Span(cue + 8, len(text) - 2)
        for name, span, kind in ((holder, names[0], "person"), (target, names[1], "law")):
            entities[name] = Entity(name, kind, name, (span,))  # type: ignore[arg-type]
        sentence = Span(start, len(text) - 1)
        evidence, word = Span(start, len(text) - 2), Span(cue, cue + 7)
        statements.append(
            Statement(holder, "opposes", target, evidence, sentence, "narrated", word, confidence)
        )  # fmt: skip
    return Extraction(
        Document(id, text, date="2024-01-01"), tuple(entities.values()), (), tuple(statements), left_out or {}
    )


def graph_of(*extractions: Extraction, **options: float) -> KnowledgeGraph:
    return assemble(extractions, base=BASE, run=RUN, **options)[0]


TWO = (
    extraction("a", ("Clara Voss", "Clean Ports Act", 0.9), ("Voss", "Clean Ports Act", 0.4)),
    extraction("b", ("Clara Voss", "Clean Ports Act", 0.7), ("Voss", "Island Access Act", 0.8)),
)


def test_a_statement_has_its_words() -> None:
    (found, _, _, _) = graph_of(*TWO).statements
    assert found.text == "Clara Voss opposes Clean Ports Act"
    assert found.sentence_text == "Clara Voss opposes Clean Ports Act."
    assert (found.cue_text, found.date, found.document) == ("opposes", "2024-01-01", "a")


def test_one_person_in_two_documents_and_two_surnames_apart() -> None:
    graph = graph_of(*TWO)
    people = sorted(
        (node.name, node.documents, node.mentions) for node in graph.nodes.values() if node.type == "person"
    )
    assert people == [("Clara Voss", ("a", "b"), 2), ("Voss", ("a",), 1), ("Voss", ("b",), 1)]
    edges = {(graph.nodes[e.holder].name, graph.nodes[e.target].name): len(e.statements) for e in graph.edges}
    assert edges["Clara Voss", "Clean Ports Act"] == 2


def test_order_of_documents_and_entities_does_not_matter() -> None:
    assert graph_of(*reversed(TWO)) == graph_of(*TWO)


def test_what_is_left_out_is_counted() -> None:
    one = extraction("a", ("Clara Voss", "Clean Ports Act", 0.3), left_out={"no named speaker": 2})
    two = extraction("b", ("Clara Voss", "Clean Ports Act", 0.9), left_out={"no named speaker": 1})
    graph, left_out, _ = assemble([one, two], base=BASE, run=RUN, min_confidence=0.5)
    assert len(graph.statements) == 1
    assert dict(left_out) == {"confidence below the minimum": 1, "no named speaker": 3}


def test_a_statement_found_twice_is_one_the_surer() -> None:
    found = extraction("a", ("Clara Voss", "Clean Ports Act", 0.3))
    again = Statement(
        **{name: getattr(found.statements[0], name) for name in Statement.__slots__} | {"confidence": 0.6}
    )
    doubled = Extraction(found.document, found.entities, (), (*found.statements, again))
    assert [s.confidence for s in graph_of(doubled).statements] == [0.6]


def test_holder_and_target_that_become_one_are_left_out() -> None:
    found = extraction("a", ("Clara Voss", "Clean Ports Act", 0.9))
    same = tuple(Entity(e.id, "person", "Clara Voss", e.mentions) for e in found.entities)
    graph, left_out, _ = assemble([Extraction(found.document, same, (), found.statements)], base=BASE, run=RUN)
    assert graph.statements == ()
    assert left_out["holder and target are one entity"] == 1


def test_names_that_make_the_same_address_stay_apart() -> None:
    rows = [(name, "Clean Ports Act", 0.9) for name in ("Ada Moreau", "ada moreau jr", "Ada  Moreau")]
    names = [*HOSTILE_NAMES, "a b", "a-b", "a_b", "A. B", "…", "?!"]
    random.Random(3).shuffle(names)
    graph = graph_of(extraction("a", *rows), extraction("<b> #?", *((name, "x y z", 0.9) for name in names)))
    assert all(is_iri(iri) for iri in graph.nodes)
    assert len({s.iri for s in graph.statements}) == len(graph.statements) == len(rows) + len(names)
    members = sum(len(node.documents) for node in graph.nodes.values() if node.type == "person")
    assert members == len(names) + 2  # "Ada  Moreau" is "Ada Moreau"


def test_affiliation_names_nodes() -> None:
    document = Document("a", "Clara Voss of Green Coast")
    person = Entity("v", "person", "Clara Voss", (Span(0, 10),), (), ("g", "nobody"))
    body = Entity("g", "institution", "Green Coast", (Span(14, 25),))
    graph = graph_of(Extraction(document, (person, body)))
    found = {node.name: node for node in graph.nodes.values()}
    assert found["Clara Voss"].affiliation == (found["Green Coast"].iri,)


def test_two_documents_of_one_id_are_refused() -> None:
    with pytest.raises(InputError, match="two documents have the id 'a'"):
        graph_of(TWO[0], TWO[0])
