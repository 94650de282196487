"""Finds the names of laws: constitutions, amendments, acts, bills, treaties, rulings and bodies of law."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Span

_W = r"(?:(?:[A-Z]\.)+|[A-Z0-9][\w&’'-]*)"
_ORDINAL = (
    r"(?:First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth|Tenth|Eleventh|Twelfth|Thirteenth|Fourteenth|"
    r"Fifteenth|Sixteenth|Seventeenth|Eighteenth|Nineteenth|Twentieth|Twenty-\w+|\d{1,2}(?:st|nd|rd|th))"
)
_LINK = r"(?:of|and|for|on|to|against|from|in|with)"
_TREATY = r"(?:Treaty|Convention|Protocol|Charter|Accords?|Pact|Covenant|Directive|Declaration)"
_LAW = re.compile(
    "|".join(
        [
            rf"\b{_ORDINAL} Amendment\b",
            rf"\b(?:{_W} )+(?:(?:{_LINK} )?(?:the )?(?:{_W} )+){{0,4}}(?:Act|Bill)\b(?: of \d{{4}}| \d{{4}})?",
            r"\bAct of (?:[A-Z]\w+)(?: \d{4})?",
            r"\b(?:U\.S\. |US |European |EU )?[Cc]onstitution\b(?: of the United States)?",
            rf"\b(?:{_W} )*{_TREATY} (?:on|of|for|against|Relating to|relating to) (?:the )?{_W}"
            rf"(?:(?: and| of(?: the)?| for)? {_W})*",
            rf"\b(?:{_W} )+(?:and (?:{_W} )+)?{_TREATY}\b",
            rf"\b(?:{_W} )+(?:Climate|Trade|Nuclear|Free Trade|Peace|Paris) (?:Agreement|Deal|Partnership)\b",
            rf"\b(?:{_W} )+and Investment Partnership\b",
            r"\b(?:[Ii]nternational|European|EU|UK|U\.S\.|US|[Hh]uman rights|[Cc]ommon|[Ss]haria) (?:law|laws|Law)\b",
            r"\b(?:H\.?R\.?|S\.|HB|SB|A\.?B\.?) ?\d{1,5}\b",
            r"\bProposition \d+\b",
            r"\bRegulation \((?:EU|EC)\) (?:No\.? )?\d+/\d+\b",
            r"\bDirective \d+/\d+(?:/E[UC])?\b",
            r"\b(?:Article|Section) \d+\b",
            rf"\b{_W}(?: {_W})? v\.? {_W}(?: {_W})?",
        ]
    )
)
_BARE = frozenset(["Convention", "Charter", "Protocol", "Act", "Bill"])
_NOT_NAMES = frozenset(["President", "Mr", "Mr.", "The", "A", "An", "This", "In", "Under", "And", "But", "His", "If"])


def find_laws(doc: Doc) -> Iterator[Span]:
    """The spans of the laws that a doc names, in order."""
    for match in _LAW.finditer(doc.text):
        span = doc.char_span(*match.span(), alignment_mode="contract")
        while span is not None and len(span) > 1 and span[0].text in _NOT_NAMES:
            if span[0].text == "President":
                span = None
            else:
                span = span[1:]
        if span is None or not len(span) or span.text in _BARE:
            continue
        yield span
