"""The vocabulary that the encoder keeps of MiniLM's, and which of its words are names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

from graphbuild.stance_model.pieces import BEGIN, END, FIRST, NAME, PAD, SECOND, SPECIAL, UNKNOWN, Vocabulary

KEPT_FIRST = 20000  # MiniLM's vocabulary stands in order of frequency; what is left out is cut into smaller pieces
_FREE = {FIRST: "[unused1]", SECOND: "[unused2]", NAME: "[unused3]"}
_KEPT = re.compile(r"(##)?[\x21-\u024F\u2000-\u20CF]+")  # Latin letters, figures, signs
_WORD = re.compile(r"(?P<opening>(?:^|[.?!:;\"“‘'(\[]|\n)\s*)?(?P<word>[^\W\d_]+)")


def kept_pieces(path: Path) -> tuple[list[int], list[str]]:
    """The rows of MiniLM's vocabulary that stay, and the pieces in them, special ones first as in ``SPECIAL``."""
    pieces = path.read_text(encoding="utf-8").splitlines()
    rows = {piece: row for row, piece in enumerate(pieces)}
    special = [rows[_FREE.get(piece, piece)] for piece in (PAD, UNKNOWN, BEGIN, END, FIRST, SECOND, NAME)]
    plain = [
        row
        for row, piece in enumerate(pieces[:KEPT_FIRST])
        if _KEPT.fullmatch(piece) and not piece.startswith("[unused")
    ]
    plain = [row for row in plain if row not in special]
    return special + plain, [*SPECIAL, *(pieces[row] for row in plain)]


def make_vocabulary(names: list[str], texts: Iterable[str]) -> Vocabulary:
    """A word is ordinary when the texts have it in small letters more often than with a capital inside a sentence."""
    small: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for text in texts:
        for match in _WORD.finditer(text):
            word = match["word"]
            if word[0].islower():
                small[word] += 1
            elif match["opening"] is None:
                capital[word.lower()] += 1
    ordinary = {word for word in names if small[word] > capital[word]}
    table = files("graphbuild").joinpath("data", "given_names.tsv").read_text(encoding="utf-8")
    given = {row.split("\t")[0].lower() for row in table.splitlines()[1:]}
    return Vocabulary(
        {piece: number for number, piece in enumerate(names)}, frozenset(ordinary), frozenset(given & set(names))
    )
