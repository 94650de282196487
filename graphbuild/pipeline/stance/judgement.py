"""What a speaker's words say of something: praise, blame, and what ought to be done."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from spacy.symbols import ADJ, AUX, NOUN, VERB
from spacy.tokens import Token

from graphbuild.pipeline import syntax
from graphbuild.pipeline.stance import effects, lexicon
from graphbuild.pipeline.stance.lexicon import StanceRow

if TYPE_CHECKING:
    from graphbuild.pipeline.stance.component import Scan

_DUTY = frozenset({"should", "must", "ought"})
_FUTURE = frozenset({"will", "'ll", "’ll", "wo", "would", "'d", "’d"})
_IMPORTANT = frozenset({"crucial", "essential", "key", "vital", "necessary", "important", "indispensable", "right"})
_EXTRAPOSED = frozenset({"xcomp", "ccomp", "advcl", "csubj"})
_RAISING = frozenset({"think", "believe", "feel", "see", "suppose", "reckon", "accept", "agree", "expect", "imagine"})
_THINKING = _RAISING | {"say", "claim", "argue", "know", "suggest", "pretend", "insist", "fear", "hear", "tell"}
_IF_ASKED = frozenset({"would", "'d", "’d"})
_ANNOUNCING = frozenset({"announce", "promise", "pledge", "propose", "vow"})
# what anybody may do without taking a side
_ROUTINES = frozenset(
    {"meet", "visit", "hold", "attend", "announce", "publish", "release", "speak", "address", "discuss", "appear",
     "return", "travel", "leave", "call", "give", "need", "want", "love", "hope", "decide", "wait", "study", "review",
     "examine", "investigate", "continue", "use", "show", "receive", "pay", "follow", "send", "write", "bring", "put",
     "read", "watch", "form", "cost", "mean", "cover", "like", "prefer", "face", "live", "set", "change", "answer", "present"}
)
_SHAMES = frozenset({"resign", "apologise", "apologize", "quit"})
_DENYING = frozenset({"deny", "dispute", "reject", "refute", "rebut", "dismiss", "doubt"})
_CLAIMS = frozenset({"claim", "suggestion", "allegation", "accusation", "notion", "idea", "argument", "charge", "fear", "concern"})
_ANYBODY = frozenset({"anyone", "anybody", "nobody", "someone", "somebody", "one", "it"})
_SELF = frozenset({"i", "we", "you"})
CALLS = frozenset(
    {"call", "describe", "label", "brand", "dub", "deem", "consider", "see", "regard", "view", "denounce", "condemn",
     "hail", "praise", "declare", "find", "dismiss", "herald", "cast", "paint", "portray", "characterise", "characterize", "deride", "term"}
)  # fmt: skip


def judge(scan: Scan, token: Token, row: StanceRow, sign: int) -> None:
    """A word of praise or blame in somebody's words: the speaker's stance on what it is said of."""
    if row.pos == "NOUN" and sign > 0 and _spoilt(scan, token):
        sign = -1
    said, speaker = scan.draft.said(token), scan.draft.speaker_of(token)
    caller = token.head if token.dep_ == "amod" and token.head.dep_ in ("oprd", "pobj") else token
    called_as = caller.head.dep_ == "prep" and caller.head.lower_ == "as"
    small = [c for c in token.children if c.dep_ == "nsubj"] if token.dep_ == "ccomp" and token.pos in (ADJ, NOUN) else []
    if small and speaker is None and token.head.lemma_.lower() in CALLS:  # "found the law unlawful"
        for actor in [a for t in syntax.subjects(token.head) if (a := scan.phrases.actor(t))]:
            scan.add(actor, sign, small[0], token, row.confidence, said, "called")
        return
    if caller.dep_ == "oprd" or called_as:
        verb = caller.head.head if called_as else caller.head
        callers = [actor for t in syntax.subjects(verb) if (actor := scan.phrases.actor(t))]
        if callers and verb.lemma_.lower() in CALLS:
            for target in syntax.objects(verb):
                for holder in callers:
                    scan.add(holder, sign, target, token, row.confidence, said, "called")
            return
    if speaker is None:
        return
    said_by = said.cue.root if said is not None and said.cue is not None else None
    if said_by is not None and said_by.lemma_.lower() in CALLS:  # "called the plan “a disgrace”"
        for target in syntax.objects(said_by):
            if target.i < token.i:
                scan.add(speaker, sign, target, token, row.confidence, said, "called")
        return
    for target in _judged(scan, token, row):
        right_to = token.lower_ == "right" and any(c.dep_ == "xcomp" for c in token.children)
        if token.lemma_.lower() in _IMPORTANT and scan.phrases.actor(target) and not right_to:
            continue  # a crucial witness need not be a friend
        for voice in scan.draft.voices(token):
            scan.add(
                voice,
                sign,
                target,
                token,
                row.confidence,
                said,
                "judge/" + row.pos + row.frame[5:],
                weak=token.pos == VERB,
            )


def _spoilt(scan: Scan, noun: Token) -> bool:
    """True for "the wrong answer", "a false hope": the adjective undoes the noun's praise."""
    rows = [row for c in noun.children if c.dep_ == "amod" for row in scan.table.get((c.lemma_.lower(), "ADJ"), ())]
    return any(row.kind == "judge" and row.sign < 0 for row in rows)


