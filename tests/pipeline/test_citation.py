"""gb_citation on made-up sentences: who invokes what, and what is no citation."""

from __future__ import annotations

import pytest

from graphbuild import pipeline
from graphbuild.model import Document

OKAFOR = "Ben Okafor"


@pytest.fixture(scope="module")
def nlp() -> object:
    return pipeline.load()


def cited(nlp: object, text: str) -> set[tuple[str, str]]:
    """(holder's name, target's name) of the citations of a text."""
    (result,) = pipeline.extract([Document(id="t", text=text)], nlp=nlp)  # type: ignore[arg-type]  # Language
    names = {entity.id: entity.name for entity in result.entities}
    return {(names[s.holder], names[s.target]) for s in result.statements if s.relation == "cites"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We have a Constitution,” Ben Okafor said.", {(OKAFOR, "Constitution")}),
        ("“It violates the Harbour Act,” said Ben Okafor.", {(OKAFOR, "Harbour Act")}),
        ("Ben Okafor said the fee violates international law.", {(OKAFOR, "international law")}),
        ("Ben Okafor invoked his Fifth Amendment right.", {(OKAFOR, "Fifth Amendment")}),
        (
            "Ben Okafor pointed to the European Convention on Human Rights.",
            {(OKAFOR, "European Convention on Human Rights")},
        ),
        ("Ben Okafor relied on the Harbour Act.", {(OKAFOR, "Harbour Act")}),
        ("Ben Okafor said the Northmoor Peace Agreement promised a vote.", {(OKAFOR, "Northmoor Peace Agreement")}),
        ("Ben Okafor said the fee conforms to the Dublin Regulation.", {(OKAFOR, "Dublin Regulation")}),
        ("“We are simply applying the Dublin Regulation,” Ben Okafor said.", {(OKAFOR, "Dublin Regulation")}),
        (
            "Ben Okafor said Norway needed the fee, citing the Northmoor Audit Office.",
            {(OKAFOR, "Northmoor Audit Office")},
        ),
        ("Ben Okafor said the Supreme Court could block it under the Harbour Act.", {(OKAFOR, "Harbour Act")}),
        ("Ben Okafor said the party would never accept a Harbour Language Act.", set()),
        ("Ben Okafor sued the port under the Harbour Act.", {(OKAFOR, "Harbour Act")}),
        (
            "Ben Okafor, citing data from the Northmoor Audit Office, said the fee is low.",
            {(OKAFOR, "Northmoor Audit Office")},
        ),
        ("Ben Okafor cited Clara Voss.", {(OKAFOR, "Clara Voss")}),
        (
            "“The Northmoor Audit Office found that the fee costs jobs,” Ben Okafor said.",
            {(OKAFOR, "Northmoor Audit Office")},
        ),
        ("“That is the point Clara Voss was making,” Ben Okafor said.", {(OKAFOR, "Clara Voss")}),
        ("“As Clara Voss said, the fee is low,” Ben Okafor said.", {(OKAFOR, "Clara Voss")}),
        ("The Supreme Court ruled that the fee violates the Constitution.", {("Supreme Court", "Constitution")}),
        (
            "A Northmoor District Court judge said the fee violated the Constitution.",
            {("Northmoor District Court", "Constitution")},
        ),
    ],
)
def test_what_is_cited(nlp: object, text: str, expected: set[tuple[str, str]]) -> None:
    assert cited(nlp, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The Constitution was written long ago.",
        "The fee violates the Constitution.",
        "Ben Okafor said the town should repeal the Harbour Act.",
        "Ben Okafor said the country would get out of the Treaty of Northmoor.",
        "Ben Okafor said he supports the Second Amendment.",
        "Ben Okafor said the tax code is long.",
        "Ben Okafor said Clara Voss is not as rich as Ms Voss said.",
        "The Northmoor Gazette quoted Clara Voss as saying that it rains.",
        "According to the Northmoor Audit Office, the fee is low.",
        "“The Harbour Act is a disgrace,” Ben Okafor said.",
    ],
)
def test_what_is_no_citation(nlp: object, text: str) -> None:
    assert cited(nlp, text) == set()


def test_who_tells_of_anothers_citation_does_not_cite(nlp: object) -> None:
    text = "Clara Voss noted that Ben Okafor invoked the Fifth Amendment."
    assert cited(nlp, text) == {(OKAFOR, "Fifth Amendment")}


def test_the_act_that_a_text_is_about_is_no_authority(nlp: object) -> None:
    text = (
        "The Harbour Act passed. The Harbour Act is long. Many read the Harbour Act in full.\n\n"
        "“The Harbour Act has twelve parts,” Ben Okafor said."
    )
    assert cited(nlp, text) == set()
