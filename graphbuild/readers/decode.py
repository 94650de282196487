"""Bytes to text: is it text at all, and in which encoding?"""

from __future__ import annotations

import codecs
from typing import IO

from charset_normalizer import from_bytes

from graphbuild.errors import InputError

LIMIT = 20_000_000
"""Bytes of the longest file that becomes one document, and characters of the longest text in a record."""

RECORDS_LIMIT = 100_000_000
"""Bytes of the largest file of many records that is held in memory at once; JSON Lines have no such limit."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = bytes(range(9)) + bytes(range(14, 27)) + bytes(range(28, 32)) + b"\x7f"
_SAMPLE = 200_000
_ENCODINGS = ("utf-8", "utf8", "cp", "windows-", "iso-8859", "iso8859", "latin", "ascii", "us-ascii", "mac", "koi8",
              "gb", "big5", "euc", "shift_jis", "iso-2022", "tis-620")  # fmt: skip


def read_all(file: IO[bytes], *, limit: int = LIMIT) -> bytes:
    """The bytes of a file. Raises InputError when they are more than ``limit``."""
    data = file.read(limit + 1)
    if len(data) > limit:
        raise InputError(f"is larger than {limit // 1_000_000} MB; split it into smaller files")
    return data


def decode(data: bytes, *, declared: str | None = None) -> tuple[str, tuple[str, ...]]:
    """The text of a file without its byte order mark, and notes on what had to be assumed.

    In this order: byte order mark, the encoding ``declared`` in the file (HTML), UTF-8, then detection. Newlines
    stay as they are. Raises InputError when the file is empty or no text.
    """
    if not data:
        raise InputError("is empty")
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _with_bom(data[len(mark) :], encoding)
    if b"\0" in data:
        raise InputError("is no text (it holds NUL bytes); if it is one, save it as UTF-8")
    head = data[:_SAMPLE]
    if len(head) - len(head.translate(None, _CONTROL)) > 0.02 * len(head):
        raise InputError("is no text (it holds many control characters); if it is one, save it as UTF-8")
    for name in (declared, "utf-8"):
        text = _try(data, name)
        if text is not None:
            return text, ()
    return _broken_utf8(data) or _detected(data)


def _with_bom(data: bytes, encoding: str) -> tuple[str, tuple[str, ...]]:
    text = data.decode(encoding, "replace")
    if not text:
        raise InputError("is empty")
    if "\0" in text:
        raise InputError("is no text (it holds NUL characters)")
    broken = text.count("\ufffd")
    notes = [] if encoding == "utf-8" else [f"decoded as {encoding[:6]}"]
    if broken and _try(data, encoding) is None:
        notes.append(f"{broken} characters could not be decoded and stand as U+FFFD")
    return text, tuple(notes)


def _try(data: bytes, encoding: str | None) -> str | None:
    """The decoded text, or None. Only encodings of text are tried: a label in a file may name any codec."""
    if encoding is None or not encoding.lower().startswith(_ENCODINGS):
        return None
    # Browsers read these labels as windows-1252, which differs in the curly quotes only.
    name = "windows-1252" if encoding.lower() in ("iso-8859-1", "latin1", "latin-1", "ascii", "us-ascii") else encoding
    try:
        return data.decode(name)
    except (LookupError, ValueError):
        return None


def _broken_utf8(data: bytes) -> tuple[str, tuple[str, ...]] | None:
    """UTF-8 with a few bad bytes: at least four good characters beyond ASCII for each bad place."""
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(1 for c in text if c > "\x7f") - bad
    if good < 4 * bad:
        return None
    what = "1 byte is no UTF-8 and stands" if bad == 1 else f"{bad} bytes are no UTF-8 and stand"
    return text, (f"{what} as U+FFFD",)


def _detected(data: bytes) -> tuple[str, tuple[str, ...]]:
    """Detection is weak on English with a few curly quotes and accents: mostly ASCII means windows-1252 or Mac."""
    best = from_bytes(data[:_SAMPLE]).best()
    found = best.encoding.replace("_", "-") if best else None
    letters = [c for c in data[:_SAMPLE].decode("windows-1252", "ignore") if c.isalpha()]
    if sum(c > "\x7f" for c in letters) < 0.3 * len(letters):
        western = "mac-roman" if found and found.startswith("mac") else "windows-1252"
        candidates = [western, found]
    else:
        candidates = [found]
    for name in candidates:
        text = _try(data, name)
        if text is not None:
            return text, (f"decoded as {name}",)
    raise InputError("is in no encoding that could be found out; save it as UTF-8")
