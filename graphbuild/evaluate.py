"""Scores of extractions against annotated documents, and what was gained and lost against an older run.

An annotated document is a JSON object: ``id``, ``text``, ``entities`` (``id``, ``type``, ``name``, ``mentions``: the
strings that name the entity) and ``statements`` (``holder``, ``relation``, ``target``, ``evidence``: a piece of the
text). Documents are matched by id; an annotated one that was not extracted counts as empty, others are left out.

Entities are aligned one to one within a type, those that share most mentions first: names by their words, proposals
where their spans have half their words in common. A statement is strictly right when holder, relation and target are;
``holder, relation, sentence`` asks for the right holder and relation with evidence in the annotated sentence.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from graphbuild.errors import InputError
from graphbuild.model import ENTITY_TYPES, RELATIONS, Entity, Extraction, Span

_OPPOSITE = {"supports": "opposes", "opposes": "supports"}
_ARTICLE = re.compile(r"^(the|an?) ", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s?$")


class Claim(NamedTuple):
    """A statement in the annotation's terms: document, names of holder and target, relation."""

    document: str
    holder: str
    relation: str
    target: str


@dataclass(frozen=True, slots=True)
class Gold:
    """An annotated document; ``mentions`` holds the spans of each entity, ``statements`` holder, relation, target and
    the span of the evidence."""

    id: str
    text: str
    types: Mapping[str, str]
    names: Mapping[str, str]
    mentions: Mapping[str, frozenset[Span]]
    statements: tuple[tuple[str, str, str, Span], ...]


@dataclass(slots=True)
class Count:
    """Right, predicted and annotated items, and what follows from them, from 0 to 1."""

    right: int = 0
    predicted: int = 0
    gold: int = 0

    def add(self, right: int, predicted: int, gold: int) -> None:
        self.right += right
        self.predicted += predicted
        self.gold += gold

    @property
    def precision(self) -> float:
        return self.right / self.predicted if self.predicted else float(not self.gold)

    @property
    def recall(self) -> float:
        return self.right / self.gold if self.gold else float(not self.predicted)

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(slots=True)
class Scores:
    """``counts`` by measure; ``right`` the strictly right claims; ``wrong`` the others that were predicted;
    ``wrong_signs`` the claims whose holder stands on the other side."""

    documents: int = 0
    counts: dict[str, Count] = field(default_factory=dict)
    right: set[Claim] = field(default_factory=set)
    wrong: set[Claim] = field(default_factory=set)
    wrong_signs: set[Claim] = field(default_factory=set)

    def to_dict(self) -> dict[str, Any]:
        """The figures as plain data, rounded to four places."""
        measures = {
            name: {
                "precision": round(count.precision, 4),
                "recall": round(count.recall, 4),
                "f1": round(count.f1, 4),
                "right": count.right,
                "predicted": count.predicted,
                "gold": count.gold,
            }
            for name, count in self.counts.items()
        }
        return {"documents": self.documents, "measures": measures, "wrong_signs": len(self.wrong_signs)}


STRICT = "strict statements"
MEASURES = (
    "entities", *(f"entities: {kind}" for kind in ENTITY_TYPES), "mentions of names", STRICT,
    *(f"strict statements: {relation}" for relation in RELATIONS), "holder, relation, sentence",
)  # fmt: skip


def evaluate(extractions: Iterable[Extraction], gold: Iterable[Gold]) -> Scores:
    """The scores of extractions, micro averages over the annotated documents."""
    scores = Scores(counts={name: Count() for name in MEASURES})
    found = {extraction.document.id: extraction for extraction in extractions}
    for document in gold:
        scores.documents += 1
        _score(found.get(document.id), document, scores)
    return scores


def compare(older: Scores, newer: Scores) -> dict[str, list[Claim]]:
    """What changed from one run to another on the same documents: right claims gained and lost, wrong ones likewise."""
    return {
        "gained": sorted(newer.right - older.right),
        "lost": sorted(older.right - newer.right),
        "new errors": sorted(newer.wrong - older.wrong),
        "errors gone": sorted(older.wrong - newer.wrong),
    }


