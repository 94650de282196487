"""The shipped model: what it says of plain sentences, and what must not change it."""

from __future__ import annotations

import hashlib
import json
import os
import random
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from graphbuild import stance_model
from graphbuild.errors import InputError
from graphbuild.model import Span
from graphbuild.stance_model import LABELS, WEIGHTS, Stance, load
from graphbuild.stance_model.network import read_weights, write_weights
from graphbuild.stance_model.pieces import SPECIAL, Vocabulary

FOLDER = Path(stance_model.__file__).parent

# {first} and {second} are the marked names, {third} another one
SENTENCES = {
    "{first} condemned {second} over the closure of the ferry terminal.": "first against second",
    "{first} was sharply criticised by {second}, {third} said.": "second against first",
    "{first} praised {second} for the new harbour levy.": "first for second",
    "{first} was endorsed by {second} on Tuesday.": "second for first",
    "{first} and {second} will meet in {third} on Tuesday.": "neutral",
    "{first} voted against {second}.": "first against second",
    "“{second} is a disgrace,” {first} told {third}.": "second against first",
}
NAMES = (
    "Rhona Vale",
    "Moreau",
    "Green Coast",
    "Norland",
    "O’Dell",
    "U.S.",
    "Bill Ferris",
    "the Ferry Levy Act",
    "Will Ash",
)
OTHERS = ("Moreau", "O’Dell", "Bill Ferris", "J. Okafor")  # a name that is not marked is seen by its spelling


def marked(sentence: str, names: dict[str, str]) -> tuple[str, Span, Span]:
    """The sentence with names, and the places of the two that stand first and second in it."""
    text, spans = "", {}
    for part in re.split(r"(\{\w+\})", sentence):
        name = names.get(part.strip("{}")) if part.startswith("{") else None
        if name is not None:
            spans[part] = Span(len(text), len(text) + len(name))
        text += part if name is None else name
    first, second = sorted(span for key, span in spans.items() if key != "{third}")
    return text, first, second


def stance(sentence: str, first: str = "Rhona Vale", second: str = "Green Coast", third: str = "Norland") -> Stance:
    return load().stance(*marked(sentence, {"first": first, "second": second, "third": third}))


@pytest.mark.parametrize(("sentence", "label"), SENTENCES.items())
def test_plain_sentences(sentence: str, label: str) -> None:
    assert LABELS[stance(sentence).label] == label


@pytest.mark.parametrize("sentence", SENTENCES)
def test_names_do_not_matter(sentence: str) -> None:
    chosen = random.Random(sentence)
    expected = stance(sentence)
    for _ in range(4):
        first, second = chosen.sample(NAMES, 2)
        third = chosen.choice(OTHERS)
        assert stance(sentence, first, second, third) == expected, (first, second, third)


def test_the_label_follows_the_order_of_the_spans() -> None:
    text, first, second = marked(next(iter(SENTENCES)), {"first": "Rhona", "second": "Moreau"})
    one, other = load().stance(text, first, second), load().stance(text, second, first)
    assert (LABELS[one.label], LABELS[other.label]) == ("first against second", "second against first")
    assert one.probabilities == tuple(other.probabilities[n] for n in (0, 2, 1, 4, 3))


def test_probabilities_are_round_and_sum_to_one() -> None:
    for sentence in SENTENCES:
        found = stance(sentence)
        assert len(found.probabilities) == len(LABELS)
        assert sum(found.probabilities) == pytest.approx(1, abs=0.003)
        assert all(p == round(p, 3) for p in found.probabilities)
        assert found.probabilities[found.label] == max(found.probabilities)


def test_a_pair_does_not_depend_on_what_was_scored_before() -> None:
    forth = [stance(sentence) for sentence in SENTENCES]
    back = [stance(sentence) for sentence in reversed(SENTENCES)]
    assert forth == back[::-1]


@pytest.mark.parametrize("spans", [(Span(0, 0), Span(2, 3)), (Span(0, 3), Span(2, 5)), (Span(0, 2), Span(4, 99))])
def test_spans_without_a_meaning_are_refused(spans: tuple[Span, Span]) -> None:
    with pytest.raises(ValueError, match="two spans"):
        load().stance("Ann sued Bob.", *spans)


def test_the_number_of_threads_does_not_matter(tmp_path: Path) -> None:
    pairs = tmp_path / "pairs.jsonl"
    with pairs.open("w", encoding="utf-8") as file:
        for number, sentence in enumerate(SENTENCES):
            text, p, q = marked(sentence, {"first": "Rhona Vale", "second": "Green Coast", "third": "Norland"})
            data = {"id": number, "text": text * 3, "p": p._asdict(), "q": q._asdict()}
            file.write(json.dumps(data) + "\n")
    outputs = set()
    for threads in ("1", "2", "4"):
        settings = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), threads)
        command = [sys.executable, "-m", "graphbuild", "stance", str(pairs)]
        run = subprocess.run(command, env=os.environ | settings, capture_output=True, check=True)
        outputs.add(run.stdout)
    assert len(outputs) == 1
    assert outputs.pop().count(b"\n") == len(SENTENCES)


def test_the_weights_are_those_of_the_model_card() -> None:
    card = (FOLDER / "MODEL_CARD.md").read_text(encoding="utf-8")
    data = (FOLDER / WEIGHTS).read_bytes()
    assert hashlib.sha256(data).hexdigest() in card
    assert len(data) < 20_000_000
    assert "Apache License" in (FOLDER / "NOTICE").read_text(encoding="utf-8")


def test_weights_are_written_the_same_each_time_and_read_back(tmp_path: Path) -> None:
    weights = {
        "vectors": np.arange(192, dtype=np.float32).reshape(3, 64) - 99,
        "norm.bias": np.ones(4, dtype=np.float32),
    }
    pieces = Vocabulary({piece: number for number, piece in enumerate([*SPECIAL, "é"])}, frozenset({"é"}), frozenset())
    paths = [tmp_path / "a.npz", tmp_path / "b.npz"]
    for path in paths:
        write_weights(path, weights, pieces)
    assert paths[0].read_bytes() == paths[1].read_bytes()
    arrays, vocabulary = read_weights(paths[0])
    assert vocabulary == pieces
    assert arrays["vectors"].dtype == np.int8
    groups = arrays["vectors"].reshape(3, 2, 32) * arrays["vectors.scale"].astype(np.float32)[:, :, None]
    assert np.abs(groups.reshape(3, 64) - weights["vectors"]).max() <= 0.5 * 99 / 127 + 0.1


@pytest.mark.parametrize("data", [b"", b"no archive", b"PK\x03\x04 broken"])
def test_a_file_that_is_no_model_is_named(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "model.npz"
    path.write_bytes(data)
    with pytest.raises(InputError, match="model.npz: holds no weights of a stance model"):
        load(path)
