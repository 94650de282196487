"""Turtle and TriG: one layout, prefixes bound, a property a line; written block by block, never held whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TextIO

from graphbuild.graph import KnowledgeGraph
from graphbuild.iri import passage_iri
from graphbuild.model import Span
from graphbuild.rdf import terms
from graphbuild.rdf.lexical import Names, address, literal
from graphbuild.rdf.records import Records

_BARE = frozenset({"xsd:integer", "xsd:decimal"})


class Turtle:
    """Terms as Turtle, blocks as (name of the graph, text)."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.iri = names.name
        self.literal = literal
        self.address = address

    def name(self, name: str) -> str:
        return name

    def typed(self, text: str, datatype: str) -> str:
        return text if datatype in _BARE else f'"{text}"^^{datatype}'

    def passage(self, document: str, span: Span) -> str:
        return self.names.name(passage_iri(document, span.start, span.end))

    def block(
        self, subject: str, kind: str | None, properties: Iterable[tuple[str, Sequence[str]]], graph: str | None
    ) -> tuple[str | None, str]:
        pairs = [f"{name} {', '.join(values)}" for name, values in properties if values]
        if kind is not None:
            pairs.insert(0, f"a {kind}")
        return graph, f"\n{subject} " + " ;\n    ".join(pairs) + " .\n"


def write_turtle(graph: KnowledgeGraph, file: TextIO) -> None:
    """Writes the graph as Turtle 1.1. Open the file with ``encoding="utf-8", newline="\\n"``.

    Raises OptionError for a base that is no IRI and OutputError for a node or statement that has no form in RDF.
    """
    syntax = Turtle(Names(graph.base))
    file.write(_header(syntax.names))
    file.writelines(text for _, text in Records(graph).blocks(syntax))


def write_trig(graph: KnowledgeGraph, file: TextIO) -> None:
    """Writes the graph as TriG 1.1: what a document shows in a graph named by the document's address, entities and
    the run in the default graph. All graphs together are the triples of ``write_turtle``; raises as that does."""
    syntax = Turtle(Names(graph.base))
    file.write(_header(syntax.names))
    blocks = Records(graph, by_document=True).blocks(syntax)
    for name, texts in groupby(blocks, key=lambda block: block[0]):
        if name is not None:
            file.write(f"\n{syntax.iri(name)} {{")
        file.writelines(text for _, text in texts)
        if name is not None:
            file.write("}\n")


def _header(names: Names) -> str:
    prefixes = {**terms.PREFIXES, **names.prefixes()}
    lines = [f"@base <{names.base}> .", *(f"@prefix {key}: <{iri}> ." for key, iri in prefixes.items())]
    return "\n".join(lines) + "\n"
