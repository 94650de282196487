"""Fits the confidence of statements to annotated documents: ``make confidence``.

Reads ``train/`` of the benchmark's folder, extracts its texts and writes ``graphbuild/data/confidence.tsv``. A logistic
regression with a ridge, on whether a statement is strictly right; no randomness. The ridge is the one that tells most
(least loss) when each tenth of the documents is left out in turn. Prints the calibration error then, and that on
``gold/``, which takes no part in the fit; and how many of the surest statements there are of which three in four are
right.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from graphbuild import defaults, pipeline
from graphbuild.evaluate import Judged, calibration, evaluate, read_gold
from graphbuild.model import Document
from graphbuild.pipeline import confidence
from graphbuild.pipeline.confidence import ALWAYS
from tests.benchmark import texts_of

RIDGES = (3.0, 6.0, 12.0, 24.0, 48.0)
LEAST = 3  # statements that a feature is in, to be weighed; a rarer rule counts as its kind
SURE = 0.75
PARTS = 10
TABLE = Path(__file__).parents[1] / "graphbuild" / "data" / "confidence.tsv"

Vector = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Example:
    document: str
    features: tuple[str, ...]
    judged: Judged


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("benchmark", type=Path, help="the folder with the annotated documents")
    parser.add_argument("--model", default=defaults.MODEL)
    given = parser.parse_args()
    train = examples(given.benchmark / "train", given.model)
    counts = Counter(name for example in train for name in example.features)
    names = [ALWAYS, *sorted(name for name, count in counts.items() if count >= LEAST and name != ALWAYS)]
    ridge = min(RIDGES, key=lambda ridge: loss(left_out(train, names, ridge)))
    weights = fit(train, names, ridge).round(2)
    write(TABLE, names, weights, counts)
    gold = told(examples(given.benchmark / "gold", given.model), names, weights)
    sys.stdout.write(f"ridge {ridge:g}\n")
    for what, judged in (("train, documents left out", left_out(train, names, ridge)), ("gold", gold)):
        sys.stdout.write(
            f"{what}: {len(judged)} statements, {sum(item.strict for item in judged)} right, loss {loss(judged):.3f}\n"
        )
        for measure, found in calibration(judged).items():
            sys.stdout.write(f"  calibration error, {measure}: {found.error:.3f}\n")
        least, right, kept = surest(judged)
        sys.stdout.write(f"  of those with a confidence of {least:.2f} or more, {right} of {kept} are right\n")


def left_out(train: list[Example], names: list[str], ridge: float) -> list[Judged]:
    """The statements with the confidence from a fit to the other documents."""
    documents = sorted({example.document for example in train})
    found = []
    for part in range(PARTS):
        held = set(documents[part::PARTS])
        weights = fit([e for e in train if e.document not in held], names, ridge)
        found += told([e for e in train if e.document in held], names, weights)
    return found


def loss(judged: list[Judged]) -> float:
    """The mean loss in natural units: how far the confidence is from what is so."""
    odds = [item.confidence if item.strict else 1 - item.confidence for item in judged]
    return float(-np.log(odds).mean())


def surest(judged: list[Judged]) -> tuple[float, int, int]:
    """The least confidence (of hundredths) from which on SURE of them are right; the right and all of those."""
    for hundredth in range(101):
        kept = [item.strict for item in judged if item.confidence >= hundredth / 100]
        if not kept or sum(kept) / len(kept) >= SURE:
            break
    return hundredth / 100, sum(kept), len(kept)


def examples(annotated: Path, model: str) -> list[Example]:
    """The statements of the annotated documents' texts, judged, with their features."""
    documents = [Document(id=name, text=text) for name, text in texts_of(annotated)]
    found = list(pipeline.extract(documents, pipeline.load(model)))
    scores = evaluate(found, read_gold(annotated), speakers=True)
    return [
        Example(extraction.document.id, features, judged)
        for extraction, score in zip(found, scores.documents, strict=True)
        for features, judged in zip(confidence.features(extraction), score.judged, strict=True)
    ]


def matrix(given: list[Example], names: list[str]) -> Vector:
    return np.array([[float(name in example.features) for name in names] for example in given])


def fit(given: list[Example], names: list[str], strength: float) -> Vector:
    """The weights of least loss: Newton's method, the ridge on all but the first."""
    x, y = matrix(given, names), np.array([float(example.judged.strict) for example in given])
    ridge = np.diag([1e-6, *[strength] * (len(names) - 1)])
    weights = np.zeros(len(names))
    for _ in range(50):
        p = probability(x, weights)
        slope = x.T @ (p - y) + ridge @ weights
        weights = weights - np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + ridge, slope)
    return weights


def probability(x: Vector, weights: Vector) -> Vector:
    result: Vector = 1 / (1 + np.exp(-x @ weights))
    return result


def told(given: list[Example], names: list[str], weights: Vector) -> list[Judged]:
    """The statements with the confidence that the weights give."""
    values = probability(matrix(given, names), weights)
    return [e.judged._replace(confidence=float(value)) for e, value in zip(given, values, strict=True)]


def write(path: Path, names: list[str], weights: Vector, counts: Counter[str]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, delimiter="\t", lineterminator="\n")
        rows.writerow(("feature", "weight", "statements"))
        rows.writerows((name, f"{weight:.2f}", counts[name]) for name, weight in zip(names, weights, strict=True))


if __name__ == "__main__":
    main()
