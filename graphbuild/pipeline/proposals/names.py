"""What a proposal is called: the words of its fullest phrase, as one would name the matter in a list."""

from __future__ import annotations

import re

from spacy.symbols import AUX, PRON, PROPN, VERB
from spacy.tokens import Span, Token

from graphbuild.pipeline import syntax
from graphbuild.pipeline.draft import Draft

_LONG = 14  # words; a longer name ends at the first break
_SHORT = 5  # words that a name keeps at the least
_BREAK = re.compile(r" [–—-] |[,;:] ")
_DANGLING = frozenset({"IN", "TO", "WDT", "CC", "PRP$", "MD"})
_ARTICLES = frozenset({"a", "an", "the"})
_POINTING = frozenset({"this", "that", "these", "those"})
_OBJECTS = {"he": "him", "she": "her", "they": "them", "we": "us", "i": "me"}
_QUOTES = (("“", "”"), ("‘", "’"), ('"', '"'))


def name(draft: Draft, span: Span) -> str:
    """A readable name from a phrase: "pay the fine" is "paying the fine", "It should be closed", said of the line, is
    "closing the line", "her plan" tells whose plan."""
    words = _deed(draft, span) or _noun(draft, span)
    return _shortened(_unquoted(" ".join(words.split())))


def _deed(draft: Draft, span: Span) -> str | None:
    """The name of a clause, None for a noun phrase."""
    verb, first = span.root, span[0]
    if verb.pos not in (VERB, AUX):
        return None
    done = next((c for c in verb.lefts if c.dep_ == "nsubjpass" and c.i >= span.start), None)
    if done is not None and verb.lemma_ == "rid":
        return f"getting rid {_trimmed(span.doc[verb.i + 1 : span.end])}"
    if done is not None and not syntax.negated(verb):
        rest = _trimmed(span.doc[verb.i + 1 : span.end])
        return f"{syntax.gerund(verb.lemma_.lower())} {_undergoing(draft, done)} {rest}"
    named = next((c for c in verb.lefts if c.dep_ == "nsubj" and c.pos != PRON), None)
    if verb.lemma_ == "be" and named is not None and not syntax.negated(verb):
        return f"{_undergoing(draft, named)} being {_trimmed(span.doc[verb.i + 1 : span.end])}"
    if first.tag_ in ("VB", "VBP") and first.i == verb.i and first.is_alpha:
        return f"{syntax.gerund(first.lower_)}{first.whitespace_}{_trimmed(span.doc[first.i + 1 : span.end])}"
    return None


def _undergoing(draft: Draft, done: Token) -> str:
    """Whom or what a passive clause is about, as the object of its verb; a pronoun gives way to a known name."""
    if done.pos == PRON and done.left_edge.i == done.right_edge.i:
        entity = draft.entity_at(done)
        known = entity is not None and entity.type != "proposal" and done.lower_ not in ("i", "we", "you")
        return entity.name if entity is not None and known else _OBJECTS.get(done.lower_, done.lower_)
    return _noun(draft, done.doc[done.left_edge.i : done.right_edge.i + 1])


def _noun(draft: Draft, span: Span) -> str:
    """The words of a noun phrase, with "the" for "this", and the owner's name for "his"."""
    first = span[0]
    rest = _trimmed(span[1:]) if len(span) > 1 else ""
    owner = draft.entity_at(first) if first.tag_ == "PRP$" else None
    if owner is not None and owner.type != "proposal" and first.lower_ != "our":
        mark = "’" if "’" in span.sent.text else "'"
        return f"{owner.name}{mark}{'' if owner.name.endswith('s') else 's'} {rest}"
    if first.lower_ in _POINTING and first.tag_ == "DT" and rest:
        return f"the {rest}"
    return f"{_lowered(draft, first)}{first.whitespace_}{rest}"


def _lowered(draft: Draft, first: Token) -> str:
    """The first word, without the capital that it only has at the start of a sentence."""
    named = first.i in draft.entity_of and draft.entities[draft.entity_of[first.i]].type != "proposal"
    if not first.is_title or first.pos == PROPN or first.ent_type_ or named or first.lower_ == "i":
        return first.text
    opens = first.is_sent_start or first.nbor(-1).text in ("“", '"', "‘", ":", "-", "–", "—")
    return first.lower_ if opens or first.tag_ in ("DT", "PRP$", "IN") else first.text


def _trimmed(span: Span) -> str:
    """The words of a phrase without what hangs loose at its end ("a fee that")."""
    end = len(span)
    while end and (span[end - 1].tag_ in _DANGLING or span[end - 1].lower_ in _ARTICLES):
        end -= 1
    return span[:end].text if end else ""


def _unquoted(words: str) -> str:
    """A name without a quotation mark that has no partner in it."""
    for opening, closing in _QUOTES:
        alone = words.count(opening) % 2 if opening == closing else words.count(opening) != words.count(closing)
        if alone and opening != "‘":
            words = words.replace(opening, "").replace(closing, "")
    return words


def _shortened(words: str) -> str:
    """A long name up to its first break."""
    if len(words.split()) <= _LONG:
        return words
    for found in _BREAK.finditer(words):
        if len(words[: found.start()].split()) >= _SHORT:
            return _unquoted(words[: found.start()])
    return words
