"""Pairs with labels from annotated documents: who is for or against what in one sentence, and who is not.

A document is a JSON file: ``text``, ``entities`` (``id``, ``type``, ``mentions``: the strings that name it) and
``statements`` (``holder``, ``relation``, ``target``, ``evidence`` and ``more``: the sentences that carry it). A pair's
text is the sentence that carries the statement, with those before or after it as far as the nearest names of holder
and target, three sentences at most. Two that a sentence names and no statement joins there are neutral.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations
from pathlib import Path
from typing import Any

from graphbuild.model import ACTOR_TYPES, Span
from graphbuild.training.items import Item

BEFORE, AFTER = 2, 1  # sentences that are looked into for a name that the statement's own sentence lacks
_BREAK = re.compile(r"\s*\n\s*|(?<=[.!?])[\"”’')\]]*\s+(?=[\"“‘(\[]*[A-Z0-9])")
_ABBREVIATED = re.compile(r"\b(?:[A-Z]|Mrs?|Ms|Dr|Prof|Sens?|Reps?|Gov|Gen|Lt|Rev|St|Jr|Sr|No|vs|v)\.$")

Joined = Mapping[tuple[int, str, str], set[str]]  # relations by sentence, holder, target
Mentions = Mapping[str, list[Span]]


def read_documents(folder: Path) -> dict[str, list[Item]]:
    """The items of each annotated document of a folder, by the file's name without its ending."""
    return {
        path.stem: list(document_items(json.loads(path.read_text(encoding="utf-8"))))
        for path in sorted(folder.glob("*.json"))
    }


def document_texts(folder: Path) -> list[str]:
    """The texts of the annotated documents of a folder."""
    return [json.loads(path.read_text(encoding="utf-8"))["text"] for path in sorted(folder.glob("*.json"))]


def document_items(document: Mapping[str, Any]) -> Iterator[Item]:
    """The items of one annotated document: those with a stance, then the neutral ones."""
    text = document["text"].replace("\u00a0", " ").replace("\u202f", " ")
    bounds, mentions = sentences(text), _mentions(text, document["entities"])
    actors = {entity["id"] for entity in document["entities"] if entity["type"] in ACTOR_TYPES}
    joined = _joined(text, document["statements"], bounds)
    for (place, holder, target), relations in sorted(joined.items()):
        if relations in ({"supports"}, {"opposes"}) and (place, target, holder) not in joined:
            item = _item(text, mentions, bounds, place, holder, target)
            if item is not None:
                yield _labelled(*item, positive=relations == {"supports"})
    for place, pair in _unjoined(text, mentions, bounds, joined):
        item = _item(text, mentions, bounds, place, *pair) if actors & set(pair) else None
        if item is not None:
            yield Item(item[0], min(item[1:3]), max(item[1:3]), 0)


def _unjoined(
    text: str, mentions: Mentions, bounds: list[Span], joined: Joined
) -> Iterator[tuple[int, tuple[str, str]]]:
    """Sentence and entities of pairs named in one sentence, or in two of a paragraph, that no statement joins there."""
    named = [sorted(key for key, spans in mentions.items() if _within(spans, bound)) for bound in bounds]
    for place, here in enumerate(named):
        follows = place > 0 and "\n" not in text[bounds[place - 1].end : bounds[place].start]
        before = [key for key in named[place - 1] if key not in here] if follows else []
        for pair in [*combinations(here, 2), *((a, b) for a in before for b in here)]:
            places = (place - 1, place) if pair[0] in before else (place,)
            if not any((p, *order) in joined for p in places for order in (pair, pair[::-1])):
                yield place, pair


def _labelled(text: str, holder: Span, target: Span, first: bool, *, positive: bool) -> Item:
    return Item(text, min(holder, target), max(holder, target), (1 if positive else 3) + (not first))


def _joined(text: str, statements: list[Mapping[str, Any]], bounds: list[Span]) -> Joined:
    joined: defaultdict[tuple[int, str, str], set[str]] = defaultdict(set)
    for statement in statements:
        for evidence in [statement["evidence"], *statement.get("more", ())]:
            at = text.find(evidence.replace("\u00a0", " ").replace("\u202f", " "))
            place = next((n for n, bound in enumerate(bounds) if bound.start <= at < bound.end), None)
            if place is not None:
                joined[place, statement["holder"], statement["target"]].add(statement["relation"])
    return joined


def _item(
    text: str, mentions: Mentions, bounds: list[Span], place: int, one: str, other: str
) -> tuple[str, Span, Span, bool] | None:
    """The text around the nearest mentions of two entities, their spans in it, and whether ``one`` comes first."""
    low, high = max(0, place - BEFORE), min(len(bounds) - 1, place + AFTER)
    around = Span(bounds[low].start, bounds[high].end)
    best: tuple[tuple[int, int], Span, Span, Span] | None = None
    for a in _within(mentions.get(one, []), around):
        for b in _within(mentions.get(other, []), around):
            if a.start < b.end and b.start < a.end:
                continue
            start, end = min(a.start, b.start, bounds[place].start), max(a.end, b.end, bounds[place].end)
            used = [bound for bound in bounds[low : high + 1] if bound.end > start and bound.start < end]
            cost = (len(used), abs(a.start - b.start))
            if best is None or cost < best[0]:
                best = (cost, a, b, Span(used[0].start, used[-1].end))
    if best is None or best[0][0] > 3:
        return None
    _, a, b, whole = best
    moved = [Span(span.start - whole.start, span.end - whole.start) for span in (a, b)]
    return text[whole.start : whole.end], moved[0], moved[1], a.start < b.start


def _mentions(text: str, entities: list[Mapping[str, Any]]) -> dict[str, list[Span]]:
    """Where each entity is named; names inside longer names do not count, but where there are no others."""
    found = {
        entity["id"]: {Span(*m.span()) for string in entity["mentions"] for m in _word(string).finditer(text)}
        for entity in entities
    }
    names = {span for entity in entities if entity["type"] != "proposal" for span in found[entity["id"]]}
    kept = {key: {span for span in spans if not _inside(span, names)} for key, spans in found.items()}
    return {key: sorted(kept[key] or spans) for key, spans in found.items()}


def _inside(span: Span, others: set[Span]) -> bool:
    return any(o != span and o.start <= span.start and span.end <= o.end for o in others)


def _word(string: str) -> re.Pattern[str]:
    words = r"\s+".join(map(re.escape, string.split()))
    return re.compile(rf"(?<!\w){words}(?!\w)")


def _within(spans: list[Span], bound: Span) -> list[Span]:
    return [span for span in spans if bound.start <= span.start and span.end <= bound.end]


def sentences(text: str) -> list[Span]:
    """Spans of sentences: they end at line ends, and at . ! ? before a capital."""
    found, start = [], 0
    for match in _BREAK.finditer(text):
        if "\n" not in match[0] and _ABBREVIATED.search(text[start : match.start()]):
            continue
        closing = match[0] if "\n" not in match[0] else ""
        end = match.start() + len(closing.rstrip())
        if end > start:
            found.append(Span(start, end))
        start = match.end()
    if start < len(text):
        found.append(Span(start, len(text)))
    return found
