"""Direct speech: quotations that are sentences of their own, and whose they are."""

from __future__ import annotations

from bisect import bisect_left, insort

from spacy.tokens import Doc, Span, Token

from graphbuild.pipeline.draft import DraftAttribution
from graphbuild.pipeline.speech.reading import Reading, form_of
from graphbuild.pipeline.speech.sources import nearby, own_subject, phrase, source_of, trim

_LONGEST_CREDIT = 40
_LONGEST_SIGNATURE = 6
_DASHES = frozenset(["―", "—", "–", "-", "--"])


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
        if cue is not None:
            cue, content = _widen(reading, number, cue)
        if cue is None:
            reading.floating.append(number)
        elif cue.i in found:
            found[cue.i].content.append(content)
        else:
            found[cue.i] = DraftAttribution(_source(cue, *window), reading.doc[cue.i : cue.i + 1], [content], "direct")
    return found


def _widen(reading: Reading, number: int, cue: Token) -> tuple[Token, Span]:
    """The cue and the content with the words that lead into the quotation.

    "With many systems, “none fails,” she said": the sentence's start belongs to the content. "She said she
    remembers thinking, “none fails”": what she said starts before the inner cue.
    """
    doc, quote = reading.doc, reading.quotes[number]
    start, end = reading.before(number)
    begin = quote.start
    if (
        cue.i > quote.start
        and quote.low <= start
        and reading.words(start, end)
        and not reading.after_credit(number, start)
    ):
        begin = start
    while cue.i < quote.start and cue.dep_ in ("ccomp", "xcomp") and start <= cue.head.i < cue.i:
        if not _is_credit(reading, cue.head.i):
            break
        begin, cue = cue.left_edge.i, cue.head
    return cue, trim(doc, begin, quote.end) if begin < quote.start else doc[quote.start : quote.end]


def join_floating(reading: Reading, found: dict[int, DraftAttribution]) -> None:
    """Gives the quotations without a cue to the speaker of what stands before them in the paragraph, or of the
    quotation that they continue."""
    _join_to_next(reading, found)
    taken = {i for one in found.values() for span in one.content for i in range(span.start, span.end)}
    spoken = sorted((max(i, one.content[-1].end - 1), i) for i, one in found.items())
    for number in reading.floating:
        quote = reading.quotes[number]
        if not taken.isdisjoint(range(quote.start, quote.end)):
            continue
        content = reading.doc[quote.start : quote.end]
        at = bisect_left(spoken, (quote.start, -1))
        place, key = spoken[at - 1] if at else (-1, -1)
        if place >= quote.low or (place >= 0 and _goes_on(reading, number, place)):
            found[key].content.append(content)
        elif (source := _subject_before(reading, number)) is not None:
            key = quote.start
            found[key] = DraftAttribution(source, None, [content], "direct")
        else:
            continue
        insort(spoken, (quote.end - 1, key))
    for one in found.values():
        one.form = form_of(reading, one.content)


def _join_to_next(reading: Reading, found: dict[int, DraftAttribution]) -> None:
    """Gives quotations without a cue that run on, behind a mark that opens again, to the speaker of what follows."""
    owners = {span.start: one for one in found.values() for span in one.content}
    for number in reversed(reading.floating):
        quote = reading.quotes[number]
        following = reading.quotes[number + 1] if number + 1 < len(reading.quotes) else None
        if following is None or following.outer_start != quote.outer_end or following.start not in owners:
            continue
        owner = owners[following.start]
        owner.content.insert(0, reading.doc[quote.start : quote.end])
        owners[quote.start] = owner


def _subject_before(reading: Reading, number: int) -> Span | None:
    """The person who is the subject of the sentence before a quotation, in its paragraph."""
    quote, doc = reading.quotes[number], reading.doc
    end = quote.outer_start
    while end > quote.low and (doc[end - 1].is_punct or doc[end - 1].is_space):
        end -= 1
    if end <= quote.low:
        return None
    subject = own_subject(doc[end - 1].sent.root)
    if subject is None or not (subject.ent_type_ == "PERSON" or subject.lower_ in ("he", "she")):
        return None
    return phrase(subject)


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
        return doc[max(last.i - 1, start)].pos_ not in ("SCONJ", "CCONJ") or reading.after_credit(number, start)
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
    if low < high and doc[low].text in _DASHES and (signed := _signature(reading, low, quote.high)):
        return doc[low], (low, signed)
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


def _signature(reading: Reading, dash: int, high: int) -> int:
    """The end of a name that signs a quotation behind a dash ("…” — Ada Quill"), 0 when there is none."""
    high = min(high, dash + 3 * _LONGEST_SIGNATURE)
    words = [t for t in reading.doc[dash + 1 : high] if not t.is_punct and not t.is_space]
    return words[-1].i + 1 if 0 < len(words) <= _LONGEST_SIGNATURE and words[0].pos_ == "PROPN" else 0


def _is_credit(reading: Reading, i: int) -> bool:
    cue = reading.cues.get(i)
    if cue is None:
        return reading.doc[i].lower_ == "according"
    return cue.pos == "verb" and not cue.frames.isdisjoint(("clause", "quote"))


def _goes_on(reading: Reading, number: int, place: int) -> bool:
    """True when a quotation that opens a paragraph belongs to the speaker of the paragraph before, which holds a
    quotation of the same speaker."""
    quote = reading.quotes[number]
    if number == 0 or not reading.opens_paragraph(quote):
        return False
    before = reading.quotes[number - 1]
    return quote.continued or (before.start <= place + 1 and not reading.words(before.high, quote.low))


def _source(cue: Token, start: int, end: int) -> Span | None:
    if cue.lower_ == "according" and cue.i + 1 < end:
        return nearby(cue.doc, cue.i + 1, end, cue.nbor())
    if cue.text in _DASHES:
        return nearby(cue.doc, cue.i, end, cue)
    subject = own_subject(cue)
    if subject is not None and start <= subject.i < end:
        span = source_of(cue)
        if span is not None:
            return trim(cue.doc, max(span.start, start), min(span.end, end))
    if cue.tag_ == "VBG" and cue.dep_ in ("advcl", "conj", "acl") and (span := source_of(cue)) is not None:
        return span  # "She then defended the toll, saying: “…”"
    return nearby(cue.doc, start, end, cue) or source_of(cue)


def _last(doc: Doc, start: int, end: int) -> Token:
    """The last token of a stretch that is no space and no quotation mark."""
    while end > start + 1 and (doc[end - 1].is_space or doc[end - 1].is_quote):
        end -= 1
    return doc[max(end - 1, 0)]
