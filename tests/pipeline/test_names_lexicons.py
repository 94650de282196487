"""Every row of the names' tables does what its example says."""

from __future__ import annotations

import pytest

from graphbuild.lexicon import items, table
from graphbuild.model import Entity
from tests.pipeline.names_cases import extractions


def found(rows: list[dict[str, str]]) -> list[tuple[dict[str, str], list[tuple[Entity, str]]]]:
    """Each row with the (entity, surface) pairs of its example."""
    results = extractions([row["example"] for row in rows])
    return [
        (row, [(e, row["example"][s.start : s.end]) for e in result.entities for s in e.mentions])
        for row, result in zip(rows, results, strict=True)
    ]


@pytest.mark.parametrize("name", ["bodies", "parties", "world"])
def test_bodies_and_parties_are_institutions(name: str) -> None:
    wrong = [
        row["example"]
        for row, pairs in found(list(table(name)))
        if not any(e.type == "institution" and surface in items(row["forms"]) for e, surface in pairs)
    ]
    assert wrong == []


def test_a_head_noun_makes_an_institution() -> None:
    wrong = [
        row["example"]
        for row, pairs in found(list(table("heads")))
        if not any(
            e.type == "institution" and surface.endswith(row["head"]) and surface in row["example"]
            for e, surface in pairs
        )
    ]
    assert wrong == []


def test_a_title_is_cut_off_a_person() -> None:
    wrong = [
        row["example"]
        for row, pairs in found(list(table("titles")))
        if not any(e.type == "person" and surface == "Orla Pentland" for e, surface in pairs)
    ]
    assert wrong == []


def test_a_capital_that_speaks_stands_for_its_country() -> None:
    wrong = [
        row["example"]
        for row, pairs in found(list(table("metonyms")))
        if not any(surface == row["surface"] and e.type in ("country", "institution") for e, surface in pairs)
    ]
    assert wrong == []


def test_phrases_that_are_no_names_give_no_entity() -> None:
    wrong = [
        row["example"]
        for row, pairs in found(list(table("not_names")))
        if any(surface in row["phrase"] or row["phrase"] in surface for _, surface in pairs)
    ]
    assert wrong == []


def test_a_state_that_acts_is_an_institution() -> None:
    wrong = [
        row["example"]
        for row, pairs in found(list(table("acting")))
        if not any(e.type == "institution" and surface == "Oregon" for e, surface in pairs)
    ]
    assert wrong == []


@pytest.mark.parametrize(
    "name",
    [
        "acting",
        "bodies",
        "countries",
        "given_names",
        "heads",
        "known",
        "laws",
        "metonyms",
        "not_names",
        "surnames",
        "world",
    ],
)
def test_tables_have_no_empty_name_and_no_row_twice(name: str) -> None:
    rows = [tuple(row.values()) for row in table(name)]
    assert rows
    assert len(set(rows)) == len(rows)
    assert all(row[0].strip() == row[0] != "" for row in rows)


def test_addresses_of_countries_are_well_formed() -> None:
    for row in table("countries"):
        assert row["wikidata"].startswith("Q") and row["wikidata"][1:].isdigit(), row
