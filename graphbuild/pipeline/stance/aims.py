"""What a stance is on, where the phrase at hand only leads to it: "rejecting the Act", "critics of the Act"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.symbols import DET, NOUN, PROPN, VERB
from spacy.tokens import Token

from graphbuild.pipeline import syntax
from graphbuild.pipeline.stance import ends, lexicon
from graphbuild.pipeline.stance.phrases import Phrases

if TYPE_CHECKING:
    from graphbuild.pipeline.stance.component import Scan

# what is a matter itself where it does not say against what it is
_STRUGGLES = frozenset(
    {"war", "battle", "campaign", "crusade", "strike", "boycott", "march", "lawsuit", "petition", "motion", "appeal",
     "exception", "exit", "departure", "withdrawal", "introduction", "implementation", "suspension", "dismissal"}
)  # fmt: skip
_OUTCOMES = frozenset({"effect", "consequence", "impact", "result", "outcome", "implication", "cost", "passage"})


def aims(scan: Scan, target: Token, rule: str) -> list[tuple[Token, int]]:
    """What a phrase leads to, with -1 where praise of the phrase is blame of that; the phrase itself at the least."""
    lemma = target.lemma_.lower()
    if target.pos == NOUN:
        rows = () if lemma in lexicon.TAKEN else scan.table.get((lemma, "NOUN"), ())
        judged = rule.startswith(("judge", "effect", "called"))
        felt = [row for row in rows if row.kind == "attitude" and row.frame[:7] != "person:"]
        felt += [row for row in rows if judged and lemma == "vote"]
        if felt and judged:
            return [(t, row.sign) for row in felt for t in scan.targets(target, row) if scan.phrases.known(t)]
        if felt and (lemma not in _STRUGGLES or any(True for row in felt for _ in scan.targets(target, row))):
            return []  # "promised a veto" tells the stance on what is vetoed
        if lemma in ends.ENDS and (ended := syntax.prepositional(target, frozenset({"to"}))):
            return [(t, -1) for t in ended]
        if lemma in _OUTCOMES:
            return [(t, 1) for t in syntax.prepositional(target, frozenset({"of"})) if scan.phrases.known(t)] or [
                (target, 1)
            ]
    if target.pos == VERB:
        ensured = seen_to(scan, target)
        if ensured:
            return ensured
        for row in scan.table.get((lemma, "VERB"), ()):
            found = _done(target, row.frame) if row.kind in ("act", "attitude") else []
            found = [t for t in found if scan.phrases.known(t) and (row.kind == "act" or scan.phrases.actor(t) is None)]
            if found:
                return [(t, row.sign) for t in found]
    return [(target, 1)]


def seen_to(scan: Scan, verb: Token) -> list[tuple[Token, int]]:
    """What is to be done to a thing in "ensure that the Act is repealed", "make sure it passes"."""
    if verb.lemma_ not in ("ensure", "guarantee", "make") or verb.i + 1 >= len(verb.doc):
        return []
    sure = verb.nbor()
    if verb.lemma_ == "make" and sure.lower_ != "sure":
        return []
    under = (*verb.children, *sure.children)  # parsers hang the clause on either
    clause = next((c for c in under if c.dep_ == "ccomp" and c.pos == VERB), None)
    thing = syntax.child(clause, "nsubjpass", "nsubj") if clause is not None else None
    if clause is None or thing is None or not scan.phrases.known(thing):
        return []
    passive = syntax.child(clause, "auxpass") is not None
    signs = [row.sign for row in scan.acts(clause)] if passive else [lexicon.COURSES.get(clause.lemma_.lower(), 0)]
    turned = -1 if syntax.negated(clause) else 1
    return [(thing, turned * sign) for sign in signs[:1] if sign]


def elsewhere(phrases: Phrases, target: Token) -> bool:
    """True for an "it" that stands for the subject of the main clause: "evidence was barred because it was weak"."""
    if target.lower_ != "it" or target.head.dep_ != "advcl":
        return False
    subject = syntax.child(target.head.head, "nsubj", "nsubjpass")
    if subject is None or phrases.matter(subject):
        return False
    return subject.pos in (NOUN, DET, PROPN) or subject.lower_ in ("some", "much", "most", "all", "part")


def _done(verb: Token, frame: str) -> list[Token]:
    """What a verb is done to, in one frame: its object, what it is "for" or "against"."""
    if frame == "obj":
        asked = verb.head if verb.dep_ == "advcl" and any(c.dep_ == "auxpass" for c in verb.children) else None
        return syntax.objects(verb) or (syntax.prepositional(asked, frozenset({"for"})) if asked is not None else [])
    return syntax.prepositional(verb, frozenset({frame[5:]})) if frame in ("prep:for", "prep:against") else []
