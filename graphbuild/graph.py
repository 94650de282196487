"""The knowledge graph: nodes, statements, documents, and the run that found them.

Everything that writes, draws or asks reads this and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from graphbuild import defaults, registry
from graphbuild.model import EntityType, Form, Relation, Span


@dataclass(frozen=True, slots=True)
class Node:
    """An entity of the graph. ``iri`` is its address; ``affiliation`` holds the IRIs of other nodes;
    ``mentions`` counts its names in all documents, ``documents`` holds ids of documents, sorted."""

    iri: str
    type: EntityType
    name: str
    aliases: tuple[str, ...] = ()
    affiliation: tuple[str, ...] = ()
    same_as: tuple[str, ...] = ()
    mentions: int = 0
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GraphStatement:
    """A statement with its evidence. ``holder`` and ``target`` are IRIs of nodes, ``document`` an id.

    ``text`` is the evidence's own words, at ``evidence`` in the document; ``sentence_text`` the sentence around
    it, which starts at ``sentence.start``; ``cue`` lies in the document, too. ``date`` is the document's.
    """

    iri: str
    holder: str
    relation: Relation
    target: str
    document: str
    evidence: Span
    text: str
    sentence: Span
    sentence_text: str
    cue: Span | None
    cue_text: str | None
    form: Form
    confidence: float
    date: str | None = None


@dataclass(frozen=True, slots=True)
class GraphDocument:
    """A document of the graph: what is known of it, without its text. ``length`` counts code points."""

    id: str
    iri: str
    sha256: str
    length: int
    title: str | None = None
    date: str | None = None
    source: str | None = None
    url: str | None = None
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """What made the graph: never the clock, so that the same input gives the same bytes."""

    iri: str
    version: str
    model: str
    model_version: str
    settings: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Edge:
    """All statements of one holder, relation and target. ``confidence`` is the best one of them."""

    holder: str
    relation: Relation
    target: str
    statements: tuple[GraphStatement, ...]

    @property
    def confidence(self) -> float:
        return max(statement.confidence for statement in self.statements)


@dataclass(frozen=True)
class KnowledgeGraph:
    """Nodes by IRI, statements in the order of their documents and places, documents, and the run."""

    nodes: Mapping[str, Node]
    statements: tuple[GraphStatement, ...]
    documents: tuple[GraphDocument, ...]
    run: Run
    base: str = defaults.BASE

    def __repr__(self) -> str:
        """The counts: the graph's own fields would fill a notebook's cell with every node."""
        counts = (len(self.documents), "documents"), (len(self.nodes), "entities"), (len(self.statements), "statements")
        return f"<KnowledgeGraph: {', '.join(f'{number} {word}' for number, word in counts)}>"

    @cached_property
    def edges(self) -> tuple[Edge, ...]:
        """The statements grouped by holder, relation and target, sorted by these."""
        groups: dict[tuple[str, Relation, str], list[GraphStatement]] = {}
        for statement in self.statements:
            groups.setdefault((statement.holder, statement.relation, statement.target), []).append(statement)
        return tuple(Edge(*key, tuple(groups[key])) for key in sorted(groups))

    def to_networkx(self) -> Any:
        """A networkx.MultiDiGraph: nodes by IRI with name and type, an edge a statement, keyed by its IRI."""
        return registry.load("graphbuild.views", "networkx")(self)

    def to_rdflib(self) -> Any:
        """An rdflib.Graph of the same triples as graph.ttl."""
        return registry.load("graphbuild.views", "rdflib")(self)

    def draw(self, **options: Any) -> Any:
        """A matplotlib Figure of the two camps; the options are those of ``graphbuild.draw.camps``."""
        return registry.load("graphbuild.views", "camps")(self, **options)
