"""The shapes accept what the writer writes, and refuse each break of it for its own reason."""

from collections.abc import Callable
from functools import cache

import pyshacl
import pytest
import rdflib
from rdflib import Literal, URIRef
from rdflib.namespace import DCTERMS, OWL, PROV, RDF, RDFS, SH, SKOS

from graphbuild.graph import KnowledgeGraph
from graphbuild.rdf import shapes_path, to_rdflib
from tests import samples
from tests.rdf.graphs import full, small

GB = rdflib.Namespace("https://w3id.org/graphbuild/ns#")
OA = rdflib.Namespace("http://www.w3.org/ns/oa#")
ID = rdflib.Namespace(samples.BASE)

FIRST, CITING = ID["statement/s00000"], ID["statement/s00002"]
ADA, COAST = ID["person/ada-moreau-0"], ID["institution/green-coast-1"]
NORLAND, ACT, LEVY = ID["country/norland-2"], ID["law/ports-act-3"], ID["proposal/the-levy-4"]
EVIDENCE, SENTENCE = ID["document/vale-1#char=0,19"], ID["document/vale-1#char=0,37"]
OTHER_SENTENCE = ID["document/vale-1#char=38,68"]
ONE, TWO = ID["document/vale-1"], ID["document/vale-2"]
RUN = ID["run/0123456789abcdef"]

Change = Callable[[rdflib.Graph], object]
Failures = set[tuple[str, str | None, str]]


@cache
def _shapes() -> rdflib.Graph:
    return rdflib.Graph().parse(shapes_path())


@cache
def _data() -> rdflib.Graph:
    return to_rdflib(small())


def _failures(data: rdflib.Graph, *focus: URIRef) -> Failures:
    """Focus node, path and message of each result; only those of the nodes given, to save time."""
    conforms, report, _ = pyshacl.validate(data, shacl_graph=_shapes(), focus_nodes=list(focus) or None)
    assert isinstance(report, rdflib.Graph)
    results = set(report.objects(None, SH.result))
    assert conforms == (not results)
    return {
        (
            str(report.value(result, SH.focusNode)),
            None if (path := report.value(result, SH.resultPath)) is None else str(path),
            str(report.value(result, SH.resultMessage)),
        )
        for result in results
    }


def drop(*pattern: rdflib.term.Node | None) -> Change:
    return lambda graph: graph.remove(pattern)  # type: ignore[arg-type]  # a triple


def add(*triple: rdflib.term.Node) -> Change:
    return lambda graph: graph.add(triple)  # type: ignore[arg-type]  # a triple


def swap(subject: URIRef, predicate: URIRef, value: rdflib.term.Node) -> Change:
    return lambda graph: graph.set((subject, predicate, value))


@pytest.mark.parametrize(
    "make",
    [samples.article, samples.hostile, lambda: samples.synthetic(6), small],
    ids=["article", "hostile", "random", "small"],
)
def test_what_is_written_conforms(make: Callable[[], KnowledgeGraph]) -> None:
    assert _failures(to_rdflib(make())) == set()


def test_all_that_can_be_written_conforms_but_for_a_date_in_words() -> None:
    (failure,) = _failures(to_rdflib(full()))
    assert failure[1] == str(DCTERMS.issued)


