"""Where actors and targets go in a picture of two camps: computed here, drawn by ``draw`` and ``site``.

Sides follow Galimberti et al., "Visualizing structural balance in signed networks" (Complex Networks 2019): the first
eigenvector of the signed Laplacian. Orders follow Sugiyama et al. (1981): barycentre sweeps, then swaps of neighbours.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from graphbuild.errors import OptionError
from graphbuild.graph import Edge, KnowledgeGraph

MOST_EDGES = 1000  # no picture of three columns holds more, and the eigenvector is computed densely
LEAN = 0.2  # an actor whose stances lean less than this to one side, of -1 to 1, stands in between
PLACES = ("left", "between left", "between right", "right")
ONE_BLOCK = 6  # so many actors in between stand together; more are spread over both sides


@dataclass(frozen=True, slots=True)
class CampsLayout:
    """Columns of node IRIs from top to bottom.

    ``left`` and ``right`` are the two camps of the main debate, ``between`` its actors that lean to neither or
    only cite (``between_columns`` says where to draw them); ``targets`` the middle column. ``apart_*`` are the
    components that share no stance with the main debate: their sides carry no meaning. An actor stands in one
    column of actors; a node that is actor and target (a person who is criticised) stands in a column of targets,
    too; a law that both parts cite stands in ``targets`` and in ``apart_targets``, and an edge goes to the one in
    its holder's part. ``edges`` are those drawn; ``left_out`` counts what is not: ("12 weaker relations", 12).
    """

    left: tuple[str, ...]
    between: tuple[str, ...]
    right: tuple[str, ...]
    targets: tuple[str, ...]
    apart_left: tuple[str, ...]
    apart_right: tuple[str, ...]
    apart_targets: tuple[str, ...]
    edges: tuple[Edge, ...]
    left_out: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class _Part:
    """A connected part of the picture: blocks of actors by place, the targets, and the edges among them."""

    blocks: dict[str, list[str]]
    targets: list[str]
    edges: list[Edge]


def camps(graph: KnowledgeGraph, *, max_edges: int = 60, min_confidence: float = 0.0) -> CampsLayout:
    """The two camps of a graph, cut to its core where it has more than ``max_edges`` edges.

    The core is whole: every edge between two nodes shown is shown, if its confidence is at least
    ``min_confidence`` (0 to 1). The camp that backs the most contested target stands right. Raises OptionError
    when ``max_edges`` is not 1 to 1000.
    """
    if not 1 <= max_edges <= MOST_EDGES:
        raise OptionError(f"max_edges is {max_edges}: give a number from 1 to {MOST_EDGES}")
    sure = [edge for edge in graph.edges if edge.confidence >= min_confidence]
    edges = _core(sure, max_edges)
    parts = [_ordered(_sided(part)) for part in _parts(edges)]
    main, apart = (parts[0], parts[1:]) if parts else (_Part({place: [] for place in PLACES}, [], []), [])
    return CampsLayout(
        left=tuple(main.blocks["left"]),
        between=tuple(main.blocks["between left"] + main.blocks["between right"]),
        right=tuple(main.blocks["right"]),
        targets=tuple(main.targets),
        apart_left=tuple(chain.from_iterable(part.blocks["left"] + part.blocks["between left"] for part in apart)),
        apart_right=tuple(chain.from_iterable(part.blocks["right"] + part.blocks["between right"] for part in apart)),
        apart_targets=tuple(dict.fromkeys(chain.from_iterable(part.targets for part in apart))),
        edges=tuple(edges),
        left_out=_left_out(graph, sure, edges, min_confidence),
    )


def sentences(edge: Edge) -> int:
    """In how many sentences an edge is stated."""
    return len({(statement.document, statement.sentence) for statement in edge.statements})


def between_columns(left: int, between: int, right: int) -> int:
    """How many of the actors in between stand under the left camp; the rest stands under the right one.

    The arguments are the sizes of the three groups. Few stand together under the shorter camp, many fill both.
    """
    if between <= ONE_BLOCK:
        return between if left < right else 0
    return min(max((right + between - left + 1) // 2, 0), between)


# ---- the core


def _core(edges: Sequence[Edge], max_edges: int) -> list[Edge]:
    """At most ``max_edges`` edges: the node with the fewest sentences goes, with its edges, until the rest fits.

    A citation counts half a stance. Where the last step would empty the picture, the strongest edges stay.
    """
    at: dict[str, set[int]] = {}
    for number, edge in enumerate(edges):
        at.setdefault(edge.holder, set()).add(number)
        at.setdefault(edge.target, set()).add(number)
    weights = [sentences(edge) * (1.0 if edge.relation == "cites" else 2.0) for edge in edges]

    def rank(node: str) -> tuple[float, float, str]:
        numbers = sorted(at[node])
        return (sum(weights[i] for i in numbers), sum(edges[i].confidence for i in numbers), node)

    heap = [rank(node) for node in sorted(at)]
    heapq.heapify(heap)
    alive = set(range(len(edges)))
    while len(alive) > max_edges:
        entry = heapq.heappop(heap)
        node = entry[2]
        if node not in at or entry != rank(node):
            continue
        for number in sorted(at.pop(node)):
            alive.discard(number)
            for other in {edges[number].holder, edges[number].target} & at.keys():
                at[other].discard(number)
                heapq.heappush(heap, rank(other))
    if edges and not alive:
        strongest = sorted(range(len(edges)), key=lambda i: (-weights[i], -edges[i].confidence, i))
        alive = set(strongest[:max_edges])
    return [edges[i] for i in sorted(alive)]


def _left_out(
    graph: KnowledgeGraph, sure: Sequence[Edge], edges: Sequence[Edge], min_confidence: float
) -> tuple[tuple[str, int], ...]:
    """What is not in the picture, in words with the count."""
    every, shown = _nodes(graph.edges), _nodes(edges)
    counts = (
        (len(sure) - len(edges), "weaker relation", "weaker relations"),
        (
            len(graph.edges) - len(sure),
            f"relation below confidence {min_confidence:g}",
            f"relations below confidence {min_confidence:g}",
        ),
        (len(every - shown), "entity with only such relations", "entities with only such relations"),
        (
            len(graph.nodes.keys() - every),
            "entity without a relation",
            "entities without a relation",
        ),
    )
    return tuple((f"{count:,} {one if count == 1 else many}", count) for count, one, many in counts if count)


# ---- parts


def _parts(edges: Sequence[Edge]) -> list[list[Edge]]:
    """The edges by part, the main debate (most statements of a stance) first.

    Stances connect. A citation goes with its holder; one who only cites goes where others speak of what is cited.
    """
    stances = [edge for edge in edges if edge.relation != "cites"]
    part_of = _components((edge.holder, edge.target) for edge in stances)
    size: dict[str, int] = {}
    for edge in stances:
        size[part_of[edge.holder]] = size.get(part_of[edge.holder], 0) + len(edge.statements)
    ranked = sorted(size, key=lambda key: (-size[key], key))
    parts = {key: [edge for edge in edges if part_of.get(edge.holder) == key] for key in ranked}
    loose = [edge for edge in edges if edge.holder not in part_of]
    for key in ranked:
        targets = {edge.target for edge in parts[key]}
        joining = {edge.holder for edge in loose if edge.target in targets}
        parts[key] += [edge for edge in loose if edge.holder in joining]
        loose = [edge for edge in loose if edge.holder not in joining]
    if loose and not ranked:
        return [loose]
    cited = _components((edge.holder, edge.target) for edge in loose)
    rest = [[edge for edge in loose if cited[edge.holder] == key] for key in sorted(set(cited.values()))]
    return [*parts.values(), *rest]


def _components(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The least node of its connected component, for each node."""
    neighbours: dict[str, list[str]] = {}
    for one, other in pairs:
        neighbours.setdefault(one, []).append(other)
        neighbours.setdefault(other, []).append(one)
    component: dict[str, str] = {}
    for start in sorted(neighbours):
        stack = [] if start in component else [start]
        while stack:
            node = stack.pop()
            if node not in component:
                component[node] = start
                stack += neighbours[node]
    return component


