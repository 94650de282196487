"""What speakers want done, where no modal verb says so: "let us", "it is time to", "the answer is to"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.symbols import ADJ, NOUN, PRON, VERB
from spacy.tokens import Token

from graphbuild.pipeline import syntax
from graphbuild.pipeline.stance import duties, lexicon, thoughts

if TYPE_CHECKING:
    from graphbuild.pipeline.stance.component import Scan

_AIMS = frozenset(
    {"aim", "goal", "priority", "answer", "solution", "intention", "objective", "task", "duty", "job", "way", "thing",
     "option", "plan", "ambition", "mission", "choice"}
)  # fmt: skip
_DUTIES = frozenset({"duty", "responsibility", "obligation"})
# by their forms: the model takes "hoped" for "hop"
_HOPING = frozenset({"hope", "hopes", "hoped", "hoping", "wish", "wishes", "wished", "trust", "trusts", "trusted"})
_EAGER = frozenset({"determined", "keen", "eager", "anxious", "resolved", "adamant"})
_TOLERATING = frozenset({"allow", "permit", "let", "tolerate", "accept"})
_SELF = frozenset({"i", "we"})
_MUST = frozenset({"should", "must"})
_LESS_SAID = frozenset({"thing", "way", "option", "choice"})  # nouns that need a word of praise: "the best way"


def wish(scan: Scan, verb: Token) -> None:
    """Adds the stance of a speaker on what he wants to be done."""
    speaker, said = scan.draft.speaker_of(verb), scan.draft.said(verb)
    if speaker is None or syntax.conditional(verb) or syntax.questioned(verb):
        return
    rows = scan.table.get((verb.lemma_.lower(), "VERB"), ())
    if verb.lemma_.lower() in duties.ROUTINES or any(row.kind in ("attitude", "commit") for row in rows):
        return
    sign = _wanted(scan, verb) * (-1 if syntax.negated(verb) else 1)
    if not sign:
        return
    sign *= thoughts.stated(scan.draft, verb)
    fate = next((row.sign for row in rows if row.kind == "act"), 0) or lexicon.FATES.get(verb.lemma_.lower(), 0)
    named = [t for t in duties.done(verb, raised=False) if fate and scan.phrases.known(t)]
    for target in named or scan.deed(verb):
        if sign:
            scan.add(speaker, sign * fate if named else sign, target, verb, 0.55, said, "wish")


def _wanted(scan: Scan, verb: Token) -> int:
    """1 where the words around a deed say that it is wanted, -1 where that it must not be let happen, else 0."""
    head, infinitive = verb.head, syntax.infinitive(verb)
    turned = -1 if syntax.negated(head) else 1
    word = head.lemma_.lower()
    imperative = not syntax.child(head, "nsubj", "aux") and head.dep_ in ("ROOT", "ccomp")
    if verb.dep_ == "ccomp" and word == "let" and imperative:
        return 0 if any(t.lower_ == "me" for t in syntax.subjects(verb)) else turned
    if verb.dep_ == "ccomp" and head.lower_ in _HOPING and syntax.modals(verb) & {"will", "would", "can"}:
        return turned if _own(scan, head) else 0
    if not infinitive:
        return 0
    if verb.dep_ in ("xcomp", "ccomp"):
        if word in ("like", "love") and syntax.modals(head) & {"would", "'d", "’d"}:
            return turned if _own(scan, head) else 0
        if word == "ought":
            return turned
        if head.lower_ in _EAGER:
            return turned if _own(scan, head) else 0
        if head.lower_ == "going" and head.tag_ == "VBG":
            return turned if duties.pledged(scan, head) else 0
        if word == "afford" and syntax.modals(head) & {"can", "ca"} and syntax.negated(head) and not lost(verb):
            return -1
        if word in _TOLERATING and syntax.modals(head) & {"can", "ca"} and syntax.negated(head):
            return -1
    if head.lemma_ == "time" or (word in ("be", "come") and any(c.lemma_ == "time" for c in head.children)):
        return turned
    if verb.dep_ in ("acl", "relcl") and word in _DUTIES and head.head.lemma_ == "have":
        return -1 if syntax.negated(head.head) else 1
    subject = syntax.child(head, "nsubj") if word == "be" and verb.dep_ in ("xcomp", "ccomp", "attr") else None
    if subject is not None and subject.lemma_.lower() in _AIMS:
        return turned if subject.lemma_.lower() not in _LESS_SAID or _best(subject) else 0
    return 0


def lost(verb: Token) -> bool:
    """True for what nobody would do willingly: "cannot afford to lose it" is for keeping it."""
    return verb.lemma_.lower() in ("lose", "forget", "miss", "ignore", "wait", "fail", "sit", "delay")


def need(scan: Scan, verb: Token) -> None:
    """Adds stances on things that are wanted: "there must be an inquiry", "sailors deserve better pay"."""
    speaker, said = scan.draft.speaker_of(verb), scan.draft.said(verb)
    if speaker is None or verb.dep_ in ("relcl", "acl") or syntax.conditional(verb) or syntax.questioned(verb):
        return
    sign = (-1 if syntax.negated(verb) else 1) * thoughts.stated(scan.draft, verb)
    things: list[Token] = []
    if verb.lemma_ == "be":
        attribute, subject = syntax.child(verb, "attr"), syntax.child(verb, "nsubj")
        needed = verb.dep_ == "xcomp" and verb.head.lemma_ in ("need", "have")
        there = syntax.child(verb.head if needed else verb, "expl") is not None
        if there and (needed or syntax.modals(verb) & _MUST):
            things = [attribute] if attribute is not None else []
        elif subject is not None and attribute is not None and subject.lemma_.lower() in _AIMS and _best(subject):
            things = [attribute]
    elif verb.lemma_ in ("deserve", "need", "want") and syntax.subjects(verb):
        things = [t for t in syntax.objects(verb) if t.dep_ == "dobj"]
        if verb.lemma_ != "deserve" and not _own(scan, verb) and not all(t.pos == NOUN for t in syntax.subjects(verb)):
            return
    elif verb.lemma_ == "see" and verb.dep_ == "xcomp" and verb.head.lemma_ in ("like", "love", "want"):
        things = [t for t in syntax.objects(verb) if t.dep_ == "dobj"] if _own(scan, verb.head) else []
    for thing in things:
        if sign and thing.pos == NOUN and (scan.phrases.matter(thing) or _told(thing)):
            scan.add(speaker, sign, thing, verb, 0.5, said, "need", weak=not _told(thing))
        elif sign and scan.phrases.matter(thing):
            scan.add(speaker, sign, thing, verb, 0.5, said, "need")


def _own(scan: Scan, verb: Token) -> bool:
    """True where the speaker says it of himself, or of the body he speaks for."""
    speaker, said = scan.draft.speaker_of(verb), scan.draft.said(verb)
    for who in syntax.subjects(verb):
        actor = scan.phrases.actor(who)
        if who.lower_ in _SELF or (actor is not None and (actor == speaker or scan.speaks(speaker, actor))):
            return True
        if actor is None and who.lower_ in ("he", "she", "they", "it") and said is not None:
            return bool(said.form == "indirect")
    return False


def _best(noun: Token) -> bool:
    """True for "the best way", "the only answer", "our priority"."""
    table = lexicon.stance_rows()
    for other in noun.children:
        if (other.dep_ == "poss" and other.pos == PRON) or other.lower_ in ("only", "first", "top", "main"):
            return True
        if other.pos == ADJ and any(
            r.kind == "judge" and r.sign > 0 for r in table.get((other.lemma_.lower(), "ADJ"), ())
        ):
            return True
    return False


def _told(noun: Token) -> bool:
    """True for a noun with words that say which thing it is: "lower fees for sailors"."""
    return any(c.dep_ in ("amod", "compound", "prep", "acl") and c.pos != VERB for c in noun.children)
