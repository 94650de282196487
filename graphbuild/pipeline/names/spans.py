"""Where names begin and end: helpers that cut spans to the name inside."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from spacy.tokens import Doc, Span, Token

from graphbuild.lexicon import table

OPENERS = frozenset([
    "The", "A", "An", "In", "At", "On", "But", "And", "For", "From", "With", "By", "As", "While", "When", "If",
    "That", "This", "These", "Those", "His", "Her", "Its", "Their", "Our", "My", "Your", "After", "Before",
    "Since", "Under", "Some", "Many", "Most", "Last", "Former", "Then", "So", "Yet", "Now", "Both", "Also",
    "To", "Of", "Or", "Even", "Although", "Though", "Because", "Where", "Why", "How", "What", "Who", "Which",
    "Only", "Meanwhile", "However", "Not", "No", "He", "She", "It", "They", "We", "You", "I", "Is", "Are",
    "Was", "Were", "Today", "Yesterday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
    "Sunday", "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December", "Ex", "Pro", "Anti", "Federal", "Local", "Opposition", "Senior", "Top", "One",
    "Two", "Three",
])  # fmt: skip
DATES = (
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Jan|Febr)uary|March|April|June|July|August|"
    r"(?:Sept|Nov|Dec)ember|October"
)
# the capital letters of the languages that are written in Latin letters, for a character class
UPPER = "A-Z" + "".join(chr(code) for code in range(0xC0, 0x180) if chr(code).isupper())
_FEDERAL_BODIES = frozenset(["Bureau"])  # "Federal Bureau of Harbours"
_EDGES = frozenset(",;:.'’‘“”\"-–—()[]/")
_POSTS = frozenset(
    ["Spokesperson", "Spokesman", "Spokeswoman", "Secretary", "Minister", "Leader", "Chairman", "Chairwoman", "Chief"]
)
_LINKS = frozenset(["of", "the", "for", "and", "to", "in", "on", "at", "by", "with", "&"])
SUFFIXES = frozenset(["QC", "MP", "MPs", "MEP", "MSP", "AM", "CBE", "OBE", "PhD", "Esq", "TD", "MLA", "KC", "SC"])
_PARTICLES = frozenset([
    "de", "da", "di", "del", "della", "du", "dos", "van", "von", "der", "den", "bin", "ibn", "al", "el", "la",
    "le", "in", "'t", "t", "ter", "ten", "y", "dos", "das", "binti", "abu", "zu", "af", "d/o", "s/o", "a/l", "a/p",
])  # fmt: skip

# after a name and a hyphen these make an adjective: "Brook-led", "Lee-style"
_COMPOUND_ENDS = frozenset(["led", "style", "era", "backed", "appointed", "like", "supporting", "controlled", "type"])


def alternatives(words: Iterable[str]) -> str:
    """A regular expression for any of the words, the longest first; by first letters, which is quicker to search."""
    by_first: dict[str, list[str]] = {}
    for word in sorted(words, key=lambda word: (-len(word), word)):
        by_first.setdefault(word[0], []).append(re.escape(word[1:]))
    return "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in by_first.items())


class Candidate(NamedTuple):
    """Tokens ``start`` to ``end`` as a name; ``key`` is the entity's canonical name, "" when only the words tell.
    ``rank`` orders sources of the same length: 0 tables, 1 patterns, 2 the model, 3 the spread over the text."""

    start: int
    end: int
    type: str
    key: str
    rank: int


def select(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The longest candidate at each place, of equally long ones the surer; in the order of the text."""
    taken: set[int] = set()
    kept = []
    for candidate in sorted(candidates, key=lambda c: (c.start - c.end, c.rank, c.start, c.type, c.key)):
        places = range(candidate.start, candidate.end)
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append(candidate)
    return sorted(kept)


def trimmed(doc: Doc, start: int, end: int) -> Span | None:
    """The tokens between two characters without opening articles and prepositions, and without a final 's."""
    span = doc.char_span(start, end, alignment_mode="expand")
    return None if span is None else trim(doc, span.start, span.end)


def trim(doc: Doc, first: int, last: int) -> Span | None:
    """The tokens from ``first`` to ``last`` without what cannot open or close an institution's name."""
    while first < last and (
        (doc[first].text in OPENERS and not _opens_body(doc, first, last))
        or doc[first].text[0].islower()
        or doc[first].is_space
        or doc[first].text in _EDGES
    ):
        first += 1
    while first < last and (
        doc[last - 1].tag_ == "POS"
        or doc[last - 1].is_space
        or doc[last - 1].text in _EDGES
        or doc[last - 1].text in _POSTS
        or doc[last - 1].text in _LINKS
    ):
        last -= 1
    return doc[first:last] if first < last else None


