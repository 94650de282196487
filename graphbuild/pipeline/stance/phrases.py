"""Whom and what a phrase names: what the rules of stance ask about the heads of phrases."""

from __future__ import annotations

from spacy.symbols import ADJ, VERB
from spacy.tokens import Token

from graphbuild import lexicon
from graphbuild.model import ACTOR_TYPES
from graphbuild.pipeline import syntax
from graphbuild.pipeline.draft import Draft, DraftEntity

_BEARERS = frozenset(
    {"statement", "report", "letter", "ruling", "decision", "opinion", "suit", "lawsuit", "campaign", "resolution",
     "verdict", "judgment", "judgement", "petition", "complaint", "brief", "motion", "memo", "editorial", "speech",
     "ad", "advert", "advertisement", "video", "tweet", "post", "column", "essay", "op-ed", "article", "message"}
)  # fmt: skip
_PLACES = frozenset({"state", "city", "county", "town", "government", "republic", "kingdom"})
_SOME = frozenset(
    {"some", "many", "few", "several", "other", "most", "certain", "two", "three", "senior", "individual"}
)


class Phrases:
    """The phrases of one document, by their heads. ``matters`` holds the words for a proposal."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.matters = {row["word"]: row for row in lexicon.table("matters")}

    def actor(self, head: Token) -> str | None:
        """The id of the person, institution or country that a phrase with this head names."""
        entity = self.draft.entity_at(head)
        if any(c.lower_ in _SOME and c.dep_ in ("det", "amod", "nummod", "predet") for c in head.children):
            return None  # a part of a body is not the body
        if entity is not None:
            return entity.id if entity.type in ACTOR_TYPES and not _inside_larger(self.draft, head) else None
        if head.lemma_.lower() in _BEARERS:
            owners = [c for c in head.children if c.dep_ in ("poss", "compound")]
            owners += syntax.prepositional(head, frozenset({"from", "by", "of"}))
            owners += [t for c in head.children if c.dep_ == "acl" and c.tag_ == "VBN" for t in syntax.subjects(c)]
            for owner in owners:
                entity = self.draft.entity_at(owner)
                if entity is not None and entity.type in ACTOR_TYPES:
                    return entity.id
            if head.dep_ in ("dobj", "nsubjpass") and head.head.pos == VERB:
                return next((a for t in syntax.subjects(head.head) if t.i != head.i and (a := self.actor(t))), None)
        if head.dep_ == "pobj" and head.head.lower_ == "of" and head.head.head.lower_ == "one":
            one = head.head.head  # "Norland, one of the states that sue"
            nearest = head.doc[one.i - 2] if one.i > 1 and head.doc[one.i - 1].text == "," else None
            beside = self.draft.entity_at(nearest) if nearest is not None else None
            if beside is not None and beside.type in ACTOR_TYPES:
                return beside.id  # the parser may hang it on "the mayor of Norland"
            return self.actor(one.head) if one.dep_ == "appos" else None
        for other in head.children:
            if other.dep_ == "appos":
                entity = self.draft.entity_at(other)
                if entity is not None and entity.type == "person":
                    return entity.id
        return None

    def matter(self, head: Token) -> bool:
        """True when a phrase names a law, or a proposal by a word for one."""
        entity = self.draft.entity_at(head)
        return entity.type == "law" if entity is not None else head.lemma_.lower() in self.matters

    def person(self, head: Token) -> bool:
        """True when a phrase names a person."""
        entity = self.draft.entity_at(head)
        return entity is not None and entity.type == "person"

    def owner(self, token: Token) -> str | None:
        """The id of the actor that a possessive or a noun before a noun names."""
        entity = self.draft.entity_at(token)
        if entity is None or entity.type not in ACTOR_TYPES or token.dep_ not in ("poss", "compound", "nmod"):
            return None
        return entity.id

    def known(self, head: Token) -> bool:
        """True when a phrase points at something the text has named: a name, "it", "the bill"."""
        if self.named(head) or head.lower_ in ("it", "this", "that", "them"):
            return True
        return head.lemma_.lower() in self.matters and any(
            c.lower_ in ("the", "this", "that", "these", "those") for c in head.children
        )

    def named(self, head: Token) -> bool:
        """True when a phrase names an entity that is no proposal."""
        entity = self.draft.entity_at(head)
        return entity is not None and entity.type != "proposal"

    def law_head(self, token: Token) -> bool:
        """True for the head of a law's name."""
        entity = self.draft.entity_at(token)
        return entity is not None and entity.type == "law" and self.draft.entity_at(token.head) is not entity

    def government(self, token: Token) -> DraftEntity | None:
        """The government in "a government bill", where the text names it."""
        if token.lower_ != "government" or token.dep_ != "compound":
            return None
        if token.i and token.nbor(-1).pos == ADJ:
            return None  # "a smaller government bill"
        return next((e for e in self.draft.entities.values() if e.name.lower() == "government"), None)

    def placed(self, head: Token) -> Token:
        """The name in "the state of Norland", "the city of Oster"."""
        if head.lemma_.lower() in _PLACES and self.draft.entity_at(head) is None:
            return next((t for t in syntax.prepositional(head, frozenset({"of"})) if self.named(t)), head)
        return head

    def law_before(self, target: Token) -> Token:
        """The name in "the Clean Ports Act rules", "the Vale Treaty bill": the law that the phrase is about."""
        if self.draft.entity_at(target) is None and target.lemma_.lower() in self.matters:
            for other in target.children:
                entity = self.draft.entity_at(other) if other.dep_ in ("compound", "nmod", "amod") else None
                if entity is not None and entity.type == "law":
                    return other
        return target


def _inside_larger(draft: Draft, head: Token) -> bool:
    """True when a name only modifies the head of its phrase ("Rubio supporters")."""
    if head.dep_ in ("compound", "amod", "nmod", "poss"):
        return draft.entity_of.get(head.head.i) != draft.entity_of.get(head.i)
    return False
