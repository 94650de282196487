"""Plain text: the file's own characters; what is no prose is marked, nothing is changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO

from graphbuild.model import Document
from graphbuild.readers.dates import iso_date
from graphbuild.readers.decode import decode, read_all
from graphbuild.readers.prose import not_prose
from graphbuild.readers.record import make_document

_TITLE = re.compile(r"\s*([^\r\n]{1,150}?)[ \t]*(?:\r\n|\r|\n)[ \t]*(?:\r\n|\r|\n)\s*\S")
_SENTENCE_END = tuple(".!?:;,…\"'”’)")


def read_text(file: IO[bytes], path: str) -> Iterator[Document]:
    """A .txt file as one document. Raises InputError."""
    text, notes = decode(read_all(file))
    skip = not_prose(text)
    yield make_document({"text": text, "title": _title(text)}, path=path, notes=notes, skip=skip)


def _title(text: str) -> str | None:
    """A short first line that is no sentence, date, address or mark and stands before a blank line."""
    found = _TITLE.match(text)
    if not found or found[1].endswith(_SENTENCE_END) or iso_date(found[1]):
        return None
    line = found[1]
    plain = not not_prose(line) and any(c.isalpha() for c in line)
    return line if plain else None
