"""The graph as the compact arrays that the page reads; ``data.js`` is the reader of this format.

Nodes, documents, sentences and statements refer to each other by index. Offsets count code points from the start of
the sentence. IRIs that start with the graph's base are cut to what follows it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from graphbuild.graph import Edge, GraphStatement, KnowledgeGraph, Node
from graphbuild.layout import CampsLayout, between_columns
from graphbuild.model import ENTITY_TYPES, FORMS, RELATIONS, Span

COLUMNS = ("left", "between", "right", "targets", "apart_left", "apart_right", "apart_targets")


def page_data(graph: KnowledgeGraph, layout: CampsLayout, *, title: str | None = None) -> dict[str, Any]:
    """All that the page shows, as plain data for JSON.

    ``nodes`` are rows ``[type, name, aliases, affiliations, iri, mentions]``, ``documents`` rows ``[title, date,
    source, url, speaker, iri]``, ``statements`` rows ``[holder, relation, target, document, sentence, evidence start,
    evidence end, cue start, cue end, cue, form, confidence, date, iri]``; types, relations and forms are places in
    the lists of those names. A cue that lies outside its sentence has the offsets -1 and its words in ``cue``. An
    affiliation is the place of a node, or an IRI where the graph has no such node.
    """
    places = {iri: place for place, iri in enumerate(graph.nodes)}
    documents = {document.id: place for place, document in enumerate(graph.documents)}
    sentences: dict[str, int] = {}
    statements = [_statement(s, graph.base, places, documents, sentences) for s in graph.statements]
    return {
        "title": title or default_title(graph),
        "base": graph.base,
        "types": list(ENTITY_TYPES),
        "relations": list(RELATIONS),
        "forms": list(FORMS),
        "nodes": [_node(node, graph.base, places) for node in graph.nodes.values()],
        "documents": [
            [d.title or d.id, d.date, d.source, d.url, d.speaker, _short(d.iri, graph.base)] for d in graph.documents
        ],
        "sentences": list(sentences),
        "statements": statements,
        "core": _core(layout, places),
        "made": f"graphbuild {graph.run.version}, {graph.run.model} {graph.run.model_version}",
    }


def default_title(graph: KnowledgeGraph) -> str:
    """The title of the only document, else what is argued about most."""
    if len(graph.documents) == 1 and graph.documents[0].title:
        return graph.documents[0].title
    counts: dict[str, int] = {}
    for statement in graph.statements:
        if graph.nodes[statement.target].type in ("proposal", "law"):
            counts[statement.target] = counts.get(statement.target, 0) + 1
    if not counts:
        return "Who supports, opposes and cites what"
    first = min(counts, key=lambda iri: (-counts[iri], iri))
    return f"The debate on {graph.nodes[first].name}"


def _short(iri: str, base: str) -> str:
    """The IRI without the base, unless what remains could be read as an absolute IRI or is nothing."""
    rest = iri.removeprefix(base)
    return iri if ":" in rest or not rest else rest


def _node(node: Node, base: str, places: Mapping[str, int]) -> list[Any]:
    affiliations = [places.get(iri, iri) for iri in node.affiliation]
    return [
        ENTITY_TYPES.index(node.type),
        node.name,
        list(node.aliases),
        affiliations,
        _short(node.iri, base),
        node.mentions,
    ]


def _statement(
    statement: GraphStatement,
    base: str,
    places: Mapping[str, int],
    documents: Mapping[str, int],
    sentences: dict[str, int],
) -> list[Any]:
    cue = _inside(statement.cue, statement)
    return [
        places[statement.holder],
        RELATIONS.index(statement.relation),
        places[statement.target],
        documents[statement.document],
        sentences.setdefault(statement.sentence_text, len(sentences)),
        *(_inside(statement.evidence, statement) or (0, len(statement.sentence_text))),
        *(cue or (-1, -1)),
        None if cue else statement.cue_text,
        FORMS.index(statement.form),
        statement.confidence,
        statement.date,
        _short(statement.iri, base),
    ]


def _inside(span: Span | None, statement: GraphStatement) -> Span | None:
    """The span counted from the start of the sentence, or None where it does not lie in it."""
    start = statement.sentence.start
    if span is None or span.start < start or span.end > start + len(statement.sentence_text):
        return None
    return Span(span.start - start, span.end - start)


def _core(layout: CampsLayout, places: Mapping[str, int]) -> dict[str, Any]:
    core: dict[str, Any] = {column: _places(getattr(layout, column), places) for column in COLUMNS}
    core["between_left"] = between_columns(len(layout.left), len(layout.between), len(layout.right))
    core["edges"] = [_edge(edge, places) for edge in layout.edges]
    core["left_out"] = [words for words, _ in layout.left_out]
    return core


def _places(iris: Iterable[str], places: Mapping[str, int]) -> list[int]:
    return [places[iri] for iri in iris]


def _edge(edge: Edge, places: Mapping[str, int]) -> list[int]:
    return [places[edge.holder], RELATIONS.index(edge.relation), places[edge.target]]
