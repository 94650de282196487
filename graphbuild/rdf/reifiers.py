"""RDF 1.2: each statement as a reifier of its direct edge, in a file beside graph.ttl for stores that read it.

``<statement> rdf:reifies <<( <holder> <relation> <target> )>>`` as of RDF 1.2 Concepts. rdflib 7 does not read it,
which is why it is no part of graph.ttl.
"""

from __future__ import annotations

from typing import TextIO

from graphbuild.graph import KnowledgeGraph
from graphbuild.iri import check_iri
from graphbuild.rdf import terms
from graphbuild.rdf.ntriples import NTriples

_REIFIES = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies>"


def write_reifiers(graph: KnowledgeGraph, file: TextIO) -> None:
    """Writes N-Triples 1.2, a line a statement, sorted. Raises as ``write_ntriples`` does."""
    check_iri(graph.base)
    syntax = NTriples()
    for s in sorted(graph.statements, key=lambda s: s.iri):
        edge = f"{syntax.iri(s.holder)} {syntax.name(terms.RELATIONS[s.relation])} {syntax.iri(s.target)}"
        file.write(f"{syntax.iri(s.iri)} {_REIFIES} <<( {edge} )>> .\n")
