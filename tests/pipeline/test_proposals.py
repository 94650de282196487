"""What people take sides on, one node however the text words it: what is joined, what stays apart, and the names."""

from __future__ import annotations

import pytest

from graphbuild import pipeline
from graphbuild.model import Document, Extraction
from graphbuild.pipeline.proposals.wording import stem


@pytest.fixture(scope="module")
def nlp() -> object:
    return pipeline.load()


def extraction(nlp: object, text: str) -> Extraction:
    return next(iter(pipeline.extract([Document("d", text)], nlp)))  # type: ignore[arg-type]  # a Language


def targets(nlp: object, text: str) -> list[str]:
    """The names of the proposals and laws that a text's statements aim at, in the order of the text."""
    result = extraction(nlp, text)
    names = {entity.id: entity.name for entity in result.entities}
    return list(dict.fromkeys(names[statement.target] for statement in result.statements))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a description stands for what was told before
        ("Clara Voss condemned the plan to close the line. Ben Okafor liked the plan.", "the plan to close the line"),
        ("Clara Voss proposed to close the line. Ben Okafor attacked the proposal.", "closing the line"),
        ("Ben Okafor voted against the war in Southland. Clara Voss supported the war.", "the war in Southland"),
        ("Clara Voss backs the ban on hunting seals. Ben Okafor attacked the hunting ban.", "the ban on hunting seals"),
        # nouns and verbs of one deed
        ("Clara Voss opposes the closure of the line. Ben Okafor said the line should be closed.",
         "the closure of the line"),
        ("Clara Voss condemned the decision to sell the port. Ben Okafor backed the sale of the port.",
         "the decision to sell the port"),
        ("Ada Moreau wants to abolish the ferry tax. Clara Voss supports the abolition of the ferry tax.",
         "the ferry tax"),
        ("Norland passed an amendment that would defund the Sea Museum. Clara Voss denounced efforts to defund it.",
         "an amendment that would defund the Sea Museum"),
        # what hangs on a relative pronoun or a word such as "version"
        ("Norland condemned the powers to hold sailors without trial, which Clara Voss defended.",
         "the powers to hold sailors without trial"),
        ("Ada Moreau praised the ferry safety bill. Clara Voss voted against the final version of the bill.",
         "the ferry safety bill"),
        ("Clara Voss praised a series of measures to help sailors. Ben Okafor condemned the measures.",
         "a series of measures to help sailors"),
        # a short form in the headline
        ("Okafor rejects Norland's claim.\n\nBen Okafor dismissed claims that the levy would ruin the ports.",
         "claims that the levy would ruin the ports"),
        # laws
        ("The council debated the Clean Ports Bill. Clara Voss attacked the clean-port plans.", "Clean Ports Bill"),
        ("Ada Moreau vetoed legislation that would tax ferries. The Ferry Tax Act passed the Senate in May.",
         "Ferry Tax Act"),
        ("Clara Voss asked the council to respect and implement the Clean Ports Act.", "Clean Ports Act"),
        ("Clara Voss condemned the sentence of the Supreme Court. Ben Okafor praised the sentence.",
         "the sentence of the Supreme Court"),
        # another head word, no more said
        ("Ada Moreau condemned the plan to tax ferry tickets. Clara Voss backed the ferry scheme.",
         "the plan to tax ferry tickets"),
        ("Ada Moreau condemned a proposal for longer school hours. Clara Voss backed the school plan.",
         "a proposal for longer school hours"),
        # a headline and the sentence below it
        ("Ada Moreau condemns the ferry raid\n\nClara Voss has backed a plan to use ferry fares to pay for schools.",
         "a plan to use ferry fares to pay for schools"),
    ],
)  # fmt: skip
def test_one_node_however_worded(nlp: object, text: str, expected: str) -> None:
    assert targets(nlp, text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ben Okafor backs a ban on heavy oil. Clara Voss backs an exception to the ban on heavy oil.",
         ["the ban on heavy oil", "an exception to the ban on heavy oil"]),
        ("Ada Moreau proposed a levy on oil. Clara Voss proposed a curfew. Ben Okafor refused to back that change.",
         ["a levy on oil", "a curfew"]),
        ("Clara Voss backed the plan to close the line. Norland dismissed the claim.", ["the plan to close the line"]),
        ("Clara Voss backed her tax plan. Ben Okafor backed his school plan.",
         ["Clara Voss' tax plan", "Ben Okafor's school plan"]),
        ("Ben Okafor rejected the claim that fuel levies ruin ports. Clara Voss wants more fuel levies for the ports.",
         ["the claim that fuel levies ruin ports", "more fuel levies for the ports"]),
        ("Clara Voss praised the Harbour Court's ruling and order.", ["the Harbour Court's ruling"]),
        ("Clara Voss wants to close the line. Ben Okafor wants to close the museum.",
         ["closing the line", "closing the museum"]),
        ("They cited the Ports Act of 1990. Ben Okafor praised the ferry safety bill. Ada Moreau attacked the bill.",
         ["the ferry safety bill"]),
        ("Clara Voss condemned Ada Moreau's plan to close the line. Ben Okafor attacked Clara Voss's plan.",
         ["Ada Moreau's plan to close the line", "Clara Voss's plan"]),
        ("Ada Moreau praised the drive to sell more tickets. Ben Okafor attacked the ferry safety rules.",
         ["the drive to sell more tickets", "the ferry safety rules"]),
        ("Ada Moreau condemned the fuel tax plan. Clara Voss backed the sales tax scheme.",
         ["the fuel tax plan", "the sales tax scheme"]),
        ("Ada Moreau condemned Ben Okafor's proposal for school meals. Clara Voss backed Norland's school plan.",
         ["Ben Okafor's proposal for school meals", "Norland's school plan"]),
        ("Ada Moreau opposes a museum raid\n\nClara Voss has backed plans to use ferry fares to pay for schools.",
         ["a museum raid", "plans to use ferry fares to pay for schools"]),
        ("Ada Moreau opposes a ferry raid.\n\nClara Voss has backed plans to use ferry fares to pay for schools.",
         ["a ferry raid", "plans to use ferry fares to pay for schools"]),
        ("Clara Voss opposes every threat. Ben Okafor wants to thank the sailors.", []),
        ("Ada Moreau opposes those sorts of people. Clara Voss wants to do something.", []),
    ],
)  # fmt: skip
def test_different_matters_stay_apart(nlp: object, text: str, expected: list[str]) -> None:
    assert targets(nlp, text) == expected


