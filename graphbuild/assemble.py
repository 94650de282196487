"""From extractions to the knowledge graph: nodes by resolution, statements with their words, in one fixed order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from graphbuild import iri
from graphbuild.errors import InputError
from graphbuild.graph import GraphDocument, GraphStatement, KnowledgeGraph, Node, Run
from graphbuild.model import Extraction, Span, Statement
from graphbuild.resolve import Cluster, Local, cluster, locals_of


class _Found(NamedTuple):
    """A statement with the words it needs, so that the text can be let go."""

    document: str
    statement: Statement
    text: str
    sentence_text: str
    cue_text: str | None
    date: str | None


class Assembled(NamedTuple):
    """A graph; what was left out of it, counted by reason; and its nodes' IRIs by document and local id."""

    graph: KnowledgeGraph
    left_out: Mapping[str, int]
    addresses: Mapping[tuple[str, str], str]


def assemble(extractions: Iterable[Extraction], *, base: str, run: Run, min_confidence: float = 0.0) -> Assembled:
    """The graph of the extractions.

    Texts are read once and not kept. The order of the extractions does not matter: documents are sorted by id,
    statements by document and place. Raises InputError for two documents of one id.
    """
    left_out: Counter[str] = Counter()
    documents: list[GraphDocument] = []
    entities: list[Local] = []
    found: list[_Found] = []
    ids: set[str] = set()
    for extraction in extractions:
        if extraction.document.id in ids:
            raise InputError(f"two documents have the id {extraction.document.id!r}; give each its own")
        ids.add(extraction.document.id)
        documents.append(_document(extraction, base))
        entities += locals_of(extraction)
        left_out.update(extraction.left_out)
        found += _statements(extraction)
    clusters = cluster(entities)
    addresses = _addresses(clusters, base)
    node_of = {(m.document, m.id): addresses[i] for i, c in enumerate(clusters) for m in c.members}
    kept = [item for item in found if item.statement.confidence >= min_confidence]
    left_out["confidence below the minimum"] += len(found) - len(kept)
    statements: dict[str, GraphStatement] = {}
    for item in sorted(kept, key=_place):
        made = _graph_statement(item, node_of, base)
        if made.holder == made.target:
            left_out["holder and target are one entity"] += 1
        else:
            statements.setdefault(made.iri, made)
    nodes = {addresses[i]: _node(addresses[i], c, node_of) for i, c in enumerate(clusters)}
    graph = KnowledgeGraph(
        dict(sorted(nodes.items())),
        tuple(statements.values()),
        tuple(sorted(documents, key=lambda document: document.id)),
        run,
        base,
    )
    return Assembled(graph, {reason: count for reason, count in sorted(left_out.items()) if count}, node_of)


def _statements(extraction: Extraction) -> list[_Found]:
    document = extraction.document

    def words(span: Span) -> str:
        return document.text[span.start : span.end]

    return [
        _Found(
            document.id, s, words(s.evidence), words(s.sentence), None if s.cue is None else words(s.cue), document.date
        )
        for s in extraction.statements
    ]


def _place(item: _Found) -> tuple[str, Span, float, str, str, str]:
    s = item.statement
    return item.document, s.evidence, -s.confidence, s.holder, s.relation, s.target


def _graph_statement(item: _Found, node_of: Mapping[tuple[str, str], str], base: str) -> GraphStatement:
    s = item.statement
    holder, target = node_of[item.document, s.holder], node_of[item.document, s.target]
    return GraphStatement(
        iri=iri.statement_iri(base, item.document, holder, s.relation, target, s.evidence),
        holder=holder,
        relation=s.relation,
        target=target,
        document=item.document,
        evidence=s.evidence,
        text=item.text,
        sentence=s.sentence,
        sentence_text=item.sentence_text,
        cue=s.cue,
        cue_text=item.cue_text,
        form=s.form,
        confidence=s.confidence,
        date=item.date,
    )


def _document(extraction: Extraction, base: str) -> GraphDocument:
    d = extraction.document
    return GraphDocument(
        id=d.id,
        iri=iri.document_iri(base, d.id),
        sha256=d.sha256,
        length=len(d.text),
        title=d.title,
        date=d.date,
        source=d.source,
        url=d.url,
        speaker=d.speaker,
    )


def _node(address: str, found: Cluster, node_of: Mapping[tuple[str, str], str]) -> Node:
    affiliation = {node_of.get((local.document, key)) for local in found.members for key in local.affiliation}
    return Node(
        iri=address,
        type=found.type,
        name=found.name,
        aliases=found.aliases,
        affiliation=tuple(sorted(other for other in affiliation if other is not None and other != address)),
        same_as=found.same_as,
        mentions=sum(local.mentions for local in found.members),
        documents=tuple(sorted({local.document for local in found.members})),
    )


def _addresses(clusters: list[Cluster], base: str) -> list[str]:
    """An IRI for each cluster. One that belongs to a document is told apart by it; so are two names that would make
    the same address, by their keys."""
    plain = [
        iri.entity_iri(base, c.type, c.name, qualifier=None if c.document is None else _telling(c)) for c in clusters
    ]
    often = Counter(plain)
    return [
        address if often[address] == 1 else iri.entity_iri(base, c.type, c.name, qualifier=_telling(c))
        for address, c in zip(plain, clusters, strict=True)
    ]


def _telling(c: Cluster) -> str:
    return "\n".join((c.document or "", *c.key))
