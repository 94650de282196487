"""The camps figure: nothing overlaps, nothing is lost, the same bytes each time."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
import warnings
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import matplotlib as mpl
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Polygon, Rectangle
from matplotlib.transforms import Bbox

from graphbuild.draw import camps, save
from graphbuild.draw.text import ELLIPSIS, MISSING
from graphbuild.errors import OptionError, OutputError
from graphbuild.graph import KnowledgeGraph
from graphbuild.model import EntityType, Relation
from tests.samples import HOSTILE_NAMES, article, graph_of, hostile, synthetic


def one_target(names: list[str], target: str = "the plan", *, relation: Relation = "opposes") -> KnowledgeGraph:
    types: dict[str, EntityType] = {**dict.fromkeys(names, "person"), target: "proposal"}
    other: Relation = "supports" if relation == "opposes" else relation
    rows = [
        (name, relation if i % 3 else other, target, f"[x] {i}.", "direct", 0.9, "d") for i, name in enumerate(names)
    ]
    return graph_of(rows, types, {})


def scripts() -> KnowledgeGraph:
    return one_target(
        ["東京電力", "עברית ימין", "محمد", "a_b^{c} $x^2$", "\u202eevil\u202c", "🦊", "x" * 150, "\ud800"]
    )


def crowded() -> KnowledgeGraph:
    names = [f"The {i}th Society of Friends of the Very Long Names and of Their Many Neighbours" for i in range(40)]
    return one_target(names, "a proposal that says " + "one thing and then another thing and " * 9)


def mixed() -> KnowledgeGraph:
    """Camps, some in between, some apart, actors as targets, citations."""
    types: dict[str, EntityType] = {f"Person {i}": "person" for i in range(12)}
    types |= {"Norland": "country", "x": "proposal", "y": "proposal", "z": "proposal", "The Act": "law"}
    signs: list[tuple[str, Relation, str]] = [(f"Person {i}", "supports", "x") for i in range(4)]
    signs += [(f"Person {i}", "opposes", "y") for i in range(4)]
    signs += [(f"Person {i}", "opposes", "x") for i in range(4, 8)] + [(f"Person {i}", "supports", "y") for i in (5, 8)]
    signs += [("Person 9", "supports", "x"), ("Person 9", "supports", "y"), ("Person 10", "cites", "The Act")]
    signs += [("Person 1", "cites", "The Act"), ("Person 2", "opposes", "Person 5"), ("Norland", "supports", "z")]
    signs += [("Person 11", "opposes", "z"), ("Norland", "cites", "The Act")]
    return graph_of([(*sign, f"[x] {i}.", "direct", 0.9, "d") for i, sign in enumerate(signs)], types, {})


FIGURES: dict[str, Callable[[], Figure]] = {
    "article": lambda: camps(article()),
    "hostile": lambda: camps(hostile()),
    "synthetic": lambda: camps(synthetic(300)),
    "full": lambda: camps(synthetic(300), max_edges=110),
    "scripts": lambda: camps(scripts()),
    "crowded": lambda: camps(crowded()),
    "mixed": lambda: camps(mixed()),
    "one column": lambda: camps(mixed(), width_cm=8.8, font_size=6.5),
    "large letters": lambda: camps(article(), font_size=13),
    "citations": lambda: camps(one_target([f"Person {i}" for i in range(9)], relation="cites")),
    "empty": lambda: camps(graph_of([], {}, {})),
}


def words(figure: Figure) -> str:
    return " ".join(text.get_text() for text in figure.axes[0].texts)


def boxes(figure: Figure) -> dict[str, list[Bbox]]:
    """Extents in pixels: of every line of text, and of every mark and box of a node."""
    canvas = FigureCanvasAgg(figure)
    renderer = canvas.get_renderer()
    ax = figure.axes[0]
    return {
        "text": [text.get_window_extent(renderer) for text in ax.texts],
        "node": [p.get_window_extent(renderer) for p in ax.patches if p.get_label().startswith("http") and not way(p)],
    }


def way(patch: object) -> tuple[str, str, str] | None:
    """Holder, relation and target of an edge's curve."""
    label = getattr(patch, "get_label", str)()
    parts = label.split(" ")
    return (parts[0], parts[1], parts[2]) if isinstance(patch, PathPatch) and len(parts) == 3 else None


