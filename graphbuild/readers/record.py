"""From the fields that a file gives to a Document: one way for every format."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePath

from graphbuild.errors import InputError
from graphbuild.model import Document, Span
from graphbuild.readers.dates import iso_date
from graphbuild.readers.decode import LIMIT
from graphbuild.readers.prose import not_prose

FIELDS = ("id", "text", "title", "date", "source", "speaker", "url")
_UNWRITABLE = re.compile("[\ud800-\udfff\x00]")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")


def make_document(
    fields: Mapping[str, object],
    *,
    path: str,
    id: str | None = None,
    notes: tuple[str, ...] = (),
    skip: tuple[Span, ...] | None = None,
) -> Document:
    """A document of ``fields`` (see FIELDS; others are ignored; keys in any case).

    ``id`` stands in where the fields hold none; by default the file's name without its suffix. ``skip`` is found
    in the text when not given. A date that cannot be read gives a note. Raises InputError without a text.
    """
    values = {key.strip().lower(): value for key, value in fields.items()}
    text, found = _text(values.get("text"))
    notes += found
    notes += tuple(
        f"the {key} is no text and is left out" for key in FIELDS if isinstance(values.get(key), dict | list)
    )
    day, found = read_date(_line(values.get("date")))
    return Document(
        id=_line(values.get("id")) or id or stem(path),
        text=text,
        title=_line(values.get("title")),
        date=day,
        source=_line(values.get("source")),
        url=_line(values.get("url")),
        speaker=_line(values.get("speaker")),
        skip=not_prose(text) if skip is None else skip,
        path=path,
        notes=notes + found,
    )


def stem(path: str) -> str:
    """The name of a file without its suffix; "stdin" for standard input."""
    return "stdin" if path == "-" else PurePath(path).stem or "document"


def read_date(written: str | None) -> tuple[str | None, tuple[str, ...]]:
    """An ISO date, and a note when ``written`` is none."""
    day = iso_date(written) if written else None
    if written and day is None:
        return None, (f"the date {written[:60]!r} is left out: write it as 2025-02-04, 2025-02 or 2025",)
    return day, ()


def _text(value: object) -> tuple[str, tuple[str, ...]]:
    if value is None:
        raise InputError("has no text")
    if not isinstance(value, str):
        raise InputError(f"the text is no string but {str(value)[:40]!r}")
    if not value.strip():
        raise InputError("the text is empty")
    if len(value) > LIMIT:
        raise InputError(f"the text is longer than {LIMIT // 1_000_000} million characters; split it")
    text, count = _UNWRITABLE.subn("\ufffd", value)
    return text, (f"{count} characters that no file can hold stand as U+FFFD",) if count else ()


def _line(value: object) -> str | None:
    """A value as one line without control characters; None for empty ones and for lists, objects and truth values."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return one_line(str(value)) or None


def one_line(text: str) -> str:
    """A text without line breaks, control characters and halves of surrogate pairs."""
    return " ".join(_CONTROL.sub(" ", text).split())
