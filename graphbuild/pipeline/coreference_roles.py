"""Descriptions that stand for an entity introduced before: "the senator", "the department", "the group"."""

from __future__ import annotations

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
_GENERIC = {
    "group": _STATE,
    "organization": _STATE,
    "organisation": _STATE,
    "charity": _STATE,
    "company": _STATE,
    "firm": _STATE,
    "agency": frozenset(["senate", "house", "congress", "parliament", "court", "party", "university", "committee"]),
}
_REACH = 3  # sentences


class Roles:
    """The roles of persons and the kinds of institutions; resolve nouns from left to right."""

    def __init__(self, doc: Doc, draft: Draft) -> None:
        self.doc, self.draft = doc, draft
        self.sentence = np.cumsum(doc.to_array("SENT_START") == 1)
        self.places: dict[str, list[int]] = {}
        self.roles: dict[str, set[str]] = {}
        for entity in draft.entities.values():
            if entity.type == "person":
                for span in entity.mentions:
                    for role in _roles(span):
                        self.roles.setdefault(role, set()).add(entity.id)
            elif entity.type == "institution":
                for word in {word.lower() for span in entity.mentions for word in span.text.split()}:
                    self.roles.setdefault(word, set()).add(entity.id)

    def resolve(self, token: Token) -> DraftEntity | None:
        """Adds a description to the coreferences of the entity it stands for, if that is clear."""
        span = _description(token)
        if span is None or any(i in self.draft.entity_of for i in range(span.start, span.end)):
            return None
        entity = self._named_so(token, span) or self._generic(token)
        if entity is not None:
            self.draft.add_coreference(entity, span)
        return entity

    def _named_so(self, token: Token, span: Span) -> DraftEntity | None:
        key = _role(token) if len(span) > 2 else token.lemma_.lower()
        keys = [self.draft.entities[k] for k in sorted(self.roles.get(key, ()))]
        last = {entity.id: self._last(entity, token) for entity in keys}
        seen = [entity for entity in keys if last[entity.id] is not None]
        if len(seen) > 1:
            seen = [entity for entity in seen if self._distance(entity, token) <= _REACH]
        return seen[0] if len(seen) == 1 else None

    def _generic(self, token: Token) -> DraftEntity | None:
        if token.lower_ not in _GENERIC:
            return None
        near = [
            (self._distance(entity, token), entity.id, entity)
            for entity in self.draft.entities.values()
            if entity.type == "institution"
            and self._last(entity, token) is not None
            and not any(word in _GENERIC[token.lower_] for word in entity.name.lower().split())
        ]
        near = sorted(item[:2] + (item[2],) for item in near if item[0] <= _REACH)
        if not near or (len(near) > 1 and near[1][0] == near[0][0]):
            return None
        return near[0][2]

    def _last(self, entity: DraftEntity, token: Token) -> int | None:
        return max((s.start for s in (*entity.mentions, *entity.coreferences) if s.start < token.i), default=None)

    def _distance(self, entity: DraftEntity, token: Token) -> int:
        last = self._last(entity, token)
        return len(self.doc) if last is None else int(self.sentence[token.i] - self.sentence[last])


def _description(token: Token) -> Span | None:
    """The span of "the senator", "the secretary of state"; None where the noun is described otherwise."""
    if token.tag_ != "NN" or token.dep_ in ("appos", "attr", "compound", "oprd"):
        return None
    lefts = list(token.lefts)
    if len(lefts) != 1 or lefts[0].lower_ != "the" or lefts[0].i != token.i - 1:
        return None
    for child in token.rights:
        if child.dep_ == "prep" and child.lower_ == "of" and child.i == token.i + 1:
            return token.doc[token.i - 1 : child.right_edge.i + 1]
        if child.dep_ in ("prep", "appos", "relcl", "acl"):
            return None
    return token.doc[token.i - 1 : token.i + 1]


def _roles(span: Span) -> set[str]:
    """The posts that a mention's noun phrase gives a person, lemmas: "senator", "secretary of state"."""
    root = span.root
    nouns = [t for t in root.lefts if t.dep_ in ("compound", "nmod", "appos") and t.i < span.start]
    nouns += [t for t in span if t.lower_ in _TITLE_ROLES]
    nouns += [t for t in root.rights if t.dep_ == "appos" and t.i >= span.end]
    if root.dep_ == "appos" and root.head.pos_ == "NOUN":
        nouns.append(root.head)
    if root.dep_ == "nsubj" and root.head.lemma_ == "be":
        nouns += [t for t in root.head.rights if t.dep_ == "attr"]
    return {
        role
        for noun in nouns
        if not any(t.lower_ in _FORMER for t in noun.subtree)
        for role in (_role(noun), _TITLE_ROLES.get(noun.lower_, noun.lemma_.lower()))
    }


def _role(noun: Token) -> str:
    """A post with what it is over: "secretary of state"."""
    inner = next((c for c in noun.rights if c.dep_ == "prep" and c.lower_ == "of" and c.i == noun.i + 1), None)
    rest = "" if inner is None else " " + noun.doc[inner.i : inner.right_edge.i + 1].text.lower()
    return _TITLE_ROLES.get(noun.lower_, noun.lemma_.lower()) + rest
