"""Words given to somebody by a label: "QUILL: I will sign." in a transcript, "Quill: Bridge is safe" in a headline."""

from __future__ import annotations

import re

from spacy.tokens import Span

from graphbuild.pipeline.draft import DraftAttribution, draft_of
from graphbuild.pipeline.paragraphs import paragraphs_of
from graphbuild.pipeline.speech.reading import Reading, form_of
from graphbuild.pipeline.speech.sources import trim

_LABEL = re.compile(r"[“\"']*((?:(?:MR|MS|MRS|DR|SEN|REP|GOV)\. )?[A-Z][A-Z.’'-]+(?: [A-Z][A-Z.’'-]+){0,3}):\s+(?=\S)")
_HEADLINE = re.compile(r"((?:[A-Z][\w.’'-]*)(?: [A-Z][\w.’'-]*){0,2}):\s+(?=[A-Z‘“'\"])")
_DOCUMENTS = frozenset(
    ["poll", "report", "study", "survey", "source", "sources", "aide", "aides", "official", "officials"]
)
_LONGEST_HEADLINE = 30  # words


def labelled(reading: Reading) -> dict[int, DraftAttribution]:
    """The attributions by label, by the index of the colon's token.

    Labels in capitals count where there are two or more, as in a transcript.
    """
    text = draft_of(reading.doc).document.text
    paragraphs = list(paragraphs_of(text))
    spoken = [(match, high) for low, high in paragraphs if (match := _LABEL.match(text, low, high))]
    found = [_attribution(reading, match, high) for match, high in spoken if len(spoken) > 1]
    if paragraphs and not found:
        low, high = paragraphs[0]
        match = _HEADLINE.match(text, low, high)
        if match and len(text[low:high].split()) <= _LONGEST_HEADLINE:
            found.append(_attribution(reading, match, high))
            if found[0] is not None and not _may_speak(reading, found[0].source):
                found = []
    return {one.cue.start: one for one in found if one is not None and one.cue is not None}


def _attribution(reading: Reading, match: re.Match[str], high: int) -> DraftAttribution | None:
    doc = reading.doc
    source = doc.char_span(*match.span(1), alignment_mode="expand")
    content = doc.char_span(match.end(), high, alignment_mode="contract")
    if source is None or content is None:
        return None
    colon = doc[source.end : source.end + 1]
    content = trim(doc, max(content.start, colon.end), content.end)
    if colon.text != ":" or not len(content):
        return None
    return DraftAttribution(source, colon, [content], form_of(reading, [content]))


def _may_speak(reading: Reading, source: Span | None) -> bool:
    """True for a name or a kind of source before the colon of a headline ("Poll: …"), not for "Live: …"."""
    if source is None:
        return False
    draft = draft_of(reading.doc)
    return source[-1].lower_ in _DOCUMENTS or all(
        t.ent_type_ in ("PERSON", "ORG", "GPE", "NORP") or t.i in draft.entity_of for t in source
    )