def _judged(scan: Scan, token: Token, row: StanceRow) -> Iterator[Token]:
    """What a judgement is said of: the subject, the object of "call", the clause after "it is"."""
    if row.frame == "judge:from":
        yield from syntax.prepositional(token, frozenset({"from"}))
        return
    if row.frame == "judge:actor":
        if token.tag_ != "VBN" or any(c.dep_ == "aux" for c in token.children):
            yield from (t for t in syntax.subjects(token) if scan.phrases.actor(t) or scan.phrases.matter(t))
        return
    if row.pos == "NOUN":
        for owner in token.children:
            if owner.dep_ == "poss" and scan.phrases.owner(owner):
                yield owner
    if row.pos == "ADJ" and token.pos == VERB:  # "the plan was misguided"
        if not syntax.child(token, "dobj", "agent") and any(c.lemma_ in ("be", "get") for c in token.children):
            yield from (c for c in token.children if c.dep_ in ("nsubj", "nsubjpass", "csubj", "csubjpass"))
        return
    if row.pos == "VERB":
        if effects.outcome(token):
            return  # "would damage trust", "protects fraud": what it brings about counts
        if token.dep_ in ("xcomp", "ccomp", "ROOT", "conj", "advcl", "relcl") and token.tag_ not in ("VBN",):
            yield from (t for t in syntax.subjects(token) if not scan.phrases.actor(t))
        return
    head = token
    if head.dep_ == "amod":
        head = head.head
        if row.sign < 0:  # "the council's reckless plan" blames the council
            yield from (c for c in head.children if c.dep_ == "poss" and scan.phrases.owner(c))
        if any(entry.kind == "judge" for entry in scan.table.get((head.lemma_.lower(), "NOUN"), ())):
            return  # "a transparent ploy": the noun judges
    while head.dep_ == "conj":
        head = head.head
    if head.dep_ in ("acomp", "attr", "oprd", "xcomp", "ccomp", "advcl") or head.pos == AUX:
        verb = head.head
        if verb.pos in (VERB, AUX) and verb.dep_ != "acl":
            later = [*verb.children, *head.children]
            named = [c for c in later if c.dep_ in _EXTRAPOSED and c.i > head.i and _is_said_of(c)]
            subject = syntax.child(verb, "nsubj", "csubj", "nsubjpass")
            if head.dep_ == "oprd":
                yield from syntax.objects(verb)
            elif subject is not None and subject.lower_ == "it" and named:
                yield from named[:1]
            elif subject is not None:
                if subject.lower_ in syntax.RELATIVES and verb.dep_ == "relcl":
                    subject = verb.head
                yield subject


def duty(scan: Scan, verb: Token) -> None:
    """What ought to be done, in somebody's words ("should", "must", "need to"): the speaker is for it."""
    said, speaker = scan.draft.said(verb), scan.draft.speaker_of(verb)
    if speaker is None or syntax.conditional(verb) or syntax.questioned(verb):
        return
    if verb.dep_ in ("relcl", "advcl", "acl", "csubj", "pcomp"):
        return
    rows = scan.table.get((verb.lemma_.lower(), "VERB"), ())
    acted = [row for row in rows if row.kind == "act"]
    auxiliaries = syntax.modals(verb)
    if auxiliaries & _DUTY and verb.lemma_.lower() in _SHAMES and not syntax.negated(verb):
        for target in syntax.subjects(verb):
            if scan.phrases.actor(target) is not None and stated(scan, verb) > 0:
                scan.add(speaker, -1, target, verb, 0.6, said, "duty/shame")
        return
    need = _needed(verb)
    own = bool(auxiliaries & _FUTURE) and _pledged(scan, verb)
    if not (auxiliaries & _DUTY or need or own) or any(row.kind == "attitude" for row in rows):
        return
    if need and syntax.negated(verb.head):
        return  # what need not be done may be done
    sign = stated(scan, verb) * (-1 if syntax.negated(verb) else 1)
    fate = acted[0].sign if acted else lexicon.FATES.get(verb.lemma_.lower(), 0)
    named = [t for t in _done(verb, raised=need) if scan.phrases.known(t)] if fate else []
    if verb.lemma_ in lexicon.COURSES:
        if any(c.dep_ in ("prt", "advmod", "prep", "acomp", "attr") for c in verb.children if c.dep_ != "neg"):
            return
        named = [t for t in named if scan.phrases.actor(t) is None]
    for target in named:
        for voice in [speaker] if own else scan.draft.voices(verb):
            scan.add(voice, sign * fate, target, verb, 0.6, said, "duty")
    if "have" in auxiliaries or verb.lemma_.lower() in lexicon.PALE or named:
        return  # what should have been done is past
    for target in scan.deed(verb):
        target, turned = syntax.ceased(target) if target.i == verb.i and sign > 0 else (target, 1)
        for voice in [speaker] if own else scan.draft.voices(verb):
            scan.add(voice, turned * sign, target, verb, 0.35 if own else 0.6, said, "own" if own else "duty")


