"""What a speaker's words say of something: praise and blame."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from spacy.symbols import ADJ, AUX, VERB
from spacy.tokens import Token

from graphbuild.pipeline import syntax
from graphbuild.pipeline.stance import claims, duties, effects, fortunes, limits, persons, thoughts
from graphbuild.pipeline.stance.lexicon import StanceRow

if TYPE_CHECKING:
    from graphbuild.pipeline.stance.component import Scan

_IMPORTANT = frozenset({"crucial", "essential", "key", "vital", "necessary", "important", "indispensable", "right"})
_MISSED = frozenset({"missed", "lost", "wasted", "squandered", "failed", "botched", "so-called"})
_SAYING = frozenset(
    {"say", "admit", "acknowledge", "speculate", "think", "note", "add", "report", "hear", "know", "see", "wait", "ask"}
)
_PLAIN = frozenset(
    {"legal", "right", "best", "proper", "democratic", "constitutional", "moral", "worst", "final", "fine"}
)
_EXTRAPOSED = frozenset({"xcomp", "ccomp", "advcl", "csubj"})


def judge(scan: Scan, token: Token, row: StanceRow, sign: int) -> None:
    """A word of praise or blame in somebody's words: the speaker's stance on what it is said of."""
    if token.dep_ in ("attr", "acomp") and effects.outcome(token.head):
        return  # "a solution in search of a problem": the turn of phrase judges
    if row.pos == "NOUN" and sign > 0 and _spoilt(scan, token):
        sign = -1
    if token.lower_ in ("responsible", "accountable") and sign > 0:
        blamed = [effects.tone(t) for t in syntax.prepositional(token, frozenset({"for"}))]
        if (blamed and token.lower_ == "responsible" and blamed[0] >= 0) or token.dep_ not in ("amod", "acomp"):
            return  # "is responsible for the ports": that is the post
        sign = blamed[0] if blamed else sign
    said, speaker = scan.draft.said(token), scan.draft.speaker_of(token)
    caller = token.head if token.dep_ == "amod" and token.head.dep_ in ("oprd", "pobj") else token
    called_as = caller.head.dep_ == "prep" and caller.head.lower_ == "as"
    trailing = _trailed(token)
    if trailing is not None and _fits(scan, row, trailing):
        owners = [c for c in trailing.children if c.dep_ == "poss" and sign < 0 and scan.phrases.owner(c)]
        for finder in [a for t in syntax.subjects(trailing.head) if (a := scan.phrases.actor(t))]:
            for target in (trailing, *owners):
                scan.add(finder, sign, target, token, row.confidence, said, "called")
        return
    if thoughts.small_clause(token) and token.head.lemma_.lower() in thoughts.SMALL:  # "found the law unlawful"
        found = [t for t in (syntax.child(token, "nsubj"),) if t is not None and _fits(scan, row, t)]
        for finder in [a for t in syntax.subjects(token.head) if found and (a := scan.phrases.actor(t))]:
            scan.add(finder, sign, found[0], token, row.confidence, said, "called")
        return
    if caller.dep_ == "oprd" or called_as:
        verb = caller.head.head if called_as else caller.head
        callers = [actor for t in syntax.subjects(verb) if (actor := scan.phrases.actor(t))]
        if callers and verb.lemma_.lower() in thoughts.CALLS:
            for target in (t for t in syntax.objects(verb) or _swallowed(caller) if _fits(scan, row, t)):
                for holder in callers:
                    scan.add(holder, sign, target, token, row.confidence, said, "called")
            return
        due = syntax.modals(verb) & {"should", "must"} and syntax.child(verb, "auxpass") is not None
        if speaker is not None and due and verb.lemma_.lower() in thoughts.CALLS:  # "should be seen as a threat"
            for target in syntax.objects(verb):
                scan.add(speaker, sign, target, token, row.confidence, said, "called")
            return
    if speaker is None:
        return
    said_by = said.cue.root if said is not None and said.cue is not None else None
    called_by = said_by is not None and said_by.pos == VERB and said_by.lemma_.lower() in thoughts.CALLS
    if said_by is not None and called_by:  # "called the plan “a disgrace”"
        for target in syntax.objects(said_by):
            if target.i < token.i and _fits(scan, row, target):
                scan.add(speaker, sign, target, token, row.confidence, said, "called")
        return
    for target in (_doer(scan, judged) for judged in _judged(scan, token, row)):
        right = token.lower_ == "right" and (
            token.dep_ == "amod"
            or any(c.dep_ == "xcomp" for c in token.children)
            or (token.dep_ == "acomp" and not syntax.prepositional(token, frozenset({"for"})))
        )
        if token.lemma_.lower() in _IMPORTANT and scan.phrases.actor(target) and not right:
            continue  # a crucial witness need not be a friend
        if not _fits(scan, row, target):
            continue
        for voice in scan.draft.voices(token):
            for deed in claims.faulted(scan, token, target):
                scan.add(voice, sign, deed, token, row.confidence, said, "faulted")
            scan.add(
                voice,
                sign,
                target,
                token,
                row.confidence,
                said,
                "judge/" + row.pos + row.frame[5:],
                weak=token.pos == VERB and token.dep_ != "acomp",
            )


def _doer(scan: Scan, judged: Token) -> Token:
    """Who is judged by his words or deeds: "what Ben Okafor said was disgusting"."""
    if judged.dep_ != "csubj" or judged.lemma_ not in ("say", "do", "write", "tweet"):
        return judged
    doer = syntax.child(judged, "nsubj")
    return doer if doer is not None and scan.phrases.actor(doer) is not None else judged


def _swallowed(name: Token) -> list[Token]:
    """What is called so where the parser makes one phrase of both: "called the fuel levy impractical"."""
    before = name.nbor(-1) if name.pos == ADJ and name.i else name
    return [before] if before.dep_ in ("compound", "nmod") and before.head.i == name.i else []


def _trailed(word: Token) -> Token | None:
    """What is called so by an adjective that a parser hangs on the last noun: "deemed the levy on ships unworkable"."""
    noun = word.head
    if word.pos != ADJ or word.dep_ != "amod" or noun.i > word.i or noun.right_edge.i > word.i:
        return None
    while noun.dep_ in ("pobj", "prep"):
        noun = noun.head
    if noun.dep_ == "ROOT" or noun.pos == VERB:
        noun = syntax.child(noun, "dobj") or noun
    called = noun.dep_ == "dobj" and noun.head.lemma_.lower() in thoughts.SMALL
    return noun if called and noun.i < word.i else None


def _fits(scan: Scan, row: StanceRow, target: Token) -> bool:
    """False where a word of character is said of a thing."""
    return not persons.of_character(row) or persons.individual(scan, target)


def _spoilt(scan: Scan, noun: Token) -> bool:
    """True for "the wrong answer", "a false hope": the adjective undoes the noun's praise."""
    rows = [row for c in noun.children if c.dep_ == "amod" for row in scan.table.get((c.lemma_.lower(), "ADJ"), ())]
    spoilt = any(c.lower_ in _MISSED for c in noun.children if c.dep_ == "amod")
    return spoilt or any(row.kind == "judge" and row.sign < 0 for row in rows)


