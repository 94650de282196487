"""Long texts are read in pieces, and what is read is let go again."""

from __future__ import annotations

import gc
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from graphbuild import pipeline
from graphbuild.model import Document, Span
from graphbuild.pipeline import paragraphs, pieces
from tests import corpus


@pytest.fixture(scope="module")
def nlp() -> Any:
    return pipeline.load()


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(pieces, "LONGEST", 1000)
    return pieces.LONGEST


def begins(text: str) -> list[int]:
    return [low for low, _ in paragraphs.paragraphs_of(text)]


def test_a_text_that_fits_is_one_piece() -> None:
    text = corpus.text(1, 500)
    assert pieces.cuts(text, begins(text)) == [len(text)]
    assert pieces.cuts("", []) == [0]


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="ab. \n“”", max_size=400), st.integers(1, 60))
def test_pieces_are_the_whole_text(text: str, longest: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pieces, "LONGEST", longest)
        found = pieces.cuts(text, begins(text))
    assert found == sorted(set(found))
    assert found[-1] == len(text)
    assert all(end - start <= longest for start, end in zip([0, *found], found, strict=False))


def test_a_piece_ends_with_a_paragraph_else_with_a_sentence_else_with_a_word(short: int) -> None:
    text = corpus.text(1, 900)
    ends = pieces.cuts(text, begins(text))
    assert len(ends) > 3
    assert set(ends[:-1]) <= set(begins(text))
    line = text.replace("\n\n", " ")
    assert all(line[:end].rstrip()[-1] in ".”" for end in pieces.cuts(line, begins(line)))
    words = "and so on " * 300
    assert all(words[:end].endswith(" ") for end in pieces.cuts(words, begins(words)))


def test_what_stands_in_pieces_is_found_as_in_short_texts(nlp: Any, short: int) -> None:
    """Paragraphs that know nothing of each other give the same, wherever the pieces end."""
    paragraph = "Clara Voss opposes the harbour levy. “The ferry plan is a mistake,” said Ben Okafor.\n\n"
    (one,) = pipeline.extract([Document("one", paragraph)], nlp)
    (many,) = pipeline.extract([Document("many", paragraph * 40)], nlp)
    stated = {(s.holder, s.relation, s.target, s.sentence) for s in many.statements}
    assert len(one.statements) == 2
    for shift in range(0, 40 * len(paragraph), len(paragraph)):
        for s in one.statements:
            moved = Span(s.sentence.start + shift, s.sentence.end + shift)
            assert (s.holder, s.relation, s.target, moved) in stated


def test_tokens_and_paragraphs_are_those_of_the_whole_text(nlp: Any, short: int) -> None:
    texts = [corpus.text(2, 900), corpus.text(3, 900).replace("\n\n", "  "), "It’s 5 p.m.\tin U.S. ports \n \n" * 90]
    for text, doc in zip(texts, pieces.read(texts, nlp, disable=pipeline.COMPONENTS, batch_size=4), strict=True):
        whole = paragraphs.paragraphs(nlp.make_doc(text))
        assert doc.text == text
        assert [(t.text, t.idx) for t in doc] == [(t.text, t.idx) for t in whole]
        assert all(doc[t.i].is_sent_start for t in whole if t.is_sent_start)


def test_a_batch_is_bounded_in_number_and_length() -> None:
    lengths = [10, 20, pieces.LONGEST - 30, 1, 2 * pieces.LONGEST, 5, 5, 5, 5]
    assert list(pieces.batches(lengths, 3, int)) == [
        lengths[:3], lengths[3:4], lengths[4:5], lengths[5:8], lengths[8:]
    ]  # fmt: skip


def test_docs_are_let_go_when_they_are_done(nlp: Any) -> None:
    """Without waiting for the search for rings: at most one batch of docs is alive, however many were read."""

    documents = (Document(str(number), corpus.text(number, 20)) for number in range(100))
    words = len(nlp.vocab.strings)
    gc.collect()
    gc.disable()
    try:
        found = pipeline.extract(documents, nlp)
        alive = [sum(isinstance(o, Doc) for o in gc.get_objects()) for one in found if one.document.id in ("40", "99")]
    finally:
        gc.enable()
    assert len(alive) == 2
    assert alive[1] - alive[0] <= 16
    assert len(nlp.vocab.strings) == words, "words of the texts are kept"


def test_batches_change_nothing(nlp: Any) -> None:
    documents = [Document(str(number), corpus.text(number, 60)) for number in range(6)]
    together = list(pipeline.extract(documents, nlp))
    alone = [one for document in documents for one in pipeline.extract([replace(document)], nlp)]
    assert together == alone


def test_the_model_sees_straight_apostrophes_and_the_doc_has_its_own(nlp: Any) -> None:
    text = "The levy isn’t fair, and Norland’s ‘friends’ didn’t welcome it."
    (doc,) = pieces.read([text], nlp, disable=pipeline.COMPONENTS, batch_size=1)
    (plain,) = pieces.read([text.replace("’", "'")], nlp, disable=pipeline.COMPONENTS, batch_size=1)
    assert doc.text == text
    assert [t.text for t in doc if t.dep_ == "neg"] == ["n’t", "n’t"]
    assert [(t.dep_, t.head.i, t.tag_, t.lemma_) for t in doc][:7] == [
        (t.dep_, t.head.i, t.tag_, t.lemma_) for t in plain
    ][:7]
