"""Graphs for the tests of RDF: one that uses every term, one small enough to break in many ways."""

from __future__ import annotations

from dataclasses import replace

from graphbuild.graph import KnowledgeGraph
from graphbuild.model import Span
from tests import samples


def full() -> KnowledgeGraph:
    """The article with affiliations, links, a vote without a cue, all precisions of dates, all forms."""
    graph = samples.article()
    iris = {node.name: node.iri for node in graph.nodes.values()}
    ada = graph.nodes[iris["Ada Moreau"]]
    nodes = dict(graph.nodes)
    nodes[ada.iri] = replace(
        ada,
        aliases=("Moreau", "Ada"),
        affiliation=(iris["Norland"], iris["Harbour Authority"]),
        same_as=("http://www.wikidata.org/entity/Q1",),
    )
    first, second, third, *rest = graph.statements
    first = replace(first, evidence=Span(1, 25), text=first.text[1:25])
    second = replace(second, form="vote", cue=None, cue_text=None, date="2024-03")
    third = replace(third, date="2024")
    one, two = graph.documents
    documents = (
        replace(one, speaker="Ada Moreau", date="2024-03"),
        replace(two, url="not an <address>", date="some day"),
    )
    return replace(graph, nodes=nodes, statements=(first, second, third, *rest), documents=documents)


def small() -> KnowledgeGraph:
    """One statement of each relation; s00000 has an evidence smaller than its sentence."""
    rows: list[samples.Row] = [
        ("Ada Moreau", "supports", "the levy", "The levy is [overdue], Ada Moreau said.", "direct", 0.9, "vale-1"),
        ("Green Coast", "opposes", "the levy", "Green Coast [rejected] the levy.", "narrated", 0.8, "vale-1"),
        ("Ada Moreau", "cites", "Ports Act", "[Under] the Ports Act it may.", "indirect", 0.7, "vale-2"),
    ]
    graph = samples.graph_of(
        rows,
        {
            "Ada Moreau": "person",
            "Green Coast": "institution",
            "Norland": "country",
            "Ports Act": "law",
            "the levy": "proposal",
        },
        {"vale-1": "2024-03-01"},
    )
    first, *rest = graph.statements
    return replace(graph, statements=(replace(first, evidence=Span(0, 19), text=first.text[:19]), *rest))
