"""Acts told by several words: "did away with it", "got rid of it", "called for an end to it", "vowed to stop her"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from spacy.symbols import NOUN
from spacy.tokens import Token

from graphbuild.pipeline import syntax
from graphbuild.pipeline.stance import holders
from graphbuild.pipeline.stance.lexicon import StanceRow

if TYPE_CHECKING:
    from graphbuild.pipeline.stance.component import Scan

ENDS = frozenset({"end", "halt", "stop"})
_BEATS = frozenset({"stop", "defeat", "beat", "oust", "unseat", "topple", "overthrow", "destroy"})
_BIDS = frozenset(
    {"campaign", "effort", "bid", "fight", "drive", "attempt", "push", "battle", "plan", "movement", "crusade"}
)
_TO, _OF, _WITH = frozenset({"to"}), frozenset({"of"}), frozenset({"with"})


def ended(scan: Scan, verb: Token) -> None:
    """Adds stances against what somebody does away with, or whom he sets out to beat."""
    targets = list(_beaten(scan, verb) or _undone(verb))
    if not targets:
        return
    row = StanceRow(verb.lemma_.lower(), "VERB", "obj", "act", -1, 0.7)
    sign = scan.sign(verb, row)
    for holder, said in scan.holders(verb, row) if sign else ():
        for target in targets:
            if sign and (scan.phrases.known(target) or target.pos == NOUN):
                scan.add(holder, sign, target, verb, row.confidence, said, "ended")


def named_of(scan: Scan, target: Token) -> list[Token]:
    """Those whom a phrase for a class names: "rivals such as Ben Okafor"; the phrase itself where it names nobody."""
    if target.pos != NOUN or scan.phrases.matter(target) or scan.draft.entity_at(target) is not None:
        return [target]
    return [t for t in holders.listed(target) if scan.phrases.actor(t) is not None] or [target]


def _undone(verb: Token) -> Iterator[Token]:
    """What is done away with, got rid of, or put an end to."""
    lemma = verb.lemma_.lower()
    if lemma == "do":
        for away in verb.children:
            if away.lower_ == "away":
                yield from syntax.prepositional(away, _WITH) or syntax.prepositional(verb, _WITH)
    elif lemma == "get":
        for rid in verb.children:
            if rid.lower_ == "rid":
                yield from syntax.prepositional(rid, _OF) or syntax.prepositional(verb, _OF)
    elif lemma in ("put", "bring", "call"):
        for end in verb.children:
            if end.dep_ == "dobj" and end.lemma_ in ENDS:
                yield from syntax.prepositional(end, _TO) or syntax.prepositional(verb, _TO)


def _beaten(scan: Scan, verb: Token) -> list[Token]:
    """The persons and bodies whom somebody wants beaten: "a campaign to stop Ben Okafor"."""
    if verb.lemma_.lower() not in _BEATS or not syntax.infinitive(verb):
        return []
    wanted = verb.dep_ in ("xcomp", "advcl", "ccomp") and scan.commits(verb.head)
    bid = verb.dep_ in ("acl", "relcl") and verb.head.lemma_.lower() in _BIDS
    if not (wanted or bid):
        return []
    return [t for t in syntax.objects(verb) if (e := scan.draft.entity_at(t)) is not None and e.type == "person"]
