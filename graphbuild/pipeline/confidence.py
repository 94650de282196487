"""The confidence of a statement: the probability that holder, relation and target are all right.

Right means as a careful reader would mark it: the relation, and nodes of the graph that are the ones the text means. It
is the strict measure of ``graphbuild evaluate``, not the weaker question whether the sentence tells a stance at all.

A logistic model over a few plain features: the rule that found the statement and its kind, the statement's form, the
types of holder and target, how much the document makes of the target (how often it is named, how early, by how many
holders), and the phrase that names it in the sentence. A rule that the table does not know counts as its kind, a kind
that it does not know as the mean. The weights are in ``data/confidence.tsv``; ``make confidence`` fits them anew to
annotated documents.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from dataclasses import replace
from functools import cache

from graphbuild import lexicon
from graphbuild.model import Entity, Extraction, Statement

ALWAYS = "always"
_MATTERS = frozenset({"proposal", "law"})


def calibrated(extraction: Extraction) -> Extraction:
    """The extraction with the probability of each statement as its confidence, rounded to three places."""
    known = weights()
    return replace(
        extraction,
        statements=tuple(
            replace(s, confidence=round(_logistic(sum(known.get(name, 0.0) for name in names)), 3))
            for s, names in zip(extraction.statements, features(extraction), strict=True)
        ),
    )


def features(extraction: Extraction) -> list[tuple[str, ...]]:
    """The features of each statement, by name. One that the table does not know counts nothing."""
    same = Counter((s.holder, s.relation, s.target) for s in extraction.statements)
    holders = Counter(target for _, target in {(s.holder, s.target) for s in extraction.statements})
    entities = {entity.id: entity for entity in extraction.entities}

    def of(s: Statement) -> tuple[str, ...]:
        holder, target = entities[s.holder], entities[s.target]
        names = [ALWAYS, f"kind: {s.rule.partition('/')[0]}", f"rule: {s.rule}", f"form: {s.form}"]
        names += [f"holder: {holder.type}", f"target: {target.type}"]
        if target.type in _MATTERS:
            names += [f"mentions of target: {n} or more" for n in (2, 3, 4) if len(target.mentions) >= n]
        names += [f"holders on target: {n} or more" for n in (2, 4) if holders[s.target] >= n]
        if same[s.holder, s.relation, s.target] > 1:
            names.append("said again")
        first = target.mentions[0].start if target.mentions else 0
        names += [f"target named after {n} of 4" for n in (1, 2) if 4 * first >= n * len(extraction.document.text)]
        return (*names, *_phrase(extraction, s, target))

    return [of(s) for s in extraction.statements]


def _phrase(extraction: Extraction, s: Statement, target: Entity) -> tuple[str, ...]:
    """The feature of the phrase that names the target in the sentence: none, or how many words a proposal's has."""
    low, high = (bisect_left(target.mentions, (place,)) for place in s.sentence)
    named = target.mentions[low:high]
    if not named:
        return ("target named elsewhere",)
    if target.type != "proposal":
        return ()
    place = s.evidence.start if s.cue is None else s.cue.start
    span = min(named, key=lambda span: abs(span.start - place))
    words = len(extraction.document.text[span.start : span.end].split())
    return (f"words of target: {'1 or 2' if words < 3 else '3 to 6' if words < 7 else '7 or more'}",)


@cache
def weights() -> dict[str, float]:
    """The weight of each feature, in log-odds."""
    return {row["feature"]: float(row["weight"]) for row in lexicon.table("confidence")}


def _logistic(x: float) -> float:
    return 1 / (1 + math.exp(-x))
