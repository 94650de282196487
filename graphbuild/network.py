"""networkx views of the graph."""

from __future__ import annotations

import networkx as nx

from graphbuild.graph import KnowledgeGraph


def to_networkx(graph: KnowledgeGraph) -> nx.MultiDiGraph:
    """Nodes by IRI with name and type; an edge a statement, keyed by its IRI."""
    view: nx.MultiDiGraph = nx.MultiDiGraph()
    for node in graph.nodes.values():
        view.add_node(node.iri, name=node.name, type=node.type)
    for s in graph.statements:
        view.add_edge(
            s.holder,
            s.target,
            key=s.iri,
            relation=s.relation,
            form=s.form,
            confidence=s.confidence,
            document=s.document,
            date=s.date,
            text=s.text,
        )
    return view
