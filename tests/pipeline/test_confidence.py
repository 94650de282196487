"""The confidence of statements: a probability, from features that the table weighs."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from graphbuild import lexicon
from graphbuild.model import Document, Entity, EntityType, Extraction, Relation, Span, Statement
from graphbuild.pipeline import confidence

TEXT = "Clara Voss backs the levy. The League opposes the levy."
LEVY = tuple(Span(i, i + 8) for i in (17, 46))


def entity(id: str, kind: EntityType, *spans: Span) -> Entity:
    return Entity(id, kind, id, spans)


def statement(holder: str, relation: Relation, target: str, rule: str = "attitude/VERB/obj") -> Statement:
    return Statement(holder, relation, target, Span(0, 25), Span(0, 26), "narrated", None, 0.9, rule)


VOSS, LEAGUE = entity("voss", "person", Span(0, 10)), entity("league", "institution", Span(31, 37))
FOUND = Extraction(
    Document("vale", TEXT),
    (VOSS, LEAGUE, entity("levy", "proposal", *LEVY)),
    (),
    (statement("voss", "supports", "levy"), statement("league", "opposes", "levy", "act/VERB/obj")),
)


def test_features_name_rule_form_types_and_what_is_made_of_the_target() -> None:
    first, second = confidence.features(FOUND)
    assert first == (
        "always", "kind: attitude", "rule: attitude/VERB/obj", "form: narrated", "holder: person",
        "target: proposal", "mentions of target: 2 or more",
        "holders on target: 2 or more", "target named after 1 of 4", "words of target: 1 or 2",
    )  # fmt: skip
    assert "holder: institution" in second


def test_what_is_said_again_and_late_is_told() -> None:
    twice = replace(FOUND, statements=(FOUND.statements[0],) * 2)
    assert "said again" in confidence.features(twice)[0]
    late = replace(FOUND, entities=(VOSS, LEAGUE, entity("levy", "proposal", LEVY[1])))
    assert "target named after 2 of 4" in confidence.features(late)[0]
    assert "mentions of target: 2 or more" not in confidence.features(late)[0]
    assert "target named elsewhere" in confidence.features(late)[0]


def test_confidence_is_the_logistic_of_the_weights(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confidence, "weights", lambda: {"always": 0.0, "holder: institution": 2.0})
    assert [s.confidence for s in confidence.calibrated(FOUND).statements] == [0.5, 0.881]


def test_a_rule_that_is_not_in_the_table_counts_as_its_kind() -> None:
    def told(rule: str) -> float:
        new = replace(FOUND, statements=(statement("voss", "supports", "levy", rule),))
        return confidence.calibrated(new).statements[0].confidence

    known = confidence.weights()
    kind = known["kind: attitude"]
    assert kind != 0
    odds = [math.log(p / (1 - p)) for p in (told("attitude/new"), told("unheard of"))]
    assert odds[0] - odds[1] == pytest.approx(kind, abs=0.02)


def test_table_weighs_every_feature_once() -> None:
    names = [row["feature"] for row in lexicon.table("confidence")]
    assert len(names) == len(set(names))
    known = confidence.weights()
    for names_of in confidence.features(FOUND):
        assert {name for name in names_of if not name.startswith("rule: ")} <= known.keys()
    assert all(abs(weight) < 4 for weight in known.values())
    assert known["mentions of target: 2 or more"] > 0


def test_pipeline_gives_calibrated_confidence() -> None:
    from graphbuild import extract

    (found,) = extract("Clara Voss supports the harbour levy. Ben Okafor opposes the harbour levy.")
    assert found.statements
    assert [s.confidence for s in confidence.calibrated(found).statements] == [s.confidence for s in found.statements]
