"""Direct speech: quotations that are sentences of their own, and whose they are."""

from __future__ import annotations

from spacy.tokens import Doc, Span, Token

from graphbuild.pipeline.draft import DraftAttribution
from graphbuild.pipeline.reading import Quote, Reading
from graphbuild.pipeline.sources import nearby, own_subject, source_of, trim

_LONGEST_CREDIT = 40


def direct(reading: Reading) -> dict[int, DraftAttribution]:
    """The attributions of direct speech, by the index of the cue's token.

    A quotation takes the cue that stands before it ("She said, “…"), behind it ("…,” said the mayor) or nothing;
    then it belongs to the speaker of the quotation before in its paragraph, or of the one it continues.
    """
    found: dict[int, DraftAttribution] = {}
    last: tuple[Quote, DraftAttribution] | None = None
    for number, quote in enumerate(reading.quotes):
        if not _stands_alone(reading, number):
            continue
        cue = _cue_before(reading, number)
        window = reading.before(number)
        if cue is None:
            cue, window = _cue_behind(reading, number), reading.after(number)
        if cue is not None and cue.i not in found:
            found[cue.i] = DraftAttribution(_source(cue, *window), reading.doc[cue.i : cue.i + 1], [], "direct")
        attribution = found.get(cue.i) if cue is not None else None
        if attribution is None and last is not None and _goes_on(last[0], quote, reading):
            attribution = last[1]
        if attribution is not None:
            attribution.content.append(reading.doc[quote.start : quote.end])
            last = quote, attribution
    return found


def _stands_alone(reading: Reading, number: int) -> bool:
    """True for a quotation that is no part of the sentence around it."""
    quote = reading.quotes[number]
    start, end = reading.before(number)
    if reading.words(quote.start, quote.end) < 2:
        return False
    if not reading.words(start, end):
        return True
    introduced = reading.doc[_last_word_or_mark(reading.doc, start, end)].text in (",", ":")
    return introduced and (quote.continued or not reading.doc[quote.start].is_lower or number > 0)


def _cue_before(reading: Reading, number: int) -> Token | None:
    start, end = reading.before(number)
    doc = reading.doc
    if doc[_last_word_or_mark(doc, start, end)].text not in (",", ":"):
        return None
    return next((doc[i] for i in range(end - 1, start - 1, -1) if _is_credit(reading, i)), None)


def _cue_behind(reading: Reading, number: int) -> Token | None:
    start, end = reading.after(number)
    end = min(end, start + _LONGEST_CREDIT)
    doc, quote = reading.doc, reading.quotes[number]
    last = doc[quote.end - 1].text
    if last == "." or not reading.words(start, end):
        return None
    return next((doc[i] for i in range(start, end) if _is_credit(reading, i)), None)


def _is_credit(reading: Reading, i: int) -> bool:
    cue = reading.cues.get(i)
    return cue is not None and cue.pos == "verb" and not cue.frames.isdisjoint(("clause", "quote"))


def _goes_on(last: Quote, quote: Quote, reading: Reading) -> bool:
    """True when a quotation without a cue belongs to the speaker of the one before."""
    if quote.low == last.low:
        return True
    return quote.continued or not reading.words(last.outer_end, quote.outer_start)


def _source(cue: Token, start: int, end: int) -> Span | None:
    subject = own_subject(cue)
    if subject is not None and start <= subject.i < end:
        span = source_of(cue)
        if span is not None:
            return trim(cue.doc, max(span.start, start), min(span.end, end))
    return nearby(cue.doc, start, end, cue) or source_of(cue)


def _last_word_or_mark(doc: Doc, start: int, end: int) -> int:
    while end > start + 1 and (doc[end - 1].is_space or doc[end - 1].is_quote):
        end -= 1
    return max(end - 1, 0)
