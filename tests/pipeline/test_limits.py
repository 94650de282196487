"""What looks like a stance and is none, and near it what is one."""

from __future__ import annotations

import pytest
from spacy.language import Language

from tests.pipeline.found import Found, found


@pytest.mark.parametrize(
    "text",
    [
        # a post is neither praise nor a citation
        "“Ben Okafor is accountable for the ports,” Clara Voss said.",
        "“Ben Okafor is responsible for the ports,” Clara Voss said.",
        # acts on people, and single cases of enforcement
        "The Oster Police removed Clara Voss from the hall.",
        "Norland killed Ben Okafor in a raid.",
        "Clara Voss introduced Ben Okafor at the rally.",
        "The Harbour Council imposed a fine on the port.",
        # what is spoken of, asked for, due or to come
        "Clara Voss spoke of jobs and signing the Vale Treaty.",
        "Asked to describe the levy, Clara Voss said she would not.",
        "Ben Okafor needs to challenge Clara Voss on every lie.",
        "Clara Voss should sign the Vale Treaty.",
        # deeds of every day
        "Clara Voss wants to reassure her family.",
        "Clara Voss plans to attend the rally and to watch the film.",
        # who will not, or refuses to, be against a thing need not be for it
        "Clara Voss refused to ridicule the harbour levy.",
        "Clara Voss failed to condemn the levy.",
        "Clara Voss said she would not assail the harbour levy.",
        # facts that are reported, time that is given, agreement on a point
        "The Oster Times reported that the levy was unfair.",
        "Clara Voss devoted an hour to the levy.",
        "Clara Voss agreed with Ben Okafor about the date.",
        # of other things than matters
        "“We must stop the violence,” Clara Voss said.",
        "Clara Voss is an advocate in all sorts of cases.",
    ],
)
def test_no_stance(nlp: Language, text: str) -> None:
    assert found(nlp, text) == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Oster Police opposed Clara Voss.", {("Oster Police", "opposes", "Clara Voss")}),
        ("Clara Voss introduced the levy.", {("Clara Voss", "supports", "the levy")}),
        ("Clara Voss refused to support the levy.", {("Clara Voss", "opposes", "the levy")}),
        ("Clara Voss devoted herself to the levy.", {("Clara Voss", "supports", "the levy")}),
        ("“The levy is anything but fair,” Clara Voss said.", {("Clara Voss", "opposes", "the levy")}),
        (
            "“It is the right thing to do to scrap the levy,” Clara Voss said.",
            {("Clara Voss", "supports", "scrapping the levy")},
        ),
        (
            "“The levy should be seen as a threat to the port,” Clara Voss said.",
            {("Clara Voss", "opposes", "the levy")},
        ),
        ("Clara Voss said her vote for the levy was a mistake.", {("Clara Voss", "opposes", "the levy")}),
        ("Clara Voss called her vote in favour of the levy a mistake.", {("Clara Voss", "opposes", "the levy")}),
        (
            "Clara Voss said in the hall that she backs the raid that killed Ben Okafor.",
            {("Clara Voss", "supports", "the raid")},
        ),
    ],
)
def test_a_stance_close_to_none(nlp: Language, text: str, expected: Found) -> None:
    assert found(nlp, text) == expected


def test_plans_of_which_nothing_is_said_are_no_stance(nlp: Language) -> None:
    assert found(nlp, "Nobody liked Clara Voss's policies. Clara Voss's promises lasted a day.") == set()
    assert found(nlp, "Nobody liked Clara Voss's promise to close the line.") == {
        ("Clara Voss", "supports", "Clara Voss's promise to close the line")
    }


def test_what_opponents_say_that_somebody_tries_is_not_his_stance(nlp: Language) -> None:
    text = "“This is an attempt by the Port Union to close the line,” Clara Voss said."
    assert not any(holder == "Port Union" for holder, _, _ in found(nlp, text))
    assert ("Port Union", "supports", "an attempt by the Port Union to close the line") in found(
        nlp, "Nobody noticed an attempt by the Port Union to close the line."
    )
