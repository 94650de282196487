"""Direct speech: quotations that are sentences of their own, and whose they are."""

from __future__ import annotations

from spacy.tokens import Doc, Span, Token

from graphbuild.pipeline.draft import DraftAttribution
from graphbuild.pipeline.reading import Reading, form_of
from graphbuild.pipeline.sources import nearby, own_subject, source_of, trim

_LONGEST_CREDIT = 40


def direct(reading: Reading) -> dict[int, DraftAttribution]:
    """The attributions of direct speech that have a cue, by the index of the cue's token.

    A quotation takes the cue that stands before it ("She said, “…") or behind it ("…,” said the mayor).
    ``join_floating`` sees to those that have neither.
    """
    found: dict[int, DraftAttribution] = {}
    for number, quote in enumerate(reading.quotes):
        if not _stands_alone(reading, number):
            continue
        content = reading.doc[quote.start : quote.end]
        cue, window = _cue(reading, number)
        if cue is None:
            reading.floating.append(number)
        elif cue.i in found:
            found[cue.i].content.append(content)
        else:
            found[cue.i] = DraftAttribution(_source(cue, *window), reading.doc[cue.i : cue.i + 1], [content], "direct")
    return found


def join_floating(reading: Reading, found: dict[int, DraftAttribution]) -> None:
    """Gives the quotations without a cue to the speaker of what stands before them in the paragraph, or of the
    quotation that they continue."""
    spoken = sorted((max(i, one.content[-1].end - 1), i) for i, one in found.items())
    for number in reading.floating:
        quote = reading.quotes[number]
        place, key = max((pair for pair in spoken if pair[0] < quote.start), default=(-1, -1))
        if place >= quote.low or (place >= 0 and _goes_on(reading, number, place)):
            found[key].content.append(reading.doc[quote.start : quote.end])
            found[key].form = form_of(reading, found[key].content)
            spoken = sorted([*spoken, (quote.end - 1, key)])


def _stands_alone(reading: Reading, number: int) -> bool:
    """True for a quotation that is no part of the sentence around it."""
    quote, doc = reading.quotes[number], reading.doc
    start, end = reading.before(number)
    if reading.words(quote.start, quote.end) < 2:
        return False
    if not reading.words(start, end):
        behind = doc[quote.outer_end] if quote.outer_end < quote.high else None
        return doc[quote.end - 1].is_punct or behind is None or not behind.is_lower
    last = _last(doc, start, end)
    if last.text in (",", ":"):
        return doc[max(last.i - 1, start)].lower_ != "that"
    if reading.after_credit(number, start):
        return True
    return _is_credit(reading, last.i) and not doc[quote.start].is_lower


def _cue(reading: Reading, number: int) -> tuple[Token | None, tuple[int, int]]:
    """The cue of a quotation, and the stretch that it and its source are in."""
    start, end = reading.before(number)
    doc, quote = reading.doc, reading.quotes[number]
    introduced = _last(doc, start, end).text
    if start < end and (introduced in (",", ":") or reading.words(start, end)):
        credit = next((doc[i] for i in range(end - 1, start - 1, -1) if _is_credit(reading, i)), None)
        if credit is not None:
            return credit, (start, end)
    low, high = reading.after(number)
    high = min(high, low + _LONGEST_CREDIT)
    last = doc[quote.end - 1].text
    if last != "." and reading.words(low, high):
        credit = next((doc[i] for i in range(low, high) if _is_credit(reading, i)), None)
        if credit is None and last in (",", "!", "?"):
            credit = next((t for t in doc[low:high] if t.tag_ in ("VBD", "VBZ", "VBP")), None)
        if credit is not None:
            return credit, (low, high)
    if introduced == ":":
        verb = next((t for t in doc[start:end] if t.pos_ == "VERB" and own_subject(t) is not None), None)
        return verb, (start, end)
    return None, (start, end)


def _is_credit(reading: Reading, i: int) -> bool:
    cue = reading.cues.get(i)
    if cue is None:
        return reading.doc[i].lower_ == "according"
    return cue.pos == "verb" and not cue.frames.isdisjoint(("clause", "quote"))


def _goes_on(reading: Reading, number: int, place: int) -> bool:
    """True when a quotation that opens a paragraph belongs to the speaker of the paragraph before, which holds a
    quotation of the same speaker."""
    quote = reading.quotes[number]
    if number == 0 or reading.words(quote.low, quote.outer_start):
        return False
    before = reading.quotes[number - 1]
    return quote.continued or (before.start <= place + 1 and not reading.words(before.high, quote.low))


def _source(cue: Token, start: int, end: int) -> Span | None:
    if cue.lower_ == "according":
        return nearby(cue.doc, cue.i, end, cue)
    subject = own_subject(cue)
    if subject is not None and start <= subject.i < end:
        span = source_of(cue)
        if span is not None:
            return trim(cue.doc, max(span.start, start), min(span.end, end))
    return nearby(cue.doc, start, end, cue) or source_of(cue)


def _last(doc: Doc, start: int, end: int) -> Token:
    """The last token of a stretch that is no space and no quotation mark."""
    while end > start + 1 and (doc[end - 1].is_space or doc[end - 1].is_quote):
        end -= 1
    return doc[max(end - 1, 0)]
