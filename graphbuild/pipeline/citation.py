"""gb_citation: who invokes which law, ruling or authority.

Two ways of citing: a law named in a holder's own words, where it is not itself what is fought over; and a verb of
citing ("cites", "invoked", "points to") with a law, institution or person as its object.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from graphbuild.model import ACTOR_TYPES
from graphbuild.pipeline import syntax
from graphbuild.pipeline.draft import Draft, DraftEntity, DraftStance, draft_of

NAME = "gb_citation"

_CITING = {"cite": "", "invoke": "", "quote": "", "point": "to", "rely": "on", "refer": "to", "appeal": "to"}
_SPOKEN = 0.5
_TOLD = 0.8


@Language.component(NAME)
def citation(doc: Doc) -> Doc:
    """Adds the citations to ``draft.stances``, sign 0."""
    draft = draft_of(doc)
    disputed = _disputed(draft)
    for entity in list(draft.entities.values()):
        if entity.type == "law" and entity.id not in disputed:
            for span in entity.mentions:
                _spoken(draft, span)
    for token in doc:
        if token.lemma_ in _CITING and token.pos_ == "VERB":
            _told(draft, token)
    return doc


def _disputed(draft: Draft) -> set[str]:
    """The laws that somebody takes a side on, or that the text describes again and again ("the law")."""
    aimed = {draft.entity_of.get(stance.target.i) for stance in draft.stances if stance.sign}
    described = {
        entity.id
        for entity in draft.entities.values()
        if entity.type == "law" and any(span[0].lower_ in ("the", "this", "that") for span in entity.mentions)
    }
    return {key for key in aimed if key} | described


def _spoken(draft: Draft, span: Span) -> None:
    """A law named in somebody's words."""
    head = span.root
    speaker = draft.speaker_of(head)
    if speaker is not None and draft.entities[speaker].type in ACTOR_TYPES:
        draft.stances.append(DraftStance(speaker, 0, head, span, _SPOKEN, draft.said(head), "cites/spoken"))


def _told(draft: Draft, verb: Token) -> None:
    """A verb of citing with what it cites."""
    preposition = _CITING[verb.lemma_]
    found = syntax.prepositional(verb, frozenset({preposition})) if preposition else syntax.objects(verb)
    for head in found:
        target = draft.entity_at(head)
        if target is None or target.type not in ("law", "institution", "person"):
            continue
        if preposition and target.type != "law":
            continue
        for subject in syntax.subjects(verb):
            holder = _holder(draft, subject)
            if holder is not None and holder.id != target.id:
                cue = verb.doc[verb.i : verb.i + 1]
                draft.stances.append(DraftStance(holder.id, 0, head, cue, _TOLD, draft.said(verb), "cites/told"))


def _holder(draft: Draft, subject: Token) -> DraftEntity | None:
    """The actor that a subject names, or the person that stands beside it: "Its chair, Ann Lee, cited"."""
    entity = draft.entity_at(subject)
    if entity is None:
        beside = (draft.entity_at(child) for child in subject.children if child.dep_ == "appos")
        return next((one for one in beside if one is not None and one.type == "person"), None)
    return entity if entity.type in ACTOR_TYPES else None
