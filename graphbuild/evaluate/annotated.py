"""Annotated documents, read from files."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from graphbuild.errors import InputError
from graphbuild.evaluate import text as texts
from graphbuild.model import ENTITY_TYPES, RELATIONS, Span

SPEAKER = "speaker"
"""The holder's id in the statements of somebody whom the text does not name."""


@dataclass(frozen=True, slots=True)
class Named:
    """An entity to be compared, annotated or extracted: where it is named, and by which names, in plain form, how
    often."""

    id: str
    type: str
    name: str
    spans: tuple[Span, ...]
    names: Mapping[str, int]
    affiliation: tuple[str, ...] = ()


class GoldStatement(NamedTuple):
    """``sentences`` are the numbers of those where the evidence stands."""

    holder: str
    relation: str
    target: str
    form: str
    evidence: str
    sentences: frozenset[int]


@dataclass(frozen=True, slots=True)
class Gold:
    """An annotated document. ``bounds`` are its sentences; ``speaker`` is who speaks, where the text does not name
    him, and ``spoken`` what he states."""

    id: str
    text: str
    bounds: tuple[Span, ...]
    entities: tuple[Named, ...]
    statements: tuple[GoldStatement, ...]
    speaker: str | None = None
    spoken: tuple[GoldStatement, ...] = ()


def read_gold(path: Path) -> list[Gold]:
    """The annotated documents of a folder (its .json files) or of one file. Raises InputError."""
    files = sorted(path.glob("*.json")) if path.is_dir() else [path]
    if not files:
        raise InputError(f"{path}: holds no .json files of annotated documents")
    return [_gold(file) for file in files]


def named(id: str, kind: str, name: str, text: str, spans: Iterable[Span], affiliation: Iterable[str] = ()) -> Named:
    """An entity with its names as the text writes them at the spans."""
    bare = tuple(texts.bare(text, span) for span in spans)
    names = Counter(texts.plain(text[span.start : span.end], person=kind == "person") for span in bare)
    return Named(id, kind, name, bare, names, tuple(affiliation))


def _gold(path: Path) -> Gold:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if (wrong := _wrong(data)) is not None:
            raise InputError(f"{path}: {wrong}")
        text = texts.fold(data["text"])
        bounds = tuple(texts.sentences(text))
        speaker = data.get("speaker") or {}
        return Gold(
            path.stem,
            text,
            bounds,
            _entities(text, data["entities"]),
            _statements(text, bounds, data["statements"], path),
            speaker.get("name"),
            _statements(text, bounds, speaker.get("statements") or (), path),
        )
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise InputError(f"{path}: is no annotated document (id, text, entities, statements)") from None


def _wrong(data: Mapping[str, Any]) -> str | None:
    """What in an annotated document could never be matched, in words: it would count as missed for ever."""
    ids = Counter(e["id"] for e in data["entities"])
    for e in data["entities"]:
        if ids[e["id"]] > 1:
            return f"two entities have the id {e['id']!r}"
        if e["type"] not in ENTITY_TYPES:
            return f"{e['type']!r} is no type of entity; known: {', '.join(ENTITY_TYPES)}"
    for s in (*data["statements"], *((data.get(SPEAKER) or {}).get("statements") or ())):
        if s["relation"] not in RELATIONS:
            return f"{s['relation']!r} is no relation; known: {', '.join(RELATIONS)}"
        for key in (s["holder"], s["target"]):
            if key not in ids and key != SPEAKER:
                return f"a statement names the entity {key!r}, which is not among the entities"
    return None


def _statements(
    text: str, bounds: tuple[Span, ...], given: Iterable[Mapping[str, Any]], path: Path
) -> tuple[GoldStatement, ...]:
    made = []
    for s in given:
        spans = texts.every_place(text, texts.fold(s["evidence"]))
        if not spans:
            raise InputError(f"{path}: the evidence {s['evidence'][:60]!r} does not stand in the text")
        touched = frozenset[int]().union(*(texts.touched(span, bounds) for span in spans))
        made.append(GoldStatement(s["holder"], s["relation"], s["target"], s.get("form", ""), s["evidence"], touched))
    return tuple(made)


def _entities(text: str, given: list[dict[str, Any]]) -> tuple[Named, ...]:
    """Where each entity is named. A string inside a longer name does not count where the entity is named elsewhere; a
    proposal's may hold names, but lies inside none."""
    found = {e["id"]: {span for string in e["mentions"] for span in texts.places(text, string)} for e in given}
    proposals = {e["id"] for e in given if e["type"] == "proposal"}
    names = {span for key, spans in found.items() if key not in proposals for span in spans}
    every = names.union(*found.values())
    made = []
    for e in given:
        rivals = every if e["id"] in proposals else names
        free = {s for s in found[e["id"]] if not any(o != s and texts.inside(s, o) for o in rivals)}
        name, kind = e.get("name") or e["id"], e["type"]
        entity = named(e["id"], kind, name, text, sorted(free or found[e["id"]]), e.get("affiliation") or ())
        # a string that stands inside longer names only still names the entity
        also = {texts.plain(string, person=kind == "person"): 0 for string in e["mentions"]}
        made.append(Named(entity.id, kind, name, entity.spans, also | dict(entity.names), entity.affiliation))
    return tuple(made)
