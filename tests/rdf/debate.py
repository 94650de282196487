"""A debate small enough that a person can answer every named question of it, and the answers, made by hand."""

from __future__ import annotations

from dataclasses import replace

from graphbuild.graph import KnowledgeGraph
from graphbuild.model import EntityType
from tests import samples
from tests.samples import Row

LEVY, TERMINAL, ACT = "the levy", "the new terminal", "Clean Ports Act"
TYPES: dict[str, EntityType] = {
    "Ada Moreau": "person",
    "Ben Okafor": "person",
    "Clara Voss": "person",
    "Green Coast": "institution",
    "Shipowners’ League": "institution",
    "Norland": "country",
    ACT: "law",
    "international law": "law",
    LEVY: "proposal",
    TERMINAL: "proposal",
}
ROWS: list[Row] = [
    ("Ada Moreau", "supports", LEVY, "Ada Moreau [backs] the levy.", "narrated", 0.9, "a"),
    ("Ben Okafor", "supports", LEVY, "“The levy is [fair],” said Ben Okafor.", "direct", 0.8, "a"),
    ("Shipowners’ League", "opposes", LEVY, "The League [sued] over the levy.", "narrated", 0.7, "a"),
    ("Shipowners’ League", "cites", ACT, "It cited the [Clean Ports Act].", "narrated", 0.6, "a"),
    ("Ada Moreau", "cites", ACT, "[Under] the Act, she said, it may.", "indirect", 0.75, "b"),
    ("Ben Okafor", "opposes", LEVY, "Ben Okafor now [rejects] the levy.", "narrated", 0.85, "c"),
    ("Green Coast", "supports", TERMINAL, "Green Coast [wants] the terminal.", "narrated", 0.4, "b"),
    ("Ada Moreau", "supports", TERMINAL, "She [praised] the terminal.", "narrated", 0.55, "b"),
    ("Green Coast", "supports", LEVY, "Green Coast [favours] the levy.", "narrated", 0.65, "b"),
    ("Clara Voss", "opposes", "Shipowners’ League", "Clara Voss [blamed] the League.", "narrated", 0.95, "c"),
    ("Clara Voss", "opposes", TERMINAL, "Voss [condemned] the terminal.", "narrated", 0.45, "c"),
    ("Norland", "cites", "international law", "Norland invoked [international law].", "narrated", 0.5, "d"),
]
DATES = {"a": "2024-01-10", "b": "2024-02-05", "c": "2025-03-01"}


def debate() -> KnowledgeGraph:
    """Twelve statements in four documents, one of them without a date. Ada Moreau and Ben Okafor speak for Green
    Coast; Ben Okafor changes sides."""
    graph = samples.graph_of(ROWS, TYPES, DATES)
    iris = {node.name: node.iri for node in graph.nodes.values()}
    nodes = dict(graph.nodes)
    for name in ("Ada Moreau", "Ben Okafor"):
        nodes[iris[name]] = replace(nodes[iris[name]], affiliation=(iris["Green Coast"],))
    return replace(graph, nodes=nodes)


def _s(number: int) -> str:
    return f"{samples.BASE}statement/s{number:05d}"


