"""Answers as programs read them: the SPARQL 1.1 result formats and the formats of triples, written as they come."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import IO, TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

from graphbuild.errors import OptionError
from graphbuild.rdf import results, terms

if TYPE_CHECKING:
    import pyoxigraph

_GRAPHS = {"turtle": "TURTLE", "ntriples": "N_TRIPLES", "rdfxml": "RDF_XML", "jsonld": "JSON_LD"}
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, section 2.2
_XML_SPACE = {"\r": "&#13;"}  # a reader would make it a line feed (section 2.11)

Row = Sequence[Any]


def write_graph(name: str, triples: Iterable[pyoxigraph.Triple], file: IO[bytes]) -> None:
    """Triples as ``turtle``, ``ntriples``, ``rdfxml`` or ``jsonld``. Raises OptionError for a text that is no XML."""
    import pyoxigraph

    checked = map(_checked, triples) if name == "rdfxml" else triples
    prefixes: Mapping[str, str] | None = terms.PREFIXES if name != "ntriples" else None
    pyoxigraph.serialize(
        checked, file, getattr(pyoxigraph.RdfFormat, _GRAPHS[name]), prefixes=dict(prefixes) if prefixes else None
    )


def write_truth(name: str, truth: bool, file: IO[bytes]) -> None:
    """The answer to an ASK."""
    word = "true" if truth else "false"
    file.write(
        {
            "json": f'{{"head": {{}}, "boolean": {word}}}\n',
            "xml": f"{_XML_HEAD}<head/><boolean>{word}</boolean></sparql>\n",
        }.get(name, f"{word}\n").encode()
    )


def write_rows(name: str, columns: Sequence[str], rows: Iterable[Row], file: IO[bytes]) -> None:
    """Rows of a SELECT as ``json``, ``xml``, ``csv`` or ``tsv``. Raises OptionError for a text that is no XML."""
    for piece in _WRITERS[name](columns, rows):
        file.write(piece.encode())


def _json(columns: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    """SPARQL 1.1 Query Results JSON Format."""
    yield json.dumps({"head": {"vars": list(columns)}}, ensure_ascii=False)[:-1] + ', "results": {"bindings": ['
    separator = "\n"
    for row in rows:
        bound = {
            name: results.binding(term) for name, term in zip(columns, row, strict=True) if term is not None
        }  # fmt: skip
        yield separator + json.dumps(bound, ensure_ascii=False)
        separator = ",\n"
    yield "\n]}}\n"


_XML_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">\n'


def _xml(columns: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    """SPARQL Query Results XML Format (second edition)."""
    variables = "".join(f"<variable name={quoteattr(name)}/>" for name in columns)
    yield f"{_XML_HEAD}<head>{variables}</head>\n<results>\n"
    for row in rows:
        cells = (
            f"<binding name={quoteattr(name)}>{_xml_term(results.binding(term))}</binding>"
            for name, term in zip(columns, row, strict=True)
            if term is not None
        )
        yield f"<result>{''.join(cells)}</result>\n"
    yield "</results>\n</sparql>\n"


def _xml_term(term: Mapping[str, Any]) -> str:
    kind, value = term["type"], term["value"]
    if kind == "triple":
        return f"<triple>{''.join(f'<{part}>{_xml_term(value[part])}</{part}>' for part in value)}</triple>"
    more = "".join(
        f" {name}={quoteattr(_held(term[name]))}" for name in ("xml:lang", "datatype") if name in term
    )  # fmt: skip
    return f"<{kind}{more}>{escape(_held(value), _XML_SPACE)}</{kind}>"


def _csv(columns: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    """SPARQL 1.1 Query Results CSV Format: values as they are, for programs; not safe to open as a spreadsheet."""
    line = _Line()
    writer = csv.writer(line, lineterminator="\r\n")
    writer.writerow(columns)
    yield line.text
    for row in rows:
        writer.writerow(["" if term is None else _plain(term) for term in row])
        yield line.text


def _plain(term: Any) -> str:
    return str(term) if results.binding(term)["type"] in ("bnode", "triple") else term.value


class _Line:
    """The last line that a csv.writer wrote."""

    text = ""

    def write(self, text: str) -> None:
        self.text = text


def _tsv(columns: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    return results.tsv_lines(columns, rows)


_WRITERS = {"json": _json, "xml": _xml, "csv": _csv, "tsv": _tsv}


def _held(text: str) -> str:
    """A text that XML can hold."""
    found = _NO_XML.search(text)
    if found is not None:
        raise OptionError(f"the answer has the character U+{ord(found[0]):04X}, which no XML can hold; ask for JSON")
    return text


def _checked(triple: pyoxigraph.Triple) -> pyoxigraph.Triple:
    _held(str(getattr(triple.object, "value", "")))
    return triple
