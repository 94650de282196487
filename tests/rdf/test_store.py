import shutil
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import Store

from graphbuild.errors import OptionError, OutputError
from graphbuild.graph import KnowledgeGraph
from graphbuild.rdf import open_rdflib, open_store, to_rdflib, update_store, write_store, write_turtle
from tests import samples


def turtle(graph: KnowledgeGraph, path: Path) -> Path:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        write_turtle(graph, file)
    return path


def triples(store: Store) -> set[str]:
    return {str(quad.triple) for quad in store}


def test_a_store_holds_the_graph(tmp_path: Path) -> None:
    graph = samples.hostile()
    write_store(turtle(graph, tmp_path / "graph.ttl"), tmp_path / "store")
    store = open_store(tmp_path / "store")
    assert len(store) == len(to_rdflib(graph))
    query = """PREFIX gb: <https://w3id.org/graphbuild/ns#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
        SELECT ?l { ?x gb:supports ?y ; rdfs:label ?l }"""
    rows = {row["l"].value for row in store.query(query)}  # type: ignore[union-attr]  # rows of a SELECT
    assert rows == {graph.nodes[s.holder].name for s in graph.statements if s.relation == "supports"}


def test_a_store_is_never_mixed_with_what_is_there(tmp_path: Path) -> None:
    file = turtle(samples.article(), tmp_path / "graph.ttl")
    write_store(file, tmp_path / "store")
    for make in (write_store, lambda *args: update_store(*args, earlier_turtle=file, earlier=tmp_path / "store")):
        with pytest.raises(OutputError, match="new or empty folder"):
            make(file, tmp_path / "store")
        with pytest.raises(OutputError, match="new or empty folder"):
            make(file, file)


def test_a_store_fits_in_an_empty_folder(tmp_path: Path) -> None:
    (tmp_path / "store").mkdir()
    write_store(turtle(samples.article(), tmp_path / "graph.ttl"), tmp_path / "store")
    assert len(open_store(tmp_path / "store")) == len(to_rdflib(samples.article()))


def test_no_store_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="no readable store .*build the folder again"):
        open_store(tmp_path / "none")


def _without_a_document(graph: KnowledgeGraph) -> KnowledgeGraph:
    gone = graph.documents[0].id
    nodes = {
        iri: replace(node, documents=tuple(d for d in node.documents if d != gone)) for iri, node in graph.nodes.items()
    }
    kept = tuple(s for s in graph.statements if s.document != gone)
    return replace(graph, nodes=nodes, statements=kept, documents=graph.documents[1:])


def _with_a_name_changed(graph: KnowledgeGraph) -> KnowledgeGraph:
    iri, node = next(iter(graph.nodes.items()))
    return replace(graph, nodes={**graph.nodes, iri: replace(node, name=node.name + "\n.\n\n<x>")})


@pytest.mark.parametrize("change", [_without_a_document, _with_a_name_changed, lambda graph: graph])
def test_an_update_is_the_new_graph_and_leaves_the_old(
    tmp_path: Path, change: Callable[[KnowledgeGraph], KnowledgeGraph]
) -> None:
    before = samples.synthetic(300)
    for one, other in ((before, change(before)), (change(before), before)):
        shutil.rmtree(tmp_path)
        tmp_path.mkdir()
        old, new = turtle(one, tmp_path / "old.ttl"), turtle(other, tmp_path / "new.ttl")
        write_store(old, tmp_path / "old")
        write_store(new, tmp_path / "whole")
        earlier = triples(open_store(tmp_path / "old"))
        assert update_store(new, tmp_path / "new", earlier_turtle=old, earlier=tmp_path / "old")
        assert triples(open_store(tmp_path / "new")) == triples(open_store(tmp_path / "whole"))
        assert triples(open_store(tmp_path / "old")) == earlier


def test_an_update_of_something_else_is_none(tmp_path: Path) -> None:
    old, new = turtle(samples.article(), tmp_path / "old.ttl"), turtle(samples.synthetic(30), tmp_path / "new.ttl")
    write_store(old, tmp_path / "old")
    assert not update_store(new, tmp_path / "new", earlier_turtle=old, earlier=tmp_path / "old")
    assert not update_store(old, tmp_path / "new", earlier_turtle=old, earlier=tmp_path / "none")
    assert not update_store(old, tmp_path / "new", earlier_turtle=tmp_path / "none.ttl", earlier=tmp_path / "old")
    Store(tmp_path / "old").clear()
    assert not update_store(old, tmp_path / "new", earlier_turtle=old, earlier=tmp_path / "old")
    assert not (tmp_path / "new").exists()


def _value(triple: tuple[rdflib.term.Node, ...]) -> tuple[object, ...]:
    """Values, not forms: a store writes 0.9 for 0.900, and rdflib leaves xsd:string out."""
    return tuple(term.toPython() if isinstance(term, rdflib.Literal) else term for term in triple)


def test_rdflib_asks_the_same_store_and_cannot_change_it(tmp_path: Path) -> None:
    graph = samples.article()
    write_store(turtle(graph, tmp_path / "graph.ttl"), tmp_path / "store")
    opened = open_rdflib(tmp_path / "store")
    expected = {_value(triple) for triple in to_rdflib(graph)}
    assert {_value(triple) for triple in opened} == expected
    assert len(opened) == len(to_rdflib(graph))
    # prefixes are bound
    rows = opened.query("SELECT ?l { ?x gb:supports ?y ; rdfs:label ?l }")
    names = {str(row[0]) for row in rows}  # type: ignore[index]  # rows of a SELECT
    assert names == {graph.nodes[s.holder].name for s in graph.statements if s.relation == "supports"}
    before = len(opened)
    with pytest.raises((OSError, RuntimeError)):
        opened.add((rdflib.URIRef("urn:ex:a"), rdflib.RDFS.label, rdflib.Literal("a")))
    assert len(opened) == before


def test_rdflib_without_its_store_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "oxrdflib", None)
    with pytest.raises(OptionError, match=r"pip install 'graphbuild\[oxrdflib\]'"):
        open_rdflib(tmp_path)
    monkeypatch.undo()
    with pytest.raises(OutputError, match="no readable store"):
        open_rdflib(tmp_path / "none")
