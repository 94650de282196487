"""What a speaker says ought to be done, and what he says that he will do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.symbols import PRON, VERB
from spacy.tokens import Token

from graphbuild.pipeline import syntax
from graphbuild.pipeline.stance import aims, lexicon, limits, thoughts
from graphbuild.pipeline.stance.lexicon import StanceRow

if TYPE_CHECKING:
    from graphbuild.pipeline.stance.component import Scan

_DUTY = frozenset({"should", "must", "ought"})
_FUTURE = frozenset({"will", "'ll", "’ll", "wo", "would", "'d", "’d"})
BODIES = frozenset({"party", "government", "administration", "campaign", "union", "company", "group", "team"})
_IF_ASKED = frozenset({"would", "'d", "’d"})
ANNOUNCING = frozenset({"announce", "promise", "pledge", "propose", "vow"})
_FEARING = frozenset({"warn", "fear", "claim", "accuse", "allege", "predict", "worry", "deny", "doubt"})
SHAMES = frozenset({"resign", "apologise", "apologize", "quit"})
# what anybody may do without taking a side
ROUTINES = frozenset(
    {"meet", "visit", "hold", "attend", "announce", "publish", "release", "speak", "address", "discuss",
     "appear", "return", "travel", "leave", "call", "give", "need", "want", "love", "hope", "decide", "wait",
     "study", "review", "examine", "investigate", "continue", "use", "show", "receive", "pay", "follow", "send",
     "write", "bring", "put", "read", "watch", "form", "cost", "mean", "cover", "like", "prefer", "face",
     "live", "set", "change", "answer", "present"}
)  # fmt: skip


def duty(scan: Scan, verb: Token) -> None:
    """What ought to be done, in somebody's words ("should", "must", "need to"): the speaker is for it."""
    said, speaker = scan.draft.said(verb), scan.draft.speaker_of(verb)
    if speaker is None or syntax.conditional(verb) or syntax.questioned(verb):
        return
    if verb.dep_ in ("relcl", "advcl", "acl", "csubj", "pcomp") and not syntax.content_clause(verb):
        return
    rows = scan.table.get((verb.lemma_.lower(), "VERB"), ())
    acted = [row for row in rows if row.kind == "act"]
    auxiliaries = syntax.modals(verb)
    if auxiliaries & _DUTY and verb.lemma_.lower() in SHAMES and not syntax.negated(verb):
        for target in syntax.subjects(verb):
            if scan.phrases.actor(target) is not None and thoughts.stated(scan.draft, verb) > 0:
                scan.add(speaker, -1, target, verb, 0.6, said, "duty/shame")
                scan.add(speaker, 1, verb, verb, 0.55, said, "duty/whole")
        return
    need = _needed(verb)
    if need and verb.head.dep_ in ("relcl", "acl") and not syntax.content_clause(verb.head):
        return  # "the targets that we have to deal with"
    own = bool(auxiliaries & _FUTURE) and pledged(scan, verb)
    if not (auxiliaries & _DUTY or need or own):
        return
    if any(row.kind == "attitude" or row.word == "vote" for row in rows):
        _side(scan, verb, rows)
        return
    if (need and syntax.negated(verb.head)) or limits.expected(scan, verb) or verb.lemma_.lower() in thoughts.CALLS:
        return  # what need not be done may be done; "should be seen as a threat" judges
    sign = thoughts.stated(scan.draft, verb) * (-1 if syntax.negated(verb) else 1)
    if not sign:
        return
    fate = acted[0].sign if acted else lexicon.FATES.get(verb.lemma_.lower(), 0)
    named = [t for t in done(verb, raised=need) if scan.phrases.known(t)] if fate else []
    if (fate < 0 and any(limits.evil(scan, t) for t in named)) or (own and limits.by_some_means(verb)):
        return
    if verb.lemma_ in lexicon.COURSES:
        if any(c.dep_ in ("prt", "advmod", "prep", "acomp", "attr") for c in verb.children if c.dep_ != "neg"):
            return
        named = [t for t in named if scan.phrases.actor(t) is None]
    for target in named:
        for voice in [speaker] if own else scan.draft.voices(verb):
            scan.add(voice, sign * fate, target, verb, 0.6, said, "duty")
    if "have" in auxiliaries and sign < 0 and fate >= 0 and auxiliaries & _DUTY:  # "should never have sold it"
        for target in scan.deed(verb):
            scan.add(speaker, -1, target, verb, 0.55, said, "duty/past")
    pale = verb.lemma_.lower() in lexicon.PALE and not aims.seen_to(scan, verb)
    if "have" in auxiliaries or pale or named:
        return  # what should have been done is past
    for target in scan.deed(verb):
        target, turned = syntax.ceased(target) if target.i == verb.i and sign > 0 else (target, 1)
        if turned < 0 and limits.evil(scan, target):
            continue
        for voice in [speaker] if own else scan.draft.voices(verb):
            scan.add(voice, turned * sign, target, verb, 0.35 if own else 0.6, said, "own" if own else "duty")


