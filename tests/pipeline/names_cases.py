"""Runs gb_names and gb_laws on made-up texts, for the tests beside it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from spacy.language import Language

from graphbuild.model import Document, Entity, Extraction
from graphbuild.pipeline import finish, load
from graphbuild.pipeline.draft import Draft


@cache
def nlp() -> Language:
    """The default pipeline up to gb_laws."""
    pipeline = load()
    for name in pipeline.pipe_names[pipeline.pipe_names.index("gb_laws") + 1 :]:
        pipeline.disable_pipe(name)
    return pipeline


def extractions(texts: Iterable[str]) -> list[Extraction]:
    docs = []
    for number, text in enumerate(texts):
        doc = nlp().make_doc(text)
        doc._.draft = Draft(Document(id=f"t{number}", text=text))
        docs.append(doc)
    return [finish(doc) for doc in nlp().pipe(docs, batch_size=64)]


def entities(text: str) -> dict[str, Entity]:
    """The entities of a text by name."""
    return {entity.name: entity for entity in extractions([text])[0].entities}


def surfaces(text: str, entity: Entity) -> list[str]:
    return [text[span.start : span.end] for span in entity.mentions]
