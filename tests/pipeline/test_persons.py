"""Sides taken for and against persons, and acts that several words tell."""

from __future__ import annotations

import pytest
from spacy.language import Language

from tests.pipeline.found import found_by_last_names as found


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("“Shame on Ben Okafor,” Clara Voss said.", "opposes"),
        ("“Vote for Ben Okafor!” Clara Voss said.", "supports"),
        ("“Ben Okafor cannot be trusted,” Clara Voss said.", "opposes"),
        ("“Ben Okafor is a weak leader,” Clara Voss said.", "opposes"),
        ("“Ben Okafor is thin-skinned and erratic,” Clara Voss said.", "opposes"),
        ("“Ben Okafor lacks the judgment to be president,” Clara Voss said.", "opposes"),
        ("“Ben Okafor does not have the temperament to be president,” Clara Voss said.", "opposes"),
        ("“Ben Okafor has what it takes to be president,” Clara Voss said.", "supports"),
        ("“Ben Okafor is trying to distract voters,” Clara Voss said.", "opposes"),
        ("“I like Ben Okafor,” Clara Voss said.", "supports"),
        ("“I have no confidence in Ben Okafor,” Clara Voss said.", "opposes"),
        ("Clara Voss had harsh words for Ben Okafor.", "opposes"),
        ("Clara Voss had kind words for Ben Okafor.", "supports"),
        ("Clara Voss gave Ben Okafor a glowing endorsement.", "supports"),
        ("Clara Voss called Ben Okafor unfit for office.", "opposes"),
        ("Okafor critic Clara Voss spoke after Ben Okafor left.", "opposes"),
        ("Clara Voss mocked rivals such as Ben Okafor.", "opposes"),
        ("Clara Voss leads a campaign to stop Ben Okafor.", "opposes"),
        ("Clara Voss blamed the delay on Ben Okafor.", "opposes"),
        ("Clara Voss is not okay with Ben Okafor.", "opposes"),
    ],
)
def test_sides_on_a_person(nlp: Language, text: str, relation: str) -> None:
    assert found(nlp, text) == {("Voss", relation, "Ben Okafor")}


@pytest.mark.parametrize(
    "text",
    [
        "“The plan is weak,” Clara Voss said.",
        "“If Ben Okafor cannot be trusted, we will see,” Clara Voss said.",
        "“Can Ben Okafor be trusted?” Clara Voss asked.",
        "Clara Voss had a few words for Ben Okafor.",
        "Clara Voss met Ben Okafor to stop by the port.",
        "Clara Voss called on Ben Okafor at his home.",
        "The critic Clara Voss met Ben Okafor.",
        "“Thanks to Ben Okafor the ship was late,” Clara Voss said.",
    ],
)
def test_no_sides_on_a_person(nlp: Language, text: str) -> None:
    assert not {s for s in found(nlp, text) if s[2] == "Ben Okafor"}


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("In Clara Voss's view, the fuel levy is bad.", "opposes"),
        ("In the opinion of Clara Voss, the fuel levy is unfair.", "opposes"),
        ("Clara Voss considers the fuel levy bad.", "opposes"),
        ("Clara Voss thinks the fuel levy unfair.", "opposes"),
        ("Clara Voss called the fuel levy impractical.", "opposes"),
        ("Clara Voss called for an end to the fuel levy.", "opposes"),
        ("Clara Voss did away with the fuel levy.", "opposes"),
        ("Clara Voss put an end to the fuel levy.", "opposes"),
        ("Clara Voss came out in support of the fuel levy.", "supports"),
        ("Backed by Clara Voss, the fuel levy passed.", "supports"),
        ("“The fuel levy is short-sighted,” Clara Voss said.", "opposes"),
    ],
)
def test_sides_on_a_measure(nlp: Language, text: str, relation: str) -> None:
    assert {(holder, told) for holder, told, _ in found(nlp, text)} == {("Voss", relation)}


def test_another_speaker_does_not_share_what_is_called_so(nlp: Language) -> None:
    assert found(nlp, "“They call the fuel levy bad,” Clara Voss said.") == set()
