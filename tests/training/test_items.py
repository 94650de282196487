"""Items to learn from: files of pairs, repeats, annotated documents, names in a vocabulary, scores."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from graphbuild.model import Span
from graphbuild.stance_model import Stance
from graphbuild.training.documents import document_items, read_documents, sentences
from graphbuild.training.items import Item, read_pairs, split_off, without_repeats
from graphbuild.training.scores import calibration_error, f1, score_lines
from graphbuild.training.vocabulary import kept_pieces, make_vocabulary

TEXT = (
    "Rhona Vale met Gov. Smythe in Norland.\n\n"
    "“The levy is a gift to the harbour,” Vale said. She spoke for an hour. Smythe rejected the levy."
)
DOCUMENT: dict[str, Any] = {
    "text": TEXT,
    "entities": [
        {"id": "vale", "type": "person", "mentions": ["Rhona Vale", "Vale"]},
        {"id": "smythe", "type": "person", "mentions": ["Smythe"]},
        {"id": "levy", "type": "proposal", "mentions": ["The levy", "the levy"]},
    ],
    "statements": [
        {"holder": "vale", "relation": "supports", "target": "levy", "evidence": "gift to the harbour"},
        {"holder": "smythe", "relation": "opposes", "target": "levy", "evidence": "Smythe rejected the levy."},
    ],
}


def marked(item: Item) -> tuple[str, str, int]:
    return item.text[slice(*item.first)], item.text[slice(*item.second)], item.label


def test_statements_give_labels_in_the_order_of_the_text() -> None:
    stances = [item for item in document_items(DOCUMENT) if item.label]
    assert [marked(item) for item in stances] == [("The levy", "Vale", 2), ("Smythe", "the levy", 3)]
    assert stances[1].text == "Smythe rejected the levy."


def test_two_that_no_statement_joins_are_neutral() -> None:
    neutral = [marked(item) for item in document_items(DOCUMENT) if not item.label]
    assert neutral == [("Rhona Vale", "Smythe", 0)]


def test_a_name_in_the_sentence_before_widens_the_text() -> None:
    text = "Rhona Vale spoke. “The levy is good.”"
    changed = DOCUMENT | {"text": text, "statements": [DOCUMENT["statements"][0] | {"evidence": "levy is good"}]}
    assert [(item.text, *marked(item)) for item in document_items(changed)] == [(text, "Rhona Vale", "The levy", 1)]


def test_documents_are_read_by_name(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps(DOCUMENT), encoding="utf-8")
    assert list(read_documents(tmp_path)) == ["a"]
    assert read_documents(tmp_path)["a"] == list(document_items(DOCUMENT))


def test_sentences_end_before_capitals_and_at_line_ends() -> None:
    found = [TEXT[start:end] for start, end in sentences(TEXT)]
    assert found == [
        "Rhona Vale met Gov. Smythe in Norland.",
        "“The levy is a gift to the harbour,” Vale said.",
        "She spoke for an hour.",
        "Smythe rejected the levy.",
    ]


def test_repeats_and_held_out_sentences_are_left_out(tmp_path: Path) -> None:
    item = {"text": "Ann sued Bob.", "p": {"start": 0, "end": 3}, "q": {"start": 9, "end": 12}, "label": 3}
    other = item | {"text": "Ann met  Bob!"}
    path = tmp_path / "pairs.jsonl"
    path.write_text("\n".join(map(json.dumps, [item, item, other])), encoding="utf-8")
    items = read_pairs(path)
    assert [i.text for i in without_repeats(items, [])] == ["Ann sued Bob.", "Ann met  Bob!"]
    held_out = [Item("ann met Bob!", Span(0, 3), Span(8, 11), 0)]
    assert [i.text for i in without_repeats(items, held_out)] == ["Ann sued Bob."]


def test_a_word_is_ordinary_when_it_is_mostly_small() -> None:
    texts = [
        "Rose rose. A rose is a rose, said Brown of the brown house.",
        "“The house”, said Brown. The House of Rose",
    ]
    vocabulary = make_vocabulary(["rose", "brown", "house", "the", "mary"], texts)
    assert vocabulary.ordinary == {"rose", "house", "the"}
    assert "mary" in vocabulary.given


def test_special_pieces_come_first_and_other_scripts_are_left_out(tmp_path: Path) -> None:
    special = ["[PAD]", "[unused0]", "[unused1]", "[unused2]", "[unused3]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    path = tmp_path / "vocab.txt"
    path.write_text("\n".join([*special, "the", "ж", "##ing", "’"]), encoding="utf-8")
    rows, pieces = kept_pieces(path)
    assert pieces == [
        "[PAD]",
        "[UNK]",
        "[CLS]",
        "[SEP]",
        "[first]",
        "[second]",
        "[name]",
        "[MASK]",
        "the",
        "##ing",
        "’",
    ]
    assert rows == [0, 5, 6, 7, 2, 3, 4, 8, 9, 11, 12]


@dataclass
class _Fixed:
    """Answers given labels in turn, each with the probability 0.75."""

    labels: Iterator[int]

    def stance(self, text: str, first: Span, second: Span) -> Stance:
        label = next(self.labels)
        return Stance(label, tuple(0.75 if n == label else 0.0625 for n in range(5)))


def test_scores_count_sign_and_direction() -> None:
    items = [Item("", Span(0, 1), Span(2, 3), label) for label in (0, 1, 1, 3, 4, 0)]
    lines = score_lines(_Fixed(iter([0, 1, 2, 1, 0, 3])), items)  # type: ignore[arg-type]  # what is asked of a model
    assert lines[0] == "items 6, with a stance 4, found 4, right 1"
    assert lines[1].startswith("stance: P 0.250  R 0.250  F1 0.250")
    assert lines[2] == "of 3 rightly seen to be stances: sign 0.667  direction 0.667"


def test_calibration_error_is_the_gap_between_probability_and_truth() -> None:
    sure = Stance(1, (0.0, 0.9, 0.1, 0.0, 0.0))
    assert calibration_error([(sure, 1)] * 9 + [(sure, 0)]) == pytest.approx(0)
    assert calibration_error([(sure, 1), (sure, 0)]) == pytest.approx(0.4)
    assert f1([(sure, 1), (sure, 0)], 1) == pytest.approx(2 / 3)


def test_what_is_kept_aside_shares_no_sentence_and_stays_when_others_come() -> None:
    items = [Item(f"Ann sued Bob {n}.", Span(0, 3), Span(9, 12), 3) for n in range(200)]
    again = [Item(item.text.upper(), Span(9, 12), Span(0, 3), 0) for item in items]
    learned, aside = split_off([*items, *again], 10)
    assert len(learned) + len(aside) == 400
    assert 20 <= len(aside) <= 60
    assert not {item.text.lower() for item in learned} & {item.text.lower() for item in aside}
    assert split_off(items[:50], 10)[1] == [item for item in aside if item in items[:50]]
