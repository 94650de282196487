"""What a phrase for a proposal says: its content words, whose it is, the deed it names."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from spacy.symbols import ADJ, NOUN, NUM, PROPN, VERB
from spacy.tokens import Span, Token

from graphbuild import lexicon
from graphbuild.pipeline import syntax
from graphbuild.pipeline.draft import Draft

_CONTENT = frozenset({NOUN, VERB, ADJ, PROPN, NUM})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "such"})
_POINTING = frozenset({"this", "that", "these", "those"})
_EMPTY = frozenset(
    {"new", "own", "controversial", "proposed", "propose", "planned", "late", "same", "whole", "current",
     "government", "recent", "such", "other", "key", "major", "first", "last", "be", "have", "do", "get", "make"}
)  # fmt: skip
_CIRCUMSTANCES = frozenset(
    {"medium", "media", "social", "television", "tv", "radio", "interview", "twitter", "facebook", "statement",
     "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "week", "month", "year", "today",
     "yesterday", "ground", "reason"}
)  # fmt: skip
_STEM = 5


@dataclass(slots=True)
class Wording:
    """A phrase for a proposal. ``kind`` is the class of its head in ``data/matters.tsv``, None for other words;
    ``content`` holds stems of its content words and the ids of entities, words for proposals left out."""

    head: Token
    span: Span
    lemma: str
    kind: str | None
    content: frozenset[str]
    owners: frozenset[str]
    definite: bool
    pointing: bool  # "this change", not "the change"
    told: bool


def read(draft: Draft, head: Token) -> Wording:
    """What the phrase of a head says."""
    span = syntax.phrase(head)
    lemma = head.lemma_.lower()
    return Wording(
        head,
        span,
        lemma,
        classes().get(lemma),
        content(draft, head, span),
        _owners(draft, head),
        any(c.dep_ == "poss" or c.lower_ in _DEFINITE for c in head.children),
        any(c.lower_ in _POINTING for c in head.children),
        _told(draft, head),
    )


@cache
def classes() -> dict[str, str]:
    """The words for a proposal, each with its class."""
    return {row["word"]: row["class"] for row in lexicon.table("matters")}


def content(draft: Draft, head: Token, span: Span) -> frozenset[str]:
    """The content words of a phrase, as stems; entities by their ids, words for proposals left out."""
    found = set()
    countries = _countries()
    for token in span:
        if token.is_stop or token.pos not in _CONTENT:
            continue
        lemma = token.lemma_.lower()
        if lemma in classes() or lemma in _EMPTY or lemma in _CIRCUMSTANCES:
            continue
        country = countries.get(token.lower_)
        entity = draft.entity_of.get(token.i)
        found.add(country or ("@" + entity if entity else lemma[:_STEM]))
    owners = {draft.entity_of.get(c.i) for c in head.children if c.dep_ == "poss"}
    return frozenset(found - {"@" + owner for owner in owners if owner})


def _owners(draft: Draft, head: Token) -> frozenset[str]:
    """The entities whose proposal a phrase says it is."""
    found = [c for c in head.children if c.dep_ in ("poss", "compound")]
    found += syntax.prepositional(head, frozenset({"by", "from"}))
    named = [draft.entity_of[t.i] for t in found if t.i in draft.entity_of]
    return frozenset([*named, *(body for owner in named for body in draft.entities[owner].affiliation)])


def _told(draft: Draft, head: Token) -> bool:
    """True when a phrase says of itself what it is about ("the plan to close the line", "the tax plan")."""
    return any(
        (
            c.dep_ in ("acl", "relcl", "compound")
            or (c.dep_ == "prep" and c.lower_ in ("to", "on", "for", "of", "about", "over"))
        )
        and c.i not in draft.entity_of
        and not any(inner.lemma_.lower() in _CIRCUMSTANCES for inner in c.children)
        for c in head.children
    )


@cache
def _countries() -> dict[str, str]:
    """Countries by their names and demonyms of one word, lower case."""
    found = {}
    for row in lexicon.table("countries"):
        for name in (row["name"], *lexicon.items(row["aliases"]), *lexicon.items(row["demonyms"])):
            if " " not in name and len(name) > 2:
                found[name.lower()] = "@" + row["name"]
                found[name.lower() + "s"] = "@" + row["name"]
    return found
