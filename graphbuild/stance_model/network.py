"""The encoder's forward pass, and the file of its weights.

A transformer encoder (Vaswani et al. 2017, https://arxiv.org/abs/1706.03762; Devlin et al. 2019,
https://arxiv.org/abs/1810.04805) of six layers. In the file a matrix is int8 with a scale for every 32 weights of
a row; the sums are done in float32.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from graphbuild.stance_model.pieces import Encoded, Vocabulary

HEADS = 12
EPSILON = 1e-12
GROUP = 32  # weights with one scale
SCALE = ".scale"  # the name of a matrix' scales is its own with this
_TABLE, _PIECES, _ORDINARY, _GIVEN = "vectors", "pieces", "ordinary", "given"

Floats = NDArray[np.float32]
Weights = Mapping[str, NDArray[np.generic]]


class Network:
    """The weights as the forward pass wants them: float32, query, key and value in one matrix."""

    def __init__(self, weights: Weights) -> None:
        self.rows, self.scales = weights[_TABLE], weights[_TABLE + SCALE]  # stay small: few rows are read at a time
        floats = {name: _floats(weights, name) for name in weights if not name.endswith(SCALE) and name != _TABLE}
        self.positions = floats.pop("positions")
        self.norm = floats.pop("norm.weight"), floats.pop("norm.bias")
        self.head = floats.pop("head.weight").T, floats.pop("head.bias")
        count = 1 + max(int(name.split(".")[1]) for name in floats)
        self.layers = [_Layer({k.split(".", 2)[2]: v for k, v in floats.items() if k.startswith(f"layers.{n}.")})
                       for n in range(count)]  # fmt: skip

    def logits(self, encoded: Encoded) -> Floats:
        """One number a label, higher for likelier ones."""
        pieces = list(encoded.pieces)
        states = _restored(self.rows[pieces], self.scales[pieces])
        states = _normed(states + self.positions[: len(pieces)], self.norm)
        for layer in self.layers:
            states = layer(states)
        read = states[[0, encoded.first, encoded.second]].reshape(-1)
        weight, bias = self.head
        logits: Floats = read @ weight + bias
        return logits


class _Layer:
    def __init__(self, parts: Mapping[str, Floats]) -> None:
        three = ("query", "key", "value")
        self.seen = (
            np.concatenate([parts[f"{name}.weight"] for name in three]).T.copy(),
            np.concatenate([parts[f"{name}.bias"] for name in three]),
        )
        self.mixed, self.inner, self.outer = (
            (parts[f"{name}.weight"].T.copy(), parts[f"{name}.bias"]) for name in ("mixed", "inner", "outer")
        )
        self.mixed_norm, self.outer_norm = (
            (parts[f"{name}.weight"], parts[f"{name}.bias"]) for name in ("mixed_norm", "outer_norm")
        )

    def __call__(self, states: Floats) -> Floats:
        length, width = states.shape
        query, key, value = _linear(states, self.seen).reshape(length, 3, HEADS, -1).transpose(1, 2, 0, 3)
        likeness = query @ key.transpose(0, 2, 1) / np.float32(np.sqrt(width // HEADS))
        weights = np.exp(likeness - likeness.max(axis=-1, keepdims=True))
        weights /= weights.sum(axis=-1, keepdims=True)
        mixed = (weights @ value).transpose(1, 0, 2).reshape(length, width)
        states = _normed(states + _linear(mixed, self.mixed), self.mixed_norm)
        return _normed(states + _linear(_gelu(_linear(states, self.inner)), self.outer), self.outer_norm)


def _linear(states: Floats, part: tuple[Floats, Floats]) -> Floats:
    moved: Floats = states @ part[0]
    moved += part[1]
    return moved


def _normed(states: Floats, part: tuple[Floats, Floats]) -> Floats:
    states = states - states.mean(axis=-1, keepdims=True)
    spread = np.sqrt((states * states).mean(axis=-1, keepdims=True) + np.float32(EPSILON))
    normed: Floats = states / spread * part[0] + part[1]
    return normed


def _gelu(x: Floats) -> Floats:
    """The activation of Hendrycks and Gimpel (2016), by its usual tanh; in place, as most time is spent on memory."""
    root, cube = np.float32(np.sqrt(2 / np.pi)), np.float32(0.044715)
    gate = x * x
    gate *= root * cube
    gate += root
    gate *= x
    np.tanh(gate, out=gate)
    gate += np.float32(1)
    gate *= x
    gate *= np.float32(0.5)
    return gate


def _floats(weights: Weights, name: str) -> Floats:
    if name + SCALE in weights:
        return _restored(weights[name], weights[name + SCALE])
    floats: Floats = weights[name].astype(np.float32)
    return floats


def _restored(rows: NDArray[np.generic], scales: NDArray[np.generic]) -> Floats:
    groups: Floats = rows.reshape(len(rows), -1, GROUP).astype(np.float32)
    groups *= scales.astype(np.float32)[:, :, None]
    return groups.reshape(rows.shape)


# ---- the file ---------------------------------------------------------------------------------------------


def write_weights(path: Path, weights: Mapping[str, Floats], vocabulary: Vocabulary) -> None:
    """Writes the weights, matrices as int8, with their vocabulary: the same bytes for the same weights.

    A matrix' rows have a multiple of ``GROUP`` numbers.
    """
    arrays: dict[str, NDArray[np.generic]] = {}
    for name, values in sorted(weights.items()):
        if values.ndim == 1:
            arrays[name] = values.astype(np.float32)
        else:
            groups = values.reshape(len(values), -1, GROUP)
            scale = np.maximum(np.abs(groups).max(axis=2) / 127, 1e-6).astype(np.float16)
            whole = np.rint(groups / scale.astype(np.float32)[:, :, None]).clip(-127, 127)
            arrays[name] = whole.reshape(values.shape).astype(np.int8)
            arrays[name + SCALE] = scale
    pieces = sorted(vocabulary.numbers, key=lambda piece: vocabulary.numbers[piece])
    arrays[_PIECES] = np.frombuffer("\n".join(pieces).encode(), dtype=np.uint8)
    for key, chosen in ((_ORDINARY, vocabulary.ordinary), (_GIVEN, vocabulary.given)):
        arrays[key] = np.packbits([piece in chosen for piece in pieces])
    with zipfile.ZipFile(path, "w") as archive:
        for name, array in arrays.items():
            with archive.open(zipfile.ZipInfo(f"{name}.npy"), "w") as file:  # has a fixed date, as np.savez may not
                np.lib.format.write_array(file, array, allow_pickle=False)


def read_weights(path: Path) -> tuple[dict[str, NDArray[np.generic]], Vocabulary]:
    """The weights and the vocabulary of a file. Raises OSError, EOFError, ValueError,
    KeyError or zipfile.BadZipFile."""
    with np.load(path, allow_pickle=False) as archive:
        arrays = {name: archive[name] for name in archive.files}
    pieces = arrays.pop(_PIECES).tobytes().decode().split("\n")
    ordinary, given = (
        frozenset(p for p, bit in zip(pieces, np.unpackbits(arrays.pop(key)), strict=False) if bit)
        for key in (_ORDINARY, _GIVEN)
    )
    return arrays, Vocabulary({piece: number for number, piece in enumerate(pieces)}, ordinary, given)
