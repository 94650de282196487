"""From documents to extractions: a spaCy pipeline of the model's components and our own, a file or a folder each.

====================  =====================================================================================
component             what it adds to the draft
====================  =====================================================================================
gb_paragraphs         sentence starts at paragraph ends, before the parser
(the model's own)     tags, parse, lemmas, names
gb_names              persons, institutions, countries: mentions, document-level naming, affiliations
gb_laws               laws and bodies of law
gb_attribution        who is reported to have said what: source, cue, content, form
gb_coreference        pronouns and descriptions; the entity of each attribution's source
gb_stance             who is for or against which words
gb_citation           who cites what
gb_proposals          what people take sides on, one node however worded
gb_matter             the side that a speaker's praise or blame takes in what the text is about
gb_statements         supports, opposes and cites between nodes, with evidence
gb_unseen             counts of what was seen and made no statement
====================  =====================================================================================
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as SpacySpan

from graphbuild import defaults
from graphbuild.model import Attribution, Document, Entity, Extraction, Span, Statement
from graphbuild.pipeline import citation, confidence, paragraphs, pieces, statements, unseen
from graphbuild.pipeline.coreference import component as coreference
from graphbuild.pipeline.draft import Draft, draft_of
from graphbuild.pipeline.laws import component as laws
from graphbuild.pipeline.names import component as names
from graphbuild.pipeline.proposals import component as proposals
from graphbuild.pipeline.speech import component as speech
from graphbuild.pipeline.stance import component as stance
from graphbuild.pipeline.stance import matter

COMPONENTS: tuple[str, ...] = (
    names.NAME,
    laws.NAME,
    speech.NAME,
    coreference.NAME,
    stance.NAME,
    citation.NAME,
    proposals.NAME,
    matter.NAME,
    statements.NAME,
    unseen.NAME,
)


def load(model: str = defaults.MODEL) -> Language:
    """The model with our components around its own."""
    nlp = spacy.load(model)
    nlp.add_pipe(paragraphs.NAME, first=True)
    for name in COMPONENTS:
        nlp.add_pipe(name)
    return nlp


def extract(documents: Iterable[Document], nlp: Language, *, batch_size: int = 16) -> Iterator[Extraction]:
    """An extraction for each document, in order; memory stays constant in the number of documents."""
    for batch in pieces.batches(documents, batch_size, lambda document: len(document.text)):
        with nlp.memory_zone():  # what spaCy keeps of words met for the first time goes with the batch
            found = list(_extracted(batch, nlp, batch_size))
        yield from found


def _extracted(documents: list[Document], nlp: Language, batch_size: int) -> Iterator[Extraction]:
    texts = (document.prose for document in documents)
    ours = [component for name, component in nlp.pipeline if name in COMPONENTS]
    docs = pieces.read(texts, nlp, disable=COMPONENTS, batch_size=batch_size)
    for document, doc in zip(documents, docs, strict=True):
        doc._.draft = Draft(document)
        for component in ours:
            doc = component(doc)
        yield finish(doc)
        doc._.draft = None  # draft and doc hold each other, and would stay until Python looks for such rings


def finish(doc: Doc) -> Extraction:
    """The frozen extraction of a processed doc: entities in the order in which they were found, spans by place,
    statements with their confidence calibrated."""
    draft = draft_of(doc)
    found = Extraction(
        draft.document,
        tuple(
            Entity(
                entity.id,
                entity.type,
                entity.name,
                tuple(sorted(map(_span, entity.mentions))),
                tuple(sorted(map(_span, entity.coreferences))),
                tuple(sorted(set(entity.affiliation))),
            )
            for entity in draft.entities.values()
        ),
        tuple(
            Attribution(
                None if a.source is None else _span(a.source),
                a.entity,
                None if a.cue is None else _span(a.cue),
                tuple(map(_span, a.content)),
                a.form,
            )
            for a in draft.attributions
        ),
        tuple(
            Statement(
                s.holder,
                s.relation,
                s.target,
                _span(s.evidence),
                _trimmed(s.evidence.sent),
                s.form,
                None if s.cue is None else _span(s.cue),
                s.confidence,
                s.rule,
            )
            for s in draft.statements
        ),
        draft.left_out,
    )
    return confidence.calibrated(found)


def _span(span: SpacySpan) -> Span:
    return Span(span.start_char, span.end_char)


def _trimmed(span: SpacySpan) -> Span:
    """The span without the white space that the tokenizer counts to it."""
    text = span.text
    start = span.start_char + len(text) - len(text.lstrip())
    return Span(start, start + len(text.strip()))
