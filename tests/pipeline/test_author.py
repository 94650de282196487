"""The author of a signed opinion and the speaker of a speech are found in the text, a reporter is not."""

import pytest

from tests.pipeline.test_attribution import read

OPINION = (
    "The harbour levy is unfair. It takes from those who own a boat and gives to those who own ten. I have lived by "
    "the water since I was a child, and nobody asked my neighbours what they thought of it.",
    "The council should scrap the levy. We cannot pay for a new quay with the wages of fishermen, and we must not "
    "try. Other towns have shown what can be done with a fair charge on cruise ships.",
    "I know that the mayor means well. But the harbour has always been open to all, and our children should find it "
    "so. The levy would close it to most of them within ten years, and to the rest soon after that.",
)
NEWS = (
    "The council voted for a harbour levy on Monday. Boat owners will pay ten pounds a year from May. The money is to "
    "go to a new quay that was planned before the storm of last winter and never built.",
    "“I think we should all pay,” Mayor Bo Marsh said after the vote. “I know my friends agree, and we must not wait.”",
    "Fishermen gathered outside the town hall before the meeting and left when it was over. The levy was proposed in "
    "March and has been put off twice since then. Boats of less than four metres are free of it, the council said. "
    "It will be collected by the harbour office twice a year, in spring and in autumn, from the owners of the boats.",
)


def speaker_of(*paragraphs: str) -> str | None:
    """The name of whoever "I" stands for in the text."""
    extraction = read("\n\n".join(paragraphs))
    text = extraction.document.text
    return next((e.name for e in extraction.entities for c in e.coreferences if text[slice(*c)] == "I"), None)


@pytest.mark.parametrize(
    ("before", "behind"),
    [
        ([], ["Ada Quill is a professor of law at Hull University."]),
        ([], ["Mrs. Ada Quill is director of the Open Quay Fund."]),
        (["By Ada Quill"], ["Ada Quill, MP, is the former mayor of Dover. She lives in Hull."]),
        (["A levy too far", "By Ada Quill"], []),
        (["A levy too far for the harbour", "Ada Quill"], []),
        (["Remarks by Ada Quill to the Harbour Forum"], []),
        (["Speech by the Prime Minister, Ada Quill, at the Town Hall"], []),
        (["Testimony of Ada Quill before the Harbour Committee"], []),
        (["Ada Quill’s speech to the Harbour Forum"], []),
    ],
)
def test_the_author_of_an_opinion_is_whom_the_text_names(before: list[str], behind: list[str]) -> None:
    assert speaker_of(*before, *OPINION, *behind) == "Ada Quill"


@pytest.mark.parametrize(
    ("before", "behind"),
    [
        ([], []),
        ([], ["Ada Quill is a reporter for the Hull Post."]),
        ([], ["Ada Quill is one of nine members who voted against the levy."]),
        (["Ada Quill, who fishes, is for the levy."], ["Ada Quill is a member of the council."]),
        (["Statement by Ada Quill!"], []),
        (["Statement by the Harbour Forum"], []),
        ([], ["Ada Quill and Bo Marsh are professors at Hull University."]),
    ],
)
def test_others_are_no_authors(before: list[str], behind: list[str]) -> None:
    assert speaker_of(*before, *OPINION, *behind) is None


def test_an_opinion_on_a_speech_is_not_the_speakers() -> None:
    about = "Ada Quill knows it. I heard Ada Quill at the harbour, and I must say that Mrs. Quill was wrong."
    assert speaker_of("Ada Quill’s speech on the levy", about, *OPINION) is None


def test_a_reporter_is_no_author() -> None:
    assert speaker_of("By Ada Quill", *NEWS) == "Bo Marsh"
    assert speaker_of("Remarks by Ada Quill", *NEWS) == "Bo Marsh"
    assert read("\n\n".join(["By Ada Quill", *NEWS])).statements == ()


def test_what_an_author_says_is_direct() -> None:
    note = "Ada Quill is a professor of law at Hull University."
    statements = read("\n\n".join([*OPINION, note])).statements
    assert {(s.holder, s.form) for s in statements} == {("ada-quill", "direct")}