ANSWERS: dict[str, tuple[dict[str, str], list[tuple[object, ...]]]] = {
    "who-supports": (
        {"proposal": LEVY},
        [
            ("Ada Moreau", "Ada Moreau backs the levy.", "Ada Moreau backs the levy.", "narrated", 0.9, "2024-01-10",
             "a", _s(0)),
            ("Ben Okafor", "“The levy is fair,” said Ben Okafor.", "“The levy is fair,” said Ben Okafor.", "direct",
             0.8, "2024-01-10", "a", _s(1)),
            ("Green Coast", "Green Coast favours the levy.", "Green Coast favours the levy.", "narrated", 0.65,
             "2024-02-05", "b", _s(8)),
        ],
    ),
    "who-opposes": (
        {"proposal": LEVY, "min": "0.75"},
        [
            ("Ben Okafor", "Ben Okafor now rejects the levy.", "Ben Okafor now rejects the levy.", "narrated", 0.85,
             "2025-03-01", "c", _s(5)),
        ],
    ),
    "camps": (
        {"proposal": LEVY},
        [
            ("Ada Moreau", "person", 1, 0),
            ("Green Coast", "institution", 1, 0),
            ("Ben Okafor", "person", 1, 1),
            ("Shipowners’ League", "institution", 0, 1),
        ],
    ),
    "coalitions": ({}, [("Ada Moreau", "Green Coast", 2, 0)]),
    "conflicts": (
        {},
        [
            ("Ada Moreau", "Ben Okafor", 1, 0),
            ("Ada Moreau", "Clara Voss", 1, 0),
            ("Ada Moreau", "Shipowners’ League", 1, 0),
            ("Ben Okafor", "Green Coast", 1, 0),
            ("Ben Okafor", "Shipowners’ League", 1, 0),
            ("Clara Voss", "Green Coast", 1, 0),
            ("Green Coast", "Shipowners’ League", 1, 0),
            ("Clara Voss", "Shipowners’ League", 0, 1),
        ],
    ),
    "laws-by-camp": ({"proposal": LEVY}, [("for", ACT, 1), ("against", ACT, 1)]),
    "position-changes": ({}, [("Ben Okafor", LEVY, "supports", "2024-01-10", "opposes", "2025-03-01")]),
    "most-contested": ({}, [(LEVY, 3, 2, 2), (TERMINAL, 2, 1, 1)]),
    "actor-profile": (
        {"actor": "Ben Okafor"},
        [
            ("opposes", LEVY, 1, "2025-03-01", "2025-03-01", 0.85),
            ("supports", LEVY, 1, "2024-01-10", "2024-01-10", 0.8),
        ],
    ),
    "institution-people": (
        {"institution": "Green Coast"},
        [
            ("Ada Moreau", "supports", LEVY, "Ada Moreau backs the levy.", "2024-01-10", "a", _s(0)),
            ("Ada Moreau", "cites", ACT, "Under the Act, she said, it may.", "2024-02-05", "b", _s(4)),
            ("Ada Moreau", "supports", TERMINAL, "She praised the terminal.", "2024-02-05", "b", _s(7)),
            ("Ben Okafor", "supports", LEVY, "“The levy is fair,” said Ben Okafor.", "2024-01-10", "a", _s(1)),
            ("Ben Okafor", "opposes", LEVY, "Ben Okafor now rejects the levy.", "2025-03-01", "c", _s(5)),
        ],
    ),
    "same-law-opposite-ends": ({}, [(ACT, "Ada Moreau", "Shipowners’ League", LEVY)]),
    "low-confidence": (
        {"below": "0.5"},
        [
            (0.4, "Green Coast", "supports", TERMINAL, "Green Coast wants the terminal.", "b", _s(6)),
            (0.45, "Clara Voss", "opposes", TERMINAL, "Voss condemned the terminal.", "c", _s(10)),
        ],
    ),
    "document-statements": (
        {"document": "c"},
        [
            (0, "Ben Okafor", "opposes", LEVY, "Ben Okafor now rejects the levy.", "narrated", 0.85, _s(5)),
            (33, "Clara Voss", "opposes", "Shipowners’ League", "Clara Voss blamed the League.", "narrated", 0.95,
             _s(9)),
            (63, "Clara Voss", "opposes", TERMINAL, "Voss condemned the terminal.", "narrated", 0.45, _s(10)),
        ],
    ),
    "activity": ({}, [("2024-01", 2, 1, 1), ("2024-02", 3, 0, 1), ("2025-03", 0, 3, 0)]),
    "authorities": ({}, [(ACT, "law", 2, 2, 2), ("international law", "law", 1, 1, 1)]),
}  # fmt: skip
"""For each named question its variables and the rows that a person read off the table above."""
