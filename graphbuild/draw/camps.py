"""The camps figure: actors left and right, what they argue about in the middle, signed curves between."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from matplotlib import style
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from graphbuild import layout
from graphbuild.draw import ink, legend
from graphbuild.draw.place import Columns, Frame, Placed, place
from graphbuild.draw.save import Picture
from graphbuild.draw.text import MISSING, Face, Words, width, wrap
from graphbuild.errors import OptionError
from graphbuild.graph import Edge, KnowledgeGraph
from graphbuild.layout import CampsLayout, sentences
from graphbuild.model import ACTOR_TYPES, EntityType

TITLE = "Who supports what, and who opposes it"
APART = "No shared target with the main debate: here the side means no camp"
BETWEEN = "In between"
POINTS = 72 / 2.54  # a centimetre
MARK, GAP, PAD = 1.5, 4.0, 0.7  # in font sizes: an actor's mark with its space, the least gap, a box's padding
ALL = 1000  # lines: a title is never cut
NARROWEST = 30  # the least width of a page, in font sizes


@dataclass(frozen=True, slots=True)
class Sheet:
    """The page under way: ``width``, ``margin`` and the font ``size`` in points, for a graph and its layout."""

    graph: KnowledgeGraph
    plan: CampsLayout
    width: float
    size: float

    @property
    def margin(self) -> float:
        return self.size

    @property
    def inner(self) -> float:
        return self.width - 2 * self.margin

    @property
    def room(self) -> float:
        """The greatest width of a name, in any column. On a narrow page gaps and marks need their share first."""
        return min(0.235 * self.width, (self.inner - 2 * (MARK + GAP + PAD) * self.size) / 3)

    def type_of(self, node: str) -> EntityType:
        return self.graph.nodes[node].type


def camps(
    graph: KnowledgeGraph,
    *,
    ax: Axes | None = None,
    title: str | None = None,
    subtitle: str | None = None,
    width_cm: float = 18.3,
    font_size: float = 8.0,
    max_edges: int = 60,
    min_confidence: float = 0.0,
) -> Figure:
    """Draw the two camps of a graph; the figure is as high as it needs to be.

    The counts of what is shown and left out always follow ``subtitle``. ``width_cm`` is the width of the page
    (18.3 cm: two columns of a journal), ``font_size`` in points; ``max_edges`` and ``min_confidence`` as in
    ``graphbuild.layout.camps``. With ``ax`` the figure goes there, at the width of the axes; its height must do.
    Raises OptionError where a size leaves no room. A notebook shows the figure after ``%matplotlib inline``.
    """
    wide = width_cm * POINTS if ax is None else _size(ax)[0]
    if not font_size > 0 or not wide >= NARROWEST * font_size:
        raise OptionError(
            f"a figure {wide / POINTS:.1f} cm wide has no room for a font of {font_size:g} points: "
            f"give at least {NARROWEST * font_size / POINTS:.1f} cm, or a smaller font"
        )
    plan = layout.camps(graph, max_edges=max_edges, min_confidence=min_confidence)
    with style.context("default"):  # a user's own style would change sizes and colours that are set nowhere here
        return _drawn(Sheet(graph, plan, wide, font_size), ax, title or TITLE, subtitle)


def _drawn(sheet: Sheet, ax: Axes | None, title: str, subtitle: str | None) -> Figure:
    """Measure everything, make the page as high as that, and draw from top to bottom."""
    size, names, parts = sheet.size, _names(sheet), _parts(sheet.plan)
    frame = _frame(sheet, names)
    placed = [place(part, names.actors, names.boxes, frame) for part in parts]
    counts = _subtitle(sheet, names, subtitle)
    head = [
        wrap(title, size=1.4 * size, most=sheet.inner, face="bold", lines=ALL, even=False),
        wrap(counts, size=0.9 * size, most=sheet.inner, lines=ALL, even=False),
    ]
    rows = _legend(sheet)
    high = _height(sheet, head, placed, rows)
    figure, ax = _axes(sheet.width, high) if ax is None else _taken(ax, sheet.width, high)
    y = _head(ax, sheet, head)
    for number, (part, one) in enumerate(zip(parts, placed, strict=True)):
        y = _heading(ax, sheet, frame, part, y) if number == 0 else _rule(ax, sheet, y)
        _part(ax, sheet, frame, one, names, y)
        y += one.height
    if not parts:
        nothing = wrap(_nothing(sheet.graph), size=size, most=sheet.inner)
        ink.write(ax, nothing, sheet.width / 2, y + 4 * size, align="center")
    legend.draw(ax, rows, x=sheet.margin, top=y + 1.6 * size, size=size)
    for artist in ax.get_children():
        artist.set_clip_on(False)  # an SVG names its clip paths after numbers as numpy prints them, which changes
    return figure


# ---- words


@dataclass(frozen=True, slots=True)
class Names:
    """The names of actors and of targets, wrapped for their columns."""

    actors: Mapping[str, Words]
    boxes: Mapping[str, Words]


def _names(sheet: Sheet) -> Names:
    plan, size = sheet.plan, sheet.size
    actors = (*plan.left, *plan.between, *plan.right, *plan.apart_left, *plan.apart_right)
    targets = dict.fromkeys((*plan.targets, *plan.apart_targets))

    def wrapped(node: str, *, room: float, face: Face = "regular") -> Words:
        return wrap(sheet.graph.nodes[node].name, size=size, most=room, face=face)

    most = sheet.room

    return Names(
        {node: wrapped(node, room=most) for node in actors},
        {
            node: wrapped(node, room=most - _mark_room(sheet, node), face=ink.face_of(sheet.type_of(node)))
            for node in targets
        },
    )


def _mark_room(sheet: Sheet, node: str) -> float:
    """The width that an actor's mark takes in a target's box."""
    return 1.5 * sheet.size if sheet.type_of(node) in ACTOR_TYPES else 0.0


def _subtitle(sheet: Sheet, names: Names, given: str | None) -> str:
    """What is shown, and what is not."""
    plan, edges = sheet.plan, sheet.plan.edges
    counts = [
        (len(names.actors), "actor"),
        (len(names.boxes), "target"),
        (sum(edge.relation != "cites" for edge in edges), "stance"),
        (sum(edge.relation == "cites" for edge in edges), "citation"),
        (sum(sentences(edge) for edge in edges), "sentence"),
        (len({statement.document for edge in edges for statement in edge.statements}), "document"),
    ]
    parts = [given, ", ".join(_count(number, noun) for number, noun in counts if number)]
    if plan.left_out:
        parts.append("Not shown: " + ", ".join(reason for reason, _ in plan.left_out))
    words = {**names.actors, **names.boxes}.values()
    if cut := sum(one.cut for one in words):
        parts.append(f"{_count(cut, 'long name')} cut (…)")
    if missing := sum(one.missing for one in words):
        parts.append(f"{_count(missing, 'name')} with characters that the font lacks ({MISSING})")
    return " · ".join(part for part in parts if part)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _nothing(graph: KnowledgeGraph) -> str:
    return "No statements of this confidence found" if graph.statements else "No statements found"


def _heads(sheet: Sheet, part: Columns) -> list[Words | None]:
    """The words over the columns. A camp without actors has none."""
    left, right = len(part.left), len(part.right)
    names = ("Camp A", "Camp B") if left and right else ("One camp", "One camp")
    kinds = {sheet.type_of(node) for node in part.targets}
    nouns = [
        noun
        for noun, found in (
            ("proposals", "proposal" in kinds),
            ("laws", "law" in kinds),
            ("actors", any(kind in ACTOR_TYPES for kind in kinds)),
        )
        if found
    ]
    middle = " and ".join([", ".join(nouns[:-1]), nouns[-1]] if len(nouns) > 1 else nouns)
    heads = [
        _head_words(sheet, name, _count(number, "actor")) if number else None
        for name, number in zip(names, (left, right), strict=True)
    ]
    return [heads[0], wrap(middle.capitalize(), size=sheet.size, most=0.28 * sheet.width, face="bold"), heads[1]]


def _head_words(sheet: Sheet, name: str, count: str) -> Words:
    """In one line where there is room, else in two."""
    line = f"{name} · {count}"
    lines = (line,) if width(line, "bold", sheet.size) <= sheet.room else (name, count)
    return Words(lines, "bold", sheet.size, max(width(one, "bold", sheet.size) for one in lines))


# ---- places


def _parts(plan: CampsLayout) -> list[Columns]:
    """The main debate and, where there is one, the part below it."""
    aside = {*plan.apart_left, *plan.apart_right}
    main = [edge for edge in plan.edges if edge.holder not in aside]
    apart = [edge for edge in plan.edges if edge.holder in aside]
    parts = [
        Columns(plan.left, plan.between, plan.right, plan.targets, main),
        Columns(plan.apart_left, (), plan.apart_right, plan.apart_targets, apart),
    ]
    return [part for part in parts if part.edges]


def _frame(sheet: Sheet, names: Names) -> Frame:
    """The places across: columns as wide as what stands in them, equal gaps, all in the middle of the page."""
    size, parts = sheet.size, _parts(sheet.plan)
    sides = [0.0, 0.0]
    heads = _heads(sheet, parts[0]) if parts else []
    for number, part in enumerate(parts):
        for side in (0, 1):
            camp, between = part.outer(side)
            wide = [names.actors[node].width for node in (*camp, *between)]
            if number == 0 and (head := heads[2 * side]):
                wide.append(head.width)
            if between:
                wide.append(width(BETWEEN, "bold", 0.9 * size))
            sides[side] = max(sides[side], *wide, 0.0)
    boxes = [words.width + _mark_room(sheet, node) for node, words in names.boxes.items()]
    middle = max([*boxes, *(head.width for head in heads[1:2] if head)], default=0.0) + 2 * PAD * size
    marks = [MARK * size if side else 0.0 for side in sides]
    room = sheet.inner - sum(sides) - middle - sum(marks)
    gap = min(room / max(1, sum(side > 0 for side in sides)), 0.25 * sheet.width)
    gaps = [gap if side else 0.0 for side in sides]
    start = sheet.margin + (room - sum(gaps)) / 2
    left = start + sides[0] + marks[0]
    box = (left + gaps[0], left + gaps[0] + middle)
    most = max((sentences(edge) for edge in sheet.plan.edges), default=1)
    return Frame((left - 0.6 * size, box[1] + gaps[1] + 0.6 * size), box, size, most)


def _legend(sheet: Sheet) -> list[list[legend.Entry]]:
    plan = sheet.plan
    if not plan.edges:
        return []
    rows = legend.entries(
        plan.edges,
        _types(sheet, (edge.holder for edge in plan.edges)),
        _types(sheet, (edge.target for edge in plan.edges)),
        between=bool(plan.between),
        size=sheet.size,
    )
    return legend.broken(rows, most=sheet.inner, size=sheet.size)


def _types(sheet: Sheet, nodes: Iterable[str]) -> set[EntityType]:
    return {sheet.type_of(node) for node in nodes}


def _height(sheet: Sheet, head: Sequence[Words], placed: Sequence[Placed], rows: Sequence[object]) -> float:
    """The height of the whole, in points: what the functions of the next section use up."""
    size = sheet.size
    heads = [words.height for words in _heads(sheet, _parts(sheet.plan)[0]) if words] if placed else []
    parts = sum(one.height for one in placed) + (max(heads) if heads else 7.0 * size) + size
    rule = 4.0 * size * (len(placed) - 1) if placed else 0.0
    return (
        sum(words.height for words in head)
        + 2.4 * size
        + parts
        + rule
        + 1.6 * size
        + 1.8 * size * len(rows)
        + 0.6 * size
    )


def _size(ax: Axes) -> tuple[float, float]:
    """Width and height of axes in points."""
    box, unit = ax.get_window_extent(), 72 / ax.figure.dpi
    return float(box.width * unit), float(box.height * unit)


def _axes(wide: float, high: float) -> tuple[Figure, Axes]:
    figure = Picture(figsize=(wide / 72, high / 72), dpi=100, facecolor="white")
    FigureCanvasAgg(figure)
    return _taken(figure.add_axes((0.0, 0.0, 1.0, 1.0)), wide, high)


def _taken(ax: Axes, wide: float, high: float) -> tuple[Figure, Axes]:
    """Axes made ready: a unit is a point, counted from the upper left corner."""
    there = _size(ax)[1]
    if there < high - 0.5:
        raise OptionError(
            f"the figure needs axes {high / POINTS:.1f} cm high at this width, these have {there / POINTS:.1f} cm: "
            "make them higher, or draw fewer edges"
        )
    ax.set_axis_off()
    ax.set_xlim(0, wide)
    ax.set_ylim(there, 0)
    figure = ax.figure
    return (figure if isinstance(figure, Figure) else figure.figure), ax


# ---- drawing, from top to bottom: each returns the height where the next begins


def _head(ax: Axes, sheet: Sheet, head: Sequence[Words]) -> float:
    y = 0.8 * sheet.size
    for words, color in zip(head, (ink.INK, ink.SOFT), strict=True):
        ink.write(ax, words, sheet.margin, y + words.height / 2, color=color)
        y += words.height + 0.3 * sheet.size
    return y + sheet.size


def _heading(ax: Axes, sheet: Sheet, frame: Frame, part: Columns, y: float) -> float:
    size = sheet.size
    away = 1.2 * size
    xs = (frame.marks[0] - away + 0.3 * size, sum(frame.box) / 2, frame.marks[1] + away - 0.3 * size)
    aligned: tuple[ink.Align, ...] = ("right", "center", "left")
    heads = _heads(sheet, part)
    high = max(head.height for head in heads if head)
    for head, x, align in zip(heads, xs, aligned, strict=True):
        if head:
            ink.write(ax, head, x, y + high - head.height / 2, align=align)
    return y + high + size


def _rule(ax: Axes, sheet: Sheet, y: float) -> float:
    size = sheet.size
    ink.stroke(ax, sheet.margin, y + size, sheet.inner, 0.6, ink.HAIR)
    ink.write(ax, wrap(APART, size=0.9 * size, most=sheet.inner), sheet.margin, y + 2.0 * size, color=ink.SOFT)
    return y + 4.0 * size


def _part(ax: Axes, sheet: Sheet, frame: Frame, placed: Placed, names: Names, y: float) -> None:
    for side, top, bottom in placed.panels:
        _panel(ax, sheet, frame, names, side, (y + top, y + bottom))
    order = sorted(placed.lines, key=lambda line: (line.edge.confidence >= legend.WEAK, -frame.line_width(line.edge)))
    for line in order:
        _edge(ax, frame, line.edge, line.start, line.end, y)
    for node, (side, middle) in placed.actors.items():
        x = frame.marks[side]
        ink.shape(ax, sheet.type_of(node), x, y + middle, 0.45 * sheet.size, label=node)
        away = 0.9 * sheet.size * (1 if side else -1)
        ink.write(ax, names.actors[node], x + away, y + middle, align="left" if side else "right")
    for node, (middle, height) in placed.targets.items():
        kind, (left, right) = sheet.type_of(node), frame.box
        ink.box(ax, kind, left, y + middle - height / 2, right - left, height, label=node)
        room = _mark_room(sheet, node)
        centre = (left + right + room) / 2
        if room:
            x = centre - names.boxes[node].width / 2 - room + 0.5 * sheet.size
            ink.shape(ax, kind, x, y + middle, 0.4 * sheet.size)
        ink.write(ax, names.boxes[node], centre, y + middle, align="center")


def _edge(ax: Axes, frame: Frame, edge: Edge, start: tuple[float, float], end: tuple[float, float], y: float) -> None:
    ink.edge(
        ax,
        edge.relation,
        (start[0], y + start[1]),
        (end[0], y + end[1]),
        frame.line_width(edge),
        weak=edge.confidence < legend.WEAK,
        label=f"{edge.holder} {edge.relation} {edge.target}",
    )


def _panel(ax: Axes, sheet: Sheet, frame: Frame, names: Names, side: int, ends: tuple[float, float]) -> None:
    """The grey ground of those in between, with its words."""
    size, (top, bottom) = sheet.size, ends
    nodes = _parts(sheet.plan)[0].outer(side)[1]
    text = wrap(BETWEEN, size=0.9 * size, most=sheet.width, face="bold")
    wide = max(text.width, *(names.actors[node].width for node in nodes)) + 2.4 * size
    x = frame.marks[side]
    ink.panel(ax, x - 0.7 * size if side else x + 0.7 * size - wide, top, wide, bottom - top)
    away = 0.9 * size * (1 if side else -1)
    ink.write(ax, text, x + away, top + 0.9 * size, align="left" if side else "right", color=ink.SOFT)
