"""Descriptions that stand for an entity introduced before: "the senator", "the department", "the group"."""

from __future__ import annotations

from itertools import islice

import numpy as np
from spacy.tokens import Doc, Span, Token

from graphbuild.pipeline.draft import Draft, DraftEntity

_TITLE_ROLES = {
    "sen.": "senator",
    "sens.": "senator",
    "rep.": "representative",
    "reps.": "representative",
    "congressman": "representative",
    "congresswoman": "representative",
    "gov.": "governor",
    "dr.": "doctor",
    "prof.": "professor",
    "gen.": "general",
    "atty.": "attorney",
}
_FORMER = frozenset(["former", "ex", "ex-", "late", "then", "onetime"])
# what is no part of the post itself: "the chancellor" is not the shadow chancellor
_LESSER = frozenset(["shadow", "vice", "deputy", "acting", "assistant", "under", "spokesman", "spokeswoman"])
# words for a body that need not stand in its name, and the words of names that they cannot mean
_STATE = frozenset(
    [
        "department",
        "ministry",
        "court",
        "senate",
        "house",
        "congress",
        "parliament",
        "administration",
        "government",
        "police",
        "committee",
        "office",
        "bureau",
        "agency",
        "commission",
        "council",
        "party",
        "democrats",
        "republicans",
    ]
)
_NO_COMPANY = _STATE | {"university", "college", "school", "church", "union", "league", "association"}
_GENERIC = {
    "group": _STATE,
    "organization": _STATE,
    "organisation": _STATE,
    "charity": _STATE,
    "company": _NO_COMPANY,
    "firm": _NO_COMPANY,
    "agency": frozenset(["senate", "house", "congress", "parliament", "court", "party", "university", "committee"]),
}
# kinds that many bodies of a text are of, and words of names that are no kinds
_COMMON = frozenset(["party", "group", "campaign", "candidate"])
_NO_KINDS = frozenset(["police", "crown", "state", "poll", "news", "times", "post"])
_COURTS = (("court of appeal", "appeals court"), ("circuit", "appeals court"), ("supreme court", "high court"))
_REACH = 3  # sentences


class Roles:
    """The roles of persons and the kinds of institutions; resolve nouns from left to right."""

    def __init__(self, doc: Doc, draft: Draft) -> None:
        self.doc, self.draft = doc, draft
        self.sentence = np.cumsum(doc.to_array("SENT_START") == 1)
        self.roles: dict[str, dict[str, int]] = {}  # by role the entities with their first mention, in its order
        named = [entity for entity in draft.entities.values() if entity.mentions]
        for entity in sorted(named, key=lambda e: (e.mentions[0].start, e.id)):
            if entity.type == "person":
                names = {role for span in entity.mentions for role in _roles(span)}
            elif entity.type == "institution":
                names = {kind for span in entity.mentions for kind in _kinds(span.text)}
            else:
                continue
            for name in names - _NO_KINDS:
                self.roles.setdefault(name, {})[entity.id] = entity.mentions[0].start
        self.heads = {role.split(" of ")[0].split()[-1] for role in self.roles if role} | set(_GENERIC)

    def resolve(self, token: Token) -> None:
        """Adds a description to the coreferences of the entity it stands for, if that is clear."""
        if token.lower_ not in self.heads:
            return
        span = _description(token)
        if span is None or any(i in self.draft.entity_of for i in range(span.start, span.end)):
            return
        entity = self._named_so(token, span) or (self._generic(token) if len(span) == 2 else None)
        if entity is not None:
            self.draft.add_coreference(entity, span)

    def _named_so(self, token: Token, span: Span) -> DraftEntity | None:
        words = span[1:].text.lower()
        places = all(t.pos_ == "PROPN" for t in self.doc[span.start + 1 : token.i])
        keys = [words] + ([self.doc[token.i : span.end].text.lower()] if places else [])
        named = next((self.roles[key] for key in keys if key in self.roles), {})
        seen = [key for key, first in islice(named.items(), 2) if first < token.i]
        if len(seen) > 1 or token.lower_ in _COMMON:
            seen = [key for key in self._near(token) if key in named]
        return self.draft.entities[seen[0]] if len(seen) == 1 else None

    def _generic(self, token: Token) -> DraftEntity | None:
        if token.lower_ not in _GENERIC:
            return None
        near = [(back, self.draft.entities[key]) for key, back in self._near(token).items()]
        fitting = [
            (back, entity)
            for back, entity in near
            if entity.type == "institution" and _GENERIC[token.lower_].isdisjoint(entity.name.lower().split())
        ]
        least = min((back for back, _ in fitting), default=0)
        nearest = [entity for back, entity in fitting if back == least]
        return nearest[0] if len(nearest) == 1 else None

    def _near(self, token: Token) -> dict[str, int]:
        """How many sentences back the entities of the last few sentences stand, by id."""
        here = self.sentence[token.i]
        first = int(np.searchsorted(self.sentence, here - _REACH))
        places = ((i, self.draft.entity_of.get(i)) for i in range(first, token.i))
        return {key: int(here - self.sentence[i]) for i, key in places if key is not None}


