"""What the search for attributions reads in a doc: its cues and quotations, by token."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

import numpy as np
from spacy.tokens import Doc, Span, Token
from spacy.vocab import Vocab

from graphbuild.model import QuoteForm
from graphbuild.pipeline.draft import draft_of
from graphbuild.pipeline.speech.cues import Cue, lexicon
from graphbuild.pipeline.speech.quotes import quotations

_CLASSES = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "ADJ": "adj"}
# forms that the model gives another verb's lemma ("hop")
_LEMMAS = {"hoped": "hope", "hoping": "hope"}
_ENDS = {".", "!", "?", ";", "…"}


@dataclass(slots=True)
class Quote:
    """A quotation in tokens; ``low`` and ``high`` are the bounds of its paragraph."""

    start: int
    end: int
    outer_start: int
    outer_end: int
    low: int
    high: int
    continued: bool


@dataclass(slots=True)
class Reading:
    """``cues`` maps the index of a token to its entry in the lexicon, ``quote_of`` to the number of its quotation;
    ``floating`` numbers the quotations that stand without a cue."""

    doc: Doc
    cues: dict[int, Cue]
    quotes: list[Quote]
    quote_of: dict[int, int] = field(default_factory=dict)
    floating: list[int] = field(default_factory=list)

    def before(self, number: int) -> tuple[int, int]:
        """The tokens between the start of the sentence, or the quotation before, and a quotation.

        For a quotation that opens its paragraph, the end of the paragraph before when that ends with a colon.
        """
        quote = self.quotes[number]
        low = quote.low
        if self.opens_paragraph(quote):
            low = self._introduction(low)
        if number and self.quotes[number - 1].outer_end > low:
            low = self.quotes[number - 1].outer_end
        start = quote.outer_start
        while start > low and self.doc[start - 1].text not in _ENDS:
            start -= 1
        return start, quote.outer_start

    def opens_paragraph(self, quote: Quote) -> bool:
        """True when no word of the paragraph stands before the quotation."""
        return not any(_is_word(self.doc[i]) for i in range(quote.outer_start - 1, quote.low - 1, -1))

    def _introduction(self, low: int) -> int:
        """The start of the sentence with a colon at the end of the paragraph before ``low``, else ``low``."""
        end = low
        while end > 0 and self.doc[end - 1].is_space:
            end -= 1
        return self.doc[end - 1].sent.start if end and self.doc[end - 1].text == ":" else low

    def after(self, number: int) -> tuple[int, int]:
        """The tokens between a quotation and the end of the sentence, or the next quotation."""
        quote = self.quotes[number]
        high = quote.high
        if number + 1 < len(self.quotes) and self.quotes[number + 1].outer_start < high:
            high = self.quotes[number + 1].outer_start
        end = quote.outer_end
        while end < high and self.doc[end].text not in _ENDS:
            end += 1
        return quote.outer_end, end

    def after_credit(self, number: int, start: int) -> bool:
        """True when hardly more than a credit stands between two quotations: "…,” he said, but “…"."""
        if not number or self.quotes[number - 1].outer_end != start:
            return False
        end = self.quotes[number].outer_start
        last = max((i for i in range(start, end) if i in self.cues), default=None)
        return last is not None and self.words(last + 1, end) <= 2

    def words(self, start: int, end: int) -> int:
        """How many tokens of a stretch are words."""
        return sum(map(_is_word, self.doc[start:end]))


def _is_word(token: Token) -> bool:
    return not token.is_punct and not token.is_space and not token.is_quote


def read(doc: Doc) -> Reading:
    """The cues and quotations of a parsed doc."""
    reading = Reading(doc, _cues(doc), _quotes(doc))
    for number, quote in enumerate(reading.quotes):
        reading.quote_of.update(dict.fromkeys(range(quote.start, quote.end), number))
    return reading


def _cues(doc: Doc) -> dict[int, Cue]:
    """The entries of the tokens that are in the lexicon, participles ("concerned") by their own form."""
    table = lexicon()
    attributes = doc.to_array(["LEMMA", "LOWER"])
    found = {}
    for i in np.flatnonzero(np.isin(attributes, _keys(doc.vocab)).any(axis=1)):
        token = doc[int(i)]
        word = _CLASSES.get(token.pos_, "")
        cue = table["adj"].get(token.lower_) if word in ("adj", "verb") else None
        if cue is None:
            cue = table.get(word, {}).get(_LEMMAS.get(token.lower_, token.lemma_))
        if cue is not None:
            found[token.i] = cue
    return found


def _keys(vocab: Vocab) -> np.ndarray:
    words = [lemma for entries in lexicon().values() for lemma in entries] + list(_LEMMAS)
    return np.fromiter((vocab.strings.add(word) for word in words), dtype=np.uint64)


def _quotes(doc: Doc) -> list[Quote]:
    found = quotations(draft_of(doc).document.text)
    if not found:
        return []
    starts = [token.idx for token in doc]
    quotes = []
    for q in found:
        start, end = bisect_left(starts, q.start), bisect_left(starts, q.end)
        if start < end:
            outer = bisect_left(starts, q.outer_start), bisect_left(starts, q.outer_end)
            low, high = bisect_left(starts, q.low), bisect_left(starts, q.high)
            quotes.append(Quote(start, end, *outer, low, high, q.continued))
    return quotes


def form_of(reading: Reading, content: list[Span]) -> QuoteForm:
    """direct when all the words are in quotation marks, indirect when none are, else mixed."""
    inside = {t.i in reading.quote_of for span in content for t in span if t.is_alpha or t.like_num}
    if inside == {True}:
        return "direct"
    return "mixed" if True in inside else "indirect"
