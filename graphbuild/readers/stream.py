"""From what a user names (files, folders, standard input) to a stream of documents."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import IO

from graphbuild import registry
from graphbuild.errors import InputError, OptionError
from graphbuild.model import Document, Skipped
from graphbuild.readers.dates import iso_date
from graphbuild.readers.language import other_language
from graphbuild.readers.record import one_line

GROUP = "graphbuild.readers"

Reader = Callable[[IO[bytes], str], Iterable[Document | Skipped]]
"""Gets a seekable file and its path as the user named it; gives documents. Raises InputError when it can give none."""


@dataclass(frozen=True, slots=True)
class _Defaults:
    date: str | None
    source: str | None
    speaker: str | None


@dataclass(frozen=True, slots=True)
class _File:
    """A file to read: where it is and how the user named it."""

    place: Path
    path: str


def read(
    inputs: Sequence[str | Path] | Path,
    *,
    date: str | None = None,
    source: str | None = None,
    speaker: str | None = None,
    stdin: IO[bytes] | None = None,
    exclude: Path | None = None,
) -> Iterator[Document | Skipped]:
    """The documents of files and folders, in the order of ``inputs``, as a stream.

    A folder is read with all below it, sorted by path; hidden files are left out. "-" is standard input (``stdin``,
    or the process' own): plain text, or HTML, JSON or JSON Lines where it clearly is. Each input that cannot be
    read, and each record of one, comes as a Skipped in its place; nothing else is raised for an input.

    ``exclude`` is a file or folder that is left out wherever it lies (the one that is being written); other folders
    that graphbuild wrote are left out of a folder, too.

    ``date``, ``source`` and ``speaker`` are for documents that do not say it themselves: what a file says goes first.
    Ids are unique in the stream. Raises OptionError, at the call, when ``date`` cannot be read.
    """
    day = None if date is None else iso_date(date)
    if date is not None and day is None:
        raise OptionError(f"--date {date!r} is no date that can be read; write it as 2025-02-04, 2025-02 or 2025")
    defaults = _Defaults(day, one_line(source or "") or None, one_line(speaker or "") or None)
    given = [inputs] if isinstance(inputs, str | Path) else inputs
    return _stream(given, defaults, stdin, None if exclude is None else Path(os.path.realpath(exclude)))


def _stream(
    inputs: Sequence[str | Path], defaults: _Defaults, stdin: IO[bytes] | None, exclude: Path | None
) -> Iterator[Document | Skipped]:
    ids = _Ids()
    seen: dict[str, str] = {}
    for file in (file for name in inputs for file in _files(name)):
        if isinstance(file, Skipped):
            yield file
            continue
        key = file.path if file.path == "-" else os.path.realpath(file.place)
        if exclude is not None and Path(key).is_relative_to(exclude):
            continue
        if key in seen:
            yield Skipped(file.path, f"is the same file as {seen[key]}, which is read once")
            continue
        seen[key] = file.path
        for item in _read_stdin(stdin) if file.path == "-" else _read_file(file):
            yield ids.unique(_completed(item, defaults)) if isinstance(item, Document) else item


def _files(name: str | Path) -> Iterator[_File | Skipped]:
    """The files that an input stands for."""
    if str(name) == "-":
        yield _File(Path("-"), "-")
        return
    if not str(name).strip():
        yield Skipped("", "is an empty name; name a file, a folder or -")
        return
    place = Path(name)
    path = _shown(place)
    try:
        if place.is_dir():
            yield from _folder(place)
        elif place.is_file():
            yield _File(place, path)
        elif place.exists():
            yield Skipped(path, "is no regular file; pipe it in and name it -")
        else:
            yield Skipped(path, "does not exist")
    except (OSError, ValueError) as error:
        yield Skipped(path, _why(error))


def _folder(folder: Path) -> Iterator[_File | Skipped]:
    """The files below a folder by path; links to folders are not followed."""
    found: list[Path] = []
    unread: list[OSError] = []
    for root, folders, names in os.walk(folder, onerror=unread.append):
        folders[:] = [name for name in folders if not name.startswith(".") and not _is_output(Path(root, name))]
        found += [Path(root, name) for name in names if not name.startswith(".")]
    for error in sorted(unread, key=lambda error: str(error.filename)):
        yield Skipped(_shown(Path(str(error.filename))), _why(error))
    if not found and not unread:
        yield Skipped(_shown(folder), "is a folder without files")
    for place in sorted(found, key=lambda place: place.relative_to(folder).as_posix()):
        path = _shown(place)
        if place.is_file():
            yield _File(place, path)
        else:
            yield Skipped(path, "is no regular file" if place.exists() else "does not exist")


def _is_output(folder: Path) -> bool:
    """Whether a folder is one that graphbuild wrote: its tables and its page are no texts."""
    return all((folder / name).is_file() for name in ("run.json", "extractions.jsonl", "graph.ttl"))


def _shown(place: Path) -> str:
    """A path as the user named it, with slashes, on one line and in characters that UTF-8 can hold."""
    return "".join(c if c.isprintable() else "\ufffd" for c in place.as_posix())


def _read_file(file: _File) -> Iterator[Document | Skipped]:
    suffix = file.place.suffix.lower()
    if suffix[1:] not in registry.names(GROUP):
        known = " ".join(f".{name}" for name in registry.names(GROUP))
        yield Skipped(
            file.path,
            f"is in no format that is read ({_shown(Path(suffix)) if suffix else 'no suffix'}); known: {known}",
        )
        return
    try:
        with file.place.open("rb") as stream:
            yield from _read(stream, file.path, suffix[1:])
    except OSError as error:
        yield Skipped(file.path, _why(error))


def _read_stdin(stdin: IO[bytes] | None) -> Iterator[Document | Skipped]:
    # Kept in a temporary file when large: readers seek, and JSON Lines have no limit of size.
    with tempfile.SpooledTemporaryFile(max_size=1 << 24) as stream:
        shutil.copyfileobj(sys.stdin.buffer if stdin is None else stdin, stream)
        stream.seek(0)
        kind = _sniffed(stream.read(1 << 16))
        yield from _read(stream, "-", kind)


def _sniffed(head: bytes) -> str:
    """The format of standard input from its beginning: "txt" unless it clearly is another."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start[:14].lower() == b"<!doctype html" or start[:5].lower() in (b"<html", b"<?xml"):
        return "html"
    if not start.startswith((b"{", b"[")):
        return "txt"
    first, newline, _ = start.partition(b"\n")
    try:
        if isinstance(json.loads(first), dict):
            return "jsonl"
    except (ValueError, RecursionError):
        pass
    if start.startswith(b"{") and newline and not first.strip(b"{ \t\r"):
        return "json"
    return "json" if start[1:].lstrip().startswith((b'"', b"{")) else "txt"


def _read(stream: IO[bytes], path: str, kind: str) -> Iterator[Document | Skipped]:
    """What a reader gives, with the hash of the file; its errors become a Skipped."""
    stream.seek(0)
    digest = _sha256(stream)
    stream.seek(0)
    reader: Reader = registry.load(GROUP, kind)
    try:
        for item in reader(stream, path):
            yield _checked(replace(item, file_sha256=digest))
    except InputError as error:
        yield Skipped(path, str(error), digest)
    except RecursionError:
        yield Skipped(path, "is nested too deeply", digest)


def _sha256(stream: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while chunk := stream.read(1 << 20):
        digest.update(chunk)
    return digest.hexdigest()


def _checked(item: Document | Skipped) -> Document | Skipped:
    """A document in English with some prose, else why it is skipped."""
    if isinstance(item, Skipped):
        return item
    prose = item.prose
    if not prose.strip():
        return Skipped(
            item.path or item.id, f"{item.id}: holds no sentences, only marks and addresses", item.file_sha256
        )
    language = other_language(prose)
    if language:
        why = f"{item.id}: seems to be in {language}; only English is read so far"
        return Skipped(item.path or item.id, why, item.file_sha256)
    return item


def _completed(document: Document, defaults: _Defaults) -> Document:
    return replace(
        document,
        date=document.date or defaults.date,
        source=document.source or defaults.source,
        speaker=document.speaker or defaults.speaker,
    )


class _Ids:
    """The ids given so far. A second document of an id gets its folder's name before it, else a number after it."""

    def __init__(self) -> None:
        self._paths: dict[str, str | None] = {}

    def unique(self, document: Document) -> Document:
        """The document under an id that none before it has; a changed id is noted."""
        wanted = document.id
        id = self._free(wanted, document.path)
        self._paths[id] = document.path
        if id == wanted:
            return document
        return replace(document, id=id, notes=(*document.notes, f"the id {wanted!r} was taken: {id!r} is used"))

    def _free(self, wanted: str, path: str | None) -> str:
        if wanted not in self._paths:
            return wanted
        folder = PurePath(path or "").parent.name
        if folder and self._paths[wanted] != path and f"{folder}/{wanted}" not in self._paths:
            return f"{folder}/{wanted}"
        number = 2
        while f"{wanted}-{number}" in self._paths:
            number += 1
        return f"{wanted}-{number}"


def _why(error: OSError | ValueError) -> str:
    """Why a file cannot be opened, in the system's words; ValueError is a name with a NUL."""
    if isinstance(error, OSError) and error.strerror:
        return f"cannot be read: {error.strerror}"
    return "cannot be read: no file has such a name"
