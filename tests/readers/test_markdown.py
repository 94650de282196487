from __future__ import annotations

import pytest

from graphbuild.model import Document

FRONT = """---
title: "Levy: the vote"
date: 4 Feb 2025
Source: The Courier
author: Jane Doe
speaker: Ada Moreau
url: https://e.org/levy
tags: [a, b]
---
"""


def left(item: Document) -> str:
    return " ".join(item.prose.split())


def test_front_matter_gives_the_metadata_and_is_no_prose(document):
    item = document("a.md", FRONT + "The council voted.\n")
    assert (item.title, item.date, item.source) == ("Levy: the vote", "2025-02-04", "The Courier")
    assert (item.url, item.speaker) == ("https://e.org/levy", "Ada Moreau")
    assert item.text == FRONT + "The council voted.\n"
    assert left(item) == "The council voted."


def test_author_is_no_speaker(document):
    assert document("a.md", "---\nauthor: Jane Doe\n---\nThe council voted.\n").speaker is None


def test_front_matter_that_is_no_yaml_is_read_by_lines(document):
    item = document("a.md", "---\r\ntitle: Levy: the vote\r\ndate: '2025'\r\n---\r\nThe council voted.\r\n")
    assert (item.title, item.date, left(item)) == ("Levy: the vote", "2025", "The council voted.")


@pytest.mark.parametrize("text", ["---\nThe council voted.\n---\nMore.\n", "---\nNo end: here\n", "--- x\na: b\n---\n"])
def test_rules_are_no_front_matter(document, text):
    item = document("a.md", text)
    assert "ouncil voted" in left(item) or "here" in left(item) or "a: b" in left(item)
    assert item.title is None


@pytest.mark.parametrize(
    ("text", "prose"),
    [
        ("# The *levy* #\n\nText.", "The levy Text."),
        ("Levy\n====\n\nText.", "Levy Text."),
        ("The **plan** of __Voss__ is `bad`[^1], *she* said_.", "The plan of Voss is bad , she said ."),
        ("2 * 3 = 6, snake_case stays.", "2 * 3 = 6, snake_case stays."),
        ("> He said\n> no.\n\n- one\n  - two\n+ three\n\n1. four\n", "He said no. one two three four"),
        ("| a | b |\n|---|---|\n| 1 | 2 |\n\nText.", "Text."),
        ("a | b\n--|--\n1 | 2\n\nText.", "Text."),
        ("```py\ncode here\n```\nText.\n~~~\nmore\n~~~", "Text."),
        ("Text.\n\n    Indented prose.", "Text. Indented prose."),
        ("![img](u.png \"t\") See [the act](http://e.org), [that][r] and <https://q.org>.\n\n[r]: http://x 'T'\n",
         "See the act , that and ."),
        ("One.\n\n***\n\nTwo.<br>\n<div>Three.</div>\n<script>four</script>\n", "One. Two. Three."),
        ("In 1986. He left.", "In 1986. He left."),
    ],
)  # fmt: skip
def test_marks_are_no_prose(document, text, prose):
    item = document("a.md", text)
    assert item.text == text
    assert left(item) == prose


def test_title_from_the_first_heading(document):
    assert document("a.markdown", "Text.\n\n## Part\n\n# The [levy](x) **now** #\n\nMore.").title == "The levy now"
    assert document("b.md", "---\ntitle: Own\n---\n# Heading\n\nMore.").title == "Own"


@pytest.mark.parametrize("front", ["a: " + "[" * 5000, "a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]", "? {a: b}\n: c"])
def test_hostile_front_matter(document, front):
    assert left(document("a.md", f"---\n{front}\n---\nThe council voted.\n")).endswith("The council voted.")
