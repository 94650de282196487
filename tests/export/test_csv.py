import csv
import re
from collections.abc import Callable
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import TextIO

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from graphbuild.errors import OutputError
from graphbuild.export.csv import ENTITY_COLUMNS, STATEMENT_COLUMNS, write_entities, write_statements
from graphbuild.graph import KnowledgeGraph
from tests import samples

Writer = Callable[[KnowledgeGraph, TextIO], None]
NUMBERS = {"mentions", "confidence"} | {
    c for c in (*STATEMENT_COLUMNS, *ENTITY_COLUMNS) if c[-5:] in ("start", "given")
}
NUMBERS |= {c for c in (*STATEMENT_COLUMNS, *ENTITY_COLUMNS) if c.endswith(("_end", "_received"))}


def _text(write: Writer, graph: KnowledgeGraph) -> str:
    file = StringIO(newline="")
    write(graph, file)
    return file.getvalue()


def _rows(write: Writer, graph: KnowledgeGraph) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(_text(write, graph).removeprefix("\ufeff"), newline="")))


def _named(name: str) -> KnowledgeGraph:
    """The article's graph with everything named ``name`` that a text can name."""
    graph = samples.article()
    nodes = {iri: replace(node, name=name, aliases=(name, name)) for iri, node in graph.nodes.items()}
    statements = tuple(replace(s, text=name, sentence_text=name, cue_text=name) for s in graph.statements[:1])
    documents = tuple(replace(d, title=name, source=name, url=name) for d in graph.documents)
    return replace(graph, nodes=nodes, statements=statements, documents=documents)


def test_a_statement_is_a_row_with_all_that_is_known() -> None:
    graph = samples.article()
    rows = _rows(write_statements, graph)
    assert len(rows) == len(graph.statements)
    s = graph.statements[6]
    assert rows[6] == {
        "date": "2024-06-15",
        "holder": "Ada Moreau",
        "holder_type": "person",
        "relation": "cites",
        "target": "Clean Ports Act",
        "target_type": "law",
        "sentence": "Under the Clean Ports Act it may.",
        "evidence": "Under the Clean Ports Act it may.",
        "cue": "Under",
        "form": "indirect",
        "confidence": "0.700",
        "document": "vale-2",
        "title": "Report vale-2",
        "source": "The Vale Courier",
        "url": "https://example.org/vale-2",
        "statement": s.iri,
        "holder_iri": s.holder,
        "target_iri": s.target,
        "sentence_start": str(s.sentence.start),
        "sentence_end": str(s.sentence.end),
        "evidence_start": str(s.evidence.start),
        "evidence_end": str(s.evidence.end),
        "cue_start": str(s.cue.start if s.cue else ""),
        "cue_end": str(s.cue.end if s.cue else ""),
    }


def test_what_is_not_known_is_empty() -> None:
    graph = samples.article()
    bare = replace(graph.statements[0], cue=None, cue_text=None, date=None)
    (row,) = _rows(write_statements, replace(graph, statements=(bare,)))
    assert {row[column] for column in ("cue", "cue_start", "cue_end", "date")} == {""}


def test_an_entity_is_a_row_with_its_counts() -> None:
    graph = samples.article()
    iris = {node.name: node.iri for node in graph.nodes.values()}
    ada = replace(
        graph.nodes[iris["Ada Moreau"]],
        aliases=("Moreau", "the mayor | Vale"),
        affiliation=(iris["Norland"], "https://example.org/elsewhere"),
        same_as=("http://www.wikidata.org/entity/Q1", "https://example.org/ada"),
    )
    rows = {row["name"]: row for row in _rows(write_entities, replace(graph, nodes={**graph.nodes, ada.iri: ada}))}
    assert rows["Ada Moreau"] == {
        "name": "Ada Moreau",
        "type": "person",
        "iri": ada.iri,
        "aliases": "Moreau | the mayor ¦ Vale",
        "affiliation": "Norland | https://example.org/elsewhere",
        "same_as": "http://www.wikidata.org/entity/Q1 | https://example.org/ada",
        "mentions": "4",
        "documents": "vale-1 | vale-2",
        "supports_given": "1",
        "opposes_given": "1",
        "cites_given": "1",
        "supports_received": "0",
        "opposes_received": "0",
        "cites_received": "0",
    }
    assert rows[samples.LEVY]["supports_received"] == "3"
    assert rows[samples.LEVY]["opposes_received"] == "4"
    assert rows["international law"]["cites_received"] == "1"


