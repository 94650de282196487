"""The tables of ``graphbuild/data``: tab separated, one header line, lists inside a cell separated by ``|``."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of ``data/<name>.tsv`` as dicts, in file order; KeyError-safe: every row has every column."""
    text = files("graphbuild").joinpath("data", f"{name}.tsv").read_text(encoding="utf-8")
    head, *lines = text.splitlines()
    columns = head.split("\t")
    return tuple(dict(zip(columns, line.split("\t"), strict=True)) for line in lines)


def items(cell: str) -> tuple[str, ...]:
    """The entries of a list cell."""
    return tuple(part for part in cell.split("|") if part)
