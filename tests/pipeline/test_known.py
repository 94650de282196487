"""Descriptions that everybody knows stand for the person whom the text names, when one fits."""

import pytest

from graphbuild import lexicon
from graphbuild.lexicon import items
from graphbuild.model import Document, Extraction
from graphbuild.pipeline import extract
from tests.pipeline.test_attribution import nlp
from tests.pipeline.test_coreference import referents


def found(text: str) -> Extraction:
    return next(iter(extract([Document("d", text)], nlp())))


def test_every_row_stands_for_its_person() -> None:
    rows = lexicon.table("epithets")
    documents = [Document(str(i), row["example"]) for i, row in enumerate(rows)]
    wrong = []
    for row, result in zip(rows, extract(documents, nlp()), strict=True):
        told = [description.lower() for description in referents(result).get(items(row["names"])[0], [])]
        if f"the {row['words']}" not in told:
            wrong.append((row["words"], told))
    assert wrong == []


def test_a_nominee_has_the_party_and_need_not_be_near() -> None:
    text = "Donald Trump came to Ohio. Lawyers met there. The GOP nominee rejected the levy."
    result = found(text)
    assert referents(result)["Donald Trump"] == ["The GOP nominee"]
    names = {e.id: e.name for e in result.entities}
    assert [names[key] for e in result.entities if e.name == "Donald Trump" for key in e.affiliation] == ["GOP"]


@pytest.mark.parametrize(
    "text",
    [
        "Donald Trump met Mitt Romney in Ohio. Lawyers met there. The Republican nominee rejected the levy.",
        "Ada Quill came to Ohio. It rained. Lawyers met. The Republican nominee rejected the levy.",
        "Donald Trump came to Ohio. Lawyers met there. The Republican Senate nominee rejected the levy.",
    ],
)
def test_where_two_fit_or_none_it_is_nobody(text: str) -> None:
    assert not any("nominee" in told for names in referents(found(text)).values() for told in names)