def _side(scan: Scan, verb: Token, rows: tuple[StanceRow, ...]) -> None:
    """Adds the speaker's stance on what he says that others should support, reject or vote for."""
    if syntax.negated(verb.head) and verb.dep_ == "xcomp":
        return
    sign = thoughts.stated(scan.draft, verb) * (-1 if syntax.negated(verb) else 1)
    for row in rows:
        if row.sign < 0 and syntax.negated(verb) and not syntax.modals(verb) & _DUTY:
            continue  # who will not mock a plan need not be for it
        if sign and (row.frame == "obj" or row.frame[:5] == "prep:") and row.kind in ("attitude", "act"):
            for target in scan.targets(verb, row):
                for voice in scan.draft.voices(verb):
                    scan.add(voice, sign * row.sign, target, verb, 0.6, scan.draft.said(verb), "duty/side")


def pledged(scan: Scan, verb: Token) -> bool:
    """True for what a speaker says that he, or the body he speaks for, will do ("the party would cut taxes")."""
    if verb.lemma_.lower() in ROUTINES or (verb.dep_ == "conj" and verb.head.pos != VERB):
        return False
    said, speaker = scan.draft.said(verb), scan.draft.speaker_of(verb)
    doers = [c for c in verb.children if c.dep_ == "nsubj"] or syntax.subjects(verb)
    if said is None or said.cue is None:
        return any(t.lower_ == "we" or scan.phrases.actor(t) == speaker for t in doers)
    if said.cue.root.lemma_.lower() in _FEARING:
        return False
    reported = verb.head.i == said.cue.root.i or verb.dep_ == "conj" or verb.dep_ == "ROOT"
    if reported and said.cue.root.lemma_.lower() in ANNOUNCING:
        return True
    for doer in doers:
        actor = scan.phrases.actor(doer)
        if actor is not None and speaker is not None and (actor == speaker or scan.speaks(speaker, actor)):
            return True
        if doer.lemma_.lower() in BODIES and any(c.dep_ == "poss" and c.pos == PRON for c in doer.children):
            return True  # "her party would"
        if doer.lower_ in ("we", "i"):
            return not syntax.modals(verb) & _IF_ASKED
        if reported and said.form == "indirect" and actor is None and doer.lower_ in ("it", "they", "he", "she"):
            return True
    return False


def _needed(verb: Token) -> bool:
    """True for "needs to be done", "has to go"."""
    return verb.dep_ == "xcomp" and verb.head.lemma_ in ("need", "have") and verb.head.tag_ not in ("VBN", "NN", "NNS")


def done(verb: Token, *, raised: bool) -> list[Token]:
    """What a fate befalls: the object, or the subject of "must go", "has to be repealed"."""
    done = syntax.objects(verb)
    passive = any(c.dep_ == "auxpass" for c in verb.children)
    if done or not (passive or verb.lemma_ in lexicon.COURSES):
        return done
    return [c for c in (verb.head if raised else verb).children if c.dep_ in ("nsubj", "nsubjpass")]
