"""Who is for or against what: the lexicon's examples, and what turns, drops or moves a stance."""

from __future__ import annotations

import pytest

from graphbuild import lexicon, pipeline
from graphbuild.model import Document, Extraction
from graphbuild.pipeline.stance.lexicon import stance_rows

Found = set[tuple[str, str, str]]


@pytest.fixture(scope="module")
def nlp() -> object:
    return pipeline.load()


def extraction(nlp: object, text: str, **fields: str) -> Extraction:
    return next(iter(pipeline.extract([Document("d", text, **fields)], nlp)))  # type: ignore[arg-type]  # a Language


def found(nlp: object, text: str, **fields: str) -> Found:
    """(holder's name, relation, target's name) of the statements of a text."""
    result = extraction(nlp, text, **fields)
    names = {entity.id: entity.name for entity in result.entities}
    return {(names[s.holder], s.relation, names[s.target]) for s in result.statements}


def test_every_row_of_the_lexicon_gives_its_stance(nlp: object) -> None:
    rows = lexicon.table("stance")
    documents = [Document(str(i), row["example"]) for i, row in enumerate(rows)]
    wrong = []
    for row, result in zip(rows, pipeline.extract(documents, nlp, batch_size=64), strict=True):  # type: ignore[arg-type]  # a Language
        relation = "supports" if row["polarity"] == "+" else "opposes"
        if not any(s.relation == relation for s in result.statements):
            wrong.append((row["word"], row["frame"], row["example"]))
    assert wrong == []


def test_every_vague_word_is_no_proposal(nlp: object) -> None:
    rows = lexicon.table("vague")
    documents = [Document(str(i), row["example"]) for i, row in enumerate(rows)]
    for row, result in zip(rows, pipeline.extract(documents, nlp, batch_size=64), strict=True):  # type: ignore[arg-type]  # a Language
        assert [e.name for e in result.entities if e.type == "proposal"] == [], row


def test_every_trait_stands_for_its_person(nlp: object) -> None:
    rows = lexicon.table("traits")
    documents = [Document(str(i), row["example"]) for i, row in enumerate(rows)]
    for row, result in zip(rows, pipeline.extract(documents, nlp, batch_size=64), strict=True):  # type: ignore[arg-type]  # a Language
        assert {(s.holder, s.target) for s in result.statements} == {("clara-voss", "ben-okafor")}, row


def test_every_word_for_a_proposal_is_its_owners(nlp: object) -> None:
    rows = lexicon.table("matters")
    documents = [Document(str(i), row["example"]) for i, row in enumerate(rows)]
    for row, result in zip(rows, pipeline.extract(documents, nlp, batch_size=64), strict=True):  # type: ignore[arg-type]  # a Language
        assert {s.relation for s in result.statements} == (set() if row["owned"] == "nobody" else {"supports"}), row


def test_the_lexicon_is_well_formed() -> None:
    keys = [(row["word"], row["pos"], row["frame"]) for row in lexicon.table("stance")]
    assert len(keys) == len(set(keys))
    for rows in stance_rows().values():
        for row in rows:
            assert row.kind in {"attitude", "act", "commit", "judge", "flip"}
            assert 0 < row.confidence < 1
            assert row.sign or row.kind == "flip"


