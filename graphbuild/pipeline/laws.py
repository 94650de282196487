"""gb_laws: laws, treaties, rulings and bodies of law, with their mentions.

A law's acronym in brackets names it, and so do "the bill" or "the treaty" in a text that names one bill or treaty
only. "The ruling" is a law of its own where the text names no other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from spacy.language import Language
from spacy.tokens import Doc, Span

from graphbuild.pipeline.draft import Draft, DraftEntity, draft_of, free_id
from graphbuild.pipeline.laws_find import KNOWN, find_laws

NAME = "gb_laws"

_ORDINALS = {
    "first": "1st", "second": "2nd", "third": "3rd", "fourth": "4th", "fifth": "5th", "sixth": "6th",
    "seventh": "7th", "eighth": "8th", "ninth": "9th", "tenth": "10th", "thirteenth": "13th", "fourteenth": "14th",
    "fifteenth": "15th", "nineteenth": "19th",
}  # fmt: skip
_ACRONYM = re.compile(r"\s?\((?:the )?[“\"]?(?P<short>[A-Z][A-Za-z]{2,9})[”\"]?[);,]")
_DESCRIPTIONS = {
    "bill": r"[Tt]h(?:e|is) (?:new )?(?:[Bb]ill|legislation)\b",
    "act": r"[Tt]h(?:e|is) (?:new )?act\b",
    "treaty": r"[Tt]h(?:e|is) (?:new )?treaty\b",
    "pact": r"[Tt]h(?:e|is) pact\b",
    "agreement": r"[Tt]h(?:e|is) (?:agreement|accord)\b",
}
_RULING = re.compile(r"\b(?:[Tt]he|[Tt]his) (?:court )?(?:ruling|judge?ment)\b|\b[Ll]aw [Ll]ords['’] ruling\b")


@Language.component(NAME)
def laws(doc: Doc) -> Doc:
    """Adds the laws that the text names to the draft."""
    draft = draft_of(doc)
    by_key: dict[str, DraftEntity] = {}
    text = doc.text  # spaCy joins the tokens anew at each access
    spans = [s for s in find_laws(doc, text) if draft.entity_of.keys().isdisjoint(range(s.start, s.end))]
    keys = [_key(span.text) for span in spans]
    whose = {key for key in keys if key.endswith(" constitution")}
    for key, span in zip(keys, spans, strict=True):
        # "the constitution" is the one whose owner the text tells, if it tells one only
        _add(draft, by_key, next(iter(whose)) if key == "constitution" and len(whose) == 1 else key, [span])
    _add_acronyms(doc, text, draft, list(by_key.values()))
    _add_descriptions(doc, text, draft, list(by_key.values()))
    rulings = [free for match in _RULING.finditer(text) if (free := _free(doc, draft, match)) is not None]
    if any("ruling" in span.text for span in rulings):
        _add(draft, by_key, "the ruling", rulings)
    return doc


def _add(draft: Draft, by_key: dict[str, DraftEntity], key: str, spans: Iterable[Span]) -> None:
    for span in spans:
        if key not in by_key:
            by_key[key] = DraftEntity(free_id(draft, span.text), "law", span.text)
            draft.entities[by_key[key].id] = by_key[key]
        if len(span.text) > len(by_key[key].name) + 1 and key != "the ruling":
            by_key[key].name = span.text
        draft.add_mention(by_key[key], span)


def _free(doc: Doc, draft: Draft, match: re.Match[str]) -> Span | None:
    """The match's span if no entity stands there."""
    span = doc.char_span(*match.span())
    if span is None or any(i in draft.entity_of for i in range(span.start, span.end)):
        return None
    return span


def _add_acronyms(doc: Doc, text: str, draft: Draft, found: list[DraftEntity]) -> None:
    for law in found:
        for span in list(law.mentions):
            match = _ACRONYM.match(text, span.end_char)
            if match is None or match["short"][0] not in span.text:
                continue
            for again in re.finditer(rf"\b{match['short']}\b", text):
                if (free := _free(doc, draft, again)) is not None:
                    draft.add_mention(law, free)


def _add_descriptions(doc: Doc, text: str, draft: Draft, found: list[DraftEntity]) -> None:
    for noun, pattern in _DESCRIPTIONS.items():
        fitting = [law for law in found if _is_a(law, noun)]
        if len(fitting) == 1:
            for match in re.finditer(pattern, text):
                if (free := _free(doc, draft, match)) is not None:
                    draft.add_mention(fitting[0], free)


def _is_a(law: DraftEntity, noun: str) -> bool:
    names = {span.text.lower() for span in law.mentions}
    return any(re.search(rf"\b{noun}\b", name) for name in names)


def _key(name: str) -> str:
    """A key under which the spellings of a law's name meet.

    >>> _key("Fifth Amendment") == _key("5th Amendment"), _key("U.S. constitution") == _key("Constitution")
    (True, True)
    """
    if name in KNOWN:
        return KNOWN[name].lower()
    low = re.sub(r"^(?:the |u\.s\. |us )", "", name.lower()).removesuffix(" of the united states")
    low = re.sub(r" of \d{4}$", "", low)
    words = [_ORDINALS.get(word, word) for word in low.split()]
    if words[-1] == "laws":
        words[-1] = "law"
    return " ".join(words)
