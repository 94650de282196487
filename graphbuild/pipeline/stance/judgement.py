"""What a speaker's words say of something: praise and blame."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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
    sign = _sign(scan, token, row, sign)
    if not sign or _called(scan, token, row, sign) or scan.draft.speaker_of(token) is None:
        return
    said = scan.draft.said(token)
    for target in (_doer(scan, judged) for judged in _judged(scan, token, row)):
        if token.lemma_.lower() in _IMPORTANT and scan.phrases.actor(target) and not _in_the_right(token):
            continue  # a crucial witness need not be a friend
        if not _fits(scan, row, target):
            continue
        weak = token.pos == VERB and token.dep_ != "acomp"
        for voice in scan.draft.voices(token):
            for deed in claims.faulted(scan, token, target):
                scan.add(voice, sign, deed, token, row.confidence, said, "faulted")
            rule = "judge/" + row.pos + row.frame[5:]
            scan.add(voice, sign, target, token, row.confidence, said, rule, weak=weak)


def _sign(scan: Scan, token: Token, row: StanceRow, sign: int) -> int:
    """The sign after the words that undo a judgement, 0 where nothing is judged."""
    if row.pos == "NOUN" and sign > 0 and _spoilt(scan, token):
        return -1
    if token.lower_ not in ("responsible", "accountable") or sign < 0:
        return sign
    blamed = [effects.tone(t) for t in syntax.prepositional(token, frozenset({"for"}))]
    if (blamed and token.lower_ == "responsible" and blamed[0] >= 0) or token.dep_ not in ("amod", "acomp"):
        return 0  # "is responsible for the ports": that is the post
    return blamed[0] if blamed else sign


def _called(scan: Scan, token: Token, row: StanceRow, sign: int) -> bool:
    """Adds the stances of those who call something so, find it so, or say that it should be seen so; True where the
    word is said of a thing in this way, whether anybody is found or not."""
    said, speaker = scan.draft.said(token), scan.draft.speaker_of(token)

    def call(callers: Iterable[str], targets: Iterable[Token]) -> None:
        callers = list(callers)
        for target in targets:
            for caller in callers:
                scan.add(caller, sign, target, token, row.confidence, said, "called")

    trailing = _trailed(token)
    if trailing is not None and _fits(scan, row, trailing):
        owners = [c for c in trailing.children if c.dep_ == "poss" and sign < 0 and scan.phrases.owner(c)]
        call(_actors(scan, trailing.head), (trailing, *owners))
        return True
    if thoughts.small_clause(token) and token.head.lemma_.lower() in thoughts.SMALL:  # "found the law unlawful"
        found = syntax.child(token, "nsubj")
        if found is not None and _fits(scan, row, found):
            call(_actors(scan, token.head), (found,))
        return True
    name = token.head if token.dep_ == "amod" and token.head.dep_ in ("oprd", "pobj") else token
    called_as = name.head.dep_ == "prep" and name.head.lower_ == "as"
    if name.dep_ == "oprd" or called_as:
        verb = name.head.head if called_as else name.head
        callers, calls = _actors(scan, verb), verb.lemma_.lower() in thoughts.CALLS
        if callers and calls:
            call(callers, (t for t in syntax.objects(verb) or _swallowed(name) if _fits(scan, row, t)))
            return True
        due = syntax.modals(verb) & {"should", "must"} and syntax.child(verb, "auxpass") is not None
        if speaker is not None and due and calls:  # "should be seen as a threat"
            call((speaker,), syntax.objects(verb))
            return True
    cue = said.cue.root if said is not None and said.cue is not None else None
    if speaker is not None and cue is not None and cue.pos == VERB and cue.lemma_.lower() in thoughts.CALLS:
        named = (t for t in syntax.objects(cue) if t.i < token.i and _fits(scan, row, t))
        call((speaker,), named)  # "called the plan “a disgrace”"
        return True
    return False


def _actors(scan: Scan, verb: Token) -> list[str]:
    """The ids of the actors who are a verb's subjects."""
    return [actor for t in syntax.subjects(verb) if (actor := scan.phrases.actor(t))]