PLAN = "the plan to close the line"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Clara Voss supports the plan to close the line.", {("Clara Voss", "supports", PLAN)}),
        # negation and verbs that flip
        ("Clara Voss did not support the plan to close the line.", {("Clara Voss", "opposes", PLAN)}),
        ("Clara Voss failed to back the plan to close the line.", {("Clara Voss", "opposes", PLAN)}),
        ("Clara Voss stopped opposing the plan to close the line.", {("Clara Voss", "supports", PLAN)}),
        ("Clara Voss asked the government not to close the line.", {("Clara Voss", "opposes", "closing the line")}),
        # nothing is asserted
        ("If Clara Voss supports the plan to close the line, it will pass.", set()),
        ("Does Clara Voss support the plan to close the line?", set()),
        ("Clara Voss might support the plan to close the line.", set()),
        # only another speaker asserts an attitude; an act told by him stands
        ("Ben Okafor said that Clara Voss opposes the plan to close the line.", set()),
        # part of a body, and people around somebody
        ("Some Democrats oppose the plan to close the line.", set()),
        ("Clara Voss's supporters oppose the plan to close the line.", set()),
        # voice, apposition, co-ordination
        (
            "The plan to close the line was rejected by Ben Okafor and Clara Voss.",
            {("Ben Okafor", "opposes", "the plan to close the line"),
             ("Clara Voss", "opposes", "the plan to close the line")},
        ),
        ("Ben Okafor, who opposes the plan to close the line, left early.", {("Ben Okafor", "opposes", PLAN)}),
        # an act within a commitment
        ("Ben Okafor voted to repeal the Clean Ports Act.", {("Ben Okafor", "opposes", "Clean Ports Act")}),
        ("The bill to close the line passed the Senate.", {("Senate", "supports", "the bill to close the line")}),
        # judgements of the speaker
        ("“Closing the line is a mistake,” Clara Voss said.", {("Clara Voss", "opposes", "closing the line")}),
        ("“It is wrong to close the line,” Clara Voss said.", {("Clara Voss", "opposes", "closing the line")}),
        ("“We must not close the line,” Clara Voss said.", {("Clara Voss", "opposes", "closing the line")}),
        ("“We must stop closing lines,” Clara Voss said.", {("Clara Voss", "opposes", "closing lines")}),
        # what belongs to a person stands for the person
        ("Clara Voss criticised Ben Okafor's record on housing.", {("Clara Voss", "opposes", "Ben Okafor")}),
        ("The anti-levy Harbour Party won two seats.", {("Harbour Party", "opposes", "levy")}),
    ],
)  # fmt: skip
def test_stances(nlp: object, text: str, expected: Found) -> None:
    assert found(nlp, text) == expected


def test_an_act_told_in_somebodys_account_is_the_actors(nlp: object) -> None:
    text = "Ben Okafor said that Clara Voss voted against the bill to close the line."
    assert ("Clara Voss", "opposes") in {item[:2] for item in found(nlp, text)}


def test_a_proposal_is_one_node_however_worded(nlp: object) -> None:
    text = (
        "Ben Okafor proposed a levy on ships that burn heavy oil in the harbour. "
        "Clara Voss praised the levy. “The idea is cruel,” said Dora Lind. Adam Kerr rejected Okafor's proposal."
    )
    result = extraction(nlp, text)
    targets = {s.target for s in result.statements}
    assert len(targets) == 1
    names = {entity.id: entity.name for entity in result.entities}
    signs = {(names[s.holder], s.relation) for s in result.statements}
    assert signs == {
        ("Ben Okafor", "supports"),
        ("Clara Voss", "supports"),
        ("Dora Lind", "opposes"),
        ("Adam Kerr", "opposes"),
    }


@pytest.mark.parametrize(
    "deed",
    [
        "Adam Kerr vowed to repeal the ferry levy.",
        "Adam Kerr called on the government to abandon the ferry levy.",
        "Adam Kerr asked the Senate to strike the ferry levy down.",
    ],
)
def test_undoing_what_the_text_knows_is_a_stance_against_it(nlp: object, deed: str) -> None:
    statements = found(nlp, f"{deed} Ben Okafor proposed the ferry levy. Dora Lind praised the ferry levy.")
    assert ("Adam Kerr", "opposes", "the ferry levy") in statements
    assert ("Dora Lind", "supports", "the ferry levy") in statements


def test_who_is_asked_for_a_deed_takes_no_side(nlp: object) -> None:
    text = "Adam Kerr asked the Senate to extend the Clean Ports Act."
    assert found(nlp, text) == {("Adam Kerr", "supports", "Clean Ports Act")}


def test_words_of_a_spokesperson_tell_the_stance_of_the_body(nlp: object) -> None:
    text = (
        "Roman Lind, president of the Harbour Council, spoke first. "
        "Lind said that the Harbour Council opposes the plan to close the line."
    )
    assert ("Harbour Council", "opposes", PLAN) in found(nlp, text)


