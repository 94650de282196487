"""What the RDF side costs, against rdflib, in one run: ``make benchmark-rdf`` prints the ratios.

All times are of the processor. The graph is random, in two camps; its size is given in triples. Memory is measured in a
process of its own, as what writing adds to the graph that is there.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pyoxigraph
import rdflib

from graphbuild.graph import KnowledgeGraph
from graphbuild.rdf import to_rdflib, write_ntriples, write_turtle
from graphbuild.rdf.questions import bound, questions
from graphbuild.rdf.results import ask
from graphbuild.rdf.validate import validate
from tests import samples

PER_NODE = 56  # triples that one node of the random debate comes with
SLOW = 20.0  # seconds: a question that takes rdflib longer is stopped, and its ratio is at least this much


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--triples", type=int, default=100_000)
    parser.add_argument("--many", type=int, default=1_000_000, help="size for memory and validation")
    parser.add_argument("--memory-of", type=int, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.memory_of:
        print(_memory(args.memory_of))
        return
    graph = samples.synthetic(args.triples // PER_NODE)
    view = to_rdflib(graph)
    print(f"{len(view):,} triples; times as a multiple of ours (processor time)")
    _writing(graph, view)
    _asking(graph, view)
    added = subprocess.run(
        [sys.executable, "-m", "tests.benchmark_rdf", "--memory-of", str(args.many)],
        capture_output=True, text=True, check=True,
    ).stdout.split()  # fmt: skip
    print(f"writing {int(added[0]):,} triples adds {added[1]} MB (N-Triples), {added[2]} MB (Turtle)")
    _checking(args.many)


def _writing(graph: KnowledgeGraph, view: rdflib.Graph) -> None:
    triples = list(view)

    def filled(format: str) -> None:
        other = rdflib.Graph(namespace_manager=view.namespace_manager)
        for triple in triples:
            other.add(triple)
        other.serialize(format=format)

    for name, write, format in (("N-Triples", write_ntriples, "nt"), ("Turtle", write_turtle, "turtle")):
        ours = min(_seconds(lambda write=write: write(graph, StringIO())) for _ in range(3))  # type: ignore[misc]
        alone = _seconds(lambda format=format: view.serialize(format=format))  # type: ignore[misc]
        both = _seconds(lambda format=format: filled(format))  # type: ignore[misc]
        print(f"{name:10} rdflib from the records {both / ours:6.1f}   its serialiser alone {alone / ours:6.1f}")


def _asking(graph: KnowledgeGraph, view: rdflib.Graph) -> None:
    file = StringIO()
    write_turtle(graph, file)
    store = pyoxigraph.Store()
    store.bulk_load(file.getvalue().encode(), pyoxigraph.RdfFormat.TURTLE)
    busiest = max(graph.edges, key=lambda edge: len(edge.statements))
    values = {"proposal": busiest.target, "actor": busiest.holder, "institution": busiest.holder}
    values["document"] = graph.documents[0].iri
    ratios = []
    for asked in questions():
        chosen = {v.name: values[v.name] for v in asked.variables if v.name in values}
        query = bound(asked, chosen, store)
        ours = min(_seconds(lambda query=query: ask(store, query)) for _ in range(3))  # type: ignore[misc]
        theirs = _limited(view, query)
        ratios.append(theirs / ours)
        print(f"{asked.name:24} rdflib {'at least ' if theirs >= SLOW else ''}{ratios[-1]:8.0f}")
    print(f"median over {len(ratios)} questions: {statistics.median(ratios):.0f}")


def _limited(view: rdflib.Graph, query: str) -> float:
    """Seconds that rdflib takes, or the limit: it is asked in a child that can be stopped."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time() + SLOW) + 1,) * 2)
        seconds = _seconds(lambda: list(view.query(query)))
        os.write(writer, str(seconds).encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as file:
        said = file.read()
    os.waitpid(child, 0)
    return float(said) if said else SLOW


def _memory(triples: int) -> str:
    """The triples, and the megabytes that writing them adds, in N-Triples and in Turtle."""
    graph = samples.synthetic(triples // PER_NODE)
    found = []
    count = 0
    for write in (write_ntriples, write_turtle):
        tracemalloc.start()
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", newline="\n") as file:
            write(graph, file)  # type: ignore[operator]  # a wrapper that is a TextIO
            file.flush()
            if write is write_ntriples:
                with Path(file.name).open(encoding="utf-8") as lines:
                    count = sum(1 for _ in lines)
        found.append(f"{tracemalloc.get_traced_memory()[1] / 2**20:.0f}")
        tracemalloc.stop()
    return f"{count} {' '.join(found)}"


def _checking(triples: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "graph.nt"
        with path.open("w", encoding="utf-8", newline="\n") as file:
            write_ntriples(samples.synthetic(triples // PER_NODE), file)
        ours = _seconds(lambda: validate(path))
        theirs = _seconds(lambda: rdflib.Graph().parse(path, format="nt"))
    print(f"loading into rdflib takes {theirs / ours:.1f} times as long as loading and validating")


def _seconds(work: Callable[[], object]) -> float:
    begin = time.process_time()
    work()
    return time.process_time() - begin


if __name__ == "__main__":
    main()
