"""Answers on the wire, read back by pyoxigraph's own readers."""

from __future__ import annotations

import io
from typing import Any

import pytest
from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
)

from graphbuild.errors import OptionError
from graphbuild.rdf.wire import write_graph, write_rows, write_truth

XSD = "http://www.w3.org/2001/XMLSchema#"
TEXTS = [
    "",
    "a,b",
    'say "hi"',
    "a\tb",
    "a\nb",
    "a\r\nb\r",
    "<b>&amp;</b>]]>",
    "\u2028\U0001f98a",
    "עברית",
    "=1+1",
    "x" * 100_000,
]
TERMS: list[Any] = [
    *map(Literal, TEXTS),
    Literal("hello", language="en"),
    Literal("1.50", datatype=NamedNode(XSD + "decimal")),
    NamedNode("http://example.org/a?b=c&d#e"),
    None,
]
FORMATS = {"json": QueryResultsFormat.JSON, "xml": QueryResultsFormat.XML, "tsv": QueryResultsFormat.TSV}


def written(form: str, columns: list[str], rows: list[tuple[Any, ...]]) -> bytes:
    file = io.BytesIO()
    write_rows(form, columns, rows, file)
    return file.getvalue()


@pytest.mark.parametrize("form", FORMATS)
def test_every_term_comes_back(form: str) -> None:
    data = written(form, ["a", "b"], [(term, Literal("next")) for term in TERMS])
    found = parse_query_results(data, FORMATS[form])
    assert isinstance(found, QuerySolutions)
    assert [variable.value for variable in found.variables] == ["a", "b"]
    assert [row["a"] for row in found] == TERMS


@pytest.mark.parametrize("form", ["json", "xml"])
def test_a_triple_comes_back(form: str) -> None:
    triple = Triple(NamedNode("a:a"), NamedNode("a:b"), Literal("1", datatype=NamedNode(XSD + "integer")))
    found = parse_query_results(written(form, ["t"], [(triple,)]), FORMATS[form])
    assert [row["t"] for row in found] == [triple]  # type: ignore[union-attr]  # rows


def test_no_columns_and_no_rows() -> None:
    for form, expected in FORMATS.items():
        found = parse_query_results(written(form, ["a"], []), expected)
        assert list(found) == []  # type: ignore[arg-type]  # rows


def test_csv_has_the_values_as_they_are() -> None:
    data = written("csv", ["a", "b"], [(Literal('1,"2"\n', language="en"), NamedNode("a:b")), (None, BlankNode("x"))])
    assert data == b'a,b\r\n"1,""2""\n",a:b\r\n,_:x\r\n'


@pytest.mark.parametrize(("form", "body"), [("csv", b"false\n"), ("json", b'{"head": {}, "boolean": false}\n')])
def test_a_truth(form: str, body: bytes) -> None:
    file = io.BytesIO()
    write_truth(form, False, file)
    assert file.getvalue() == body


@pytest.mark.parametrize(("text", "code"), [("\x01", "0001"), ("a\0b", "0000"), ("\ufffe", "FFFE")])
def test_what_xml_cannot_hold_is_refused_and_json_holds_it(text: str, code: str) -> None:
    with pytest.raises(OptionError, match=f"U[+]{code}"):
        written("xml", ["a"], [(Literal(text),)])
    triple = Triple(NamedNode("a:a"), NamedNode("a:b"), Literal(text))
    with pytest.raises(OptionError, match="XML"):
        write_graph("rdfxml", [triple], io.BytesIO())
    (row,) = parse_query_results(written("json", ["a"], [(Literal(text),)]), QueryResultsFormat.JSON)  # type: ignore[misc]
    assert row["a"].value == text
    file = io.BytesIO()
    write_graph("turtle", [triple], file)
    assert [quad.object for quad in parse(file.getvalue(), RdfFormat.TURTLE)] == [Literal(text)]
