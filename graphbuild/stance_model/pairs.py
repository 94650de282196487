"""Files of pairs, a JSON object a line, and their labels.

A pair is ``{"id": "a", "text": "…", "p": {"start": 0, "end": 6}, "q": {"start": 73, "end": 78}}``; offsets count code
points of the text, ends are exclusive. Its label is ``{"id": "a", "label": 3, "probabilities": [0.1, …]}``: a place in
``LABELS``, with p as the first span and q as the second, and the probability of each.
"""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from graphbuild.errors import InputError
from graphbuild.model import Span
from graphbuild.stance_model import StanceModel


@dataclass(frozen=True, slots=True)
class Pair:
    """Two marked spans of a text; ``id`` is any JSON value."""

    id: Any
    text: str
    p: Span
    q: Span


def read_pairs(source: Path | IO[bytes]) -> Iterator[Pair]:
    """The pairs of a file or an open stream; empty lines are skipped. Raises InputError with file and line."""
    if not isinstance(source, Path):
        yield from _pairs(source, "standard input")
        return
    try:
        with source.open("rb") as file:
            yield from _pairs(file, str(source))
    except OSError as error:
        raise InputError(f"{source}: cannot be read: {error.strerror}") from None


def _pairs(lines: Iterable[bytes], name: str) -> Iterator[Pair]:
    for number, line in enumerate(lines, start=1):
        if number == 1:
            line = line.removeprefix(codecs.BOM_UTF8)
        if line.strip():
            try:
                yield _pair(line)
            except InputError as error:
                raise InputError(f"{name}, line {number}: {error}") from None


def label_lines(pairs: Iterable[Pair], model: StanceModel) -> Iterator[bytes]:
    """The label of each pair as a line of JSON in UTF-8, in order."""
    for pair in pairs:
        stance = model.stance(pair.text, pair.p, pair.q)
        data = {"id": pair.id, "label": stance.label, "probabilities": stance.probabilities}
        yield (json.dumps(data, ensure_ascii=False) + "\n").encode("utf-8", "replace")


def _pair(line: bytes) -> Pair:
    try:
        data = json.loads(line.decode("utf-8"))
    except (ValueError, RecursionError):
        raise InputError("is no JSON in UTF-8") from None
    if not isinstance(data, dict) or not {"id", "text", "p", "q"} <= data.keys():
        raise InputError('is no pair: an object with "id", "text", "p" and "q"')
    if not isinstance(data["text"], str):
        raise InputError('"text" is no string')
    spans = []
    for key in ("p", "q"):
        start, end = (data[key].get(k) for k in ("start", "end")) if isinstance(data[key], dict) else (None, None)
        if type(start) is not int or type(end) is not int:  # True is an int, but no place
            raise InputError(f'"{key}" is no span: {{"start": number, "end": number}}')
        span = Span(start, end)
        if not 0 <= span.start < span.end <= len(data["text"]):
            raise InputError(
                f'"{key}" is empty or lies outside the text: {span.start} to {span.end} '
                f"of {len(data['text'])} characters"
            )
        spans.append(span)
    p, q = spans
    if p.start < q.end and q.start < p.end:
        raise InputError('"p" and "q" overlap')
    return Pair(data["id"], data["text"], p, q)
