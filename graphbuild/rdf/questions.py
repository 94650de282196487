"""Research questions in SPARQL: files that say what they answer and which variables they take, and values put in
safely.

A question file starts with comment lines: the question, what a row is, and a line for each variable::

    # Who is for something?
    # A row a statement.
    # ?proposal (entity): what it is about
    # ?min (number, default 0): the least confidence

A value never becomes part of the query's text as it is: it is made a term (an address that the store knows, or a
literal), and the term is joined by VALUES at the start of the WHERE clause (SPARQL 1.1 Query, section 10).
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from graphbuild.errors import InputError, OptionError
from graphbuild.iri import is_iri
from graphbuild.rdf import terms
from graphbuild.rdf.lexical import literal
from graphbuild.rdf.ontology import queries_path

if TYPE_CHECKING:
    import pyoxigraph

KINDS: Mapping[str, tuple[str, ...]] = {
    "entity": tuple(terms.ENTITY_CLASSES.values()),
    "actor": tuple(terms.ENTITY_CLASSES[type] for type in ("person", "institution", "country")),
    "document": (terms.DOCUMENT,),
}
"""What a variable may stand for, besides ``number`` and ``text``, and the classes of such nodes."""

_VARIABLE = re.compile(
    r"#\s*\?(?P<name>\w+) \((?P<kind>\w+)(?:, (?P<more>optional|default (?P<default>[^)]+)))?\): (?P<text>.+)"
)
_TOKEN = re.compile(
    r"""\#[^\n]*|<[^\s<>"{}|^`\\]*>|\"{3}(?:\\.|[^\\])*?\"{3}|'{3}(?:\\.|[^\\])*?'{3}|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'"""
    r"|[{}()]|[A-Za-z_][\w:.-]*",
    re.DOTALL,
)
_SCALARS = ("number", "text")
_CLOSE = 5


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable of a question. ``default`` is the number or text that stands in; one that is not ``optional`` and
    has no default must be given."""

    name: str
    kind: str
    text: str
    default: str | None = None
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """A query with what it says of itself: ``title`` is its first comment line, ``text`` the SPARQL."""

    name: str
    title: str
    variables: tuple[Variable, ...]
    text: str


def questions() -> list[Question]:
    """The named questions, by name."""
    return [read_question(path) for path in sorted(queries_path().glob("*.rq"))]


def question(name: str) -> Question:
    """A named question, or one in a file. Raises OptionError for a name or file that is not there."""
    path = queries_path() / f"{name}.rq"
    if re.fullmatch(r"[\w-]+", name) and path.is_file():
        return read_question(path)
    if Path(name).is_file():
        return read_question(Path(name))
    known = [path.stem for path in queries_path().glob("*.rq")]
    raise OptionError(
        f"{name}: no named question and no file{_meant(name, known)}; `graphbuild query --list` shows all"
    )


def read_question(path: Path) -> Question:
    """Reads a file of SPARQL. Raises InputError for one that cannot be read or a variable of no known kind."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read: {getattr(error, 'strerror', None) or 'not UTF-8 text'}") from None
    comments = [line for line in text.splitlines() if line.startswith("#")]
    variables = []
    for match in filter(None, map(_VARIABLE.match, comments)):
        if match["kind"] not in (*KINDS, *_SCALARS):
            known = ", ".join((*KINDS, *_SCALARS))
            raise InputError(f"{path}: ?{match['name']} is of no known kind {match['kind']!r}; known: {known}")
        optional = match["more"] == "optional"
        variables.append(Variable(match["name"], match["kind"], match["text"], match["default"], optional))
    title = comments[0].lstrip("# ") if comments else path.stem
    return Question(path.stem, title, tuple(variables), text)


