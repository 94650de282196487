"""Acts and attitudes that the author tells: who holds them, and of what."""

from __future__ import annotations

import pytest
from spacy.language import Language

from tests.pipeline.found import Found, found


@pytest.mark.parametrize(
    ("text", "holders"),
    [
        ("Sens. Ann Lee of Ohio and Susan Park of Maine opposed the fuel levy.", {"Ann Lee", "Susan Park"}),
        ("Two senators, Ann Lee and Ben Okafor, oppose the fuel levy.", {"Ann Lee", "Ben Okafor"}),
        ("Corporations including Apple and Google oppose the fuel levy.", {"Apple", "Google"}),
        ("Some Democrats, including Ann Lee, opposed the fuel levy.", {"Ann Lee"}),
        ("Twelve countries led by France and Spain oppose the fuel levy.", {"France", "Spain"}),
        ("A three-judge panel of the Court of Appeal overturned the fuel levy.", {"Court of Appeal"}),
        ("The Ohio chapter of Greenpeace opposes the fuel levy.", {"Greenpeace"}),
        ("Opponents of the fuel levy, including Ann Lee, held a rally.", {"Ann Lee"}),
        ("Ann Lee was among those who voted against the fuel levy.", {"Ann Lee"}),
        ("Ann Lee is one of three senators who voted against the fuel levy.", {"Ann Lee"}),
        ("The levy on fuel, which Norland and the Port Union have criticised, fell.", {"Norland", "Port Union"}),
        ("The fuel levy was opposed by the Sierra Club and by Greenpeace.", {"Sierra Club", "Greenpeace"}),
        ("Neither Ann Lee nor Ben Okafor supports the fuel levy.", {"Ann Lee", "Ben Okafor"}),
        ("The Conservatives are opposed to the fuel levy and Labour backs it.", {"Conservatives"}),
        ("The fuel levy drew criticism from France.", {"France"}),
        ("Ann Lee faced calls for a ban on fuel.", set()),
        ("There was much anger about the fuel levy, Ann Lee said.", set()),
    ],
)  # fmt: skip
def test_who_is_against_it(nlp: Language, text: str, holders: set[str]) -> None:
    assert {holder for holder, relation, _ in found(nlp, text) if relation == "opposes"} == holders


BILL = "the bill on heavy oil"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a body and the measure that it is fought over
        ("Clara Voss sued the Harbour Council over the levy.",
         {("Clara Voss", "opposes", "Harbour Council"), ("Clara Voss", "opposes", "the levy")}),
        # a noun of stance under a verb that turns it round, leaves it open or gives it up
        ("Ann Lee rejected calls for a ban on fuel.", {("Ann Lee", "opposes", "calls for a ban on fuel")}),
        ("Ann Lee discussed support for the bill on heavy oil.", set()),
        ("Ann Lee dropped her opposition to the bill on heavy oil.", set()),
        ("Clara Voss, an early supporter of the bill on heavy oil, spoke.", set()),
        # what is done with or against the will of others
        ("The bill on heavy oil was defeated with the support of the Green Party.",
         {("Green Party", "opposes", "the bill on heavy oil")}),
        ("The bill on heavy oil was passed despite the opposition of the Green Party.",
         {("Green Party", "opposes", "the bill on heavy oil")}),
        ("The bill on heavy oil was rejected in the Senate.", {("Senate", "opposes", "the bill on heavy oil")}),
        # who wants a thing done
        ("Ann Lee wants to have the Clean Ports Act struck down.", {("Ann Lee", "opposes", "Clean Ports Act")}),
        ("The Port Union failed in a bid to get the Clean Ports Act overturned.",
         {("Port Union", "opposes", "Clean Ports Act")}),
        ("Ann Lee led efforts to repeal the Clean Ports Act.", {("Ann Lee", "opposes", "Clean Ports Act")}),
        ("The Commons voted to approve the fuel levy.", {("Commons", "supports", "approving the fuel levy")}),
        ("Canada has yet to ratify the treaty on heavy oil.", set()),
        # who is praised does the deed, and who praises him for it is for it, too
        ("Ann Lee thanked Ben Okafor for backing the fuel levy.",
         {("Ann Lee", "supports", "Ben Okafor"), ("Ann Lee", "supports", "the fuel levy"),
          ("Ben Okafor", "supports", "the fuel levy")}),
        # what the author adds to what was proposed
        ("The European Commission has proposed a tax on plastic, which Germany rejects.",
         {("European Commission", "supports", "a tax on plastic"), ("Germany", "opposes", "a tax on plastic")}),
        ("Ann Lee voted in 2001 for the bill on heavy oil.", {("Ann Lee", "supports", BILL)}),
        ("Ann Lee wants the Clean Ports Act to pass by May.", {("Ann Lee", "supports", "Clean Ports Act")}),
        ("The Harbour Party is committed to scrapping the levy to help the poor.",
         {("Harbour Party", "supports", "scrapping the levy to help the poor")}),
        ("Ann Lee is considering whether to veto the Clean Ports Act.", set()),
        ("Ann Lee used to oppose the Clean Ports Act.", set()),
        ("Ann Lee once opposed the Clean Ports Act.", set()),
        ("Ann Lee fought a battle against the fuel levy.", {("Ann Lee", "opposes", "the fuel levy")}),
        ("Ann Lee sought the support of Ben Okafor.", set()),
        ("Norland has a policy of turning away migrants, which Ben Okafor has criticised.",
         {("Ben Okafor", "opposes", "a policy of turning away migrants")}),
        # deeds told by a noun
        ("Ann Lee's refusal to sign the Vale Treaty made news.", {("Ann Lee", "opposes", "Vale Treaty")}),
        ("Ann Lee demanded the repeal of the Clean Ports Act.", {("Ann Lee", "opposes", "Clean Ports Act")}),
        ("Ann Lee marked the signing of the Clean Ports Act.", set()),
        # makers, and those who only tell of another's plan
        ("Ann Lee's Clean Ports Act bans heavy oil.", {("Ann Lee", "supports", "Clean Ports Act")}),
        ("Germany's Clean Ports Act bans heavy oil.", set()),
        ("Ann Lee announced Ben Okafor's plan to close the line.",
         {("Ben Okafor", "supports", "Ben Okafor's plan to close the line")}),
        ("The Supreme Court reached a verdict on heavy oil.", set()),
        # no stance
        ("Ann Lee went with Ben Okafor to the fair.", set()),
        ("Both Ann Lee and Ben Okafor are contesting Norland.", set()),
    ],
)  # fmt: skip
def test_what_is_told(nlp: Language, text: str, expected: Found) -> None:
    assert found(nlp, text) == expected


def test_a_yes_vote_is_for_the_matter_of_the_text(nlp: Language) -> None:
    text = (
        "The Clean Ports Act is new. " + "The Clean Ports Act bans oil. " * 4 + "Ann Lee opposes the Clean Ports Act. "
    )
    text += "Ben Okafor will back a yes vote."
    assert {(h, r) for h, r, _ in found(nlp, text)} == {("Ann Lee", "opposes"), ("Ben Okafor", "supports")}
