"""The figures in words and as plain data."""

from __future__ import annotations

from typing import Any

from graphbuild.evaluate.score import STRICT, Count, Scores, compare
from graphbuild.evaluate.trust import Interval, Point, calibration, curve, intervals


def to_dict(scores: Scores, older: Scores | None = None) -> dict[str, Any]:
    """All figures as plain data, rounded to four places; with an older run, the changes."""
    own, differences = intervals(scores, older)
    measures = {name: _count(count) | {"f1_interval": _rounded(own[name])} for name, count in scores.counts.items()}
    data: dict[str, Any] = {"measures": measures, **_plain(scores)}
    data["calibration"] = {
        name: {
            "ece": round(found.error, 4),
            "bins": [{key: round(value, 4) for key, value in b._asdict().items()} for b in found.bins],
        }
        for name, found in calibration(scores.judged).items()
    }
    data["curve"] = [
        {"min_confidence": point.least, "strict": _count(point.strict), "sentence": _count(point.sentence)}
        for point in curve(scores)
    ]
    if older is not None:
        data["changes"] = {
            what: [claim._asdict() | {"sentence": sentence} for claim, sentence in claims]
            for what, claims in compare(older, scores).items()
        }
        before = older.counts
        data["differences"] = {
            name: {"f1": round(count.f1 - before[name].f1, 4), "f1_interval": _rounded(differences[name])}
            for name, count in scores.counts.items()
        }
    return data


def report_lines(scores: Scores, older: Scores | None = None) -> list[str]:
    """The figures as a table in words, and the changes against an older run."""
    own, differences = intervals(scores, older)
    before = {} if older is None else older.counts
    width = max(map(len, own))
    plain = _plain(scores)
    lines = [f"{'documents':{width}}  {plain['documents']}, {plain['documents_missing']} of them not extracted"]
    for name, count in scores.counts.items():
        low, high = own[name]
        line = (
            f"{name:{width}}  P {count.precision:.3f}  R {count.recall:.3f}  F1 {count.f1:.3f} [{low:.2f}, {high:.2f}]"
            f"  ({count.right} right, {count.predicted} predicted, {count.gold} annotated)"
        )
        if older is not None:
            low, high = differences[name]
            line += f"  F1 {count.f1 - before[name].f1:+.3f} [{low:+.2f}, {high:+.2f}]"
        lines.append(line)
    wrong, unsupported = plain["wrong_signs"], plain["unsupported"]
    lines += [
        f"{'wrong signs':{width}}  {wrong['wrong']} of {wrong['judged']} judged",
        f"{'form right':{width}}  {plain['form_right']} of {scores.counts[STRICT].right} strictly right",
        f"{'evidence in no sentence':{width}}  {unsupported['statements']} of {unsupported['of']}",
        f"{'false merges, splits':{width}}  {plain['false_merges']}, {plain['splits']}",
        "",
        *_trust_lines(scores),
    ]
    for what, claims in ({} if older is None else compare(older, scores)).items():
        lines += ["", f"{what}: {len(claims)}"]
        lines += [f"  {c.document}: {c.holder} {c.relation} {c.target} | {words}" for c, words in claims]
    return lines


def _trust_lines(scores: Scores) -> list[str]:
    lines = ["95 % intervals in brackets, by bootstrap over documents", ""]
    for name, found in calibration(scores.judged).items():
        lines.append(f"expected calibration error, {name}: {found.error:.3f}")
    lines.append("")
    lines.append("--min-confidence  statements  strict P    R     F1    sentence P    R     F1")
    for point in curve(scores):
        figures = f"{_three(point.strict):>22}  {_three(point.sentence):>22}"
        lines.append(f"{point.least:>16.2f}  {point.strict.predicted:>10}  {figures}")
    return lines


def _three(count: Count) -> str:
    return f"{count.precision:.3f} {count.recall:.3f} {count.f1:.3f}"


def best(points: list[Point], precision: float) -> Point | None:
    """The point of most recall among those that reach a precision, strictly."""
    reached = [point for point in points if point.strict.precision >= precision]
    return max(reached, key=lambda point: (point.strict.recall, -point.least), default=None)


def _plain(scores: Scores) -> dict[str, Any]:
    wrong, judged = scores.signs
    statements = scores.judged
    right_form = 0
    for document in scores.documents:
        first = {item.triple: item for item in reversed(document.judged) if item.strict}
        right_form += sum(item.form == document.gold[triple].form for triple, item in first.items())
    return {
        "documents": len(scores.documents),
        "documents_missing": sum(not document.extracted for document in scores.documents),
        "wrong_signs": {"wrong": wrong, "judged": judged, "rate": round(wrong / judged, 4) if judged else 0.0},
        "form_right": right_form,
        "unsupported": {"statements": sum(not item.supported for item in statements), "of": len(statements)},
        "false_merges": sum(document.false_merges for document in scores.documents),
        "splits": sum(document.splits for document in scores.documents),
    }


def _count(count: Count) -> dict[str, float]:
    return {
        "precision": round(count.precision, 4),
        "recall": round(count.recall, 4),
        "f1": round(count.f1, 4),
        **count._asdict(),
    }


def _rounded(interval: Interval) -> list[float]:
    return [round(value, 4) for value in interval]
