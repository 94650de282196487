"""statements.csv and entities.csv: what a person opens in a spreadsheet.

The form is RFC 4180, with a byte order mark before the first column: without it Excel takes UTF-8 for the
system's old encoding and garbles every curly quote and accent. Python reads such a file with ``utf-8-sig``,
pandas as it is.

No cell can act as a formula. A cell that would start one gets an apostrophe before it, as does a piece after a
semicolon, which is where a spreadsheet set to semicolons starts a new cell (OWASP, "CSV Injection").
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TextIO

from graphbuild.errors import OutputError
from graphbuild.graph import GraphDocument, GraphStatement, KnowledgeGraph, Node
from graphbuild.model import ENTITY_TYPES, RELATIONS, Span

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

_BOM = "\ufeff"
# a formula's first character, full-width forms too, behind what importers strip: spaces, quotes, invisible marks
_FORMULA = re.compile(r"(^|;)(?=[\s\"'‘’“”\u200b-\u200f\u2060\ufeff]*[=+\-@＝＋－＠])")
_BREAKS = re.compile("\r\n|[\t\n\x0b\x0c\r\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")

Cell = str | int | None


def write_statements(graph: KnowledgeGraph, file: TextIO) -> None:
    """A row a statement, in the graph's order. Offsets count code points of the document's text.

    Open the file with ``encoding="utf-8", newline=""``. Raises OutputError for a statement whose holder, target or
    document the graph lacks.
    """
    documents = {document.id: document for document in graph.documents}
    _write(file, STATEMENT_COLUMNS, (_statement(s, graph, documents) for s in graph.statements))


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
    _write(file, ENTITY_COLUMNS, rows)


def _write(file: TextIO, columns: tuple[str, ...], rows: Iterable[Iterable[Cell]]) -> None:
    file.write(_BOM)
    writer = csv.writer(file)
    writer.writerow(columns)
    writer.writerows([_safe(cell) for cell in row] for row in rows)


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


def _safe(cell: Cell) -> Cell:
    """A text that is one line, shows its control characters, and is no formula; a number as it is."""
    if not isinstance(cell, str):
        return cell
    return _FORMULA.sub(r"\1'", _CONTROLS.sub(_shown, _BREAKS.sub(" ", cell)))


def _shown(match: re.Match[str]) -> str:
    """The picture of a control character, else the replacement character."""
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"
