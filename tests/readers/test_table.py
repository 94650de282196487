from __future__ import annotations

import codecs

import pytest

from graphbuild.model import Document, Skipped


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_columns_and_delimiters(document, delimiter):
    rows = [["Speaker", " Text", "date", "id"], ["Ada Moreau", '"We, ""all""; oppose\n\nit."', "2024-03", "m1"]]
    item = document("a.csv", "\r\n".join(delimiter.join(row) for row in rows))
    assert (item.id, item.text) == ("m1", 'We, "all"; oppose\n\nit.')
    assert (item.speaker, item.date) == ("Ada Moreau", "2024-03")


def test_mark_encoding_and_tabs(reading):
    items = reading({"a.csv": codecs.BOM_UTF8 + b"text\nOne.\n", "b.tsv": "text\tsource\nCafé.\tX\n".encode("cp1252")})
    assert [(item.text, item.notes) for item in items] == [("One.", ()), ("Café.", ("decoded as windows-1252",))]


def test_big_cells(document):
    assert len(document("a.csv", "text\n" + "word " * 100_000 + "\n").text) == 500_000


def test_bad_rows_are_named_and_the_others_go_through(reading):
    items = reading({"a.csv": 'id,text\nx,"One\nline."\n,\n\ny,\nz\nw,Two.,extra\n'})
    assert [type(item) for item in items] == [Document, Skipped, Skipped, Document]
    assert [item.reason for item in items[1:3]] == ["line 6: the text is empty", "line 7: has no text"]


def test_open_quote_is_told_and_not_swallowed(reading):
    first, second = reading({"a.csv": 'text\nOne.\n"Two.\nThree.\n'})
    assert first.text == "One."
    assert second.reason.startswith("line 4: ")
    assert second.reason.endswith("the rest of the file is not read: check its quotes")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("name;body\na;b\n", "has no column \"text\" (its columns: 'name', 'body'); the columns read are id, text"),
        ("text,id\n", "holds no rows under its header"),
        ("\n", 'has no column "text" (its columns: none)'),
    ],
)
def test_tables_without_text(skipped, content, reason):
    assert reason in skipped("a.csv", content).reason
