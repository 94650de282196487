from __future__ import annotations

import pytest


def test_text_is_the_files_own_characters(document):
    content = "\ufeffLevy passes\r\n\r\nThe council voted.\rOld line.\n\n\tEnd \u2028 x\x0c\n"
    item = document("el-salvador.v2.txt", content)
    assert item.text == content[1:]
    assert (item.id, item.title, item.date, item.notes) == ("el-salvador.v2", "Levy passes", None, ())


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("\n\nLevy passes \n\nText.", "Levy passes"),
        ("Levy passes.\n\nText.", None),
        ("Levy passes\nText.", None),
        ("Levy passes", None),
        ("4 February 2025\n\nText.", None),
        ("https://example.org\n\nText.", None),
        ("* * *\n\nText.", None),
        ("x" * 151 + "\n\nText.", None),
    ],
)
def test_title_is_a_short_line_before_a_blank_one(document, text, title):
    assert document("a.txt", text).title == title


def test_marks_are_skipped_and_offsets_hold(document):
    text = "Voss opposes it.\n![Port](p.png)\nSee [the act](https://e.org).\n"
    item = document("a.txt", text)
    assert [text[start:end] for start, end in item.skip] == ["![Port](p.png)", "[", "](https://e.org)"]
