"""Layouts made by hand, so that the page is tested apart from how columns are ordered."""

from __future__ import annotations

from graphbuild.graph import KnowledgeGraph
from graphbuild.layout import CampsLayout


def by_name(graph: KnowledgeGraph, name: str) -> str:
    return next(iri for iri, node in graph.nodes.items() if node.name == name)


def simple(graph: KnowledgeGraph, *, max_edges: int = 60) -> CampsLayout:
    """Supporters right, opponents left, who only cites in between; the first edges only."""
    edges = graph.edges[:max_edges]
    left = {edge.holder for edge in edges if edge.relation == "opposes"}
    right = {edge.holder for edge in edges if edge.relation == "supports"} - left
    between = {edge.holder for edge in edges} - left - right
    rest = len(graph.edges) - len(edges)
    return CampsLayout(
        left=tuple(sorted(left)),
        between=tuple(sorted(between)),
        right=tuple(sorted(right)),
        targets=tuple(sorted({edge.target for edge in edges})),
        apart_left=(),
        apart_right=(),
        apart_targets=(),
        edges=edges,
        left_out=(("relations outside the core", rest),) if rest else (),
    )