def _nodes(edges: Iterable[Edge]) -> set[str]:
    return {node for edge in edges for node in (edge.holder, edge.target)}


# ---- sides


def _sided(edges: list[Edge]) -> _Part:
    """A part with its actors on sides and nothing in order yet."""
    stances = [edge for edge in edges if edge.relation != "cites"]
    sign = _signs(stances)
    lean: dict[str, float] = {edge.holder: 0.0 for edge in edges}
    total: dict[str, int] = {}
    for edge in stances:
        weight = sentences(edge)
        lean[edge.holder] += weight * _value(edge) * sign[edge.target]
        total[edge.holder] = total.get(edge.holder, 0) + weight
    lean = {actor: value / total.get(actor, 1) for actor, value in lean.items()}
    turn = _turn(stances, lean)
    actors = sorted(lean)
    left = [actor for actor in actors if turn * lean[actor] < -LEAN]
    right = [actor for actor in actors if turn * lean[actor] > LEAN]
    between = [actor for actor in actors if abs(lean[actor]) <= LEAN]
    cut = between_columns(len(left), len(between), len(right))
    blocks = dict(zip(PLACES, (left, between[:cut], between[cut:], right), strict=True))
    return _Part(blocks, sorted({edge.target for edge in edges}), edges)


def _value(edge: Edge) -> int:
    return 1 if edge.relation == "supports" else -1


