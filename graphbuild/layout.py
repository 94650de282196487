"""Where actors and targets go in a picture of two camps: computed here, drawn by ``draw`` and ``site``."""

from __future__ import annotations

from dataclasses import dataclass

from graphbuild.graph import Edge, KnowledgeGraph


@dataclass(frozen=True, slots=True)
class CampsLayout:
    """Columns of node IRIs from top to bottom.

    ``left`` and ``right`` are the two camps of the main debate, ``between`` its actors that lean to neither;
    ``targets`` the middle column. ``apart_*`` are the components that share no target with the main debate: their
    sides carry no meaning. A node that is actor and target (a person who is criticised) may stand in a camp
    column and in ``targets``. ``edges`` are those drawn; ``left_out`` counts what is not, by reason in words.
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


def camps(graph: KnowledgeGraph, *, max_edges: int = 60, min_confidence: float = 0.0) -> CampsLayout:
    """The two camps of a graph, cut to its core where it has more than ``max_edges`` edges."""
    raise NotImplementedError
