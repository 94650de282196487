"""gb_paragraphs: no sentence runs over the end of a paragraph.

A paragraph ends at a blank line; in a text whose lines are longer than 120 characters, at any line's end
(shorter lines are taken to be wrapped).
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

NAME = "gb_paragraphs"
_WRAPPED = 120


@Language.component(NAME)
def paragraphs(doc: Doc) -> Doc:
    """Sets sentence starts after paragraph breaks; the parser keeps them."""
    wrapped = max(map(len, doc.text.split("\n"))) <= _WRAPPED
    needed = 2 if wrapped else 1
    breaks = 0
    for token in doc:
        if token.is_space:
            breaks += token.text.count("\n")
        else:
            if breaks >= needed and token.i:
                token.is_sent_start = True
            breaks = 0
    return doc
