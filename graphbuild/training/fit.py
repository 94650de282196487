"""The training loop: AdamW in bf16 on one thread, so that a seed gives the same weights on the same machine."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Sequence

import torch
from torch.nn import functional

from graphbuild.stance_model.pieces import Encoded
from graphbuild.training.network import Encoder

BATCH = 32
HEAD_FASTER = 5
SMOOTHING = 0.05
DECAY = 0.01
WARM = 0.1
_BUCKET = 50  # batches that are put in order of length, so that little is padded

Labelled = tuple[Encoded, int]


def fit(encoder: Encoder, items: Sequence[Labelled], *, epochs: int, rate: float, seed: int) -> None:
    """Trains in place. Progress goes to standard error."""
    torch.manual_seed(seed)
    order = random.Random(seed)  # noqa: S311 - a shuffle, no secret
    steps = epochs * ((len(items) + BATCH - 1) // BATCH)
    head = list(encoder.head.parameters())
    ids = set(map(id, head))
    body = [p for p in encoder.parameters() if id(p) not in ids]
    groups = [{"params": body, "lr": rate}, {"params": head, "lr": rate * HEAD_FASTER}]
    optimizer = torch.optim.AdamW(groups, weight_decay=DECAY)
    warm = max(1, int(steps * WARM))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / warm, max(0.0, (steps - step) / max(1, steps - warm)))
    )
    encoder.train()
    done, mean = 0, 0.0
    for _ in range(epochs):
        for batch in _batches(items, order):
            with torch.autocast("cpu", dtype=torch.bfloat16):
                logits = encoder(*tensors([encoded for encoded, _ in batch]))
            labels = torch.tensor([label for _, label in batch])
            loss = functional.cross_entropy(logits.float(), labels, label_smoothing=SMOOTHING)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(encoder.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            done += 1
            mean = loss.item() if done == 1 else 0.98 * mean + 0.02 * loss.item()
            if done % 50 == 0:
                sys.stderr.write(f"step {done} of {steps}, loss {mean:.3f}\n")


def logits_of(encoder: Encoder, items: Sequence[Encoded]) -> torch.Tensor:
    """The logits of each item, a row each, in full precision."""
    encoder.eval()
    with torch.no_grad():
        return torch.cat([encoder(*tensors(items[at : at + BATCH])) for at in range(0, len(items), BATCH)])


def _batches(items: Sequence[Labelled], order: random.Random) -> Iterator[list[Labelled]]:
    """The items in batches of like length, in random order."""
    shuffled = list(items)
    order.shuffle(shuffled)
    batches = []
    for at in range(0, len(shuffled), BATCH * _BUCKET):
        bucket = sorted(shuffled[at : at + BATCH * _BUCKET], key=lambda item: len(item[0].pieces))
        batches += [bucket[low : low + BATCH] for low in range(0, len(bucket), BATCH)]
    order.shuffle(batches)
    yield from batches


def tensors(batch: Sequence[Encoded]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
    """Pieces and mask (batch x length) and the places of the two spans."""
    longest = max(len(item.pieces) for item in batch)
    pieces = torch.zeros(len(batch), longest, dtype=torch.long)
    mask = torch.zeros(len(batch), longest, dtype=torch.bool)
    for row, item in enumerate(batch):
        pieces[row, : len(item.pieces)] = torch.tensor(item.pieces)
        mask[row, : len(item.pieces)] = True
    return pieces, mask, torch.tensor([i.first for i in batch]), torch.tensor([i.second for i in batch])
