"""Intervals, calibration and the curve, by cases counted by hand."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from graphbuild.cli import cli
from graphbuild.evaluate import STRICT, Scores, calibration, curve, evaluate, intervals, read_gold, to_dict
from graphbuild.evaluate.report import best
from graphbuild.model import Document, Extraction
from tests.evaluate.test_score import ANNOTATED, PERFECT, TEXT, extraction, statement


@pytest.fixture
def annotated(tmp_path: Path) -> Path:
    """Two documents of the same text."""
    folder = tmp_path / "annotated"
    folder.mkdir()
    for name in ("dale", "vale"):
        (folder / f"{name}.json").write_text(json.dumps(ANNOTATED), encoding="utf-8")
    return folder


def scored(annotated: Path, *confidences: float) -> Scores:
    """The first document all right, the second with one wrong statement; these are the confidences, in order."""
    wrong = statement("i1", "supports", "l1", "opposes the levy")
    first, second = extraction(), extraction(statements=(wrong,))
    given = [replace(s, confidence=c) for s, c in zip((*PERFECT, wrong), confidences, strict=True)]
    return evaluate(
        [
            replace(first, document=Document("dale", TEXT), statements=tuple(given[:3])),
            replace(second, statements=(given[3],)),
        ],
        read_gold(annotated),
    )


def test_calibration_error_is_the_mean_distance_over_the_bins(annotated: Path) -> None:
    found = calibration(scored(annotated, 0.85, 0.85, 0.35, 0.35).judged)[STRICT]
    assert [(b.low, b.statements, b.right) for b in found.bins] == [(0.3, 2, 0.5), (0.8, 2, 1.0)]
    assert found.error == pytest.approx((0.15 + 0.15) / 2)
    assert calibration([])[STRICT].error == 0
    assert calibration(scored(annotated, 1.0, 1.0, 1.0, 0.0).judged)[STRICT].error == 0


def test_curve_trades_recall_for_precision(annotated: Path) -> None:
    points = curve(scored(annotated, 0.9, 0.8, 0.7, 0.4), (0.0, 0.5, 0.75, 0.95))
    assert [(p.least, p.strict.precision, p.strict.right) for p in points] == [
        (0.0, 0.75, 3),
        (0.5, 1.0, 3),
        (0.75, 1.0, 2),
    ]
    chosen = best(points, 0.9)
    assert chosen is not None
    assert chosen.least == 0.5
    assert best(points[:1], 0.9) is None


def test_intervals_are_the_same_every_time_and_hold_the_figure(annotated: Path) -> None:
    scores = scored(annotated, 0.9, 0.8, 0.7, 0.4)
    low, high = intervals(scores)[0][STRICT]
    assert intervals(scores)[0][STRICT] == (low, high)
    assert low < scores.counts[STRICT].f1 < high
    assert intervals(scores)[0]["entities"] == (1.0, 1.0)


def test_difference_to_itself_is_nothing(annotated: Path) -> None:
    scores = scored(annotated, 0.9, 0.8, 0.7, 0.4)
    assert set(intervals(scores, scores)[1].values()) == {(0.0, 0.0)}
    data = to_dict(scores, scores)
    assert data["differences"][STRICT]["f1"] == 0
    assert set(map(len, data["changes"].values())) == {0}


def test_command_prints_trust(annotated: Path, tmp_path: Path) -> None:
    file = tmp_path / "new.jsonl"
    found = [extraction(), replace(extraction(), document=Document("dale", TEXT))]
    file.write_text("".join(Extraction.to_json(e) + "\n" for e in found), encoding="utf-8")
    table = CliRunner().invoke(cli, ["evaluate", str(file), str(annotated)])
    assert table.exit_code == 0, table.output
    assert f"expected calibration error, {STRICT}: 0.200" in table.stdout
    data = json.loads(CliRunner().invoke(cli, ["evaluate", str(file), str(annotated), "--json"]).stdout)
    assert data["curve"][0]["strict"]["right"] == 6
    assert data["calibration"][STRICT]["ece"] == 0.2
