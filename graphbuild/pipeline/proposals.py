"""gb_proposals: what people take sides on, one node however the text words it.

Candidates are the phrases that stances aim at and the noun phrases headed by a word for a proposal
(``data/matters.tsv``). In text order each joins the node it shares most of its content words with; a description
without content of its own ("the plan", "this idea", "it") joins the nearest node that it can stand for. Nodes that
nobody takes a side on are left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from spacy.language import Language
from spacy.symbols import ADJ, AUX, NOUN, NUM, PRON, PROPN, VERB
from spacy.tokens import Doc, Span, Token

from graphbuild import lexicon
from graphbuild.pipeline import syntax
from graphbuild.pipeline.draft import Draft, DraftEntity, draft_of, free_id

NAME = "gb_proposals"

_CONTENT = frozenset({NOUN, VERB, ADJ, PROPN, NUM})
_DEMONSTRATIVE = frozenset({"it", "this", "that", "which"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "such"})
_EMPTY = frozenset(
    {"new", "own", "controversial", "proposed", "propose", "planned", "late", "same", "whole", "current",
     "government", "recent", "such", "other", "key", "major", "first", "last", "be", "have", "do", "get", "make"}
)  # fmt: skip
_CIRCUMSTANCES = frozenset(
    {"medium", "media", "social", "television", "tv", "radio", "interview", "twitter", "facebook", "statement",
     "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "week", "month", "year", "today",
     "yesterday", "ground", "reason"}
)  # fmt: skip
_NAMES = frozenset({"PERSON", "ORG", "GPE", "NORP", "LOC", "FAC"})
_NOUNS = {"propose": "proposal", "decide": "decision", "suggest": "suggestion"}
_STEM = 5
_REACH = 4  # sentences back to which "it" may point


@dataclass(slots=True)
class _Node:
    """A proposal in the making: its phrases, their content words, and where it was named last."""

    number: int
    spans: list[Span] = field(default_factory=list)
    contents: list[frozenset[str]] = field(default_factory=list)
    heads: set[str] = field(default_factory=set)
    classes: set[str] = field(default_factory=set)
    owners: set[str] = field(default_factory=set)
    law: str | None = None
    pronouns: list[Span] = field(default_factory=list)
    last: int = -1


@Language.component(NAME)
def proposals(doc: Doc) -> Doc:
    """Gives every stance a target that is a node; adds the nodes to ``draft.entities``."""
    draft = draft_of(doc)
    book = _Book(draft, doc)
    heads = {stance.target.i: stance.target for stance in draft.stances} | {t.i: t for t in book.candidates()}
    strong = {stance.target.i for stance in draft.stances if not stance.weak} | {t.i for t in book.candidates()}
    undone = {stance.target.i: stance.undone for stance in draft.stances if stance.undone is not None}
    for i in sorted(heads, key=lambda i: (i in undone, i)):
        if i not in undone or not book.undo(heads[i], undone[i]):
            book.place(heads[i], new=i in strong)
    for stance in draft.stances:
        if stance.target.i in book.turned:
            stance.sign = -stance.sign
    for stance in draft.stances:
        node = book.at.get(stance.target.i)
        if node is not None:
            draft.target_of[stance.target.i] = book.entity(node).id
        elif book.named(stance.target):
            draft.target_of[stance.target.i] = draft.entity_of[stance.target.i]
    return doc


class _Book:
    """The nodes of a document, filled in text order."""

    def __init__(self, draft: Draft, doc: Doc) -> None:
        self.draft = draft
        self.doc = doc
        self.classes = {row["word"]: row["class"] for row in lexicon.table("matters")}
        self.nodes: list[_Node] = []
        self.with_word: dict[str, set[int]] = {}  # the numbers of the nodes that a content word occurs in
        self.at: dict[int, _Node] = {}
        self.made: dict[int, DraftEntity] = {}
        self.turned: set[int] = set()
        self.backers: dict[int, set[str]] = {}
        self.called: dict[int, str] = {}
        for stance in draft.stances:
            if stance.sign > 0:
                self.backers.setdefault(stance.target.i, set()).add(stance.holder)
            verb = stance.cue.root.lemma_.lower()
            noun = _NOUNS.get(verb, verb)
            if noun in self.classes:
                self.called[stance.target.i] = noun  # what is proposed is a proposal
        for entity in draft.entities.values():
            if entity.type == "law":
                node = _Node(len(self.nodes), law=entity.id, classes={"rule"})
                node.spans = list(entity.mentions)
                node.heads = {span.root.lemma_.lower() for span in node.spans}
                self.nodes.append(node)

    def candidates(self) -> Iterable[Token]:
        """The heads of noun phrases that name a proposal, predicates ("is a generous offer") and denials aside."""
        for token in self.doc:
            if token.pos != NOUN or token.dep_ in ("attr", "oprd", "compound"):
                continue
            if token.lemma_.lower() in self.classes and not any(c.lower_ in ("no", "any") for c in token.children):
                yield token

    def named(self, head: Token) -> bool:
        """True when the phrase names a person, institution, country or law."""
        entity = self.draft.entity_at(head)
        return entity is not None and entity.type != "proposal"

    def place(self, head: Token, *, new: bool) -> None:
        """Puts the phrase of a head into a node, an old or a new one; nowhere when it stands for none."""
        if self.named(head):
            return
        if head.pos == PRON:
            node = self.antecedent(head) if head.lower_ in _DEMONSTRATIVE else None
            if node is not None:
                node.pronouns.append(self.doc[head.i : head.i + 1])
                self.at[head.i] = node
            return
        if head.pos not in (NOUN, VERB, AUX, PROPN, ADJ) or not head.text[0].isalnum():
            return
        span = syntax.phrase(head)
        content = self.content(head, span)
        lemma = head.lemma_.lower()
        kind = self.classes.get(lemma)
        owners = self.owners(head)
        node = self.same(content) if content else None
        if node is None and content and _definite(head):
            node = self.shortened(lemma, content)
        if node is None and kind and (owners or _definite(head)) and not self.told(head):
            node = self.described(head, kind, owners)
        if node is None:
            bare = kind is not None and all(
                node.law for node in self.nodes
            )  # "the plan" in a text that says no more of it
            if not (content or bare) or not (new or bare or head.pos in (VERB, AUX)):
                return
            if head.pos == PROPN and head.ent_type_ in _NAMES:
                return  # a name that is no entity of ours is no proposal either
            node = _Node(len(self.nodes))
            self.nodes.append(node)
        node.spans.append(span)
        node.contents.append(content)
        for word in content:
            self.with_word.setdefault(word, set()).add(node.number)
        node.heads.add(lemma)
        if head.i in self.called:
            node.heads.add(self.called[head.i])
            node.classes.add(self.classes[self.called[head.i]])
        node.owners |= owners | self.backers.get(head.i, set())
        if kind:
            node.classes.add(kind)
        node.last = max(node.last, head.i)
        self.at[head.i] = node

    def undo(self, deed: Token, undone: Token) -> bool:
        """Points a deed at the known node that it would do away with ("repeal the levy"); False when there is none."""
        content = self.content(undone, syntax.phrase(undone))
        node = (self.same(content) or self.shortened(undone.lemma_.lower(), content)) if content else None
        if node is None or any(span.start <= deed.i < span.end for span in node.spans):
            return False
        self.at[deed.i] = node
        self.turned.add(deed.i)
        return True

    def told(self, head: Token) -> bool:
        """True when a phrase says of itself what it is about ("the plan to close the line", "the tax plan")."""
        return any(
            (
                c.dep_ in ("acl", "relcl", "compound")
                or (c.dep_ == "prep" and c.lower_ in ("to", "on", "for", "of", "about", "over"))
            )
            and c.i not in self.draft.entity_of
            and not any(inner.lemma_.lower() in _CIRCUMSTANCES for inner in c.children)
            for c in head.children
        )

    def owners(self, head: Token) -> set[str]:
        """The entities whose proposal a phrase says it is."""
        found = [c for c in head.children if c.dep_ in ("poss", "compound")]
        found += syntax.prepositional(head, frozenset({"by", "from"}))
        return {self.draft.entity_of[t.i] for t in found if t.i in self.draft.entity_of}

    def content(self, head: Token, span: Span) -> frozenset[str]:
        """The content words of a phrase, as stems; entities by their ids, words for proposals left out."""
        found = set()
        countries = _countries()
        for token in span:
            if token.is_stop or token.pos not in _CONTENT:
                continue
            lemma = token.lemma_.lower()
            if lemma in self.classes or lemma in _EMPTY or lemma in _CIRCUMSTANCES:
                continue
            country = countries.get(token.lower_)
            entity = self.draft.entity_of.get(token.i)
            found.add(country or ("@" + entity if entity else lemma[:_STEM]))
        owners = {self.draft.entity_of.get(c.i) for c in head.children if c.dep_ == "poss"}
        return frozenset(found - {"@" + owner for owner in owners if owner})

    def same(self, content: frozenset[str]) -> _Node | None:
        """The node that shares most content words, when it shares enough."""
        best, most = None, 0.0
        for number in sorted({number for word in content for number in self.with_word.get(word, ())}):
            node = self.nodes[number]
            for other in node.contents:
                common = len(content & other)
                if not common:
                    continue
                share = common / min(len(content), len(other))
                alike = content == other or (common >= 2 and share >= 0.6) or (common >= 3 and share >= 0.5)
                if alike and common + share > most:
                    best, most = node, common + share
        return best

    def shortened(self, lemma: str, content: frozenset[str]) -> _Node | None:
        """The last node with the same head word that says all that a shorter phrase says ("the levy")."""
        alike = [
            node
            for node in self.nodes
            if lemma in node.heads and node.last >= 0 and any(content <= other for other in node.contents)
        ]
        return max(alike, key=lambda node: node.last) if alike else None

    def described(self, head: Token, kind: str, owners: set[str]) -> _Node | None:
        """The node that a definite description with next to no content of its own stands for.

        The same head word counts most, then the same owner, then how often and how lately the node was named.
        """
        best, most = None, (0, 0, 0, 0)
        for node in self.nodes:
            named = node.last >= 0 or any(span.start < head.i for span in node.spans if node.law)
            if not named:
                continue
            alike = (2 if head.lemma_.lower() in node.heads else 0) + (1 if kind in node.classes else 0)
            shared = len(owners & (node.owners | {c[1:] for other in node.contents for c in other if c[0] == "@"}))
            if not alike and not shared and (node.law or (len(node.spans) < 2 and not node.classes)):
                continue
            score = (alike + 2 * bool(shared), len(node.spans) > 1, len(node.spans), node.last)
            if score > most:
                best, most = node, score
        return best

    def antecedent(self, head: Token) -> _Node | None:
        """The node that "it" or "this" stands for: named in the same sentence, else the matter of the text, else
        the nearest one a few sentences back."""
        first = head.sent.start
        here = [node for node in self.nodes if first <= node.last < head.i]
        if here:
            return here[-1]
        for _ in range(_REACH):
            if first > 0:
                first = self.doc[first - 1].sent.start
        named = [node for node in self.nodes if node.last >= 0 and len(node.spans) > 1]
        if named:
            return max(named, key=lambda node: (len(node.spans), node.last))
        near = [node for node in self.nodes if first <= node.last < head.i]
        return max(near, key=lambda node: node.last) if near else None

    def entity(self, node: _Node) -> DraftEntity:
        """The entity of a node, made when first asked for."""
        known = self.made.get(id(node))
        if known is not None:
            return known
        if node.law:
            law = self.draft.entities[node.law]
            placed = {span.start for span in law.mentions}
            for span in node.spans:
                if span.start not in placed:
                    self.draft.add_mention(law, span)
            self.made[id(node)] = law
            return law
        best = max(node.spans, key=lambda s: (len(self.content(s.root, s)) if len(s) <= 25 else 0, len(s.text)))
        name = _name(best)
        entity = DraftEntity(free_id(self.draft, name), "proposal", name)
        self.draft.entities[entity.id] = entity
        self.made[id(node)] = entity
        for span in dict.fromkeys(node.spans):
            self.draft.add_mention(entity, span)
        for span in node.pronouns:
            self.draft.add_coreference(entity, span)
        return entity


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


def _name(span: Span) -> str:
    """The words of a phrase as one would name the proposal: "pay the fine" is "paying the fine"."""
    words = span.text.split()
    if span[0].tag_ in ("VB", "VBP") and span[0].i == span.root.i and words[0].isalpha():
        words[0] = syntax.gerund(words[0].lower())
    return " ".join(words)


def _definite(head: Token) -> bool:
    """True for "the plan", "this plan", "her plan", "such a plan"."""
    return any(c.dep_ == "poss" or c.lower_ in _DEFINITE for c in head.children)
