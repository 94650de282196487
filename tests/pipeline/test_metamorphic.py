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

Found = set[tuple[str, str, str]]

# an irregular or doubled past tense would need a table of its own
_OTHER_PAST = frozenset(
    {"ban", "drop", "extol", "overturn", "pan", "rebut", "rip", "scrap", "slam", "uphold", "withdraw"}
)
_SURE = 0.8
_SIGNS = {1: "supports", -1: "opposes"}

checked = settings(
    max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


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


def found(nlp: Any, text: str, row: StanceRow) -> Found:
    """The statements of a text; names in small letters, as a phrase that opens a sentence has a capital. A sentence in
    which the model misreads the row's word ("is damaging" as a verb) says nothing of us: another one is made."""
    assume(any((token.lemma_.lower(), token.pos_) == (row.word, row.pos) for token in nlp(text)))
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


@checked
@given(HOLDERS, VERBS, MATTERS)
def test_denied(nlp: Any, holder: Holder, verb: StanceRow, matter: str) -> None:
    """Who does not support a thing is against it; who does not oppose it is not yet for it."""
    expected = one(holder, -1, matter) if verb.sign > 0 else set()
    assert found(nlp, f"{holder.name} does not {verb.word} {matter}.", verb) == expected
    assert found(nlp, f"{holder.name} never {past(verb.word)} {matter}.", verb) == expected


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


@checked
@given(HOLDERS, ADJECTIVES, MATTERS)
def test_denied_judgement(nlp: Any, holder: Holder, adjective: StanceRow, matter: str) -> None:
    words = f"{matter.capitalize()} is not {adjective.word}"
    assert found(nlp, f"“{words},” {holder.name} said.", adjective) == one(holder, -adjective.sign, matter)
