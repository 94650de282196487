"""From a text with two marked spans to the pieces that the encoder reads.

The pieces are those of WordPiece (Wu et al. 2016, https://arxiv.org/abs/1609.08144) without case and accents. Names are
masked before: each marked span is one piece, whatever it says, and so is every other run of words that looks like
a name. The model thus cannot learn, nor be asked, who likes whom.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import zip_longest

from graphbuild.model import Span

LENGTH = 96  # pieces that the encoder reads, the two at the edges included
FIRST, SECOND, NAME = "[first]", "[second]", "[name]"
PAD, UNKNOWN, BEGIN, END = "[PAD]", "[UNK]", "[CLS]", "[SEP]"
SPECIAL = (PAD, UNKNOWN, BEGIN, END, FIRST, SECOND, NAME)

_LONGEST = 64  # characters of a word that is still cut into pieces
_TOKEN = re.compile(r"[^\W_]+|[^\w\s]|_")
_WITHIN_NAME = re.compile(  # between the words of one name: "Ann Lee", "O'Dell", "J. Lee", "Gov. Lee", "U.S."
    r"[^\S\n]+|[^\S\n]*\n[^\S\n]*|['\-.&/]|(?:(?<=\b[A-Z])|(?<=\b[A-Z][a-z])|(?<=\b[A-Z][a-z]{2}))\.[^\S\n]+"
)
_PLAIN = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": ".", "\u00ad": ""})
_CALENDAR = frozenset(
    {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march",
     "april", "may", "june", "july", "august", "september", "october", "november", "december"}
)  # fmt: skip


@dataclass(frozen=True)
class Vocabulary:
    """The pieces with their numbers; ``ordinary`` words are no names though they begin with a capital, ``given``
    ones are when another capital follows ("Bill Clinton")."""

    numbers: Mapping[str, int]
    ordinary: frozenset[str]
    given: frozenset[str]


@dataclass(frozen=True)
class Encoded:
    """Numbers of pieces, at most ``LENGTH``, and the places of the two marked spans among them."""

    pieces: tuple[int, ...]
    first: int
    second: int


def encode(text: str, first: Span, second: Span, vocabulary: Vocabulary) -> Encoded:
    """The pieces around two spans of a text; ``first`` begins before ``second`` and ends before it begins."""
    start, end = whole_words(text, first, 0, second.start)
    begin, stop = whole_words(text, second, end, len(text))
    left, between, right = (
        [number for word in words(part, vocabulary) for number in cut(word, vocabulary.numbers)]
        for part in (text[:start], text[end:begin], text[stop:])
    )
    room = LENGTH - 4
    if len(between) > room:  # the middle of a long way between the two is left out
        between = between[: room // 2] + between[len(between) - (room - room // 2) :]
    room -= len(between)
    after = min(len(right), max(room // 2, room - len(left)))
    before = min(len(left), room - after)
    numbers = vocabulary.numbers
    pieces = (
        numbers[BEGIN], *left[len(left) - before :], numbers[FIRST], *between, numbers[SECOND], *right[:after],
        numbers[END],
    )  # fmt: skip
    return Encoded(pieces, 1 + before, 2 + before + len(between))


def whole_words(text: str, span: Span, low: int, high: int) -> Span:
    """The span made to end where words end, within two bounds: taggers cut words ("Los Angele")."""
    start, end = span
    while start > low and _inside(text, start):
        start -= 1
    while end < high and _inside(text, end):
        end += 1
    return Span(start, end)


def _inside(text: str, place: int) -> bool:
    return text[place - 1].isalnum() and text[place].isalnum()


def words(text: str, vocabulary: Vocabulary) -> list[str]:
    """The words and signs of a text in lower case without accents, each name as one ``[name]``."""
    plain = unicodedata.normalize("NFC", text).translate(_PLAIN)
    found: list[str] = []
    tokens = list(_TOKEN.finditer(plain))
    name_end, name_at = 0, None
    for match, following in zip_longest(tokens, tokens[1:]):
        word = match[0]
        if not _is_name(word, "" if following is None else following[0], vocabulary):
            found.append(folded(word))
            continue
        if name_at is not None and _WITHIN_NAME.fullmatch(plain, name_end, match.start()):
            del found[name_at:]
        name_at, name_end = len(found), match.end()
        found.append(NAME)
    return found


def _is_name(word: str, following: str, vocabulary: Vocabulary) -> bool:
    if not word[0].isupper() or word.lower() in _CALENDAR or word in ("I", "A"):
        return False
    if len(word) == 1:
        return True  # "U.S."
    if word.lower() in vocabulary.given and following[:1].isupper():
        return True
    return word.lower() not in vocabulary.ordinary


def folded(word: str) -> str:
    """A word in lower case without accents."""
    return "".join(c for c in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(c) != "Mn")


def cut(word: str, numbers: Mapping[str, int]) -> list[int]:
    """The numbers of a word's pieces: the longest first, from the left; ``[UNK]`` where no pieces fit.

    >>> cut("unloved", {"[UNK]": 0, "un": 1, "love": 2, "##love": 3, "##d": 4})
    [1, 3, 4]
    """
    if word in numbers:
        return [numbers[word]]
    found: list[int] = []
    start = 0
    while start < len(word) <= _LONGEST:
        for end in range(len(word), start, -1):
            number = numbers.get(word[start:end] if start == 0 else "##" + word[start:end])
            if number is not None:
                break
        else:
            return [numbers[UNKNOWN]]
        found.append(number)
        start = end
    return found or [numbers[UNKNOWN]]
