"""Results of queries: cells for people, and the SPARQL 1.1 formats for programs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from graphbuild.errors import InputError, OptionError

if TYPE_CHECKING:
    import pyoxigraph

_XSD = "http://www.w3.org/2001/XMLSchema#"
_NUMBERS = frozenset({"integer", "decimal", "double", "float", "int", "long"})


@dataclass(slots=True)
class Rows:
    """The answer to a SELECT or an ASK: names of columns, terms or None by row; ``cut`` says that there were more."""

    columns: Sequence[str]
    rows: list[tuple[Any, ...]] = field(default_factory=list)
    cut: bool = False
    truth: bool | None = None


@dataclass(slots=True)
class Triples:
    """The answer to a CONSTRUCT or a DESCRIBE, sorted, each triple once."""

    triples: list[pyoxigraph.Triple]
    cut: bool = False


def ask(store: pyoxigraph.Store, query: str, *, limit: int | None = None) -> Rows | Triples:
    """Puts a query to a store. ``limit`` is the most rows or triples that come back.

    Raises InputError, with the place, for a query that is no SPARQL, OptionError for one that asks another server.
    """
    import pyoxigraph

    try:
        answer = store.query(query)
        if isinstance(answer, pyoxigraph.QueryBoolean):
            return Rows(["answer"], truth=bool(answer))
        found: list[Any] = []
        for item in answer:
            if limit is not None and len(found) == limit:
                break
            found.append(item)
        else:
            limit = None
    except SyntaxError as error:
        raise InputError(f"the query is no SPARQL{_place(str(error))}") from None
    except (ValueError, RuntimeError, OSError) as error:
        raise OptionError(f"the query cannot be answered: {error}") from None
    if isinstance(answer, pyoxigraph.QueryTriples):
        return Triples(sorted(set(found), key=str), cut=limit is not None)
    columns = [variable.value for variable in answer.variables]
    return Rows(columns, [tuple(row[name] for name in columns) for row in found], cut=limit is not None)


def _place(said: str) -> str:
    """Where a query goes wrong. The parser lists all that could stand there, which may be a page."""
    match = re.search(r"error at (\d+):(\d+): (.*)", said, re.DOTALL)
    if match is None:
        return f": {' '.join(said.split())[:300]}"
    expected = " ".join(match[3].split())
    return f": line {match[1]}, column {match[2]}" + (f": {expected}" if len(expected) < 200 else "")


def cell(term: Any) -> str | int | float | None:
    """A term as a spreadsheet holds it: text, number, address, or nothing."""
    if term is None:
        return None
    if _is_number(term):
        number = Decimal(term.value) if term.value.lower() not in ("inf", "-inf", "nan") else None
        return (
            term.value if number is None else (int(number) if number == number.to_integral_value() else float(number))
        )
    return str(term.value) if hasattr(term, "value") else str(term)


def to_json(answer: Rows) -> str:
    """SPARQL 1.1 Query Results JSON Format."""
    if answer.truth is not None:
        return json.dumps({"head": {}, "boolean": answer.truth}) + "\n"
    bindings = [
        {name: binding(term) for name, term in zip(answer.columns, row, strict=True) if term is not None}
        for row in answer.rows
    ]
    data = {"head": {"vars": list(answer.columns)}, "results": {"bindings": bindings}}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def to_tsv(answer: Rows) -> Iterator[str]:
    """SPARQL 1.1 Query Results TSV Format, a line at a time."""
    return tsv_lines(answer.columns, answer.rows)


def tsv_lines(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """The same of rows that are not all at hand."""
    yield "\t".join(f"?{name}" for name in columns) + "\n"
    for row in rows:
        yield "\t".join("" if term is None else _turtle(term) for term in row) + "\n"


def to_turtle(answer: Triples) -> Iterator[str]:
    """N-Triples, which every reader of Turtle reads."""
    for triple in answer.triples:
        yield f"{triple} .\n"


def _is_number(term: Any) -> bool:
    datatype = getattr(getattr(term, "datatype", None), "value", "")
    return datatype.startswith(_XSD) and datatype[len(_XSD) :] in _NUMBERS


def _turtle(term: Any) -> str:
    return str(term).replace("\t", "\\t")


def binding(term: Any) -> dict[str, Any]:
    """A term as SPARQL 1.1 Query Results JSON Format has it, section 3.2.2; a triple as SPARQL 1.2 does."""
    import pyoxigraph

    if isinstance(term, pyoxigraph.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, pyoxigraph.BlankNode):
        return {"type": "bnode", "value": term.value}
    if not isinstance(term, pyoxigraph.Literal):
        parts = {part: binding(getattr(term, part)) for part in ("subject", "predicate", "object")}
        return {"type": "triple", "value": parts}
    found = {"type": "literal", "value": term.value}
    if term.language:
        found["xml:lang"] = term.language
    elif term.datatype.value != _XSD + "string":
        found["datatype"] = term.datatype.value
    return found
