"""JSON (.json) and JSON Lines (.jsonl): records of text, id, title, date, source, speaker, url."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import IO, Any

from graphbuild.errors import InputError
from graphbuild.model import Document, Skipped
from graphbuild.readers.decode import RECORDS_LIMIT, decode, read_all
from graphbuild.readers.record import FIELDS, make_document, stem


def read_json(file: IO[bytes], path: str) -> Iterator[Document | Skipped]:
    """One object, a list of objects, or an object with a list under "documents". Raises InputError."""
    text, notes = decode(read_all(file, limit=RECORDS_LIMIT))
    data = parse(text)
    if isinstance(data, dict) and isinstance(data.get("documents"), list):
        data = data["documents"]
    if isinstance(data, dict):
        yield record(data, path=path, id=stem(path), notes=notes)
        return
    if not isinstance(data, list):
        raise InputError("holds neither an object with a text nor a list of them")
    if not data:
        raise InputError("is an empty list")
    for number, item in enumerate(data, 1):
        try:
            yield record(item, path=path, id=f"{stem(path)}-{number}", notes=notes)
        except InputError as error:
            yield Skipped(path, f"item {number}: {error}")


def read_json_lines(file: IO[bytes], path: str) -> Iterator[Document | Skipped]:
    """A record a line; a line that cannot be read is skipped with its number. Only one line is held in memory."""
    number = 0
    for line, data in _lines(file):
        try:
            if len(data) > RECORDS_LIMIT:
                raise InputError(f"is longer than {RECORDS_LIMIT // 1_000_000} MB; split its text")
            text, notes = decode(data)
            if not text.strip():
                continue
            number += 1
            yield record(parse(text.strip()), path=path, id=f"{stem(path)}-{number}", notes=notes)
        except InputError as error:
            yield Skipped(path, f"line {line}: {error}")
    if number == 0:
        raise InputError("holds no records")


def _lines(file: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """Lines with their numbers from 1; of one that is too long, its beginning."""
    start = file.read(2)
    file.seek(0)
    if start in (b"\xff\xfe", b"\xfe\xff"):  # UTF-16: line ends are two bytes, so it is decoded as a whole
        text, _ = decode(read_all(file, limit=RECORDS_LIMIT))
        yield from ((number, row.encode()) for number, row in enumerate(text.split("\n"), 1) if row.strip())
        return
    line = 0
    while data := file.readline(RECORDS_LIMIT + 1):
        line += 1
        rest = data
        while len(rest) > RECORDS_LIMIT and not rest.endswith(b"\n"):
            rest = file.readline(RECORDS_LIMIT + 1)
        if data.strip():
            yield line, data


def parse(text: str) -> Any:
    """The value of a JSON text. Raises InputError with the place of what is wrong."""
    try:
        return json.loads(text, parse_int=_whole)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, " if "\n" in text.strip() else ""
        raise InputError(f"is no JSON: {place}column {error.colno}: {error.msg}") from error
    except RecursionError as error:
        raise InputError("is nested too deeply") from error


def _whole(digits: str) -> int | str:
    """Python refuses to read numbers of more than 4300 digits; nothing here reckons with them."""
    return int(digits) if len(digits) < 1000 else digits


def record(data: Any, *, path: str, id: str, notes: tuple[str, ...]) -> Document:
    """The document of a JSON object. Raises InputError."""
    if not isinstance(data, dict):
        raise InputError(f"is no object with a text but {str(data)[:40]!r}")
    if not any(key.strip().lower() == "text" for key in data):
        there = ", ".join(sorted(map(repr, data))[:12]) or "none"
        raise InputError(f'has no field "text" (its fields: {there}); the fields read are {", ".join(FIELDS)}')
    return make_document(data, path=path, id=id, notes=notes)
