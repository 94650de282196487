"""The triples of a graph, block by block, in the one order that every format writes.

A block is one subject with its class and properties. The order is: the run, documents, entities with their direct
edges, then for each document its passages and its statements. The same graph gives the same blocks, whatever the
order of its nodes, statements and documents. In formats with named graphs a document's own blocks and the direct
edges that it shows carry the document's address as the name of their graph, so that one document can be replaced.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Protocol, TypeVar

from graphbuild.errors import OutputError
from graphbuild.graph import GraphDocument, GraphStatement, KnowledgeGraph, Node
from graphbuild.iri import canonical_json
from graphbuild.model import Relation, Span
from graphbuild.rdf import terms
from graphbuild.rdf.lexical import decimal, typed_date

Term = TypeVar("Term")
Block = TypeVar("Block", covariant=True)


class Syntax(Protocol[Term, Block]):
    """How a format writes terms and blocks. ``iri`` raises OutputError for an address that a parser would refuse."""

    def iri(self, iri: str) -> Term: ...
    def name(self, name: str) -> Term:
        """A term of a vocabulary by its prefixed name."""
        ...

    def literal(self, text: str) -> Term: ...
    def typed(self, text: str, datatype: str) -> Term:
        """``datatype`` is a prefixed name; the text has no character that needs an escape."""
        ...

    def address(self, url: str) -> Term:
        """An IRI where the text is one, else a literal, so that no address is lost."""
        ...

    def passage(self, document: str, span: Span) -> Term: ...
    def block(
        self, subject: Term, kind: str | None, properties: Iterable[tuple[str, Sequence[Term]]], graph: str | None
    ) -> Block:
        """``kind`` and the names of properties are prefixed names; a property without values is left out; ``graph``
        is the address of the document whose graph the block stands in, None for the default graph."""
        ...


class Records:
    """A graph in the terms of a syntax. ``by_document`` puts what one document shows into a graph of its own."""

    def __init__(self, graph: KnowledgeGraph, *, by_document: bool = False) -> None:
        self.graph = graph
        self.by_document = by_document
        self.addresses = {document.id: document.iri for document in graph.documents}

    def blocks(self, syntax: Syntax[Term, Block]) -> Iterator[Block]:
        """Raises OutputError for a node or statement that has no form in RDF."""
        graph = self.graph
        yield _run(graph, syntax)
        documents = sorted(graph.documents, key=lambda document: document.iri)
        if not self.by_document:
            for document in documents:
                yield _document(document, syntax, None)
        edges = _edges(graph)
        for node in sorted(graph.nodes.values(), key=lambda node: (node.type, node.iri)):
            yield self._node(node, {} if self.by_document else edges.get(node.iri, {}), syntax)
        statements = {
            iri: list(group)
            for iri, group in groupby(self._in_order(), key=lambda s: self.addresses[s.document])
        }  # fmt: skip
        run = syntax.iri(graph.run.iri)
        for document in documents:
            found = statements.get(document.iri, ())
            where = document.iri if self.by_document else None
            if where is not None:
                yield _document(document, syntax, where)
                yield from _direct(found, syntax, where)
            yield from _passages(document.iri, found, syntax, where)
            for statement in found:
                yield _statement(statement, document.iri, run, syntax, where)

    def _in_order(self) -> list[GraphStatement]:
        """The statements by document and place."""
        return sorted(self.graph.statements, key=lambda s: (self._address(s.document, s.iri), s.evidence, s.iri))

    def _address(self, document: str, where: str) -> str:
        if document not in self.addresses:
            raise OutputError(f"{where}: its document {document!r} is no document of the graph")
        return self.addresses[document]

    def _node(self, node: Node, edges: dict[Relation, set[str]], syntax: Syntax[Term, Block]) -> Block:
        documents = sorted(self._address(id, node.iri) for id in node.documents)
        properties = [
            (terms.LABEL, [syntax.literal(node.name)]),
            # as written: two texts may differ only in what has no form
            (terms.ALT_LABEL, list(dict.fromkeys(syntax.literal(alias) for alias in sorted(set(node.aliases))))),
            (terms.AFFILIATION, [syntax.iri(iri) for iri in sorted(set(node.affiliation))]),
            (terms.SAME_AS, [syntax.iri(iri) for iri in sorted(set(node.same_as))]),
            (terms.MENTION_COUNT, [_integer(node.mentions, syntax)]),
            (terms.MENTIONED_IN, [syntax.iri(iri) for iri in documents]),
            *_related(edges, syntax),
        ]
        return syntax.block(syntax.iri(node.iri), terms.ENTITY_CLASSES[node.type], properties, None)


def _edges(graph: KnowledgeGraph) -> dict[str, dict[Relation, set[str]]]:
    """Targets by holder and relation."""
    for s in graph.statements:
        for role, iri in (("holder", s.holder), ("target", s.target)):
            if iri not in graph.nodes:
                raise OutputError(f"statement {s.iri}: its {role} {iri} is no node of the graph")
    return _targets(graph.statements)


def _targets(statements: Iterable[GraphStatement]) -> dict[str, dict[Relation, set[str]]]:
    targets: dict[str, dict[Relation, set[str]]] = {}
    for s in statements:
        targets.setdefault(s.holder, {}).setdefault(s.relation, set()).add(s.target)
    return targets


def _related(edges: dict[Relation, set[str]], syntax: Syntax[Term, Block]) -> list[tuple[str, list[Term]]]:
    return [
        (terms.RELATIONS[relation], [syntax.iri(iri) for iri in sorted(edges[relation])]) for relation in sorted(edges)
    ]


def _direct(statements: Iterable[GraphStatement], syntax: Syntax[Term, Block], where: str) -> Iterator[Block]:
    """The direct edges that one document shows."""
    for holder, edges in sorted(_targets(statements).items()):
        yield syntax.block(syntax.iri(holder), None, _related(edges, syntax), where)


def _some(syntax: Syntax[Term, Block], value: str | None) -> list[Term]:
    """A literal of a value that is known."""
    return [] if value is None else [syntax.literal(value)]


def _integer(value: int, syntax: Syntax[Term, Block]) -> Term:
    return syntax.typed(str(value), "xsd:integer")


def _date(text: str | None, syntax: Syntax[Term, Block]) -> list[Term]:
    if text is None:
        return []
    datatype = typed_date(text)
    return [syntax.literal(text) if datatype is None else syntax.typed(text, datatype)]


def _run(graph: KnowledgeGraph, syntax: Syntax[Term, Block]) -> Block:
    run = graph.run
    properties = [
        (terms.SOFTWARE_VERSION, _some(syntax, run.version)),
        (terms.MODEL, _some(syntax, run.model)),
        (terms.MODEL_VERSION, _some(syntax, run.model_version)),
        (terms.CONFIGURATION, _some(syntax, canonical_json(run.settings))),
    ]
    return syntax.block(syntax.iri(run.iri), terms.RUN, properties, None)


def _document(document: GraphDocument, syntax: Syntax[Term, Block], where: str | None) -> Block:
    properties = [
        (terms.IDENTIFIER, _some(syntax, document.id)),
        (terms.TITLE, _some(syntax, document.title)),
        (terms.ISSUED, _date(document.date, syntax)),
        (terms.SOURCE, _some(syntax, document.source)),
        (terms.URL, [] if document.url is None else [syntax.address(document.url)]),
        (terms.SPEAKER, _some(syntax, document.speaker)),
        (terms.SHA256, _some(syntax, document.sha256)),
        (terms.TEXT_LENGTH, [_integer(document.length, syntax)]),
    ]
    return syntax.block(syntax.iri(document.iri), terms.DOCUMENT, properties, where)


def _passages(
    document: str, statements: Iterable[GraphStatement], syntax: Syntax[Term, Block], where: str | None
) -> Iterator[Block]:
    """Each piece of a document that statements point at, once."""
    texts: dict[Span, str] = {}
    for s in statements:
        pieces = [(s.evidence, s.text), (s.sentence, s.sentence_text)]
        if s.cue is not None:
            pieces.append((s.cue, s.cue_text or ""))
        for span, text in pieces:
            if texts.setdefault(span, text) != text:
                raise OutputError(f"{document}: two texts at {span.start}-{span.end}: {texts[span]!r}, {text!r}")
    inside = [syntax.iri(document)]
    for span in sorted(texts):
        properties = [
            (terms.EXACT, [syntax.literal(texts[span])]),
            (terms.START, [_integer(span.start, syntax)]),
            (terms.END, [_integer(span.end, syntax)]),
            (terms.IN_DOCUMENT, inside),
        ]
        yield syntax.block(syntax.passage(document, span), terms.PASSAGE, properties, where)


def _statement(
    s: GraphStatement, document: str, run: Term, syntax: Syntax[Term, Block], where: str | None
) -> Block:  # fmt: skip
    polarity = terms.POLARITIES.get(s.relation)
    properties = [
        (terms.HOLDER, [syntax.iri(s.holder)]),
        (terms.RELATION, [syntax.name(terms.RELATIONS[s.relation])]),
        (terms.TARGET, [syntax.iri(s.target)]),
        (terms.POLARITY, [] if polarity is None else [_integer(polarity, syntax)]),
        (terms.EVIDENCE, [syntax.passage(document, s.evidence)]),
        (terms.SENTENCE, [syntax.passage(document, s.sentence)]),
        (terms.CUE, [] if s.cue is None else [syntax.passage(document, s.cue)]),
        (terms.FORM, [syntax.name(terms.FORMS[s.form])]),
        (terms.CONFIDENCE, [syntax.typed(decimal(s.confidence), "xsd:decimal")]),
        (terms.DATE, _date(s.date, syntax)),
        (terms.IN_DOCUMENT, [syntax.iri(document)]),
        (terms.GENERATED_BY, [run]),
    ]
    return syntax.block(syntax.iri(s.iri), terms.STATEMENT, properties, where)
