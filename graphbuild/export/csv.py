"""statements.csv and entities.csv: what a person opens in a spreadsheet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TextIO

from graphbuild.errors import OutputError
from graphbuild.graph import GraphDocument, GraphStatement, KnowledgeGraph, Node
from graphbuild.model import ENTITY_TYPES, RELATIONS, Span
from graphbuild.spreadsheet import Cell, write_rows

STATEMENT_COLUMNS = (
    "date",
    "holder",
    "holder_type",
    "relation",
    "target",
    "target_type",
    "sentence",
    "evidence",
    "cue",
    "form",
    "confidence",
    "document",
    "title",
    "source",
    "url",
    "statement",
    "holder_iri",
    "target_iri",
    "sentence_start",
    "sentence_end",
    "evidence_start",
    "evidence_end",
    "cue_start",
    "cue_end",
)
ENTITY_COLUMNS = (
    "name",
    "type",
    "iri",
    "aliases",
    "affiliation",
    "same_as",
    "mentions",
    "documents",
    *(f"{relation}_{way}" for way in ("given", "received") for relation in RELATIONS),
)
SEPARATOR = " | "


def write_statements(graph: KnowledgeGraph, file: TextIO) -> None:
    """A row a statement, in the graph's order. Offsets count code points of the document's text.

    Open the file with ``encoding="utf-8", newline=""``. Raises OutputError for a statement whose holder, target or
    document the graph lacks.
    """
    documents = {document.id: document for document in graph.documents}
    write_rows(file, STATEMENT_COLUMNS, (_statement(s, graph, documents) for s in graph.statements))


def write_entities(graph: KnowledgeGraph, file: TextIO) -> None:
    """A row an entity, by type and name. The last columns count statements that it holds and that are about it.

    Open the file with ``encoding="utf-8", newline=""``.
    """
    given = Counter((s.holder, s.relation) for s in graph.statements)
    received = Counter((s.target, s.relation) for s in graph.statements)
    nodes = sorted(graph.nodes.values(), key=lambda n: (ENTITY_TYPES.index(n.type), n.name, n.iri))
    rows = (
        [
            *_entity(node, graph),
            *(given[node.iri, relation] for relation in RELATIONS),
            *(received[node.iri, relation] for relation in RELATIONS),
        ]
        for node in nodes
    )
    write_rows(file, ENTITY_COLUMNS, rows)


def _statement(s: GraphStatement, graph: KnowledgeGraph, documents: dict[str, GraphDocument]) -> Iterator[Cell]:
    try:
        holder, target, document = graph.nodes[s.holder], graph.nodes[s.target], documents[s.document]
    except KeyError as error:
        raise OutputError(f"statement {s.iri}: the graph has no {error.args[0]!r}") from error
    yield from (s.date, holder.name, holder.type, s.relation, target.name, target.type)
    yield from (s.sentence_text, s.text, s.cue_text, s.form, f"{s.confidence:.3f}")
    yield from (document.id, document.title, document.source, document.url)
    yield from (s.iri, s.holder, s.target)
    for span in (s.sentence, s.evidence, s.cue):
        yield from _offsets(span)


def _offsets(span: Span | None) -> tuple[Cell, Cell]:
    return (None, None) if span is None else (span.start, span.end)


def _entity(node: Node, graph: KnowledgeGraph) -> Iterator[Cell]:
    affiliation = (graph.nodes[iri].name if iri in graph.nodes else iri for iri in node.affiliation)
    yield from (node.name, node.type, node.iri)
    yield from (_list(node.aliases), _list(affiliation), _list(node.same_as))
    yield from (node.mentions, _list(node.documents))


def _list(items: Iterable[str]) -> str:
    """Items on one line; a bar inside one becomes a broken bar, so that the list can be taken apart."""
    return SEPARATOR.join(item.replace("|", "¦") for item in items)
