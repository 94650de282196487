"""Sentences, plain names and places of strings, as the annotation looks at them."""

from __future__ import annotations

import pytest

from graphbuild.evaluate import text as texts
from graphbuild.model import Span


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in texts.sentences(text)]


def test_sentences_end_before_a_capital_but_not_after_an_abbreviation() -> None:
    text = "Mrs. Voss met the U.S. envoy at 5 p.m. today. “It is bad,” she said. “We fight on.” Then he left."
    assert cut(text) == [
        "Mrs. Voss met the U.S. envoy at 5 p.m. today.", "“It is bad,” she said.", "“We fight on.”", "Then he left.",
    ]  # fmt: skip


def test_a_line_ends_a_paragraph_only_where_lines_are_long() -> None:
    assert cut("Harbour levy\npassed") == ["Harbour levy\npassed"]
    assert cut("Harbour levy\n\npassed") == ["Harbour levy", "passed"]
    assert cut("Harbour levy\n" + "x" * 130) == ["Harbour levy", "x" * 130]


@pytest.mark.parametrize(
    ("name", "person", "expected"),
    [
        ("President Clara Voss’s", True, "clara voss"),
        ("Clara Voss, Jr.", True, "clara voss"),
        ("President Voss", False, "president voss"),
        ("The  Harbour Board", False, "harbour board"),
        ("the", False, "the"),
        ("“Clean Ports” Act", False, "clean ports act"),
    ],
)
def test_plain_names(name: str, person: bool, expected: str) -> None:
    assert texts.plain(name, person=person) == expected


def test_places_are_whole_words_with_any_white_space_and_capital() -> None:
    text = "The harbour\nlevy, the harbour levy; harbour levyings"
    assert [text[s:e] for s, e in texts.places(text, "the harbour levy")] == ["The harbour\nlevy", "the harbour levy"]
    assert texts.places(text, " ") == []
    assert len(texts.places("a U.S. envoy, the US", "U.S.")) == 1


def test_half_shared() -> None:
    text = "the new harbour levy on ferries"
    levy, whole = Span(8, 20), Span(0, len(text))
    assert texts.half_shared(text, levy, whole)
    assert not texts.half_shared(text, levy, whole, of_each=True)
    assert not texts.half_shared(text, Span(0, 3), levy)
