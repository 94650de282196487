"""Descriptions of people whom everybody knows by them: "the Republican nominee", "the former first lady"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Span

from graphbuild.lexicon import items, table
from graphbuild.pipeline.draft import Draft, DraftEntity

_CLEARLY = 3  # times as often named as anybody else whom the words fit


class Known:
    """The persons of a draft whom the rows of ``data/epithets.tsv`` may mean."""

    def __init__(self, draft: Draft) -> None:
        self._people = {e.name: e for e in draft.entities.values() if e.type == "person" and " " in e.name}

    def of(self, span: Span) -> DraftEntity | None:
        """The person of the text whom a description with its article means, when no other fits nearly as well."""
        words = span[1:].text.lower().replace("gop ", "republican ").replace("vice-", "vice ")
        found = sorted(self._named(_epithets().get(words, ())), key=lambda e: (-len(e.mentions), e.id))
        if len(found) > 1 and len(found[0].mentions) < _CLEARLY * len(found[1].mentions):
            return None
        return found[0] if found else None

    def _named(self, names: tuple[str, ...]) -> Iterator[DraftEntity]:
        for name in names:
            if name in self._people:
                yield self._people[name]


@cache
def _epithets() -> dict[str, tuple[str, ...]]:
    return {row["words"]: items(row["names"]) for row in table("epithets")}
