"""Files of extractions, a line a document: written, and read back with care, as anybody may have written them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO

from graphbuild.build import Report
from graphbuild.cache import file_sha256
from graphbuild.errors import InputError
from graphbuild.files import replaced
from graphbuild.model import ENTITY_TYPES, FORMS, RELATIONS, Extraction, Span

_METADATA = ("title", "date", "source", "url", "speaker", "path")


def write_extractions(found: Iterable[Extraction], target: Path | IO[bytes], report: Report) -> None:
    """Writes a line an extraction to a file, aside and then put in place, or to an open stream.

    Raises InputError when nothing could be read, OutputError when the file cannot be written.
    """

    def lines() -> Iterator[bytes]:
        yield from map(json_line, found)
        report.check()

    write_lines(lines(), target)


def write_lines(lines: Iterable[bytes], target: Path | IO[bytes]) -> int:
    """Writes lines to an open stream, each at once, or to a file, aside and then put in place; tells how many.

    Raises OutputError.
    """
    count = 0
    if not isinstance(target, Path):
        for count, line in enumerate(lines, start=1):  # noqa: B007 - the last one is the answer
            target.write(line)
            target.flush()
        return count
    with replaced(target) as file:
        for count, line in enumerate(lines, start=1):  # noqa: B007
            file.write(line)
    return count


def spooled(found: Iterable[Extraction], path: Path) -> Iterator[Extraction]:
    """Passes the extractions on and leaves them in a file, sorted by document: memory stays constant."""
    places: list[tuple[str, int, int]] = []
    loose = path.with_suffix(".unsorted")
    with loose.open("wb") as file:
        for extraction in found:
            line = json_line(extraction)
            places.append((extraction.document.id, file.tell(), len(line)))
            file.write(line)
            yield extraction
    with loose.open("rb") as source, path.open("wb") as target:
        for _, place, length in sorted(places):
            source.seek(place)
            target.write(source.read(length))
    loose.unlink()


def write_addresses(path: Path, addresses: Mapping[tuple[str, str], str]) -> None:
    """Gives each entity in a file of extractions its ``iri``: the address, by document and local id, of its node in
    a graph, which nobody knows before all documents are read."""
    written = {(_as_written(document), _as_written(id)): iri for (document, id), iri in addresses.items()}
    plain = path.with_suffix(".plain")
    path.replace(plain)
    with plain.open("rb") as source, path.open("wb") as target:
        for line in source:
            data = json.loads(line)
            for entity in data["entities"]:
                entity["iri"] = written[data["id"], entity["id"]]
            target.write((json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n").encode())
    plain.unlink()


def json_line(extraction: Extraction) -> bytes:
    """The extraction as one line of UTF-8."""
    return _as_written(extraction.to_json() + "\n").encode()


def _as_written(text: str) -> str:
    """The text as UTF-8 can hold it: half a surrogate pair, as broken JSON may hold, is a question mark."""
    return text.encode("utf-8", "replace").decode()


def read_extractions(files: Iterable[Path], report: Report) -> Iterator[Extraction]:
    """The extractions of JSON Lines files. Raises InputError, with file and line, where a line is none."""
    for path in files:
        try:
            report.paths[str(path)] = file_sha256(path)
            with path.open(encoding="utf-8") as file:
                for number, line in enumerate(file, start=1):
                    if line.strip():
                        report.unchanged += 1
                        extraction = _extraction(line, f"{path}, line {number}")
                        report.attributions += len(extraction.attributions)
                        yield extraction
        except OSError as error:
            raise InputError(f"{path}: cannot be read: {error.strerror}") from None
        except UnicodeDecodeError:
            raise InputError(f"{path}: is no file of extractions: not UTF-8 text") from None


def _extraction(line: str, place: str) -> Extraction:
    try:
        extraction = Extraction.from_dict(json.loads(line))
        wrong = _wrong(extraction)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        wrong = "is no extraction; name a file that `graphbuild extract` wrote"
    if wrong is not None:
        raise InputError(f"{place}: {wrong}")
    return extraction


def _wrong(extraction: Extraction) -> str | None:
    """What has no meaning in an extraction, in words."""
    document = extraction.document
    if not all(isinstance(getattr(document, key), str | None) for key in _METADATA):
        return f"one of {', '.join(_METADATA)} is no string"
    ids = {entity.id for entity in extraction.entities}
    for entity in extraction.entities:
        if entity.type not in ENTITY_TYPES:
            return f"{entity.type!r} is no type of entity; known: {', '.join(ENTITY_TYPES)}"
        if not all(isinstance(text, str) for text in (entity.name, *entity.affiliation)):
            return f"the name or an affiliation of {entity.name!r} is no string"
    for s in extraction.statements:
        if not {s.holder, s.target} <= ids:
            return f"a statement names an entity that the line does not have: {s.holder!r}, {s.target!r}"
        if s.relation not in RELATIONS or s.form not in FORMS or not 0 <= s.confidence <= 1:
            return f"a statement has no meaning: {s.relation!r}, {s.form!r}, confidence {s.confidence}"
    if not all(isinstance(count, int) for count in extraction.left_out.values()):
        return "a count of what was left out is no whole number"
    for start, end in _spans(extraction):
        if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(document.text)):
            return f"offsets {start} to {end} lie outside the text of {len(document.text)} characters"
    return None


def _spans(extraction: Extraction) -> Iterator[Span]:
    for entity in extraction.entities:
        yield from entity.mentions
    for s in extraction.statements:
        yield from (s.evidence, s.sentence)
        if s.cue is not None:
            yield s.cue
