"""What a thing is said to bring about: "would cost jobs", "leads to chaos", "goes too far".

``data/effects.tsv`` holds verbs that bring their object about or do away with it, and nouns for what people want or
fear; the product is praise or blame of the subject. ``data/idioms.tsv`` holds turns of phrase that judge as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from spacy.symbols import NOUN, VERB
from spacy.tokens import Token

from graphbuild import lexicon as tables
from graphbuild.pipeline import syntax
from graphbuild.pipeline.stance import lexicon, thoughts
from graphbuild.pipeline.stance.lexicon import StanceRow

if TYPE_CHECKING:
    from graphbuild.pipeline.stance.component import Scan

_REACH = 9  # words after its verb that an idiom may take
_GAP = 3  # words between two words of an idiom
_LESS = frozenset({"less", "fewer", "lower", "reduced", "little", "few", "no", "smaller", "insufficient", "neither"})
_DENYING = frozenset({"no", "little", "neither"})
_AMOUNTS = frozenset({"series", "range", "number", "lot", "host", "raft", "set", "wave", "array", "string"})
_GETTING = frozenset({"choose", "get", "face", "have", "suffer", "see", "accept"})
_GROUNDS = frozenset(
    {"need", "justification", "excuse", "reason", "case", "basis", "mandate", "place", "point", "room"}
)
_SELF = frozenset({"i", "we", "he", "she", "they"})
_THROUGH = frozenset({"under", "with", "through", "without", "because", "thanks"})
_AFTER_OBJECT = frozenset({"at", "in", "out", "on", "off", "into", "to"})
_PARTS = frozenset({"up", "down", "away", "out", "back", "off"})
_TIMES = frozenset({"early", "late", "soon", "close", "young", "old", "busy", "tired", "happy"})
_OF_PERSONS = frozenset(
    {"have", "deserve", "do", "be", "care", "know", "love", "respect", "fight", "embody", "understand", "lead", "rise",
     "speak", "put", "get", "reach", "bring", "stand"}
)  # fmt: skip
_EXCESS = frozenset({"excessive", "undue", "unnecessary", "needless"})


def effect(scan: Scan, verb: Token) -> None:
    """Adds the stance of a speaker on what he says brings good or ill."""
    if scan.draft.speaker_of(verb) is None:
        return
    found = outcome(verb)
    if not found:
        return
    row = StanceRow(verb.lemma_.lower(), "VERB", "effect", "judge", found, 0.55)
    sign = scan.sign(verb, row)
    if sign is None:
        return
    said = scan.draft.said(verb)
    for target in _doers(verb):
        if scan.phrases.actor(target) is not None and not _sides(verb, found, sign):
            continue
        undone = [t for t in syntax.objects(target) if scan.phrases.known(t)] if _undoes(target) else []
        for voice in scan.draft.voices(verb):
            for thing in undone or [target]:
                scan.add(voice, -sign if undone else sign, thing, verb, row.confidence, said, "effect", weak=True)


def _sides(verb: Token, found: int, sign: int) -> bool:
    """True for words that take sides with or against a person or a body.

    One that does some good, or does none, need be neither friend nor foe; but "deserves thanks", "does not listen".
    """
    phrase = idiom(verb)
    if sign > 0:
        return bool(phrase) and verb.lemma_.lower() in _OF_PERSONS
    return bool(phrase) or (found < 0 and verb.lemma_ != "have")


def called(scan: Scan, verb: Token) -> None:
    """Adds what something is called by words none of which judges as its head: "called it “politics at its worst”"."""
    if verb.lemma_.lower() not in thoughts.CALLS:
        return
    names = [c for c in verb.children if c.dep_ == "oprd"] + syntax.prepositional(verb, frozenset({"as"}))
    things = [t for t in syntax.objects(verb) if t.dep_ in ("dobj", "nsubjpass")]
    table = lexicon.stance_rows()
    for name in names if things else ():
        if name.pos != NOUN or any(row.kind == "judge" for row in table.get((name.lemma_.lower(), "NOUN"), ())):
            continue
        words = [word for word in _quoted(name) if word.dep_ != "amod" or word.head.i != name.i]
        signs = _signs(name) or {sign for word in words for sign in _signs(word)}
        for holder in [a for t in syntax.subjects(verb) if (a := scan.phrases.actor(t))] if len(signs) == 1 else []:
            for thing in things:
                scan.add(holder, next(iter(signs)), thing, name, 0.6, scan.draft.said(name), "called")


def _quoted(name: Token) -> list[Token]:
    """The words of a name, up to the end of the quotation that it opens."""
    doc, end = name.doc, name.right_edge.i + 1
    if any(t.is_quote for t in doc[max(0, name.left_edge.i - 1) : name.i]):
        end = next((t.i for t in doc[name.i : name.i + 15] if t.is_quote), end)
    return list(doc[name.left_edge.i : max(end, name.i + 1)])


def _signs(word: Token) -> set[int]:
    """The signs of praise or blame that a word may have."""
    rows = lexicon.rows_of(word, lexicon.POS.get(word.pos, ""))
    known = {row.sign for row in rows if row.kind == "judge" and row.frame == "judge"}
    return known or ({nouns()[word.lemma_.lower()]} if word.pos == NOUN and word.lemma_.lower() in nouns() else set())


def through(scan: Scan, verb: Token) -> None:
    """Adds stances on what good or ill comes through: "under the bill sailors would lose their jobs"."""
    speaker, said = scan.draft.speaker_of(verb), scan.draft.said(verb)
    ways = [c for c in verb.children if c.dep_ == "prep" and c.lower_ in _THROUGH]
    if speaker is None or not ways:
        return
    passive = [c for c in verb.children if c.dep_ == "nsubjpass"]
    sorts = [sort for sort, extra in verbs().get(verb.lemma_.lower(), ()) if not extra]
    suffered = next((tone(t) for t in passive), 0) if sorts else 0
    found = (suffered if sorts[:1] == ["brings"] else -suffered) if passive else outcome(verb)
    sign = scan.sign(verb, StanceRow(verb.lemma_.lower(), "VERB", "through", "judge", found, 0.5)) if found else None
    for way in ways if sign else ():
        for target in (t for c in way.children if c.dep_ == "pobj" for t in syntax.with_conjuncts(c)):
            by = way.lower_ in ("under", "because", "thanks") and scan.phrases.named(target)
            if sign and (by or scan.phrases.matter(target)):
                turned = -1 if way.lower_ == "without" else 1
                scan.add(speaker, turned * sign, target, verb, 0.5, said, "through", weak=True)


def manner(scan: Scan, verb: Token) -> None:
    """Adds blame for what is done in a bad way: "acted illegally", "the bill was badly drafted", "ill-conceived"."""
    speaker, said = scan.draft.speaker_of(verb), scan.draft.said(verb)
    ways = [way for c in verb.children if c.dep_ in ("advmod", "npadvmod", "punct") and (way := _way(c))]
    if speaker is None or not ways:
        return
    sign = scan.sign(verb, StanceRow(verb.lemma_.lower(), "VERB", "manner", "judge", ways[0], 0.55))
    passive = [c for c in verb.children if c.dep_ == "nsubjpass"]
    if not passive and verb.dep_ in ("acomp", "attr"):
        passive = [c for c in verb.head.children if c.dep_ == "nsubj"]
    for target in passive or syntax.subjects(verb):
        actor = scan.phrases.actor(target) is not None
        if sign is not None and (not actor if passive else actor and sign < 0):
            scan.add(speaker, sign, target, verb, 0.55, said, "manner", weak=True)


def excess(scan: Scan, token: Token) -> None:
    """Adds blame for what is "too complex", "too weak"."""
    if token.dep_ != "acomp" or token.lower_ in _TIMES or not any(c.lower_ == "too" for c in token.children):
        return
    speaker, said = scan.draft.speaker_of(token), scan.draft.said(token)
    if speaker is None or any(row.frame == "judge" for row in lexicon.rows_of(token, "ADJ")):
        return
    sign = scan.sign(token, StanceRow(token.lemma_.lower(), "ADJ", "excess", "judge", -1, 0.55))
    for target in syntax.subjects(token.head):
        if sign is not None and (target.pos == NOUN or scan.phrases.matter(target)):
            scan.add(speaker, sign, target, token, 0.55, said, "excess", weak=True)


def _way(adverb: Token) -> int:
    """1 or -1 for an adverb that judges how something is done; only those of blame by way of their adjective."""
    word = adverb.lower_
    if word in ("badly", "poorly", "ill"):
        return -1
    if word == "well":
        return 1 if adverb.head.tag_ == "VBN" else 0
    if not word.endswith("ly"):
        return 0
    stems = (word[:-2], word[:-1] + "e", word[:-3] + "y", word[:-2] + "le")
    rows = [row for stem in stems for row in lexicon.stance_rows().get((stem, "ADJ"), ()) if row.kind == "judge"]
    return -1 if any(row.sign < 0 for row in rows) else 0


def existence(scan: Scan, verb: Token) -> None:
    """Adds stances told by "there is no need for", "there is nothing wrong with", "there is a strong case for"."""
    there = verb.lemma_ == "be" and syntax.child(verb, "expl") is not None
    seen = verb.lemma_ in ("see", "find") and any(
        t.lower_ in _SELF or scan.phrases.actor(t) for t in syntax.subjects(verb)
    )
    if scan.draft.speaker_of(verb) is None or not (there or seen):
        return
    thing = syntax.child(verb, "attr", "nsubj", "dobj")
    if thing is None:
        return
    lemma, denied = (
        thing.lemma_.lower(),
        syntax.negated(verb) or any(c.lower_ in ("no", "little") for c in thing.children),
    )
    targets = syntax.prepositional(thing, frozenset({"for", "in"}))
    targets += [c for c in thing.children if c.dep_ in ("acl", "relcl") and syntax.infinitive(c)]
    sign = 0
    if lemma in _GROUNDS:
        sign = -1 if denied else 1 if lemma in ("case", "need") else 0
    elif lemma in ("nothing", "something"):
        wrong = next((c for c in thing.children if c.lower_ == "wrong"), None)
        targets = syntax.prepositional(wrong, frozenset({"with", "in"})) if wrong is not None else []
        targets += syntax.prepositional(thing, frozenset({"with", "in"})) if wrong is not None else []
        sign = 1 if lemma == "nothing" else -1
    if not sign or syntax.conditional(verb) or syntax.questioned(verb):
        return
    for target in targets:
        for voice in scan.draft.voices(verb):
            scan.add(voice, sign, target, thing, 0.6, scan.draft.said(verb), "existence")


def outcome(verb: Token) -> int:
    """1 for a verb that with its words tells of something good, -1 for something bad, 0 for neither."""
    lemma = verb.lemma_.lower()
    if verb.dep_ in ("aux", "auxpass"):
        return 0
    phrase = idiom(verb)
    if phrase:
        return phrase
    alone = next((sign for words, sign in idioms().get(lemma, ()) if not words), 0)
    if alone and _alone(verb):
        return alone
    for sort, extra in verbs().get(lemma, ()):
        for thing in _affected(verb, extra):
            found = tone(thing)
            if found:
                return found if sort == "brings" else -found
    return next((-found for thing in _stopped(verb) if (found := tone(thing))), 0)


def idiom(verb: Token) -> int:
    """1 or -1 for a turn of phrase of several words that the verb opens, 0 for none; "makes no sense" is turned."""
    for words, sign in idioms().get(verb.lemma_.lower(), ()):
        end = _follows(verb, words) if words else None
        if end is not None:
            denied = words[0] not in _DENYING and any(t.lower_ in _DENYING for t in verb.doc[verb.i + 1 : end])
            only = (
                sign > 0 and "only" not in words and any(t.lower_ == "only" for t in verb.doc[verb.i + 1 : end])
            )  # "cares only about money"
            return -sign if denied or only else sign
    return 0


def tone(noun: Token) -> int:
    """1 for what people want, -1 for what they fear, 0 for anything else; "fewer" and "too many" count."""
    if noun.pos != NOUN:
        return 0
    sign = nouns().get(noun.lemma_.lower(), 0) or nouns().get(noun.lower_, 0)
    if not sign:
        signs = {
            row.sign for row in lexicon.stance_rows().get((noun.lemma_.lower(), "NOUN"), ()) if row.frame == "judge"
        }
        sign = signs.pop() if len(signs) == 1 else 0
    for other in noun.children:
        if other.dep_ not in ("amod", "det", "advmod"):
            continue
        if any(c.lower_ == "too" for c in other.children) or other.lower_ in _EXCESS:
            return -1
        if other.lower_ in _LESS:
            sign = -sign
        if not sign:
            signs = {row.sign for row in lexicon.stance_rows().get((other.lower_, "ADJ"), ()) if row.frame == "judge"}
            sign = signs.pop() if len(signs) == 1 else 0
    return sign


def _undoes(deed: Token) -> bool:
    """True for a deed that changes what there is: "changing the rule would cost jobs" speaks for the rule."""
    return deed.pos == VERB and lexicon.FATES.get(deed.lemma_.lower(), 0) < 0


def _affected(verb: Token, extra: str) -> list[Token]:
    """What a verb brings about or does away with, by its object, its particle or its preposition."""
    particle = next(
        (c.lower_ for c in verb.children if c.dep_ == "prt" or (c.dep_ == "advmod" and c.lower_ in _PARTS)), ""
    )
    if extra and not extra.startswith("prt:"):
        return syntax.prepositional(verb, frozenset({extra}))
    if particle != extra[4:]:
        return []  # "bring down prices" does not bring them
    things = [t for c in verb.children if c.dep_ in ("dobj", "attr") for t in syntax.with_conjuncts(c)]
    if verb.lemma_ in ("mean", "involve"):  # "a vote for her means choosing waste"
        things += [t for c in verb.children if c.dep_ == "xcomp" and c.lemma_ in _GETTING for t in syntax.objects(c)]
    return [t for thing in things for t in _counted(thing)]


def _counted(noun: Token) -> list[Token]:
    """What there is a number of: the problems in "a range of problems"."""
    return (syntax.prepositional(noun, frozenset({"of"})) if noun.lemma_.lower() in _AMOUNTS else []) or [noun]


def _stopped(verb: Token) -> list[Token]:
    """What is stopped in "put an end to crime", "call a halt to the works"."""
    ends = [c for c in verb.children if c.dep_ == "dobj" and c.lemma_ in ("end", "stop", "halt")]
    to = frozenset({"to"})
    return [t for end in ends for t in (*syntax.prepositional(end, to), *syntax.prepositional(verb, to))]


def _doers(verb: Token) -> Iterator[Token]:
    """What is said to do so: the subject, but for a passive clause."""
    if any(c.dep_ in ("nsubjpass", "auxpass") for c in verb.children) or (verb.dep_ == "acl" and verb.tag_ == "VBN"):
        return
    if verb.dep_ == "acl" and not any(
        c.dep_ in ("nsubj", "csubj") for c in verb.children
    ):  # "an attempt by the party to score points"
        yield from syntax.prepositional(verb.head, frozenset({"by", "from"}))
        return
    clause = next((c for c in verb.children if c.dep_ in ("xcomp", "ccomp", "advcl") and syntax.infinitive(c)), None)
    if clause is not None and any(c.dep_ == "nsubj" and c.lower_ == "it" for c in verb.children):
        yield clause  # "it makes no sense to close the port"
        return
    yield from (t for t in syntax.subjects(verb) if t.lower_ not in syntax.RELATIVES or t.lower_ == "that")


def _alone(verb: Token) -> bool:
    """True for a verb of a clause that says no more ("it will work"), not for "who work on ships"."""
    return verb.dep_ in ("ROOT", "ccomp", "conj") and not any(
        c.dep_ in ("prep", "dobj", "xcomp") for c in verb.children
    )


def _follows(verb: Token, words: tuple[str, ...]) -> int | None:
    """The place of the last of the words, where they come after the verb in their order with few others between."""
    place, doc = verb.i, verb.doc
    for word in words:
        gap = _GAP + 3 if place == verb.i and word in _AFTER_OBJECT else _GAP
        limit = min(place + 1 + gap, verb.i + 1 + _REACH, len(doc))
        found = next((i for i in range(place + 1, limit) if word in (doc[i].lower_, doc[i].lemma_.lower())), None)
        if found is None or any(t.text in ".;:" for t in doc[place + 1 : found]):
            return None
        place = found
    return place


@cache
def idioms() -> dict[str, tuple[tuple[tuple[str, ...], int], ...]]:
    """The turns of phrase by their verbs: the words that follow, and 1 for praise or -1 for blame."""
    found: dict[str, list[tuple[tuple[str, ...], int]]] = {}
    for row in tables.table("idioms"):
        found.setdefault(row["verb"], []).append((tuple(row["words"].split()), 1 if row["polarity"] == "+" else -1))
    return {verb: tuple(entries) for verb, entries in found.items()}


@cache
def verbs() -> dict[str, tuple[tuple[str, str], ...]]:
    """The verbs that bring about or do away with: ("brings" or "ends", preposition or "")."""
    found: dict[str, list[tuple[str, str]]] = {}
    for row in tables.table("effects"):
        if row["sort"] in ("brings", "ends"):
            found.setdefault(row["word"], []).append((row["sort"], row["prep"]))
    return {verb: tuple(entries) for verb, entries in found.items()}


@cache
def nouns() -> dict[str, int]:
    """The nouns for what people want (1) or fear (-1)."""
    return {
        r["word"]: 1 if r["sort"] == "good" else -1 for r in tables.table("effects") if r["sort"] in ("good", "bad")
    }
