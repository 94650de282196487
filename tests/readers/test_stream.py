from __future__ import annotations

import hashlib
import io
import json
import os
import tracemalloc
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphbuild import registry
from graphbuild.errors import InputError, OptionError
from graphbuild.model import Document, Extraction, Skipped
from graphbuild.readers import read
from graphbuild.readers.record import make_document

ENGLISH = "The harbour council voted for the levy on Tuesday, and the shipowners said that they would go to court.\n"
GERMAN = "Der Hafenrat stimmte am Dienstag für die Abgabe, und die Reeder sagten, dass sie vor Gericht ziehen werden.\n"
FORMATS = ("txt", "md", "html", "json", "jsonl", "csv", "tsv")


def test_folder_is_read_recursively_in_the_order_of_paths(reading):
    files = {
        "in/b.txt": ENGLISH,
        "in/a/z.txt": ENGLISH,
        "in/a.md": ENGLISH,
        "in/.hidden.txt": ENGLISH,
        "in/.git/x.txt": ENGLISH,
        "in/B.TXT": ENGLISH,
    }
    items = reading(files, "in")
    assert [item.path for item in items] == ["in/B.TXT", "in/a.md", "in/a/z.txt", "in/b.txt"]
    assert [item.id for item in items] == ["B", "a", "z", "b"]


def test_inputs_keep_their_order_and_what_fails_stands_in_its_place(reading):
    files = {"b.txt": ENGLISH, "a.txt": b"", "c.txt": ENGLISH}
    items = reading(files, "c.txt", "gone.txt", "a.txt", "b.txt")
    assert [(type(item), item.path) for item in items] == [
        (Document, "c.txt"),
        (Skipped, "gone.txt"),
        (Skipped, "a.txt"),
        (Document, "b.txt"),
    ]
    assert items[1].reason == "does not exist"
    assert items[2].reason == "is empty"


def test_each_item_has_the_hash_of_its_file(reading):
    items = reading({"a.jsonl": '{"text": "One."}\nx\n'})
    expected = hashlib.sha256(b'{"text": "One."}\nx\n').hexdigest()
    assert [item.file_sha256 for item in items] == [expected, expected]


def test_the_line_of_an_extraction_keeps_all_that_a_reader_found(document):
    item = document("a.json", '{"text": "One [x](y).", "date": "2024", "url": "u", "speaker": "Ada", "title": [1]}')
    assert Extraction.from_dict(json.loads(Extraction(item).to_json())).document == item


def test_one_input_need_not_be_in_a_list(reading, tmp_path):
    reading({"a.txt": ENGLISH})
    assert [item.path for item in read("a.txt")] == ["a.txt"]
    assert [item.path for item in read(Path("a.txt"))] == ["a.txt"]


def test_path_is_never_made_absolute_and_an_absolute_one_is_kept(reading, tmp_path):
    items = reading({"in/a.txt": ENGLISH, "b.txt": ENGLISH}, "in", str(tmp_path / "b.txt"), "./in/../b.txt")
    assert [item.path for item in items] == ["in/a.txt", (tmp_path / "b.txt").as_posix(), "in/../b.txt"]
    assert items[2].reason == f"is the same file as {(tmp_path / 'b.txt').as_posix()}, which is read once"


def test_unknown_format_is_named_with_the_known_ones(skipped):
    reason = skipped("a.docx", b"x").reason
    assert reason.startswith("is in no format that is read (.docx); known: .csv .htm")
    assert "no suffix" in skipped("README", b"x").reason


def test_empty_folder_empty_name_and_link_to_nothing(reading, tmp_path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "link.txt").symlink_to("nowhere.txt")
    items = reading({}, "empty", "", "in", "a\0b.txt")
    assert [item.reason for item in items] == [
        "is a folder without files",
        "is an empty name; name a file, a folder or -",
        "does not exist",
        "does not exist",
    ]


def test_a_name_that_the_system_refuses(reading):
    # Python 3.13 says of such a name that it does not exist.
    (item,) = reading({}, "a" * 5000 + ".txt")
    assert item.reason in ("cannot be read: File name too long", "does not exist")


