"""Quotation marks are paired as readers pair them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphbuild.pipeline.speech.quotes import quotations


def inner(text: str) -> list[str]:
    return [text[q.start : q.end] for q in quotations(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("“We will pay,” she said. “Soon.”", ["We will pay,", "Soon."]),
        ('"We will pay," she said. "Soon."', ["We will pay,", "Soon."]),
        ("''We will pay,'' she said.", ["We will pay,"]),
        ("He said: ‘We will pay.’", ["We will pay."]),
        ("The miner's wage, the miners' wages and the '90s: no quotation.", []),
        ("He called the miners' plan 'a waste of coal', they said.", ["a waste of coal"]),
        ("She said, “He told me, ‘Go home.’”", ["He told me, ‘Go home.’"]),
        ("“Half of it, and no more.\n\nThe rest came later.", ["Half of it, and no more."]),
        ('a stray mark" here', []),
        ('She wrote: "The “Bridge Bill,” as it is, is lost." He left.', ["The “Bridge Bill,” as it is, is lost."]),
        ('She said: "It is lost. "It must go." He left.', ["It is lost.", "It must go."]),
        ('He said "It is lost." She said "Go."', ["It is lost.", "Go."]),
    ],
)
def test_pairs(text: str, wanted: list[str]) -> None:
    assert inner(text) == wanted


def test_a_quotation_of_two_paragraphs_is_continued() -> None:
    found = quotations("“The first part of it.\n\n“The second part,” she said.")
    assert [q.continued for q in found] == [False, True]


def test_a_mark_that_opens_again_continues_the_quotation() -> None:
    found = quotations('He said: "It is lost. "It must go." She left. "Soon."')
    assert [q.continued for q in found] == [False, True, False]


@given(st.text(alphabet="ab .,\n\"'“”‘’«»`", max_size=60))
def test_quotations_are_in_order_inside_the_text_and_do_not_overlap(text: str) -> None:
    at = 0
    for q in quotations(text):
        assert at <= q.outer_start <= q.start <= q.end <= q.outer_end <= len(text)
        at = q.outer_end
