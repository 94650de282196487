"""The same bytes in processes that hash strings differently, and whatever the order of what goes in."""

import hashlib
import os
import random
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import TextIO, TypeVar

import pytest

from graphbuild import rdf
from graphbuild.graph import KnowledgeGraph
from tests import samples
from tests.rdf.graphs import full

Item = TypeVar("Item")
ROOT = Path(__file__).parents[2]
WRITERS = (
    rdf.write_turtle,
    rdf.write_ntriples,
    rdf.write_trig,
    rdf.write_nquads,
    rdf.write_jsonld,
    rdf.write_reifiers,
)
PROGRAM = """
import hashlib, io
from graphbuild.export.csv import write_entities, write_statements
from tests import samples
from tests.rdf.graphs import full
from tests.rdf.test_determinism import WRITERS
for graph in (full(), samples.hostile(), samples.synthetic(60)):
    for write in (*WRITERS, write_statements, write_entities):
        file = io.StringIO(newline="")
        write(graph, file)
        print(write.__name__, hashlib.sha256(file.getvalue().encode()).hexdigest())
"""


def _digests(seed: str) -> str:
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", PROGRAM]
    return subprocess.run(command, env=environment, cwd=ROOT, check=True, capture_output=True, text=True).stdout


def test_hash_seeds_make_no_difference() -> None:
    first, *others = (_digests(seed) for seed in ("0", "1", "2", "3", "77", "1000", "4242", "4294967295"))
    assert len(set(first.split()[1::2])) == 3 * 8
    assert others == [first] * 7


@pytest.mark.parametrize("write", WRITERS)
@pytest.mark.parametrize("make", [full, samples.hostile, lambda: samples.synthetic(60)])
def test_the_order_of_what_goes_in_makes_no_difference(
    make: Callable[[], KnowledgeGraph], write: Callable[[KnowledgeGraph, TextIO], None]
) -> None:
    graph = make()
    assert {_digest(write, graph)} == {_digest(write, _shuffled(graph, seed)) for seed in range(8)}


def _digest(write: Callable[[KnowledgeGraph, TextIO], None], graph: KnowledgeGraph) -> str:
    file = StringIO(newline="")
    write(graph, file)
    return hashlib.sha256(file.getvalue().encode()).hexdigest()


def _shuffled(graph: KnowledgeGraph, seed: int) -> KnowledgeGraph:
    """The same graph with nodes, statements, documents and all lists of a node in another order."""
    rng = random.Random(seed)

    def mixed(items: tuple[Item, ...]) -> tuple[Item, ...]:
        return tuple(rng.sample(items, len(items)))

    nodes = [
        replace(
            node,
            aliases=mixed(node.aliases),
            affiliation=mixed(node.affiliation),
            same_as=mixed(node.same_as),
            documents=mixed(node.documents),
        )
        for node in mixed(tuple(graph.nodes.values()))
    ]
    return replace(
        graph,
        nodes={node.iri: node for node in nodes},
        statements=mixed(graph.statements),
        documents=mixed(graph.documents),
    )