def _judged(scan: Scan, token: Token, row: StanceRow) -> Iterator[Token]:
    """What a judgement is said of: the subject, the object of "call", the clause after "it is"."""
    if row.frame == "judge:from":
        said = scan.draft.said(token)
        if said is not None and said.cue is not None and said.cue.root.lemma_ in duties.ANNOUNCING:
            return  # "announced that ships will be barred" tells of its own measure
        yield from syntax.prepositional(token, frozenset({"from"}))
        return
    if row.frame == "judge:actor":
        if limits.needed(token):
            return  # what one should damage is none's fault yet
        if token.tag_ != "VBN" or any(c.dep_ == "aux" for c in token.children):
            felt = row.sign > 0 or scan.rejects(token)  # "the tweet mocked a rival" blames no tweet
            for doer in syntax.subjects(token):
                if scan.phrases.named(doer) if felt else (persons.judged(scan, doer) or scan.phrases.matter(doer)):
                    yield doer
        return
    if row.pos == "NOUN":
        for owner in token.children:
            if owner.dep_ == "poss" and scan.phrases.owner(owner) and limits.owner_judged(token):
                yield owner
    if row.pos == "ADJ" and token.pos == VERB and token.dep_ not in ("acomp", "oprd"):  # "the plan was misguided"
        if not syntax.child(token, "dobj", "agent") and any(c.lemma_ in ("be", "get") for c in token.children):
            yield from (c for c in token.children if c.dep_ in ("nsubj", "nsubjpass", "csubj", "csubjpass"))
        return
    if row.pos == "VERB":
        if effects.outcome(token) or limits.aside(scan, token):
            return  # "would damage trust", "protects fraud": what it brings about counts
        clausal = token.dep_ in ("xcomp", "ccomp", "ROOT", "conj", "advcl", "relcl") or syntax.content_clause(token)
        if clausal and token.tag_ not in ("VBN",):
            yield from (t for t in syntax.subjects(token) if not scan.phrases.actor(t))
        return
    if token.dep_ in ("ccomp", "oprd", "xcomp", "acomp") and token.head.lemma_ == "keep":
        return  # "to keep the islands safe"
    head = limits.anything(token) or token
    promised = fortunes.would_make(head)
    if promised is not None:
        yield promised
        return
    if head.dep_ == "amod":
        head = head.head
        if row.sign < 0:  # "the council's reckless plan" blames the council
            yield from (c for c in head.children if c.dep_ == "poss" and scan.phrases.owner(c))
        definite = any(c.lower_ in ("the", "this", "that", "these", "such") or c.dep_ == "poss" for c in head.children)
        if definite and head.dep_ not in ("attr", "oprd") and token.lower_ not in _PLAIN and scan.phrases.matter(head):
            yield head  # "we face this dangerous plan"
        if any(entry.kind == "judge" for entry in scan.table.get((head.lemma_.lower(), "NOUN"), ())):
            return  # "a transparent ploy": the noun judges
    while head.dep_ == "conj":
        head = head.head
    if head.dep_ in ("acomp", "attr", "oprd", "xcomp", "ccomp", "advcl") or head.pos == AUX:
        verb = head.head
        if verb.pos in (VERB, AUX) and (verb.dep_ != "acl" or syntax.content_clause(verb)):
            later = [*verb.children, *head.children]
            named = [c for c in later if c.dep_ in _EXTRAPOSED and c.i > head.i and _is_said_of(c)]
            named += [limits.done(c) for c in head.children if c.dep_ in ("relcl", "acl") and syntax.infinitive(c)]
            subject = syntax.child(verb, "nsubj", "csubj", "nsubjpass")
            if head.dep_ == "oprd":
                yield from syntax.objects(verb)
            elif subject is not None and subject.lower_ == "it" and named:
                yield from (c for c in named[:1] if c.lemma_.lower() not in _SAYING)
            elif subject is not None:
                if subject.lower_ in syntax.RELATIVES and verb.dep_ == "relcl":
                    subject = verb.head
                yield subject


def _is_said_of(clause: Token) -> bool:
    """True for the clause in "it is wrong to go", "wrong that he goes"; not for one with "because" or "if"."""
    return all(c.lower_ in ("that", "for") for c in clause.children if c.dep_ == "mark")
