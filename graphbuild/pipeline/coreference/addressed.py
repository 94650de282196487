"""Who is meant in somebody's words by "you" and by "this man": the one spoken to, the one just named."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from graphbuild.pipeline import syntax
from graphbuild.pipeline.coreference.people import People
from graphbuild.pipeline.draft import Draft, DraftAttribution, DraftEntity

_SECOND = frozenset({"you", "your", "yours", "yourself"})
_TO = frozenset({"to", "at", "on"})
_SOMEBODY = {
    "man": "he", "guy": "he", "gentleman": "he", "fellow": "he", "woman": "she", "lady": "she", "person": "",
    "individual": "",
}  # fmt: skip
_REACH = 2  # sentences


def addressed(doc: Doc, draft: Draft) -> None:
    """Adds "you" in words that the text says were told to somebody to that somebody's coreferences."""
    for one in draft.attributions:
        hearer = _hearer(draft, one) if one.cue is not None and one.form != "indirect" else None
        if hearer is None or hearer.id == one.entity:
            continue
        for token in _words(doc, one):
            if token.lower_ in _SECOND and token.i not in draft.entity_of:
                draft.add_coreference(hearer, doc[token.i : token.i + 1])


def _hearer(draft: Draft, one: DraftAttribution) -> DraftEntity | None:
    """The one person that the verb of saying has as its object: "told Ada Quill", "said to her"; not a newspaper."""
    verb = one.cue.root if one.cue is not None else None
    if verb is None:
        return None
    told = [c for c in verb.children if c.dep_ in ("dobj", "dative", "nsubjpass")] + syntax.prepositional(verb, _TO)
    told = [t for token in told for t in (token, *(c for c in token.children if c.dep_ == "pobj"))]
    found = {e.id: e for t in told if (e := draft.entity_at(t)) is not None and e.type == "person"}
    return next(iter(found.values())) if len(found) == 1 else None


def _words(doc: Doc, one: DraftAttribution) -> Iterator[Token]:
    for span in one.content:
        yield from doc[span.start : span.end]


def pointed_at(doc: Doc, draft: Draft, people: People, token: Token) -> None:
    """Adds "this man", "that woman" in somebody's words to the coreferences of the last person named before."""
    use = _SOMEBODY.get(token.lower_)
    if use is None or token.i in draft.entity_of or token.i == 0 or doc[token.i - 1].lower_ != "this":
        return
    if any(c.dep_ in ("relcl", "acl", "prep") for c in token.children):
        return  # "this man who sold me fish"
    speaker = next((one.entity for one in draft.attributions if _holds(one, token)), None)
    for mention in reversed(people.before(token, _REACH)):
        known = people.use.get(mention.entity)
        if mention.entity == speaker or (use and known not in (None, use)):
            continue
        draft.add_coreference(draft.entities[mention.entity], doc[token.i - 1 : token.i + 1])
        return


def _holds(one: DraftAttribution, token: Token) -> bool:
    return any(span.start <= token.i < span.end for span in one.content)
