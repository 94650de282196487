"""Countries by any of their names: "U.S." in one document and "United States" in another are one node."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from graphbuild.lexicon import items, table
from graphbuild.resolve.names import tokens


class Country(NamedTuple):
    """A country's name and its address in Wikidata."""

    name: str
    wikidata: str


def lookup(name: str) -> Country | None:
    """The country of a name; None where no country, or more than one, bears it."""
    return _table().get(_fold(name))


@cache
def _table() -> dict[str, Country]:
    """Names and aliases, of today's states first: a name that two countries share is left out."""
    found: dict[str, set[Country]] = {}
    own: dict[str, Country] = {}
    for row in table("countries"):
        country = Country(row["name"], f"http://www.wikidata.org/entity/{row['wikidata']}")
        own[_fold(country.name)] = country
        for alias in items(row["aliases"]):
            found.setdefault(_fold(alias), set()).add(country)
    aliases = {alias: next(iter(countries)) for alias, countries in found.items() if len(countries) == 1}
    return aliases | own


def _fold(name: str) -> str:
    """Case aside, but for acronyms: "US" is a country, "us" is none."""
    words = tokens(name)
    if len(words) == 1 and words[0].isupper() and len(words[0]) <= 4:
        return words[0]
    return " ".join(words).casefold()
