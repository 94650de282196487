"""The laws of a document in the making: spans that name the same law, before they become entities of the draft."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from spacy.tokens import Doc, Span

from graphbuild.pipeline.draft import Draft, DraftEntity, free_id
from graphbuild.pipeline.laws.keys import law_key


@dataclass(slots=True, eq=False)
class Law:
    """One law: its key, the spans that name it, and the spans that only describe it ("the bill")."""

    key: str
    named: list[Span] = field(default_factory=list)
    described: list[Span] = field(default_factory=list)

    @property
    def spans(self) -> list[Span]:
        """All spans, names first."""
        return [*self.named, *self.described]

    def is_a(self, *nouns: str) -> bool:
        """True when one of its names holds one of the nouns."""
        names = {span.text.lower() for span in self.named}
        return any(re.search(rf"\b{noun}\b", name) for noun in nouns for name in names)


@dataclass(slots=True)
class Book:
    """The laws of a doc in the order of their first names, and the tokens that entities hold."""

    doc: Doc
    text: str
    draft: Draft
    laws: list[Law] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)

    def law(self, key: str) -> Law:
        """The law of a key, a new one when there is none."""
        for law in self.laws:
            if law.key == key:
                return law
        self.laws.append(Law(key))
        return self.laws[-1]

    def free(self, start: int, end: int) -> Span | None:
        """The span between two characters if it is one of tokens and no entity stands at its end.

        A name may open it: "Ada's Law".
        """
        span = self.doc.char_span(start, end)
        if span is None or span.end - 1 in self.taken:
            return None
        named = {self.draft.entity_of.get(i) for i in range(span.start, span.end)} - {None}
        whole = len(named) < 2 and "'" in span.text.replace("’", "'")
        return span if whole or self.taken.isdisjoint(range(span.start, span.end)) else None

    def take(self, spans: list[Span], span: Span) -> None:
        """Adds a span to a list of a law and marks its tokens as taken."""
        spans.append(span)
        self.taken.update(range(span.start, span.end))

    def name_all(self, law: Law, pattern: re.Pattern[str]) -> None:
        """Gives a law all free matches of a pattern as names."""
        for match in pattern.finditer(self.text):
            if (span := self.free(*match.span())) is not None:
                self.take(law.named, span)

    def describe_all(self, law: Law, pattern: re.Pattern[str], *, after: int = 0) -> None:
        """Gives a law all free matches of a pattern, from a character on, as descriptions."""
        for match in pattern.finditer(self.text, after):
            if (span := self.free(*match.span())) is not None:
                self.take(law.described, span)

    def merge(self, kept: Law, other: Law) -> None:
        """Makes two laws one."""
        kept.named += other.named
        kept.described += other.described
        self.laws.remove(other)

    def finish(self) -> None:
        """Adds the laws to the draft; a law's name is its longest one."""
        for law in self.laws:
            spans = sorted(law.spans, key=lambda span: span.start)
            names = sorted(law.named or spans, key=lambda span: span.start)
            entity = DraftEntity(free_id(self.draft, names[0].text), "law", _longest(names))
            self.draft.entities[entity.id] = entity
            for span in spans:
                _mention(self.draft, entity, span)


def _mention(draft: Draft, entity: DraftEntity, span: Span) -> None:
    """Adds a mention; names inside it ("the High Court's ruling") keep their tokens."""
    entity.mentions.append(span)
    for i in range(span.start, span.end):
        draft.entity_of.setdefault(i, entity.id)


def _longest(spans: Iterable[Span]) -> str:
    """The longest text, the first of those that are hardly shorter (a plural s); whole for "Fifth" in "the Fifth and
    Sixth Amendments"."""
    best = ""
    for span in spans:
        if len(span.text) > len(best) + 1:
            best = span.text
    return best if " " in best or not law_key(best).endswith(" amendment") else f"{best} Amendment"
