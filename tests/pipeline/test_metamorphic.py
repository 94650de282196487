"""Sentences made by a small grammar: what is said in other words is the same statement, what is denied is its opposite.

The words that carry the stances are the lexicon's own, so that every row of these kinds is tried in every construction.
"""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from graphbuild import pipeline
from graphbuild.model import Document
from graphbuild.pipeline.stance import lexicon
from graphbuild.pipeline.stance.lexicon import StanceRow
from graphbuild.pipeline.syntax import gerund

Found = set[tuple[str, str, str]]

# {who} and {what} in the words of verbs: the same act in other tenses and voices, with words in between
TOLD = (
    "{who} {adverb} {past} {what}.",
    "On Monday, {who} {past} {what}.",
    "{who} has {past} {what}.",
    "{who} is {gerund} {what}.",
    "{who} {past} {what} because it came too late.",
    "{who}, who leads the dockers, {past} {what}.",
    "{who}, the leader of the dockers, {adverb} {past} {what}.",
    "{who} met the council and {past} {what}.",
    "{who} met the council on Monday. Later {he} {past} {what}.",
    "{who} said on Monday that {he} had {past} {what}.",
    "{What} has been {past} by {who}.",
    "{What}, which {who} {past}, goes to a vote on Monday.",
    "{What}, which was {past} by {who}, goes to a vote on Monday.",
)
# what {who} is made to say of {what}
SAID = (
    "“{What},” {who} said, “is {so}.”",
    "“{What} is {so},” {who} said. “Everybody in the town knows that.”",
    "“Everybody in the town knows it,” {who} said. “{What} is {so}.”",
    "“{What} is {so},” {who} said in a statement on Monday.",
    "“{What} is simply {so},” said {who}, who leads the dockers.",
    "{who} spoke to the council on Monday. “{What} is {so},” {he} said.",
    "{who} spoke to the council on Monday. {He} said {what} was {so}.",
    "{What} is {so}, according to {who}.",
    "{What} is {so}, as {who} put it.",
    "{What}, {who} said, is {so}.",
    "{who} told reporters that {what} was {so}.",
    "{who} described {what} as “{so}.”",
)
DENIED = (
    "{who} did not {verb} {what}.",
    "{who} didn’t {verb} {what}.",
    "{who} will not {verb} {what}.",
    "{who} has never {past} {what}.",
    "{who} no longer {verb}s {what}.",
    "{who} said {he} would not {verb} {what}.",
    "{What} was not {past} by {who}.",
)
OPEN = (
    "Would {who} {verb} {what}?",
    "If {who} {past} {what}, nobody would notice.",
    "It is unclear whether {who} will {verb} {what}.",
    "{who} might {verb} {what}.",
)
SAID_NOT = (
    "“{What} is not {so},” {who} said.",
    "“{What} isn't {so},” said {who}.",
    "“{What} isn’t {so},” {who} said.",
    "“{What} was never {so},” {who} said.",
    "“{What} is no longer {so},” {who} said.",
    "{who} said that {what} was not {so}.",
    "According to {who}, {what} is not {so}.",
)
ADVERBS = st.sampled_from(["strongly", "publicly", "repeatedly", "openly", "once again"])

# an irregular or doubled past tense would need a table of its own
_OTHER_PAST = frozenset(
    {"ban", "drop", "extol", "overturn", "pan", "rebut", "rip", "scrap", "slam", "uphold", "withdraw"}
)
_SURE = 0.8
_SIGNS = {1: "supports", -1: "opposes"}

