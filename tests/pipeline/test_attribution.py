"""Who is reported to have said what: source, content and form of made-up sentences."""

from functools import cache

import pytest
from spacy.language import Language

from graphbuild.model import Document, Extraction
from graphbuild.pipeline import extract, load
from graphbuild.pipeline.draft import draft_of


@cache
def nlp() -> Language:
    return load()


def read(text: str, **given: str) -> Extraction:
    return next(extract([Document(id="t", text=text, **given)], nlp()))


def found(text: str) -> list[tuple[str | None, list[str], str]]:
    """(source, contents, form) of each attribution."""
    return [
        (None if a.source is None else text[slice(*a.source)], [text[slice(*c)] for c in a.content], a.form)
        for a in read(text).attributions
    ]


@pytest.mark.parametrize(
    ("text", "source", "content", "form"),
    [
        ("“The bridge will open in May,” said Ada Quill.", "Ada Quill", ["The bridge will open in May,"], "direct"),
        ("Ada Quill said: “The bridge will open.”", "Ada Quill", ["The bridge will open."], "direct"),
        ("“The bridge,” Ada Quill said, “will open.”", "Ada Quill", ["The bridge,", "will open."], "direct"),
        (
            '"The bridge is safe," Ada Quill said. "It will open in May."',
            "Ada Quill",
            ["The bridge is safe,", "It will open in May."],
            "direct",
        ),
        (
            "“The bridge is safe,” noted Lawyers for Fair Roads vice chair Ada Quill.",
            "Lawyers for Fair Roads vice chair Ada Quill",
            ["The bridge is safe,"],
            "direct",
        ),
        ("Ada Quill said that the bridge was safe.", "Ada Quill", ["that the bridge was safe"], "indirect"),
        ("Ada Quill said the bridge was safe.", "Ada Quill", ["the bridge was safe"], "indirect"),
        ("The bridge is safe, Ada Quill said.", "Ada Quill", ["The bridge is safe"], "indirect"),
        ("According to Ada Quill, the bridge is safe.", "Ada Quill", ["the bridge is safe"], "indirect"),
        ("Ada Quill promised to repair the bridge.", "Ada Quill", ["to repair the bridge"], "indirect"),
        ("Ada Quill called the bridge a danger.", "Ada Quill", ["the bridge a danger"], "indirect"),
        ("Ada Quill called on the council to act.", "Ada Quill", ["the council to act"], "indirect"),
        (
            "Ada Quill said that the bridge was “a death trap”.",
            "Ada Quill",
            ["that the bridge was “a death trap"],
            "mixed",
        ),
        ("The report found that the bridge was safe.", "The report", ["that the bridge was safe"], "indirect"),
        ("Her claim that the bridge was safe drew a crowd.", "Her", ["that the bridge was safe"], "indirect"),
    ],
)
def test_source_content_and_form(text: str, source: str, content: list[str], form: str) -> None:
    assert (source, content, form) in found(text)


def test_a_quotation_of_two_paragraphs_has_one_speaker() -> None:
    text = "Ada Quill spoke first.\n\n“The bridge is safe,” she said. “It is new.\n\n“It will open in May.”"
    assert found(text) == [("she", ["The bridge is safe,", "It is new.", "It will open in May."], "direct")]


@pytest.mark.parametrize(
    "text",
    [
        'Ada Quill said: "The bridge is safe. "It will open in May." Bo Marsh left.',
        '"The bridge is safe. "It will open in May," said Ada Quill.',
    ],
)
def test_paragraphs_that_were_run_together_have_one_speaker(text: str) -> None:
    ((source, content, form),) = found(text)
    assert (source, len(content), form) == ("Ada Quill", 2, "direct")


def test_a_label_ends_a_quotation_that_was_not_closed() -> None:
    text = "MARSH: Is it safe?\n\n“QUILL: It is new.\n\n“MARSH: Will it open?\n\n“QUILL: It will."
    assert [source for source, _, _ in found(text)] == ["MARSH", "QUILL", "MARSH", "QUILL"]


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("Ada Quill said it was dead, because it failed.", "Ada Quill", "it was dead, because it failed"),
        ("Ada Quill told the council there was a danger.", "Ada Quill", "there was a danger"),
        ("The chair must not vote, Ada Quill said, and should leave.", "Ada Quill", "and should leave"),
        ("Ada Quill put it plainly:\n\n“The bridge is safe.”", "Ada Quill", "The bridge is safe."),
        ("“The bridge is safe.” — Ada Quill", "Ada Quill", "The bridge is safe."),
        ("“The bridge is safe,” quipped Ada Quill.", "Ada Quill", "The bridge is safe,"),
        ("QUILL: The bridge is safe.\n\nMARSH: It is not.", "MARSH", "It is not"),
        ("Quill: Bridge is safe\n\nMrs. Ada Quill spoke in May.", "Quill", "Bridge is safe"),
        ("The bridge, as Ada Quill put it, is a gem.", "Ada Quill", "The bridge"),
        ("Mrs. Ada Quill shook her head. “It is new and safe.”", "Mrs. Ada Quill", "It is new and safe."),
    ],
)
def test_speech_by_its_place(text: str, source: str, content: str) -> None:
    assert (source, content) in [(who, what) for who, contents, _ in found(text) for what in contents]


def test_what_somebody_says_that_others_say_is_theirs() -> None:
    assert [source for source, _, _ in found("Ada Quill said that Bo Marsh believes that the bridge is safe.")] == [
        "Ada Quill"
    ]


def test_who_passes_words_on_leaves_them_to_their_speaker() -> None:
    text = "“The bridge is safe,” Ada Quill told the council, according to the Hull Post."
    assert ("Ada Quill", ["The bridge is safe,"], "direct") in found(text)


def test_an_attitude_to_what_others_say_leaves_it_theirs() -> None:
    text = "Ada Quill rejected the union’s claim that the bridge was safe."
    assert [(source, content) for source, content, _ in found(text)] == [
        ("Ada Quill", ["the union’s claim that the bridge was safe"]),
        ("the union", ["that the bridge was safe"]),
    ]


def test_the_speaker_of_a_token_is_the_source_of_the_innermost_speech() -> None:
    doc = nlp()("Amnesty International praised the jail. Mrs. Ada Quill said the jail was full.")
    speakers = [draft_of(doc).speaker_of(token) for token in doc if token.text == "jail"]
    assert speakers == [None, "ada-quill"]


def test_whoever_is_asked_did_not_ask() -> None:
    assert [source for source, _, _ in found("Asked about the bridge, Ada Quill said it was safe.")] == [
        None,
        "Ada Quill",
    ]


def test_what_was_not_said_is_no_attribution() -> None:
    assert not found("Nobody asked Ada Quill to say that the bridge was safe.")[1:]


def test_words_in_marks_that_are_no_sentence_are_no_direct_speech() -> None:
    assert not [form for _, _, form in found("The “old bridge” stands in the “new town”.") if form == "direct"]
