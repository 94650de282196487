"""How far the figures and the confidences can be trusted: intervals, calibration, precision against recall."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from graphbuild.evaluate.score import MEASURES, SENTENCE, STRICT, Count, Judged, Scores

ROUNDS = 2000
BINS = 10
THRESHOLDS = tuple(i / 20 for i in range(20))
_SEED = 20250204
_TAILS = (2.5, 97.5)

Interval = tuple[float, float]


class Bin(NamedTuple):
    """Statements whose confidence lies from ``low`` to below ``high``, their mean confidence, and the share of them
    that is right."""

    low: float
    high: float
    statements: int
    confidence: float
    right: float


class Calibration(NamedTuple):
    """``error`` is the expected calibration error: the mean distance between confidence and share right over the bins,
    weighted by their statements."""

    error: float
    bins: tuple[Bin, ...]


class Point(NamedTuple):
    """What is left with a least confidence."""

    least: float
    strict: Count
    sentence: Count


def intervals(scores: Scores, older: Scores | None = None) -> tuple[dict[str, Interval], dict[str, Interval]]:
    """95 % intervals of F1 by measure, by drawing as many documents with replacement, and of the difference to an
    older run on the same documents, drawn alike. The draws are the same every time."""
    new = _matrix(scores)
    draws = np.random.default_rng(_SEED).integers(0, len(new), (ROUNDS, len(new)))
    f1 = _f1(new[draws].sum(axis=1))
    own = dict(zip(MEASURES, map(_interval, f1.T), strict=True))
    if older is None:
        return own, {}
    difference = f1 - _f1(_matrix(older)[draws].sum(axis=1))
    return own, dict(zip(MEASURES, map(_interval, difference.T), strict=True))


def _matrix(scores: Scores) -> npt.NDArray[np.int64]:
    """Documents by measures by the four numbers of a Count."""
    return np.array([[document.at(0.0)[name] for name in MEASURES] for document in scores.documents], dtype=np.int64)


def _f1(counts: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    right, predicted, gold, found = np.moveaxis(counts, -1, 0)
    nothing = (predicted == 0) & (gold == 0)
    precision = np.where(nothing, 1.0, right / np.maximum(predicted, 1))
    recall = np.where(nothing, 1.0, found / np.maximum(gold, 1))
    both = precision + recall
    harmonic: npt.NDArray[np.float64] = np.where(both > 0, 2 * precision * recall / np.where(both > 0, both, 1.0), 0.0)
    return harmonic


def _interval(values: npt.NDArray[np.float64]) -> Interval:
    low, high = np.percentile(values, _TAILS)
    return float(low), float(high)


def calibration(judged: Sequence[Judged]) -> dict[str, Calibration]:
    """How well confidence tells the share that is right: strictly, and by holder, relation and sentence."""
    rights: Mapping[str, Callable[[Judged], bool]] = {
        STRICT: lambda item: item.strict,
        SENTENCE: lambda item: item.in_sentence,
    }
    return {name: _calibration((item.confidence, right(item)) for item in judged) for name, right in rights.items()}


def _calibration(pairs: Iterable[tuple[float, bool]]) -> Calibration:
    held: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for confidence, right in pairs:
        held[min(int(confidence * BINS), BINS - 1)].append((confidence, right))
    bins = tuple(
        Bin(
            i / BINS,
            (i + 1) / BINS,
            len(some),
            sum(c for c, _ in some) / len(some),
            sum(r for _, r in some) / len(some),
        )
        for i, some in enumerate(held)
        if some
    )
    every = sum(b.statements for b in bins)
    return Calibration(sum(b.statements * abs(b.confidence - b.right) for b in bins) / every if every else 0.0, bins)


def curve(scores: Scores, thresholds: Iterable[float] = THRESHOLDS) -> list[Point]:
    """Precision and recall for each least confidence, as long as any statement is left."""
    points = []
    for least in thresholds:
        counts = scores.at(least)
        if counts[STRICT].predicted:
            points.append(Point(least, counts[STRICT], counts[SENTENCE]))
    return points
