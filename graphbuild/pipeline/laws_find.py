"""Finds the names of laws: constitutions, amendments, acts, bills, treaties, rulings and bodies of law."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Span

from graphbuild.lexicon import items, table
from graphbuild.pipeline.names.spans import OPENERS

_W = r"(?:(?:[A-Z]\.)+|[A-Z0-9][\w&’'-]*)"
_ACT = r"(?:Act|Bill(?! [A-Z])|Code|Ordinance)\b"
_NO_ACT = rf"(?!{_ACT}){_W}"
_ORDINAL = (
    r"(?:First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth|Tenth|Eleventh|Twelfth|Thirteenth|Fourteenth|"
    r"Fifteenth|Sixteenth|Seventeenth|Eighteenth|Nineteenth|Twentieth|Twenty-\w+|\d{1,2}(?:st|nd|rd|th))"
)
_LINK = r"(?:of|and|for|on|to|against|from|in|with|by)"
_TREATY = r"(?:Treaty|Conventions?|Protocols?|Charter|Accords?|Pact|Covenant|Directive|Declaration)"
_MORE = rf"(?: (?:and |of |of the |for |to the )?{_W}){{0,9}}"
_OF_TREATY = rf"(?:on|of|for|against|Relating to|relating to|Against) (?:the )?{_W}{_MORE}"
# a bracket or a comma never stands inside; the words are cut to the name afterwards
_PATTERNS = (
    rf"{_ORDINAL} Amendment\b",
    rf"(?:{_NO_ACT} ){{1,9}}+(?:(?:{_LINK} )?(?:the )?(?:{_NO_ACT} ){{1,9}}+){{0,4}}+{_ACT}(?: of \d{{4}}| \d{{4}})?",
    r"Act of (?!Congress|God|War)[A-Z]\w+(?: \d{4})?",
    r"(?:U\.S\. |US |EU |UK )?Constitution\b(?: of the United States)?",
    rf"(?:\d{{4}} )?(?:{_W} ){{0,6}}{_TREATY} {_OF_TREATY}",
    rf"(?:{_W} ){{1,6}}(?:and (?:{_W} ){{1,3}})?{_TREATY}\b",
    rf"(?:{_W} ){{1,6}}(?:Climate|Climate Change|Trade|Nuclear|Free Trade|Peace|Withdrawal) Agreement\b",
    r"(?:International|European|EU|UK|U\.S\.|US|Sharia|Islamic|British|English|American|German|French) (?:[Ll]aws?)\b",
    r"(?:European|EU) [a-z]+(?: [a-z]+)? (?:rules|law|directive)\b",
    r"(?:H\.? ?R\.?|S\.|HB|SB|A\.?B\.?|H\.J\.Res\.?) ?\d{1,5}\b",
    r"Prop(?:osition|\.) \d+\b",
    r"Regulation \((?:EU|EC)\) (?:No\.? )?\d+/\d+\b",
    r"Directive \d+/\d+(?:/E[UC])?\b",
    r"(?:Article|Section) \d+\b",
    rf"{_W}(?: {_W})? v\.? {_W}(?: (?:of )?{_W}){{0,2}}",
)
_LOWER = r"(?:U\.S\. |US |state |federal )?[Cc]onstitution\b"
_BODY_OF_LAW = (
    r"(?:(?:international|human rights|humanitarian|common|sharia|maritime|refugee) laws?"
    r"|(?:procedural )?due process)\b"
)
_LONGEST = 16  # tokens
_BARE = frozenset([
    "Convention", "Charter", "Protocol", "Act", "Bill", "Code", "Pact", "Treaty", "Declaration", "Accord",
    "Covenant", "Directive", "Conventions",
])  # fmt: skip
_PERSON_TITLES = frozenset(["President", "Mr", "Mr.", "Gov.", "Governor", "Senator", "Sen.", "Rep.", "Secretary"])
_NO_BILLS = frozenset(["Uncle", "Buffalo", "Labour", "New"])  # a person's name, a headline's "Labour Bill Fails"
_NOT_LAW = re.compile(
    r"(?:.* )?(?:National|Democratic|Republican|Party|State|Constitutional|GOP|Labour) Convention\b.*"
    r"|.*(?:Dress|ZIP) Code"
)
KNOWN = {form: row["name"] for row in table("laws") for form in items(row["forms"])}
"""The names of the laws of the table by their forms."""


def _compiled() -> re.Pattern[str]:
    known = "|".join(map(re.escape, sorted(KNOWN, key=lambda form: (-len(form), form))))
    return re.compile(
        rf"(?<![\w-])(?:(?:{known})(?![\w-])|(?=[A-Z0-9])(?:{'|'.join(_PATTERNS)})|{_LOWER}|{_BODY_OF_LAW})"
    )


_LAW = _compiled()


def find_laws(doc: Doc, text: str) -> Iterator[Span]:
    """The spans of the laws that a doc names, in order; none overlaps another. ``text`` is the doc's text."""
    for match in _LAW.finditer(text):
        for start, end in _parts(text, *match.span()):
            span = doc.char_span(start, end, alignment_mode="contract")
            if span is not None and len(span) and (part := _cut(doc, span)) is not None:
                yield part


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The laws in a match: "Constitution and the Harbour Lights Act" names two."""
    piece = text[start:end]
    if joined := re.match(r"(?:U\.S\. )?Constitution(?= and (?:the )?(?P<rest>.+))", piece):
        yield start, start + joined.end()
        yield start + joined.start("rest"), end
    else:
        yield start, end


def _cut(doc: Doc, span: Span) -> Span | None:
    """The law's name inside a match: no opening article, no owner; None when it is no law's name."""
    if span.text in KNOWN:
        return span
    first = span.start
    for i in range(span.start, span.end):
        plural = doc[i].text in ("'", "’")
        owned = doc[i].tag_ == "POS" and (doc[i - 1].ent_type_ == "PERSON" if plural else _owner(doc, first, i))
        if owned or doc[i].text == "The":
            first = i + 1
    while first < span.end - 1 and (doc[first].text in OPENERS or doc[first].lower_ in ("the", "a", "this")):
        first += 1
    part = doc[first : span.end]
    text = part.text
    if text in _BARE or _NOT_LAW.fullmatch(text) or doc[first].text in _PERSON_TITLES or len(part) > _LONGEST:
        return None
    if text.endswith(" Bill") and len(part) == 2 and doc[first].text in _NO_BILLS:
        return None
    return part


def _owner(doc: Doc, first: int, at: int) -> bool:
    """True when the words before an 's own the law and are no part of its name ("Britain's Human Rights Act")."""
    return any(doc[i].ent_type_ in ("PERSON", "GPE", "ORG", "NORP") for i in range(first, at))
