"""Entities across documents: which of them are one node of the graph.

Conservative on purpose, as nobody sees a false merge. Two documents' entities are one node when they have the same
type and the same full name:

- persons by full name. Someone whom a document only calls "Voss" stays that document's own; so does a person of one
  name ("Plato"), as nothing tells the two apart. A longer form ("Clara M. Voss") takes in the shorter one where a
  document uses both and no other longer form of it is about;
- institutions, countries and laws by name; descriptions ("the council", "Article 5") stay the document's own;
- proposals by a wording that tells their matter ("the ferry levy"); "the plan" stays the document's own.

Names that many countries have a bearer of ("Supreme Court", "Constitution") are one node only within one debate: in
documents that other names connect.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from graphbuild.model import EntityType, Extraction
from graphbuild.resolve import countries, proposals
from graphbuild.resolve.debates import debates, is_common
from graphbuild.resolve.names import Key, key_of, person_key

__all__ = ["Cluster", "Local", "cluster", "locals_of"]


@dataclass(frozen=True, slots=True)
class Local:
    """An entity as one document knows it, without the text. ``surfaces`` holds its names as they are written,
    ``affiliation`` ids of the same document."""

    document: str
    id: str
    type: EntityType
    name: str
    surfaces: tuple[str, ...] = ()
    mentions: int = 0
    affiliation: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cluster:
    """The locals that are one node. ``document`` is set where the node belongs to one document alone, or to the
    debate that begins with it; ``key`` is what tells the node from others of its type."""

    type: EntityType
    name: str
    key: Key
    document: str | None
    aliases: tuple[str, ...]
    same_as: tuple[str, ...]
    members: tuple[Local, ...]


def locals_of(extraction: Extraction) -> list[Local]:
    """The entities of an extraction, with the strings of their mentions."""
    document = extraction.document
    return [
        Local(
            document.id,
            entity.id,
            entity.type,
            _line(entity.name),
            tuple(sorted({_line(document.text[start:end]) for start, end in entity.mentions} - {""})),
            len(entity.mentions),
            entity.affiliation,
        )
        for entity in extraction.entities
    ]


def cluster(entities: Iterable[Local]) -> list[Cluster]:
    """The nodes of a graph, sorted by type and key; the order of the entities does not matter."""
    entities = sorted(entities, key=lambda local: (local.document, local.id))
    longer = _longer_forms(entities)
    keyed = [(local, key) for local in entities if local.type != "proposal" and (key := _key(local)) is not None]
    debate = debates(keyed)
    shared = _in_many_debates(keyed, debate)
    groups: dict[tuple[EntityType, str, Key], list[Local]] = {}
    for local in entities:
        if local.type != "proposal":
            key = _key(local)
            key = longer.get(key, key) if local.type == "person" and key else key
            place: tuple[EntityType, str, Key] = (local.type, local.document, (local.id,))
            if key is not None:
                place = (local.type, debate[local.document] if (local.type, key) in shared else "", key)
            groups.setdefault(place, []).append(local)
    for key, members in proposals.groups([local for local in entities if local.type == "proposal"]):
        first = members[0]
        groups["proposal", first.document if key is None else "", (first.document, first.id)] = members
    return [_cluster(*place, groups[place]) for place in sorted(groups)]


def _in_many_debates(keyed: list[tuple[Local, Key]], debate: dict[str, str]) -> set[tuple[EntityType, Key]]:
    """The names for an office that documents of several debates use."""
    where: dict[tuple[EntityType, Key], set[str]] = {}
    for local, key in keyed:
        if local.type in ("institution", "law") and is_common(key):
            where.setdefault((local.type, key), set()).add(debate[local.document])
    return {name for name, places in where.items() if len(places) > 1}


def _key(local: Local) -> Key | None:
    country = countries.lookup(local.name) if local.type == "country" else None
    return key_of(local.type, country.name if country else local.name)


def _longer_forms(entities: list[Local]) -> dict[Key, Key]:
    """From a person's full name to the one longer form that documents use beside it."""
    forms: dict[Key, set[Key]] = {}
    for local in entities:
        key = _key(local) if local.type == "person" else None
        if key is not None:
            for other in filter(None, map(person_key, local.surfaces)):
                if other != key and (other[0], other[-1]) == (key[0], key[-1]):
                    forms.setdefault(other, set()).add(key)
    single = {short: next(iter(keys)) for short, keys in forms.items() if len(keys) == 1}
    return {short: key for short, key in single.items() if key not in single}


def _cluster(kind: EntityType, document: str, key: Key, members: list[Local]) -> Cluster:
    country = countries.lookup(members[0].name) if kind == "country" else None
    name = country.name if country else _display(members)
    surfaces = {surface for local in members for surface in (*local.surfaces, local.name)}
    if kind == "proposal":
        name, surfaces = _uncapped(name), set(map(_uncapped, surfaces))
    same_as = (country.wikidata,) if country else ()
    return Cluster(kind, name, key, document or None, tuple(sorted(surfaces - {name})), same_as, tuple(members))


def _display(members: list[Local]) -> str:
    """The name that most mentions stand under; the longer one, then the alphabet, where they are even."""
    weights: Counter[str] = Counter()
    for local in members:
        weights[local.name] += 1 + local.mentions
    return min(weights, key=lambda name: (-weights[name], -len(name), name))


def _uncapped(name: str) -> str:
    """The name with a small article: "The levy" has its capital from the sentence that it opens."""
    first, space, rest = name.partition(" ")
    return f"{first.lower()} {rest}" if space and first in ("The", "A", "An") else name


def _line(text: str) -> str:
    return " ".join(text.split())