def _signs(stances: Sequence[Edge]) -> dict[str, int]:
    """Each node's side, 1 or -1, from the first eigenvector of the signed Laplacian, then single flips.

    A flip is made where more sentences then agree with the sides. It mends what the eigenvector leaves near zero.
    """
    nodes = sorted(_nodes(stances))
    if not nodes:
        return {}
    adjacency, degree = _matrix(nodes, stances, [_value(edge) * sentences(edge) for edge in stances])
    sign = np.where(_eigenvector(adjacency, degree, 0) >= 0, 1, -1)
    for _ in range(100):
        flipped = False
        for i in range(len(nodes)):
            if sign[i] * (adjacency[i] @ sign) < 0:
                sign[i] = -sign[i]
                flipped = True
        if not flipped:
            break
    return {node: int(one) for node, one in zip(nodes, sign, strict=True)}


def _matrix(nodes: Sequence[str], edges: Sequence[Edge], values: Sequence[int]) -> tuple[np.ndarray, np.ndarray]:
    """The adjacency matrix of the edges with these values, and each node's sum of their sizes."""
    index = {node: i for i, node in enumerate(nodes)}
    adjacency = np.zeros((len(nodes), len(nodes)))
    degree = np.zeros(len(nodes))
    for edge, value in zip(edges, values, strict=True):
        i, j = index[edge.holder], index[edge.target]
        if i != j:
            adjacency[[i, j], [j, i]] += value
            degree[[i, j]] += abs(value)
    return adjacency, degree


def _eigenvector(adjacency: np.ndarray, degree: np.ndarray, number: int) -> np.ndarray:
    """The eigenvector of the Laplacian's ``number``-th smallest eigenvalue, the first of its largest entries positive.

    Equal eigenvalues would leave the vector to the build of LAPACK: a small slope on the diagonal parts them.
    """
    slope = np.linspace(0.0, 1e-3, len(degree))
    vector = np.linalg.eigh(np.diag(degree + slope) - adjacency)[1][:, number]
    largest = vector[np.argmax(np.round(np.abs(vector), 6))]
    rounded: np.ndarray = np.round(vector * np.sign(largest), 6)
    return rounded


def _turn(stances: Sequence[Edge], lean: Mapping[str, float]) -> int:
    """1 when the camp of positive lean stands right, -1 when it stands left."""
    backers: dict[str, set[str]] = {}
    critics: dict[str, set[str]] = {}
    for edge in stances:
        (backers if edge.relation == "supports" else critics).setdefault(edge.target, set()).add(edge.holder)

    def contested(target: str) -> tuple[int, int, str]:
        pro, con = len(backers.get(target, ())), len(critics.get(target, ()))
        return (-min(pro, con), -pro - con, target)

    if not stances:
        return 1
    target = min(sorted(backers.keys() | critics.keys()), key=contested)
    votes = sum(np.sign(lean[actor]) for actor in sorted(backers.get(target, ())))
    votes -= sum(np.sign(lean[actor]) for actor in sorted(critics.get(target, ())))
    if votes:
        return 1 if votes > 0 else -1
    first = next((actor for actor in sorted(lean) if lean[actor]), None)
    return -1 if first is not None and lean[first] > 0 else 1


# ---- order


def _ordered(part: _Part) -> _Part:
    """The part with its columns ordered for few crossings: the best of two starts."""
    return min((_improved(start) for start in (part, _along(part))), key=_crossings)