def overlap(one: Bbox, other: Bbox, *, slack: float = 0.5) -> bool:
    return (
        min(one.x1, other.x1) - max(one.x0, other.x0) > slack and min(one.y1, other.y1) - max(one.y0, other.y0) > slack
    )


def inside(inner: Bbox, outer: Bbox) -> bool:
    return inner.x0 >= outer.x0 and inner.x1 <= outer.x1 and inner.y0 >= outer.y0 and inner.y1 <= outer.y1


def faults(figure: Figure) -> dict[str, int]:
    """Overlaps of labels with labels, nodes and edges, of nodes with nodes, and what leaves the page."""
    found = boxes(figure)
    page = Bbox.from_extents(0, 0, figure.bbox.width, figure.bbox.height)
    curves = []
    for patch in figure.axes[0].patches:
        if way(patch):
            path = patch.get_transform().transform_path(patch.get_path()).interpolated(1)
            curves.append(path.to_polygons(closed_only=False)[0])
    return {
        "label-label": sum(overlap(a, b) for a, b in combinations(found["text"], 2)),
        "label-node": sum(overlap(a, b) and not inside(a, b) for a in found["text"] for b in found["node"]),
        "node-node": sum(overlap(a, b) for a, b in combinations(found["node"], 2)),
        "label-edge": sum(any(a.contains(x, y) for x, y in curve) for a in found["text"] for curve in curves),
        "clipped": sum(not inside(a, page) for a in found["text"] + found["node"]),
    }


@pytest.mark.parametrize("name", FIGURES)
def test_nothing_overlaps_and_nothing_is_clipped(name: str) -> None:
    figure = FIGURES[name]()
    assert len(boxes(figure)["text"]) >= 2
    assert set(faults(figure).values()) == {0}, faults(figure)


