"""Whom a phrase names that stands for several: lists, examples, and those who lead.

"Ann Lee of Oster and Ben Okafor of Vale", "two senators, Ann Lee and Ben Okafor", "groups such as the Port Union",
"states led by Norland".
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from graphbuild.model import ACTOR_TYPES
from graphbuild.pipeline import syntax
from graphbuild.pipeline.stance.phrases import Phrases

_FROM = frozenset({"of", "from"})
_EXAMPLES = frozenset({"including", "like"})
_BODIES = frozenset({"panel", "bench", "chapter", "branch", "wing"})


def members(phrases: Phrases, head: Token) -> list[str]:
    """The ids of the actors that a phrase with this head names."""
    one = phrases.actor(head) or phrases.owner(head)
    found = [one] if one is not None else _parts(phrases, head)
    entity = phrases.draft.entity_at(head)
    if entity is None or one is None:
        found += [actor for token in listed(head) if (actor := phrases.actor(token)) is not None]
    else:
        found += [actor for token in _together(head) if (actor := phrases.actor(token)) is not None]
    if entity is not None and entity.type == "person":
        found += [actor for token in _neighbours(head) if (actor := _person(phrases, token)) is not None]
    return list(dict.fromkeys(found))


def listed(head: Token) -> Iterator[Token]:
    """The names that a phrase for a class gives: in apposition, as examples, as those who lead it."""
    if head.dep_ == "nsubj" and head.head.lemma_ == "include":
        yield from syntax.objects(head.head)
    for other in head.children:
        if other.dep_ == "appos":
            yield from syntax.with_conjuncts(other)
            for token in syntax.with_conjuncts(other):
                yield from _neighbours(token)
        elif other.dep_ == "prep" and (other.lower_ in _EXAMPLES or _such_as(other)):
            for inner in other.children:
                if inner.dep_ == "pobj":
                    yield from syntax.with_conjuncts(inner)
        elif other.dep_ == "acl" and other.lemma_ == "lead":
            yield from syntax.subjects(other)


def _together(head: Token) -> Iterator[Token]:
    """Who is named beside the head: "Ann Lee, along with Ben Okafor"."""
    for other in head.children:
        if other.lower_ in ("along", "together", "alongside") and other.dep_ in ("prep", "advmod"):
            yield from syntax.prepositional(other, frozenset({"with"}))
            yield from (t for c in other.children if c.dep_ == "pobj" for t in syntax.with_conjuncts(c))


def _such_as(preposition: Token) -> bool:
    return preposition.lower_ == "as" and any(c.lower_ == "such" for c in preposition.children)


def _neighbours(head: Token) -> Iterator[Token]:
    """Who follows a place: parsers join "Ben" in "Ann Lee of Oster and Ben Okafor of Vale" to the place."""
    for place in syntax.prepositional(head, _FROM):
        if place.dep_ == "conj":
            yield place
            yield from _neighbours(place)


def _person(phrases: Phrases, token: Token) -> str | None:
    entity = phrases.draft.entity_at(token)
    return entity.id if entity is not None and entity.type == "person" else None


def _parts(phrases: Phrases, head: Token) -> list[str]:
    """The bodies that a part of them speaks for: a panel of a court, a chapter of a party."""
    if head.lemma_.lower() not in _BODIES:
        return []
    bodies = (phrases.draft.entity_at(t) for t in syntax.prepositional(head, _FROM))
    return [e.id for e in bodies if e is not None and e.type in ACTOR_TYPES]
