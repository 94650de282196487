"""A picture of the vocabulary's classes and properties, drawn from the ontology alone: the same bytes each time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import rdflib
from lxml import etree
from rdflib.namespace import OWL, RDFS, SDO

NS = rdflib.Namespace("https://w3id.org/graphbuild/ns#")
# where each class stands, in columns and rows; a class without a place is an error, so that none is forgotten
PLACES = {
    "Proposal": (0, 0),
    "Law": (0, 1),
    "Person": (0, 2),
    "Institution": (0, 3),
    "Entity": (1, 0),
    "Actor": (1, 2),
    "Country": (1, 3),
    "Statement": (2, 2),
    "Form": (2, 3),
    "Document": (3, 0),
    "Passage": (3, 2),
    "ExtractionRun": (3, 3),
}
_STEP, _WIDTH, _LINE = (250, 150), 150, 16
_MARGIN = (95, 75)
_SVG = "http://www.w3.org/2000/svg"


def draw(ontology: rdflib.Graph) -> etree._Element:
    """Boxes are classes with their literal properties; full arrows are properties between classes, dashed ones lead
    to the broader class. Raises KeyError for a class that has no place."""
    names = sorted(str(node).removeprefix(NS) for node in ontology.subjects(None, OWL.Class))
    boxes = {name: _box(ontology, name) for name in names}
    width = 2 * _MARGIN[0] + 3 * _STEP[0]
    height = 2 * _MARGIN[1] + 3 * _STEP[1] + 20
    svg = etree.Element("svg", nsmap={None: _SVG}, viewBox=f"0 0 {width} {height}", role="img")  # type: ignore[dict-item]
    _add(svg, "title", "Classes and properties of the graphbuild vocabulary")
    marker = _add(_add(svg, "defs"), "marker", id="tip", viewBox="0 0 10 10", refX="10", refY="5", orient="auto",
                  markerWidth="7", markerHeight="7")  # fmt: skip
    _add(marker, "path", d="M0 0 10 5 0 10z", fill="#44506a")
    for name in names:
        for above in sorted(_locals(ontology.objects(NS[name], RDFS.subClassOf))):
            _arrow(svg, boxes[name], boxes[above], [], "4 3", -9)
    for (start, end), labels in sorted(_edges(ontology).items()):
        _arrow(svg, boxes[start], boxes[end], sorted(labels), None, 9)
    for name in names:
        _draw_box(svg, name, *boxes[name])
    return svg


Box = tuple[float, float, list[str]]


def _box(ontology: rdflib.Graph, name: str) -> Box:
    """The middle of a class's box, and what is written in it."""
    column, row = PLACES[name]
    literal = set()
    for property in ontology.subjects(RDFS.domain, NS[name]):
        if not set(_locals(ontology.objects(property, RDFS.range))) & set(PLACES):
            literal.add(str(property).removeprefix(NS))
    return _MARGIN[0] + column * _STEP[0], _MARGIN[1] + row * _STEP[1], sorted(literal)


def _edges(ontology: rdflib.Graph) -> dict[tuple[str, str], set[str]]:
    """The properties from class to class, by both classes."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for property, end in ontology.subject_objects(RDFS.range):
        starts = [*ontology.objects(property, RDFS.domain), *ontology.objects(property, SDO.domainIncludes)]
        for start in _locals(starts):
            if str(end).removeprefix(NS) in PLACES:
                found[start, str(end).removeprefix(NS)].add(str(property).removeprefix(NS))
    return found


def _locals(nodes: Iterable[object]) -> list[str]:
    return [str(node).removeprefix(NS) for node in nodes if str(node).startswith(NS)]


def _height(box: Box) -> float:
    return 30 + _LINE * len(box[2])


def _draw_box(svg: etree._Element, name: str, x: float, y: float, lines: list[str]) -> None:
    height = _height((x, y, lines))
    link = _add(svg, "a", href=f"#{name}")
    place = {"x": f"{x - _WIDTH / 2:g}", "y": f"{y - height / 2:g}", "width": f"{_WIDTH}", "height": f"{height:g}"}
    _add(link, "rect", **place, rx="5", fill="#f3f6fb", stroke="#44506a")
    top = y - height / 2 + 20
    style = {"text-anchor": "middle", "font-family": "sans-serif", "fill": "#1c2430"}
    _add(link, "text", name, x=f"{x:g}", y=f"{top:g}", **style, **{"font-size": "15", "font-weight": "bold"})
    for number, line in enumerate(lines, 1):
        _add(link, "text", line, x=f"{x:g}", y=f"{top + _LINE * number:g}", **style, **{"font-size": "12"})


def _arrow(
    svg: etree._Element, start: Box, end: Box, labels: list[str], dashes: str | None, aside: float
) -> None:  # fmt: skip
    """From border to border; ``aside`` keeps two arrows between one pair apart, and none leads aslant."""
    upright, level = start[0] == end[0], start[1] == end[1]
    across = (aside if upright else 0.0, aside if level else 0.0)
    x1, y1 = _border(start, end)
    x2, y2 = _border(end, start)
    x1, y1, x2, y2 = x1 + across[0], y1 + across[1], x2 + across[0], y2 + across[1]
    line = {"stroke-dasharray": dashes} if dashes else {}
    place = {"x1": f"{x1:.1f}", "y1": f"{y1:.1f}", "x2": f"{x2:.1f}", "y2": f"{y2:.1f}"}
    _add(svg, "line", **place, stroke="#44506a", **line, **{"marker-end": "url(#tip)"})
    x, y = (x1 + x2) / 2 + (6 if upright else 0), (y1 + y2) / 2 - (0 if upright else _LINE * len(labels) - 10)
    style = {"font-size": "12", "font-family": "sans-serif", "fill": "#0b57a4"}
    style |= {"stroke": "#fff", "stroke-width": "4", "paint-order": "stroke"}
    for number, label in enumerate(labels):
        link = _add(svg, "a", href=f"#{label}")
        anchor = "start" if upright else "middle"
        _add(link, "text", label, x=f"{x:.1f}", y=f"{y + number * _LINE:.1f}", **style, **{"text-anchor": anchor})


def _border(inside: Box, towards: Box) -> tuple[float, float]:
    """Where the line between the middles of two boxes leaves the first one."""
    dx, dy = towards[0] - inside[0], towards[1] - inside[1]
    share = min(_WIDTH / 2 / abs(dx) if dx else 9.0, _height(inside) / 2 / abs(dy) if dy else 9.0)
    return inside[0] + dx * share, inside[1] + dy * share


def _add(parent: etree._Element, tag: str, text: str | None = None, /, **attributes: str) -> etree._Element:
    child = etree.SubElement(parent, tag, attributes)
    child.text = text
    return child
