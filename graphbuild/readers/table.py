"""CSV and TSV: a document a row, from the columns text, id, title, date, source, speaker, url."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import IO

from graphbuild.errors import InputError
from graphbuild.model import Document, Skipped
from graphbuild.readers.decode import RECORDS_LIMIT, decode, read_all
from graphbuild.readers.record import FIELDS, make_document, stem

_DELIMITERS = ",;\t|"


def read_table(file: IO[bytes], path: str) -> Iterator[Document | Skipped]:
    """Rows under a header; the delimiter is the one of ``,`` ``;`` tab ``|`` that makes a column "text".

    Raises InputError when no column is named text. Quotes that do not match end the reading with a Skipped:
    what follows them could be anything.
    """
    content, notes = decode(read_all(file, limit=RECORDS_LIMIT))
    csv.field_size_limit(max(csv.field_size_limit(), RECORDS_LIMIT))
    header, delimiter = _header(content)
    rows = csv.reader(io.StringIO(content, newline=""), delimiter=delimiter, strict=True)
    number, line = 0, 1
    try:
        next(rows)
        for row in rows:
            first, line = line + 1, rows.line_num
            if not any(cell.strip() for cell in row):
                continue
            number += 1
            yield _document(dict(zip(header, row, strict=False)), path, number, first, notes)
    except csv.Error as error:
        where = max(line, rows.line_num)
        yield Skipped(path, f"line {where}: {error}; the rest of the file is not read: check its quotes")
    if number == 0:
        raise InputError("holds no rows under its header")


def _document(fields: dict[str, str], path: str, number: int, line: int, notes: tuple[str, ...]) -> Document | Skipped:
    try:
        return make_document(fields, path=path, id=f"{stem(path)}-{number}", notes=notes)
    except InputError as error:
        return Skipped(path, f"line {line}: {error}")


def _header(content: str) -> tuple[list[str], str]:
    """The names of the columns in small letters, and the delimiter. Raises InputError."""
    found: list[tuple[list[str], str]] = []
    for delimiter in _DELIMITERS:
        try:
            names = next(csv.reader(io.StringIO(content, newline=""), delimiter=delimiter), [])
        except csv.Error:
            continue
        names = [name.strip().lower() for name in names]
        if "text" in names:
            return names, delimiter
        found.append((names, delimiter))
    names, _ = max(found, key=lambda item: len(item[0]), default=([], ","))
    there = ", ".join(repr(name[:40]) for name in names[:12]) or "none"
    raise InputError(f'has no column "text" (its columns: {there}); the columns read are {", ".join(FIELDS)}')
