"""Deeds and claims that are a matter of their own: "criticised her for closing the port", "was wrong to close it",
"urged him to resign", "her claim that the vote was rigged"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from spacy.symbols import VERB
from spacy.tokens import Token

from graphbuild.pipeline import syntax
from graphbuild.pipeline.stance import duties, lexicon, thoughts

if TYPE_CHECKING:
    from graphbuild.pipeline.stance.component import Scan

_FOR = frozenset({"for", "over"})
_FROM = frozenset({"by", "from"})
_LEFT_UNDONE = frozenset({"fail", "refuse", "decline"})
_CLAIMS = frozenset(
    {"claim", "allegation", "accusation", "assertion", "contention", "insinuation", "charge", "argument", "belief"}
)
_SAYING = thoughts.CALLS | {
    "say", "suggest", "claim", "allege", "argue", "tweet", "write", "lie", "ask", "compare", "speak", "talk", "use"
}  # fmt: skip
_ASKING = frozenset(
    {"call", "urge", "demand", "ask", "press", "pressure", "beg", "implore", "exhort", "refuse", "decline", "want"}
)
_PARTED = {"step": frozenset({"down", "aside"}), "stand": frozenset({"down", "aside"}), "drop": frozenset({"out"})}
_RULING = frozenset({"rule", "decide", "hold", "order"})
_MAY = frozenset({"may", "can", "ca", "could"})


def reproved(scan: Scan, token: Token, target: Token, sign: int) -> Iterator[tuple[Token, int]]:
    """What somebody is praised or blamed for doing, with the sign: "criticised her for closing the port"."""
    for head in (token, target):
        for deed in syntax.prepositional(head, _FOR):
            if deed.dep_ in ("pcomp", "conj") and deed.tag_ == "VBG" and deed.pos == VERB:
                for done, turned in _done(scan, deed):
                    yield done, sign * turned


def _done(scan: Scan, deed: Token) -> Iterator[tuple[Token, int]]:
    """The matter of a deed, and 1 or -1 as the doer is for it or against it; nothing where it is no matter."""
    turned = -1 if syntax.negated(deed) else 1
    if deed.lemma_.lower() in _LEFT_UNDONE:
        inner = syntax.child(deed, "xcomp")
        if inner is None or inner.pos != VERB:
            return
        deed, turned = inner, -turned
    word = deed.lemma_.lower()
    if word in _SAYING or word in duties.ROUTINES or word in lexicon.PALE:
        return
    rows = scan.table.get((word, "VERB"), ())
    told = [row for row in rows if row.kind in ("attitude", "act") and row.frame in ("obj", "person")]
    things = syntax.objects(deed)
    if any(row.kind == "attitude" for row in told) or any(scan.phrases.known(t) for t in things if told):
        for thing in things if {row.frame for row in told} == {"obj"} else ():
            if scan.phrases.actor(thing) is None:
                yield thing, turned * told[0].sign  # "for backing the levy": the levy
        return
    for done in scan.deed(deed):
        yield done, turned


def faulted(scan: Scan, word: Token, judged: Token) -> Iterator[Token]:
    """What somebody was wrong or right to do: "she was wrong to close the port"."""
    if scan.phrases.actor(judged) is None:
        return
    for deed in word.children:
        if deed.dep_ == "xcomp" and deed.pos == VERB and syntax.infinitive(deed) and not syntax.negated(deed):
            yield from (done for done, turned in _done(scan, deed) if turned > 0)


def asked(verb: Token) -> bool:
    """True for a deed that is whole without an object, where somebody asks for it or refuses it: "urged her to
    resign", "refused to apologise"."""
    if not whole(verb) or syntax.child(verb, "dobj") is not None:
        return False  # who wants to quit a treaty takes a side on the treaty
    return verb.head.lemma_.lower() in _ASKING or bool(syntax.modals(verb) & {"should", "must"})


def whole(verb: Token) -> bool:
    """True for a public deed that needs no object: to resign, to step down, to apologise."""
    particles = _PARTED.get(verb.lemma_.lower())
    if particles is None:
        return verb.lemma_.lower() in lexicon.WHOLE
    return any(c.lower_ in particles and c.dep_ in ("prt", "advmod", "prep") for c in verb.children)


def asserted(scan: Scan, noun: Token) -> None:
    """Adds the stance of whose claim it is: "Norland's claim that the vote was rigged"."""
    if noun.lemma_.lower() not in _CLAIMS:
        return
    clause = next((c for c in noun.rights if c.dep_ in ("acl", "ccomp", "relcl") and _that(c)), None)
    if clause is None:
        return
    owners = [t for c in noun.children if c.dep_ == "poss" for t in syntax.with_conjuncts(c)]
    owners += syntax.prepositional(noun, _FROM)
    for owner in owners:
        actor = scan.phrases.actor(owner) or scan.phrases.owner(owner)
        if actor is not None:
            scan.add(actor, 1, noun, noun, 0.5, None, "claimed")


def _that(clause: Token) -> bool:
    return any(c.dep_ == "mark" and c.lower_ == "that" for c in clause.children)


def ruled(scan: Scan, verb: Token) -> None:
    """Adds what a court allows or forbids: "ruled that the union may strike", "ruled that it cannot deport them"."""
    said = scan.draft.said(verb)
    if said is None or said.entity is None or said.cue is None or said.form != "indirect":
        return
    ruling = said.cue.root
    if (
        ruling.lemma_.lower() not in _RULING
        or verb.head.i != ruling.i
        or scan.draft.entities[said.entity].type != ("institution")
    ):
        return
    allowed, forbidden = syntax.modals(verb) & _MAY, syntax.negated(verb)
    if not allowed or (allowed == {"could"} and not forbidden):
        return
    for deed in scan.deed(verb):
        scan.add(said.entity, -1 if forbidden else 1, deed, verb, 0.6, said, "ruled")