def test_entities_stand_by_type_and_name_whatever_their_order() -> None:
    graph = samples.article()
    turned = replace(graph, nodes=dict(reversed(graph.nodes.items())))
    assert _text(write_entities, turned) == _text(write_entities, graph)
    kinds = [row["type"] for row in _rows(write_entities, graph)]
    assert kinds == sorted(kinds, key=["person", "institution", "country", "law", "proposal"].index)


@pytest.mark.parametrize("write", [write_statements, write_entities])
def test_excel_knows_the_encoding(write: Writer, tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        write(samples.article(), file)
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\n") == data.count(b"\r\n") == 1 + 11
    assert "Shipowners’ League" in path.read_text(encoding="utf-8-sig")


@pytest.mark.parametrize(
    "name",
    ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "\r=1", "\n=1", '"=1', "'=1", "“=1", "＝1", "＋1", "－1", "＠x",
     "\u200b=1", "\ufeff=1", "\xa0=1", "a;=1", "a; =1", 'a;"=1', "=a;-b"],
)  # fmt: skip
@pytest.mark.parametrize("write", [write_statements, write_entities])
def test_no_cell_is_a_formula(write: Writer, name: str) -> None:
    for row in _rows(write, _named(name)):
        for column, cell in row.items():
            for piece in [cell, *cell.split(";")] if column not in NUMBERS else []:
                assert not re.match(r"[\s\"“\u200b\ufeff]*[=+\-@＝＋－＠]", piece), (column, cell)


@pytest.mark.parametrize("name", ["a-b", "e=mc2", "me@example.org", "O'Brien", "“Yes,” she said.", "1 + 1", "Yes; no"])
def test_ordinary_names_stay_as_they_are(name: str) -> None:
    (row,) = _rows(write_statements, _named(name))
    assert {row[c] for c in ("holder", "target", "sentence", "evidence", "cue", "title", "source", "url")} == {name}


def test_a_cell_is_one_line_and_shows_its_control_characters() -> None:
    (row,) = _rows(write_statements, _named("a\r\nb\u2028c\td\0e\x7ff\x9fg\u202eh\ud800i"))
    assert row["holder"] == "a b c d␀e␡f\ufffdg\ufffdh\ufffdi"


@given(st.text(st.one_of(st.sampled_from("=+-@;\"',|\t\r\n\0 ＝"), st.characters()), max_size=20))
@example("\ud800")
def test_any_name_gives_whole_rows_and_no_formula(name: str) -> None:
    graph = _named(name)
    for write, columns, count in (
        (write_statements, STATEMENT_COLUMNS, 1),
        (write_entities, ENTITY_COLUMNS, len(graph.nodes)),
    ):
        text = _text(write, graph)
        text.encode("utf-8")
        assert len(text.splitlines()) == 1 + count
        rows = _rows(write, graph)
        assert len(rows) == count
        for row in rows:
            assert tuple(row) == columns and None not in row.values()
            assert not any(cell.lstrip()[:1] in tuple("=+-@＝＋－＠") for cell in row.values() if cell.strip())


def test_the_words_of_a_hostile_graph_are_kept() -> None:
    rows = _rows(write_statements, samples.hostile())
    assert rows[0]["holder"] == '<script>alert("x")</script>'
    assert rows[1]["holder"] == "'=cmd|' /C calc'!A0"
    assert rows[3]["holder"] == "עברית ימין"
    assert {row["document"] for row in rows} == {"'=doc<1>"}


@pytest.mark.parametrize("change", [{"holder": "x"}, {"target": "x"}, {"document": "x"}])
def test_a_statement_about_what_the_graph_lacks_is_refused(change: dict[str, str]) -> None:
    graph = samples.article()
    broken = replace(graph.statements[0], **change)  # type: ignore[arg-type]  # a table of changes
    with pytest.raises(OutputError, match="the graph has no 'x'"):
        _text(write_statements, replace(graph, statements=(broken,)))
