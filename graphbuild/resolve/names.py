"""When two documents' names are one: the key of a name. Equal keys are merged, everything else stays apart.

A false merge spoils a graph silently, a split is seen at once; so each rule here asks for the full name.
"""

from __future__ import annotations

import re
import unicodedata

from graphbuild.model import EntityType

Key = tuple[str, ...]


def words_of(words: str) -> frozenset[str]:
    """The words of a text as a set: a list that is easy to read and to add to."""
    return frozenset(words.split())


_ARTICLES = frozenset({"the", "a", "an"})
_TITLES = words_of(
    "mr mrs ms miss mx dr prof professor sir dame lord lady rev reverend sen senator rep representative "
    "congressman congresswoman gov governor president chancellor minister premier mayor judge justice "
    "ambassador secretary gen general col colonel capt captain"
)
_SUFFIXES = words_of("jr sr ii iii iv phd md mp mep")
_POSSESSIVE = re.compile(r"['’](s\b|(?=\s|$))")
_TOKENS = re.compile(r"[^\W_]+(?:['’.\-‐‑&][^\W_]+)*\.?")
_ACRONYM = re.compile(r"(?:[A-Z]\.?){2,6}s?")

# words that name a proposal's kind, not its matter: "the new plan" of one document is not that of another
_KINDS = words_of(
    "plan proposal bill measure offer move idea policy decision deal scheme rule law act motion reform change "
    "resolution agreement programme program project step initiative package amendment ban tax levy cut vote new "
    "proposed planned controversial current recent own"
)
_EMPTY = _ARTICLES | words_of(
    "this that these those its their his her our your my it him them us me you we they he she i so such "
    "of for on and in at away out up down off back"
)
# in "prisoners from X to Y" the order of the words matters
_DIRECTED = words_of("from to by over than into against before after with without not no")
# bodies of law are the same in every document, however lowly they are written; "the bill" is not
_BODY_OF_LAW = re.compile(r"\b(law|rights|process)$", re.IGNORECASE)
_NUMBERED_PART = re.compile(
    r"(article|section|clause|chapter|title|paragraph|part|rule)\s+[\divxlc]+\w*", re.IGNORECASE
)


def tokens(name: str) -> list[str]:
    """The words of a name without a leading article and possessive endings; case kept, dots of initials off.

    >>> tokens("the U.N.’s Human Rights Council")
    ['UN', 'Human', 'Rights', 'Council']
    """
    plain = _POSSESSIVE.sub("", unicodedata.normalize("NFC", name))
    words = [word.replace(".", "").replace("’", "'") for word in _TOKENS.findall(plain)]
    return words[1:] if len(words) > 1 and words[0].casefold() in _ARTICLES else words


def person_key(name: str) -> Key | None:
    """The key of a full name: a given name or two initials, and a surname; None for anything less.

    >>> person_key("Dr. Clara Voss"), person_key("Voss"), person_key("C. Voss")
    (('clara', 'voss'), None, None)
    """
    words = [word.casefold() for word in tokens(name)]
    while len(words) > 1 and words[0] in _TITLES:
        words = words[1:]
    body = [word for word in words if word not in _SUFFIXES]
    full = len(body) > 2 or (len(body) == 2 and len(body[0]) > 1)
    return tuple(words) if full else None


def key_of(kind: EntityType, name: str) -> Key | None:
    """The key under which an entity is the same in all documents; None when it stays its own document's."""
    if kind == "person":
        return person_key(name)
    if kind == "proposal":
        return _proposal_key(name)
    words = tokens(name)
    if not words or _is_description(kind, name):
        return None
    # "WHO" is not "who": an acronym keeps its case, other names may be written in capitals
    return tuple(word if _ACRONYM.fullmatch(word) and len(words) == 1 else word.casefold() for word in words)


def _is_description(kind: EntityType, name: str) -> bool:
    """Names that lean on their document: "the council", "Article 5"."""
    if kind == "law" and _NUMBERED_PART.fullmatch(" ".join(tokens(name))):
        return True
    if kind == "law" and _BODY_OF_LAW.search(name) and len(tokens(name)) > 1:
        return False
    return name == name.lower() and name != name.upper()


def _proposal_key(name: str) -> Key | None:
    words = [word.casefold() for word in tokens(name)]
    words = [word for word in words if word not in _EMPTY]
    telling = [word for word in words if word not in _KINDS and word not in _DIRECTED]
    if not telling or len(words) < 2:
        return None
    return tuple(words) if _DIRECTED & set(words) else tuple(sorted(set(words)))
