"""What a speaker's words say of something: praise, blame, and what ought to be done."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from spacy.symbols import AUX, VERB
from spacy.tokens import Token

from graphbuild.pipeline import syntax
from graphbuild.pipeline.stance import lexicon
from graphbuild.pipeline.stance.lexicon import StanceRow

if TYPE_CHECKING:
    from graphbuild.pipeline.stance.component import Scan

_DUTY = frozenset({"should", "must", "ought"})
_FUTURE = frozenset({"will", "'ll", "’ll", "wo", "would", "'d", "’d"})
_IMPORTANT = frozenset({"crucial", "essential", "key", "vital", "necessary", "important", "indispensable", "right"})
_EXTRAPOSED = frozenset({"xcomp", "ccomp", "advcl", "csubj"})
CALLS = frozenset(
    {"call", "describe", "label", "brand", "dub", "deem", "consider", "see", "regard", "view", "denounce", "condemn",
     "hail", "praise", "declare", "find", "dismiss", "portray", "characterise", "characterize", "deride", "term"}
)  # fmt: skip


def judge(scan: Scan, token: Token, row: StanceRow, sign: int) -> None:
    """A word of praise or blame in somebody's words: the speaker's stance on what it is said of."""
    said, speaker = scan.draft.said(token), scan.draft.speaker_of(token)
    caller = token.head if token.dep_ == "amod" and token.head.dep_ in ("oprd", "pobj") else token
    called_as = caller.head.dep_ == "prep" and caller.head.lower_ == "as"
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
        if token.lemma_.lower() in _IMPORTANT and scan.phrases.actor(target):
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
                weak=row.pos == "VERB",
            )


def _judged(scan: Scan, token: Token, row: StanceRow) -> Iterator[Token]:
    """What a judgement is said of: the subject, the object of "call", the clause after "it is"."""
    if row.frame == "judge:from":
        yield from syntax.prepositional(token, frozenset({"from"}))
        return
    if row.frame == "judge:actor":
        if token.tag_ != "VBN" or any(c.dep_ == "aux" for c in token.children):
            yield from (t for t in syntax.subjects(token) if scan.phrases.actor(t))
        return
    if row.pos == "NOUN":
        for owner in token.children:
            if owner.dep_ == "poss" and scan.phrases.owner(owner):
                yield owner
    if row.pos == "VERB":
        if token.dep_ in ("xcomp", "ccomp", "ROOT", "conj", "advcl", "relcl") and token.tag_ not in ("VBN",):
            yield from (t for t in syntax.subjects(token) if not scan.phrases.actor(t))
        return
    head = token
    if head.dep_ == "amod":
        head = head.head
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
    if speaker is None or verb.lemma_.lower() in lexicon.PALE or syntax.conditional(verb) or syntax.questioned(verb):
        return
    if verb.dep_ in ("relcl", "advcl", "acl", "csubj", "pcomp"):
        return
    auxiliaries = syntax.modals(verb)
    if "have" in auxiliaries:
        return  # what should have been done is past
    need = verb.dep_ == "xcomp" and verb.head.lemma_ in ("need", "have") and verb.head.tag_ not in ("VBN", "NN", "NNS")
    rows = scan.table.get((verb.lemma_.lower(), "VERB"), ())
    acted = [row for row in rows if row.kind == "act"]
    own = acted and auxiliaries & _FUTURE and any(scan.phrases.actor(t) == speaker for t in syntax.subjects(verb))
    if not (auxiliaries & _DUTY or need or own):
        return
    if any(row.kind == "attitude" for row in rows):
        return
    if need and syntax.negated(verb.head):
        return  # what need not be done may be done
    sign = -1 if syntax.negated(verb) else 1
    named = [t for t in syntax.objects(verb) if acted and scan.phrases.known(t)]
    for target in named:
        scan.add(speaker, sign * acted[0].sign, target, verb, 0.6, said, "duty")
    if not named:
        for target in scan.deed(verb):
            target, turned = syntax.ceased(target) if target.i == verb.i and sign > 0 else (target, 1)
            for voice in [speaker] if own else scan.draft.voices(verb):
                scan.add(voice, turned * sign, target, verb, 0.35 if own else 0.6, said, "own" if own else "duty")


def _is_said_of(clause: Token) -> bool:
    """True for the clause in "it is wrong to go", "wrong that he goes"; not for one with "because" or "if"."""
    return all(c.lower_ in ("that", "for") for c in clause.children if c.dep_ == "mark")
