"""Counts by measure, document by document, and each statement judged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from graphbuild.errors import InputError
from graphbuild.evaluate import text as texts
from graphbuild.evaluate.align import align, identity
from graphbuild.evaluate.annotated import SPEAKER, Gold, GoldStatement, Named, named
from graphbuild.model import ENTITY_TYPES, RELATIONS, Extraction, Span

STRICT = "strict statements"
SENTENCE = "holder, relation, sentence"
SIGN = "holder and sign"
STATED_FORMS = ("direct", "indirect", "narrated")
MEASURES = (
    "entities", *(f"entities: {kind}" for kind in ENTITY_TYPES), "mentions", "mentions with type", "affiliations",
    STRICT, *(f"{STRICT}: {relation}" for relation in RELATIONS), *(f"{STRICT}: {form}" for form in STATED_FORMS),
    SENTENCE, SIGN,
)  # fmt: skip
_T = TypeVar("_T")
_OPPOSITE = {"supports": "opposes", "opposes": "supports"}


class Count(NamedTuple):
    """Right, predicted and annotated items, and the annotated ones found; what follows from them, from 0 to 1.
    Nothing to find and nothing found is 1."""

    right: int = 0
    predicted: int = 0
    gold: int = 0
    found: int = 0

    @property
    def precision(self) -> float:
        return self.right / self.predicted if self.predicted else float(not self.gold)

    @property
    def recall(self) -> float:
        return self.found / self.gold if self.gold else float(not self.predicted)

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


class Claim(NamedTuple):
    """A statement in the annotation's terms: document, names of holder and target, relation."""

    document: str
    holder: str
    relation: str
    target: str


class Judged(NamedTuple):
    """A predicted statement: whether holder, relation and target are right (``strict``), whether holder and relation
    are in the annotated sentence; ``wrong_sign`` where the holder stands on the other side. ``triple`` and ``places``
    are what measures compare: annotated ids, a ``?`` before those that stand for none; numbers of sentences."""

    claim: Claim
    triple: tuple[str, str, str]
    places: frozenset[int]
    form: str
    confidence: float
    sentence: str
    strict: bool
    in_sentence: bool
    wrong_sign: bool
    supported: bool


@dataclass(frozen=True, slots=True)
class DocumentScore:
    """What one annotated document gives: a Count for each of MEASURES but those of statements, and the statements of
    both sides, from which ``statement_counts`` makes the others."""

    id: str
    counts: Mapping[str, Count]
    judged: tuple[Judged, ...]
    gold: Mapping[tuple[str, str, str], GoldStatement]
    false_merges: int
    splits: int
    extracted: bool

    def at(self, least: float) -> dict[str, Count]:
        """All measures, of statements with at least this confidence."""
        kept = [item for item in self.judged if item.confidence >= least]
        return {**self.counts, **statement_counts(kept, self.gold)}


@dataclass(frozen=True, slots=True)
class Scores:
    """The documents' scores, in order."""

    documents: tuple[DocumentScore, ...]

    @property
    def counts(self) -> dict[str, Count]:
        """The sums over the documents, by measure."""
        return self.at(0.0)

    def at(self, least: float) -> dict[str, Count]:
        """The sums when statements below a confidence are left out."""
        each = [document.at(least) for document in self.documents]
        return {name: total(counts[name] for counts in each) for name in MEASURES}

    @property
    def judged(self) -> list[Judged]:
        return [item for document in self.documents for item in document.judged]

    @property
    def signs(self) -> tuple[int, int]:
        """Wrong signs, and the pairs of holder and target with a sign on both sides."""
        triples = {(item.claim.document, item.triple): item for item in self.judged}.values()
        wrong = sum(item.wrong_sign for item in triples)
        return wrong, wrong + sum(item.strict and item.triple[1] in _OPPOSITE for item in triples)


def total(counts: Iterable[Count]) -> Count:
    """The sum of counts."""
    return Count(*map(sum, zip(*counts, strict=True)))


