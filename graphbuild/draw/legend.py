"""The legend of the camps figure: what is in the figure, and only that."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import partial

from matplotlib.axes import Axes

from graphbuild.draw import ink
from graphbuild.draw.place import line_width
from graphbuild.draw.text import Words, wrap
from graphbuild.graph import Edge
from graphbuild.layout import sentences
from graphbuild.model import ACTOR_TYPES, RELATIONS, EntityType, Relation

WEAK = 0.5  # a relation that is more likely wrong than right is drawn faint

Sample = Callable[[Axes, float, float], None]  # draws from x rightwards at the height y


@dataclass(frozen=True, slots=True)
class Entry:
    """A sample of ``width`` points and what it means."""

    sample: Sample
    width: float
    words: Words


def entries(
    edges: Sequence[Edge],
    actors: Collection[EntityType],
    targets: Collection[EntityType],
    *,
    between: bool,
    size: float,
) -> list[list[Entry]]:
    """The rows of the legend: relations with their widths, actors and targets, those in between.

    ``actors`` and ``targets`` are the types that occur, ``size`` is the font size.
    """
    long, short, boxed = 3.0 * size, 1.2 * size, 2.0 * size
    found: list[list[tuple[Sample, float, str]]] = [[], [], []]
    for relation in RELATIONS:
        if any(edge.relation == relation for edge in edges):
            found[0].append((partial(_relation, relation=relation, length=long), long, relation))
    most = max(sentences(edge) for edge in edges)
    for count in sorted({1, most} if most > 1 else ()):
        width = line_width(count, most)
        label = "1 sentence" if count == 1 else f"{count:,} sentences"
        found[0].append((partial(ink.stroke, length=boxed, width=width, color=ink.SOFT), boxed, label))
    if any(edge.confidence < WEAK for edge in edges):
        pale = partial(ink.stroke, length=boxed, width=1.4, color=ink.faint(ink.SOFT))
        found[0].append((pale, boxed, f"faint: confidence below {WEAK:g}"))
    for kind in ACTOR_TYPES:
        if kind in actors or kind in targets:
            found[1].append((partial(_shape, kind=kind, size=size), short, kind))
    named: dict[EntityType, str] = {"proposal": "proposal (round box)", "law": "law (square box)"}
    for kind, label in named.items():
        if kind in targets:
            found[1].append((partial(_box, kind=kind, size=size), boxed, label))
    if any(kind in targets for kind in ACTOR_TYPES):
        found[1].append((partial(_box, kind="person", size=size), boxed, "actor as target (grey box)"))
    if between:
        found[2].append((partial(_ground, size=size), boxed, "in between: mixed stances, or only citations"))
    return [
        [Entry(sample, width, wrap(label, size=0.9 * size, most=60 * size)) for sample, width, label in row]
        for row in found
        if row
    ]


def broken(rows: Sequence[Sequence[Entry]], *, most: float, size: float) -> list[list[Entry]]:
    """The rows, broken where they are wider than ``most`` points."""
    lines: list[list[Entry]] = []
    for row in rows:
        lines.append([])
        x = 0.0
        for entry in row:
            if lines[-1] and x + _width(entry, size) > most:
                lines.append([])
                x = 0.0
            lines[-1].append(entry)
            x += _width(entry, size) + 1.5 * size
    return lines


def draw(ax: Axes, lines: Sequence[Sequence[Entry]], *, x: float, top: float, size: float) -> None:
    """Draw the lines of the legend from ``x`` and ``top``."""
    for line in lines:
        at, middle = x, top + 0.9 * size
        for entry in line:
            entry.sample(ax, at, middle)
            ink.write(ax, entry.words, at + entry.width + 0.5 * size, middle)
            at += _width(entry, size) + 1.5 * size
        top += 1.8 * size


def _width(entry: Entry, size: float) -> float:
    return entry.width + 0.5 * size + entry.words.width


def _relation(ax: Axes, x: float, y: float, *, relation: Relation, length: float) -> None:
    ink.edge(ax, relation, (x, y), (x + length, y), 1.4)


def _shape(ax: Axes, x: float, y: float, *, kind: EntityType, size: float) -> None:
    ink.shape(ax, kind, x + 0.6 * size, y, 0.45 * size)


def _ground(ax: Axes, x: float, y: float, *, size: float) -> None:
    ink.panel(ax, x, y - 0.6 * size, 2.0 * size, 1.2 * size)


def _box(ax: Axes, x: float, y: float, *, kind: EntityType, size: float) -> None:
    ink.box(ax, kind, x, y - 0.6 * size, 2.0 * size, 1.2 * size)
