"""JSON-LD 1.1 with the context of ``ontologies/context.jsonld`` inside the file: plain JSON for whoever wants that."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TextIO

from graphbuild.graph import KnowledgeGraph
from graphbuild.iri import check_iri, is_iri, passage_iri
from graphbuild.model import Span
from graphbuild.rdf.lexical import checked
from graphbuild.rdf.ontology import context_path
from graphbuild.rdf.records import Records

Value = Any  # what json.dumps takes: an object with id, or with type and value, or a plain string or number


class JsonLd:
    """Terms and blocks as JSON values. ``context`` gives each term's key and the type that its values need not say."""

    def __init__(self, context: Mapping[str, Any]) -> None:
        self._keys: dict[str, str] = {}
        self._types: dict[str, str] = {}
        for key, definition in context.items():
            name = definition["@id"] if isinstance(definition, dict) else definition
            self._keys[name] = key
            if isinstance(definition, dict) and "@type" in definition:
                self._types[key] = definition["@type"]

    def iri(self, iri: str) -> Value:
        return {"id": checked(iri)}

    def name(self, name: str) -> Value:
        return {"id": name}

    def literal(self, text: str) -> Value:
        return text.encode("utf-8", "replace").decode("utf-8") if max(text, default="") >= "\ud800" else text

    def typed(self, text: str, datatype: str) -> Value:
        return int(text) if datatype == "xsd:integer" else {"type": datatype, "value": text}

    def address(self, url: str) -> Value:
        return {"id": url} if is_iri(url) else url

    def passage(self, document: str, span: Span) -> Value:
        return {"id": passage_iri(checked(document), span.start, span.end)}

    def block(
        self, subject: Value, kind: str | None, properties: Iterable[tuple[str, Sequence[Value]]], graph: str | None
    ) -> dict[str, Any]:
        found: dict[str, Any] = dict(subject)
        if kind is not None:
            found["type"] = self._keys[kind]
        for name, values in properties:
            if values:
                key = self._keys[name]
                plain = [_plain(value, self._types.get(key)) for value in values]
                found[key] = plain[0] if len(plain) == 1 else plain
        return found


def write_jsonld(graph: KnowledgeGraph, file: TextIO) -> None:
    """Writes the graph as JSON-LD, an object a line. Open the file with ``encoding="utf-8", newline="\\n"``.

    Raises OptionError for a base that is no IRI and OutputError for a node or statement that has no form in RDF.
    """
    check_iri(graph.base)
    context = json.loads(context_path().read_text(encoding="utf-8"))["@context"]
    file.write('{"@context": ' + json.dumps(context, ensure_ascii=False) + ',\n"@graph": [')
    between = "\n"
    for block in Records(graph).blocks(JsonLd(context)):
        file.write(between + json.dumps(block, ensure_ascii=False))
        between = ",\n"
    file.write("\n]}\n")


def _plain(value: Value, type_: str | None) -> Value:
    """The value without what the context says of all values of its key."""
    if isinstance(value, dict) and type_ is not None:
        if type_ == "@id" and "value" not in value:
            return value["id"]
        if value.get("type") == type_:
            return value["value"]
    return value
