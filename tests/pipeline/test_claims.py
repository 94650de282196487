"""Deeds and claims that are a matter of their own."""

from __future__ import annotations

import pytest
from spacy.language import Language

from tests.pipeline.found import Found, found

VOSS, OKAFOR = "Clara Voss", "Ben Okafor"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Ben Okafor attacked Clara Voss for raising bus fares.",
            {
                (OKAFOR, "opposes", VOSS),
                (OKAFOR, "opposes", "raising bus fares"),
                (VOSS, "supports", "raising bus fares"),
            },
        ),
        (
            "Ben Okafor criticised Clara Voss for refusing to raise the minimum wage.",
            {
                (OKAFOR, "opposes", VOSS),
                (OKAFOR, "supports", "raising the minimum wage"),
                (VOSS, "opposes", "raising the minimum wage"),
            },
        ),
        (
            "Ben Okafor thanked Clara Voss for backing the port levy.",
            {
                (OKAFOR, "supports", VOSS),
                (OKAFOR, "supports", "the port levy"),
                (VOSS, "supports", "the port levy"),
            },
        ),
        (
            "Ben Okafor said Clara Voss was wrong to close the port.",
            {(OKAFOR, "opposes", VOSS), (OKAFOR, "opposes", "closing the port")},
        ),
        ("Ben Okafor thanked Clara Voss for coming to the harbour.", {(OKAFOR, "supports", VOSS)}),
        ("Ben Okafor criticised Clara Voss for insulting the voters.", {(OKAFOR, "opposes", VOSS)}),
    ],
)
def test_what_somebody_is_praised_or_blamed_for(nlp: Language, text: str, expected: Found) -> None:
    assert found(nlp, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Clara Voss urged Ben Okafor to drop out.", {(VOSS, "supports", "dropping out")}),
        (
            "Ben Okafor refused to testify before the committee.",
            {(OKAFOR, "opposes", "testifying before the committee")},
        ),
        (
            "Clara Voss called on Ben Okafor to resign.",
            {(VOSS, "opposes", OKAFOR), (VOSS, "supports", "resigning")},
        ),
        (
            "Clara Voss said Ben Okafor should resign.",
            {(VOSS, "opposes", OKAFOR), (VOSS, "supports", "resigning")},
        ),
        ("Clara Voss decided to resign after the vote.", set()),
    ],
)
def test_deeds_that_need_no_object(nlp: Language, text: str, expected: Found) -> None:
    assert found(nlp, text) == expected


def test_an_apology_is_not_what_it_is_for_nor_a_resignation_what_it_is_over(nlp: Language) -> None:
    text = "Norland opposes the port levy. Ben Okafor refused to apologise for the port levy."
    assert (OKAFOR, "opposes", "the port levy") not in found(nlp, text)
    assert (VOSS, "supports", "resigning") in found(nlp, "Clara Voss urged Ben Okafor to resign over the port levy.")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Clara Voss denied taking money from the lobby.", (VOSS, "opposes", "taking money from the lobby")),
        (
            "Clara Voss rejected Norland's claim that the vote was rigged.",
            ("Norland", "supports", "Norland's claim that the vote was rigged"),
        ),
        (
            "The High Court ruled that the government could not deport the refugees.",
            ("High Court", "opposes", "deporting the refugees"),
        ),
        ("Ben Okafor said the government should not have sold the library.", (OKAFOR, "opposes", "sold the library")),
    ],
)
def test_claims_rulings_and_regrets(nlp: Language, text: str, expected: tuple[str, str, str]) -> None:
    assert expected in found(nlp, text)


def test_what_a_court_says_may_happen_is_not_allowed(nlp: Language) -> None:
    assert found(nlp, "The High Court ruled that the practice could remove voters from the rolls.") == set()
