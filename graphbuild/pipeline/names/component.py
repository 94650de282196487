"""gb_names: persons, institutions and countries with their mentions and affiliations."""

from __future__ import annotations

import re

from spacy.language import Language
from spacy.tokens import Doc

from graphbuild.pipeline.draft import Draft, DraftEntity, draft_of, free_id
from graphbuild.pipeline.laws.find import find_laws
from graphbuild.pipeline.names.affiliation import affiliations
from graphbuild.pipeline.names.context import CAPITALS
from graphbuild.pipeline.names.find import Finder
from graphbuild.pipeline.names.group import Group, Owners, clean, group
from graphbuild.pipeline.names.join import join
from graphbuild.pipeline.names.spans import Candidate, select

NAME = "gb_names"


@Language.factory(NAME)
class Names:
    """Fills the draft's persons, institutions and countries."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.finder = Finder(nlp)

    def __call__(self, doc: Doc) -> Doc:
        draft = draft_of(doc)
        draft.laws_found = list(find_laws(doc, draft.document.text))
        candidates, blocked = self.finder.find(doc, draft.document.text, draft.laws_found)
        groups = join(doc, group(doc, candidates))
        spread(doc, draft.document.text, groups, blocked)
        for one in groups:
            entity = add_entity(draft, one)
            if entity is not None:
                draft.keys.update(dict.fromkeys(one.keys, entity.id))
        affiliations().fill(doc, draft)
        return doc


def spread(doc: Doc, text: str, groups: list[Group], blocked: set[int]) -> None:
    """Gives each group all further whole-word occurrences of its names; the longest name at a place wins.

    A person's surname counts as a name of hers, a capital that stood for its government does not: elsewhere it may
    be a mere place. ``blocked`` are the tokens of laws.
    """
    owners: dict[str, Group] = {}
    for one in groups:
        for span in one.spans:
            if clean(span.text) not in CAPITALS:
                owners.setdefault(clean(span.text), one)
    full = [one for one in groups if one.type == "person" and " " in one.key]
    whose = Owners(full)
    for one in full:
        surname = one.key.split()[-1]
        if whose.of(surname) is one:
            owners.setdefault(surname, one)
    if not owners:
        return
    known = [Candidate(s.start, s.end, one.type, str(i), 0) for i, one in enumerate(groups) for s in one.spans]
    number = {id(one): str(i) for i, one in enumerate(groups)}
    names = sorted(owners, key=lambda name: (-len(name), name))
    pattern = re.compile(r"(?<![\w@#])(?:" + "|".join(re.escape(n).replace(r"\ ", r"\s") for n in names) + r")(?!\w)")
    for match in pattern.finditer(text):
        place = doc.char_span(*match.span())
        if place is not None and blocked.isdisjoint(range(place.start, place.end)):
            owner = owners[clean(match[0])]
            known.append(Candidate(place.start, place.end, owner.type, number[id(owner)], 3))
    for one in groups:
        one.spans = []
    for candidate in select(known):
        groups[int(candidate.key)].spans.append(doc[candidate.start : candidate.end])


def add_entity(draft: Draft, one: Group) -> DraftEntity | None:
    """The group as an entity of the draft, under an id that is free."""
    if not one.spans:
        return None
    name = one.name
    entity = DraftEntity(free_id(draft, name), one.type, name)  # type: ignore[arg-type]  # Group.type is an EntityType
    draft.entities[entity.id] = entity
    for span in one.spans:
        draft.add_mention(entity, span)
    return entity
