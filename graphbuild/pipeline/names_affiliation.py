"""Affiliations: which institution or country the text says a person belongs to or speaks for."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Span

from graphbuild.pipeline.draft import Draft, DraftEntity
from graphbuild.pipeline.lexicon import table
from graphbuild.pipeline.names_find import Finder

_FORMER = re.compile(r"\b(?:former|ex|late|onetime|then)\b", re.IGNORECASE)
# what may stand between an institution and the person who has a post in it: "X's president ", "X law professor "
_POST_BEFORE = re.compile(r"(?:['’]s?)? ?(?:[\w.-]+ ){0,5}?")
_POST_AFTER = re.compile(r",? (?:who is |the |a |an )?(?:[\w’'-]+ ){0,7}?(?:of|at|for|with|from|in) (?:the )?")
_PARTY_STATE = re.compile(r",? \(?([RD])-[A-Z]")


def affiliate(doc: Doc, draft: Draft, finder: Finder) -> None:
    """Fills ``affiliation`` of the draft's persons."""
    bodies = [(s, e) for e in draft.entities.values() if e.type in ("institution", "country") for s in e.mentions]
    bodies.sort(key=lambda pair: pair[0].start)
    ends = {span.end: (span, e) for span, e in bodies}
    starts = {span.start: (span, e) for span, e in bodies}
    party = {row["name"]: row for row in table("parties")}
    for person in [e for e in draft.entities.values() if e.type == "person"]:
        for span in person.mentions:
            for entity in _beside(doc, span, ends, starts):
                if entity.id not in person.affiliation:
                    person.affiliation.append(entity.id)
    del party


def _beside(
    doc: Doc, span: Span, ends: dict[int, tuple[Span, DraftEntity]], starts: dict[int, tuple[Span, DraftEntity]]
) -> list[DraftEntity]:
    found = []
    sentence = span.sent
    for at in range(span.start, max(sentence.start, span.start - 7), -1):
        if at in ends:
            body, entity = ends[at]
            between = doc.text[body.end_char : span.start_char]
            if between.strip() and not _FORMER.search(between) and _is_post(doc[body.end : span.start]):
                found.append(entity)
            break
    for at in range(span.end, min(sentence.end, span.end + 10)):
        if at in starts:
            body, entity = starts[at]
            between = doc.text[span.end_char : body.start_char]
            if between.startswith(",") and _POST_AFTER.fullmatch(between) and not _FORMER.search(between):
                found.append(entity)
            break
    return found


def _is_post(span: Span) -> bool:
    """True for the words between a body and a person that name a post: nouns and titles, no verb and no comma."""
    return all(t.pos_ in ("NOUN", "PROPN", "ADJ", "PART", "PUNCT") and t.text not in ",;.()" for t in span) and any(
        t.pos_ in ("NOUN", "PROPN") for t in span
    )
