"""Where each name, box and line of one part of the camps figure goes. All lengths are points, heights go down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from graphbuild.draw.text import Words
from graphbuild.graph import Edge
from graphbuild.layout import between_columns, sentences

THIN, THICK = 0.9, 4.2  # widths of lines for one sentence and for the most sentences


@dataclass(frozen=True, slots=True)
class Columns:
    """What stands in the columns of one part, from top to bottom: IRIs."""

    left: Sequence[str]
    between: Sequence[str]
    right: Sequence[str]
    targets: Sequence[str]
    edges: Sequence[Edge]

    def outer(self, side: int) -> tuple[list[str], list[str]]:
        """The camp and those in between that stand under it: ``side`` 0 is left, 1 right."""
        cut = between_columns(len(self.left), len(self.between), len(self.right))
        if side:
            return list(self.right), list(self.between[cut:])
        return list(self.left), list(self.between[:cut])


@dataclass(frozen=True, slots=True)
class Frame:
    """The places across the page: the middles of the marks of actors, and the boxes' edges. ``most`` is the
    largest number of sentences of an edge, for the widths of lines."""

    marks: tuple[float, float]
    box: tuple[float, float]
    font_size: float
    most: int

    def line_width(self, edge: Edge) -> float:
        return line_width(sentences(edge), self.most)

    def slot(self, edge: Edge) -> float:
        """The height that the end of an edge takes at its box."""
        return 2 * end_size(self.line_width(edge)) + 1.4


@dataclass(frozen=True, slots=True)
class Line:
    """An edge's way from (x0, y0) at its holder to (x1, y1) at its target."""

    edge: Edge
    start: tuple[float, float]
    end: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Placed:
    """One part with the middles of actors and targets, the targets' heights, the panels behind those in between
    (side, top, bottom), the lines, and the height of all, from 0."""

    actors: Mapping[str, tuple[int, float]]
    targets: Mapping[str, tuple[float, float]]
    panels: Sequence[tuple[int, float, float]]
    lines: Sequence[Line]
    height: float


def line_width(count: int, most: int) -> float:
    """The width for a number of sentences, if the largest number in the figure is ``most``."""
    return THIN + (THICK - THIN) * (count - 1) / max(4, most - 1)


def end_size(width: float) -> float:
    """Half the height of an arrow's head or a bar, for a line of this width."""
    return 1.9 + 0.62 * width


def place(columns: Columns, actors: Mapping[str, Words], boxes: Mapping[str, Words], frame: Frame) -> Placed:
    """Set the columns of one part side by side.

    The longest column is filled evenly. In the others each item goes halfway from its even place to the mean height
    of what it is linked to, in its order and without overlap.
    """
    heights = {node: _box_height(node, columns, boxes, frame) for node in columns.targets}
    gap = 0.55 * frame.font_size
    piles = [_pile(columns, side, actors, frame) for side in (0, 1)]
    items = [[size for _, size in pile] for pile in piles]
    middle = [heights[node] + 1.5 * gap for node in columns.targets]
    height = max(sum(items[0]), sum(items[1]), sum(middle))
    at_actor = {}
    target_at = dict(zip(columns.targets, _even(middle, height), strict=True))
    for _ in range(3):
        for side in (0, 1):
            at_actor.update(_spread(piles[side], side, columns.edges, target_at, height, actors, frame))
        wanted = _means(columns.targets, [(e.target, at_actor[e.holder][1]) for e in columns.edges])
        even = _even(middle, height)
        centres = _apart([(a + b) / 2 for a, b in zip(wanted, even, strict=True)], middle, height)
        target_at = dict(zip(columns.targets, centres, strict=True))
    targets = {node: (target_at[node], heights[node]) for node in columns.targets}
    panels = [_panel(columns, side, at_actor, actors, frame) for side in (0, 1) if columns.outer(side)[1]]
    return Placed(at_actor, targets, panels, _lines(columns.edges, at_actor, targets, frame), height)


def row(words: Words, font_size: float) -> float:
    """The height of an actor's row."""
    return words.height + 0.55 * font_size


def _box_height(node: str, columns: Columns, boxes: Mapping[str, Words], frame: Frame) -> float:
    """A box is as high as its name, or as the ends of lines at its fuller side need."""
    ends = [0.0, 0.0]
    left = {*columns.outer(0)[0], *columns.outer(0)[1]}
    for edge in columns.edges:
        if edge.target == node:
            ends[edge.holder not in left] += frame.slot(edge)
    return max(boxes[node].height + 0.9 * frame.font_size, *(end + 0.4 * frame.font_size for end in ends))


def _pile(columns: Columns, side: int, actors: Mapping[str, Words], frame: Frame) -> list[tuple[list[str], float]]:
    """The items of an outer column with their heights: an actor each, and those in between as one."""
    camp, between = columns.outer(side)
    pile = [([node], row(actors[node], frame.font_size)) for node in camp]
    if between:
        rows = sum(row(actors[node], frame.font_size) for node in between)
        pile.append((between, rows + _head(frame)))
    return pile


