"""The marks of the figures: lines, ends, shapes and words, put on axes whose unit is the point.

Colours are those of Okabe and Ito, which colour-blind readers can tell apart. Blue and vermilion are nearly alike in
grey, so the sign is in the dashes and in the ends of lines, too.
"""

from __future__ import annotations

from typing import Literal

from matplotlib.axes import Axes
from matplotlib.colors import to_hex, to_rgb
from matplotlib.patches import Circle, FancyBboxPatch, Patch, PathPatch, Polygon, Rectangle
from matplotlib.path import Path

from graphbuild.draw.place import end_size
from graphbuild.draw.text import BASELINE, LINE, Face, Words, font
from graphbuild.model import EntityType, Relation

COLORS: dict[Relation, str] = {"supports": "#0072B2", "opposes": "#D55E00", "cites": "#767676"}
# Lengths of dash and gap in points, for a line of no width and for each point of width.
DASHES: dict[Relation, tuple[tuple[float, float], tuple[float, float]] | None] = {
    "supports": None,
    "opposes": ((2.8, 1.4), (1.0, 0.7)),
    "cites": ((0.0, 1.2), (1.0, 1.0)),
}
INK, SOFT, HAIR = "#1A1A1A", "#555555", "#BBBBBB"
PROPOSAL, SHAPE, PANEL = "#FFF6D9", "#F2F2F2", "#F1F1F1"
EDGE_LAYER, NODE_LAYER, TEXT_LAYER = 2, 3, 4

Align = Literal["left", "center", "right"]


def faint(color: str) -> str:
    """A colour halfway to white. No transparency: where faint lines cross, they stay faint."""
    red, green, blue = to_rgb(color)
    return to_hex(((1 + red) / 2, (1 + green) / 2, (1 + blue) / 2))


def write(ax: Axes, words: Words, x: float, middle: float, *, align: Align = "left", color: str = INK) -> None:
    """Put lines of text around the height ``middle``. One text a line: viewers with another font keep it aligned."""
    step = LINE * words.size
    top = middle - words.height / 2 + step / 2
    for number, line in enumerate(words.lines):
        ax.text(
            x,
            top + number * step + BASELINE * words.size,
            line,
            ha=align,
            va="baseline",
            color=color,
            fontproperties=font(words.face, words.size),
            parse_math=False,
            usetex=False,
            zorder=TEXT_LAYER,
        )


def edge(
    ax: Axes,
    relation: Relation,
    start: tuple[float, float],
    end: tuple[float, float],
    width: float,
    *,
    weak: bool = False,
    label: str = "",
) -> None:
    """A curve from a holder to a target: with a head where it supports, a bar where it opposes.

    A white rim under it keeps crossing lines apart. ``label`` is the artist's, for those who look for it.
    """
    color = faint(COLORS[relation]) if weak else COLORS[relation]
    (x0, y0), (x1, y1) = start, end
    way = 1 if x1 > x0 else -1
    half = end_size(width)
    stop = x1 - way * {"supports": 1.0 + 1.7 * half, "opposes": 2.4, "cites": 1.2}[relation]
    middle = (x0 + stop) / 2
    curve = Path([(x0, y0), (middle, y0), (middle, y1), (stop, y1)], [Path.MOVETO, *[Path.CURVE4] * 3])
    ax.add_patch(PathPatch(curve, fill=False, edgecolor="white", linewidth=width + 1.2, zorder=EDGE_LAYER))
    line = PathPatch(curve, fill=False, edgecolor=color, linewidth=width, zorder=EDGE_LAYER, label=label)
    line.set_capstyle("butt")
    if (dashes := DASHES[relation]) is not None:
        base, slope = dashes
        # matplotlib counts dashes in widths of the line
        line.set_linestyle((0, tuple((b + s * width) / width for b, s in zip(base, slope, strict=True))))
    ax.add_patch(line)
    if relation == "supports":
        root = stop - way * 0.4  # a little over the line, so that no gap shows
        head = [(x1 - way, y1), (root, y1 - half), (root, y1 + half)]
        ax.add_patch(Polygon(head, facecolor=color, edgecolor="none", zorder=EDGE_LAYER))
    elif relation == "opposes":
        thick = 1.1 + 0.25 * width
        corner = (stop - thick / 2, y1 - half)
        ax.add_patch(Rectangle(corner, thick, 2 * half, facecolor=color, edgecolor="none", zorder=EDGE_LAYER))


def stroke(ax: Axes, x: float, y: float, length: float, width: float, color: str) -> None:
    """A straight line to the right."""
    ax.add_patch(Rectangle((x, y - width / 2), length, width, facecolor=color, edgecolor="none", zorder=EDGE_LAYER))


def shape(ax: Axes, kind: EntityType, x: float, y: float, radius: float, *, label: str = "") -> None:
    """An actor's mark: a circle, a square or a diamond of like area."""
    patch: Patch
    if kind == "person":
        patch = Circle((x, y), radius)
    elif kind == "institution":
        patch = Rectangle((x - 0.9 * radius, y - 0.9 * radius), 1.8 * radius, 1.8 * radius)
    else:
        r = 1.25 * radius
        patch = Polygon([(x, y - r), (x + r, y), (x, y + r), (x - r, y)], closed=True)
    patch.set(facecolor=SHAPE, edgecolor=INK, linewidth=0.9, zorder=NODE_LAYER, label=label)
    ax.add_patch(patch)


def box(ax: Axes, kind: EntityType, x: float, y: float, width: float, height: float, *, label: str = "") -> None:
    """A target's box from its upper left corner: round for a proposal, square for a law, grey for an actor."""
    patch: Patch
    if kind == "proposal":
        patch = FancyBboxPatch((x, y), width, height, boxstyle=f"round,pad=0,rounding_size={min(4.0, height / 2):g}")
        patch.set(facecolor=PROPOSAL, edgecolor=INK)
    else:
        patch = Rectangle((x, y), width, height)
        patch.set(facecolor="white", edgecolor=INK if kind == "law" else HAIR)
    patch.set(linewidth=0.9, zorder=NODE_LAYER, label=label)
    ax.add_patch(patch)


def panel(ax: Axes, x: float, y: float, width: float, height: float) -> None:
    """A grey ground."""
    ax.add_patch(Rectangle((x, y), width, height, facecolor=PANEL, edgecolor="none", zorder=0))


def face_of(kind: EntityType) -> Face:
    """Laws are set in italics, as their titles are in print."""
    return "italic" if kind == "law" else "regular"
