"""gb_laws: laws, treaties, rulings and bodies of law, with their mentions."""

from __future__ import annotations

import re

from spacy.language import Language
from spacy.tokens import Doc

from graphbuild.pipeline.draft import DraftEntity, draft_of
from graphbuild.pipeline.names import free_id

NAME = "gb_laws"

_W = r"(?:(?:[A-Z]\.)+|[A-Z0-9][\w&’'-]*)"
_ORDINAL = (
    r"(?:First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth|Tenth|Eleventh|Twelfth|Thirteenth|Fourteenth|"
    r"Fifteenth|Sixteenth|Seventeenth|Eighteenth|Nineteenth|Twentieth|Twenty-\w+|\d{1,2}(?:st|nd|rd|th))"
)
_LAW = re.compile(
    rf"\b{_ORDINAL} Amendment\b"
    rf"|\b(?:{_W} ){{1,7}}?(?:(?:of|and|for|on|to|the|against|from) (?:the )?(?:{_W} )*){{0,4}}(?:Act|Bill)\b(?: of \d{{4}}| \d{{4}})?"
    rf"|\b(?:U\.S\. |US )?[Cc]onstitution\b(?: of the United States)?"
    rf"|\b(?:(?:\d{{4}} )?{_W} )*(?:Treaty|Convention|Protocol|Charter|Accord|Agreement|Pact|Directive)\b(?: (?:on|of|for|against) (?:the )?{_W}(?:(?: and| of| of the)? {_W})*)?"
    rf"|\b(?:international|European|EU|UK|U\.S\.|US|human rights|common|sharia|Sharia) laws?\b"
    rf"|\b(?:H\.?R\.?|S\.|HB|SB) ?\d+\b|\bProposition \d+\b"
    rf"|\b{_W}(?: {_W})? v\. {_W}\b"
)


@Language.component(NAME)
def laws(doc: Doc) -> Doc:
    """Adds the laws that the text names."""
    draft = draft_of(doc)
    by_name: dict[str, DraftEntity] = {}
    for match in _LAW.finditer(doc.text):
        span = doc.char_span(*match.span(), alignment_mode="contract")
        if span is None or not span.text.strip() or any(i in draft.entity_of for i in range(span.start, span.end)):
            continue
        while len(span) > 1 and span[0].lower_ in ("the", "this", "a", "in", "under"):
            span = span[1:]
        if span.text in ("Convention", "Agreement", "Protocol", "Charter", "Act", "Bill"):
            continue
        key = span.text.lower().replace("u.s. ", "").removesuffix(" of the united states").removesuffix("laws").strip()
        key = key.removesuffix(" law")
        if key not in by_name:
            by_name[key] = DraftEntity(free_id(draft, span.text), "law", span.text)
            draft.entities[by_name[key].id] = by_name[key]
        draft.add_mention(by_name[key], span)
    return doc
