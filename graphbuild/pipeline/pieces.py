"""Long texts are read in pieces: the model takes some kilobytes a word while it reads, the rules a tenth of that.

A piece ends where a paragraph does, or a sentence in a paragraph that is longer than a piece. A text that is no
longer than a piece is read as it is.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from itertools import islice, tee
from typing import Any, TypeVar

from spacy.language import Language
from spacy.tokens import Doc

from graphbuild.pipeline import paragraphs

LONGEST = 50_000
"""The characters of a piece, and of what the model reads at once."""

_SENTENCE_END = re.compile(r"[.!?][\"”’)]*\s+(?=[\"“‘(]*[A-Z])")
_APOSTROPHE = re.compile(r"(?<=\w)’(?=\w)")
_READ: list[int | str] = ["NORM", "TAG", "POS", "MORPH", "LEMMA", "DEP", "HEAD", "SENT_START", "ENT_IOB", "ENT_TYPE"]
_WORD_END = re.compile(r"\s+(?=\S)")

_Item = TypeVar("_Item")


def read(texts: Iterable[str], nlp: Language, *, disable: Iterable[str], batch_size: int) -> Iterator[Doc]:
    """A doc for each text, as ``nlp.pipe`` gives it without the disabled components; memory stays bounded.

    The model sees straight apostrophes: it learned from no others, and takes the "n’t" of "isn’t" for a number.
    """
    given, shown = tee(texts)
    cut = [list(_docs(_APOSTROPHE.sub("'", text), nlp)) for text in shown]
    without = [paragraphs.NAME, *disable]  # the pieces have their paragraphs from the whole text
    found = (
        doc
        for batch in batches((doc for docs in cut for doc in docs), batch_size, lambda doc: len(doc.text))
        for doc in nlp.pipe(batch, batch_size=batch_size, disable=without)
    )
    for text, docs in zip(given, cut, strict=True):
        parts = list(islice(found, len(docs)))
        doc = parts[0] if len(parts) == 1 else Doc.from_docs(parts, ensure_whitespace=False)
        yield doc if doc.text == text else _reworded(doc, text)


def _reworded(doc: Doc, text: str) -> Doc:
    """The doc with the words of a text in which every token has the same place."""
    words = [text[token.idx : token.idx + len(token)] for token in doc]
    spaces = [bool(token.whitespace_) for token in doc]
    read: Any = doc.to_array(_READ)  # spaCy asks for thinc's type of array
    return Doc(doc.vocab, words=words, spaces=spaces).from_array(_READ, read)


def batches(items: Iterable[_Item], size: int, length: Callable[[_Item], int]) -> Iterator[list[_Item]]:
    """The items in groups of no more than ``size``, and no longer together than a piece unless one alone is."""
    batch: list[_Item] = []
    total = 0
    for item in items:
        if batch and (len(batch) == size or total + length(item) > LONGEST):
            yield batch
            batch, total = [], 0
        batch.append(item)
        total += length(item)
    if batch:
        yield batch


def cuts(text: str, begins: list[int]) -> list[int]:
    """Where the pieces of a text end: the last paragraph's begin within reach, else a sentence's, else a word's."""
    found: list[int] = []
    start = 0
    while len(text) - start > LONGEST:
        within = bisect_right(begins, start + LONGEST)
        last = begins[within - 1] if within else 0
        if last <= start:
            last = _last(_SENTENCE_END, text, start) or _last(_WORD_END, text, start) or start + LONGEST
        found.append(last)
        start = last
    return [*found, len(text)]


def _last(pattern: re.Pattern[str], text: str, start: int) -> int:
    """The end of the last match in the piece that begins at ``start``, 0 when there is none."""
    return max((match.end() for match in pattern.finditer(text, start, start + LONGEST)), default=0)


def _docs(text: str, nlp: Language) -> Iterator[Doc]:
    begins = [low for low, _ in paragraphs.paragraphs_of(text)]
    start = 0
    for end in cuts(text, begins):
        own = begins[bisect_left(begins, start) : bisect_left(begins, end)]
        yield paragraphs.begin(nlp.make_doc(text[start:end]), [place - start for place in own])
        start = end
