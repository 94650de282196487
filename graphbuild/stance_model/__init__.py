"""A learned model of the stance between two marked spans of a text: a small transformer, on numpy alone.

>>> model = load()
>>> text = "Green Coast condemned the Harbour Authority."
>>> LABELS[model.stance(text, Span(0, 11), Span(26, 43)).label]
'first against second'

The model card beside the weights (``MODEL_CARD.md``) says what it was trained on, how good it is and where it fails.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy as np

from graphbuild.errors import InputError
from graphbuild.model import Span
from graphbuild.stance_model.network import Network, read_weights
from graphbuild.stance_model.pieces import Vocabulary, encode

LABELS = ("neutral", "first for second", "second for first", "first against second", "second against first")
WEIGHTS = "encoder.npz"
_SWAPPED = (0, 2, 1, 4, 3)  # the labels when the spans change places
_PLACES = 3  # of a probability; more would depend on the machine


@dataclass(frozen=True, slots=True)
class Stance:
    """The likeliest label, a place in ``LABELS``, and the probability of each."""

    label: int
    probabilities: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class StanceModel:
    """Scores pairs one at a time, so that a pair's figures depend on nothing but the pair."""

    network: Network
    vocabulary: Vocabulary

    def stance(self, text: str, first: Span, second: Span) -> Stance:
        """The stance between two spans of a text, as far as the text around them tells; about 10 ms.

        The spans may stand in either order and are masked: what they say does not matter, nor do other names. Raises
        ValueError for spans that are empty, overlap or lie outside the text.
        """
        early, late = sorted((first, second))
        if not 0 <= early.start < early.end <= late.start < late.end <= len(text):
            raise ValueError("the two spans are empty, overlap or lie outside the text")
        logits = self.network.logits(encode(text, early, late, self.vocabulary))
        if first != early:
            logits = logits[list(_SWAPPED)]
        odds = np.exp(logits - logits.max())
        probabilities = tuple(round(float(p), _PLACES) for p in odds / odds.sum())
        return Stance(probabilities.index(max(probabilities)), probabilities)


def load(path: Path | None = None) -> StanceModel:
    """The model of the package, read once, or that of a file. Raises InputError."""
    return _shipped() if path is None else _read(path)


@cache
def _shipped() -> StanceModel:
    return _read(Path(str(files("graphbuild.stance_model").joinpath(WEIGHTS))))


def _read(path: Path) -> StanceModel:
    try:
        weights, pieces = read_weights(path)
    except (OSError, EOFError, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise InputError(f"{path}: holds no weights of a stance model: {error}") from None
    return StanceModel(Network(weights), pieces)