def test_a_pipe_is_not_waited_for(reading, tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    (item,) = reading({}, "pipe.txt")
    assert item.reason == "is no regular file; pipe it in and name it -"


def test_hostile_names_are_one_line_of_writable_characters(reading):
    (item,) = reading({}, "a\n\x1b[31m\udcff\u2028.txt")
    assert item.path == "a\ufffd\ufffd[31m\ufffd\ufffd.txt"
    item.path.encode()


def test_second_document_of_a_name_gets_its_folder_then_a_number(reading):
    files = {"2023/report.txt": ENGLISH, "2024/report.txt": ENGLISH, "x/2024/report.txt": ENGLISH}
    items = reading(files)
    assert [item.id for item in items] == ["report", "2024/report", "report-2"]
    assert items[0].notes == ()
    assert items[1].notes == ("the id 'report' was taken: '2024/report' is used",)


def test_same_id_twice_in_one_file(reading):
    items = reading({"in/a.jsonl": '{"text": "One.", "id": "x"}\n' * 3})
    assert [item.id for item in items] == ["x", "x-2", "x-3"]


def test_options_fill_only_what_a_document_does_not_say(reading):
    files = {"a.json": json.dumps({"text": "One.", "date": "2020", "speaker": "Ada Moreau"}), "b.txt": "Two."}
    first, second = reading(files, date="4 February 2025", source="The Courier", speaker="Ben\nOkafor")
    assert (first.date, first.source, first.speaker) == ("2020", "The Courier", "Ada Moreau")
    assert (second.date, second.source, second.speaker) == ("2025-02-04", "The Courier", "Ben Okafor")


def test_unreadable_date_option_is_refused_at_the_call():
    with pytest.raises(OptionError, match="--date 'yesterday' is no date"):
        read([], date="yesterday")


def test_unreadable_date_in_a_file_is_noted_and_the_option_is_used(document):
    item = document("a.json", '{"text": "One.", "date": "04/02/2025"}', date="2024-05")
    assert item.date == "2024-05"
    assert item.notes == ("the date '04/02/2025' is left out: write it as 2025-02-04, 2025-02 or 2025",)


def test_another_language_is_named_and_the_others_go_through(reading):
    items = reading(
        {"a.txt": GERMAN, "b.jsonl": json.dumps({"text": GERMAN, "id": "g"}) + "\n" + json.dumps({"text": ENGLISH})}
    )
    assert [type(item) for item in items] == [Skipped, Skipped, Document]
    assert items[0].reason == "a: seems to be in German (de); only English is read so far"
    assert items[1].reason == "g: seems to be in German (de); only English is read so far"


def test_file_of_marks_only(skipped):
    assert skipped("a.txt", "https://example.org/a\n---\n").reason == "a: holds no sentences, only marks and addresses"


@pytest.mark.parametrize(
    ("data", "id", "text"),
    [
        (ENGLISH.encode(), "stdin", ENGLISH),
        (b"\xef\xbb\xbf[Applause.] Thank you.", "stdin", "[Applause.] Thank you."),
        (b"{curly} text", "stdin", "{curly} text"),
        (b"<!DOCTYPE html><title>x</title><body><p>Hello there, harbour.</p>", "stdin", "Hello there, harbour.\n"),
        (b'{"text": "One."}\n', "stdin-1", "One."),
        (b'{\n"text": "One."}', "stdin", "One."),
        (b'[{"text": "One."}]', "stdin-1", "One."),
    ],
)
def test_standard_input_is_text_unless_it_clearly_is_more(data, id, text):
    (item,) = read(["-"], stdin=io.BytesIO(data))
    assert (item.path, item.id, item.text) == ("-", id, text)
    assert item.file_sha256 == hashlib.sha256(data).hexdigest()


def test_standard_input_named_twice_is_read_once():
    _, second = read(["-", "-"], stdin=io.BytesIO(b"One."))
    assert second.reason == "is the same file as -, which is read once"


def test_text_of_50_mb_is_one_line_without_the_memory(skipped):
    data = b"word " * 10_000_000
    tracemalloc.start()
    try:
        reason = skipped("a.txt", data).reason
        assert tracemalloc.get_traced_memory()[1] < 100_000_000
    finally:
        tracemalloc.stop()
    assert reason == "is larger than 20 MB; split it into smaller files"


def test_a_plug_in_adds_a_format(reading, monkeypatch):
    point = EntryPoint("minutes", "tests.readers.test_stream:read_minutes", registry.__name__)
    names, load = registry.names, registry.load
    monkeypatch.setattr(registry, "names", lambda group: (*names(group), "minutes"))
    monkeypatch.setattr(registry, "load", lambda group, name: point.load() if name == "minutes" else load(group, name))
    items = reading({"a.minutes": b"Ada Moreau: I oppose it.", "b.minutes": b""})
    assert (items[0].id, items[0].speaker) == ("a", "Ada Moreau")
    assert items[1].reason == "holds no minutes"


def read_minutes(file, path):
    speaker, colon, text = file.read().decode().partition(": ")
    if not colon:
        raise InputError("holds no minutes")
    yield make_document({"text": text, "speaker": speaker}, path=path)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    suffix=st.sampled_from(FORMATS),
    data=st.one_of(
        st.binary(max_size=300),
        st.text(max_size=300).map(lambda text: text.encode("utf-8", "surrogatepass")),
        st.text("[]()!<>|-*_`#\n\r\t ={}\":,'\\aé1.", max_size=200).map(str.encode),
        st.text(max_size=60).map(lambda text: json.dumps({"text": text, "id": text, "date": text}).encode()),
    ),
)
def test_whatever_the_bytes_there_is_an_answer_that_can_be_written(tmp_path: Path, suffix, data):
    path = tmp_path / f"a.{suffix}"
    path.write_bytes(data)
    items = list(read([path]))
    assert items
    for item in items:
        if isinstance(item, Skipped):
            assert item.reason
            item.reason.encode()
            continue
        json.dumps([item.id, item.text, item.title, item.date, item.notes], ensure_ascii=False).encode()
        at = -1
        for start, end in item.skip:
            assert at < start < end <= len(item.text)
            at = end
        assert len(item.prose) == len(item.text)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff"), min_size=1, max_size=200))
def test_plain_text_and_json_keep_every_character(tmp_path: Path, text):
    (tmp_path / "a.txt").write_bytes(text.encode())
    (tmp_path / "b.json").write_text(json.dumps({"text": text}), encoding="utf-8")
    for item in read([tmp_path / "a.txt", tmp_path / "b.json"]):
        if isinstance(item, Document):
            assert item.text == text
        else:
            assert (
                "holds no sentences" in item.reason
                or "empty" in item.reason
                or "seems" in item.reason
                or ("control" in item.reason)
            )
