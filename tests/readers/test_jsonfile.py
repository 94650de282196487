from __future__ import annotations

import codecs
import json

import pytest

from graphbuild.model import Document, Skipped
from graphbuild.readers import jsonfile

RECORD = {
    "text": "The council voted.",
    "id": 12,
    "title": "Levy\npasses",
    "date": "4 February 2025",
    "source": "The Courier",
    "speaker": "Ada Moreau",
    "url": "https://e.org",
    "other": [1],
}


def test_fields_of_an_object(document):
    item = document("a.json", json.dumps(RECORD))
    assert (item.id, item.text, item.title, item.date) == ("12", "The council voted.", "Levy passes", "2025-02-04")
    assert (item.source, item.speaker, item.url) == ("The Courier", "Ada Moreau", "https://e.org")


@pytest.mark.parametrize("shape", [lambda r: [r, r], lambda r: {"documents": [r, r]}])
def test_lists_of_objects(reading, shape):
    items = reading({"a.json": json.dumps(shape({"Text ": "One."}))})
    assert [(item.id, item.text) for item in items] == [("a-1", "One."), ("a-2", "One.")]


def test_bad_items_of_a_list_are_named_and_the_others_go_through(reading):
    items = reading({"a.json": json.dumps([{"text": "One."}, 3, {"body": "x"}, {"text": 5}, {"text": " "}])})
    assert isinstance(items[0], Document)
    assert [item.reason for item in items[1:]] == [
        "item 2: is no object with a text but '3'",
        "item 3: has no field \"text\" (its fields: 'body'); "
        "the fields read are id, text, title, date, source, speaker, url",
        "item 4: the text is no string but '5'",
        "item 5: the text is empty",
    ]


def test_bad_line_is_named_and_the_others_go_through(reading):
    items = reading({"a.jsonl": '{"text": "One."}\n\n{"text": \n{"text": "Café."}\r\n\xff\n'.encode()})
    assert [type(item) for item in items] == [Document, Skipped, Document, Skipped]
    assert items[1].reason == "line 3: is no JSON: column 9: Expecting value"
    assert (items[2].id, items[2].text) == ("a-3", "Café.")
    assert items[3].reason.startswith("line 5: is no JSON")


def test_lines_in_utf_16_and_with_a_mark(reading):
    text = '{"text": "Café \\n one."}\n{"text": "Two."}\n'
    items = reading(
        {"a.ndjson": codecs.BOM_UTF16_LE + text.encode("utf-16-le"), "b.jsonl": codecs.BOM_UTF8 + text.encode()}
    )
    assert [item.text for item in items] == ["Café \n one.", "Two."] * 2


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('{"text": "x",\n 3}', "is no JSON: line 2, column 2"),
        ("[]", "is an empty list"),
        ("3", "holds neither an object with a text nor a list of them"),
        ("[" * 100_000, "is nested too deeply"),
        ('{"a":' * 100_000, "is nested too deeply"),
        ("{}", 'has no field "text" (its fields: none)'),
        ('{"text": null}', "has no text"),
        ('{"text": "' + "x" * 20_000_001 + '"}', "the text is longer than 20 million characters; split it"),
    ],
)
def test_one_line_for_what_is_wrong(skipped, text, reason):
    assert reason in skipped("a.json", text).reason


def test_a_line_that_is_too_long_is_passed_over(reading, monkeypatch):
    monkeypatch.setattr(jsonfile, "RECORDS_LIMIT", 30)
    items = reading({"a.jsonl": '{"text": "One."}\n{"text": "' + "x" * 100 + '"}\n{"text": "Two."}\n'})
    assert [getattr(item, "text", None) or item.reason[:17] for item in items] == ["One.", "line 2: is longer", "Two."]


def test_no_lines(skipped):
    assert skipped("a.jsonl", "\n \n").reason == "holds no records"


def test_huge_numbers_and_odd_values_do_no_harm(document):
    item = document("a.json", f'{{"text": "One.", "id": {"9" * 5000}, "date": 1e999, "title": ["x"], "speaker": true}}')
    assert item.id == "9" * 5000
    assert (item.title, item.speaker, item.date) == (None, None, None)
    assert item.notes[0] == "the title is no text and is left out"


def test_characters_that_no_file_can_hold_are_replaced_and_noted(document):
    item = document("a.json", '{"text": "A \\ud800 b \\u0000 c \\ud83e\\udd8a", "title": "x\\udfffy", "id": "\\ud800"}')
    assert item.text == "A \ufffd b \ufffd c 🦊"
    assert (item.title, item.id) == ("x y", "a")
    assert item.notes == ("2 characters that no file can hold stand as U+FFFD",)
