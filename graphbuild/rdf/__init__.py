"""The graph as RDF: files, an rdflib graph, an embedded store. The vocabulary is ``ontologies/policy.ttl``."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING

from graphbuild.graph import KnowledgeGraph
from graphbuild.rdf.jsonld import write_jsonld
from graphbuild.rdf.ntriples import write_nquads, write_ntriples
from graphbuild.rdf.ontology import ontology_path, shapes_path
from graphbuild.rdf.reifiers import write_reifiers
from graphbuild.rdf.store import open_rdflib, open_store, update_store, write_store
from graphbuild.rdf.turtle import write_trig, write_turtle

if TYPE_CHECKING:
    import rdflib

__all__ = [
    "ontology_path",
    "open_rdflib",
    "open_store",
    "shapes_path",
    "to_rdflib",
    "update_store",
    "write_jsonld",
    "write_nquads",
    "write_ntriples",
    "write_reifiers",
    "write_store",
    "write_trig",
    "write_turtle",
]


def to_rdflib(graph: KnowledgeGraph) -> rdflib.Graph:
    """An rdflib.Graph of the same triples as graph.ttl, its prefixes bound. Raises as ``write_turtle`` does."""
    import rdflib

    file = StringIO()
    write_turtle(graph, file)
    return rdflib.Graph().parse(data=file.getvalue(), format="turtle")