def bound(question: Question, values: Mapping[str, str], store: pyoxigraph.Store) -> str:
    """The query with its variables' values. A value is an address, a name that the store knows, a number or a text.

    Raises OptionError for a variable that is missing or that the query does not have, and for a name that nothing or
    more than one thing has.
    """
    known = {variable.name: variable for variable in question.variables}
    for name in values:
        if name not in known and not re.search(rf"[?$]{re.escape(name)}\b", question.text):
            raise OptionError(f"--var {name}: the question has no ?{name}{_meant(name, known)}")
    chosen: dict[str, str] = {}
    for variable in question.variables:
        value = values.get(variable.name, variable.default)
        if value is not None:
            chosen[variable.name] = _term(variable.name, variable.kind, value, store)
        elif not variable.optional:
            raise OptionError(f"{question.name} needs --var {variable.name}=…: {variable.text}")
    for name in sorted(set(values) - set(known)):
        chosen[name] = _term(name, None, values[name], store)
    return with_values(question.text, chosen)


def with_values(text: str, values: Mapping[str, str]) -> str:
    """The query with a VALUES clause for each variable at the start of its WHERE clause; ``values`` are terms as
    SPARQL writes them. Raises OptionError for a query without a WHERE clause."""
    if not values:
        return text
    place = _where(text)
    if place is None:
        raise OptionError("a query without { … } takes no --var")
    clauses = "".join(f" VALUES ?{name} {{ {term} }}" for name, term in values.items())
    return text[:place] + clauses + text[place:]


def _where(text: str) -> int | None:
    """The place after the brace that opens the WHERE clause."""
    depth, seen, first = 0, False, None
    for match in _TOKEN.finditer(text):
        part = match[0]
        if part in "{(":
            if part == "{" and depth == 0:
                if seen:
                    return match.end()
                first = first or match.end()
            depth += 1
        elif part in "})":
            depth -= 1
        elif depth == 0 and part.upper() == "WHERE":
            seen = True
    return first


def _term(name: str, kind: str | None, value: str, store: pyoxigraph.Store) -> str:
    """A value as SPARQL writes it."""
    if kind == "text":
        return literal(value)
    if kind == "number" or (kind is None and re.fullmatch(r"-?\d+(\.\d+)?", value)):
        if not re.fullmatch(r"-?\d+(\.\d+)?", value, re.ASCII):
            raise OptionError(f"--var {name}={value}: give a number such as 0.5")
        return value
    if is_iri(value):
        return f"<{value}>"
    found = sorted(node for node, label in _named(kind or "entity", store) if label == value)
    if not found:
        folded = value.casefold()
        found = sorted(node for node, label in _named(kind or "entity", store) if label.casefold() == folded)
    found = list(dict.fromkeys(found))
    if len(found) == 1:
        return f"<{found[0]}>"
    if found:
        raise OptionError(f"--var {name}={value}: more than one has this name; give an address: {', '.join(found)}")
    if kind is None:
        return literal(value)
    names = [label for _, label in _named(kind, store)]
    what = "actor" if kind == "actor" else kind
    raise OptionError(f"--var {name}={value}: the graph has no {what} of this name{_meant(value, names)}")


def _named(kind: str, store: pyoxigraph.Store) -> Iterator[tuple[str, str]]:
    """Addresses and names of all nodes of a kind, other names included."""
    prefixes = "".join(f"PREFIX {prefix}: <{iri}> " for prefix, iri in terms.PREFIXES.items())
    names = f"{terms.LABEL}|{terms.ALT_LABEL}|{terms.TITLE}|{terms.IDENTIFIER}"
    classes = " ".join(KINDS[kind])
    found = store.query(
        f"{prefixes} SELECT ?node ?name {{ VALUES ?class {{ {classes} }} ?node a ?class ; {names} ?name }}"
    )
    for node, name in found:  # type: ignore[union-attr]  # rows of a SELECT
        yield node.value, name.value


def _meant(given: str, known: Mapping[str, object] | list[str]) -> str:
    """Names close to one that is not there, as a question."""
    folded = {name.casefold(): name for name in known}
    close = difflib.get_close_matches(given.casefold(), sorted(folded), n=_CLOSE, cutoff=0.6)
    close += sorted(name for name in folded if given.casefold() in name and name not in close)[: _CLOSE - len(close)]
    return f"; did you mean {', '.join(repr(folded[name]) for name in close)}?" if close else ""
