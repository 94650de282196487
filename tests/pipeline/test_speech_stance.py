"""What speakers judge, want and promise in their own words, and what is not theirs."""

from __future__ import annotations

import pytest

from graphbuild import lexicon, pipeline
from graphbuild.model import Document

ACT = "Harbour Act"
DEED = "cutting the fees"


@pytest.fixture(scope="module")
def nlp() -> object:
    return pipeline.load()


def signs(nlp: object, text: str) -> set[tuple[str, str]]:
    """(relation, target's name) of what Clara Voss is for or against in a text."""
    result = next(iter(pipeline.extract([Document("d", text)], nlp)))  # type: ignore[arg-type]  # a Language
    names = {entity.id: entity.name for entity in result.entities}
    sides = {"supports": "+", "opposes": "-"}
    return {(sides[s.relation], names[s.target]) for s in result.statements
            if s.relation in sides and names[s.holder] == "Clara Voss"}  # fmt: skip


@pytest.mark.parametrize("name", ["effects", "idioms"])
def test_every_row_gives_its_stance(nlp: object, name: str) -> None:
    rows = lexicon.table(name)
    documents = [Document(str(i), row["example"]) for i, row in enumerate(rows)]
    wrong = []
    for row, result in zip(rows, pipeline.extract(documents, nlp, batch_size=64), strict=True):  # type: ignore[arg-type]  # a Language
        relation = "supports" if row.get("polarity") == "+" else "opposes"
        if {s.relation for s in result.statements} != {relation}:
            wrong.append(row["example"])
    assert wrong == []


@pytest.mark.parametrize(
    ("words", "sign"),
    [
        # what it brings about: the verb times what people want or fear
        ("the Harbour Act would cost jobs", "-"),
        ("the Harbour Act would create jobs", "+"),
        ("the Harbour Act would cut crime", "+"),
        ("the Harbour Act would not create jobs", "-"),
        ("the Harbour Act failed to create jobs", "-"),
        ("the Harbour Act would mean fewer jobs", "-"),
        ("the Harbour Act could lead to corruption", "-"),
        # turns of phrase
        ("the Harbour Act did not go far enough", "-"),
        ("the Harbour Act was a step in the right direction", "+"),
        ("the Harbour Act made no sense", "-"),
        # how it was done, and too much of something
        ("the Harbour Act was badly drafted", "-"),
        ("the Harbour Act was ill-conceived", "-"),
        ("the Harbour Act was too complex", "-"),
        ("the Harbour Act was a missed opportunity", "-"),
        ("the Harbour Act would put hundreds of sailors out of work", "-"),
        # doubts and denials turn; a spoilt noun is no praise
        ("she did not think the Harbour Act was fair", "-"),
        ("the Harbour Act was the wrong answer", "-"),
        ("the Harbour Act was not only unfair but useless", "-"),
        # what is to become of it
        ("the Harbour Act must be repealed", "-"),
        ("the Harbour Act would have to be overturned", "-"),
        ("the Harbour Act should never have been passed", "-"),
        ("the Harbour Act has to stay", "+"),
        ("there was no need for the Harbour Act", "-"),
        ("there was nothing wrong with the Harbour Act", "+"),
        ("she could not support the Harbour Act", "-"),
        ("she hoped the Harbour Act would be defeated", "-"),
        # what is said of a deed, of those against it, or of what it brings is said of the thing
        ("rejecting the Harbour Act would be a mistake", "+"),
        ("it would be a mistake to reject the Harbour Act", "+"),
        ("critics of the Harbour Act were wrong", "+"),
        ("the consequences of the Harbour Act would be dire", "-"),
        ("sailors would lose their jobs under the Harbour Act", "-"),
        # what others should do about it
        ("MPs should vote against the Harbour Act", "-"),
        ("MPs should support the Harbour Act", "+"),
        ("her party would oppose the Harbour Act", "-"),
        # a particle may turn the verb
        ("the Harbour Act would bring down prices", "+"),
        ("the Harbour Act would push up prices", "-"),
        ("the Harbour Act would put an end to smuggling", "+"),
    ],
)
def test_judgements_of_a_law(nlp: object, words: str, sign: str) -> None:
    assert signs(nlp, f"Clara Voss said {words}.") == {(sign, ACT)}


