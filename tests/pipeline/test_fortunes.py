"""Attacks and praise in a speaker's own words, what is to become of somebody, and whom "you" and "this man" mean."""

from __future__ import annotations

import pytest
from spacy.language import Language

from graphbuild import pipeline
from graphbuild.model import Document
from tests.pipeline.found import found_by_last_names as found


@pytest.mark.parametrize(
    ("words", "relation"),
    [
        ("Ben Okafor refuses to accept responsibility", "opposes"),
        ("Ben Okafor is the only candidate who refuses to release his records", "opposes"),
        ("The person who cannot tell the truth is Ben Okafor", "opposes"),
        ("Ben Okafor needs to stop lying", "opposes"),
        ("Ben Okafor cares only about himself", "opposes"),
        ("Ben Okafor has neither the temperament nor the patience to be mayor", "opposes"),
        ("Ben Okafor mocked sailors", "opposes"),
        ("Ben Okafor is responsible for the shortage", "opposes"),
        ("Because of Ben Okafor, sailors lost their jobs", "opposes"),
        ("Ben Okafor should be impeached", "opposes"),
        ("We will hold Ben Okafor accountable", "opposes"),
        ("I hope Ben Okafor loses", "opposes"),
        ("I hope Ben Okafor wins", "supports"),
        ("I was happy to see Ben Okafor elected", "supports"),
        ("I am pleased that Ben Okafor won", "supports"),
        ("Ben Okafor will make a great mayor", "supports"),
        ("Ben Okafor would make a terrible mayor", "opposes"),
        ("Ben Okafor is absolutely right", "supports"),
    ],
)
def test_sides_in_somebodys_words(nlp: Language, words: str, relation: str) -> None:
    assert found(nlp, f"“{words},” Clara Voss said.") == {("Voss", relation, "Ben Okafor")}


@pytest.mark.parametrize(
    "text",
    [
        "“Ben Okafor refused to comment,” Clara Voss said.",
        "“Ben Okafor refuses to be silenced,” Clara Voss said.",
        "“Ben Okafor refuses to give in,” Clara Voss said.",
        "“Ben Okafor is responsible for the ports,” Clara Voss said.",
        "“Ben Okafor wants to look tough,” Clara Voss said.",
        "“Ben Okafor can win,” Clara Voss said.",
        "“If Ben Okafor should be impeached, we will see,” Clara Voss said.",
        "Clara Voss compared Ben Okafor to his brother.",
    ],
)
def test_no_sides(nlp: Language, text: str) -> None:
    assert found(nlp, text) == set()


def test_an_event_that_pleases_tells_the_side(nlp: Language) -> None:
    text = "“I am delighted that the Port Act was repealed,” Clara Voss said."
    assert ("Voss", "opposes", "Port Act") in found(nlp, text)


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Clara Voss said she would ensure the Port Act is repealed.", "opposes"),
        ("Clara Voss said she would make sure the Port Act was repealed.", "opposes"),
        ("Clara Voss vowed to ensure the Port Act is not repealed.", "supports"),
        ("Clara Voss promised to make sure that the Port Act passes.", "supports"),
    ],
)
def test_who_sees_to_it_that_a_thing_is_done(nlp: Language, text: str, relation: str) -> None:
    assert ("Voss", relation, "Port Act") in found(nlp, text)


def test_a_comparison_with_something_bad_blames(nlp: Language) -> None:
    assert found(nlp, "Clara Voss likened Ben Okafor to a liar.") == {("Voss", "opposes", "Ben Okafor")}


@pytest.mark.parametrize(
    "text",
    [
        "Ben Okafor leads the council. “You are a disgrace,” Clara Voss told Ben Okafor.",
        "Clara Voss spoke of Ben Okafor. “This man is a disgrace,” she said.",
        "Ben Okafor leads the council. “His administration has failed our sailors,” Clara Voss said.",
    ],
)
def test_whom_the_words_mean(nlp: Language, text: str) -> None:
    assert found(nlp, text) == {("Voss", "opposes", "Ben Okafor")}


@pytest.mark.parametrize(
    "text",
    [
        "“If you lie about this, you lie about anything,” Clara Voss told the Harbour Times.",
        "Ben Okafor leads the council. “This man who sold me fish is a disgrace,” Clara Voss said.",
    ],
)
def test_whom_the_words_do_not_mean(nlp: Language, text: str) -> None:
    assert not {one for one in found(nlp, text) if one[1] == "opposes"}


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Clara Voss denounced the harbour levy as a “circus”.", "direct"),
        ("Clara Voss criticised the harbour levy, saying: “It will cost jobs.”", "direct"),
        ("Clara Voss said the harbour levy was unfair and a “circus”.", "direct"),
        ("Clara Voss accused Ben Okafor of hiding the report.", "indirect"),
        ("Clara Voss criticised the harbour levy.", "narrated"),
    ],
)
def test_a_scrap_makes_the_form_direct(nlp: Language, text: str, form: str) -> None:
    result = next(iter(pipeline.extract([Document("d", text)], nlp)))  # type: ignore[arg-type]  # a Language
    assert {s.form for s in result.statements} == {form}