def report_lines(scores: Scores, older: Scores | None = None) -> list[str]:
    """The figures as a table in words, and the changes against an older run."""
    width = max(map(len, scores.counts))
    lines = [f"{'documents':{width}}  {scores.documents}"]
    for name, count in scores.counts.items():
        change = "" if older is None else f"  F1 {count.f1 - older.counts[name].f1:+.3f}"
        lines.append(
            f"{name:{width}}  P {count.precision:.3f}  R {count.recall:.3f}  F1 {count.f1:.3f}"
            f"  ({count.right} right, {count.predicted} predicted, {count.gold} annotated){change}"
        )
    lines.append(f"{'wrong signs':{width}}  {len(scores.wrong_signs)}")
    for what, claims in ({} if older is None else compare(older, scores)).items():
        lines.append(f"{what}: {len(claims)}")
        lines += [f"  {c.document}: {c.holder} {c.relation} {c.target}" for c in claims]
    return lines


def _score(extraction: Extraction | None, gold: Gold, scores: Scores) -> None:
    entities = () if extraction is None else extraction.entities
    if extraction is not None and extraction.document.text != gold.text:
        raise InputError(f"{gold.id}: the extracted text is not the annotated one, so that no offset can be compared")
    aligned = _align(entities, gold)
    for kind in ("", *ENTITY_TYPES):
        own = [entity.id for entity in entities if kind in ("", entity.type)]
        theirs = [key for key, other in gold.types.items() if kind in ("", other)]
        name = f"entities: {kind}" if kind else "entities"
        scores.counts[name].add(sum(key in aligned for key in own), len(own), len(theirs))
    ours = {_trimmed(gold.text, span) for entity in entities if entity.type != "proposal" for span in entity.mentions}
    spans = {span for key, found in gold.mentions.items() if gold.types[key] != "proposal" for span in found}
    scores.counts["mentions of names"].add(len(ours & spans), len(ours), len(spans))
    _score_statements(extraction, gold, aligned, scores)


def _score_statements(extraction: Extraction | None, gold: Gold, aligned: Mapping[str, str], scores: Scores) -> None:
    statements = () if extraction is None else extraction.statements
    names = {} if extraction is None else {entity.id: entity.name for entity in extraction.entities}
    true = {(h, r, t) for h, r, t, _ in gold.statements}
    # an entity that is not aligned keeps its own id, marked, so that two such statements stay two
    ours = {
        (aligned.get(s.holder, f"?{s.holder}"), s.relation, aligned.get(s.target, f"?{s.target}")) for s in statements
    }
    for relation in ("", *RELATIONS):
        mine = {item for item in ours if relation in ("", item[1])}
        theirs = {item for item in true if relation in ("", item[1])}
        name = f"{STRICT}: {relation}" if relation else STRICT
        scores.counts[name].add(len(mine & theirs), len(mine), len(theirs))
    in_sentence = {(aligned.get(s.holder, f"?{s.holder}"), s.relation, s.sentence) for s in statements}
    hits = {
        place: {i for i, (h, r, _, e) in enumerate(gold.statements) if (h, r) == place[:2] and _overlap(e, place[2])}
        for place in in_sentence
    }
    scores.counts["holder, relation, sentence"].add(
        min(sum(map(bool, hits.values())), len(set().union(*hits.values()))), len(in_sentence), len(gold.statements)
    )

    def claim(item: tuple[str, str, str]) -> Claim:
        shown = [gold.names.get(key) or names.get(key.removeprefix("?"), key) for key in (item[0], item[2])]
        return Claim(gold.id, shown[0], item[1], shown[1])

    scores.right |= {claim(item) for item in ours & true}
    scores.wrong |= {claim(item) for item in ours - true}
    scores.wrong_signs |= {claim(item) for item in ours - true if (item[0], _OPPOSITE.get(item[1]), item[2]) in true}


