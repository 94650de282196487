"""gb_laws on made-up sentences: what is a law, what only looks like one."""

from __future__ import annotations

import pytest

from graphbuild.lexicon import items, table
from tests.pipeline.names_cases import entities, extractions, surfaces


def laws(text: str) -> dict[str, list[str]]:
    return {name: surfaces(text, e) for name, e in entities(text).items() if e.type == "law"}


@pytest.mark.parametrize(
    "name",
    [
        "Eighth Amendment",
        "14th Amendment",
        "Constitution",
        "U.S. Constitution",
        "Harbour Dues Act",
        "Clean Rivers Act of 1974",
        "Protection of Wrecks Bill",
        "Treaty of Northmoor",
        "Convention on the Rights of the Child",
        "Kyoto Protocol",
        "Directive 2009/28/EC",
        "Regulation (EU) 2016/679",
        "H.R. 3364",
        "S. 2943",
        "Proposition 8",
        "Roe v. Wade",
        "Obamacare",
        "international law",
        "human rights law",
        "EU law",
    ],
)
def test_named_laws(name: str) -> None:
    assert laws(f"The judges said that the {name} forbids it.") == {name: [name]}


@pytest.mark.parametrize(
    "text",
    [
        "President Bill Clinton spoke on Monday.",
        "Priorities USA Action paid for the film.",
        "Act now, she said, or the harbour will close.",
        "Bill Marsden opposed the fee.",
        "The Democratic National Convention met in June.",
        "The law is the law, and legal advice is cheap.",
        "She studied at the Northmoor College of Law.",
    ],
)
def test_what_only_looks_like_a_law(text: str) -> None:
    assert laws(text) == {}


def test_an_acronym_in_brackets_names_the_law() -> None:
    text = "The Harbour Lights Act (HLA) passed. Ship owners hate the HLA."
    assert laws(text) == {"Harbour Lights Act": ["Harbour Lights Act", "HLA", "HLA"]}


def test_two_spellings_of_an_amendment_are_one_law() -> None:
    text = "He invoked the Fifth Amendment. The 5th Amendment protects him."
    assert list(laws(text).values()) == [["Fifth Amendment", "5th Amendment"]]


def test_the_bill_stands_for_the_only_bill_named() -> None:
    text = "The Canal Safety Bill passed. Owners call the bill a mess."
    assert laws(text) == {"Canal Safety Bill": ["Canal Safety Bill", "the bill"]}
    two = "The Canal Safety Bill and the Lock Keepers Bill passed. Owners call the bill a mess."
    assert all("the bill" not in spans for spans in laws(two).values())
    assert laws("Owners call the bill a mess.") == {}


def test_an_owner_is_no_part_of_a_laws_name() -> None:
    assert list(laws("Britain's Human Rights Act protects them.")) == ["Human Rights Act"]


def test_a_headline_is_cut_to_the_laws_name() -> None:
    assert list(laws("Mayor Is Not Impressed By The Northmoor Climate Agreement")) == ["Northmoor Climate Agreement"]


def test_the_constitution_is_the_one_whose_owner_is_told() -> None:
    text = "The European constitution divides them. Ms Holt says the constitution is long."
    assert laws(text) == {"European constitution": ["European constitution", "constitution"]}


def test_known_laws_are_found_under_every_form() -> None:
    pairs = [(row["name"], form) for row in table("laws") for form in items(row["forms"])]
    results = extractions(f"The judges said that the {form} was at stake." for _, form in pairs)
    missed = [
        form
        for (_, form), result in zip(pairs, results, strict=True)
        if not any(e.type == "law" and form.endswith(e.name) for e in result.entities)
    ]
    assert missed == []


def test_the_year_of_an_act_of_something_is_part_of_its_name() -> None:
    assert list(laws("Judges cited the Act of Harbours 1702 yesterday.")) == ["Act of Harbours 1702"]