@pytest.mark.parametrize(
    "words",
    [
        "the Harbour Act covers sailors",
        "critics called the Harbour Act a disaster",
        "many people thought the Harbour Act was unfair",
        "she did not know whether the Harbour Act would cost jobs",
        "Ben Okafor has problems with his boat",
        "she worked for the Harbour Council",
    ],
)
def test_what_is_no_judgement_of_the_speaker(nlp: object, words: str) -> None:
    assert signs(nlp, f"Clara Voss said {words}.") == set()


@pytest.mark.parametrize(
    ("words", "sign"),
    [
        ("It is time to cut the fees", "+"),
        ("Let us cut the fees", "+"),
        ("The answer is to cut the fees", "+"),
        ("I hope the council will cut the fees", "+"),
        ("We would like to cut the fees", "+"),
        ("I am determined to cut the fees", "+"),
        ("The council has a duty to cut the fees", "+"),
        ("We will cut the fees", "+"),
        ("We cannot allow the council to cut the fees", "-"),
        ("There is no reason to cut the fees", "-"),
    ],
)
def test_what_a_speaker_wants_done(nlp: object, words: str, sign: str) -> None:
    assert signs(nlp, f"“{words},” Clara Voss said.") == {(sign, DEED)}


@pytest.mark.parametrize("words", ["We need to talk about the fees", "Let me be clear about the fees"])
def test_what_is_no_wish(nlp: object, words: str) -> None:
    assert signs(nlp, f"“{words},” Clara Voss said.") == set()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Ben Okafor should resign", "-"),
        ("Ben Okafor has broken his word", "-"),
        ("Ben Okafor acted illegally", "-"),
        ("Ben Okafor does not listen to sailors", "-"),
        ("Ben Okafor deserves credit for the new port", "+"),
        ("Ben Okafor was right to close the port", "+"),
    ],
)
def test_judgements_of_a_person(nlp: object, words: str, expected: str) -> None:
    assert (expected, "Ben Okafor") in signs(nlp, f"Clara Voss said {words}.")


def test_a_bad_plan_speaks_against_its_owner(nlp: object) -> None:
    assert ("-", "Labour") in signs(nlp, "Clara Voss attacked Labour's “reckless” plan to close the port.")


def test_a_statement_that_says_so(nlp: object) -> None:
    assert signs(nlp, "Clara Voss said in a statement that the Harbour Act was unfair.") == {("-", ACT)}


def test_who_urges_not_to_sign_is_against(nlp: object) -> None:
    assert signs(nlp, "Clara Voss urged Ben Okafor not to sign the Harbour Act.") == {("-", ACT)}


def test_a_pronoun_before_the_speaker_is_the_speaker(nlp: object) -> None:
    assert signs(nlp, "She would support the Harbour Act, Clara Voss said.") == {("+", ACT)}


def test_what_would_be_changed_is_defended(nlp: object) -> None:
    text = "Clara Voss expressed concern that changing the Harbour Act could lead to fraud."
    assert signs(nlp, text) == {("+", ACT)}


def test_what_a_law_is_called_without_a_noun_of_blame(nlp: object) -> None:
    text = "Clara Voss called the Harbour Act “government at its worst” on Monday."
    assert signs(nlp, text) == {("-", ACT)}


def test_it_may_stand_for_the_subject_of_the_main_clause(nlp: object) -> None:
    text = "Ben Okafor praised the plan to close the line. Evidence was left out because it was wrong, Clara Voss said."
    assert signs(nlp, text) == set()


def test_a_law_that_somebody_calls_to_be_repealed(nlp: object) -> None:
    assert signs(nlp, "Clara Voss called for the Harbour Act to be repealed.") == {("-", ACT)}


def test_who_rejects_a_claim_of_harm_defends_the_law(nlp: object) -> None:
    text = "Clara Voss rejected claims that the Harbour Act would cost jobs."
    assert ("+", ACT) in signs(nlp, text)


def test_who_insists_on_a_fact_asks_for_nothing(nlp: object) -> None:
    assert signs(nlp, "Clara Voss insisted that the Harbour Act was fair.") == {("+", ACT)}


def test_a_speaker_judges_the_matter_named_before(nlp: object) -> None:
    text = (
        "Ben Okafor proposed a levy on heavy oil. The shops were closed on Monday and it rained.\n\n"
        "“Shameful. Our sailors are worth more than that,” said Clara Voss."
    )
    assert signs(nlp, text) == {("-", "a levy on heavy oil")}
