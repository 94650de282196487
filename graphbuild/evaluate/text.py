"""Texts as the annotation looks at them: sentences, names in plain form, places of strings. Offsets are kept."""

from __future__ import annotations

import re
from collections.abc import Iterable

from graphbuild.model import Span

_TITLES = frozenset(
    {"mr", "mrs", "ms", "miss", "dr", "prof", "professor", "sir", "lord", "lady", "rev", "reverend", "hon",
     "president", "vice", "prime", "minister", "chancellor", "premier", "king", "queen", "prince", "princess",
     "pope", "senator", "sen", "representative", "rep", "congressman", "congresswoman", "governor", "gov", "mayor",
     "secretary", "speaker", "judge", "justice", "chief", "attorney", "general", "gen", "colonel", "col", "captain",
     "capt", "lt", "ambassador", "director", "commissioner", "leader", "former"}
)  # fmt: skip
_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))
_ARTICLES = frozenset(("the", "a", "an"))
_ABBREVIATIONS = frozenset(
    {"mr", "mrs", "ms", "dr", "prof", "sen", "sens", "rep", "reps", "gov", "gen", "col", "lt", "sgt", "capt", "rev",
     "hon", "pres", "st", "jr", "sr", "no", "art", "vs", "v", "inc", "corp", "co", "ltd", "dept", "etc", "jan",
     "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec", "e.g", "i.e", "approx"}
)  # fmt: skip
_LONG_LINE = 120  # a text without a longer line has its lines broken: only a blank one ends a paragraph
_LINE_END = r"\s*\n\s*"
_BLANK_LINE = r"\n[ \t\r]*\n\s*"
_SENTENCE_END = r"(?<=[.!?…])(?P<closing>[\"'”’)\]]*)\s+(?=[\"“‘'(\[]*[A-Z0-9])"
_PLAIN = str.maketrans("’‘“”–—", "''\"\"--")
_EDGE_ARTICLES = ("the ", "a ", "an ")
_POSSESSIVES = ("'s", "’s")


def fold(text: str) -> str:
    """The text with no-break spaces made plain ones; its length stays."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def sentences(text: str) -> list[Span]:
    """Sentences by a simple rule, the same for every extractor: they end after . ! ? before a capital or a digit, but
    not after an abbreviation, and at the ends of paragraphs."""
    wrapped = max(map(len, text.split("\n"))) <= _LONG_LINE
    ends = re.compile(f"(?P<paragraph>{_BLANK_LINE if wrapped else _LINE_END})|{_SENTENCE_END}")
    found, start = [], 0
    for end in ends.finditer(text):
        if end["paragraph"] is None and _abbreviated(text[start : end.start()]):
            continue
        found.append(trimmed(text, Span(start, end.end("closing") if end["closing"] else end.start())))
        start = end.end()
    found.append(trimmed(text, Span(start, len(text))))
    return [span for span in found if span.start < span.end]


def _abbreviated(before: str) -> bool:
    words = before.split()
    last = words[-1].lstrip("\"'“‘([") if words else ""
    if not last.endswith("."):
        return False
    return last[:-1].lower() in _ABBREVIATIONS or re.fullmatch(r"(?:[A-Za-z]\.)+", last) is not None


def trimmed(text: str, span: Span) -> Span:
    """The span without white space at its edges."""
    words = text[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, max(start, span.start + len(words.rstrip())))


def bare(text: str, span: Span) -> Span:
    """The span of a name without outer white space, a leading article and a possessive ending."""
    start, end = trimmed(text, span)
    for article in _EDGE_ARTICLES:
        if text[start:end].lower().startswith(article):
            start += len(article)
    if text[start:end].lower().endswith(_POSSESSIVES):
        end -= 2
    return Span(start, end)


def plain(name: str, *, person: bool) -> str:
    """A name for comparison: case, the style of quotes and dashes, a leading article and a possessive ending do not
    count; neither do titles and Jr. or Sr. for a person."""
    words = [word for word in (w.strip('",;:()[]') for w in name.translate(_PLAIN).casefold().split()) if word]
    if words:
        words[-1] = re.sub(r"'s?$", "", words[-1])
    skipped = _ARTICLES | _TITLES if person else _ARTICLES
    while len(words) > 1 and words[0].rstrip(".") in skipped:
        words.pop(0)
    while person and len(words) > 1 and words[-1].rstrip(".") in _SUFFIXES:
        words.pop()
        words[-1] = words[-1].rstrip(",")
    return " ".join(words)


def places(text: str, string: str) -> list[Span]:
    """Where a string stands as whole words; white space is alike, and a small first letter may be a capital."""
    words = string.split()
    if not words:
        return []
    head = words[0][0]
    first = (f"[{head}{head.upper()}]" if head.islower() else re.escape(head)) + re.escape(words[0][1:])
    before = r"(?<!\w)" if head.isalnum() else ""
    after = r"(?!\w)" if words[-1][-1].isalnum() or words[-1].endswith(".") else ""
    pattern = before + r"\s+".join([first, *map(re.escape, words[1:])]) + after
    return [Span(*match.span()) for match in re.finditer(pattern, text)]


def every_place(text: str, string: str) -> list[Span]:
    """Where a string stands, whole words or not."""
    found, start = [], text.find(string)
    while start >= 0:
        found.append(Span(start, start + len(string)))
        start = text.find(string, start + 1)
    return found


def overlap(a: Span, b: Span) -> bool:
    """Whether two spans have a character in common."""
    return max(a.start, b.start) < min(a.end, b.end)


def inside(span: Span, other: Span) -> bool:
    """Whether a span lies within another one."""
    return other.start <= span.start and span.end <= other.end


def touched(span: Span, bounds: Iterable[Span]) -> frozenset[int]:
    """The numbers of the sentences that a span touches."""
    return frozenset(i for i, bound in enumerate(bounds) if overlap(span, bound))


def half_shared(text: str, a: Span, b: Span, *, of_each: bool = False) -> bool:
    """Whether two spans have in common at least half the words of the shorter one, or of each."""
    if not overlap(a, b):
        return False
    common = _words(text, Span(max(a.start, b.start), min(a.end, b.end)))
    lengths = _words(text, a), _words(text, b)
    least = max(lengths) if of_each else min(lengths)
    return 2 * common >= least > 0


def _words(text: str, span: Span) -> int:
    return len(text[span.start : span.end].split())
