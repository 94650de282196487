"""The graph as RDF: files, an rdflib graph, an embedded store. The vocabulary is ``ontologies/policy.ttl``."""

from __future__ import annotations

from io import StringIO, TextIOWrapper
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

from graphbuild.errors import OutputError
from graphbuild.graph import KnowledgeGraph
from graphbuild.rdf.jsonld import write_jsonld
from graphbuild.rdf.ntriples import write_nquads, write_ntriples
from graphbuild.rdf.ontology import ontology_path, shapes_path
from graphbuild.rdf.reifiers import write_reifiers
from graphbuild.rdf.turtle import write_trig, write_turtle

if TYPE_CHECKING:
    import rdflib

__all__ = [
    "ontology_path",
    "shapes_path",
    "to_rdflib",
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


def write_store(graph: KnowledgeGraph, path: Path) -> None:
    """Makes an Oxigraph store of the same triples as graph.ttl in the folder ``path``, new or empty.

    Raises OutputError for a folder that holds something, and as ``write_turtle`` does.
    """
    import pyoxigraph

    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise OutputError(f"{path}: a store needs a new or empty folder; remove this one or name another")
    with TemporaryFile() as file, TextIOWrapper(file, encoding="utf-8", newline="\n") as text:
        write_turtle(graph, text)
        text.flush()
        file.seek(0)
        store = pyoxigraph.Store(path)
        store.bulk_load(file, pyoxigraph.RdfFormat.TURTLE)
        store.flush()
