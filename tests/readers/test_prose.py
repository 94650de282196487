from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphbuild.model import Document, Span
from graphbuild.readers.prose import merged, not_prose


def prose(text: str) -> str:
    """What is left to read, in one line."""
    return " ".join(Document("a", text, skip=not_prose(text)).prose.split())


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Before.\n![The port (new)](https://e.org/a_(b).png)\nAfter.", "Before. After."),
        ("See [the act](https://e.org/a_(b) 'T') now.", "See the act now."),
        ("[![logo](a.png)](https://e.org)", ""),
        ("One.\n  https://e.org/x?y=1\r\nTwo.", "One. Two."),
        ("Go to https://e.org/x for the bill.", "Go to https://e.org/x for the bill."),
        ("One.\n* * *\nTwo.\n-----\nThree.\n═ ═", "One. Two. Three. ═ ═"),
        ("| Vote | Yes |\n|---|---|\n| A | B |\nText.", "Text."),
        ('He said <b>no</b>.<br/>\n<p class="x">Yes.</p>', "He said no . Yes."),
        ("a < b and c > d, <Bob> said", "a < b and c > d, <Bob> said"),
        ("One.<script>alert('The council voted.')</script><!-- hidden\nline --> Two.", "One. Two."),
        ("<script>never closed. One.", "never closed. One."),
        ("From: Ada <a@e.org>\nTo: Ben\nSubject: Levy\n\nDear Ben,", "Dear Ben,"),
        ("Hi.\n-----Original Message-----\nFrom: Ada\nSent: Monday\nTo: Ben\nText.", "Hi. Text."),
        ("From: the chair\nI thank you.", "From: the chair I thank you."),
        ("Mr. VOSS. [Applause.] I object (loudly).", "Mr. VOSS. [Applause.] I object (loudly)."),
    ],
)
def test_what_is_left_of_a_plain_text(text, left):
    assert prose(text) == left


def test_newlines_stay():
    text = "| a |\r\n| b |\r\nText."
    assert Document("a", text, skip=not_prose(text)).prose.count("\n") == 2


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 9)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))))
def test_merged_spans_cover_the_same_and_lie_apart(spans):
    done = merged(spans)
    assert {i for span in done for i in range(*span)} == {i for span in spans for i in range(*span)}
    assert all(one.end < other.start for one, other in zip(done, done[1:], strict=False))


@pytest.mark.parametrize(
    "piece", ["[", "![", "](", "[a](", "[a]((", "<script>", "<!--", "<a ", "From:\n", "- ", "|\n", "---\n", " ", "\n"]
)
def test_time_grows_with_the_text_only(piece):
    text = piece * (300_000 // len(piece))
    start = time.process_time()
    not_prose(text)
    assert time.process_time() - start < 3
