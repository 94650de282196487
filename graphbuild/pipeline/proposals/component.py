"""gb_proposals: what people take sides on, one node however the text words it.

Candidates are the phrases that stances aim at and the noun phrases headed by a word for a proposal
(``data/matters.tsv``). In text order each joins the node it shares most of its content words with; a description
without content of its own ("the plan", "this idea", "it") joins the nearest node that it can stand for. Nodes that
nobody takes a side on are left out.
"""

from __future__ import annotations

from collections.abc import Iterable

from spacy.language import Language
from spacy.symbols import ADJ, AUX, NOUN, PRON, PROPN, VERB
from spacy.tokens import Doc, Span, Token

from graphbuild.pipeline import syntax
from graphbuild.pipeline.draft import Draft, DraftEntity, DraftStance, draft_of, free_id
from graphbuild.pipeline.proposals import names, wording
from graphbuild.pipeline.proposals.nodes import Node, Nodes
from graphbuild.pipeline.proposals.wording import Wording

NAME = "gb_proposals"

_DEMONSTRATIVE = frozenset({"it", "this", "that", "which"})
_NAMES = frozenset({"PERSON", "ORG", "GPE", "NORP", "LOC", "FAC"})
_CARRIES = frozenset(
    {"implement", "execute", "enforce", "respect", "apply", "honour", "honor", "uphold", "renew", "maintain", "retain",
     "pass", "enact", "adopt", "ratify", "accept", "approve"}
)  # fmt: skip
_UNDOING = frozenset({"abolition", "repeal", "scrapping", "cancellation", "reversal", "revocation", "axing"})
_NOUNS = {"propose": "proposal", "decide": "decision", "suggest": "suggestion"}


@Language.component(NAME)
def proposals(doc: Doc) -> Doc:
    """Gives every stance a target that is a node; adds the nodes to ``draft.entities``."""
    draft = draft_of(doc)
    book = _Book(draft, doc)
    heads = {stance.target.i: stance.target for stance in draft.stances} | {t.i: t for t in _candidates(doc)}
    strong = {stance.target.i for stance in draft.stances if not stance.weak} | {t.i for t in _candidates(doc)}
    undone = {stance.target.i: thing for stance in draft.stances if (thing := _undone(stance)) is not None}
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


def _undone(stance: DraftStance) -> Token | None:
    """What the target of a stance would do away with ("the abolition of the levy": the levy)."""
    if stance.undone is None and stance.target.lemma_.lower() in _UNDOING:
        return next(iter(syntax.prepositional(stance.target, frozenset({"of"}))), None)
    return stance.undone


def _candidates(doc: Doc) -> Iterable[Token]:
    """The heads of noun phrases that name a proposal, predicates ("is a generous offer") and denials aside."""
    classes = wording.classes()
    for token in doc:
        if token.pos != NOUN or token.dep_ in ("attr", "oprd", "compound"):
            continue
        if token.lemma_.lower() in classes and not any(c.lower_ in ("no", "any") for c in token.children):
            yield token


