"""gb_attribution: who is reported to have said, written or thought what.

Direct speech is read off the quotation marks and the words beside them, indirect speech off the grammar of the cues
in ``data/cues.tsv``.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from graphbuild.pipeline.direct import direct
from graphbuild.pipeline.draft import DraftAttribution, draft_of
from graphbuild.pipeline.reading import read
from graphbuild.pipeline.reported import according, reported

NAME = "gb_attribution"


@Language.component(NAME)
def attribution(doc: Doc) -> Doc:
    """Fills ``draft.attributions``, in the order of their content."""
    reading = read(doc)
    found = direct(reading)
    inside = {i for a in found.values() for span in a.content for i in range(span.start, span.end)}
    for i, cue in reading.cues.items():
        if i not in found and i not in inside:
            one = reported(reading, i, cue)
            if one is not None:
                found[i] = one
    for i in _according(doc):
        if i not in inside:
            one = according(reading, doc[i])
            if one is not None:
                found[i] = one
    draft_of(doc).attributions = sorted(found.values(), key=_place)
    return doc


def _according(doc: Doc) -> list[int]:
    key = doc.vocab.strings.add("according")
    return [int(i) for i in (doc.to_array("LOWER") == key).nonzero()[0]]


def _place(a: DraftAttribution) -> tuple[int, int]:
    return a.content[0].start, -a.content[-1].end
