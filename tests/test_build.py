"""The public API: as short as the command line."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import networkx
import pandas
import pytest
import rdflib
from matplotlib.figure import Figure

import graphbuild
from graphbuild.build import MAX_LENGTH
from graphbuild.errors import InputError, OptionError
from graphbuild.findings import findings
from tests import samples
from tests.texts import ARTICLE, LETTER, write_texts


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_texts(tmp_path_factory.mktemp("texts"))


@pytest.fixture(scope="module")
def graph(texts: Path) -> graphbuild.KnowledgeGraph:
    return graphbuild.build(texts)


def test_statements_go_into_pandas_in_one_line(graph: graphbuild.KnowledgeGraph) -> None:
    table = pandas.DataFrame(graph.statements)
    assert len(table) == len(graph.statements) > 4
    assert {"holder", "relation", "target", "text", "sentence_text", "form", "confidence", "date"} <= set(table.columns)


def test_views(graph: graphbuild.KnowledgeGraph) -> None:
    network = graph.to_networkx()
    assert isinstance(network, networkx.MultiDiGraph)
    assert network.number_of_edges() == len(graph.statements)
    triples = graph.to_rdflib()
    assert isinstance(triples, rdflib.Graph)
    held = {(str(s), str(o)) for s, o in triples[: rdflib.URIRef("https://w3id.org/graphbuild/ns#opposes") :]}
    assert held == {(edge.holder, edge.target) for edge in graph.edges if edge.relation == "opposes"}
    picture = graph.draw()
    assert isinstance(picture, Figure)
    assert picture._repr_png_().startswith(b"\x89PNG")  # a notebook shows what answers to this name


def test_a_graph_tells_its_size_and_not_its_nodes(graph: graphbuild.KnowledgeGraph) -> None:
    assert repr(graph).endswith(f", {len(graph.nodes)} entities, {len(graph.statements)} statements>")
    assert len(repr(graph)) < 100


def test_statements_stand_in_the_order_of_documents_and_places(graph: graphbuild.KnowledgeGraph) -> None:
    places = [(s.document, s.evidence) for s in graph.statements]
    assert places == sorted(places)
    assert [document.id for document in graph.documents] == ["article", "letter"]
    assert list(graph.nodes) == sorted(graph.nodes)


def test_paths_in_every_form_give_the_same_graph(texts: Path, graph: graphbuild.KnowledgeGraph) -> None:
    assert graphbuild.build(str(texts)).statements == graph.statements
    assert graphbuild.build([texts / "letter.md", str(texts / "article.txt")]).nodes == graph.nodes


def test_documents_of_ones_own(graph: graphbuild.KnowledgeGraph) -> None:
    documents = [graphbuild.Document("letter", LETTER, date="2024-03-01"), graphbuild.Document("article", ARTICLE)]
    assert [s.text for s in graphbuild.build(documents).statements] == [s.text for s in graph.statements]
    with pytest.raises(InputError, match="two documents"):
        graphbuild.build([graphbuild.Document("a", "One."), graphbuild.Document("a", "Two.")])


def test_base_and_minimum(texts: Path) -> None:
    found = graphbuild.build(texts, base="https://example.org/debate/", min_confidence=0.7)
    assert all(iri.startswith("https://example.org/debate/") for iri in found.nodes)
    assert all(statement.confidence >= 0.7 for statement in found.statements)
    with pytest.raises(OptionError, match="probability"):
        graphbuild.build(texts, min_confidence=-1)


def test_what_is_skipped_is_a_warning(texts: Path, tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="missing.txt: does not exist"):
        found = graphbuild.build([texts / "letter.md", tmp_path / "missing.txt"])
    assert len(found.documents) == 1
    with pytest.warns(UserWarning), pytest.raises(InputError, match="missing.txt"):
        graphbuild.build(tmp_path / "missing.txt")


def test_progress_and_cache(texts: Path, graph: graphbuild.KnowledgeGraph, tmp_path: Path) -> None:
    seen: list[tuple[int, str]] = []
    found = graphbuild.build(texts, cache=tmp_path, progress=lambda n, document: seen.append((n, document.id)))
    assert found.statements == graph.statements
    assert seen == [(1, "article"), (2, "letter")]


def test_extract_takes_strings_and_documents() -> None:
    one, two = graphbuild.extract([LETTER, graphbuild.Document("mine", ARTICLE)])
    assert (one.document.id, two.document.id) == ("text-1", "mine")
    assert "Ben Okafor" in {entity.name for entity in one.entities}
    (alone,) = graphbuild.extract(LETTER)
    assert alone == one
    with pytest.raises(OptionError, match="not installed"):
        graphbuild.extract(LETTER, model="no_such_model")
    with pytest.raises(InputError, match="split it"):
        list(graphbuild.extract("x" * (MAX_LENGTH + 1)))


def test_extract_is_a_stream() -> None:
    def endless() -> object:
        while True:
            yield LETTER

    found = graphbuild.extract(endless())  # type: ignore[arg-type]  # a generator typed for brevity
    assert [next(found).document.id for _ in range(3)] == ["text-1", "text-2", "text-3"]


def test_import_is_light_and_build_stays_a_function() -> None:
    code = (
        "import sys, graphbuild, graphbuild.output\n"
        "assert callable(graphbuild.build) and callable(graphbuild.extract)\n"
        "print(*{'spacy', 'numpy', 'rdflib', 'matplotlib', 'networkx', 'lxml'} & set(sys.modules))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], check=True, stdout=subprocess.PIPE, cwd=Path(__file__).parents[1]
    )
    assert run.stdout.split() == []


def test_findings_are_sentences_with_their_words(graph: graphbuild.KnowledgeGraph) -> None:
    found = findings(graph)
    assert len(found) == 3
    assert "Ben Okafor supports the harbour levy, because Okafor said “We welcome the harbour levy”" in found[0]
    assert all(line.endswith(")") and "“" in line and "\n" not in line for line in found)
    assert len({line.split(" supports ")[0].split(" opposes ")[0] for line in found}) == 3
    assert findings(graph, 1) == found[:1]


def test_a_finding_shows_the_sentence_that_names_its_target() -> None:
    rows: list[samples.Row] = [
        ("Ada Moreau", "supports", "the ferry levy", "“I [welcome] that promise,” she said.", "direct", 0.9, "d"),
        ("Ada Moreau", "supports", "the ferry levy", "“I [support] the ferry levy,” she said.", "direct", 0.6, "d"),
    ]
    graph = samples.graph_of(rows, {"Ada Moreau": "person", "the ferry levy": "proposal"}, {})
    assert "I support the ferry levy" in findings(graph, 1)[0]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('Ann Lee opposes the levy that the posters called "the toll."', "“{}”"),
        ("“The levy is unjust,” Ann Lee said on Monday.", "“The levy is unjust”"),
    ],
)
def test_quotation_marks_in_findings_stay_in_pairs(text: str, words: str) -> None:
    (found,) = findings(graphbuild.build([graphbuild.Document(id="d", text=text)]), 1)
    assert f" {words.format(text)} (d)" in found