def _head(frame: Frame) -> float:
    """The room for the words over those in between."""
    return 2.6 * frame.font_size


def _spread(
    pile: Sequence[tuple[list[str], float]],
    side: int,
    edges: Sequence[Edge],
    target_at: Mapping[str, float],
    height: float,
    actors: Mapping[str, Words],
    frame: Frame,
) -> dict[str, tuple[int, float]]:
    """The actors of one outer column."""
    sizes = [size for _, size in pile]
    owner = {node: i for i, (nodes, _) in enumerate(pile) for node in nodes}
    ends = [(str(owner[e.holder]), target_at[e.target]) for e in edges if e.holder in owner]
    wanted = _means([str(i) for i in range(len(pile))], ends)
    even = _even(sizes, height)
    centres = _apart([(a + b) / 2 for a, b in zip(wanted, even, strict=True)], sizes, height)
    placed = {}
    for (nodes, size), centre in zip(pile, centres, strict=True):
        rows = [row(actors[node], frame.font_size) for node in nodes]
        y = centre + size / 2 - sum(rows)
        for node, one in zip(nodes, rows, strict=True):
            placed[node] = (side, y + one / 2)
            y += one
    return placed


def _panel(
    columns: Columns,
    side: int,
    at_actor: Mapping[str, tuple[int, float]],
    actors: Mapping[str, Words],
    frame: Frame,
) -> tuple[int, float, float]:
    between = columns.outer(side)[1]
    first, last = between[0], between[-1]
    top = at_actor[first][1] - row(actors[first], frame.font_size) / 2 - _head(frame) + frame.font_size
    return side, top, at_actor[last][1] + row(actors[last], frame.font_size) / 2


def _means(nodes: Sequence[str], ends: Sequence[tuple[str, float]]) -> list[float]:
    heights: dict[str, list[float]] = {node: [] for node in nodes}
    for node, height in ends:
        heights[node].append(height)
    return [sum(heights[node]) / len(heights[node]) for node in nodes]


def _even(sizes: Sequence[float], height: float) -> list[float]:
    """Middles of items of these sizes, spread over the height with equal room around each."""
    room = (height - sum(sizes)) / max(1, len(sizes))
    ends = np.cumsum([size + room for size in sizes])
    return [float(end) - (size + room) / 2 for end, size in zip(ends, sizes, strict=True)]


def _apart(wanted: Sequence[float], sizes: Sequence[float], height: float) -> list[float]:
    """The middles nearest to those wanted (least squares) in order and without overlap, from 0 to ``height``.

    Without the sizes above each it is isotonic regression: neighbours in the wrong order are pooled at their mean.
    """
    above = np.cumsum([0.0, *sizes])[:-1]
    pools: list[tuple[float, int]] = []
    for want, size, over in zip(wanted, sizes, above, strict=True):
        mean, count = want - size / 2 - float(over), 1
        while pools and pools[-1][0] > mean:
            other, n = pools.pop()
            mean, count = (mean * count + other * n) / (count + n), count + n
        pools.append((mean, count))
    room = height - sum(sizes)
    shifts = [min(max(mean, 0.0), room) for mean, count in pools for _ in range(count)]
    return [shift + float(over) + size / 2 for shift, over, size in zip(shifts, above, sizes, strict=True)]


def _lines(
    edges: Sequence[Edge],
    actors: Mapping[str, tuple[int, float]],
    targets: Mapping[str, tuple[float, float]],
    frame: Frame,
) -> list[Line]:
    """The edges with their ends spread: at a box by the height of holders, at an actor by that of targets."""
    starts: dict[int, float] = {}
    ends: dict[int, float] = {}
    for node, (_, y) in actors.items():
        mine = [i for i, edge in enumerate(edges) if edge.holder == node]
        mine.sort(key=lambda i: (targets[edges[i].target][0], i))
        step = min(2.4, 0.9 * frame.font_size / max(1, len(mine)))
        starts |= {i: y + (k - (len(mine) - 1) / 2) * step for k, i in enumerate(mine)}
    for node, (y, _) in targets.items():
        for side in (0, 1):
            mine = [i for i, e in enumerate(edges) if e.target == node and actors[e.holder][0] == side]
            mine.sort(key=lambda i: (starts[i], i))
            sizes = [frame.slot(edges[i]) for i in mine]
            tops = np.cumsum([0.0, *sizes]) + y - sum(sizes) / 2
            ends |= {i: float(tops[k]) + sizes[k] / 2 for k, i in enumerate(mine)}
    lines = []
    for i, edge in enumerate(edges):
        side = actors[edge.holder][0]
        away = 0.75 * frame.font_size * (-1 if side else 1)
        lines.append(Line(edge, (frame.marks[side] + away, starts[i]), (frame.box[side], ends[i])))
    return lines
