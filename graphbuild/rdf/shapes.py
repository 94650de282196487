"""The shapes of ``ontologies/shapes.ttl`` as SPARQL: the same checks as SHACL makes, on graphs of any size.

Each constraint of a shape becomes a query for the nodes that break it, put to a store. What is understood is the part
of SHACL (W3C Recommendation, 2017) that the shapes use; a shape with anything else is refused when it is read, so
that no rule is silently left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphbuild.errors import InputError
from graphbuild.rdf.ontology import shapes_path

if TYPE_CHECKING:
    import pyoxigraph

_SH = "http://www.w3.org/ns/shacl#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_PREFIXES = "PREFIX gb: <https://w3id.org/graphbuild/ns#> PREFIX oa: <http://www.w3.org/ns/oa#> "
_TARGET = "#target#"
_NAMELESS = frozenset({"path", "message", "severity", "minCount", "maxCount"})
_ABOUT = frozenset({"targetClass", "targetSubjectsOf", "property", "sparql", "message", "severity"})
# what Oxigraph can cast, and so can tell a well-formed literal from
_CASTS = frozenset(_XSD + name for name in ("integer", "decimal", "date", "gYearMonth", "gYear"))


@dataclass(frozen=True, slots=True)
class Target:
    """The nodes that a shape is about: those of its classes, and the subjects of its properties."""

    classes: tuple[str, ...]
    subjects_of: tuple[str, ...]

    def pattern(self, *, classes_only: bool) -> str:
        parts = [f"{{ ?this a {name} }}" for name in self.classes]
        if not classes_only:
            parts += [f"{{ ?this {name} ?any }}" for name in self.subjects_of]
        return " UNION ".join(parts)

    def in_classes(self, store: pyoxigraph.Store) -> bool:
        """True when the classes alone have all the nodes, as they have in a graph without a fault: asking for them
        is several times quicker."""
        if not self.classes or not self.subjects_of:
            return bool(self.classes)
        others = " UNION ".join(f"{{ ?this {name} ?any }}" for name in self.subjects_of)
        outside = " ".join(f"FILTER NOT EXISTS {{ ?this a {name} }}" for name in self.classes)
        return not store.query(f"ASK {{ {others} {outside} }}")


@dataclass(frozen=True, slots=True)
class Check:
    """A rule: its query finds ``?this``, ``?path`` and ``?value`` of what breaks it; ``message`` says it in words."""

    target: Target
    pattern: str
    message: str
    path: str | None
    warning: bool

    def query(self, *, classes_only: bool) -> str:
        target = self.target.pattern(classes_only=classes_only)
        return f"{_PREFIXES} SELECT ?this ?path ?value WHERE {{ {self.pattern.replace(_TARGET, target)} }}"


@dataclass(frozen=True, slots=True, order=True)
class Failure:
    """A node that breaks a rule. ``sentence`` is the text that shows which statement it is, where there is one."""

    node: str
    message: str
    path: str | None = None
    value: str | None = None
    sentence: str | None = None
    warning: bool = False


def failures(store: pyoxigraph.Store) -> list[Failure]:
    """All breaks of the rules in the default graph of a store, by node; one for each node, rule and value."""
    found: dict[tuple[str, str, str | None, str | None], Failure] = {}
    in_classes = {target: target.in_classes(store) for target in {check.target for check in checks()}}
    for check in checks():
        query = check.query(classes_only=in_classes[check.target])
        for this, path, value in store.query(query):  # type: ignore[union-attr]  # rows of a SELECT
            where = check.path if path is None else path.value
            what = None if value is None else str(getattr(value, "value", value))
            key = (this.value, check.message, where, what)
            if key not in found:
                sentence = _sentence(store, this)
                found[key] = Failure(this.value, check.message, where, what, sentence, check.warning)
    return sorted(found.values(), key=lambda f: (f.warning, f.node, f.message, f.path or "", f.value or ""))


def _sentence(store: pyoxigraph.Store, node: Any) -> str | None:
    """The sentence of a statement, else the words of a passage."""
    import pyoxigraph

    def objects(subject: Any, name: str) -> Iterator[Any]:
        for quad in store.quads_for_pattern(subject, pyoxigraph.NamedNode(name), None):
            yield quad.object

    exact, gb = "http://www.w3.org/ns/oa#exact", "https://w3id.org/graphbuild/ns#"
    places = chain((node,), objects(node, gb + "sentence"), objects(node, gb + "evidence"))
    texts = (text for place in places if not isinstance(place, pyoxigraph.Literal) for text in objects(place, exact))
    return next((str(text.value) for text in texts), None)


@cache
def checks() -> tuple[Check, ...]:
    """The checks of shapes.ttl."""
    return tuple(compiled(shapes_path()))


def compiled(path: Path) -> Iterator[Check]:
    """The checks of a file of shapes. Raises InputError for a constraint that is not understood."""
    shapes = _Shapes(path)
    for shape in shapes.nodes():
        yield from shapes.checks(shape)


class _Shapes:
    """A file of shapes, read and turned into queries."""

    def __init__(self, path: Path) -> None:
        import pyoxigraph

        self.path = path
        self.store = pyoxigraph.Store()
        self.store.load(path.read_bytes(), pyoxigraph.RdfFormat.TURTLE)

    def nodes(self) -> list[Any]:
        import pyoxigraph

        kind = pyoxigraph.NamedNode(_RDF + "type")
        shape = pyoxigraph.NamedNode(_SH + "NodeShape")
        return sorted((quad.subject for quad in self.store.quads_for_pattern(None, kind, shape)), key=str)

    def checks(self, shape: Any) -> Iterator[Check]:
        facts = self.facts(shape)
        target = Target(
            tuple(map(str, facts.get("targetClass", ()))), tuple(map(str, facts.get("targetSubjectsOf", ())))
        )
        warning = any(str(s).endswith("Warning>") for s in facts.get("severity", ()))
        message = self.message(facts)
        for name in sorted(set(facts) - _ABOUT):
            for value in facts[name]:
                text = message or f"a {str(shape).rpartition('#')[2].rstrip('>').lower()} has sh:{name} {_short(value)}"
                broken = f"{_TARGET} BIND (?this AS ?value) FILTER ({self.breaks(name, value)})"
                yield Check(target, broken, text, None, warning)
        for place in facts.get("property", ()):
            yield from self.property_checks(target, self.facts(place), warning=warning)
        for rule in facts.get("sparql", ()):
            facts = self.facts(rule)
            (select,) = facts["select"]
            yield Check(target, _rewritten(select.value), self.message(facts) or "", None, warning)

    def property_checks(self, target: Target, facts: dict[str, list[Any]], *, warning: bool) -> Iterator[Check]:
        (path,) = facts["path"]
        message = self.message(facts) or ""
        for count in (*facts.get("minCount", ()), *facts.get("maxCount", ())):
            if count.value != "1":
                raise InputError(f"{self.path}: sh:minCount and sh:maxCount other than 1 are not understood")
        patterns = []
        if "minCount" in facts:
            patterns.append(f"FILTER NOT EXISTS {{ ?this {path} ?some }}")
        if "maxCount" in facts:
            patterns.append(f"?this {path} ?one, ?other FILTER (!sameTerm(?one, ?other))")
        broken = [self.breaks(name, value) for name in sorted(set(facts) - _NAMELESS) for value in facts[name]]
        if broken:
            patterns.append(f"?this {path} ?value FILTER ({' || '.join(broken)})")
        for pattern in patterns:
            yield Check(target, f"{_TARGET} {pattern}", message, path.value, warning)

    def breaks(self, name: str, value: Any) -> str:
        """A condition that is true of a ``?value`` that breaks a constraint, also where a comparison has no meaning."""
        if name == "or":
            return "(" + " && ".join(self.breaks(*self.only(part)) for part in self.members(value)) + ")"
        if name == "class":
            return f"NOT EXISTS {{ ?value a {value} }}"
        if name == "in":
            terms = ", ".join(str(term) for term in self.members(value))
            return f"!COALESCE(?value IN ({terms}), false)"
        if name == "datatype":
            cast = f" || !COALESCE(BOUND(?value) && STRLEN(STR({value}(STR(?value)))) > 0, false)"
            return f"(!isLiteral(?value) || DATATYPE(?value) != {value}{cast if value.value in _CASTS else ''})"
        if name == "nodeKind":
            kinds = {"IRI": "!isIRI(?value)", "IRIOrLiteral": "isBlank(?value)"}
            return kinds[value.value.removeprefix(_SH)]
        simple = {
            "minInclusive": f"!COALESCE(?value >= {value}, false)",
            "maxInclusive": f"!COALESCE(?value <= {value}, false)",
            "minLength": f"!COALESCE(STRLEN(STR(?value)) >= {value}, false)",
            "pattern": f"!COALESCE(REGEX(STR(?value), {value}), false)",
        }
        if name not in simple:
            raise InputError(f"{self.path}: sh:{name} is not understood; take --engine pyshacl for such shapes")
        return simple[name]

    def only(self, node: Any) -> tuple[str, Any]:
        ((name, (value,)),) = self.facts(node).items()
        return name, value

    def facts(self, node: Any) -> dict[str, list[Any]]:
        """What SHACL says of a node, by the term's own name."""
        found: dict[str, list[Any]] = {}
        for quad in self.store.quads_for_pattern(node, None, None):
            if quad.predicate.value.startswith(_SH):
                found.setdefault(quad.predicate.value.removeprefix(_SH), []).append(quad.object)
        found.pop("prefixes", None)
        return {name: sorted(values, key=str) for name, values in found.items()}

    def members(self, node: Any) -> Iterator[Any]:
        """The members of an RDF list."""
        import pyoxigraph

        first, rest = pyoxigraph.NamedNode(_RDF + "first"), pyoxigraph.NamedNode(_RDF + "rest")
        while node != pyoxigraph.NamedNode(_RDF + "nil"):
            yield next(self.store.quads_for_pattern(node, first, None)).object
            node = next(self.store.quads_for_pattern(node, rest, None)).object

    def message(self, facts: dict[str, list[Any]]) -> str | None:
        return next((str(message.value) for message in facts.get("message", ())), None)


def _short(value: Any) -> str:
    return str(getattr(value, "value", value)).rpartition("#")[2]


def _rewritten(select: str) -> str:
    """The WHERE clause, as a pattern, of a constraint in SPARQL.

    SHACL has no MINUS. Where the pattern inside shares its variables with what is before it, it means the same as
    NOT EXISTS, and is one pass where NOT EXISTS asks anew for each row.
    """
    query = select.replace("$this", "?this").replace("FILTER NOT EXISTS", "MINUS").strip()
    opening = query.index("{") + 1
    return f"{{ {query[:opening]} {_TARGET} {query[opening:]} }}"