def _opens_body(doc: Doc, first: int, last: int) -> bool:
    """True for "Federal Bureau", which is a name with its first word only."""
    return doc[first].text == "Federal" and first + 1 < last and doc[first + 1].text in _FEDERAL_BODIES


def person_part(doc: Doc, first: int, last: int) -> Span | None:
    """The run of name words that a person's span opens with: capitals and particles, no suffix, within a line."""
    while first < last and not doc[first].text[0].isupper():
        first += 1
    end = first
    for i in range(first, last):
        token = doc[i]
        if _is_name_word(token) or token.text == "-" or _in_compound(token):
            end = i + 1
        elif token.text.lower() not in _PARTICLES:
            break
    while end > first and (doc[end - 1].text in SUFFIXES or doc[end - 1].text in "-.'’"):
        end -= 1
    return doc[first:end] if end > first else None


def _in_compound(token: Token) -> bool:
    """True for what follows a hyphen without a space: "hung" in "Lau Chi-hung"."""
    return token.i > 0 and token.nbor(-1).text == "-" and not token.nbor(-1).whitespace_


def whole_compound(doc: Doc, span: Span) -> Span:
    """The span with the rest of a compound that it ends in: "Lau Chi-hung" for "Lau Chi"."""
    end = span.end
    if end + 2 < len(doc) and doc[end].pos_ == "PROPN" and doc[end + 1].text == "-" and doc[end + 2].text.islower():
        end += 1  # "Lau Wing" before "Chi-hung"
    while (
        end + 1 < len(doc)
        and doc[end].text == "-"
        and not (doc[end - 1].whitespace_ or doc[end].whitespace_)
        and doc[end + 1].is_alpha
        and doc[end + 1].text not in _COMPOUND_ENDS
    ):
        end += 2
    return doc[span.start : end]


def _is_name_word(token: Token) -> bool:
    text = token.text
    return text[0].isupper() and text not in OPENERS - {"May", "April", "June", "August"} and token.tag_ != "POS"


_FULL_NAME = rf"[{UPPER}][\w’'-]*(?: (?:[{UPPER}]\.|[{UPPER}][\w’'-]*|van|von|de|der|den|bin|al)){{1,3}}"
_BYLINE = re.compile(
    rf"(?P<by>(?:By|BY) )?(?P<names>(?P<first>[{UPPER}][\w’'-]*)(?<!The)(?: [{UPPER}][\w’'.-]*| (?:van|von|de"
    rf"|der|den|bin|al)){{1,3}}"
    rf"(?:,? and {_FULL_NAME}| & {_FULL_NAME}){{0,2}})"
    r"(?: in [A-Z]\w+|, (?:in )?[A-Z]\w+"
    r"|,? (?:\| )?(?:[A-Za-z]+ )*(?:[Cc]orrespondent|[Ee]ditor|[Rr]eporter|[Ww]riter))?"
)
GIVEN = frozenset(row["name"] for row in table("given_names"))
_SENTENCE = re.compile(r" (?:is|are|was|were|has|have|had|said|says|will) |^[“\"].*[”\"]$")


def byline(line: str) -> re.Match[str] | None:
    """The names in a line that holds nothing but who wrote the text: "By Ann Lee and Bo Hale, Northmoor".

    >>> byline("Ann Lee and Bo Hale, Political Correspondent")["names"], byline("Ann Lee Wins Harbour Vote")
    ('Ann Lee and Bo Hale', None)
    """
    match = _BYLINE.fullmatch(line.strip())
    return match if match is not None and (match["by"] or match["first"] in GIVEN) else None


def headline_lines(text: str) -> list[tuple[int, int]]:
    """The lines set in title case: 4 to 25 words, none of five letters or more in lower case, no verb."""
    found = []
    for match in re.finditer(r"[^\n]+", text):
        words = match[0].split()
        if (
            3 < len(words) <= 25
            and not byline(match[0])
            and not _SENTENCE.search(match[0])
            and not any(len(w) > 4 and w[0].islower() for w in words)
        ):
            found.append(match.span())
    return found
