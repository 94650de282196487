"""The lexicons in ``graphbuild/data``: tab-separated, one header line, an example sentence on every row."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple

Kind = Literal["attitude", "act", "commit", "judge", "flip"]


class StanceRow(NamedTuple):
    """A word that carries a stance.

    ``frame`` says where holder and target stand: "obj" (subject, object), "person" (the same, objects that are
    persons or bodies), "prep:for" (subject or possessor, object of the preposition), "inf" (subject, infinitive),
    "objinf" (subject, infinitive under the object), "that" (subject, that-clause), "judge" (speaker, what the word is said of), "flip"
    (turns the stance of its complement round). ``kind`` tells attitudes from acts, commitments and judgements;
    ``sign`` is 1, -1 or 0; ``confidence`` the share of uses that are such a stance.
    """

    word: str
    pos: str
    frame: str
    kind: Kind
    sign: int
    confidence: float
    example: str


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of a table as dicts by column."""
    lines = files("graphbuild").joinpath("data", name).read_text(encoding="utf-8").splitlines()
    columns = lines[0].split("\t")
    for line in lines[1:]:
        yield dict(zip(columns, line.split("\t"), strict=True))


@cache
def stance_rows() -> dict[tuple[str, str], tuple[StanceRow, ...]]:
    """The stance lexicon by (lemma, part of speech)."""
    table: dict[tuple[str, str], list[StanceRow]] = {}
    signs = {"+": 1, "-": -1, "": 0}
    for row in rows("stance.tsv"):
        entry = StanceRow(
            row["word"],
            row["pos"],
            row["frame"],
            row["kind"],  # type: ignore[arg-type]  # the lexicon's test checks the values
            signs[row["polarity"]],
            float(row["confidence"]),
            row["example"],
        )
        table.setdefault((entry.word, entry.pos), []).append(entry)
    return {key: tuple(entries) for key, entries in table.items()}


@cache
def words(name: str) -> frozenset[str]:
    """The first column of a table."""
    return frozenset(next(iter(row.values())) for row in rows(name))