def evaluate(extractions: Iterable[Extraction], gold: Iterable[Gold], *, speakers: bool = False) -> Scores:
    """The scores of extractions over the annotated documents.

    ``speakers``: whether whoever speaks without being named in the text counts, for a program that was told the name.
    Raises InputError for two extractions of one document, where a text is not the annotated one, and where no
    extracted document is annotated.
    """
    found: dict[str, Extraction] = {}
    for extraction in extractions:
        key = extraction.document.id.replace("\\", "/").rpartition("/")[2].removesuffix(".txt")
        if key in found:
            raise InputError(f"the document {key!r} occurs twice")
        found[key] = extraction
    annotated = list(gold)
    if found and found.keys().isdisjoint(document.id for document in annotated):
        raise InputError(
            f"none of the {len(found)} extracted documents ({next(iter(found))!r} …) is among the {len(annotated)} "
            f"annotated ones ({annotated[0].id!r} …): documents are matched by id"
        )
    return Scores(tuple(_score(found.get(document.id), document, speakers) for document in annotated))


def compare(older: Scores, newer: Scores) -> dict[str, list[tuple[Claim, str]]]:
    """What changed from one run to another on the same documents: right claims gained and lost, wrong ones likewise,
    each with its sentence."""

    def claims(scores: Scores, strict: bool) -> dict[Claim, str]:
        return {item.claim: item.sentence for item in reversed(scores.judged) if item.strict is strict}

    def without(some: dict[Claim, str], others: dict[Claim, str]) -> list[tuple[Claim, str]]:
        return sorted((claim, sentence) for claim, sentence in some.items() if claim not in others)

    right, right_before = claims(newer, True), claims(older, True)
    wrong, wrong_before = claims(newer, False), claims(older, False)
    return {
        "gained": without(right, right_before),
        "lost": without(right_before, right),
        "new errors": without(wrong, wrong_before),
        "errors gone": without(wrong_before, wrong),
    }


def statement_counts(judged: Sequence[Judged], gold: Mapping[tuple[str, str, str], GoldStatement]) -> dict[str, Count]:
    """The counts of the measures of statements. The same holder, relation and target, or sentence, count once."""
    ours: dict[tuple[str, str, str], str] = {}
    for item in judged:
        ours.setdefault(item.triple, item.form)
    counts = {STRICT: _common(ours.keys(), gold.keys())}
    for relation in RELATIONS:
        counts[f"{STRICT}: {relation}"] = _common(
            {t for t in ours if t[1] == relation}, {t for t in gold if t[1] == relation}
        )
    for form in STATED_FORMS:
        mine, theirs = {t for t, f in ours.items() if f == form}, {t for t, s in gold.items() if s.form == form}
        counts[f"{STRICT}: {form}"] = Count(len(mine & gold.keys()), len(mine), len(theirs), len(theirs & ours.keys()))
    mine_in = {(item.triple[0], item.triple[1], item.places) for item in judged}
    theirs_in = {(s.holder, s.relation, s.sentences) for s in gold.values()}
    right = _matched(mine_in, theirs_in)
    counts[SENTENCE] = Count(right, len(mine_in), len(theirs_in), right)
    counts[SIGN] = _common({t[:2] for t in ours if t[1] in _OPPOSITE}, {t[:2] for t in gold if t[1] in _OPPOSITE})
    return counts


Place = tuple[str, str, frozenset[int]]


def _matched(ours: Iterable[Place], gold: Iterable[Place]) -> int:
    """Pairs, one to one, of the same holder and relation that share a sentence."""

    def order(place: Place) -> tuple[str, str, list[int]]:
        return place[0], place[1], sorted(place[2])

    free, right = sorted(gold, key=order), 0
    for holder, relation, sentences in sorted(ours, key=order):
        hit = next((p for p in free if p[:2] == (holder, relation) and p[2] & sentences), None)
        if hit is not None:
            free.remove(hit)
            right += 1
    return right


def _common(ours: Set[_T], gold: Set[_T]) -> Count:
    right = len(ours & gold)
    return Count(right, len(ours), len(gold), right)


