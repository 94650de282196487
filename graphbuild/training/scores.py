"""How good a stance model is on items with labels."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from graphbuild.stance_model import LABELS, Stance, StanceModel
from graphbuild.training.items import Item

BINS = 10

Judged = Sequence[tuple[Stance, int]]


def score_lines(model: StanceModel, items: Iterable[Item]) -> list[str]:
    """The figures in words, a line each."""
    judged = [(model.stance(item.text, item.first, item.second), item.label) for item in items]
    found = sum(stance.label > 0 for stance, _ in judged)
    wanted = sum(label > 0 for _, label in judged)
    right = sum(stance.label == label > 0 for stance, label in judged)
    present = [(stance.label, label) for stance, label in judged if stance.label and label]
    sign = sum((given <= 2) == (label <= 2) for given, label in present)
    direction = sum(given % 2 == label % 2 for given, label in present)
    classes = [f1(judged, label) for label in range(len(LABELS))]
    return [
        f"items {len(judged)}, with a stance {wanted}, found {found}, right {right}",
        f"stance: P {_share(right, found):.3f}  R {_share(right, wanted):.3f}  "
        f"F1 {_share(2 * right, found + wanted):.3f}  macro F1 of all labels {sum(classes) / len(classes):.3f}",
        f"of {len(present)} rightly seen to be stances: sign {_share(sign, len(present)):.3f}  "
        f"direction {_share(direction, len(present)):.3f}",
        f"calibration error {calibration_error(judged):.3f}",
    ]


def f1(judged: Judged, label: int) -> float:
    """F1 of one label."""
    right = sum(stance.label == truth == label for stance, truth in judged)
    both = sum((stance.label == label) + (truth == label) for stance, truth in judged)
    return _share(2 * right, both)


def calibration_error(judged: Judged) -> float:
    """The expected calibration error (Guo et al. 2017) of the likeliest label's probability, in ten bins."""
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for stance, truth in judged:
        probability = stance.probabilities[stance.label]
        bins[min(int(probability * BINS), BINS - 1)].append((probability, stance.label == truth))
    gaps = (abs(sum(p for p, _ in part) - sum(right for _, right in part)) for part in bins)
    return _share(sum(gaps), len(judged))


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
