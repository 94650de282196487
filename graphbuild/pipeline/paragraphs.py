"""gb_paragraphs: no sentence runs over the end of a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

NAME = "gb_paragraphs"
_WRAPPED = 120


@Language.component(NAME)
def paragraphs(doc: Doc) -> Doc:
    """Sets sentence starts where paragraphs begin; the parser keeps them."""
    return begin(doc, [low for low, _ in paragraphs_of(doc.text)])


def begin(doc: Doc, places: list[int]) -> Doc:
    """Sets sentence starts where paragraphs begin, given in characters."""
    # all at once: a token's own setter looks through the whole doc for a parse first
    starts: Any = np.isin(doc.to_array("IDX"), places).astype(np.uint64)  # spaCy asks for thinc's type of array
    return doc.from_array(["SENT_START"], starts[:, None])


def paragraphs_of(text: str) -> Iterator[tuple[int, int]]:
    """The (start, end) of the paragraphs, without the line breaks between them.

    A paragraph ends at a blank line; in a text whose lines are longer than 120 characters, at any line's end
    (shorter lines are taken to be wrapped).
    """
    wrapped = max(map(len, text.split("\n"))) <= _WRAPPED
    at = 0
    for gap in re.finditer(r"\n[^\S\n]*\n\s*" if wrapped else r"\n\s*", text):
        if text[at : gap.start()].strip():
            yield at, gap.start()
        at = gap.end()
    if text[at:].strip():
        yield at, len(text)
