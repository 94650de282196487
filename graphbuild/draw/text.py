"""Words on paper: names made drawable, measured and wrapped, in the font that matplotlib brings along."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

import matplotlib as mpl
from matplotlib.font_manager import FontProperties, get_font
from matplotlib.textpath import text_to_path

Face = Literal["regular", "bold", "italic"]

FILES = {"regular": "DejaVuSans.ttf", "bold": "DejaVuSans-Bold.ttf", "italic": "DejaVuSans-Oblique.ttf"}
HINTING = 1.04
BREAKS = "-/._"  # where a word breaks best
MISSING = "□"
ELLIPSIS = "…"
LINE = 1.2  # height of a line, in font sizes
BASELINE = 0.36  # from the middle of a line of text down to its baseline, in font sizes


@dataclass(frozen=True, slots=True)
class Words:
    """Lines of text in one face. ``width`` and ``size`` (the font size) are in points; ``cut`` tells that the
    text did not fit and ends in an ellipsis, ``missing`` that the font lacks some of its characters."""

    lines: tuple[str, ...]
    face: Face
    size: float
    width: float
    cut: bool = False
    missing: bool = False

    @property
    def height(self) -> float:
        return len(self.lines) * LINE * self.size


@cache
def font(face: Face, size: float) -> FontProperties:
    """The bundled font by its file, so that no font of the system can take its place."""
    return FontProperties(
        family="DejaVu Sans",
        weight="bold" if face == "bold" else "normal",
        style="oblique" if face == "italic" else "normal",
        size=size,
        fname=_path(face),
    )


def _path(face: Face) -> Path:
    return Path(mpl.get_data_path()) / "fonts" / "ttf" / FILES[face]


@cache
def _glyphs(face: Face) -> frozenset[int]:
    return frozenset(get_font(_path(face)).get_charmap())


@lru_cache(maxsize=65536)
def width(text: str, face: Face, size: float) -> float:
    """The width of one line in points, as far as hinting on a screen may stretch it."""
    if not text:
        return 0.0
    return HINTING * float(text_to_path.get_text_width_height_descent(text, font(face, size), ismath=False)[0])


def plain(text: str) -> str:
    """One line of text: control characters and white space become single spaces, invisible marks go.

    The marks include those that turn the direction of writing, with which a name could disorder its neighbours.
    """
    spaced = (
        " " if unicodedata.category(c) in ("Cc", "Zl", "Zp", "Zs") else c
        for c in text
        if unicodedata.category(c) != "Cf"
    )
    return " ".join("".join(spaced).split())


def wrap(text: str, *, size: float, most: float, face: Face = "regular", lines: int = 4, even: bool = True) -> Words:
    """A text in lines of at most ``most`` points; past ``lines`` lines it is cut with an ellipsis.

    A character that the font lacks becomes a box. Words break where one alone is too wide. ``even`` lines are of like
    length.
    """
    text = plain(text) or "(no name)"
    if face == "italic" and not _covers(face, text):
        face = "regular"
    missing = not _covers(face, text)
    if missing:
        text = "".join(c if ord(c) in _glyphs(face) else MISSING for c in text)
    found = _fill(text, face, size, most)
    cut = len(found) > lines
    if cut:
        found = [*found[: lines - 1], _shortened(found[lines - 1], face, size, most)]
    elif even and len(found) > 1:
        found = _balanced(text, found, face, size, most)
    return Words(tuple(found), face, size, max(width(line, face, size) for line in found), cut, missing)


def _covers(face: Face, text: str) -> bool:
    return all(ord(c) in _glyphs(face) for c in text)


def _fill(text: str, face: Face, size: float, most: float) -> list[str]:
    """As much as fits into each line."""
    lines = [""]
    for word in text.split(" "):
        for piece in _pieces(word, face, size, most):
            longer = f"{lines[-1]} {piece}" if lines[-1] else piece
            if width(longer, face, size) <= most:
                lines[-1] = longer
            else:
                lines.append(piece)
    return lines


def _pieces(word: str, face: Face, size: float, most: float) -> list[str]:
    """A word, in pieces that fit where it is too wide."""
    pieces = []
    while width(word, face, size) > most and len(word) > 1:
        end = max(1, len(word) - 3)  # no single letter is left over
        while end > 1 and width(_hyphened(word, end), face, size) > most:
            end -= 1
        end = max(word.rfind(mark, 0, end) for mark in BREAKS) + 1 or end
        pieces.append(_hyphened(word, end))
        word = word[end:]
    return [*pieces, word]


def _hyphened(word: str, end: int) -> str:
    """The start of a word up to ``end``, with a hyphen between letters."""
    return word[:end] + ("-" if end > 1 and word[end - 1 : end + 1].isalpha() else "")


def _shortened(line: str, face: Face, size: float, most: float) -> str:
    while line and width(line + ELLIPSIS, face, size) > most:
        line = line[:-1]
    return line.rstrip() + ELLIPSIS


def _balanced(text: str, found: Sequence[str], face: Face, size: float, most: float) -> list[str]:
    """The narrowest of some widths that needs no more lines and breaks no more words."""
    best, words = list(found), text.split(" ")
    for tenth in range(9, 4, -1):
        narrower = _fill(text, face, size, most * tenth / 10)
        if len(narrower) > len(found) or any(width(word, face, size) > most * tenth / 10 for word in words):
            break
        best = narrower
    return best
