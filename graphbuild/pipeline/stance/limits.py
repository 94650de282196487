"""What looks like a stance and is none: a stranger removed from a hall, money committed, a fact reported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.symbols import NOUN, PRON, VERB
from spacy.tokens import Token

from graphbuild.model import ACTOR_TYPES
from graphbuild.pipeline import syntax
from graphbuild.pipeline.stance import effects
from graphbuild.pipeline.stance.lexicon import POS, StanceRow

if TYPE_CHECKING:
    from graphbuild.pipeline.stance.component import Scan

# acts that tell a stance on a plan or a law, and nothing of the kind where somebody is their object
_ON_THINGS = frozenset(
    {"adopt", "advance", "delay", "deny", "draft", "drop", "end", "extend", "float", "freeze", "halt",
     "initiate", "introduce", "kill", "lift", "pass", "remove", "restore", "scrap", "shelve", "sign", "table",
     "withdraw"}
)  # fmt: skip
_PENALTIES = frozenset({"charge", "fine", "penalty", "punishment", "sentence"})
_TRIES = frozenset({"attempt", "bid", "drive", "effort", "push"})
_LOOSE = frozenset({"pledge", "policy", "promise", "reform", "strategy"})
_ASIDE = frozenset({"about", "of", "on"})
# what people do or are, so that its owner is blamed or praised with it: "her hypocrisy", not "her health scare"
_DEEDS = frozenset(
    {"abuse", "achievement", "attack", "betrayal", "blunder", "breach", "cowardice", "deceit", "deception", "failure",
     "folly", "fraud", "gimmick", "handout", "hypocrisy", "idiocy", "incompetence", "insult", "interference",
     "intimidation", "irresponsibility", "lie", "mistake", "obstruction", "outrage", "overreach", "overreaction",
     "persecution", "ploy", "propaganda", "provocation", "recklessness", "scam", "stunt", "stupidity", "surrender",
     "theft", "trick", "triumph", "victory", "violation", "weakness"}
)  # fmt: skip


def acted_on(scan: Scan, verb: Token, target: Token) -> bool:
    """False for an act on somebody that is only done to things ("removed her from the hall", "killed the envoy"), and
    for a single case of enforcement ("imposed a fine")."""
    if verb.lemma_ == "impose" and target.lemma_.lower() in _PENALTIES:
        return False
    somebody = scan.draft.entity_at(target)
    return verb.lemma_.lower() not in _ON_THINGS or somebody is None or somebody.type not in ACTOR_TYPES


def mentioned(token: Token) -> bool:
    """True for a deed that is only spoken of: "worried about extending it"."""
    if token.dep_ == "conj" and token.tag_ == "VBG" and token.head.pos == VERB and token.head.tag_ != "VBG":
        return bool(syntax.prepositional(token.head, _ASIDE))  # "spoke of jobs and passing the bill"
    while token.dep_ == "conj":
        token = token.head
    return token.dep_ in ("pcomp", "pobj") and token.head.lower_ in _ASIDE | {"against", "over", "to", "from", "with"}


def needed(verb: Token) -> bool:
    """True for what somebody ought to do and has not done: "needs to challenge the ban", "should sign it"."""
    due = verb.dep_ == "xcomp" and verb.head.lemma_ in ("need", "ought") and verb.head.pos == VERB
    return due or bool(syntax.modals(verb) & {"should", "must", "ought"})


def bare(noun: Token) -> bool:
    """True for plans of which no word says what they are: "her policies", "his promises", "its efforts"."""
    told = [c for c in noun.children if c.dep_ in ("acl", "relcl", "ccomp", "compound", "amod", "appos")]
    told += [c for c in noun.children if c.dep_ == "prep" and c.lower_ not in ("toward", "towards", "by", "from")]
    if told or (noun.i + 1 < len(noun.doc) and noun.nbor().lower_ == "to"):  # wherever the parser hangs it
        return False
    towards = any(c.lower_ in ("toward", "towards") for c in noun.children)
    lemma = noun.lemma_.lower()
    return lemma in _TRIES or (lemma in _LOOSE and (noun.tag_ == "NNS" or towards))


def passive(token: Token, row: StanceRow) -> bool:
    """True for who is only asked or told: "asked to describe the ship, she said"."""
    asked = token.dep_ == "advcl" and token.tag_ == "VBN" and not any(c.dep_ in ("aux", "dobj") for c in token.children)
    return row.kind == "commit" and asked


def expected(scan: Scan, verb: Token) -> bool:
    """True where "should" and "have to" tell what will come: "the debate should boost her", "will have to wait"."""
    if verb.dep_ == "xcomp" and verb.head.lemma_ == "have":
        return bool(syntax.modals(verb.head) & {"will", "would", "'ll", "’ll"}) and not syntax.child(verb, "auxpass")
    if "should" not in syntax.modals(verb) or syntax.child(verb, "auxpass") is not None:
        return False
    judged = any(row.kind == "judge" for row in scan.table.get((verb.lemma_.lower(), "VERB"), ()))
    doers = syntax.subjects(verb)
    return judged and bool(doers) and all(t.pos == NOUN and scan.phrases.actor(t) is None for t in doers)


def aside(scan: Scan, verb: Token) -> bool:
    """True for a clause that only tells which thing is meant: "backed the raid that killed him"."""
    said, thing = scan.draft.said(verb), verb.head
    if said is None or verb.dep_ != "relcl":
        return False
    told = thing.head.head if thing.dep_ == "pobj" else thing.head  # "her support of the raid that killed him"
    rows = scan.table.get((told.lemma_.lower(), POS.get(told.pos, "")), ())
    return said.form == "indirect" or (thing.dep_ in ("pobj", "dobj") and any(r.kind == "attitude" for r in rows))


def imputed(scan: Scan, noun: Token, owner: str) -> bool:
    """True for a try that only others ascribe to its owner: "“an attempt by the council to score points,” she said"."""
    speaker = scan.draft.speaker_of(noun)
    return noun.lemma_.lower() in _TRIES and speaker not in (None, owner) and not scan.speaks(speaker, owner)


def anything(word: Token) -> Token | None:
    """The "anything" of "is anything but fair", which says that it is not."""
    before = word.doc[max(0, word.i - 2) : word.i]
    return before[0] if [t.lower_ for t in before] == ["anything", "but"] else None


def done(deed: Token) -> Token:
    """What is to be done in "the right thing to do to end it", "the way to go about ending it"."""
    later = (c for c in deed.children if c.dep_ in ("xcomp", "advcl") and syntax.infinitive(c))
    return next(later, deed) if deed.lemma_ == "do" else deed


def evil(scan: Scan, target: Token) -> bool:
    """True for what nobody is for: "we must stop the violence"."""
    words = any(c.dep_ in ("amod", "compound", "prep", "acl", "relcl", "appos") for c in target.children)
    return not words and scan.draft.entity_at(target) is None and effects.nouns().get(target.lemma_.lower(), 0) < 0


def by_some_means(verb: Token) -> bool:
    """True where what is denied is the way, not the deed: "we will not beat them with words"."""
    return syntax.negated(verb) and any(
        c.dep_ == "prep" and c.lower_ in ("with", "by", "through") for c in verb.children
    )


def given(token: Token) -> bool:
    """True for a verb whose object is no self: "devoted an hour to the plan", but "devoted itself to the plan"."""
    if syntax.child(token, "auxpass") is not None:
        return False
    things = [c for c in token.children if c.dep_ in ("dobj", "npadvmod") and c.i > token.i]
    return any(not t.lower_.endswith(("self", "selves")) for t in things)


def on_a_point(scan: Scan, verb: Token, target: Token) -> bool:
    """True for who agrees with somebody only on one thing: "agreed with her about the date"."""
    if scan.phrases.actor(target) is None:
        return False
    return any(
        (c.dep_ == "prep" and c.lower_ in ("about", "on", "over")) or (c.dep_ == "ccomp" and c.i > target.i)
        for c in (*verb.children, *target.children)
    )


def rued(scan: Scan, noun: Token) -> bool:
    """True for a stance that its holder calls wrong: "called her vote for the levy a mistake"."""
    if noun.dep_ == "pobj" and noun.head.lower_ == "in":
        voted = noun.head.head  # "her vote in favour of", however it is parsed
        noun = syntax.child(voted, "dobj") or voted if voted.pos == VERB else voted
    own = any(c.dep_ == "poss" and c.pos == PRON for c in noun.children)
    if not own or noun.dep_ not in ("dobj", "nsubj", "nsubjpass"):
        return False
    names = [c for c in noun.head.children if c.dep_ in ("oprd", "attr", "acomp")]
    names += syntax.prepositional(noun.head, frozenset({"as"}))
    rows = [row for name in names for row in scan.table.get((name.lemma_.lower(), POS.get(name.pos, "")), ())]
    return any(row.kind == "judge" and row.sign < 0 for row in rows) and not syntax.negated(noun.head)


def owner_judged(noun: Token) -> bool:
    """True for a noun that blames or praises its owner: "his lies"."""
    return noun.pos == NOUN and noun.lemma_.lower() in _DEEDS
