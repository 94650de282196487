"""Finds candidates for names: from tables, from patterns around head nouns and titles, and from the model's names.

A candidate is a span of tokens with a type and a key; the longest candidate at a place wins, and where two are as
long the surer source does. Type ``none`` marks a span that looks like a name of ours and is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span

from graphbuild.pipeline.lexicon import items, table


class Candidate(NamedTuple):
    """Tokens ``start`` to ``end`` as a name; ``key`` is the entity's canonical name, "" when only the words tell.
    ``rank`` orders sources of the same length: 0 tables, 1 patterns, 2 the model."""

    start: int
    end: int
    type: str
    key: str
    rank: int


_WORD = r"(?:(?:[A-Z]\.)+|St\.|[A-Z0-9][\w&]*(?:-\w+)*(?:[’'](?!s\b)\w+)?)"
_RUN = rf"{_WORD}(?:['’]s)?(?: {_WORD}(?:['’]s)?){{0,5}}"
_TAIL = rf"(?: (?:of|for|on|against|to) (?:the |The )?{_WORD}(?:(?:,? and| of| &|,(?= \w+,? and ))?(?: the)? {_WORD}){{0,6}})"
_NAME = r"[A-Z][\w’'-]*\.?(?: (?:[A-Z][\w’'-]*\.?|de|van|der|von|bin|al|el|da|di|del|la|le))*"
_OPENERS = frozenset(
    "The A An In At On But And For From With By As While When If That This These Those His Her Its Their Our "
    "After Before Since Under Some Many Most Last Former New Then So Yet Now Both Also To Of".split()
)
_OPENERS_KEPT = {"New"}


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def _institution_patterns() -> list[re.Pattern[str]]:
    heads: dict[str, list[str]] = {"title": [], "lower": []}
    for row in table("heads"):
        heads[row["case"]].append(row["head"])
    title, lower = _alternatives(heads["title"]), _alternatives(heads["lower"])
    return [
        re.compile(rf"\b{_RUN} (?:{title})\b{_TAIL}?"),
        re.compile(rf"\b(?:{title}){_TAIL}"),
        re.compile(rf"\b{_RUN} (?:{lower})\b(?! of\b)"),
    ]


class Finder:
    """The compiled tables and patterns of one pipeline."""

    def __init__(self, nlp: Language) -> None:
        self._matcher = PhraseMatcher(nlp.vocab)
        self._meaning: dict[str, tuple[str, str]] = {}
        self.needs: dict[str, frozenset[str]] = {}
        self.demonyms: dict[str, str] = {}
        self._read_tables(nlp)
        self._patterns = _institution_patterns()
        titles = [row["title"] for row in table("titles")]
        self.title = re.compile(rf"(?<![\w-])(?:{_alternatives(titles)})(?!\w)")
        self.titled = re.compile(rf"(?<![\w-])(?:(?:{_alternatives(titles)}) )+(?P<name>{_NAME})")

    def _read_tables(self, nlp: Language) -> None:
        phrases: dict[tuple[str, str], list[str]] = {}
        for row in table("countries"):
            phrases.setdefault(("country", row["name"]), []).extend([row["name"], *items(row["aliases"])])
            self.needs[row["name"]] = frozenset(items(row["needs"]))
            for demonym in items(row["demonyms"]):
                self.demonyms.setdefault(demonym, row["name"])
        for name in ("bodies", "parties"):
            for row in table(name):
                phrases.setdefault(("institution", row["name"]), []).extend(items(row["forms"]))
        phrases["none", ""] = [row["phrase"] for row in table("not_names")]
        for number, (meaning, forms) in enumerate(sorted(phrases.items())):
            self._meaning[str(number)] = meaning
            self._matcher.add(str(number), [nlp.make_doc(form) for form in dict.fromkeys(forms)])

    def find(self, doc: Doc) -> list[Candidate]:
        """The candidates of a doc that do not overlap, in order."""
        return select([*self._from_tables(doc), *self._from_patterns(doc), *self._from_model(doc)])

    def _from_tables(self, doc: Doc) -> Iterator[Candidate]:
        for match, start, end in self._matcher(doc):
            type_, key = self._meaning[doc.vocab.strings[match]]
            needs = self.needs.get(key) if type_ == "country" else None
            if needs and not any(word in doc.text for word in needs):
                continue
            yield Candidate(start, end, type_, key, 0)

    def _from_patterns(self, doc: Doc) -> Iterator[Candidate]:
        for pattern in self._patterns:
            for match in pattern.finditer(doc.text):
                if span := trimmed(doc, match.start(), match.end()):
                    yield Candidate(span.start, span.end, "institution", "", 1)
        for match in self.titled.finditer(doc.text):
            if span := trimmed(doc, *match.span("name")):
                yield Candidate(span.start, span.end, "person", "", 1)

    def _from_model(self, doc: Doc) -> Iterator[Candidate]:
        for ent in doc.ents:
            if ent.label_ == "PERSON":
                for span in self._person(doc, ent):
                    yield Candidate(span.start, span.end, "person", "", 2)
            elif ent.label_ == "ORG" and (found := trimmed(doc, ent.start_char, ent.end_char)) and _is_name(found):
                yield Candidate(found.start, found.end, "institution", "", 2)

    def _person(self, doc: Doc, ent: Span) -> Iterator[Span]:
        start, end = ent.start_char, ent.end_char
        while match := self.title.match(doc.text, start):
            start = match.end() + 1
        if start < end and (span := trimmed(doc, start, end)) and 1 <= len(span) <= 7 and _is_name(span):
            yield span


def _is_name(span: Span) -> bool:
    """Names have capitals and no line breaks; a lone letter is none."""
    return (
        span.text[0].isalnum() and any(c.isupper() for c in span.text) and "\n" not in span.text and len(span.text) > 1
    )


def trimmed(doc: Doc, start: int, end: int) -> Span | None:
    """The tokens between two characters without opening articles and prepositions, and without a final 's."""
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None:
        return None
    first, last = span.start, span.end
    while first < last and (
        doc[first].text in _OPENERS - _OPENERS_KEPT
        or doc[first].text in ("the", "a", "an")
        or doc[first].is_space
        or doc[first].is_punct
    ):
        first += 1
    while first < last and (
        doc[last - 1].tag_ == "POS" or doc[last - 1].is_space or doc[last - 1].text in ",;:'’”\"-–—"
    ):
        last -= 1
    return doc[first:last] if first < last else None


def select(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The longest candidate at each place; of equally long ones the surer."""
    taken: set[int] = set()
    kept = []
    for candidate in sorted(candidates, key=lambda c: (c.start - c.end, c.rank, c.start, c.type)):
        places = range(candidate.start, candidate.end)
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append(candidate)
    return sorted((c for c in kept if c.type != "none"), key=lambda c: c.start)
