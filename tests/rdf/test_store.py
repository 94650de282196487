from pathlib import Path

import pytest
from pyoxigraph import Store

from graphbuild.errors import OutputError
from graphbuild.rdf import to_rdflib, write_store
from tests import samples


def test_a_store_holds_the_graph(tmp_path: Path) -> None:
    graph = samples.hostile()
    write_store(graph, tmp_path / "store")
    store = Store.read_only(str(tmp_path / "store"))
    assert len(store) == len(to_rdflib(graph))
    query = """PREFIX gb: <https://w3id.org/graphbuild/ns#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
        SELECT ?l { ?x gb:supports ?y ; rdfs:label ?l }"""
    rows = {row["l"].value for row in store.query(query)}  # type: ignore[union-attr]  # rows of a SELECT
    assert rows == {graph.nodes[s.holder].name for s in graph.statements if s.relation == "supports"}


def test_a_store_is_never_mixed_with_what_is_there(tmp_path: Path) -> None:
    write_store(samples.article(), tmp_path / "store")
    with pytest.raises(OutputError, match="new or empty folder"):
        write_store(samples.hostile(), tmp_path / "store")
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(OutputError, match="new or empty folder"):
        write_store(samples.article(), tmp_path / "file")


def test_a_store_fits_in_an_empty_folder(tmp_path: Path) -> None:
    write_store(samples.article(), tmp_path)
    assert len(Store.read_only(str(tmp_path))) == len(to_rdflib(samples.article()))
