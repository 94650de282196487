"""Stances told by whose a thing is: "Norland's proposal", "the anti-levy party"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from spacy.symbols import ADJ, NOUN, PROPN

from graphbuild.model import ACTOR_TYPES
from graphbuild.pipeline import syntax
from graphbuild.pipeline.draft import DraftStance
from graphbuild.pipeline.stance import lexicon, limits

if TYPE_CHECKING:
    from graphbuild.pipeline.stance.component import Scan

_LABEL = re.compile(r"\b(?:anti|pro)\s*[-‑–]", re.IGNORECASE)


def owned(scan: Scan) -> Iterator[DraftStance]:
    """ "Norland's proposal", "a plan by the council": whoever makes a proposal is for it."""
    for token in scan.doc:
        if token.pos not in (NOUN, PROPN):
            continue
        row = scan.phrases.matters.get(token.lemma_.lower()) if token.pos == NOUN else None
        possessor = row is None and scan.phrases.law_head(token)
        if (row is None and not possessor) or (row is not None and limits.bare(token)):
            continue
        if (row is not None and row["owned"] == "nobody") or syntax.modals(syntax.clause(token)) & lexicon.UNCERTAIN:
            continue  # a court is not for its ruling
        labels = ("poss",) if row is None or row["owned"] == "possessor" else ("poss", "compound")
        owners = [t for c in token.children if c.dep_ in labels for t in syntax.with_conjuncts(c)]
        owners += syntax.prepositional(token, frozenset({"by", "from"}))
        for owner in owners:
            entity = scan.draft.entity_at(owner) or scan.phrases.government(owner)
            if owner.lower_ in ("my", "our"):
                continue  # "our agreement" may be anybody's with us
            if possessor and entity is not None and entity.type == "country":
                continue  # a country has laws that many of it oppose
            if entity is not None and entity.type in ACTOR_TYPES and not limits.imputed(scan, token, entity.id):
                negative = [c for c in token.children if c.dep_ in ("acl", "ccomp") and syntax.negated(c)]
                about = (t for c in negative for t in syntax.objects(c) if scan.phrases.matter(t))
                denied = next(about, None)  # "the demand that the Act not be enforced"
                cue = scan.doc[token.i : token.i + 1]
                yield DraftStance(entity.id, -1 if denied else 1, denied or token, cue, 0.5, rule="owned")


def labelled(scan: Scan) -> Iterator[DraftStance]:
    """ "The anti-levy party", "a pro-levy group called Green Coast": a stance told by a label."""
    if not _LABEL.search(scan.doc.text):
        return
    for token in scan.doc:
        if token.lower_ not in ("anti", "pro") or token.i + 2 >= len(scan.doc):
            continue
        hyphen, target = scan.doc[token.i + 1], scan.doc[token.i + 2]
        if hyphen.text not in ("-", "‑", "–"):
            continue
        holder = next((a for t in syntax.governors(target) if (a := scan.phrases.actor(t)) is not None), None)
        near = holder is not None and any(
            scan.draft.entity_of.get(i) == holder for i in range(target.i + 1, target.i + 6)
        )
        if holder is not None and near and target.pos in (NOUN, PROPN, ADJ):
            sign = 1 if token.lower_ == "pro" else -1
            yield DraftStance(holder, sign, target, scan.doc[token.i : target.i + 1], 0.7, rule="label")