def test_the_measure_of_overlaps_finds_them() -> None:
    """The control: each fault that is counted above, made on purpose."""
    figure = camps(article())
    ax = figure.axes[0]
    first = ax.texts[-1]
    ax.text(*first.get_position(), first.get_text(), fontproperties=first.get_fontproperties(), ha=first.get_ha())
    ax.text(ax.get_xlim()[1] - 2, 50, "over the edge of the page")
    node = next(p for p in ax.patches if p.get_label().startswith("http") and isinstance(p, Rectangle))
    ax.text(node.get_x() - 3, node.get_y() + node.get_height() / 2, "across")
    ax.add_patch(Rectangle((node.get_x() + 1, node.get_y() + 1), 9, 9, label="https://example.org/x"))
    curve = next(p for p in ax.patches if way(p)).get_path().interpolated(2).vertices
    ax.text(*curve[len(curve) // 2], "on a line", ha="center", va="center")
    assert all(count > 0 for count in faults(figure).values()), faults(figure)


@pytest.mark.parametrize("graph", [article(), hostile(), synthetic(300), mixed()], ids=["a", "h", "s", "m"])
def test_every_curve_is_an_edge_of_the_graph(graph: KnowledgeGraph) -> None:
    curves = [way(patch) for patch in camps(graph).axes[0].patches if way(patch)]
    edges = {(edge.holder, edge.relation, edge.target) for edge in graph.edges}
    assert len(curves) == len(set(curves)) == min(len(edges), 59)
    assert set(curves) <= edges


@pytest.mark.parametrize("graph", [article(), synthetic(300), mixed()], ids=["article", "synthetic", "mixed"])
def test_the_counts_are_those_of_the_data(graph: KnowledgeGraph) -> None:
    figure = camps(graph, title="T", subtitle="From the press")
    shown = {way(patch) for patch in figure.axes[0].patches if way(patch)}
    edges = [edge for edge in graph.edges if (edge.holder, edge.relation, edge.target) in shown]
    count = {
        "actor": len({edge.holder for edge in edges}),
        "target": len({edge.target for edge in edges}),
        "stance": sum(edge.relation != "cites" for edge in edges),
        "citation": sum(edge.relation == "cites" for edge in edges),
        "sentence": len([s for edge in edges for s in edge.statements]),
        "document": len({s.document for edge in edges for s in edge.statements}),
    }
    text = ", ".join(f"{n} {noun}{'' if n == 1 else 's'}" for noun, n in count.items() if n)
    assert f"From the press · {text}" in words(figure)
    missing = len(graph.edges) - len(edges)
    assert (f"{missing} weaker relations" in words(figure)) == bool(missing)


def test_the_camps_of_the_article_stand_left_and_right() -> None:
    figure = camps(article())
    place = {text.get_text(): text.get_position()[0] for text in figure.axes[0].texts}
    middle = place["Proposals, laws and actors"]
    for name in ("Ben Okafor", "Norland"):
        assert place[name] < middle
    for name in ("Ada Moreau", "Green Coast", "Harbour Authority", "Clara Voss"):
        assert place[name] > middle
    assert "Camp A · 3 actors" in place
    assert "Camp B · 3 actors" in place
    assert any("No shared target with the main debate" in text for text in place)


def test_those_of_mixed_stance_are_set_apart_and_explained() -> None:
    text = words(camps(mixed()))
    assert "In between" in text
    assert "in between: mixed stances, or only citations" in text
    assert "In between" not in words(camps(article()))


def test_the_sign_shows_without_colour() -> None:
    """Supports: a solid line and a head. Opposes: dashes and a bar. Cites: dots and nothing at the end."""
    ax = camps(article()).axes[0]
    curves = {relation: patch for patch in ax.patches if (found := way(patch)) for relation in found[1:2]}
    following = {relation: ax.patches[list(ax.patches).index(patch) + 1] for relation, patch in curves.items()}
    assert curves["supports"].get_linestyle() in ("solid", "-")
    assert isinstance(following["supports"], Polygon)
    assert isinstance(following["opposes"], Rectangle)
    assert isinstance(following["cites"], PathPatch)
    dashes = {relation: patch._dash_pattern[1] for relation, patch in curves.items()}
    assert dashes["supports"] is None
    assert dashes["opposes"][0] > 2 * dashes["cites"][0]


def test_more_sentences_make_a_wider_line() -> None:
    graph = article()
    widths = {way(patch): patch.get_linewidth() for patch in camps(graph).axes[0].patches if way(patch)}
    by_count = {
        len(e.statements): widths[(e.holder, e.relation, e.target)] for e in graph.edges if e.relation == "opposes"
    }
    assert by_count[2] > by_count[1]


def test_the_legend_names_what_is_there_and_only_that() -> None:
    full, little = words(camps(article())), words(camps(one_target(["Ada"]), title="T"))
    for entry in ("supports", "opposes", "cites", "person", "institution", "country", "proposal (round box)",
                  "law (square box)", "actor as target", "2 sentences", "faint: confidence below 0.5"):  # fmt: skip
        assert entry in full
        assert (entry in little) == (entry in ("supports", "person", "proposal (round box)"))


def test_an_empty_graph_says_so() -> None:
    assert "No statements found" in words(camps(graph_of([], {}, {})))
    text = words(camps(article(), min_confidence=1))
    assert "No statements of this confidence found" in text
    assert "10 relations below confidence 1" in text


def test_names_are_cut_only_with_a_mark_and_a_count() -> None:
    text = words(camps(crowded()))
    assert "1 long name cut (…)" in text
    assert ELLIPSIS in text
    assert "long name" not in words(camps(article()))


def test_foreign_scripts_and_formulas_raise_no_warning(tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figure = camps(scripts())
        for kind in ("png", "svg", "pdf"):
            save(figure, tmp_path / f"x.{kind}")
    text = words(figure)
    assert "a_b^{c} $x^2$" in text
    assert MISSING * 4 in text
    assert "3 names with characters that the font lacks (□)" in text
    assert "\u202e" not in text


def test_hostile_names_stay_text_in_svg(tmp_path: Path) -> None:
    save(camps(hostile(), title="]]></svg><script>"), tmp_path / "x.svg")
    root = ElementTree.parse(tmp_path / "x.svg").getroot()
    assert not [element for element in root.iter() if element.tag.endswith(("script", "img", "image", "foreignObject"))]
    text = " ".join(element.text or "" for element in root.iter("{http://www.w3.org/2000/svg}text"))
    assert "]]></svg><script>" in text
    for name in HOSTILE_NAMES:
        assert re.sub(r"\s+", " ", name).replace("🦊", MISSING) in text


CODE = """
import sys
from pathlib import Path
from tests.samples import article, hostile, synthetic
from graphbuild.draw import camps, save
for name, graph in (("a", article()), ("h", hostile()), ("s", synthetic(300))):
    for kind in ("png", "svg", "pdf"):
        save(camps(graph), Path(sys.argv[1]) / f"{name}.{kind}", dpi=80)
assert "matplotlib.pyplot" not in sys.modules
"""


def test_same_bytes_whatever_the_hash_seed_and_the_users_style(tmp_path: Path) -> None:
    """In two processes; the second one also finds a matplotlibrc with another style. Neither loads pyplot."""
    style = tmp_path / "matplotlibrc"
    style.write_text("font.family: serif\nlines.scale_dashes: False\nfigure.dpi: 55\nsvg.fonttype: path\n", "utf-8")
    for seed, folder in (("1", tmp_path / "one"), ("2", tmp_path / "two")):
        folder.mkdir()
        extra = {"PYTHONHASHSEED": seed} | ({"MATPLOTLIBRC": str(style)} if seed == "2" else {})
        subprocess.run([sys.executable, "-c", CODE, str(folder)], env=os.environ | extra, check=True)
    files = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert len(files) == 9
    for name in files:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes(), name


def test_files_hold_no_date_and_no_version(tmp_path: Path) -> None:
    figure = camps(article())
    for kind in ("png", "svg", "pdf"):
        save(figure, tmp_path / f"x.{kind}")
        data = (tmp_path / f"x.{kind}").read_bytes()
        assert not re.search(rb"20\d\d-\d\d|CreationDate|[Mm]atplotlib (v|version)?\d", data)
    svg = (tmp_path / "x.svg").read_text("utf-8")
    assert ">Ada Moreau</text>" in svg
    assert "'DejaVu Sans', Verdana, sans-serif" in svg


def test_sixty_relations_are_drawn_in_less_time_than_pyplot_takes_to_import(tmp_path: Path) -> None:
    graph = synthetic(300)
    times = []
    for _ in range(3):
        start = time.perf_counter()
        save(camps(graph), tmp_path / "x.svg")
        times.append(time.perf_counter() - start)
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import matplotlib.pyplot"], check=True)
    assert min(times) < time.perf_counter() - start


def test_axes_of_the_user_are_taken_as_they_are() -> None:
    figure = Figure(figsize=(12, 8))
    FigureCanvasAgg(figure)
    left, right = figure.subplots(1, 2)
    assert camps(article(), ax=left, font_size=6) is figure
    assert "Ada Moreau" in " ".join(text.get_text() for text in left.texts)
    assert not right.texts
    with pytest.raises(OptionError, match="needs axes .* cm high"):
        camps(synthetic(300), ax=right, font_size=10)


@pytest.mark.parametrize(
    "options",
    [{"width_cm": 5.0}, {"font_size": 0}, {"font_size": 40}, {"width_cm": float("nan")}, {"max_edges": 0}],
)
def test_senseless_sizes_are_refused(options: dict[str, float]) -> None:
    with pytest.raises(OptionError, match="give"):
        camps(article(), **options)  # type: ignore[arg-type]  # one dictionary for options of two types


def test_other_endings_and_places_are_refused_in_words(tmp_path: Path) -> None:
    figure = camps(article())
    with pytest.raises(OptionError, match=r"x\.gif: a figure is saved as \.png, \.svg or \.pdf"):
        save(figure, tmp_path / "x.gif")
    with pytest.raises(OutputError, match="cannot be written"):
        save(figure, tmp_path / "missing" / "x.png")


def test_a_graph_draws_itself_and_leaves_the_settings_alone() -> None:
    before = dict(mpl.rcParams)
    assert "Ada Moreau" in words(article().draw(title="Ships", max_edges=30))
    assert dict(mpl.rcParams) == before
