"""Addresses: how names become IRIs, and which IRIs can be used.

An address is the base, the kind of thing, and a slug of its name: ``https://…/id/person/ada-moreau``. Slugs keep
the letters and digits of every script, as RFC 3987 allows, so no percent signs are needed.

Two names share an address only when they differ in case, spacing or Unicode normal form alone. A slug that lost
anything else (punctuation, symbols, a cut tail) ends in a dot and a digest of the name; no slug without a digest
has a dot, so the two sorts cannot meet.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from graphbuild.errors import OptionError
from graphbuild.model import EntityType, Relation, Span

MAX_SLUG = 80
_DIGEST = 12

# ucschar of RFC 3987, section 2.2
_UCSCHAR = "\xa0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef" + "".join(
    f"{chr(plane)}-{chr(plane + 0xFFFD)}" for plane in range(0x10000, 0xE0000, 0x10000)
)
_UCSCHAR += f"{chr(0xE1000)}-{chr(0xEFFFD)}"
_CHAR = rf"(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/{_UCSCHAR}]|%[0-9A-Fa-f]{{2}})"
_TAIL = rf"(?:\?(?:{_CHAR}|\?)*)?(?:#(?:{_CHAR}|\?)*)?"
_HOST = rf"[A-Za-z0-9\-._~{_UCSCHAR}]+(?::[0-9]{{1,5}})?"
_HTTP = re.compile(rf"https?://{_HOST}(?:/{_CHAR}*)?{_TAIL}", re.IGNORECASE)
_URN = re.compile(rf"urn:[A-Za-z0-9][A-Za-z0-9\-]{{1,31}}:{_CHAR}+{_TAIL}", re.IGNORECASE)
_LEGAL = re.compile(f"[A-Za-z0-9{_UCSCHAR}]")


def slug(name: str) -> str:
    """The part of an address that stands for a name: never empty, at most ``MAX_SLUG`` characters and a digest."""
    exact = _normal(name)
    words = "-".join("".join(c if _keeps(c) else " " for c in exact).split())
    if words and len(words) <= MAX_SLUG and words == exact.replace(" ", "-") and "-" not in exact:
        return words
    return _with_digest(words, exact)


def entity_iri(base: str, type: EntityType, name: str, *, qualifier: str | None = None) -> str:
    """The address of an entity. ``qualifier`` tells apart two of the same type and name."""
    if qualifier is None:
        return f"{base}{type}/{slug(name)}"
    told_apart = f"{_normal(name)}\n{qualifier}"
    return f"{base}{type}/{_with_digest(slug(name).partition('.')[0], told_apart)}"


def document_iri(base: str, document: str) -> str:
    """The address of a document by its id. An id of letters, digits, ``-`` and ``_`` stays as it is."""
    if 0 < len(document) <= MAX_SLUG and all(_keeps(c) or c in "-_" for c in document):
        return f"{base}document/{document}"
    return f"{base}document/{_with_digest(slug(document).partition('.')[0], document)}"


def passage_iri(document_iri: str, start: int, end: int) -> str:
    """The address of a piece of a document, in code points. It looks like RFC 5147, which counts CRLF as one."""
    return f"{document_iri}#char={start},{end}"


def statement_iri(base: str, document: str, holder: str, relation: Relation, target: str, evidence: Span) -> str:
    """The address of a statement: a digest of all that tells it from others. ``holder`` and ``target`` are IRIs."""
    key = canonical_json([document, holder, relation, target, evidence.start, evidence.end])
    return f"{base}statement/{_digest(key, 20)}"


def run_iri(base: str, version: str, configuration: Mapping[str, Any]) -> str:
    """The address of a run: a digest of the version and of all settings, never of the clock."""
    return f"{base}run/{_digest(canonical_json([version, configuration]), 20)}"


def canonical_json(value: Any) -> str:
    """JSON with sorted keys and no spaces; what JSON has no form for (a path) is written as its string."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)


def is_iri(text: str) -> bool:
    """Whether the text is an absolute http, https or urn IRI that every RDF library reads back as it is."""
    return bool(_HTTP.fullmatch(text) or _URN.fullmatch(text))


def check_iri(iri: str) -> None:
    """Raises OptionError unless the IRI can be the base of all others: http(s), no query, ends in a slash."""
    if not _HTTP.fullmatch(iri):
        raise OptionError(f"--base {iri!r} is no http or https address; use one such as https://example.org/id/")
    if "?" in iri or "#" in iri or not iri.endswith("/"):
        raise OptionError(f"--base {iri!r} must end in a slash and have no ? or #; use one such as {_mended(iri)}")


def _mended(iri: str) -> str:
    return re.split("[?#]", iri)[0].rstrip("/") + "/"


def _normal(name: str) -> str:
    composed = unicodedata.normalize("NFC", " ".join(name.split()))
    return unicodedata.normalize("NFC", composed.lower())


def _keeps(char: str) -> bool:
    """Letters and digits, and the marks without which Indic and other scripts cannot be written."""
    legal = _LEGAL.fullmatch(char) is not None
    return legal and (char.isalnum() or unicodedata.category(char) in ("Mn", "Mc"))


def _with_digest(words: str, exact: str) -> str:
    return f"{words[:MAX_SLUG].rstrip('-') or 'unnamed'}.{_digest(exact, _DIGEST)}"


def _digest(text: str, length: int) -> str:
    # surrogatepass: a name with half a surrogate pair, as broken JSON may hold, still needs an address
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:length]