def _description(token: Token) -> Span | None:
    """The span of "the senator", "the Ohio senator", "the secretary of state"; None for what is described otherwise."""
    if token.tag_ not in ("NN", "NNP") or token.dep_ in ("appos", "attr", "oprd"):
        return None
    if token.dep_ == "compound" and token.head.pos_ != "VERB":
        return None
    doc, start = token.doc, token.i
    while start > 0 and doc[start - 1].dep_ in ("compound", "amod", "nmod") and doc[start - 1].head == token:
        start -= 1
    start -= 1
    if start < 0 or doc[start].lower_ != "the":
        return None
    for child in token.rights:
        if child.dep_ == "prep" and child.lower_ == "of" and child.i == token.i + 1:
            return doc[start : child.right_edge.i + 1]
        if child.dep_ in ("prep", "appos", "relcl", "acl"):
            return None
    return doc[start : token.i + 1]


def _roles(span: Span) -> set[str]:
    """The posts that a mention's noun phrase gives a person, in lower case: "senator", "secretary of state"."""
    root = span.root
    nouns = [t for t in root.rights if t.dep_ == "appos" and t.i >= span.end]
    if root.dep_ == "appos" and root.head.pos_ in ("NOUN", "PROPN"):
        nouns.append(root.head)
    if root.dep_ == "nsubj" and root.head.lemma_ == "be":
        nouns += [t for t in root.head.rights if t.dep_ == "attr"]
    roles = {_TITLE_ROLES[t.lower_] for t in (*span, *root.lefts) if t.lower_ in _TITLE_ROLES}
    for phrase in [_before(span), *map(_phrase, nouns)]:
        if phrase and not _FORMER.intersection(phrase):
            roles.add(" ".join(phrase))
            if not _LESSER.intersection(phrase):
                roles.add(phrase[-1] if "of" not in phrase else " ".join(phrase[phrase.index("of") - 1 :]))
                roles.add(phrase[-1] if "of" not in phrase else phrase[phrase.index("of") - 1])
    return roles


def _before(span: Span) -> list[str]:
    """The words of the title before a name: "Prime Minister", "Secretary of State"."""
    start = span.start
    doc = span.doc
    while start > span.sent.start and (
        doc[start - 1].pos_ in ("PROPN", "NOUN", "ADJ") or doc[start - 1].lower_ == "of"
    ):
        start -= 1
    if start and doc[start - 1].lower_ in ("a", "an"):
        return []
    return [t.lower_ for t in doc[start : span.start]]


def _phrase(noun: Token) -> list[str]:
    """The words of a post: "chief executive", "secretary of state"."""
    start, end = noun.i, noun.i + 1
    while start > noun.left_edge.i and noun.doc[start - 1].dep_ in ("compound", "amod", "nmod"):
        start -= 1
    for child in noun.rights:
        if child.dep_ == "prep" and child.lower_ == "of" and child.i == end:
            end = child.right_edge.i + 1
    return [t.lower_ for t in noun.doc[start:end]]


def _kinds(name: str) -> set[str]:
    """What an institution of this name is called for short: "commission", "department", "appeals court"."""
    low = name.lower()
    words = low.split()
    cut = next((i for i, word in enumerate(words) if i and word in ("of", "for", "on", "against", "to")), len(words))
    return {words[cut - 1]} | {kind for part, kind in _COURTS if part in low}
