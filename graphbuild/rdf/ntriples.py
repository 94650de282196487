"""N-Triples and N-Quads: a triple a line, in the order of the blocks, written as they come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TextIO

from graphbuild.graph import KnowledgeGraph
from graphbuild.iri import check_iri, passage_iri
from graphbuild.model import Span
from graphbuild.rdf import terms
from graphbuild.rdf.lexical import address, checked, literal
from graphbuild.rdf.records import Records

_A = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"


class NTriples:
    """Terms and lines as N-Triples, with the name of the graph where there is one."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self.literal = literal
        self.address = address

    def iri(self, iri: str) -> str:
        return f"<{checked(iri)}>"

    def name(self, name: str) -> str:
        known = self._names.get(name)
        if known is None:
            prefix, _, local = name.partition(":")
            known = self._names[name] = f"<{terms.PREFIXES[prefix]}{local}>"
        return known

    def typed(self, text: str, datatype: str) -> str:
        return f'"{text}"^^{self.name(datatype)}'

    def passage(self, document: str, span: Span) -> str:
        return f"<{passage_iri(checked(document), span.start, span.end)}>"

    def block(
        self, subject: str, kind: str | None, properties: Iterable[tuple[str, Sequence[str]]], graph: str | None
    ) -> str:
        end = " .\n" if graph is None else f" <{checked(graph)}> .\n"
        lines = [] if kind is None else [f"{subject} {_A} {self.name(kind)}{end}"]
        for name, values in properties:
            if values:
                start = f"{subject} {self.name(name)} "
                lines += [f"{start}{value}{end}" for value in values]
        return "".join(lines)


def write_ntriples(graph: KnowledgeGraph, file: TextIO) -> None:
    """Writes the graph as N-Triples 1.1. Open the file with ``encoding="utf-8", newline="\\n"``.

    Raises OptionError for a base that is no IRI and OutputError for a node or statement that has no form in RDF.
    """
    file.writelines(ntriples(graph))


def write_nquads(graph: KnowledgeGraph, file: TextIO) -> None:
    """Writes the graph as N-Quads 1.1, a graph a document as in ``write_trig``; raises as ``write_ntriples`` does."""
    check_iri(graph.base)
    file.writelines(Records(graph, by_document=True).blocks(NTriples()))


def ntriples(graph: KnowledgeGraph) -> Iterator[str]:
    """N-Triples, some lines at a time: all triples of one subject together."""
    check_iri(graph.base)
    return Records(graph).blocks(NTriples())