class _Book:
    """Which node each phrase of a document stands for."""

    def __init__(self, draft: Draft, doc: Doc) -> None:
        self.draft = draft
        self.doc = doc
        self.nodes = Nodes(doc)
        self.at: dict[int, Node] = {}
        self.made: dict[int, DraftEntity] = {}
        self.turned: set[int] = set()
        self.backers: dict[int, set[str]] = {}
        self.called: dict[int, str] = {}
        self.judged = {stance.target.i for stance in draft.stances if stance.rule != "owned"}
        for stance in draft.stances:
            if stance.sign > 0:
                self.backers.setdefault(stance.target.i, set()).add(stance.holder)
            verb = stance.cue.root.lemma_.lower()
            noun = _NOUNS.get(verb, verb)
            if noun in wording.classes():
                self.called[stance.target.i] = noun  # what is proposed is a proposal
        laws = [entity for entity in draft.entities.values() if entity.type == "law"]
        self.laws = {law.id: self.nodes.add_law(law) for law in laws}

    def named(self, head: Token) -> bool:
        """True when the phrase names a person, institution, country or law."""
        entity = self.draft.entity_at(head)
        return entity is not None and entity.type != "proposal"

    def place(self, head: Token, *, new: bool) -> None:
        """Puts the phrase of a head into a node, an old or a new one; nowhere when it stands for none."""
        if self.named(head):
            return
        noun = wording.relative(head)
        if noun is not None:
            self.relate(head, noun)
            return
        if head.pos == PRON:
            node = self.nodes.antecedent(head) if head.lower_ in _DEMONSTRATIVE else None
            if node is not None:
                node.pronouns.append(self.doc[head.i : head.i + 1])
                self.at[head.i] = node
            return
        if head.pos not in (NOUN, VERB, AUX, PROPN, ADJ) or not head.text[0].isalnum() or wording.misread(head):
            return
        twin = self.at.get(head.head.i) or self.law_node(head.head) if wording.twins(head.head, head) else None
        if twin is not None:
            self.at[head.i] = twin
            return
        kept = self.carried(head)
        if kept is not None:
            self.at[head.i] = kept
            return
        said = wording.read(self.draft, head)
        node = self.known(said) or self.fresh(said, new=new)
        if node is None:
            return
        called = self.called.get(head.i)
        self.nodes.put(node, said, () if called is None else (called,))
        if called is not None:
            node.classes.add(wording.classes()[called])
        node.owners |= self.backers.get(head.i, set())
        self.at[head.i] = node

    def relate(self, pronoun: Token, noun: Token) -> None:
        """Points a relative pronoun at what its noun stands for."""
        if noun.i not in self.at and not self.named(noun):
            self.place(noun, new=True)
        node = self.at.get(noun.i) or self.law_node(noun)
        if node is not None:
            self.at[pronoun.i] = node

    def law_node(self, head: Token) -> Node | None:
        """The node of the law that a word names."""
        entity = self.draft.entity_at(head)
        return None if entity is None else self.laws.get(entity.id)

    def known(self, said: Wording) -> Node | None:
        """The node that a phrase stands for, None for a new matter."""
        law = self.law_node(wording.core_of(said.head))
        if law is not None:
            return law  # "the final version of the Ports Act"
        node = self.nodes.same(said.content, said.aside) if said.content else None
        if node is not None and "claim" in node.classes and said.head.pos == NOUN and said.kind != "claim":
            node = None  # "gun control" is not the claim that it fails
        if node is None and said.kind and said.definite and said.aside is None:
            node = self.nodes.called_law(said)
        if node is None and said.kind and said.aside is None:
            node = self.nodes.announced(said)
        if node is None and said.content and said.definite:
            node = self.nodes.shortened(said.lemma, said.content)
        if node is None:
            node = self.nodes.done(said) or self.nodes.filled(said)
        if node is None:
            node = self.nodes.headlined(said) or self.nodes.briefly(said)
        if node is None and said.kind and (said.owners or said.definite) and not said.told:
            node = self.nodes.described(said)
        return node

    def carried(self, deed: Token) -> Node | None:
        """The node of what a deed puts or keeps in force ("implement the ruling", "renew the levy")."""
        if deed.pos != VERB or deed.lemma_.lower() not in _CARRIES:
            return None
        for thing in syntax.objects(deed):
            if self.named(thing):
                return self.law_node(thing)
            said = wording.read(self.draft, thing)
            if said.kind and said.definite:
                return self.known(said)
        return None

    def fresh(self, said: Wording, *, new: bool) -> Node | None:
        """A new node for a phrase that can make one."""
        bare = said.kind is not None and self.nodes.only_laws()  # "the plan" in a text that says no more of it
        if not (said.content or bare or self.somebodys(said)) or not (new or bare or said.head.pos in (VERB, AUX)):
            return None
        if said.head.pos == PROPN and said.head.ent_type_ in _NAMES:
            return None  # a name that is no entity of ours is no proposal either
        if wording.idle(said):
            return None
        return self.nodes.add()

    def somebodys(self, said: Wording) -> bool:
        """True for "Norland's offer" where somebody else takes a side on it."""
        return bool(said.kind and said.owners) and said.head.i in self.judged

    def undo(self, deed: Token, undone: Token) -> bool:
        """Points a deed at the known node that it would do away with ("repeal the levy"); False when there is none."""
        said = wording.read(self.draft, undone)
        node = self.law_node(undone)
        if node is None and said.content:
            node = self.nodes.same(said.content, said.aside) or self.nodes.shortened(said.lemma, said.content)
        if node is None or any(span.start <= deed.i < span.end for span in node.spans):
            return False
        self.at[deed.i] = node
        self.turned.add(deed.i)
        return True

    def entity(self, node: Node) -> DraftEntity:
        """The entity of a node, made when first asked for."""
        known = self.made.get(node.number)
        if known is not None:
            return known
        if node.law:
            law = self.draft.entities[node.law]
            placed = {span.start for span in law.mentions}
            for span in node.spans:
                if span.start not in placed:
                    self.draft.add_mention(law, span)
            self.made[node.number] = law
            return law
        best = max(node.spans, key=self.tells)
        name = names.name(self.draft, best)
        entity = DraftEntity(free_id(self.draft, name), "proposal", name)
        self.draft.entities[entity.id] = entity
        self.made[node.number] = entity
        for span in dict.fromkeys(node.spans):
            self.draft.add_mention(entity, span)
        for span in node.pronouns:
            self.draft.add_coreference(entity, span)
        return entity

    def tells(self, span: Span) -> tuple[int, bool, int]:
        """How much a phrase says: its content words, none for a very long one; then nouns before clauses, the longer
        one first."""
        core = wording.core_of(span.root)
        content = wording.content(self.draft, core, span if core.i == span.root.i else wording.phrase(core))
        return len(content) if len(span) <= 25 else 0, span.root.pos == NOUN, len(span.text)
