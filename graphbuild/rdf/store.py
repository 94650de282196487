"""The embedded store: an Oxigraph store of the triples of graph.ttl, made whole or brought up to date.

graph.ttl has one block a subject. What an update has to do is therefore the difference of two sets of blocks; the
store itself is a backup of the earlier one, which costs hard links, not copies.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from graphbuild.errors import OptionError, OutputError
from graphbuild.rdf.terms import PREFIXES

if TYPE_CHECKING:
    import pyoxigraph
    import rdflib

_TOO_MUCH = 0.5  # of the blocks changed: loading anew is then quicker


def write_store(turtle: Path, path: Path) -> None:
    """Makes a store of a graph.ttl in the folder ``path``, new or empty.

    Raises OutputError for a folder that holds something, and for a text of more than 16 MiB.
    """
    import pyoxigraph

    _check_new(path)
    store = pyoxigraph.Store(path)
    try:
        with turtle.open("rb") as file:
            store.bulk_load(file, pyoxigraph.RdfFormat.TURTLE)
    except MemoryError as error:
        raise OutputError(f"{turtle}: a name or a passage is too long for the store: {error}") from None
    store.flush()


def update_store(turtle: Path, path: Path, *, earlier_turtle: Path, earlier: Path) -> bool:
    """Makes a store of a graph.ttl from the store of an earlier one by adding and removing what differs.

    ``earlier`` stays as it is. False, and nothing is written, where the two have too little in common, or the earlier
    store is not that of the earlier file. Raises OutputError for a ``path`` that holds something.
    """
    import pyoxigraph

    _check_new(path)
    if not (earlier.is_dir() and earlier_turtle.is_file()):
        return False
    old, new = _digests(earlier_turtle), _digests(turtle)
    gone, come = old - new, new - old
    if len(gone) + len(come) > _TOO_MUCH * len(new) or next(_blocks(earlier_turtle)) != next(_blocks(turtle)):
        return False
    try:
        before = pyoxigraph.Store(earlier)
        if len(before) != _triples(earlier_turtle):
            return False
        if path.is_dir():
            path.rmdir()
        before.backup(path)
    except OSError:
        return False
    store = pyoxigraph.Store(path)
    for quad in _quads(earlier_turtle, gone):
        store.remove(quad)
    store.extend(_quads(turtle, come))
    store.flush()
    return True


def open_store(path: Path) -> pyoxigraph.Store:
    """The store of an OUT, to read only. Raises OutputError where there is none."""
    import pyoxigraph

    try:
        return pyoxigraph.Store.read_only(str(path))
    except OSError as error:
        raise OutputError(f"{path}: no readable store ({error}); build the folder again") from None


def open_rdflib(path: Path) -> rdflib.Graph:
    """The store of an OUT as an rdflib.Graph, to read only: rdflib's API, and queries at the store's speed.

    Writing to it raises RuntimeError. Needs the package oxrdflib. Raises OptionError where that is missing and
    OutputError where there is no store.
    """
    try:
        import oxrdflib
    except ImportError:
        raise OptionError("open_rdflib needs oxrdflib; install it: pip install 'graphbuild[oxrdflib]'") from None
    from rdflib import Graph
    from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

    graph = Graph(store=oxrdflib.OxigraphStore(store=open_store(path)), identifier=DATASET_DEFAULT_GRAPH_ID)
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    return graph


def _check_new(path: Path) -> None:
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise OutputError(f"{path}: a store needs a new or empty folder; remove this one or name another")


def _blocks(turtle: Path) -> Iterator[str]:
    """The prefixes, then the blocks of a graph.ttl; a literal never holds a line break there."""
    lines: list[str] = []
    with turtle.open(encoding="utf-8", newline="\n") as file:
        for line in file:
            if line == "\n":
                yield "".join(lines)
                lines = []
            else:
                lines.append(line)
    yield "".join(lines)


def _digests(turtle: Path) -> set[bytes]:
    return set(map(_digest, _blocks(turtle)))


def _digest(block: str) -> bytes:
    return hashlib.blake2b(block.encode(), digest_size=12).digest()


def _quads(turtle: Path, chosen: set[bytes]) -> Iterator[pyoxigraph.Quad]:
    """The triples of the blocks with these digests."""
    import pyoxigraph

    blocks = _blocks(turtle)
    prefixes = next(blocks)
    wanted: Iterable[str] = (block for block in blocks if _digest(block) in chosen)
    for block in wanted:
        yield from pyoxigraph.parse(prefixes + block, pyoxigraph.RdfFormat.TURTLE)


def _triples(turtle: Path) -> int:
    """How many triples a graph.ttl holds."""
    import pyoxigraph

    return sum(1 for _ in pyoxigraph.parse(path=str(turtle), format=pyoxigraph.RdfFormat.TURTLE))