def _score(extraction: Extraction | None, gold: Gold, speakers: bool) -> DocumentScore:
    if extraction is not None and texts.fold(extraction.document.text).rstrip() != gold.text.rstrip():
        raise InputError(f"{gold.id}: the extracted text is not the annotated one, so that no offset can be compared")
    every = (
        ()
        if extraction is None
        else tuple(named(e.id, e.type, e.name, gold.text, e.mentions, e.affiliation) for e in extraction.entities)
    )
    speaking = {e.id for e in every if _speaks(e, gold)}
    entities = tuple(e for e in every if e.id not in speaking)
    aligned = align(gold.text, gold.entities, entities)
    told = {(s.holder, s.relation, s.target): s for s in (*gold.statements, *(gold.spoken if speakers else ()))}
    counts = _entity_counts(gold, entities, aligned | dict.fromkeys(speaking, SPEAKER))
    merges, splits = identity(gold.text, gold.entities, entities)
    judged: tuple[Judged, ...] = ()
    if extraction is not None:
        ids = aligned | dict.fromkeys(speaking, SPEAKER)
        names = {f"?{e.id}": e.name for e in every} | {e.id: e.name for e in gold.entities}
        names[SPEAKER] = gold.speaker or ""
        judged = _judged(extraction, gold, ids, names, told, set() if speakers else speaking)
    return DocumentScore(gold.id, counts, judged, told, merges, splits, extraction is not None)


def _speaks(entity: Named, gold: Gold) -> bool:
    """Whether an entity is who speaks without being named in the text."""
    if not gold.speaker or entity.type != "person":
        return False
    return texts.plain(entity.name, person=True) == texts.plain(gold.speaker, person=True)


def _entity_counts(gold: Gold, entities: Sequence[Named], ids: Mapping[str, str]) -> dict[str, Count]:
    counts = {}
    kinds = {e.id: e.type for e in gold.entities}
    hit = {ids[e.id] for e in entities if e.id in ids}
    for kind in ("", *ENTITY_TYPES):
        right = sum(kind in ("", kinds[key]) for key in hit)
        predicted, true = (sum(kind in ("", e.type) for e in side) for side in (entities, gold.entities))
        counts[f"entities: {kind}" if kind else "entities"] = Count(right, predicted, true, right)
    ours, theirs = (
        {(span, e.type) for e in side if e.type != "proposal" for span in e.spans} for side in (entities, gold.entities)
    )
    counts["mentions"] = _common({span for span, _ in ours}, {span for span, _ in theirs})
    counts["mentions with type"] = _common(ours, theirs)
    counts["affiliations"] = _common(
        {(ids.get(e.id, f"?{e.id}"), ids.get(other, f"?{other}")) for e in entities for other in e.affiliation},
        {(e.id, other) for e in gold.entities for other in e.affiliation},
    )
    return counts


def _judged(
    extraction: Extraction,
    gold: Gold,
    ids: Mapping[str, str],
    names: Mapping[str, str],
    told: Mapping[tuple[str, str, str], GoldStatement],
    unheard: set[str],
) -> tuple[Judged, ...]:
    """The statements, but those of holders who are not to be heard."""
    made = []
    for s in extraction.statements:
        if s.holder in unheard:
            continue
        holder, target = (ids.get(key, f"?{key}") for key in (s.holder, s.target))
        triple = (holder, s.relation, target)
        places = texts.touched(s.evidence, gold.bounds)
        made.append(
            Judged(
                Claim(gold.id, names[holder], s.relation, names[target]),
                triple,
                places,
                s.form,
                s.confidence,
                " ".join(extraction.document.text[s.sentence.start : s.sentence.end].split()),
                triple in told,
                any(t[:2] == triple[:2] and g.sentences & places for t, g in told.items()),
                triple not in told and (holder, _OPPOSITE.get(s.relation, ""), target) in told,
                _supported(gold, s.evidence),
            )
        )
    return tuple(made)


def _supported(gold: Gold, evidence: Span) -> bool:
    """Whether evidence is a piece of one sentence."""
    span = texts.trimmed(gold.text, evidence)
    return span.start < span.end and any(texts.inside(span, bound) for bound in gold.bounds)