def test_a_reason_is_not_what_a_judgement_is_about(nlp: object) -> None:
    text = "“The plan to close the line is here. It is foolish, because it will empty the boats,” Clara Voss said."
    assert ("Clara Voss", "opposes", "the plan to close the line") in found(nlp, text)


def test_what_a_speaker_calls_ours_need_not_be_the_speakers_wish(nlp: object) -> None:
    text = "“The minister gave me her word: every ship will be crewed under our agreement,” Ada Moreau said."
    assert found(nlp, text) == set()


def test_two_proposals_stay_two(nlp: object) -> None:
    text = "Ben Okafor proposed a levy on heavy oil. Clara Voss proposed a curfew for young sailors."
    assert len({target for _, _, target in found(nlp, text)}) == 2


def test_a_proposal_that_nobody_takes_a_side_on_is_left_out(nlp: object) -> None:
    result = extraction(nlp, "The council discussed the plan to close the line on Monday.")
    assert [entity.name for entity in result.entities if entity.type == "proposal"] == []


def test_the_stronger_side_wins_and_the_other_is_counted(nlp: object) -> None:
    text = (
        "Clara Voss condemned the plan to close the line. She attacked the plan to close the line. "
        "“The plan to close the line is good,” Clara Voss said."
    )
    result = extraction(nlp, text)
    assert {s.relation for s in result.statements} == {"opposes"}
    assert result.left_out["stance that the same holder's other words contradict"] == 1


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("“The plan to close the line is cruel,” Clara Voss said.", "direct"),
        ("Clara Voss said that the plan to close the line is cruel.", "indirect"),
        ("Clara Voss condemned the plan to close the line.", "narrated"),
    ],
)
def test_the_form_follows_the_words(nlp: object, text: str, form: str) -> None:
    assert [s.form for s in extraction(nlp, text).statements] == [form]


def test_evidence_holds_the_cue_inside_one_sentence(nlp: object) -> None:
    text = "It rained.\n\nClara Voss condemned the plan to close the line.\n\nBen Okafor praised the plan.\n"
    result = extraction(nlp, text)
    assert len(result.statements) == 2
    for s in result.statements:
        assert s.cue is not None
        assert s.sentence.start <= s.evidence.start <= s.cue.start < s.cue.end <= s.evidence.end <= s.sentence.end
        assert ". " not in text[s.evidence.start : s.evidence.end]
        assert text[s.sentence.start : s.sentence.end] == text[s.sentence.start : s.sentence.end].strip()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ben Okafor cited the Clean Ports Act.", {("Ben Okafor", "cites", "Clean Ports Act")}),
        (
            "The Dock Union met on Monday. Its chair, Ben Okafor, rose at last and cited the Clean Ports Act.",
            {("Ben Okafor", "cites", "Clean Ports Act")},
        ),
        ("“We have a Constitution,” Ben Okafor said.", {("Ben Okafor", "cites", "Constitution")}),
        ("The Constitution was written long ago.", set()),
    ],
)
def test_citations(nlp: object, text: str, expected: Found) -> None:
    assert found(nlp, text) == expected


def test_a_law_that_is_fought_over_is_a_target_and_no_authority(nlp: object) -> None:
    text = "“The Clean Ports Act is a disgrace,” Clara Voss said."
    assert found(nlp, text) == {("Clara Voss", "opposes", "Clean Ports Act")}


def test_a_quotation_about_the_matter_of_the_text(nlp: object) -> None:
    text = (
        "Ben Okafor proposed a ban on night ferries. The ban would start in May. "
        "Adam Kerr welcomed the ban on night ferries. The ban has split the town.\n\n"
        "“Our sailors deserve better. Shameful,” said Dora Lind."
    )
    assert ("Dora Lind", "opposes", "a ban on night ferries") in found(nlp, text)


def test_a_speaker_given_from_outside_is_a_holder(nlp: object) -> None:
    text = "Madam President, I rise today. I oppose the plan to close the line. We must protect our sailors."
    assert ("Dora Lind", "opposes", PLAN) in found(nlp, text, speaker="Dora Lind")
    assert {s.form for s in extraction(nlp, text, speaker="Dora Lind").statements} == {"direct"}
