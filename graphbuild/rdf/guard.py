"""What a query may not ask for: other servers, changes, nesting without end. Told from its words, before it runs.

The parser of the store reads ``<`` as less-than where that makes sense to it, so the same characters can be an address
to one reader and a comparison with a comment to another. Where that could hide a word, the query is refused.
"""

from __future__ import annotations

import re

DEPTH = 200
"""The deepest nesting of brackets."""

_UPDATES = frozenset(["INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"])
_ESCAPE = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"
_TOKEN = re.compile(
    rf"""
    (?P<comment>\#[^\r\n]*)
    |(?P<iri><(?:[^\x00-\x20<>"{{}}|^`\\]|{_ESCAPE})*>)
    |(?P<text>\"{{3}}(?:\\.|[^\\])*?\"{{3}}|'{{3}}(?:\\.|[^\\])*?'{{3}}|"(?:\\.|[^"\\\r\n])*"|'(?:\\.|[^'\\\r\n])*')
    |(?P<variable>[?$]\w+|@[A-Za-z]+(?:-\w+)*)
    |(?P<name>[\w.-]*+:(?:[\w:.-]|%[0-9A-Fa-f]{{2}}|\\[^\r\n])*)
    |(?P<word>[\w.-]+)
    |(?P<open>[({{\[])
    |(?P<close>[)}}\]])
    """,
    re.DOTALL | re.VERBOSE,
)
_SERVICE = re.compile("service", re.IGNORECASE)
# the store reads 5SERVICE and SERVICEex:a as two words, and a name may end at a dot
_HIDDEN = re.compile(r"^[^:]*service|\.service", re.IGNORECASE)


def refusal(query: str) -> str | None:
    """Why a query is not answered here, in words; None where nothing speaks against it."""
    depth = deepest = 0
    words: list[str] = []
    service = doubtful = False
    for match in _TOKEN.finditer(query):
        kind, part = match.lastgroup, match[0]
        depth += (kind == "open") - (kind == "close")
        deepest = max(deepest, depth)
        if kind == "word":
            words.append(part.upper())
            service = service or "SERVICE" in words[-1]
        service = service or (kind == "name" and _HIDDEN.search(part) is not None)
        doubtful = doubtful or (kind == "iri" and ")" in part)
    if service:
        return "SERVICE asks another server, which this endpoint never does"
    if doubtful and _SERVICE.search(query):
        return "an address with a bracket could hide the word SERVICE here; write the bracket as %29"
    if deepest > DEPTH:
        return f"the query nests brackets more than {DEPTH} deep"
    if next((word for word in words if word not in ("PREFIX", "BASE")), "") in _UPDATES:
        return "this is an update, and the endpoint is read-only"
    return None
