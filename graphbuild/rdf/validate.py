"""Checking RDF files against the shapes: our own graphs and foreign ones."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from graphbuild.errors import InputError, OptionError
from graphbuild.rdf.ontology import shapes_path
from graphbuild.rdf.shapes import Failure, failures

if TYPE_CHECKING:
    import pyoxigraph

SUFFIXES = (".ttl", ".nt", ".nq", ".trig", ".jsonld", ".rdf")


def validate(path: Path, *, shapes: Path | None = None, pyshacl: bool = False) -> list[Failure]:
    """What is wrong in an RDF file, warnings last; an empty list where it conforms.

    ``shapes`` are other shapes than ours; ``pyshacl`` checks with that library, which understands all of SHACL and
    takes minutes where our own checks take a second. Raises InputError for a file that is no RDF.
    """
    if shapes is not None or pyshacl:
        return _of_pyshacl(path, shapes or shapes_path())
    return failures(read(path))


def read(path: Path) -> pyoxigraph.Store:
    """The triples of an RDF file, those of all its graphs together. Raises InputError with the line of an error."""
    import pyoxigraph

    if path.suffix.lower() not in SUFFIXES:
        raise InputError(f"{path}: no RDF file that is known by its ending; known: {', '.join(SUFFIXES)}")
    format = pyoxigraph.RdfFormat.from_extension(path.suffix.lower().lstrip("."))
    store = pyoxigraph.Store()
    base = path.resolve().as_uri()
    try:
        if format is not None and not format.supports_datasets:
            with path.open("rb") as file:
                store.bulk_load(file, format, base_iri=base)
        else:
            quads = pyoxigraph.parse(path=str(path), format=format, base_iri=base)
            store.bulk_extend(pyoxigraph.Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror or error}") from None
    except SyntaxError as error:
        line = f", line {error.lineno}" if error.lineno else ""
        raise InputError(f"{path}{line}: no RDF: {error.msg or error}") from None
    except ValueError as error:
        raise InputError(f"{path}: no RDF: {error}") from None
    if len(store) == 0:
        raise InputError(f"{path}: no triple in it")
    return store


def _of_pyshacl(path: Path, shapes: Path) -> list[Failure]:
    """The report of pySHACL as failures."""
    try:
        import pyshacl
    except ImportError:
        raise OptionError("this needs pySHACL: pip install 'graphbuild[shacl]'") from None
    import rdflib
    from rdflib.namespace import SH

    try:
        graph = rdflib.Graph().parse(shapes)
    except Exception as error:  # noqa: BLE001 - rdflib's parsers raise what they like
        raise InputError(f"{shapes}: no file of shapes: {' '.join(str(error).split())[:200]}") from None
    data = rdflib.Graph()
    for quad in read(path):
        data.parse(data=f"{quad.triple} .", format="nt")
    _, report, _ = pyshacl.validate(data, shacl_graph=graph)
    assert isinstance(report, rdflib.Graph)

    def text(result: rdflib.term.Node, name: rdflib.URIRef) -> str | None:
        value = report.value(result, name)
        return None if value is None else str(value)

    return sorted(
        (
            Failure(
                text(result, SH.focusNode) or "",
                text(result, SH.resultMessage) or "",
                text(result, SH.resultPath),
                text(result, SH.value),
                warning=text(result, SH.resultSeverity) == str(SH.Warning),
            )
            for result in report.objects(None, SH.result)
        ),
        key=lambda f: (f.warning, f.node, f.message, f.path or "", f.value or ""),
    )
