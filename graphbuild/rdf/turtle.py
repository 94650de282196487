"""graph.ttl, written from the records without a store: sorted, in constant memory but for one document.

The order is: prefixes, the run, documents, entities with their direct edges, then for each document its passages
and its statements. The same graph gives the same bytes, whatever the order of its nodes, statements and documents.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TextIO

from graphbuild.errors import OutputError
from graphbuild.graph import GraphDocument, GraphStatement, KnowledgeGraph, Node
from graphbuild.iri import canonical_json, passage_iri
from graphbuild.model import Relation, Span
from graphbuild.rdf import terms
from graphbuild.rdf.lexical import Names, address, date, decimal, literal

Edges = dict[str, dict[Relation, set[str]]]


def write_turtle(graph: KnowledgeGraph, file: TextIO) -> None:
    """Writes the graph as Turtle. Open the file with ``encoding="utf-8", newline="\\n"``.

    Raises OptionError for a base that is no IRI and OutputError for a node or statement that has no form in RDF.
    """
    names = Names(graph.base)
    file.write(_header(names))
    file.write(_run(graph, names))
    for document in sorted(graph.documents, key=lambda document: document.iri):
        file.write(_document(document, names))
    addresses = {document.id: document.iri for document in graph.documents}
    edges = _edges(graph)
    for node in sorted(graph.nodes.values(), key=lambda node: (node.type, node.iri)):
        file.write(_node(node, edges.get(node.iri, {}), addresses, names))
    run = names.name(graph.run.iri)
    for document_iri, statements in groupby(_in_order(graph, addresses), key=lambda s: addresses[s.document]):
        of_document = list(statements)
        file.writelines(_passages(document_iri, of_document, names))
        for statement in of_document:
            file.write(_statement(statement, document_iri, run, names))


def _header(names: Names) -> str:
    prefixes = {**terms.PREFIXES, **names.prefixes()}
    lines = [f"@base <{names.base}> .", *(f"@prefix {key}: <{iri}> ." for key, iri in prefixes.items())]
    return "\n".join(lines) + "\n"


def _block(subject: str, kind: str, properties: Iterable[tuple[str, Iterable[str]]]) -> str:
    """One subject with its properties, a line each; a property without values is left out."""
    lines = [f"\n{subject} a {kind}"]
    for name, values in properties:
        joined = ", ".join(values)
        if joined:
            lines.append(f"    {name} {joined}")
    return " ;\n".join(lines) + " .\n"


def _some(*values: str | None) -> list[str]:
    """Literals of those values that are known."""
    return [literal(value) for value in values if value is not None]


def _run(graph: KnowledgeGraph, names: Names) -> str:
    run = graph.run
    properties = [
        (terms.SOFTWARE_VERSION, _some(run.version)),
        (terms.MODEL, _some(run.model)),
        (terms.MODEL_VERSION, _some(run.model_version)),
        (terms.CONFIGURATION, _some(canonical_json(run.settings))),
    ]
    return _block(names.name(run.iri), terms.RUN, properties)


def _document(document: GraphDocument, names: Names) -> str:
    properties = [
        (terms.IDENTIFIER, _some(document.id)),
        (terms.TITLE, _some(document.title)),
        (terms.ISSUED, [] if document.date is None else [date(document.date)]),
        (terms.SOURCE, _some(document.source)),
        (terms.URL, [] if document.url is None else [address(document.url)]),
        (terms.SPEAKER, _some(document.speaker)),
        (terms.SHA256, _some(document.sha256)),
        (terms.TEXT_LENGTH, [str(document.length)]),
    ]
    return _block(names.name(document.iri), terms.DOCUMENT, properties)


def _edges(graph: KnowledgeGraph) -> Edges:
    """Targets by holder and relation."""
    edges: Edges = {}
    for s in graph.statements:
        for role, iri in (("holder", s.holder), ("target", s.target)):
            if iri not in graph.nodes:
                raise OutputError(f"statement {s.iri}: its {role} {iri} is no node of the graph")
        edges.setdefault(s.holder, {}).setdefault(s.relation, set()).add(s.target)
    return edges


def _node(node: Node, edges: dict[Relation, set[str]], addresses: dict[str, str], names: Names) -> str:
    documents = sorted(_address(id, addresses, node.iri) for id in node.documents)
    properties = [
        (terms.LABEL, _some(node.name)),
        (terms.ALT_LABEL, _some(*sorted(set(node.aliases)))),
        (terms.AFFILIATION, map(names.name, sorted(set(node.affiliation)))),
        (terms.SAME_AS, map(names.name, sorted(set(node.same_as)))),
        (terms.MENTION_COUNT, [str(node.mentions)]),
        (terms.MENTIONED_IN, map(names.name, documents)),
        *((terms.RELATIONS[relation], map(names.name, sorted(edges[relation]))) for relation in sorted(edges)),
    ]
    return _block(names.name(node.iri), terms.ENTITY_CLASSES[node.type], properties)


def _address(document: str, addresses: dict[str, str], where: str) -> str:
    if document not in addresses:
        raise OutputError(f"{where}: its document {document!r} is no document of the graph")
    return addresses[document]


def _in_order(graph: KnowledgeGraph, addresses: dict[str, str]) -> list[GraphStatement]:
    """The statements by document and place."""
    return sorted(graph.statements, key=lambda s: (_address(s.document, addresses, s.iri), s.evidence, s.iri))


def _passages(document_iri: str, statements: Iterable[GraphStatement], names: Names) -> Iterator[str]:
    """Each piece of a document that statements point at, once."""
    texts: dict[Span, str] = {}
    for s in statements:
        pieces = [(s.evidence, s.text), (s.sentence, s.sentence_text)]
        if s.cue is not None:
            pieces.append((s.cue, s.cue_text or ""))
        for span, text in pieces:
            if texts.setdefault(span, text) != text:
                raise OutputError(f"{document_iri}: two texts at {span.start}-{span.end}: {texts[span]!r}, {text!r}")
    document = names.name(document_iri)
    for span in sorted(texts):
        properties = [
            (terms.EXACT, [literal(texts[span])]),
            (terms.START, [str(span.start)]),
            (terms.END, [str(span.end)]),
            (terms.IN_DOCUMENT, [document]),
        ]
        yield _block(_passage(document_iri, span, names), terms.PASSAGE, properties)


def _passage(document_iri: str, span: Span, names: Names) -> str:
    return names.name(passage_iri(document_iri, span.start, span.end))


def _statement(s: GraphStatement, document_iri: str, run: str, names: Names) -> str:
    polarity = terms.POLARITIES.get(s.relation)
    properties = [
        (terms.HOLDER, [names.name(s.holder)]),
        (terms.RELATION, [terms.RELATIONS[s.relation]]),
        (terms.TARGET, [names.name(s.target)]),
        (terms.POLARITY, [] if polarity is None else [str(polarity)]),
        (terms.EVIDENCE, [_passage(document_iri, s.evidence, names)]),
        (terms.SENTENCE, [_passage(document_iri, s.sentence, names)]),
        (terms.CUE, [] if s.cue is None else [_passage(document_iri, s.cue, names)]),
        (terms.FORM, [terms.FORMS[s.form]]),
        (terms.CONFIDENCE, [decimal(s.confidence)]),
        (terms.DATE, [] if s.date is None else [date(s.date)]),
        (terms.IN_DOCUMENT, [names.name(document_iri)]),
        (terms.GENERATED_BY, [run]),
    ]
    return _block(names.name(s.iri), terms.STATEMENT, properties)
