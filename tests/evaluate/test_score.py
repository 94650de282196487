"""Scores against annotated documents, by hand-counted cases."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from graphbuild.cli import cli
from graphbuild.errors import InputError
from graphbuild.evaluate import STRICT, Claim, Scores, compare, evaluate, read_gold, report_lines
from graphbuild.model import Document, Entity, EntityType, Extraction, Relation, Span, Statement

TEXT = "Clara Voss backs the harbour levy. The Shipowners' League opposes the levy. Voss cited the Clean Ports Act."


def told(holder: str, relation: str, target: str, evidence: str) -> dict[str, str]:
    return {"holder": holder, "relation": relation, "target": target, "evidence": evidence, "form": "narrated"}


ANNOTATED: dict[str, Any] = {
    "id": "vale",
    "text": TEXT,
    "entities": [
        {"id": "voss", "type": "person", "name": "Clara Voss", "mentions": ["Clara Voss", "Voss"]},
        {"id": "league", "type": "institution", "name": "Shipowners' League", "mentions": ["Shipowners' League"]},
        {"id": "act", "type": "law", "name": "Clean Ports Act", "mentions": ["Clean Ports Act"]},
        {"id": "levy", "type": "proposal", "name": "the levy", "mentions": ["the harbour levy", "the levy"]},
    ],
    "statements": [
        told("voss", "supports", "levy", "backs the harbour levy"),
        told("league", "opposes", "levy", "opposes the levy"),
        told("voss", "cites", "act", "cited the Clean Ports Act"),
    ],
}


def at(words: str) -> Span:
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


def entity(id: str, kind: EntityType, *names: str) -> Entity:
    return Entity(id, kind, names[0], tuple(map(at, names)))


def statement(holder: str, relation: Relation, target: str, words: str) -> Statement:
    sentence = next(s for s in TEXT.split(". ") if words in s)
    return Statement(holder, relation, target, at(words), at(sentence), "narrated", None, 0.8)


ACT_OF_THE_LEAGUE = {"id": "own", "type": "institution", "name": "Act body", "mentions": ["Clean Ports Act"]}
ENTITIES = (
    entity("p1", "person", "Clara Voss"),
    entity("i1", "institution", "The Shipowners' League"),
    entity("l1", "law", "Clean Ports Act"),
    entity("q1", "proposal", "harbour levy"),
)
PERFECT = (
    statement("p1", "supports", "q1", "backs the harbour levy"),
    statement("i1", "opposes", "q1", "opposes the levy"),
    statement("p1", "cites", "l1", "cited"),
)


def extraction(entities: tuple[Entity, ...] = ENTITIES, statements: tuple[Statement, ...] = PERFECT) -> Extraction:
    return Extraction(Document("vale", TEXT), entities, (), statements)


@pytest.fixture
def annotated(tmp_path: Path) -> Path:
    folder = tmp_path / "annotated"
    folder.mkdir()
    (folder / "vale.json").write_text(json.dumps(ANNOTATED), encoding="utf-8")
    return folder


def score(annotated: Path, *extractions: Extraction) -> Scores:
    return evaluate(extractions, read_gold(annotated))


def test_all_right_is_one(annotated: Path) -> None:
    scores = score(annotated, extraction())
    assert {name for name, count in scores.counts.items() if count.f1 != 1} == {"mentions", "mentions with type"}
    assert all(item.strict and item.in_sentence and item.supported for item in scores.judged)
    assert scores.signs == (0, 2)


def test_article_and_possessive_do_not_count_in_mentions(annotated: Path) -> None:
    count = score(annotated, extraction()).counts["mentions"]
    assert (count.right, count.predicted, count.gold) == (3, 3, 4)  # "Voss" alone was not found


def test_nothing_extracted_is_zero(annotated: Path) -> None:
    scores = score(annotated)
    assert [document.extracted for document in scores.documents] == [False]
    asked = {name: count.f1 for name, count in scores.counts.items() if count.gold}
    assert len(asked) == 14
    assert set(asked.values()) == {0.0}


def test_a_wrong_sign_and_a_wrong_target(annotated: Path) -> None:
    statements = (
        statement("p1", "opposes", "q1", "backs the harbour levy"),
        statement("i1", "opposes", "l1", "opposes the levy"),
    )
    scores = score(annotated, extraction(statements=statements))
    strict = scores.counts[STRICT]
    assert (strict.right, strict.predicted, strict.gold) == (0, 2, 3)
    assert [item.claim for item in scores.judged if item.wrong_sign] == [
        Claim("vale", "Clara Voss", "opposes", "the levy")
    ]
    assert scores.signs == (1, 1)
    sentence = scores.counts["holder, relation, sentence"]
    assert (sentence.right, sentence.predicted, sentence.gold) == (1, 2, 3)


def test_another_type_is_another_entity(annotated: Path) -> None:
    entities = (entity("p1", "institution", "Clara Voss"), *ENTITIES[1:])
    scores = score(annotated, extraction(entities))
    assert (scores.counts["entities"].right, scores.counts["entities: person"].f1) == (3, 0.0)
    assert scores.counts[STRICT].right == 1


def test_the_same_claim_twice_counts_once(annotated: Path) -> None:
    twice = (*PERFECT, statement("p1", "supports", "q1", "harbour levy"))
    assert score(annotated, extraction(statements=twice)).counts[STRICT].predicted == 3


def test_forms_measure_each_side_by_its_own_form(annotated: Path) -> None:
    quoted = replace(PERFECT[0], form="direct")
    counts = score(annotated, extraction(statements=(quoted, *PERFECT[1:]))).counts
    assert counts[f"{STRICT}: direct"] == (1, 1, 0, 0)
    assert counts[f"{STRICT}: narrated"] == (2, 2, 3, 3)


def test_what_is_below_the_confidence_is_not_counted(annotated: Path) -> None:
    unsure = replace(PERFECT[0], confidence=0.3)
    scores = score(annotated, extraction(statements=(unsure, *PERFECT[1:])))
    assert [scores.at(least)[STRICT].right for least in (0.0, 0.5, 0.9)] == [3, 2, 0]


def test_merged_and_split_entities(annotated: Path) -> None:
    split = score(annotated, extraction((*ENTITIES, entity("p2", "person", "Voss")))).documents[0]
    assert (split.false_merges, split.splits) == (0, 1)
    both = (entity("i2", "institution", "The Shipowners' League", "Clean Ports Act"),)
    assert score(annotated, extraction(both, ())).documents[0].false_merges == 0
    data = ANNOTATED | {"entities": [*ANNOTATED["entities"], ACT_OF_THE_LEAGUE]}
    (annotated / "vale.json").write_text(json.dumps(data), encoding="utf-8")
    assert score(annotated, extraction(both, ())).documents[0].false_merges == 1


def test_a_speaker_whom_the_text_does_not_name(annotated: Path) -> None:
    speaker = {"name": "Ada Quill", "statements": [told("speaker", "supports", "levy", "the harbour levy")]}
    (annotated / "vale.json").write_text(json.dumps(ANNOTATED | {"speaker": speaker}), encoding="utf-8")
    quill = Entity("p9", "person", "Ada Quill", ())
    own = statement("p9", "supports", "q1", "the harbour levy")
    found = extraction((*ENTITIES, quill), (*PERFECT, own))
    heard = evaluate([found], read_gold(annotated), speakers=True).counts
    assert (heard[STRICT].right, heard[STRICT].predicted, heard[STRICT].gold) == (4, 4, 4)
    unheard = score(annotated, found).counts
    assert (unheard[STRICT].right, unheard[STRICT].predicted, unheard[STRICT].gold) == (3, 3, 3)
    assert unheard["entities: person"].predicted == 1


def test_gains_and_losses(annotated: Path) -> None:
    older = score(annotated, extraction(statements=PERFECT[:2]))
    newer = score(annotated, extraction(statements=(PERFECT[0], statement("p1", "cites", "l1", "cited"))))
    changes = compare(older, newer)
    assert changes["gained"] == [
        (Claim("vale", "Clara Voss", "cites", "Clean Ports Act"), "Voss cited the Clean Ports Act.")
    ]
    assert [claim for claim, _ in changes["lost"]] == [Claim("vale", "Shipowners' League", "opposes", "the levy")]
    lines = report_lines(newer, older)
    assert "  vale: Shipowners' League opposes the levy | The Shipowners' League opposes the levy" in lines
    assert any(line.startswith(STRICT) and "+0.000" in line for line in lines)


def test_command(annotated: Path, tmp_path: Path) -> None:
    new, old = tmp_path / "new.jsonl", tmp_path / "old.jsonl"
    new.write_text(extraction().to_json() + "\n", encoding="utf-8")
    old.write_text(extraction(statements=()).to_json() + "\n", encoding="utf-8")
    table = CliRunner().invoke(cli, ["evaluate", str(new), str(annotated), "--baseline", str(old)])
    assert table.exit_code == 0, table.output
    assert "gained: 3" in table.stdout
    figures = CliRunner().invoke(cli, ["evaluate", str(new), str(annotated), "--json", "--fail-under", "0.9"])
    assert figures.exit_code == 0
    assert json.loads(figures.stdout)["measures"][STRICT]["f1"] == 1.0
    below = CliRunner().invoke(cli, ["evaluate", str(old), str(annotated), "--quiet", "--fail-under", "0.1"])
    assert (below.exit_code, below.stdout) == (1, "")
    assert "below 0.1" in below.stderr


def test_what_cannot_be_compared_is_told(annotated: Path, tmp_path: Path) -> None:
    other = Extraction(Document("vale", TEXT + "!"), (), (), ())
    with pytest.raises(InputError, match="not the annotated one"):
        score(annotated, other)
    with pytest.raises(InputError, match="occurs twice"):
        score(annotated, extraction(), extraction())
    with pytest.raises(InputError, match="no .json files"):
        read_gold(tmp_path / "annotated" / "..")
    with pytest.raises(InputError, match="cannot be read"):
        read_gold(tmp_path / "none.json")
    with pytest.raises(InputError, match="none of the 1 extracted documents .'elsewhere'"):
        score(annotated, Extraction(Document("elsewhere", TEXT), (), (), ()))
    broken = ANNOTATED | {"statements": [ANNOTATED["statements"][0] | {"evidence": "backs nothing"}]}
    for data, reason in (("{}", "no annotated document"), ("{", "no annotated"), (json.dumps(broken), "backs nothing")):
        (annotated / "vale.json").write_text(data, encoding="utf-8")
        with pytest.raises(InputError, match=reason):
            read_gold(annotated)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"statements": [ANNOTATED["statements"][0] | {"holder": "nobody"}]}, "'nobody', which is not among"),
        ({"statements": [ANNOTATED["statements"][0] | {"target": "nothing"}]}, "'nothing', which is not among"),
        ({"statements": [ANNOTATED["statements"][0] | {"relation": "likes"}]}, "'likes' is no relation"),
        ({"entities": [ANNOTATED["entities"][0] | {"type": "planet"}]}, "'planet' is no type"),
        ({"entities": [*ANNOTATED["entities"], ANNOTATED["entities"][0]]}, "two entities have the id"),
    ],
)
def test_an_annotation_that_nothing_can_match_is_told(annotated: Path, change: dict[str, object], reason: str) -> None:
    (annotated / "vale.json").write_text(json.dumps(ANNOTATED | change), encoding="utf-8")
    with pytest.raises(InputError, match=f"vale.json: .*{reason}"):
        read_gold(annotated)
