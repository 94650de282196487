"""Whose view a sentence is: "In Quill's view, the plan is unfair", "the plan is, in the opinion of Quill, unfair"."""

from __future__ import annotations

from spacy.tokens import Span, Token

from graphbuild.pipeline.draft import DraftAttribution
from graphbuild.pipeline.speech.reading import Reading, form_of
from graphbuild.pipeline.speech.sources import phrase, trim

VIEWS = frozenset({"view", "opinion", "eyes", "judgment", "judgement", "mind", "estimation"})
_OPENS = frozenset({"in", "to"})
_STOPS = frozenset({",", ".", ";", "—", "–"})


def view(reading: Reading, token: Token) -> DraftAttribution | None:
    """The attribution of the rest of a sentence to whom a "view" or "opinion" belongs, None where to nobody."""
    opener = token.head
    if token.dep_ != "pobj" or opener.lower_ not in _OPENS or opener.dep_ != "prep":
        return None
    source = _viewer(token)
    if source is None:
        return None
    doc, sentence = token.doc, token.sent
    start, end = opener.i, max(token.i + 1, source.end)
    apart = start == sentence.start or doc[start - 1].text in _STOPS or doc[start - 1].is_quote
    if not apart or end >= len(doc) or not (doc[end].text in _STOPS or start == sentence.start):
        return None
    ranges = [(sentence.start, start), (end, sentence.end)]
    content = [span for r in ranges if reading.words(*r) > 1 and len(span := trim(doc, *r))]
    if not content:
        return None
    return DraftAttribution(source, doc[token.i : token.i + 1], content, form_of(reading, content))


def _viewer(token: Token) -> Span | None:
    """Whose view it is; nobody's in "in their view of the port"."""
    of = next((c for c in token.children if c.dep_ == "prep" and c.lower_ == "of"), None)
    inner = next((c for c in of.children if c.dep_ == "pobj"), None) if of is not None else None
    owner = next((c for c in token.children if c.dep_ == "poss"), None)
    if owner is not None and of is None and owner.lower_ not in ("my", "our", "your"):
        return phrase(owner)
    return phrase(inner) if owner is None and inner is not None else None
