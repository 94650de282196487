from __future__ import annotations

import codecs

import pytest

from graphbuild.errors import InputError
from graphbuild.readers.decode import decode

TEXT = "“The levy is overdue,” José Muñoz said.\r\nIt’s a tax – a bad one.\n"


@pytest.mark.parametrize(
    ("data", "notes"),
    [
        (TEXT.encode(), ()),
        (codecs.BOM_UTF8 + TEXT.encode(), ()),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), ("decoded as utf-16",)),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), ("decoded as utf-16",)),
        (codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"), ("decoded as utf-32",)),
        (TEXT.encode("windows-1252"), ("decoded as windows-1252",)),
        (TEXT.encode("mac-roman"), ("decoded as mac-roman",)),
        ("Café owners oppose it.".encode("latin-1"), ("decoded as windows-1252",)),
    ],
)
def test_encodings_are_found_and_told(data, notes):
    text, found = decode(data)
    assert text in (TEXT, "Café owners oppose it.")
    assert found == notes


def test_other_alphabets_are_detected():
    text = "Министр сказал, что план поддерживает правительство и партия, но не парламент."
    assert decode(text.encode("windows-1251")) == (text, ("decoded as cp1251",))


def test_declared_encoding_goes_before_utf_8_and_a_useless_one_is_passed_over():
    data = "Łukasz Żak".encode("iso-8859-2")
    assert decode(data, declared="ISO-8859-2") == ("Łukasz Żak", ())
    for label in ("rot13", "unicode_escape", "utf-16", "no-such", "x" * 50):
        assert decode("Łukasz".encode(), declared=label) == ("Łukasz", ())


def test_a_few_bad_bytes_do_not_make_utf_8_another_encoding():
    data = ("é" * 20).encode() + b"\xff" + b" end"
    assert decode(data) == ("é" * 20 + "\ufffd end", ("1 byte is no UTF-8 and stands as U+FFFD",))


def test_broken_utf_16_is_told():
    text, notes = decode(codecs.BOM_UTF16_LE + b"A\x00\x00\xd8B\x00")
    assert text == "A\ufffdB"
    assert notes == ("decoded as utf-16", "1 characters could not be decoded and stand as U+FFFD")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (codecs.BOM_UTF8, "is empty"),
        (codecs.BOM_UTF16_LE, "is empty"),
        (b"A text\x00with NUL", "NUL bytes"),
        (codecs.BOM_UTF16_LE + b"A\x00\x00\x00", "NUL characters"),
        (bytes(range(1, 32)) * 9, "control characters"),
    ],
)
def test_no_text(data, reason):
    with pytest.raises(InputError, match=reason):
        decode(data)