def test_a_description_with_an_owner_is_not_another_owners_proposal(nlp: object) -> None:
    text = "Ada Moreau demanded the resignation of Ben Okafor. Clara Voss rejected Norland's offer."
    result = extraction(nlp, text)
    assert len({statement.target for statement in result.statements}) == 2


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ada Moreau defended her call to close the line.", "Ada Moreau's call to close the line"),
        ("Clara Voss said ferries should be banned from the bay.", "banning ferries from the bay"),
        ("Clara Voss condemned this plan to close the ports.", "the plan to close the ports"),
        ('Ben Okafor attacked "the plan to close the line.', "the plan to close the line"),
        ("Ben Okafor backed the “fair fares” scheme.", "the “fair fares” scheme"),
        ("Ben Okafor wants counter-measures to protect the ports.", "counter-measures to protect the ports"),
        ("Ben Okafor wants to close the line.", "closing the line"),
    ],
)
def test_names_are_whole(nlp: object, text: str, name: str) -> None:
    assert targets(nlp, text) == [name]


def test_a_long_text_is_read_in_linear_time(nlp: object) -> None:
    text = " ".join(f"Clara Voss condemned the plan to close line {n}. Ben Okafor praised it." for n in range(80))
    assert len(extraction(nlp, text).statements) >= 80


def test_stems_join_a_verb_and_its_noun() -> None:
    assert stem("deportation") == stem("deport")
    assert stem("sale") == stem("sell")
    assert stem("hunting") == stem("hunt")
    assert stem("tax") != stem("levy")
