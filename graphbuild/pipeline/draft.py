"""What the components of the pipeline hand on to each other: a Draft on ``doc._.draft``.

Each component reads what earlier ones wrote and adds its own part; ``pipeline.extract`` turns the finished draft
into a frozen Extraction. Spans here are spaCy spans, entities are named by their ids.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Doc, Span, Token

from graphbuild.model import Document, EntityType, Form, QuoteForm, Relation

if not Doc.has_extension("draft"):
    Doc.set_extension("draft", default=None)


@dataclass(slots=True)
class DraftEntity:
    """An entity of the document, with the spans of its names and of what else stands for it."""

    id: str
    type: EntityType
    name: str
    mentions: list[Span] = field(default_factory=list)
    coreferences: list[Span] = field(default_factory=list)
    affiliation: list[str] = field(default_factory=list)


@dataclass(slots=True)
class DraftAttribution:
    """A piece of reported speech; ``entity`` is set by the coreference component.

    ``speech`` is False where the text tells only what an attitude is about ("criticised the plan"): the content is
    then not in the source's words.
    """

    source: Span | None
    cue: Span | None
    content: list[Span]
    form: QuoteForm
    entity: str | None = None
    speech: bool = True


@dataclass(slots=True)
class DraftStatement:
    holder: str
    relation: Relation
    target: str
    evidence: Span
    form: Form
    cue: Span | None
    confidence: float
    rule: str = ""


@dataclass(slots=True)
class DraftStance:
    """A stance before its target is known as a node: ``target`` is the head of the words that name it.

    ``sign`` is 1 (supports), -1 (opposes) or 0 (cites). ``said`` is the attribution whose words carry the stance,
    None for one that the author tells. ``rule`` names what found it. A ``weak`` one makes no proposal of a phrase
    that is none already. ``undone`` is what the target, a deed, would do away with: where the text knows it, the
    stance is the opposite one on that.
    """

    holder: str
    sign: int
    target: Token
    cue: Span
    confidence: float
    said: DraftAttribution | None = None
    rule: str = ""
    weak: bool = False
    undone: Token | None = None


@dataclass(slots=True)
class Draft:
    """The state of one document. ``entity_of`` maps a token's index to the id of the entity whose mention or
    coreference covers it (the innermost one that is no proposal, else the proposal), ``speaker_at`` maps it to the
    entity whose words it belongs to; ``gb_coreference`` fills that. ``keys`` maps the names of the tables to the ids of
    the entities that they are. ``loose`` holds (holder, sign, cue) of stances whose target the words do not say
    ("despite the resistance of the Church"). ``laws_found`` are the spans that read as names of laws, found once for
    all who ask."""

    document: Document
    entities: dict[str, DraftEntity] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    entity_of: dict[int, str] = field(default_factory=dict)
    attributions: list[DraftAttribution] = field(default_factory=list)
    stances: list[DraftStance] = field(default_factory=list)
    statements: list[DraftStatement] = field(default_factory=list)
    loose: list[tuple[str, int, Token]] = field(default_factory=list)
    target_of: dict[int, str] = field(default_factory=dict)
    left_out: dict[str, int] = field(default_factory=dict)
    speaker_at: dict[int, str | None] = field(default_factory=dict)
    said_at: dict[int, DraftAttribution] | None = None
    laws_found: list[Span] | None = None

    def add_mention(self, entity: DraftEntity, span: Span) -> None:
        entity.mentions.append(span)
        for i in range(span.start, span.end):
            if entity.type != "proposal" or i not in self.entity_of:
                self.entity_of[i] = entity.id

    def add_coreference(self, entity: DraftEntity, span: Span) -> None:
        entity.coreferences.append(span)
        for i in range(span.start, span.end):
            self.entity_of.setdefault(i, entity.id)

    def entity_at(self, token: Token) -> DraftEntity | None:
        """The entity that a token stands for, if any."""
        key = self.entity_of.get(token.i)
        return None if key is None else self.entities[key]

    def speaker_of(self, token: Token) -> str | None:
        """The id of the entity whose words the token belongs to: the source of the innermost attribution around it,
        else the speaker of the turn or the document; None for the author's words and for an unnamed source."""
        return self.speaker_at.get(token.i)

    def said(self, token: Token) -> DraftAttribution | None:
        """The innermost attribution of words to somebody whose content holds the token."""
        if self.said_at is None:
            spoken = [one for one in self.attributions if one.speech]
            longest_first = sorted(spoken, key=lambda one: -sum(len(span) for span in one.content))
            self.said_at = {i: a for a in longest_first for span in a.content for i in range(span.start, span.end)}
        return self.said_at.get(token.i)

    def voices(self, token: Token) -> list[str]:
        """The ids of all whose words the token belongs to: "Labour and the Liberal Democrats say"."""
        speaker, said = self.speaker_of(token), self.said(token)
        found = [] if speaker is None else [speaker]
        if said is not None and said.source is not None:
            head = said.source.root
            together = any(t.dep_ == "cc" for t in said.source)  # "Hull University, Dover professor Ada Quill" is one
            joined = [other for other in head.conjuncts if together and said.source.start <= other.i < said.source.end]
            found += [self.entity_of[t.i] for t in (head, *joined) if joined and t.i in self.entity_of]
        return list(dict.fromkeys(found))

    def leave_out(self, reason: str) -> None:
        self.left_out[reason] = self.left_out.get(reason, 0) + 1


def draft_of(doc: Doc) -> Draft:
    """The draft of a doc; a doc that came from elsewhere gets one made of its own text."""
    draft: Draft | None = doc._.draft
    if draft is None:
        draft = doc._.draft = Draft(Document(id="text", text=doc.text))
    return draft


def free_id(draft: Draft, name: str) -> str:
    """The name's slug, with a number where another entity has it.

    >>> free_id(Draft(Document(id="x", text="")), "Zoë Hara-Quill")
    'zoe-hara-quill'
    """
    return next(slug for slug in _slugs(name) if slug not in draft.entities)


def _slugs(name: str) -> Iterator[str]:
    plain = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode("ascii")
    slug = re.sub(r"[^a-z0-9]+", "-", name.lower() if not plain.strip() else plain).strip("-") or "entity"
    yield slug
    number = 2
    while True:
        yield f"{slug}-{number}"
        number += 1