def _pledged(scan: Scan, verb: Token) -> bool:
    """True for what a speaker says that he, or the body he speaks for, will do ("the party would cut taxes")."""
    if verb.lemma_.lower() in _ROUTINES or (verb.dep_ == "conj" and verb.head.pos != VERB):
        return False
    said, speaker = scan.draft.said(verb), scan.draft.speaker_of(verb)
    doers = [c for c in verb.children if c.dep_ == "nsubj"] or syntax.subjects(verb)
    if said is None or said.cue is None:
        return any(t.lower_ == "we" or scan.phrases.actor(t) == speaker for t in doers)
    reported = verb.head.i == said.cue.root.i or verb.dep_ == "conj" or verb.dep_ == "ROOT"
    if reported and said.cue.root.lemma_.lower() in _ANNOUNCING:
        return True
    for doer in doers:
        actor = scan.phrases.actor(doer)
        if actor is not None and speaker is not None and (actor == speaker or scan.speaks(speaker, actor)):
            return True
        if doer.lower_ in ("we", "i"):
            return not syntax.modals(verb) & _IF_ASKED
        if reported and said.form == "indirect" and actor is None and doer.lower_ in ("it", "they", "he", "she"):
            return True
    return False


def _needed(verb: Token) -> bool:
    """True for "needs to be done", "has to go"."""
    return verb.dep_ == "xcomp" and verb.head.lemma_ in ("need", "have") and verb.head.tag_ not in ("VBN", "NN", "NNS")


def _done(verb: Token, *, raised: bool) -> list[Token]:
    """What a fate befalls: the object, or the subject of "must go", "has to be repealed"."""
    done = syntax.objects(verb)
    passive = any(c.dep_ == "auxpass" for c in verb.children)
    if done or not (passive or verb.lemma_ in lexicon.COURSES):
        return done
    return [c for c in (verb.head if raised else verb).children if c.dep_ in ("nsubj", "nsubjpass")]


def stated(scan: Scan, token: Token) -> int:
    """1 for what a speaker holds to be so, -1 for what he does not think so, 0 where it is another's thought."""
    said = scan.draft.said(token)
    first = min((span.start for span in said.content), default=0) if said is not None else token.sent.start
    sign, below = 1, token
    while below.dep_ != "ROOT":
        thought = below.head
        if below.dep_ in ("ccomp", "acl") and thought.i >= first - 3 and _denied(thought):
            sign = -sign
        if below.dep_ in ("ccomp", "oprd") and thought.lemma_.lower() in _THINKING | CALLS and thought.i >= first:
            if said is not None and said.cue is not None and said.cue.start <= thought.i < said.cue.end:
                break
            who = syntax.subjects(thought)
            if any(t.lower_ in _ANYBODY for t in who):
                break
            if not any(t.lower_ in _SELF or scan.draft.entity_of.get(t.i) == scan.draft.speaker_of(token) for t in who):
                return 0
            if syntax.negated(thought):
                if thought.lemma_.lower() not in _RAISING:
                    return 0
                sign = -sign
        below = thought
    return sign


def _denied(thought: Token) -> bool:
    """True for what is denied: under "denied that", "rejected claims that"."""
    if thought.pos == NOUN and thought.lemma_ in _CLAIMS and thought.dep_ in ("dobj", "nsubjpass"):
        thought = thought.head
    return thought.pos == VERB and thought.lemma_.lower() in _DENYING and not syntax.negated(thought)


def _is_said_of(clause: Token) -> bool:
    """True for the clause in "it is wrong to go", "wrong that he goes"; not for one with "because" or "if"."""
    return all(c.lower_ in ("that", "for") for c in clause.children if c.dep_ == "mark")
