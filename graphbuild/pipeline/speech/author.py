"""Whose opinion a signed text is: the author of an op-ed and the speaker of a speech, as the text itself names them.

An author is read off a closing note ("Ada Quill is a professor at …") or a byline ("By Ada Quill"), a speaker off a
heading ("Remarks by Ada Quill"). News has bylines as well: only a text that argues in its author's own words counts,
and no note that tells of a reporter.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import NamedTuple

from spacy.tokens import Doc

from graphbuild.lexicon import table
from graphbuild.pipeline.draft import Draft, DraftEntity, free_id
from graphbuild.pipeline.paragraphs import paragraphs_of
from graphbuild.pipeline.speech.quotes import quotations

_OPENING = 4  # paragraphs that a byline or heading may stand in
_CLOSING = 3  # paragraphs that a note on the author may stand in
_LONGEST_LINE = 160
_LONGEST_BYLINE = 60
_LONGEST_NOTE = 600
_LEAST_WORDS = 120  # of the text: below it, a note on somebody is as likely a piece of news
_LEAST_ARGUING = 2  # words
_OWN_NAME = 1  # how often a speech may name its speaker: more of it is about somebody else's speech
_LEAST_SELF = 3  # where only a byline or a heading names the author

_BEFORE_NAME = (
    r"(?:(?:About the [Aa]uthor:?|This (?:\w+ ){1,3}(?:was|is) (?:written )?by) )?"
    r"\W*(?:(?:Mr|Mrs|Ms|Dr|Sen|Rep|Prof|Gov)\. |(?:Sir|Lord|Baroness|Professor|Senator|The (?:writer|author),) )?"
)
_NOTE = re.compile(
    r"(?:,? (?:MP|MEP|MSP|Ph\.?D\.?|Jr\.|QC|M\.D\.),?)?(?: \([^)]*\))?(?:, [^.,]{3,80},)?,?"
    r" (?:is|serves as|teaches|directs|chairs|represents|leads)\b"
)
_POSTS = re.compile(
    r"\b(?:professor|fellow|(?:co-?)?author|director|president|chair(?:man|woman)?|founder|co-founder|member|leader|head|"
    r"mayor|governor|senator|congress(?:man|woman)|representative|secretary|minister|ambassador|commissioner|MP|MEP|peer|"
    r"chancellor|dean|lecturer|researcher|scholar|historian|economist|scientist|lawyer|attorney|barrister|judge|doctor|"
    r"physician|teacher|student|columnist|writer|playwright|strategist|adviser|advisor|consultant|analyst|executive|"
    r"officer|chief|counsel|spokes(?:man|woman|person)|general secretary|veteran|candidate)(?:s|-in-residence)?\b",
    re.IGNORECASE,
)
_REPORTS = re.compile(
    r"\b(?:reporters?|correspondents?|staff writer|journalists?|contributed|freelance|covers|interns?|newsroom|"
    r"editors?|analyst for|one of|years? old|died|charged|arrested|expected|scheduled)\b"
)
_BYLINE = re.compile(r"(?:BYLINE:|Byline:|By|BY) ")
_SPEECH = re.compile(r"\b(?:speech|remarks|address|statement|testimony|lecture)\b", re.IGNORECASE)
_BY = re.compile(r"\b(?:by|of|from|BY|OF|FROM) (?:the )?(?:[\w’'.-]+,? ){0,5}\Z|[:—–-] ?\Z")
_WORDS = r"(?P<words>[A-Z][\w.-]*(?:,? [A-Z][\w’'.-]*?){0,7})"
_OWNS = r"['’]s? (?:[\w’'-]+ ){0,3}(?:[Ss]peech|[Rr]emarks|[Aa]ddress|[Ss]tatement|[Tt]estimony|[Ll]ecture)\b"
_OWNER = re.compile(_OWNS)
_HEADED = re.compile(
    rf"\b(?:by|of|from) (?:the )?{_WORDS}(?=\s|,|:|\Z)(?!,? [A-Z])|(?<!\w){_WORDS.replace('words', 'owner')}{_OWNS}"
)
_SELF = re.compile(r"\b(?:I|my|myself|me)\b")
_ARGUES = re.compile(r"\b(?:should|must|ought|we|our|us|cannot)\b", re.IGNORECASE)

_Person = tuple[int, int, str]
_Paragraph = tuple[int, int]


class Voice(NamedTuple):
    """Who speaks the tokens ``start`` to ``end`` of a doc."""

    entity: str
    start: int
    end: int


def author(doc: Doc, draft: Draft) -> Voice | None:
    """The author or speaker whom the text names, with the tokens that are his unless they are quoted."""
    text = draft.document.text
    paragraphs = list(paragraphs_of(text))
    if len(paragraphs) < 3 or len(doc) < _LEAST_WORDS:
        return None
    _add_from_heading(doc, draft, text, paragraphs)
    people = sorted(
        (span.start_char, span.end_char, entity.id)
        for entity in draft.entities.values()
        if entity.type == "person"
        for span in entity.mentions
    )
    for find in (_by_note, _by_heading):
        found = find(text, paragraphs, people)
        if found is not None:
            key, low, high = found
            starts = [token.idx for token in doc]
            voice = Voice(key, bisect_left(starts, low), bisect_left(starts, high))
            personal, arguing = _own_style(doc, draft, voice)
            if find is _by_note:
                return voice if personal + arguing else None
            return voice if personal >= _LEAST_SELF and arguing >= _LEAST_ARGUING else None
    return None


def _by_note(text: str, paragraphs: list[_Paragraph], people: list[_Person]) -> tuple[str, int, int] | None:
    """The person whom a paragraph at the end introduces, and whom no other paragraph but a byline names."""
    for low, high in paragraphs[-_CLOSING:]:
        if high - low > _LONGEST_NOTE or _REPORTS.search(text, low, high) or not _POSTS.search(text, low, high):
            continue
        for start, end, key in people:
            if low <= start < high and re.fullmatch(_BEFORE_NAME, text[low:start]) and _NOTE.match(text, end, high):
                elsewhere = [p for p in people if p[2] == key and p[0] < low]
                return (key, 0, low) if all(_stands_apart(text, paragraphs, p) for p in elsewhere) else None
    return None


def _by_heading(text: str, paragraphs: list[_Paragraph], people: list[_Person]) -> tuple[str, int, int] | None:
    """The person of a byline, or a line of the name alone, whom nothing else names, or of the heading of a speech."""
    for low, high in paragraphs[:_OPENING]:
        if high - low > _LONGEST_LINE or text[high - 1] in '!?”"':
            continue
        here = [p for p in people if low <= p[0] < high]
        for start, end, key in here:
            before, behind = text[low:start], text[end:high]
            speech = (_SPEECH.search(before) and _BY.search(before)) or _OWNER.match(behind)
            if speech and text[high - 1] != "." and sum(p[2] == key and p[0] >= high for p in people) <= _OWN_NAME:
                return key, high, len(text)
            alone = low != paragraphs[0][0] and not before and behind in ("", ".")
            if (alone or _BYLINE.match(before)) and len(here) == 1 and all(p[0] < high for p in people if p[2] == key):
                return key, high, len(text)
    return None


def _add_from_heading(doc: Doc, draft: Draft, text: str, paragraphs: list[_Paragraph]) -> None:
    """Adds the person whom only a heading names, set in capitals as it is: "Remarks by President Ada Quill"."""
    for low, high in paragraphs[:_OPENING]:
        match = _HEADED.search(text, low, high) if high - low <= _LONGEST_LINE else None
        if match is None or not _SPEECH.search(text, low, high):
            continue
        group = "words" if match["words"] else "owner"
        words = list(re.finditer(r"[^\s,]+", match[group]))
        titled = 0
        while titled < len(words) and _is_title(words[titled][0]):
            titled += 1
        words = words[titled:]
        if not words or (len(words) == 1 and not titled) or not (titled or words[0][0] in _given_names()):
            continue
        span = doc.char_span(match.start(group) + words[0].start(), match.start(group) + words[-1].end())
        if span is None or any(i in draft.entity_of for i in range(span.start, span.end)):
            continue
        entity = next((e for e in draft.entities.values() if e.type == "person" and e.name == span.text), None)
        if entity is None:
            entity = DraftEntity(free_id(draft, span.text), "person", span.text)
            draft.entities[entity.id] = entity
        draft.add_mention(entity, span)


@cache
def _given_names() -> frozenset[str]:
    return frozenset(row["name"] for row in table("given_names"))


@cache
def _title_words() -> frozenset[str]:
    return frozenset(word for row in table("titles") for word in row["title"].split())


def _is_title(word: str) -> bool:
    return word in _title_words() or word in ("European", "Deputy", "Shadow", "Executive", "EU", "UN", "US", "U.S.")


def _stands_apart(text: str, paragraphs: list[_Paragraph], person: _Person) -> bool:
    """True for a name in a short line of the opening that is no sentence: a byline, no part of the story."""
    return any(
        low <= person[0] and person[1] <= high and high - low < _LONGEST_BYLINE and text[person[1] : high] in ("", ".")
        for low, high in paragraphs[:_OPENING]
    )


def _own_style(doc: Doc, draft: Draft, voice: Voice) -> tuple[int, int]:
    """How often what nobody else says speaks of "I", and how often of "we" or of what should be."""
    others = {i for one in draft.attributions for span in one.content for i in range(span.start, span.end)}
    text = draft.document.text
    quoted = [False] * (len(text) + 1)
    for quotation in quotations(text):
        quoted[quotation.start : quotation.end] = [True] * (quotation.end - quotation.start)
    own = " ".join(t.text for t in doc[voice.start : voice.end] if t.i not in others and not quoted[t.idx])
    return len(_SELF.findall(own)), len(_ARGUES.findall(own))
