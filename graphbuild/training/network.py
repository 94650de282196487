"""The encoder in torch, for training alone; ``graphbuild.stance_model`` computes the same in numpy."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from graphbuild.stance_model.pieces import FIRST, LENGTH, NAME, SECOND, SPECIAL

LAYERS, WIDTH, HEADS, INNER, LABELS = 6, 384, 12, 1536, 5
EPSILON = 1e-12
DROPOUT = 0.1
_MARKERS = (FIRST, SECOND, NAME)
_LIKE_A_NAME = ("john", "smith", "company", "london", "party")  # what the markers mean before they are trained
_PARTS = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "mixed": "attention.output.dense",
    "mixed_norm": "attention.output.LayerNorm",
    "inner": "intermediate.dense",
    "outer": "output.dense",
    "outer_norm": "output.LayerNorm",
}


class Layer(nn.Module):
    """One layer of a transformer encoder (Devlin et al. 2019), with the fast form of GELU."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.mixed = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.inner, self.outer = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.mixed_norm, self.outer_norm = (nn.LayerNorm(WIDTH, eps=EPSILON) for _ in range(2))
        self.dropout = nn.Dropout(DROPOUT)

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        batch, length, _ = states.shape
        query, key, value = (
            part(states).view(batch, length, HEADS, WIDTH // HEADS).transpose(1, 2)
            for part in (self.query, self.key, self.value)
        )
        dropout = DROPOUT if self.training else 0.0
        seen = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask, dropout_p=dropout)
        mixed = self.mixed(seen.transpose(1, 2).reshape(batch, length, WIDTH))
        states = self.mixed_norm(states + self.dropout(mixed))
        outer = self.outer(functional.gelu(self.inner(states), approximate="tanh"))
        normed: Tensor = self.outer_norm(states + self.dropout(outer))
        return normed


class Encoder(nn.Module):
    """Pieces and the places of the two spans in, a logit for each label out; word and position vectors stay fixed."""

    vectors: Tensor
    positions: Tensor

    def __init__(self, vectors: Tensor, positions: Tensor, markers: Tensor) -> None:
        super().__init__()
        self.register_buffer("vectors", vectors)  # the special pieces' rows are those of SPECIAL
        self.register_buffer("positions", positions)
        self.markers = nn.Parameter(markers)
        self.norm = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.dropout = nn.Dropout(DROPOUT)
        self.head = nn.Linear(3 * WIDTH, LABELS)

    def forward(self, pieces: Tensor, mask: Tensor, first: Tensor, second: Tensor) -> Tensor:
        """``pieces`` and ``mask`` (True where a piece is): batch x length; ``first``, ``second``: batch."""
        low = SPECIAL.index(FIRST)
        table = torch.cat([self.vectors[:low], self.markers, self.vectors[low + len(_MARKERS) :]])
        states = self.dropout(self.norm(table[pieces] + self.positions[: pieces.shape[1]]))
        for layer in self.layers:
            states = layer(states, mask[:, None, None, :])
        rows = torch.arange(len(pieces))
        read = torch.cat([states[:, 0], states[rows, first], states[rows, second]], dim=1)
        logits: Tensor = self.head(self.dropout(read))
        return logits


def from_minilm(weights: dict[str, Tensor], kept: list[int], names: list[str]) -> Encoder:
    """The encoder with MiniLM's weights; ``kept`` are the rows of the vocabulary that stay, ``names`` their pieces."""
    words = weights["embeddings.word_embeddings.weight"]
    like = torch.stack([words[kept[names.index(word)]] for word in _LIKE_A_NAME]).mean(dim=0)
    noise = torch.randn(len(_MARKERS), WIDTH) * like.std() * 0.1
    positions = weights["embeddings.position_embeddings.weight"][:LENGTH]
    positions = positions + weights["embeddings.token_type_embeddings.weight"][0]
    encoder = Encoder(words[kept].clone(), positions, like + noise)
    with torch.no_grad():
        _copy(encoder.norm, weights, "embeddings.LayerNorm")
        for number, layer in enumerate(encoder.layers):
            for own, theirs in _PARTS.items():
                _copy(getattr(layer, own), weights, f"encoder.layer.{number}.{theirs}")
    return encoder


def _copy(part: nn.Module, weights: dict[str, Tensor], name: str) -> None:
    for kind, parameter in part.named_parameters():
        parameter.copy_(weights[f"{name}.{kind}"])
