"""The nodes in the making, and which of them a phrase stands for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from spacy.tokens import Doc, Span, Token

from graphbuild.pipeline.draft import DraftEntity, draft_of
from graphbuild.pipeline.proposals.wording import SIDES, SOME, Wording, heads_of, law_class, stems

_REACH = 4  # sentences back to which "it" may point
_BILLS = frozenset({"bill", "legislation", "act"})
_LEAD = 80  # tokens of a text in which a law may be told of before it is named
_HEADLINE = 20  # tokens that a headline has at most
_BRIEF = 4  # content words of a phrase that tells one thing only
_LIVE = 50  # nodes that a description may stand for: those named last


@dataclass(slots=True)
class Node:
    """A proposal in the making: its phrases, their content words, and where it was named first and last."""

    number: int
    spans: list[Span] = field(default_factory=list)
    contents: list[frozenset[str]] = field(default_factory=list)
    heads: set[str] = field(default_factory=set)
    classes: set[str] = field(default_factory=set)
    owners: set[str] = field(default_factory=set)
    asides: set[str | None] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)  # the entities that its phrases name
    law: str | None = None
    words: frozenset[str] = frozenset()  # those of a law's name
    pronouns: list[Span] = field(default_factory=list)
    first: int = -1
    last: int = -1


class Nodes:
    """The nodes of a document, filled in text order, and the look-up of what a phrase stands for."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.draft = draft_of(doc)
        self.all: list[Node] = []
        self._laws: list[Node] = []
        self._with_word: dict[str, dict[int, Node]] = {}
        self._with_head: dict[str, dict[int, Node]] = {}
        self._with_deed: dict[str, dict[str, Node]] = {}
        self._live: dict[int, Node] = {}  # the node named last stands last
        self._main: Node | None = None  # the node named most often
        self._headline = _headline(doc)
        self._lead = doc[self._headline].sent.end if 0 < self._headline < len(doc) else 0

    def add(self) -> Node:
        """A new, empty node."""
        node = Node(len(self.all))
        self.all.append(node)
        return node

    def add_law(self, law: DraftEntity) -> Node:
        """The node of a law, with the spans of its names."""
        node = self.add()
        node.law, node.spans, node.words = law.id, list(law.mentions), stems(law)
        kind = law_class(law)
        if kind is not None:
            node.classes.add(kind)
            node.heads = {word for span in node.spans for word in heads_of(span)}
        node.first = min((span.start for span in node.spans), default=-1)
        self._laws.append(node)
        return node

    def only_laws(self) -> bool:
        """True while no proposal has been named."""
        return len(self._laws) == len(self.all)

    def put(self, node: Node, wording: Wording, heads: Iterable[str] = ()) -> None:
        """Adds a phrase to a node; ``heads`` are nouns that it could be called by, too."""
        node.spans.append(wording.span)
        if wording.content not in node.contents:
            node.contents.append(wording.content)
        node.ids.update(word[1:] for word in wording.content if word[0] == "@")
        for word in wording.content:
            self._with_word.setdefault(word, {})[node.number] = node
        if wording.aside in (None, "amendment", "vote"):
            for verb, thing in sorted(wording.deeds):
                self._with_deed.setdefault(verb, {})[thing] = node
        for head in (wording.lemma, *heads):
            node.heads.add(head)
            self._with_head.setdefault(head, {})[node.number] = node
        node.owners |= wording.owners
        node.asides.add(wording.aside)
        if wording.kind:
            node.classes.add(wording.kind)
        node.first = wording.head.i if node.first < 0 else min(node.first, wording.head.i)
        node.last = max(node.last, wording.head.i)
        self._live.pop(node.number, None)
        self._live[node.number] = node
        if self._main is None or len(node.spans) >= len(self._main.spans):
            self._main = node

    def same(self, content: frozenset[str], aside: str | None = None) -> Node | None:
        """The node that shares most content words, when it shares enough."""
        best, most = None, 0.0
        near = {number: node for word in content for number, node in self._with_word.get(word, {}).items()}
        for _, node in sorted(near.items()):
            if aside not in node.asides:
                continue
            for other in node.contents:
                common = len(content & other)
                if not common or (content != other and all(word[0] == "@" for word in content & other)):
                    continue  # two plans for the same countries may be two
                share = common / min(len(content), len(other))
                alike = content == other or (common >= 2 and share >= 0.6) or (common >= 3 and share >= 0.5)
                if alike and common + share > most:
                    best, most = node, common + share
        return best

    def called_law(self, wording: Wording) -> Node | None:
        """The one law whose name holds all that a description says ("her anti-levy rules": the Ferry Levy Act)."""
        said = {word for word in wording.content if word not in SIDES}
        if not any(word[0] != "@" for word in said):
            return None
        found = [node for node in self._laws if said <= node.words]
        return found[0] if len(found) == 1 else None

    def announced(self, wording: Wording) -> Node | None:
        """The one law of its kind that a text opens with before it names it: "would sign legislation that
        would …", "rules curbing …, the Clean Ports Plan rules"."""
        if wording.definite or not wording.told or wording.head.i > _LEAD:
            return None
        names = _BILLS if wording.lemma in _BILLS else {wording.lemma}
        found = [node for node in self._laws if "rule" in node.classes and names & node.heads]
        return found[0] if len(found) == 1 else None

    def done(self, wording: Wording) -> Node | None:
        """The node of the same deed: the same verb and object, or the one deed with that verb where one of the two
        phrases only points at the object ("efforts to close it")."""
        if wording.aside not in (None, "amendment", "vote"):
            return None
        for verb, thing in sorted(wording.deeds):
            objects = self._with_deed.get(verb, {})
            if thing != SOME and thing in objects:
                return objects[thing]
            if len(objects) == 1 and (thing == SOME or SOME in objects):
                return next(iter(objects.values()))
        return None

    def shortened(self, lemma: str, content: frozenset[str]) -> Node | None:
        """The last node with the same head word that says all that a shorter phrase says ("the levy")."""
        alike = [
            node for node in self._with_head.get(lemma, {}).values() if any(content <= other for other in node.contents)
        ]
        return max(alike, key=lambda node: node.last) if alike else None

    def filled(self, wording: Wording) -> Node | None:
        """The one node of the same head word of which nothing more is known: a headline's "Norland's plan"."""
        if not wording.content or not wording.told:
            return None
        found = [node for node in self._with_head.get(wording.lemma, {}).values() if not any(node.contents)]
        return found[0] if len(found) == 1 and not _clash(wording, found[0]) else None

    def headlined(self, wording: Wording) -> Node | None:
        """The one node that the headline names, for a phrase of the first sentence below it that shares a word: the
        two tell the same ("Okafor ferry raid": "a plan to tax ferry tickets")."""
        if not self._headline <= wording.head.i < self._lead:
            return None
        said = _words(wording.content)
        found = [
            node
            for node in self._last_named()
            if node.law is None
            and node.last < self._headline
            and (wording.kind or node.classes)
            and ("claim" in node.classes) == (wording.kind == "claim")
            and any(said & content for content in node.contents)
        ]
        return found[0] if len(found) == 1 and not _clash(wording, found[0]) else None

    def briefly(self, wording: Wording) -> Node | None:
        """The one node of its kind that says all that a noun with words before it says, under another head word ("the
        council's ferry scheme": "a plan to tax ferry tickets")."""
        said = _words(wording.content)
        if not said or wording.aside or wording.kind in (None, "claim") or not (wording.definite and wording.brief):
            return None
        found = [
            node
            for node in self._last_named()
            if node.law is None
            and wording.kind in node.classes
            and any(said <= words and len(words) <= _BRIEF for words in map(_words, node.contents))
        ]
        return found[0] if len(found) == 1 and not _clash(wording, found[0]) else None

    def described(self, wording: Wording) -> Node | None:
        """The node that a definite description with next to no content of its own stands for.

        The same head word counts most, then the same owner, then how often and how lately the node was named.
        """
        pointed = self._just_named(wording) if wording.pointing else None
        if pointed is not None:
            return pointed
        best, most = None, (0, 0, 0, 0)
        for node in self._candidates(wording.head):
            alike = (2 if wording.lemma in node.heads else 0) + (1 if wording.kind in node.classes else 0)
            shared = len(wording.owners & (node.owners | node.ids))
            if _elsewhere(wording, node) or self._anothers(wording, node, shared):
                continue
            if not alike and "claim" in (wording.kind, *node.classes):
                continue  # a plan is no claim
            if not alike and not shared and (node.law or (len(node.spans) < 2 and not node.classes)):
                continue
            score = (alike + 2 * bool(shared), len(node.spans) > 1, len(node.spans), node.last)
            if score > most:
                best, most = node, score
        return best

    def _anothers(self, wording: Wording, node: Node, shared: int) -> bool:
        """True for a node of somebody else: "Norland's offer" is not what the council demands, and Clara Voss's plan
        not Ben Okafor's. A deal is one of several, and bodies overlap: a party's plan may be the government's."""
        if not (wording.owners and node.owners) or wording.owners & node.owners:
            return False
        if wording.lemma not in node.heads:
            return not shared
        return wording.kind != "deal" and self._person_among(wording.owners) and self._person_among(node.owners)

    def _person_among(self, owners: set[str] | frozenset[str]) -> bool:
        return any(self.draft.entities[owner].type == "person" for owner in owners)

    def _just_named(self, wording: Wording) -> Node | None:
        """The node that "this change" points at: the one named last, in the same sentence or the one before."""
        start = wording.head.sent.start
        before = self.doc[start - 1].sent.start if start else 0
        near = [node for node in self._last_named() if before <= node.last < wording.head.i]
        alike = [node for node in near if wording.lemma in node.heads]
        return max(alike or near, key=lambda node: node.last, default=None)

    def _last_named(self) -> list[Node]:
        return list(self._live.values())[-_LIVE:]

    def _candidates(self, head: Token) -> list[Node]:
        """The nodes that a description may stand for: those named last, the one named most, and laws named before."""
        recent = self._last_named()
        found = {node.number: node for node in recent}
        if self._main is not None:
            found[self._main.number] = self._main
        found.update({node.number: node for node in self._laws if 0 <= node.first < head.i and node.classes})
        return [node for _, node in sorted(found.items())]

    def antecedent(self, head: Token) -> Node | None:
        """The node that "it" or "this" stands for: named in the same sentence, else the matter of the text, else
        the nearest one a few sentences back."""
        first = head.sent.start
        recent = self._last_named()
        here = [node for node in recent if first <= node.last < head.i]
        if here:
            return max(here, key=lambda node: node.last)
        for _ in range(_REACH):
            if first > 0:
                first = self.doc[first - 1].sent.start
        named = [node for node in self._candidates(head) if node.last >= 0 and len(node.spans) > 1]
        if named:
            return max(named, key=lambda node: (len(node.spans), node.last))
        near = [node for node in recent if first <= node.last < head.i]
        return max(near, key=lambda node: node.last) if near else None


def _headline(doc: Doc) -> int:
    """Where a text's headline ends: a short first line without a full stop; 0 for none."""
    end = doc[0].sent.end if len(doc) else 0
    line = doc[:end].text
    told = "\n" in line and line.strip()[-1:] not in (".", "!", "?", "")
    return end if told and end <= _HEADLINE else 0


def _clash(wording: Wording, node: Node) -> bool:
    """True for somebody's phrase and a node that is somebody else's."""
    return bool(wording.owners and node.owners) and not wording.owners & node.owners


def _words(content: frozenset[str]) -> frozenset[str]:
    """The content words that name no entity."""
    return frozenset(word for word in content if word[0] != "@")


def _elsewhere(wording: Wording, node: Node) -> bool:
    """True where a description says what it is about, and a matter that was named once says something else: "the ferry
    safety rules" are not "the drive to sell more tickets"."""
    own = _words(wording.content)
    told = len(node.spans) == 1 and any(node.contents) and wording.lemma not in node.heads
    return told and bool(own) and not any(own & content for content in node.contents)
