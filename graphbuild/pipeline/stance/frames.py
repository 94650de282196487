"""Where the target of a told stance stands, for the frames that ask more than one look at the parse."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from spacy.symbols import ADP, AUX, VERB
from spacy.tokens import Token

from graphbuild.pipeline import syntax
from graphbuild.pipeline.stance import lexicon, thoughts

if TYPE_CHECKING:
    from graphbuild.pipeline.stance.component import Scan

REFUSALS = frozenset({"refusal", "failure", "reluctance", "unwillingness"})
WISHES = REFUSALS | {"willingness", "desire", "wish", "determination", "intention"}
_TIMES = frozenset({"DATE", "TIME"})
_MEASURES = frozenset({"over", "for"})
_GIVERS = frozenset({"from", "of", "by"})
_GETS = frozenset(
    {"attract", "command", "come", "draw", "earn", "encounter", "enjoy", "face", "gain", "get", "have", "meet",
     "prompt", "provoke", "receive", "run", "secure", "spark", "win"}
)  # fmt: skip
_RULES = frozenset({"rule", "declare", "find", "judge", "deem", "hold"})
_STEPS = frozenset(
    {"accord", "agenda", "bailout", "boycott", "budget", "cap", "charter", "code", "curfew", "cut", "cutback", "decree",
     "embargo", "freeze", "fund", "increase", "levy", "limit", "lockdown", "manifesto", "moratorium", "pact", "package",
     "referendum", "resolution", "sanction", "scheme", "subsidy", "system", "tariff", "treaty", "rise"}
)  # fmt: skip
_DEALS = frozenset({"accord", "agreement", "compromise", "deal", "pact", "settlement", "treaty"})
_MAKES_DEALS = frozenset({"broker", "reach", "strike"})
_UNSAID = frozenset(
    {"await", "cause", "cite", "consider", "debate", "discuss", "examine", "expect", "follow", "fuel", "hear", "ignore",
     "mention", "note", "quote", "report", "review", "study", "trigger", "understand"}
)  # fmt: skip
_OTHERS = frozenset({"accept", "honour", "honor", "revive", "resurrect", "fund"})
_LIGHT = frozenset(
    {"announce", "bring", "declare", "express", "file", "give", "have", "hold", "launch", "lead", "lodge", "make",
     "mount", "organise", "organize", "pledge", "pour", "raise", "renew", "repeat", "reiterate", "show", "signal",
     "stage", "take", "throw", "voice", "wage"}
)  # fmt: skip
_SPOKEN = thoughts.CALLS - {"cast"}  # a vote is cast
_HAS = frozenset({"have", "come"})
_GIVEN_UP = frozenset({"abandon", "drop", "end", "lift", "lose", "pull", "soften", "suspend", "withdraw"})
_AHEAD = frozenset({"ahead", "forward", "on", "through"})
_WITH = frozenset({"with"})
_ON_OBJECTS = frozenset({"obj", "thing", "person", "matter"})
_WAGED = frozenset({"battle", "campaign", "crusade", "fight", "war"})
_CHAMBER = frozenset({"in", "at"})
_DECIDES = frozenset(
    {"adopt", "approve", "confirm", "defeat", "overturn", "pass", "quash", "ratify", "reject", "strike", "uphold",
     "vote"}
)  # fmt: skip


def prepositional(token: Token, prepositions: frozenset[str]) -> list[Token]:
    """The objects of a word's prepositions, those that parsers hang on a time between or on a noun's other words
    ("a complaint for relief against the council") with them."""
    found = syntax.prepositional(token, prepositions)
    if not found and token.lemma_ == "blame":  # "blamed the delay on her", read as "the delay on her"
        found = [t for thing in syntax.objects(token) for t in syntax.prepositional(thing, prepositions)]
    if not found and token.dep_ == "dobj" and token.head.lemma_.lower() in _LIGHT and "of" not in prepositions:
        found = syntax.prepositional(token.head, prepositions)
    if found:
        return found
    for other in token.children if "of" not in prepositions else ():
        if other.dep_ in ("npadvmod", "advmod"):
            found += syntax.prepositional(other, prepositions)
        elif other.dep_ == "prep":
            for inner in other.children:
                if inner.dep_ == "pobj" and (inner.ent_type_ in _TIMES or token.pos != VERB):
                    found += syntax.prepositional(inner, prepositions)
    return found


def matters(scan: Scan, token: Token, sign: int) -> Iterator[Token]:
    """The objects that are a proposal or a law by their words, but for what somebody else made: who announces it
    need not be for it."""
    holders = [a for t in syntax.subjects(token) if (a := scan.phrases.actor(t)) is not None]
    for target in syntax.objects(token):
        word = target.lemma_.lower()
        if not (scan.phrases.matter(target) or word in _STEPS or word in _DEALS):
            continue
        if token.lemma_.lower() in _MAKES_DEALS and word not in _DEALS:
            continue  # who reaches a verdict need not be for it
        if sign > 0 and word in scan.phrases.matters and scan.phrases.matters[word]["owned"] == "nobody":
            continue
        if sign < 0 or token.lemma_.lower() in _OTHERS:
            yield target
            continue
        owners = [a for c in target.children if c.dep_ in ("poss", "compound") if (a := scan.phrases.owner(c))]
        if all(owner in holders for owner in owners):
            yield target


def things(scan: Scan, token: Token) -> Iterator[Token]:
    """The objects that are nobody: who contests a state runs there."""
    return (t for t in syntax.objects(token) if scan.phrases.actor(t) is None)


def measures(scan: Scan, token: Token, target: Token) -> Iterator[Token]:
    """What somebody is fought over: "sued the agency over the rule", "criticised her for the levy"."""
    if scan.phrases.actor(target) is None:
        return
    for head in (token, target):
        for measure in syntax.prepositional(head, _MEASURES):
            word = measure.lemma_.lower()
            if measure.pos != VERB and (scan.phrases.matter(measure) or word in _STEPS):
                yield measure


def ahead(token: Token) -> Iterator[Token]:
    """What somebody goes ahead, on or through with."""
    for particle in token.children:
        if particle.lower_ in _AHEAD and particle.dep_ in ("advmod", "prt", "prep"):
            yield from syntax.prepositional(token, _WITH) or syntax.prepositional(particle, _WITH)


def nominee(scan: Scan, token: Token) -> Iterator[Token]:
    """Who the nominee is: "Garland is her nominee", "her nominee, Ben Okafor", "her nominee Ben Okafor"."""
    if token.dep_ == "attr":
        yield from syntax.subjects(token.head)
    elif token.dep_ == "appos" or token.dep_ == "compound":
        yield token.head
    yield from (c for c in token.children if c.dep_ == "appos")


def received(token: Token) -> Iterator[Token]:
    """What gets the praise or blame of somebody: "the plan drew criticism from the union"."""
    verb = _getting(token)
    if verb is not None and givers(token):
        if verb.dep_ == "advcl" and verb.tag_ == "VBG":
            yield from syntax.objects(verb.head)  # "closed the line, drawing criticism from the union"
            return
        passive = syntax.child(verb, "nsubjpass")
        yield from syntax.with_conjuncts(passive) if passive is not None else syntax.subjects(verb)


def given(token: Token) -> list[Token]:
    """Who is given it: "gave her a glowing endorsement"."""
    if token.dep_ != "dobj" or token.head.lemma_ not in ("give", "offer"):
        return []
    return [t for c in token.head.children if c.dep_ == "dative" and c.pos != ADP for t in syntax.with_conjuncts(c)]


def mistaken(verb: Token) -> list[Token]:
    """The object of "like" where the parser takes the verb for the preposition."""
    return [c for c in verb.children if c.dep_ == "pobj"] if verb.lemma_ == "like" else []


def givers(token: Token) -> list[Token]:
    """Whose praise or blame a thing gets."""
    owners = [t for c in token.children if c.dep_ == "poss" for t in syntax.with_conjuncts(c)]
    owners += syntax.prepositional(token, _GIVERS)
    verb = _getting(token)
    return owners or (syntax.prepositional(verb, frozenset({"from"})) if verb is not None else [])


def _getting(token: Token) -> Token | None:
    """The verb that has the thing get what the token names."""
    verb = token.head.head if token.dep_ == "pobj" else token.head
    if token.dep_ == "pobj" and token.head.lower_ == "in":
        return None  # "came out in support of it" gets none
    return verb if token.dep_ in ("dobj", "pobj") and verb.lemma_.lower() in _GETS and verb.pos in (VERB, AUX) else None


def amid(scan: Scan, token: Token) -> tuple[list[Token], int]:
    """What was done "with the support of" or "despite the opposition of" somebody, and 1 or -1 by the deed."""
    how = token.head
    if token.dep_ != "pobj" or how.lower_ not in ("with", "despite", "over") or not givers(token):
        return [], 1
    if how.head.pos not in (VERB, AUX):
        return [], 1
    rows = scan.table.get((how.head.lemma_.lower(), "VERB"), ())
    signs = {row.sign for row in rows if row.kind in ("act", "attitude") and row.frame in _ON_OBJECTS}
    if len(signs) != 1:
        return [], 1
    return syntax.objects(how.head), signs.pop() if how.lower_ == "with" else 1


def turned(scan: Scan, token: Token) -> int:
    """What the verb over a noun of stance makes of it: -1 in "rejected calls for", 0 in "dropped her opposition"."""
    head = token
    while head.dep_ == "conj" and head.head.pos != VERB:
        head = head.head
    verb = head.head
    if token.lemma_.lower() in lexicon.TAKEN and verb.lemma_ != "take":
        return 0  # one takes exception to a rule, and may back an exception to it
    if head.dep_ not in ("dobj", "nsubjpass", "conj") or verb.pos != VERB:
        return 1
    if verb.lemma_.lower() in _GIVEN_UP:
        return 0
    owned = syntax.child(token, "poss") is not None or syntax.prepositional(token, frozenset({"from", "by"}))
    if owned or token.lemma_.lower() in _WAGED:
        return 1
    if verb.lemma_.lower() in _UNSAID | (_GETS - _HAS) | _SPOKEN:
        return 0  # who faces calls for a thing is not for it
    rows = scan.table.get((verb.lemma_.lower(), "VERB"), ())
    signs = {row.sign for row in rows if row.kind in ("attitude", "act") and row.frame in _ON_OBJECTS}
    return -1 if signs == {-1} else 1


def caused(scan: Scan, token: Token) -> Iterator[tuple[Token, int]]:
    """What somebody wants done to a thing: "to have the Act struck down", "to get the ban ruled invalid"."""
    for verb in token.children:
        if verb.dep_ not in ("ccomp", "xcomp") or verb.tag_ not in ("VBN", "VBD") or syntax.child(verb, "aux", "mark"):
            continue
        thing = syntax.child(verb, "nsubj", "nsubjpass") or syntax.child(token, "dobj")
        if thing is None or not (scan.phrases.matter(thing) or scan.phrases.known(thing)):
            continue
        signs = [row.sign for row in scan.acts(verb)]
        if verb.lemma_ in _RULES:
            signs = [
                row.sign
                for c in verb.children
                for row in scan.table.get((c.lemma_.lower(), lexicon.POS.get(c.pos, "")), ())
                if row.kind == "judge"
            ]
        if signs:
            yield thing, signs[0]


def attempter(scan: Scan, noun: Token) -> list[Token]:
    """Whose a bid to do something is: "their bid to", "failed in a bid to"."""
    owners = [t for c in noun.children if c.dep_ in ("poss", "compound") for t in syntax.with_conjuncts(c)]
    owners = [t for t in owners if scan.phrases.owner(t)] + syntax.prepositional(noun, frozenset({"by", "from"}))
    if owners:
        return owners
    verb = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ in ("in", "on") else noun.head
    if noun.dep_ not in ("dobj", "pobj") or verb.pos != VERB or scan.rejects(verb):
        return []
    return [] if verb.lemma_.lower() in _UNSAID | _GETS | _SPOKEN else syntax.subjects(verb)


def chamber(scan: Scan, verb: Token) -> list[Token]:
    """Where a passive without an agent is decided: "confirmed in the Senate"."""
    if verb.lemma_.lower() not in _DECIDES or syntax.child(verb, "agent") is not None:
        return []
    if verb.tag_ != "VBN" or not (verb.dep_ == "acl" or syntax.child(verb, "auxpass") is not None):
        return []
    places = syntax.prepositional(verb, _CHAMBER)
    return [t for t in places if (e := scan.draft.entity_at(t)) is not None and e.type == "institution"]


def side(token: Token) -> int:
    """1 for a "yes" vote, -1 for a "no" vote, 0 for any other word."""
    if token.lemma_.lower() not in ("vote", "campaign", "side"):
        return 0
    words = {c.lower_.strip("'\"‘’“”") for c in token.children}
    return 1 if "yes" in words else -1 if "no" in words else 0
