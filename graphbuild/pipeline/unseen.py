"""gb_unseen: what was seen and made no statement, counted, so that a reader can judge what is missing.

A quotation whose speaker is not named or was not found, and a sentence that has a word of stance and somebody who may
hold it, but gave no statement. Both count what may be missing: a careful reader would leave out some of them, too.
"""

from __future__ import annotations

from functools import cache

from spacy.language import Language
from spacy.tokens import Doc, Span

from graphbuild.model import ACTOR_TYPES
from graphbuild.pipeline.draft import Draft, draft_of
from graphbuild.pipeline.speech import quotes
from graphbuild.pipeline.stance import lexicon

NAME = "gb_unseen"

UNNAMED = "quotation without a named speaker"
UNGIVEN = "quotation that was given to nobody"
SILENT = "sentence with a word of stance and no statement"
_FEWEST_WORDS = 5  # a shorter piece in quotation marks may be a title or a phrase at arm's length

_SOMEBODY = frozenset({"he", "she", "they", "we"})


@Language.component(NAME)
def unseen(doc: Doc) -> Doc:
    """Adds the counts to ``draft.left_out``."""
    draft = draft_of(doc)
    for said in draft.attributions:
        if said.form != "indirect" and said.entity is None:
            draft.leave_out(UNNAMED)
    given = {i for said in draft.attributions for span in said.content for i in range(span.start, span.end)}
    for quote in quotes.quotations(doc.text):
        span = doc.char_span(quote.start, quote.end, alignment_mode="contract")
        if span is None or not _is_speech(span) or draft.speaker_of(span[0]) is not None:
            continue
        if given.isdisjoint(range(span.start, span.end)):
            draft.leave_out(UNGIVEN)
    spoken = {statement.evidence.sent.start for statement in draft.statements}
    for sentence in doc.sents:
        if sentence.start not in spoken and _has_stance(sentence) and _has_actor(draft, sentence):
            draft.leave_out(SILENT)
    return doc


def _is_speech(span: Span) -> bool:
    return sum(token.is_alpha for token in span) >= _FEWEST_WORDS


def _has_stance(sentence: Span) -> bool:
    known = _words()
    return any((token.lemma_.lower(), token.pos_) in known for token in sentence)


def _has_actor(draft: Draft, sentence: Span) -> bool:
    """Whether somebody who can hold a stance is named, referred to or heard in the sentence: also a "she" or "they"
    of whom it was not clear who is meant."""
    if any(draft.speaker_of(token) is not None or token.lower_ in _SOMEBODY for token in sentence):
        return True
    return any(
        draft.entities[draft.entity_of[token.i]].type in ACTOR_TYPES for token in sentence if token.i in draft.entity_of
    )


@cache
def _words() -> frozenset[tuple[str, str]]:
    """Lemmas and parts of speech of the words that carry a stance."""
    rows = lexicon.stance_rows()
    return frozenset(key for key, entries in rows.items() if any(entry.kind != "flip" for entry in entries))
