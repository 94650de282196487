"""How single values look in Turtle and N-Triples: names, literals, dates."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field
from functools import lru_cache

from graphbuild.errors import OutputError
from graphbuild.iri import check_iri, is_iri

KINDS = ("country", "document", "institution", "law", "person", "proposal", "run", "statement")

# ASCII only: what Turtle allows in a local name without escapes, and every parser reads alike
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
# what comes after the base and means the same to every resolver: one folder, no dots that lead upwards
_RELATIVE = re.compile(r"[a-z]+/(?!\.)[^\x00-\x23%&/:?\\]+(?:#[^\x00-\x20%]*)?")
_ESCAPED = re.compile(
    '["\\\\\x00-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\uffff]'
)
_REMEMBERED = 4096  # addresses: actors and targets come again and again, passages do not
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


@dataclass(frozen=True, slots=True)
class Names:
    """Writes IRIs short: with a prefix for each kind of node, else relative to the base, else in full.

    Raises OptionError for a base that cannot be one.
    """

    base: str
    _known: dict[str, str] = field(default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        check_iri(self.base)

    def prefixes(self) -> dict[str, str]:
        """The prefixes that end in a folder of the base, by name."""
        return {kind: f"{self.base}{kind}/" for kind in KINDS}

    def name(self, iri: str) -> str:
        """An IRI as Turtle. Raises OutputError for one that a parser would refuse."""
        known = self._known.get(iri)
        if known is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            known = self._known[iri] = self._short(checked(iri))
        return known

    def _short(self, iri: str) -> str:
        if iri.startswith(self.base):
            rest = iri[len(self.base) :]
            kind, _, local = rest.partition("/")
            if kind in KINDS and _LOCAL.fullmatch(local):
                return f"{kind}:{local}"
            if _RELATIVE.fullmatch(rest):
                return f"<{rest}>"
        return f"<{iri}>"


@lru_cache(_REMEMBERED)
def checked(iri: str) -> str:
    """The same IRI. Raises OutputError for one that a parser would refuse."""
    if not is_iri(iri):
        raise OutputError(f"{iri!r} is no absolute http, https or urn IRI, so it cannot stand in RDF")
    return iri


def literal(text: str) -> str:
    """A string in quotes, on one line; what is invisible or changes direction is escaped.

    Half a surrogate pair has no form in any encoding and becomes U+FFFD, which has the same length.
    """
    return f'"{_ESCAPED.sub(_escape, text)}"'


def address(url: str) -> str:
    """An IRI where the text is one, else a literal, so that no address is lost."""
    return f"<{url}>" if is_iri(url) else literal(url)


@lru_cache(_REMEMBERED)
def typed_date(text: str) -> str | None:
    """The datatype of an ISO 8601 date by its precision: xsd:date, xsd:gYearMonth or xsd:gYear; None for no date."""
    for pattern, datatype in ((r"\d{4}-\d{2}-\d{2}", "date"), (r"\d{4}-\d{2}", "gYearMonth"), (r"\d{4}", "gYear")):
        if re.fullmatch(pattern, text, re.ASCII) and _in_calendar(text):
            return f"xsd:{datatype}"
    return None


def decimal(value: float) -> str:
    """Three places and a point, which makes it an xsd:decimal; a Python float's own form would be a double."""
    if not 0 <= value <= 1:
        raise OutputError(f"a confidence of {value!r} is no probability from 0 to 1")
    return f"{value:.3f}"


def _in_calendar(text: str) -> bool:
    try:
        datetime.date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        return False
    return True


def _escape(match: re.Match[str]) -> str:
    char = match[0]
    if "\ud800" <= char <= "\udfff":
        return "\ufffd"
    return _SHORT.get(char) or f"\\u{ord(char):04X}"
