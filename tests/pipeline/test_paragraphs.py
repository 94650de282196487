from __future__ import annotations

import time

import pytest
import spacy

from graphbuild.pipeline.paragraphs import paragraphs, paragraphs_of

LONG = "word " * 30


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        (" \n\n ", []),
        ("One line\nwrapped.\n\nAnother.", ["One line\nwrapped.", "Another."]),
        ("\n\nAfter blank lines.\r\n \r\nWindows.", ["After blank lines.\r", "Windows."]),
        (f"A heading\n{LONG}\nThird", ["A heading", LONG, "Third"]),
    ],
)
def test_a_blank_line_ends_a_paragraph_and_any_line_where_lines_are_long(text, found):
    assert [text[low:high] for low, high in paragraphs_of(text)] == found


def test_each_paragraph_starts_a_sentence():
    doc = paragraphs(spacy.blank("en")("Title without a stop\n\nThe council met. It rose.\n\n\n“No,” she said."))
    assert [token.text for token in doc[1:] if token.is_sent_start] == ["The", "“"]


def test_time_grows_with_the_text_not_with_its_square():
    doc = spacy.blank("en")("word\n\n" * 40_000)
    begin = time.perf_counter()
    paragraphs(doc)
    assert time.perf_counter() - begin < 3
