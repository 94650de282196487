"""The SPARQL 1.1 Protocol: what a request asks for, and which of our formats the asker likes best."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from urllib.parse import parse_qsl

from graphbuild.serve.pool import RefusalError

QUERY = 2**18
"""The most bytes of a query."""

BODY = 3 * QUERY + 2**12
"""The most bytes of a body: in a form each byte of the query may take three."""

FORM = "application/x-www-form-urlencoded"
SPARQL = "application/sparql-query"

ROWS: Mapping[str, str] = {
    "application/sparql-results+json": "json",
    "application/sparql-results+xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
    "application/json": "json",
    "application/xml": "xml",
}
"""Types for SELECT and ASK, the one that we like best first."""

GRAPHS: Mapping[str, str] = {
    "text/turtle": "turtle",
    "application/n-triples": "ntriples",
    "application/rdf+xml": "rdfxml",
    "application/ld+json": "jsonld",
}
"""Types for CONSTRUCT and DESCRIBE."""

_FIELDS = 100
_RANGE = re.compile(r"[\w!#$&^.+*-]+/[\w!#$&^.+*-]+")
_NO_DATASET = "the endpoint has one graph and takes no default-graph-uri or named-graph-uri; leave them out"
Pairs = list[tuple[str, str]]


def of_address(query_string: bytes) -> str | None:
    """The query in the address of a GET, None where there is none. Raises RefusalError."""
    return _query(_pairs(query_string))


def of_body(content_type: str, query_string: bytes, body: bytes) -> str | None:
    """The query of a POST. Raises RefusalError."""
    kind, _, more = content_type.partition(";")
    kind = kind.strip().lower()
    charset = re.search(r'charset\s*=\s*"?([\w-]+)', more, re.IGNORECASE)
    if kind not in (FORM, SPARQL) or (charset and charset[1].lower() not in ("utf-8", "utf8")):
        update = " (the endpoint is read-only)" if kind == "application/sparql-update" else ""
        raise RefusalError(415, f"send {SPARQL} or {FORM}, in UTF-8{update}")
    in_address = _pairs(query_string)
    if kind == FORM:
        return _query([*in_address, *_pairs(body)], needed=True)
    if _query(in_address) is not None:
        raise RefusalError(400, "one query in the address and another in the body; send one")
    return _checked(_text(body))


def _pairs(encoded: bytes) -> Pairs:
    try:
        return parse_qsl(_text(encoded), keep_blank_values=True, errors="strict", max_num_fields=_FIELDS)
    except UnicodeDecodeError:
        raise RefusalError(400, "the parameters are not UTF-8") from None
    except ValueError:
        raise RefusalError(400, f"more than {_FIELDS} parameters") from None


def _checked(query: str) -> str:
    if len(query.encode()) > QUERY:
        raise RefusalError(413, f"the query has more than {QUERY} bytes")
    return query


def _text(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError:
        raise RefusalError(400, "the query is not UTF-8") from None


def _query(pairs: Pairs, *, needed: bool = False) -> str | None:
    names = {name for name, _ in pairs}
    if "update" in names:
        raise RefusalError(400, "the endpoint is read-only and takes no update")
    if names & {"default-graph-uri", "named-graph-uri"}:
        raise RefusalError(400, _NO_DATASET)
    found = [value for name, value in pairs if name == "query"]
    if len(found) > 1:
        raise RefusalError(400, "more than one query")
    if not found and needed:
        raise RefusalError(400, "no parameter named query")
    return _checked(found[0]) if found else None


def preferred(accept: str | None, offered: Sequence[str]) -> str | None:
    """The offered media type that an Accept header likes best (RFC 9110, section 12.5.1); None for no such type.

    Without a header, or with a broken one, anything will do. The order of ``offered`` decides among equals.
    """
    ranges = _ranges(accept or "")
    if not ranges:
        return offered[0]
    best = max(offered, key=lambda type: (_quality(type, ranges), -offered.index(type)))
    return best if _quality(best, ranges) > 0 else None


def _ranges(accept: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for part in accept.split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        if not _RANGE.fullmatch(name):
            continue
        quality = 1.0
        for parameter in parameters:
            match = re.fullmatch(r"q\s*=\s*([01](?:\.\d{0,3})?)", parameter, re.IGNORECASE)
            if match:
                quality = min(float(match[1]), 1.0)
        found[name.lower()] = max(quality, found.get(name.lower(), 0.0))
    return found


def _quality(type: str, ranges: Mapping[str, float]) -> float:
    """The quality by the most specific range that fits."""
    for name in (type, f"{type.partition('/')[0]}/*", "*/*"):
        if name in ranges:
            return ranges[name]
    return 0.0
