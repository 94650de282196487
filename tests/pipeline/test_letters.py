"""On a page of letters each writer says what stands above the name, and nobody else does."""

from graphbuild.model import Extraction
from tests.pipeline.test_attribution import read

FIRST = "I despise the harbour levy. It robs the poor, and it must go. The Harbour Board is a disgrace."
SECOND = "I praise the Harbour Board. The levy is a great idea."


def held(extraction: Extraction) -> set[tuple[str, str, str]]:
    names = {e.id: e.name for e in extraction.entities}
    return {(names[s.holder], s.relation, names[s.target]) for s in extraction.statements}


def page(heading: str, *paragraphs: str) -> set[tuple[str, str, str]]:
    return held(read("\n\n".join([heading, *paragraphs])))


def test_each_writer_holds_what_the_letter_says() -> None:
    found = page("LETTERS.", FIRST, "Margaret Quill.", "Northmoor, Ohio.", SECOND, "Henry Marsh.")
    assert ("Margaret Quill", "opposes", "Harbour Board") in found
    assert ("Henry Marsh", "supports", "Harbour Board") in found
    assert ("Henry Marsh", "opposes", "Harbour Board") not in found


def test_a_letter_that_nobody_signs_by_name_is_nobodys() -> None:
    found = page("Letters to the editor", SECOND, "@quay_rat.", FIRST, "Margaret Quill", SECOND, "Henry Marsh")
    assert ("Margaret Quill", "supports", "Harbour Board") not in found
    assert ("Margaret Quill", "opposes", "Harbour Board") in found


def test_without_the_heading_a_name_alone_signs_nothing() -> None:
    assert not {h for h, _, _ in page("Harbour news.", FIRST, "Margaret Quill.", SECOND, "Henry Marsh.")}
