"""What the encoder sees of a text: pieces, with names masked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphbuild.model import Span
from graphbuild.stance_model.pieces import LENGTH, SPECIAL, Encoded, Vocabulary, cut, encode, whole_words, words

PIECES = [
    *SPECIAL,
    "the",
    "said",
    "bill",
    "will",
    "attack",
    "##ed",
    "on",
    ".",
    ",",
    "'",
    '"',
    "s",
    "u",
    "cafe",
    "-",
    "3",
]
ORDINARY = frozenset({"the", "said", "bill", "will", "on", "s"})
SMALL = Vocabulary({piece: number for number, piece in enumerate(PIECES)}, ORDINARY, frozenset({"bill", "will"}))


def read(encoded: Encoded) -> str:
    return " ".join(PIECES[number] for number in encoded.pieces)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rhona said", "[name] said"),
        ("The bill", "the bill"),
        ("said Rhona Vale-Smythe.", "said [name] ."),
        ("said J. Vale, Gov. Smythe", "said [name] , [name]"),
        ("said Rhona. Vale", "said [name] . [name]"),
        ("the O’Dell bill", "the [name] bill"),
        ("the U.S. bill", "the [name] . bill"),
        ("Bill Vale said", "[name] said"),
        ("Bill said", "bill said"),
        ("I said on Monday", "i said on monday"),
        ("A bill", "a bill"),
        ("Rhona’s “bill”", '[name] \' s " bill "'),
        ("said Rhona\n\nVale said", "said [name] [name] said"),
    ],
)
def test_names_are_masked_and_other_words_plain(text: str, expected: str) -> None:
    assert " ".join(words(text, SMALL)) == expected


def test_accents_do_not_matter() -> None:
    assert words("café", SMALL) == words("cafe\u0301", SMALL)[:1] == ["cafe"]


def test_words_are_cut_into_the_longest_pieces_from_the_left() -> None:
    assert [PIECES[n] for n in cut("attacked", SMALL.numbers)] == ["attack", "##ed"]
    assert [PIECES[n] for n in cut("xylem", SMALL.numbers)] == ["[UNK]"]
    assert [PIECES[n] for n in cut("attacked" * 1000, SMALL.numbers)] == ["[UNK]"]


def test_marked_spans_are_one_piece_whatever_they_say() -> None:
    text = "the bill on Ferries attacked Rhona Vale’s bill"
    encoded = encode(text, Span(0, 19), Span(29, 39), SMALL)
    assert read(encoded) == "[CLS] [first] attack ##ed [second] ' s bill [SEP]"
    assert [PIECES[encoded.pieces[at]] for at in (encoded.first, encoded.second)] == ["[first]", "[second]"]


def test_a_span_that_cuts_a_word_takes_the_whole() -> None:
    text = "Norlanders attacked Rhona"
    assert whole_words(text, Span(0, 7), 0, 20) == Span(0, 10)
    assert whole_words(text, Span(2, 7), 0, 20) == Span(0, 10)
    assert whole_words("Norland-born", Span(0, 7), 0, 12) == Span(0, 7)


@given(st.integers(0, 300), st.integers(0, 300), st.integers(0, 300))
def test_both_spans_are_within_the_length_however_long_the_text(left: int, between: int, right: int) -> None:
    begin, middle, end = ("the " * left, " the" * between + " ", " the" * right)
    text = f"{begin}Rhona{middle}Vale{end}"
    first = Span(len(begin), len(begin) + 5)
    second = Span(first.end + len(middle), first.end + len(middle) + 4)
    encoded = encode(text, first, second, SMALL)
    assert len(encoded.pieces) == min(LENGTH, left + between + right + 4)
    assert PIECES[encoded.pieces[encoded.first]] == "[first]"
    assert PIECES[encoded.pieces[encoded.second]] == "[second]"
    if between < LENGTH - 4:
        assert encoded.second - encoded.first == between + 1


@given(st.text(), st.text(), st.text())
def test_any_text_gives_pieces(left: str, between: str, right: str) -> None:
    text = f"{left} Rhona {between} Vale {right}"
    first = Span(len(left) + 1, len(left) + 6)
    second = Span(first.end + len(between) + 2, first.end + len(between) + 6)
    encoded = encode(text, first, second, SMALL)
    assert len(encoded.pieces) <= LENGTH
    assert read(encoded).split().count("[first]") == 1
