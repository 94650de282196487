"""Whose stance a word tells: where its holder stands in the sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.symbols import AUX, VERB
from spacy.tokens import Token

from graphbuild.pipeline import syntax
from graphbuild.pipeline.stance import frames
from graphbuild.pipeline.stance.holders import listed
from graphbuild.pipeline.stance.lexicon import StanceRow

if TYPE_CHECKING:
    from graphbuild.pipeline.stance.component import Scan

_DEEDS = frozenset({"prep:of", "prep:from"})


def bearers(scan: Scan, token: Token, row: StanceRow) -> list[Token]:
    """The heads of the phrases that name who holds a stance."""
    if row.frame == "felt" or (row.frame == "prep:to" and token.tag_ == "VBN"):
        feeling = [t for c in token.children if c.dep_ in ("nsubjpass", "nsubj") for t in syntax.with_conjuncts(c)]
        if token.dep_ == "acomp":
            return syntax.subjects(token)
        return feeling or ([token.head] if token.dep_ == "acl" else [])
    if row.frame == "react":
        return syntax.subjects(token.head)
    if row.frame == "inverse":
        return [t for t in syntax.objects(token) if not scan.phrases.matter(t)]
    if token.pos in (VERB, AUX):
        governor = token.head
        if token.dep_ in ("xcomp", "ccomp", "advcl") and scan.commits(governor) and syntax.infinitive(token):
            return syntax.subjects(governor)  # who asks for a deed, not who is asked
        if token.dep_ in ("xcomp", "advcl") and syntax.infinitive(token) and scan.rejects(governor):
            return []  # "rejected calls to ban them"
        bid = governor.lemma_.lower()
        if token.dep_ == "acl" and syntax.infinitive(token) and (bid in scan.phrases.matters or bid in frames.WISHES):
            return frames.attempter(scan, governor)
        return frames.chamber(scan, token) or syntax.subjects(token)
    owners = [t for c in token.children if c.dep_ == "poss" for t in syntax.with_conjuncts(c)]
    owners += syntax.prepositional(token, frozenset({"by", "from"}))
    owners += [c for c in token.children if c.dep_ in ("compound", "nmod") and scan.phrases.owner(c)]
    if row.frame == "named":
        return [t for t in owners if scan.phrases.person(t)]
    if row.frame not in ("prep:of", "person:of"):
        owners += [t for t in syntax.prepositional(token, frozenset({"of"})) if scan.phrases.actor(t)]
    owners = owners or list(listed(token))
    if owners:
        return owners
    if row.kind == "act" and row.frame in _DEEDS and not (token.dep_ == "dobj" and scan.takes_sides(token.head)):
        return []  # "marked the signing of the treaty"
    head = token
    while head.dep_ in ("pobj", "prep", "dobj", "conj", "attr", "acomp", "appos", "oprd", "amod"):
        if head.dep_ == "appos":
            return [head.head]
        if head.dep_ == "prep" and head.lower_ not in ("in", "as", "with", "among"):
            return []  # "spoke of an attack on": of somebody else's
        if head.dep_ == "prep" and head.lower_ in ("in", "among") and head.head.dep_ == "pobj":
            return syntax.with_conjuncts(head.head)  # "with Ann Lee among the supporters"
        head = head.head
        if head.lower_ == "out" and head.head.lemma_ == "come":
            head = head.head  # "came out in support of it"
        if head.pos in (VERB, AUX):
            return syntax.subjects(head)
    return syntax.subjects(head) if head.pos in (VERB, AUX) else []