def _in_the_right(token: Token) -> bool:
    """True for "right" as praise of somebody: "was right to go", "is right"; not for "is right for the post"."""
    return token.lower_ == "right" and (
        token.dep_ == "amod"
        or any(c.dep_ == "xcomp" for c in token.children)
        or (token.dep_ == "acomp" and not syntax.prepositional(token, frozenset({"for"})))
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
    elif row.frame == "judge:actor":
        yield from _judged_doers(scan, token, row)
    elif row.pos == "ADJ" and token.pos == VERB and token.dep_ not in ("acomp", "oprd"):  # "the plan was misguided"
        if not syntax.child(token, "dobj", "agent") and any(c.lemma_ in ("be", "get") for c in token.children):
            yield from (c for c in token.children if c.dep_ in ("nsubj", "nsubjpass", "csubj", "csubjpass"))
    elif row.pos == "VERB":
        if effects.outcome(token) or limits.aside(scan, token):
            return  # "would damage trust", "protects fraud": what it brings about counts
        clausal = token.dep_ in ("xcomp", "ccomp", "ROOT", "conj", "advcl", "relcl") or syntax.content_clause(token)
        if clausal and token.tag_ not in ("VBN",):
            yield from (t for t in syntax.subjects(token) if not scan.phrases.actor(t))
    else:
        if row.pos == "NOUN" and limits.owner_judged(token):
            yield from (c for c in token.children if c.dep_ == "poss" and scan.phrases.owner(c))
        yield from _predicated(scan, token, row)


def _judged_doers(scan: Scan, token: Token, row: StanceRow) -> Iterator[Token]:
    """Who does what a verb of praise or blame tells: "the government overstepped its powers"."""
    if limits.needed(token):
        return  # what one should damage is none's fault yet
    if token.tag_ == "VBN" and not any(c.dep_ == "aux" for c in token.children):
        return
    felt = row.sign > 0 or scan.rejects(token)  # "the tweet mocked a rival" blames no tweet
    for doer in syntax.subjects(token):
        if scan.phrases.named(doer) if felt else (persons.judged(scan, doer) or scan.phrases.matter(doer)):
            yield doer


def _predicated(scan: Scan, token: Token, row: StanceRow) -> Iterator[Token]:
    """What an adjective or a noun of judgement is said of."""
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
    verb = head.head
    if head.dep_ not in ("acomp", "attr", "oprd", "xcomp", "ccomp", "advcl") and head.pos != AUX:
        return
    if verb.pos in (VERB, AUX) and (verb.dep_ != "acl" or syntax.content_clause(verb)):
        yield from _subject(head, verb)


def _subject(head: Token, verb: Token) -> Iterator[Token]:
    """What a predicate is said of: its subject, or the clause that "it" stands for."""
    if head.dep_ == "oprd":
        yield from syntax.objects(verb)
        return
    later = [*verb.children, *head.children]
    named = [c for c in later if c.dep_ in _EXTRAPOSED and c.i > head.i and _is_said_of(c)]
    named += [limits.done(c) for c in head.children if c.dep_ in ("relcl", "acl") and syntax.infinitive(c)]
    subject = syntax.child(verb, "nsubj", "csubj", "nsubjpass")
    if subject is None:
        return
    if subject.lower_ == "it" and named:
        yield from (c for c in named[:1] if c.lemma_.lower() not in _SAYING)
    else:
        yield verb.head if subject.lower_ in syntax.RELATIVES and verb.dep_ == "relcl" else subject


def _is_said_of(clause: Token) -> bool:
    """True for the clause in "it is wrong to go", "wrong that he goes"; not for one with "because" or "if"."""
    return all(c.lower_ in ("that", "for") for c in clause.children if c.dep_ == "mark")
