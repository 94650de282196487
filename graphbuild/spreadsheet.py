"""Tables that a person opens in a spreadsheet.

The form is RFC 4180, with a byte order mark before the first column: without it Excel takes UTF-8 for the
system's old encoding and garbles every curly quote and accent. Python reads such a file with ``utf-8-sig``,
pandas as it is.

No cell can act as a formula. A cell that would start one gets an apostrophe before it, as does a piece after a
semicolon, which is where a spreadsheet set to semicolons starts a new cell (OWASP, "CSV Injection").
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from typing import TextIO

_BOM = "\ufeff"
# a formula's first character, full-width forms too, behind what importers strip: spaces, quotes, invisible marks
_FORMULA = re.compile(r"(^|;)(?=[\s\"'‘’“”\u200b-\u200f\u2060\ufeff]*[=+\-@＝＋－＠])")
_BREAKS = re.compile("\r\n|[\t\n\x0b\x0c\r\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")

Cell = str | int | float | None


def write_rows(file: TextIO, columns: Sequence[str], rows: Iterable[Iterable[Cell]]) -> None:
    """Writes a table. Open the file with ``encoding="utf-8", newline=""``."""
    file.write(_BOM)
    writer = csv.writer(file)
    writer.writerow(map(_safe, columns))
    writer.writerows([_safe(cell) for cell in row] for row in rows)


def _safe(cell: Cell) -> Cell:
    """A text that is one line, shows its control characters, and is no formula; a number as it is."""
    if not isinstance(cell, str):
        return cell
    return _FORMULA.sub(r"\1'", _CONTROLS.sub(_shown, _BREAKS.sub(" ", cell)))


def _shown(match: re.Match[str]) -> str:
    """The picture of a control character, else the replacement character."""
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"
