"""Patterns for people: names after a post, names with particles, and the member whom a party owns.

The model knows English and Spanish names best. Where it is blind the words around a name tell that it is a person's
("party spokesperson Thandeka Molefe", "Labour's Ngaire Tamihana"), and so does its build ("Pieter van den Heuvel").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Span

from graphbuild.lexicon import items, table
from graphbuild.pipeline.names.spans import OPENERS, UPPER, alternatives, byline

_WORD = rf"[{UPPER}]\w*(?:[’'](?!s\b)\w+)?(?:-\w+)*"
_INITIALS = rf"[{UPPER}]\.(?:\s?[{UPPER}]\.)*"
_PARTICLE = (
    r"(?:van|von|de|der|den|du|da|dos|das|del|della|di|la|le|bin|binti|binte|ibn|abu|ter|ten|zu|af|d/o|s/o|a/l|a/p"
    r"|Ó|Ní|Nic|Mac|Uí|Mhic|Ua|ap)(?!\w)"
)
_ARABIC = rf"(?:[AaEeUu][lnrsdtz]h?|ash|Ash)-{_WORD}"
_PLAIN = rf"(?:{_INITIALS} )?{_WORD}(?: (?:{_INITIALS}|{_PARTICLE}(?: {_PARTICLE})* {_WORD}|{_ARABIC}|{_WORD})){{1,5}}"
_BUILT = re.compile(
    rf"(?<![\w-])(?P<given>{_WORD})(?: {_WORD})? (?:{_PARTICLE}(?: {_PARTICLE}){{0,2}} {_WORD}(?: {_WORD})?"
    rf"|{_WORD} [iy] {_WORD}|{_ARABIC})"
)
_POSTS = (
    r"(?:spokes(?:man|woman|person)|(?:vice-|deputy |co-)?(?:chair(?:man|woman|person)?|president|leader"
    r"|secretary|director"
    r"|chief|governor|mayor|premier|minister|chancellor|convenor|convener|treasurer|whip|founder)"
    r"|senator|commissioner|lawmaker|legislator|backbencher|councillor|envoy|ambassador|counterpart|candidate"
    r"|chief executive"
    r"|general secretary|rapporteur|negotiator|emir|lawyer|barrister|economist|analyst|activist|campaigner|organiser"
    r"|organizer|correspondent|judge|academic|professor|lecturer|historian|ombudsman|prosecutor|scholar|researcher|expert|coordinator|trustee|columnist|adviser|advisor|strategist|pollster)"
)
_POST = re.compile(_POSTS)
_MINISTER_FOR = re.compile(
    rf"\b(?:Minister|Secretary|Commissioner) (?:of|for) (?:the )?{_WORD}(?P<rest>(?:,? (?:and )?{_WORD}){{2,6}})"
)
_HEADS = frozenset(word for row in table("heads") for word in row["head"].split())
_PLACES = frozenset(
    word for row in table("countries") for form in (row["name"], *items(row["demonyms"])) for word in form.split()
)
_MAX_WORDS = 5
_LONGEST_BYLINE = 90  # characters


class PeoplePatterns:
    """The patterns over posts, particles and parties."""

    def __init__(self) -> None:
        self._given = frozenset(row["name"] for row in table("given_names"))
        parties = {form for row in table("parties") for form in items(row["forms"])}
        self._parties = frozenset(parties)
        self._titles = frozenset(word for row in table("titles") for word in row["title"].split())
        owners = alternatives(parties)
        self._after = [
            re.compile(rf"(?<![\w-]){_POSTS},? (?P<name>{_PLAIN})"),
            re.compile(rf"(?<![\w-])(?:{owners})['’]s (?P<name>{_PLAIN})"),
        ]

    def find(self, doc: Doc, text: str) -> Iterator[Span]:
        """The spans of persons, overlaps included."""
        for match in self._built(text):
            span = doc.char_span(*match.span(), alignment_mode="expand")
            known = match["given"] in self._given or (span is not None and any(t.ent_type_ == "PERSON" for t in span))
            if span is not None and known and self._can_be(span):
                yield span
        for pattern in self._after:
            for match in pattern.finditer(text):
                span = doc.char_span(*match.span("name"), alignment_mode="expand")
                while span is not None and len(span) > 1 and span[0].text in self._titles:
                    span = span[1:]
                if span is not None and self._can_be(span):
                    yield span
        yield from _authors(doc, text)
        yield from self._ministers(doc, text)

    def _ministers(self, doc: Doc, text: str) -> Iterator[Span]:
        """The names after a field of office: "Secretary for Ports and Fisheries Ann Lee"."""
        for match in _MINISTER_FOR.finditer(text):
            given = next((w for w in re.finditer(_WORD, match["rest"]) if w[0] in self._given), None)
            if given is not None:
                start = match.start("rest") + given.start()
                span = doc.char_span(start, match.end(), alignment_mode="expand")
                if span is not None and len(span) > 1 and self._can_be(span):
                    yield span

    def _built(self, text: str) -> Iterator[re.Match[str]]:
        """The matches of names by their build, titles before them left out."""
        at = 0
        while match := _BUILT.search(text, at):
            at = match.end("given")
            if match["given"] not in self._titles and not _POST.fullmatch(match["given"].lower()):
                yield match
                at = match.end()

    def _can_be(self, span: Span) -> bool:
        """False where a word of it is an institution's, a country's or no part of a name."""
        words = span.text.split()
        return len(words) <= _MAX_WORDS and not any(
            word in _HEADS or word in OPENERS or word in _PLACES or word in self._parties or word.isupper()
            for word in words
            if len(word) > 2
        )


def _authors(doc: Doc, text: str) -> Iterator[Span]:
    """The names of a line that tells who wrote the text."""
    for line in re.finditer(r"[^\n]+", text):
        author = byline(line[0]) if len(line[0]) < _LONGEST_BYLINE else None
        if author is not None:
            at = line.start() + len(line[0]) - len(line[0].lstrip()) + author.start("names")
            for name in re.finditer(_PLAIN, author["names"]):
                span = doc.char_span(at + name.start(), at + name.end(), alignment_mode="expand")
                if span is not None:
                    yield span
