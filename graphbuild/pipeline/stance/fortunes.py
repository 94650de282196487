"""Sides told by what is to become of somebody, and by joy and grief at what has: "should be sacked", "hopes she wins",
"glad that the Act was repealed", "would make a fine mayor"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.symbols import NOUN
from spacy.tokens import Token

from graphbuild.pipeline import syntax
from graphbuild.pipeline.stance import thoughts

if TYPE_CHECKING:
    from graphbuild.pipeline.stance.component import Scan

_DUE = frozenset({"should", "must", "ought"})
_PENALTIES = frozenset(
    {"sack", "fire", "impeach", "prosecute", "jail", "indict", "oust", "disqualify", "imprison", "punish", "arrest",
     "censure", "depose", "deport"}
)  # fmt: skip
_FATES = {"win": 1, "prevail": 1, "lose": -1}
_WISHING = frozenset({"hope", "want", "pray", "wish", "like"})
_GLAD = {
    "happy": 1, "glad": 1, "pleased": 1, "delighted": 1, "thrilled": 1, "relieved": 1, "sad": -1, "sorry": -1,
    "disappointed": -1, "saddened": -1, "dismayed": -1, "outraged": -1, "appalled": -1, "unhappy": -1,
}  # fmt: skip
_POSTS = frozenset(
    {"president", "mayor", "governor", "senator", "minister", "leader", "chancellor", "judge", "justice", "secretary",
     "candidate", "speaker", "ambassador", "commander", "representative", "nominee"}
)  # fmt: skip
_HEARING = frozenset({"see", "hear", "learn", "find"})


def punished(scan: Scan, verb: Token) -> None:
    """Adds blame for who, in somebody's words, "should be sacked"."""
    speaker = scan.draft.speaker_of(verb)
    due = bool(syntax.modals(verb) & _DUE) or (verb.dep_ == "xcomp" and verb.head.lemma_ in ("need", "ought"))
    if verb.lemma_.lower() not in _PENALTIES or speaker is None or not due or syntax.negated(verb):
        return
    if syntax.conditional(verb) or syntax.questioned(verb) or thoughts.stated(scan.draft, verb) <= 0:
        return
    for target in syntax.objects(verb):
        if scan.phrases.actor(target) is not None:
            scan.add(speaker, -1, target, verb, 0.6, scan.draft.said(verb), "punished")


def to_account(scan: Scan, verb: Token) -> None:
    """Adds blame for who is to be "held accountable", "held to account"."""
    account = any(c.lower_ == "accountable" for c in verb.subtree) or any(
        t.lower_ == "account" for t in syntax.prepositional(verb, frozenset({"to"}))
    )
    if verb.lemma_ != "hold" or not account:
        return
    speaker = scan.draft.speaker_of(verb)
    passive = syntax.child(verb, "nsubjpass")
    accused = [passive] if passive is not None else [t for t in verb.subtree if t.dep_ in ("dobj", "nsubj")]
    accused = [t for t in accused if passive is not None or t.i > verb.i]
    if speaker is not None and not (syntax.negated(verb) or syntax.conditional(verb) or syntax.questioned(verb)):
        for target in accused:
            if scan.phrases.actor(target) is not None:
                scan.add(speaker, -1, target, verb, 0.6, scan.draft.said(verb), "punished")


def wished(scan: Scan, verb: Token) -> None:
    """Adds the side of who "hopes she wins", "wants her to lose", "cannot let her win"."""
    sign, wish = _FATES.get(verb.lemma_.lower(), 0), verb.head
    let = wish.lemma_ == "let" and syntax.negated(wish)
    if not sign or verb.dep_ not in ("ccomp", "xcomp") or not (wish.lemma_ in _WISHING or let):
        return
    if syntax.negated(verb) or syntax.conditional(wish) or syntax.questioned(wish) or syntax.objects(verb):
        return
    own = syntax.child(verb, "nsubj") or syntax.child(wish, "dobj")
    if own is None or scan.phrases.actor(own) is None:
        return
    sign = -sign if let or syntax.negated(wish) else sign
    for who in syntax.subjects(wish):
        holder = scan.phrases.actor(who)
        if holder is not None:
            said = scan.draft.said(wish) if scan.draft.speaker_of(wish) == holder else None
            scan.add(holder, sign, own, verb, 0.6, said, "wished")


def glad(scan: Scan, word: Token) -> None:
    """Adds what joy or grief at an event tells: "glad that the Act was repealed", "happy to see her elected"."""
    mood = _GLAD.get(word.lower_, 0)
    if not mood or syntax.negated(word) or syntax.conditional(word) or syntax.questioned(word):
        return
    event = syntax.child(word, "ccomp", "xcomp")
    if event is not None and event.lemma_ in _HEARING:
        event = syntax.child(event, "ccomp", "xcomp")
    if event is None:
        return
    signs = [row.sign for row in scan.acts(event)]
    thing = (
        syntax.child(event, "nsubjpass", "nsubj") if event.tag_ == "VBN" else next(iter(syntax.objects(event)), None)
    )
    if event.lemma_.lower() in _FATES:
        signs, thing = [_FATES[event.lemma_.lower()]], syntax.child(event, "nsubj")
    if not signs or thing is None or not scan.phrases.known(thing):
        return
    turned = -1 if syntax.negated(event) else 1
    verb = word.head if word.dep_ == "acomp" else word
    passive = syntax.child(verb, "nsubjpass")
    for who in [passive] if passive is not None else syntax.subjects(verb):
        holder = scan.phrases.actor(who)
        if holder is not None:
            said = scan.draft.said(word) if scan.draft.speaker_of(word) == holder else None
            scan.add(holder, turned * mood * signs[0], thing, word, 0.65, said, "glad")


def likened(scan: Scan, verb: Token) -> None:
    """Adds what a comparison with something bad or good tells: "likened her to a dictator"."""
    if verb.lemma_ not in ("liken", "compare") or syntax.negated(verb) or syntax.conditional(verb):
        return
    for image in syntax.prepositional(verb, frozenset({"to", "with"})):
        rows = scan.table.get((image.lemma_.lower(), "NOUN"), ())
        signs = {row.sign for row in rows if row.kind == "judge"} if image.pos == NOUN else set()
        for who in syntax.subjects(verb) if len(signs) == 1 else ():
            holder = scan.phrases.actor(who)
            for target in syntax.objects(verb) if holder is not None else ():
                if holder is not None and scan.phrases.named(target):
                    scan.add(holder, min(signs), target, verb, 0.65, scan.draft.said(image), "likened")


def would_make(word: Token) -> Token | None:
    """Who is praised or blamed by "would make a fine mayor": the subject."""
    post = word.head
    if word.dep_ != "amod" or post.dep_ != "dobj" or post.head.lemma_ != "make":
        return None
    if not any(c.lower_ in ("a", "an") for c in post.children) or post.lemma_.lower() not in _POSTS:
        return None
    return syntax.child(post.head, "nsubj")
