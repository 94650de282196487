"""What was seen and made no statement is counted."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from graphbuild import pipeline
from graphbuild.model import Document
from graphbuild.pipeline.unseen import SILENT, UNGIVEN, UNNAMED


@pytest.fixture(scope="module")
def nlp() -> object:
    return pipeline.load()


def left_out(nlp: object, text: str, **fields: str) -> Mapping[str, int]:
    (found,) = pipeline.extract([Document("d", text, **fields)], nlp)  # type: ignore[arg-type]  # a Language
    return found.left_out


def test_quotation_of_somebody_unnamed(nlp: object) -> None:
    text = "“The harbour levy is a disgrace,” said an official who refused to be named."
    assert left_out(nlp, text)[UNNAMED] == 1
    named = "“The harbour levy is a disgrace,” said Clara Voss, who leads the union."
    assert UNNAMED not in left_out(nlp, named)


def test_quotation_of_nobody(nlp: object) -> None:
    text = "The meeting ran late.\n\n“We shall never pay for this bridge twice.”\n\nThen it rained."
    assert left_out(nlp, text)[UNGIVEN] == 1
    assert UNGIVEN not in left_out(nlp, text, speaker="Clara Voss")
    assert UNGIVEN not in left_out(nlp, "The so-called “harbour levy” was discussed.")


def test_sentence_with_a_word_of_stance(nlp: object) -> None:
    assert left_out(nlp, "Clara Voss wondered who might ban the ferries.")[SILENT] == 1
    assert SILENT not in left_out(nlp, "Clara Voss supports the harbour levy.")
    assert left_out(nlp, "“Might anybody oppose such things?” asked Clara Voss.")[SILENT] == 1
    assert left_out(nlp, "The clerks and the pilots met. They might oppose the levy.")[SILENT] == 1
    assert SILENT not in left_out(nlp, "It rained, and nobody opposed anything.")
    assert SILENT not in left_out(nlp, "Clara Voss walked to the harbour.")