checked = settings(
    max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
thorough = settings(checked, max_examples=150)


class Holder(NamedTuple):
    name: str
    pronoun: str


HOLDERS = st.sampled_from(
    [
        Holder("Clara Voss", "She"), Holder("Ben Okafor", "He"), Holder("Maria Santos", "She"),
        Holder("Peter Lindgren", "He"), Holder("Laura Whitfield", "She"), Holder("James Porter", "He"),
    ]
)  # fmt: skip
MATTERS = st.sampled_from(
    [
        "the harbour levy",
        "the ferry plan",
        "the housing bill",
        "the bridge project",
        "the water tax",
        "the rent proposal",
    ]
)
WHEN = st.sampled_from(["", " on Monday", " in a letter to the council", " again"])


@cache
def verbs() -> list[StanceRow]:
    """The lexicon's surest verbs of attitude with a plain object, in alphabetical order."""
    rows = [row for entries in lexicon.stance_rows().values() for row in entries]
    fit = [
        row
        for row in rows
        if (row.pos, row.frame, row.kind) == ("VERB", "obj", "attitude")
        and row.confidence >= _SURE
        and row.word.isalpha()
        and row.word not in _OTHER_PAST
    ]
    return sorted(fit)


@cache
def adjectives() -> list[StanceRow]:
    """The lexicon's adjectives of judgement."""
    rows = [row for entries in lexicon.stance_rows().values() for row in entries]
    return sorted(row for row in rows if (row.pos, row.frame) == ("ADJ", "judge") and row.word.isalpha())


VERBS = st.deferred(lambda: st.sampled_from(verbs()))
ADJECTIVES = st.deferred(lambda: st.sampled_from(adjectives()))


def past(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ied"
    return verb + "ed"


@pytest.fixture(scope="module")
def nlp() -> Any:
    return pipeline.load()


def filled(pattern: str, holder: Holder, matter: str, word: str, adverb: str = "") -> str:
    """A sentence of a pattern, with a capital at its start."""
    third = word + "e" if word.endswith(("s", "sh", "ch", "x", "z")) else word
    forms = {"past": past(word), "gerund": gerund(word), "verb": third if "{verb}s" in pattern else word, "so": word}
    people = {"who": holder.name, "he": holder.pronoun.lower(), "He": holder.pronoun}
    return pattern.format(**forms, **people, adverb=adverb, what=matter, What=matter.capitalize())


def found(nlp: Any, text: str, row: StanceRow) -> Found:
    """The statements of a text; names in small letters, as a phrase that opens a sentence has a capital. A sentence in
    which the model misreads the row's word ("is damaging" as a verb, "never appalling" as one in progress)
    says nothing of us: another one is made."""
    words = [token for token in nlp(text) if (token.lemma_.lower(), token.pos_) == (row.word, row.pos)]
    assume(any(row.pos == "VERB" or token.dep_ in ("acomp", "oprd", "pobj", "amod") for token in words))
    (result,) = pipeline.extract([Document("d", text)], nlp)
    names = {entity.id: entity.name.lower().removeprefix("the ") for entity in result.entities}
    return {(names[s.holder], s.relation, names[s.target]) for s in result.statements}


def one(holder: Holder, sign: int, matter: str) -> Found:
    return {(holder.name.lower(), _SIGNS[sign], matter.removeprefix("the "))}


@checked
@given(HOLDERS, VERBS, MATTERS, WHEN)
def test_active_and_passive(nlp: Any, holder: Holder, verb: StanceRow, matter: str, when: str) -> None:
    expected = one(holder, verb.sign, matter)
    assert found(nlp, f"{holder.name} {past(verb.word)} {matter}{when}.", verb) == expected
    assert found(nlp, f"{matter.capitalize()} was {past(verb.word)} by {holder.name}{when}.", verb) == expected


@checked
@given(HOLDERS, VERBS, MATTERS)
def test_name_and_pronoun(nlp: Any, holder: Holder, verb: StanceRow, matter: str) -> None:
    expected = one(holder, verb.sign, matter)
    before = f"{holder.name} spoke to the council on Monday."
    for subject in (holder.name, holder.name.split()[-1], holder.pronoun):
        assert found(nlp, f"{before} {subject} {past(verb.word)} {matter}.", verb) == expected, subject


@checked
@given(HOLDERS, VERBS, MATTERS)
def test_told_and_reported(nlp: Any, holder: Holder, verb: StanceRow, matter: str) -> None:
    expected = one(holder, verb.sign, matter)
    pronoun = holder.pronoun.lower()
    assert found(nlp, f"{holder.name} said {pronoun} would {verb.word} {matter}.", verb) == expected
    assert found(nlp, f"{holder.name} would {verb.word} {matter}, {pronoun} said.", verb) == expected


@thorough
@given(st.sampled_from(TOLD), HOLDERS, VERBS, MATTERS, ADVERBS)
def test_told_in_other_tenses_and_clauses(
    nlp: Any, pattern: str, holder: Holder, verb: StanceRow, matter: str, adverb: str
) -> None:
    text = filled(pattern, holder, matter, verb.word, adverb)
    assert found(nlp, text, verb) == one(holder, verb.sign, matter), text


@thorough
@given(st.sampled_from(DENIED), HOLDERS, VERBS, MATTERS)
def test_denied(nlp: Any, pattern: str, holder: Holder, verb: StanceRow, matter: str) -> None:
    """Who does not support a thing is against it; who does not oppose it is not yet for it."""
    assume(not ("{verb}s" in pattern and verb.word.endswith("y")))
    text = filled(pattern, holder, matter, verb.word)
    assert found(nlp, text, verb) == (one(holder, -1, matter) if verb.sign > 0 else set()), text


@checked
@given(st.sampled_from(OPEN), HOLDERS, VERBS, MATTERS)
def test_asked_and_supposed(nlp: Any, pattern: str, holder: Holder, verb: StanceRow, matter: str) -> None:
    text = filled(pattern, holder, matter, verb.word)
    assert found(nlp, text, verb) == set(), text


@checked
@given(HOLDERS, HOLDERS, VERBS, MATTERS)
def test_two_holders(nlp: Any, one_: Holder, other: Holder, verb: StanceRow, matter: str) -> None:
    assume(one_ != other)
    expected = one(one_, verb.sign, matter) | one(other, verb.sign, matter)
    assert found(nlp, f"{one_.name} and {other.name} {past(verb.word)} {matter}.", verb) == expected
    assert found(nlp, f"{matter.capitalize()} was {past(verb.word)} by {one_.name} and {other.name}.", verb) == expected


@checked
@given(HOLDERS, ADJECTIVES, MATTERS)
def test_quotation_before_and_after_its_speaker(nlp: Any, holder: Holder, adjective: StanceRow, matter: str) -> None:
    expected = one(holder, adjective.sign, matter)
    words = f"{matter.capitalize()} is {adjective.word}"
    for text in (
        f"“{words},” {holder.name} said.",
        f"“{words},” said {holder.name}.",
        f"{holder.name} said: “{words}.”",
        f"{holder.name} said, “{words}.”",
        f'"{words}," {holder.name} said.',
        f"{holder.name} said that {words[0].lower()}{words[1:]}.",
        f"According to {holder.name}, {words[0].lower()}{words[1:]}.",
    ):
        assert found(nlp, text, adjective) == expected, text


@thorough
@given(st.sampled_from(SAID), HOLDERS, ADJECTIVES, MATTERS)
def test_said_in_other_ways(nlp: Any, pattern: str, holder: Holder, adjective: StanceRow, matter: str) -> None:
    text = filled(pattern, holder, matter, adjective.word)
    assert found(nlp, text, adjective) == one(holder, adjective.sign, matter), text


@thorough
@given(st.sampled_from(SAID_NOT), HOLDERS, ADJECTIVES, MATTERS)
def test_denied_judgement(nlp: Any, pattern: str, holder: Holder, adjective: StanceRow, matter: str) -> None:
    text = filled(pattern, holder, matter, adjective.word)
    assert found(nlp, text, adjective) == one(holder, -adjective.sign, matter), text
