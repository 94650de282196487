"""A few findings of a graph in plain words, for whoever has just built it."""

from __future__ import annotations

import re

from graphbuild.graph import Edge, GraphStatement, KnowledgeGraph
from graphbuild.model import FORMS

_QUOTED = re.compile('“([^”]+)”|"([^"]+)"')
_LONGEST = 200


def findings(graph: KnowledgeGraph, n: int = 3) -> list[str]:
    """Up to ``n`` sentences: "Clara Voss opposes the levy, because Voss said “…” (Vale Courier, 2024-03-01)".

    The holder's own words go before reported ones, a sentence that names the target before one that points at it
    ("that promise"), the surer statement before the less sure; every finding has another holder, as long as there
    are enough.
    """
    ranked = sorted((_key(graph, edge), edge) for edge in graph.edges if edge.relation != "cites")
    ranked += sorted((_key(graph, edge), edge) for edge in graph.edges if edge.relation == "cites")
    first: dict[str, Edge] = {}
    for _, edge in ranked:
        first.setdefault(edge.holder, edge)
    chosen = list(first.values())
    chosen += [edge for _, edge in ranked if first[edge.holder] is not edge]
    return [_sentence(graph, edge) for edge in chosen[:n]]


def _best(graph: KnowledgeGraph, edge: Edge) -> GraphStatement:
    return min(edge.statements, key=lambda s: (*_rank(graph, s), s.document, s.evidence))


def _rank(graph: KnowledgeGraph, statement: GraphStatement) -> tuple[int, bool, float]:
    """Own words first, then words that name the target, then confidence."""
    name = graph.nodes[statement.target].name.casefold().removeprefix("the ").removeprefix("a ").removeprefix("an ")
    return FORMS.index(statement.form), name not in statement.sentence_text.casefold(), -statement.confidence


def _key(graph: KnowledgeGraph, edge: Edge) -> tuple[bool, int, bool, float, str]:
    """Proposals and laws first, as they are what the debate is about."""
    best = _best(graph, edge)
    return graph.nodes[edge.target].type not in ("proposal", "law"), *_rank(graph, best), best.iri


def _sentence(graph: KnowledgeGraph, edge: Edge) -> str:
    best = _best(graph, edge)
    holder, target = graph.nodes[edge.holder], graph.nodes[edge.target]
    short = holder.name.split()[-1] if holder.type == "person" else "it"
    said = {"direct": f"{short} said", "indirect": f"{short} is reported:"}.get(best.form, "the text says")
    document = next(document for document in graph.documents if document.id == best.document)
    place = ", ".join(filter(None, (document.title or document.id, document.date)))
    return f"{holder.name} {edge.relation} {target.name}, because {said} “{_words(best)}” ({place})"


def _words(statement: GraphStatement) -> str:
    """The quoted words of direct speech, else the sentence; cut at a word."""
    quoted = _QUOTED.search(statement.text) or _QUOTED.search(statement.sentence_text)
    words = statement.sentence_text
    if statement.form == "direct" and quoted:
        words = quoted[1] or quoted[2]
    words = " ".join(words.split()).strip(", ")
    if whole := _QUOTED.fullmatch(words):
        words = whole[1] or whole[2]  # marks go in pairs: one inside a sentence keeps its fellow
    return words if len(words) <= _LONGEST else words[:_LONGEST].rsplit(" ", 1)[0] + " …"
