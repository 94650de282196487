"""Quotation marks: which words of a text stand in them.

Marks are paired within a paragraph: “…”, "…", ''…'', «…», and, outside of those, ‘…’ and '…' where they cannot be
apostrophes; a pair of another kind inside of one is part of it. A quotation that is not closed runs to the end of its
paragraph; when the next paragraph opens with a mark, it is one quotation of several paragraphs. Where the paragraphs
have been run together, the mark that opens the next one stands behind the end of a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from graphbuild.pipeline.paragraphs import paragraphs_of

_DOUBLE = re.compile(r"[“”„\"«»]|''|``")
_OPENERS = {"“": "”", "„": "”", '"': '"', "''": "''", "``": "''", "«": "»"}
_SINGLE = re.compile(r"(?<!\w)['‘](?=[^\W\d_])")
_SINGLE_END = re.compile(r"(?<=[^\s‘'])['’](?![\w’'])")

_SENTENCE_END = re.compile(r"[.!?…]\s+\Z")


class Quotation(NamedTuple):
    """Quoted words of one paragraph, in code points of the text.

    ``start`` and ``end`` leave out the marks, ``outer_start`` and ``outer_end`` hold them. ``continued`` says that
    the quotation goes on from the paragraph before; ``low`` and ``high`` are the bounds of its paragraph.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    continued: bool
    low: int
    high: int


def quotations(text: str) -> list[Quotation]:
    """The quotations of a text, in order, none inside another.

    >>> [text[q.start:q.end] for text in ["He said, “I’ll go,” and left."] for q in quotations(text)]
    ['I’ll go,']
    """
    found: list[Quotation] = []
    is_open = False
    for low, high in paragraphs_of(text):
        here, at = list(_in_paragraph(text, low, high)), low
        for start, end, opening, closing in here:
            inner = text[start + opening : end - closing]
            left = start + opening + len(inner) - len(inner.lstrip())
            right = max(left, end - closing - len(inner) + len(inner.rstrip()))
            found.append(Quotation(left, right, start, end, is_open and not text[at:start].strip(), low, high))
            at, is_open = end, closing == 0
        is_open = bool(here) and is_open
    return found


def _in_paragraph(text: str, start: int, end: int) -> Iterator[tuple[int, int, int, int]]:
    """(start, end, length of the opening mark, length of the closing mark or 0)."""
    at, opener, inner = start, "", False
    opened = 0
    for mark in _DOUBLE.finditer(text, start, end):
        if not opener:
            if mark.group() in _OPENERS and not _only_closes(text, mark, end):
                yield from _singles(text, at, mark.start())
                opener, opened, inner = mark.group(), mark.start(), False
        elif mark.group() == "“" or (inner and mark.group() == "”"):
            inner = mark.group() == "“" != opener
        elif mark.group() == opener and _opens_again(text, mark, start, end):
            yield opened, mark.start(), len(opener), 0
            opened, inner = mark.start(), False
        elif mark.group() in (_OPENERS[opener], "”"):
            yield opened, mark.end(), len(opener), len(mark.group())
            at, opener = mark.end(), ""
    if opener:
        yield opened, end, len(opener), 0
    else:
        yield from _singles(text, at, end)


def _opens_again(text: str, mark: re.Match[str], start: int, end: int) -> bool:
    """True when a straight mark opens a quotation inside an open one: behind a sentence and a space, before a word."""
    before, behind = text[start : mark.start()], text[mark.end() : min(mark.end() + 1, end)]
    return bool(_SENTENCE_END.search(before[-3:])) and (behind.isalnum() or behind in ("[", "(", "‘", "'"))


def _only_closes(text: str, mark: re.Match[str], end: int) -> bool:
    """True when a straight mark has a word before it and none behind: its opening partner is missing."""
    if mark.group() not in ('"', "''"):
        return False
    before = text[mark.start() - 1 : mark.start()] if mark.start() else " "
    behind = text[mark.end() : mark.end() + 1] if mark.end() < end else " "
    return bool(before.strip()) and before not in "([—–-" and not behind.strip()


def _singles(text: str, start: int, end: int) -> Iterator[tuple[int, int, int, int]]:
    """Quotations in single marks, where no double ones are."""
    at = start
    while opening := _SINGLE.search(text, at, end):
        following = _SINGLE.search(text, opening.end() + 1, end)
        closings = list(_SINGLE_END.finditer(text, opening.end() + 1, following.start() if following else end))
        # an s before the mark and a word behind it may be a plural possessive: a later mark is the better one
        sure = [c for c in closings if text[c.start() - 1] != "s" or not text[c.end() : c.end() + 2].strip().isalpha()]
        closing = next(iter(sure or closings), None)
        if closing is None:
            at = opening.end()
            continue
        yield opening.start(), closing.end(), 1, 1
        at = closing.end()
