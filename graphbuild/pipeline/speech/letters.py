"""Whose words the letters to an editor are: each ends with a line that holds its writer's name and nothing else."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from spacy.tokens import Doc

from graphbuild.lexicon import table
from graphbuild.pipeline.draft import Draft, DraftEntity, free_id
from graphbuild.pipeline.paragraphs import paragraphs_of
from graphbuild.pipeline.speech.author import Voice

_OPENING = 4  # paragraphs that the heading may be in
_HEADING = re.compile(r"(?:LETTERS?|Letters?)(?: (?:TO|to) (?:THE|the) (?:EDITOR|[Ee]ditor))?\W*|YOUR SAY\W*")
_ACCOUNT = re.compile(r"@\w+\W*")  # the writer of a short one, by a name that is none
_SECTION = re.compile(r"[A-Z][A-Z ]+\W*")
_GIVEN = frozenset(row["name"] for row in table("given_names"))
_NAME = re.compile(r"(?P<name>(?P<first>[A-Z][\w’'-]+)(?: [A-Z][\w’'-]*\.?(?=.)){0,2} [A-Z][\w’'-]+)\W*")
_LEAST = 2  # names that sign


def letters(doc: Doc, draft: Draft, text: str) -> list[Voice]:
    """The writers of a page of letters, each with the tokens above the name that are theirs unless quoted."""
    paragraphs = list(paragraphs_of(text))
    head = next((i for i, (low, high) in enumerate(paragraphs[:_OPENING]) if _HEADING.fullmatch(text[low:high])), None)
    if head is None:
        return []
    _add_writers(doc, draft, text, paragraphs[head + 1 :])
    found = list(_signed(draft, text, paragraphs[head + 1 :]))
    starts = [token.idx for token in doc] if len(found) >= _LEAST else []
    return [Voice(key, bisect_left(starts, low), bisect_left(starts, high)) for key, low, high in found if starts]


def _add_writers(doc: Doc, draft: Draft, text: str, paragraphs: list[tuple[int, int]]) -> None:
    """Adds the people of lines that hold a name alone, where nothing else has found them."""
    for low, high in paragraphs:
        match = _NAME.fullmatch(text, low, high)
        span = doc.char_span(*match.span("name")) if match and match["first"] in _GIVEN else None
        if span is not None and not any(i in draft.entity_of for i in range(span.start, span.end)):
            entity = DraftEntity(free_id(draft, span.text), "person", span.text)
            draft.entities[entity.id] = entity
            draft.add_mention(entity, span)


def _signed(draft: Draft, text: str, paragraphs: list[tuple[int, int]]) -> Iterator[tuple[str, int, int]]:
    """The writers with the characters where their letters begin and end."""
    people = {
        span.start_char: (span.end_char, entity.id)
        for entity in draft.entities.values()
        if entity.type == "person" and " " in entity.name
        for span in entity.mentions
    }
    begin: int | None = None
    for low, high in paragraphs:
        end, key = people.get(low, (0, ""))
        signs = bool(end) and not text[end:high].strip(" .")
        if signs and begin is not None:
            yield key, begin, low
        if signs or _ACCOUNT.fullmatch(text, low, high) or _SECTION.fullmatch(text, low, high):
            begin = None
        elif begin is None:
            begin = low
