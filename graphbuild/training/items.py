"""What the encoder learns from: sentences with two marked spans and a label."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

from graphbuild.model import Span


@dataclass(frozen=True)
class Item:
    """A text with two spans in text order; ``label`` as in ``graphbuild.stance_model.LABELS``."""

    text: str
    first: Span
    second: Span
    label: int


def read_pairs(path: Path) -> list[Item]:
    """The items of a file of pairs with labels, one JSON object a line."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        data = json.loads(line)
        p, q = (Span(data[key]["start"], data[key]["end"]) for key in ("p", "q"))
        found.append(Item(data["text"], p, q, data["label"]))
    return found


def without_repeats(items: Iterable[Item], held_out: Iterable[Item]) -> Iterator[Item]:
    """Each item once, and none whose sentence is held out.

    The public split leaks: a quarter of its development sentences stand in the training part too.
    """
    sentences = {_key(item.text) for item in held_out}
    seen = set()
    for item in items:
        key = (_key(item.text), item.first, item.second)
        if key[0] not in sentences and key not in seen:
            seen.add(key)
            yield item


def split_off(items: Iterable[Item], parts: int) -> tuple[list[Item], list[Item]]:
    """The items, and those of about every ``parts``-th sentence; what belongs there does not depend on the others."""
    both: tuple[list[Item], list[Item]] = ([], [])
    for item in items:
        both[crc32(_key(item.text).encode()) % parts == 0].append(item)
    return both


def _key(text: str) -> str:
    return " ".join(text.split()).lower()