def _along(part: _Part) -> _Part:
    """The columns ordered along the part's longest extent: by the Fiedler vector, the second of the Laplacian."""
    nodes = sorted(_nodes(part.edges))
    adjacency, degree = _matrix(nodes, part.edges, [1] * len(part.edges))
    place = dict(zip(nodes, _eigenvector(adjacency, degree, min(1, len(nodes) - 1)), strict=True))
    blocks = {name: sorted(block, key=lambda node: place[node]) for name, block in part.blocks.items()}
    return _Part(blocks, sorted(part.targets, key=lambda node: place[node]), part.edges)


def _improved(part: _Part, *, sweeps: int = 12, passes: int = 50) -> _Part:
    best, least = part, _crossings(part)
    for _ in range(sweeps):
        part = _swept(part)
        count = _crossings(part)
        if count < least:
            best, least = part, count
    for _ in range(passes):
        part = _swapped(best)
        count = _crossings(part)
        if count >= least:
            break
        best, least = part, count
    return best


def _columns(part: _Part) -> tuple[list[str], list[str]]:
    blocks = part.blocks
    return blocks["left"] + blocks["between left"], blocks["right"] + blocks["between right"]


def _places(part: _Part) -> tuple[dict[str, float], dict[str, float], dict[str, int]]:
    """Heights of actors and of targets, 0 (top) to 1, and each actor's side."""
    left, right = _columns(part)
    actor_at = {node: (i + 0.5) / len(column) for column in (left, right) for i, node in enumerate(column)}
    target_at = {node: (i + 0.5) / len(part.targets) for i, node in enumerate(part.targets)}
    return actor_at, target_at, {**dict.fromkeys(left, 0), **dict.fromkeys(right, 1)}


def _crossings(part: _Part) -> int:
    """How many pairs of edges cross, if all were straight; those of different sides do not."""
    actor_at, target_at, side = _places(part)
    count = 0
    for which in (0, 1):
        ends = [(actor_at[e.holder], target_at[e.target]) for e in part.edges if side[e.holder] == which]
        if ends:
            a, t = np.array(ends).T
            count += int(np.sum(np.subtract.outer(a, a) * np.subtract.outer(t, t) < 0)) // 2
    return count


def _swept(part: _Part) -> _Part:
    """Targets at the mean height of their actors, then actors at that of their targets; ties keep their order."""
    actor_at, _, _ = _places(part)
    targets = _by_mean(part.targets, [(edge.target, actor_at[edge.holder]) for edge in part.edges])
    part = _Part(part.blocks, targets, part.edges)
    _, target_at, _ = _places(part)
    ends = [(edge.holder, target_at[edge.target]) for edge in part.edges]
    between = _by_mean(part.blocks["between left"] + part.blocks["between right"], ends)
    cut = len(part.blocks["between left"])
    left, right = (_by_mean(part.blocks[place], ends) for place in ("left", "right"))
    return _Part(dict(zip(PLACES, (left, between[:cut], between[cut:], right), strict=True)), targets, part.edges)


def _by_mean(column: Sequence[str], ends: Iterable[tuple[str, float]]) -> list[str]:
    heights: dict[str, list[float]] = {node: [] for node in column}
    for node, height in ends:
        if node in heights:
            heights[node].append(height)
    return sorted(column, key=lambda node: round(sum(heights[node]) / len(heights[node]), 9))


def _swapped(part: _Part) -> _Part:
    """One pass over all neighbours in a block, swapped where that saves crossings."""
    actor_at, _, side = _places(part)
    of_target: dict[str, list[tuple[int, float]]] = {}
    for edge in part.edges:
        of_target.setdefault(edge.target, []).append((side[edge.holder], actor_at[edge.holder]))
    part = _Part(part.blocks, _bubbled(part.targets, of_target), part.edges)
    _, target_at, _ = _places(part)
    of_actor: dict[str, list[tuple[int, float]]] = {}
    for edge in part.edges:
        of_actor.setdefault(edge.holder, []).append((0, target_at[edge.target]))
    blocks = {place: _bubbled(block, of_actor) for place, block in part.blocks.items()}
    return _Part(blocks, part.targets, part.edges)


def _bubbled(column: Sequence[str], ends: Mapping[str, Sequence[tuple[int, float]]]) -> list[str]:
    column = list(column)
    for i in range(len(column) - 1):
        upper, lower = ends[column[i]], ends[column[i + 1]]
        now = sum(a > b for side, a in upper for other, b in lower if side == other)
        then = sum(a < b for side, a in upper for other, b in lower if side == other)
        if then < now:
            column[i], column[i + 1] = column[i + 1], column[i]
    return column
