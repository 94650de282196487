"""gb_attribution: who is reported to have said, written or thought what.

Direct speech is read off the quotation marks and the words beside them, indirect speech off the grammar of the cues
in ``data/cues.tsv``.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from graphbuild.pipeline.draft import DraftAttribution, draft_of
from graphbuild.pipeline.speech.direct import direct, join_floating
from graphbuild.pipeline.speech.labels import labelled
from graphbuild.pipeline.speech.reading import read
from graphbuild.pipeline.speech.reported import according, reported

NAME = "gb_attribution"


@Language.component(NAME)
def attribution(doc: Doc) -> Doc:
    """Fills ``draft.attributions``, in the order of their content."""
    reading = read(doc)
    found = direct(reading)
    if not draft_of(doc).document.turns:
        found |= labelled(reading)
    inside = {i for a in found.values() for span in a.content for i in range(span.start, span.end)}
    for i, cue in reading.cues.items():
        if i not in found and i not in reading.quote_of:
            one = reported(reading, i, cue)
            if one is not None:
                found[i] = one
    for i in _according(doc):
        if i not in found and i not in inside:
            one = according(reading, doc[i])
            if one is not None:
                found[i] = one
    join_floating(reading, found)
    draft_of(doc).attributions = sorted(_outermost(list(found.values())), key=_place)
    return doc


def _according(doc: Doc) -> list[int]:
    key = doc.vocab.strings.add("according")
    return [int(i) for i in (doc.to_array("LOWER") == key).nonzero()[0]]


def _outermost(found: list[DraftAttribution]) -> list[DraftAttribution]:
    """The attributions whose cue is not part of somebody else's words: what A says that B said is A's."""
    inside = {i: one for one in found if one.speech for span in one.content for i in range(span.start, span.end)}
    return [one for one in found if one.cue is None or inside.get(one.cue.start, one) is one]


def _place(a: DraftAttribution) -> tuple[int, int]:
    return a.content[0].start, -a.content[-1].end
