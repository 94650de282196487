"""gb_laws: laws, treaties, rulings and bodies of law, with their mentions."""

from __future__ import annotations

import re

from spacy.language import Language
from spacy.tokens import Doc

from graphbuild.pipeline.draft import DraftEntity, draft_of
from graphbuild.pipeline.laws_find import find_laws
from graphbuild.pipeline.names import free_id

NAME = "gb_laws"

_ORDINALS = {
    "first": "1st", "second": "2nd", "third": "3rd", "fourth": "4th", "fifth": "5th", "sixth": "6th",
    "seventh": "7th", "eighth": "8th", "ninth": "9th", "tenth": "10th", "thirteenth": "13th", "fourteenth": "14th",
    "fifteenth": "15th", "nineteenth": "19th",
}  # fmt: skip


@Language.component(NAME)
def laws(doc: Doc) -> Doc:
    """Adds the laws that the text names to the draft."""
    draft = draft_of(doc)
    by_key: dict[str, DraftEntity] = {}
    for span in find_laws(doc):
        if any(i in draft.entity_of for i in range(span.start, span.end)):
            continue
        key = _key(span.text)
        if key not in by_key:
            by_key[key] = DraftEntity(free_id(draft, span.text), "law", span.text)
            draft.entities[by_key[key].id] = by_key[key]
        draft.add_mention(by_key[key], span)
    return doc


def _key(name: str) -> str:
    """A key under which the spellings of a law's name meet.

    >>> _key("Fifth Amendment") == _key("5th Amendment"), _key("U.S. constitution") == _key("Constitution")
    (True, True)
    """
    low = re.sub(r"^(?:the |u\.s\. |us )", "", name.lower()).removesuffix(" of the united states")
    words = [_ORDINALS.get(word, word) for word in low.split()]
    if words[-1] == "laws":
        words[-1] = "law"
    return " ".join(words)