def _align(entities: Iterable[Entity], gold: Gold) -> dict[str, str]:
    """From an entity's id to that of the annotated one it stands for."""
    pairs = []
    for entity in entities:
        for key, kind in gold.types.items():
            shared = _shared(entity, gold, key) if kind == entity.type else 0
            if shared:
                pairs.append((-shared, key, entity.id))
    aligned: dict[str, str] = {}
    for _, key, own in sorted(pairs):
        if own not in aligned and key not in aligned.values():
            aligned[own] = key
    return aligned


def _shared(entity: Entity, gold: Gold, key: str) -> int:
    if entity.type == "proposal":
        return sum(any(_half(gold.text, a, b) for b in gold.mentions[key]) for a in entity.mentions)
    names = {_plain(gold.text[start:end]) for start, end in gold.mentions[key]}
    return sum(_plain(gold.text[start:end]) in names for start, end in entity.mentions)


def _half(text: str, a: Span, b: Span) -> bool:
    """Whether two spans have in common half the words of the shorter one."""
    common = len(text[max(a.start, b.start) : min(a.end, b.end)].split()) if _overlap(a, b) else 0
    return 2 * common >= min(len(text[a.start : a.end].split()), len(text[b.start : b.end].split())) > 0


def _overlap(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end


def _plain(name: str) -> str:
    return _POSSESSIVE.sub("", _ARTICLE.sub("", " ".join(name.replace("’", "'").split()))).casefold()


def _trimmed(text: str, span: Span) -> Span:
    """The span without a leading article and a possessive ending."""
    words = text[span.start : span.end]
    article, ending = _ARTICLE.match(words), _POSSESSIVE.search(words)
    return Span(span.start + (article.end() if article else 0), span.end - (len(ending[0]) if ending else 0))


def read_gold(path: Path) -> list[Gold]:
    """The annotated documents of a folder (its .json files) or of one file. Raises InputError."""
    files = sorted(path.glob("*.json")) if path.is_dir() else [path]
    if not files:
        raise InputError(f"{path}: holds no .json files of annotated documents")
    return [_gold(file) for file in files]


def _gold(path: Path) -> Gold:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        text, types = data["text"], {entity["id"]: entity["type"] for entity in data["entities"]}
        return Gold(
            path.stem,
            text,
            types,
            {entity["id"]: entity["name"] for entity in data["entities"]},
            _mentions(text, {entity["id"]: entity["mentions"] for entity in data["entities"]}, types),
            tuple(
                (s["holder"], s["relation"], s["target"], _place(text, s["evidence"], path)) for s in data["statements"]
            ),
        )
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise InputError(f"{path}: is no annotated document (id, text, entities, statements)") from None


def _mentions(text: str, strings: Mapping[str, Iterable[str]], types: Mapping[str, str]) -> dict[str, frozenset[Span]]:
    """Where each entity is named. A string inside a longer name does not count, but for a proposal's around names."""
    found = {key: {Span(*m.span()) for s in given for m in _word(s).finditer(text)} for key, given in strings.items()}
    names = {span for key, spans in found.items() for span in spans if types[key] != "proposal"}
    every = names.union(*found.values())

    def kept(key: str) -> frozenset[Span]:
        rivals = every if types[key] == "proposal" else names
        return frozenset(span for span in found[key] if not any(o != span and _inside(span, o) for o in rivals))

    return {key: kept(key) or frozenset(spans) for key, spans in found.items()}


def _inside(span: Span, other: Span) -> bool:
    return other.start <= span.start and span.end <= other.end


def _word(string: str) -> re.Pattern[str]:
    words = r"\s+".join(map(re.escape, string.split()))
    return re.compile(rf"(?<!\w){words}(?!\w)")


def _place(text: str, evidence: str, path: Path) -> Span:
    start = text.find(evidence)
    if start < 0:
        raise InputError(f"{path}: the evidence {evidence[:60]!r} does not stand in the text")
    return Span(start, start + len(evidence))
