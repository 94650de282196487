"""What the pipeline finds in a text, in names."""

from __future__ import annotations

from spacy.language import Language

from graphbuild import pipeline
from graphbuild.model import Document

Found = set[tuple[str, str, str]]


def found(nlp: Language, text: str) -> Found:
    """(holder's name, relation, target's name) of the statements of a text."""
    result = next(iter(pipeline.extract([Document("d", text)], nlp)))
    names = {entity.id: entity.name for entity in result.entities}
    return {(names[s.holder], s.relation, names[s.target]) for s in result.statements}


def found_by_last_names(nlp: Language, text: str) -> Found:
    """The same with the last name of each holder."""
    return {(holder.split()[-1], relation, target) for holder, relation, target in found(nlp, text)}
