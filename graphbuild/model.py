"""What one document is made of: its text, and what was found in it.

Offsets count Unicode code points of ``Document.text``; an end is exclusive. Everything here is frozen: a stage
makes new values and changes none.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

EntityType = Literal["person", "institution", "country", "law", "proposal"]
Relation = Literal["supports", "opposes", "cites"]
Form = Literal["direct", "indirect", "narrated", "vote"]
QuoteForm = Literal["direct", "indirect", "mixed"]

ENTITY_TYPES: tuple[EntityType, ...] = ("person", "institution", "country", "law", "proposal")
ACTOR_TYPES: tuple[EntityType, ...] = ("person", "institution", "country")
RELATIONS: tuple[Relation, ...] = ("supports", "opposes", "cites")
FORMS: tuple[Form, ...] = ("direct", "indirect", "narrated", "vote")


class Span(NamedTuple):
    """A piece of a text, from ``start`` up to but without ``end``, in code points."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Turn:
    """One speech of a transcript, without its label; ``speaker`` is the name as the transcript gives it."""

    speaker: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Document:
    """A text with what is known of it.

    ``skip`` holds the spans that are no prose (image lines, link addresses, tables): they stay in the text, so
    that offsets hold, but no sentence is read from them. ``date`` is an ISO 8601 date of the precision known
    ("2025-02-04", "2025-02", "2025"). ``path`` is the input as the user named it, ``notes`` what the reader
    had to assume ("decoded as windows-1252"), ``file_sha256`` the hash of the whole file that the text came from.
    """

    id: str
    text: str
    title: str | None = None
    date: str | None = None
    source: str | None = None
    url: str | None = None
    speaker: str | None = None
    turns: tuple[Turn, ...] = ()
    skip: tuple[Span, ...] = ()
    path: str | None = None
    notes: tuple[str, ...] = ()
    file_sha256: str | None = None

    @property
    def prose(self) -> str:
        """The text with the skipped spans blanked: same length, same offsets."""
        parts, at = [], 0
        for start, end in self.skip:
            parts += [self.text[at:start], "".join(c if c == "\n" else " " for c in self.text[start:end])]
            at = end
        return "".join([*parts, self.text[at:]])

    @property
    def sha256(self) -> str:
        """The SHA-256 of the text in UTF-8, hexadecimal."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Skipped:
    """An input, or a part of one, that gave no document, and why, in words for the user.

    ``file_sha256`` is None for what could not be opened and for folders.
    """

    path: str
    reason: str
    file_sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """An entity of one document. ``mentions`` are names and noun phrases, ``coreferences`` pronouns and
    descriptions ("the group"); ``affiliation`` holds ids of institutions and countries (persons only)."""

    id: str
    type: EntityType
    name: str
    mentions: tuple[Span, ...] = ()
    coreferences: tuple[Span, ...] = ()
    affiliation: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Attribution:
    """A piece of reported speech, thought or writing.

    ``source`` is the span that the text gives the words to, ``entity`` the id of the entity it stands for (None
    when it is not named), ``content`` the reported words without the quotation marks.
    """

    source: Span | None
    entity: str | None
    cue: Span | None
    content: tuple[Span, ...]
    form: QuoteForm


@dataclass(frozen=True, slots=True)
class Statement:
    """``holder`` supports, opposes or cites ``target`` (ids of entities).

    ``evidence`` lies inside ``sentence``; ``cue`` is the word or phrase that carries the stance; ``confidence``
    is the probability, from 0 to 1, that holder, relation and target are all right; ``rule`` names the rule that
    found the statement ("attitude/VERB/obj").
    """

    holder: str
    relation: Relation
    target: str
    evidence: Span
    sentence: Span
    form: Form
    cue: Span | None
    confidence: float
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was found in one document: a line of extractions.jsonl.

    ``left_out`` counts what was seen and not made a statement, by reason ("quotation without a named speaker"), so that
    a reader can judge what is missing.
    """

    document: Document
    entities: tuple[Entity, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    statements: tuple[Statement, ...] = ()
    left_out: Mapping[str, int] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """The extraction as plain data; keys that hold nothing are left out of the document's metadata."""
        document = self.document
        data: dict[str, Any] = {"id": document.id}
        for key in ("title", "date", "source", "url", "speaker", "path", "file_sha256"):
            if getattr(document, key) is not None:
                data[key] = getattr(document, key)
        data["text"] = document.text
        if document.skip:
            data["skip"] = [_span(span) for span in document.skip]
        if document.notes:
            data["notes"] = list(document.notes)
        if document.turns:
            data["turns"] = [{"speaker": t.speaker, "start": t.start, "end": t.end} for t in document.turns]
        data["entities"] = [_entity(entity) for entity in self.entities]
        data["attributions"] = [
            {
                "source": _span(a.source),
                "entity": a.entity,
                "cue": _span(a.cue),
                "content": [_span(span) for span in a.content],
                "form": a.form,
            }
            for a in self.attributions
        ]
        data["statements"] = [
            {
                "holder": s.holder,
                "relation": s.relation,
                "target": s.target,
                "evidence": _span(s.evidence),
                "sentence": _span(s.sentence),
                "form": s.form,
                "cue": _span(s.cue),
                "confidence": s.confidence,
                "rule": s.rule,
            }
            for s in self.statements
        ]
        data["left_out"] = dict(sorted(self.left_out.items()))
        return data

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Extraction:
        """The inverse of ``to_dict``; unknown keys are ignored. Raises KeyError, TypeError or ValueError."""
        document = Document(
            id=str(data["id"]),
            text=data["text"],
            **{key: data.get(key) for key in ("title", "date", "source", "url", "speaker", "path", "file_sha256")},
            turns=tuple(Turn(t["speaker"], t["start"], t["end"]) for t in data.get("turns", ())),
            skip=_spans(data.get("skip")),
            notes=tuple(data.get("notes", ())),
        )
        return cls(
            document,
            tuple(
                Entity(
                    e["id"],
                    e["type"],
                    e["name"],
                    _spans(e.get("mentions")),
                    _spans(e.get("coreferences")),
                    tuple(e.get("affiliation") or ()),
                )
                for e in data.get("entities", ())
            ),
            tuple(
                Attribution(
                    _to_span(a.get("source")), a.get("entity"), _to_span(a.get("cue")), _spans(a["content"]), a["form"]
                )
                for a in data.get("attributions", ())
            ),
            tuple(
                Statement(
                    s["holder"],
                    s["relation"],
                    s["target"],
                    Span(s["evidence"]["start"], s["evidence"]["end"]),
                    _to_span(s.get("sentence")) or Span(s["evidence"]["start"], s["evidence"]["end"]),
                    s["form"],
                    _to_span(s.get("cue")),
                    float(s["confidence"]),
                    s.get("rule", ""),
                )
                for s in data.get("statements", ())
            ),
            dict(data.get("left_out") or {}),
        )

    def to_json(self) -> str:
        """One line of JSON, the same bytes for the same extraction."""
        return json.dumps(self.to_dict(), ensure_ascii=False, separators=(",", ":"))


def _span(span: Span | None) -> dict[str, int] | None:
    return None if span is None else {"start": span.start, "end": span.end}


def _to_span(data: Mapping[str, int] | None) -> Span | None:
    return None if data is None else Span(data["start"], data["end"])


def _spans(data: Any) -> tuple[Span, ...]:
    return tuple(Span(item["start"], item["end"]) for item in data or ())


def _entity(entity: Entity) -> dict[str, Any]:
    data: dict[str, Any] = {
        "id": entity.id,
        "type": entity.type,
        "name": entity.name,
        "mentions": [_span(span) for span in entity.mentions],
    }
    if entity.coreferences:
        data["coreferences"] = [_span(span) for span in entity.coreferences]
    if entity.affiliation:
        data["affiliation"] = list(entity.affiliation)
    return data