BROKEN: dict[str, tuple[Change, URIRef, URIRef | None, str]] = {
    "evidence removed": (drop(FIRST, GB.evidence, None), FIRST, GB.evidence, "has evidence, a passage"),
    "evidence is no passage": (drop(EVIDENCE, RDF.type, None), FIRST, GB.evidence, "has evidence, a passage"),
    "evidence without words": (drop(EVIDENCE, OA.exact, None), EVIDENCE, OA.exact, "has its exact words"),
    "words without a type": (drop(EVIDENCE, RDF.type, None), EVIDENCE, None, "class"),
    "empty words": (swap(EVIDENCE, OA.exact, Literal("")), EVIDENCE, OA.exact, "has its exact words"),
    "sentence removed": (drop(FIRST, GB.sentence, None), FIRST, GB.sentence, "has one sentence"),
    "evidence in another sentence": (swap(FIRST, GB.sentence, OTHER_SENTENCE), FIRST, None, "lies inside its sentence"),
    "other words in the evidence": (
        swap(EVIDENCE, OA.exact, Literal("The levy is overduE")), FIRST, None, "words that its sentence has"),
    "words cut": (swap(EVIDENCE, OA.exact, Literal("The levy")), EVIDENCE, None, "as long as its words"),
    "no start": (drop(EVIDENCE, OA.start, None), EVIDENCE, OA.start, "has one start"),
    "negative start": (swap(EVIDENCE, OA.start, Literal(-1)), EVIDENCE, OA.start, "has one start"),
    "two ends": (add(EVIDENCE, OA.end, Literal(20)), EVIDENCE, OA.end, "has one end"),
    "passage in no document": (drop(EVIDENCE, GB.document, None), EVIDENCE, GB.document, "stands in one document"),
    "passage of another document": (swap(EVIDENCE, GB.document, TWO), FIRST, None, "stand in the statement's document"),
    "passage behind the end": (swap(ONE, GB.textLength, Literal(10)), EVIDENCE, None, "ends before its document"),
    "no holder": (drop(FIRST, GB.holder, None), FIRST, GB.holder, "one holder"),
    "two holders": (add(FIRST, GB.holder, COAST), FIRST, GB.holder, "one holder"),
    "a law as holder": (swap(FIRST, GB.holder, ACT), FIRST, GB.holder, "a person, institution or country"),
    "no target": (drop(FIRST, GB.target, None), FIRST, GB.target, "one target"),
    "a document as target": (swap(FIRST, GB.target, ONE), FIRST, GB.target, "one target, an entity"),
    "no relation": (drop(FIRST, GB.relation, None), FIRST, GB.relation, "one relation"),
    "unknown relation": (swap(FIRST, GB.relation, GB.likes), FIRST, GB.relation, "supports, opposes or cites"),
    "statement without its type": (drop(FIRST, RDF.type, None), FIRST, None, "class"),
    "edge without statement": (add(COAST, GB.supports, LEVY), COAST, GB.supports, "edge needs a statement"),
    "statement without edge": (drop(ADA, GB.supports, LEVY), FIRST, GB.supports, "needs its direct edge"),
    "statement removed": (drop(FIRST, None, None), ADA, GB.supports, "edge needs a statement"),
    "polarity turned": (swap(FIRST, GB.polarity, Literal(-1)), FIRST, None, "polarity fits"),
    "polarity lost": (drop(FIRST, GB.polarity, None), FIRST, None, "polarity fits"),
    "polarity of a citation": (add(CITING, GB.polarity, Literal(1)), CITING, None, "polarity fits"),
    "polarity of 2": (swap(FIRST, GB.polarity, Literal(2)), FIRST, GB.polarity, "1 or -1"),
    "a country cited": (swap(CITING, GB.target, NORLAND), CITING, None, "only a law, an institution or a person"),
    "a proposal cited": (swap(CITING, GB.target, LEVY), CITING, None, "only a law, an institution or a person"),
    "confidence over 1": (
        swap(FIRST, GB.confidence, Literal("1.1", datatype=rdflib.XSD.decimal)), FIRST, GB.confidence, "from 0 to 1"),
    "confidence below 0": (
        swap(FIRST, GB.confidence, Literal("-0.1", datatype=rdflib.XSD.decimal)), FIRST, GB.confidence, "from 0 to 1"),
    "confidence a double": (swap(FIRST, GB.confidence, Literal(0.9)), FIRST, GB.confidence, "a decimal"),
    "no confidence": (drop(FIRST, GB.confidence, None), FIRST, GB.confidence, "one confidence"),
    "no form": (drop(FIRST, GB.form, None), FIRST, GB.form, "one form"),
    "unknown form": (swap(FIRST, GB.form, GB.sung), FIRST, GB.form, "one form"),
    "two cues": (add(FIRST, GB.cue, EVIDENCE), FIRST, GB.cue, "one at most"),
    "date in words": (swap(FIRST, GB.date, Literal("spring")), FIRST, GB.date, "xsd:gYear"),
    "date with a time": (
        swap(FIRST, GB.date, Literal("2024-03-01T10:00", datatype=rdflib.XSD.dateTime)), FIRST, GB.date, "time zone"),
    "two documents": (add(FIRST, GB.document, TWO), FIRST, GB.document, "stands in one document"),
    "no run": (drop(FIRST, PROV.wasGeneratedBy, None), FIRST, PROV.wasGeneratedBy, "one extraction run"),
    "no label": (drop(ADA, RDFS.label, None), ADA, RDFS.label, "one label"),
    "two labels": (add(ADA, RDFS.label, Literal("Moreau")), ADA, RDFS.label, "one label"),
    "label with a language": (swap(ADA, RDFS.label, Literal("Ada", lang="en")), ADA, RDFS.label, "without a language"),
    "alias as a number": (add(ADA, SKOS.altLabel, Literal(5)), ADA, SKOS.altLabel, "an alias is a string"),
    "link as a string": (add(ADA, OWL.sameAs, Literal("Q1")), ADA, OWL.sameAs, "is an IRI"),
    "two types": (add(COAST, RDF.type, GB.Country), COAST, None, "two types"),
    "affiliation of a law": (add(ACT, GB.affiliation, COAST), ACT, None, "only persons"),
    "affiliation to a law": (add(ADA, GB.affiliation, ACT), ADA, GB.affiliation, "an institution or a country"),
    "mentioned in a law": (add(ADA, GB.mentionedIn, ACT), ADA, GB.mentionedIn, "mentioned in documents"),
    "no digest": (drop(ONE, GB.sha256, None), ONE, GB.sha256, "SHA-256"),
    "bad digest": (swap(ONE, GB.sha256, Literal("abc")), ONE, GB.sha256, "64 hexadecimal"),
    "no identifier": (drop(ONE, DCTERMS.identifier, None), ONE, DCTERMS.identifier, "one identifier"),
    "two titles": (add(ONE, DCTERMS.title, Literal("Another")), ONE, DCTERMS.title, "one title"),
    "issued in words": (swap(ONE, DCTERMS.issued, Literal("spring")), ONE, DCTERMS.issued, "xsd:gYear"),
    "two addresses": (add(ONE, GB.url, Literal("elsewhere")), ONE, GB.url, "one address"),
    "no length": (drop(ONE, GB.textLength, None), ONE, GB.textLength, "the length of its text"),
    "negative count": (swap(ADA, GB.mentionCount, Literal(-1)), ADA, GB.mentionCount, "0 or more"),
    "empty label": (swap(ADA, RDFS.label, Literal("")), ADA, RDFS.label, "one label"),
    "cue is no passage": (swap(FIRST, GB.cue, ONE), FIRST, GB.cue, "a cue is a passage"),
    "run without version": (drop(RUN, GB.softwareVersion, None), RUN, GB.softwareVersion, "one software version"),
    "two model versions": (add(RUN, GB.modelVersion, Literal("4")), RUN, GB.modelVersion, "one model version"),
    "run without settings": (drop(RUN, GB.configuration, None), RUN, GB.configuration, "has its settings"),
    "run without model": (drop(RUN, GB.model, None), RUN, GB.model, "one model"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_break_is_refused_for_its_reason(name: str) -> None:
    change, focus, path, reason = BROKEN[name]
    data = rdflib.Graph()
    for triple in _data():
        data.add(triple)
    change(data)
    assert set(data) != set(_data()), "the change changes something"
    # pyshacl asks sh:or of a value only where the value is among the nodes given
    values = () if path is None else (v for v in data.objects(focus, path) if isinstance(v, URIRef))
    found = _failures(data, focus, *values)
    expected = None if path is None else str(path)
    assert any(f[:2] == (str(focus), expected) and reason in f[2] for f in found), sorted(found, key=str)
