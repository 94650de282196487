"""gb_attribution: who is reported to have said, written or thought what.

Direct speech is read off the quotation marks and the words beside them, indirect speech off the grammar of the cues
in ``data/cues.tsv``.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from graphbuild.pipeline.draft import Draft, DraftAttribution, draft_of
from graphbuild.pipeline.speech.direct import direct, join_floating
from graphbuild.pipeline.speech.labels import labelled
from graphbuild.pipeline.speech.reading import read
from graphbuild.pipeline.speech.reported import according, reported
from graphbuild.pipeline.speech.views import VIEWS, view

NAME = "gb_attribution"
_SAYS = frozenset(["say", "tell", "write", "claim", "argue", "warn", "announce", "add", "insist", "promise"])


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
    for token in doc:
        if token.lower_ in VIEWS and token.i not in found and token.i not in inside:
            one = view(reading, token)
            if one is not None:
                found[token.i] = one
    join_floating(reading, found)
    draft_of(doc).attributions = sorted(_outermost(draft_of(doc), list(found.values())), key=_place)
    return doc


def _according(doc: Doc) -> list[int]:
    key = doc.vocab.strings.add("according")
    return [int(i) for i in (doc.to_array("LOWER") == key).nonzero()[0]]


def _outermost(draft: Draft, found: list[DraftAttribution]) -> list[DraftAttribution]:
    """The attributions whose cue is not part of somebody else's words: what A says that B said is A's.

    Who only passes on what somebody with a name said ("Ada Quill said …, the Post reported") does not count.
    """
    inside = {i: one for one in found if one.speech for span in one.content for i in range(span.start, span.end)}

    def is_own(one: DraftAttribution) -> bool:
        outer = one if one.cue is None else inside.get(one.cue.start, one)
        return outer is one or (_passes_on(outer) and _names_speaker(draft, one))

    return [one for one in found if is_own(one)]


def _names_speaker(draft: Draft, one: DraftAttribution) -> bool:
    """True for words of speech with a source whose last word is a name."""
    if one.source is None or not one.speech or one.cue is None or one.cue[0].lemma_ not in _SAYS:
        return False
    return bool(len(one.source)) and one.source[-1].i in draft.entity_of


def _passes_on(one: DraftAttribution) -> bool:
    return one.cue is not None and (one.cue[0].lower_ == "according" or one.cue[0].lemma_ == "report")


def _place(a: DraftAttribution) -> tuple[int, int]:
    return a.content[0].start, -a.content[-1].end
