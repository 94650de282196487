"""Markdown: the file's own characters; front matter gives the metadata, marks and addresses are skipped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import IO, Any

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from graphbuild.model import Document, Span
from graphbuild.readers.decode import decode, read_all
from graphbuild.readers.prose import marks, merged, not_prose
from graphbuild.readers.record import make_document

_FRONT = re.compile(r"\s{0,99}---[ \t]*\r?\n(.{0,20000}?\n)(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_KEY = re.compile(r"(?m)^([A-Za-z]\w*)[ \t]*:[ \t]*(\S[^\r\n]*)")
_NEWLINE = re.compile(r"\r\n?|\n")
_FIRST_MARKS = re.compile(r"[ \t]*(?:(?:>|[-*+]|\d{1,9}[.)]|#{1,6})(?:[ \t]+|$))*")
_NEXT_MARKS = re.compile(r"[ \t]*(?:>[ \t]*)*")
_HEADING_END = re.compile(r"[ \t]#+[ \t]*$")
_INLINE = re.compile(
    r"`+|\*+(?=\S)|(?<=\S)\*+|(?<!\w)_{1,3}(?=\S)|(?<=\S)_{1,3}(?!\w)"  # code and emphasis, not "2 * 3", "a_b"
    r"|\[\^[^\]\n]{1,100}\]|<(?:https?|mailto):[^\s<>]{1,2000}>"  # footnotes and bare addresses
)
_REFERENCE = re.compile(r"(\[)[^\[\]\n]{1,1000}(\]\[[^\[\]\n]{0,300}\])")


def read_markdown(file: IO[bytes], path: str) -> Iterator[Document]:
    """A .md file as one document.

    The fields of its front matter are those of a record; the title may also be a heading of the first level. Who
    wrote a text ("author") is not taken to be its speaker. Indented text is prose, not code. Raises InputError.
    """
    text, notes = decode(read_all(file))
    fields, body = _front_matter(text)
    references: dict[str, Any] = {}
    tokens = _parser().parse(text[body:], references)
    lines = _Lines(text, body)
    defined = (lines.span(*reference["map"]) for reference in references.get("references", {}).values())
    blocks = (span for token in tokens for span in _block_marks(token, lines))
    skip = merged([Span(0, body), *not_prose(text), *_inline_marks(text), *blocks, *defined])
    yield make_document({"title": _heading(tokens), **fields, "text": text}, path=path, notes=notes, skip=skip)


def _parser() -> MarkdownIt:
    """A parser of blocks only: what stands within a line is found with offsets, which markdown-it has none of."""
    parser = MarkdownIt("commonmark").enable("table").disable("code")
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser


def _front_matter(text: str) -> tuple[dict[str, object], int]:
    """The fields of the front matter and where the body begins; no fields and 0 when there is none."""
    found = _FRONT.match(text)
    if not found:
        return {}, 0
    try:
        # The base loader makes strings of all values: no dates, no objects.
        fields = yaml.load(found[1], Loader=yaml.BaseLoader)  # noqa: S506
    except (yaml.YAMLError, RecursionError):
        fields = {key: value.strip("\"' \t") for key, value in _KEY.findall(found[1])}
    if not isinstance(fields, dict) or not fields:
        return {}, 0
    return {str(key): value for key, value in fields.items()}, found.end()


class _Lines:
    """Where the lines of a text's body begin, numbered from 0 as markdown-it numbers them."""

    def __init__(self, text: str, body: int) -> None:
        self.text = text
        self._starts = [body, *(found.end() for found in _NEWLINE.finditer(text, body)), len(text)]

    def span(self, first: int, last: int) -> Span:
        """The lines from ``first`` up to but without ``last``, without the end of the last one."""
        last = min(last, len(self._starts) - 1)
        start = self._starts[first]
        return Span(start, start + len(self.text[start : self._starts[last]].rstrip("\r\n")))


def _block_marks(token: Token, lines: _Lines) -> Iterator[Span]:
    """Whole blocks that are no prose, and the marks that begin and end lines of the others."""
    if token.map is None:
        return
    first, last = token.map
    if token.type in ("fence", "table_open", "hr"):
        yield lines.span(first, last)
    elif token.type == "heading_open":
        if token.markup in ("=", "-"):
            yield lines.span(last - 1, last)
        else:
            line = lines.span(first, last)
            end = _HEADING_END.search(lines.text[line.start : line.end])
            if end:
                yield Span(line.start + end.start(), line.end)
    elif token.type == "inline":
        for number in range(first, last):
            line = lines.span(number, number + 1)
            pattern = _FIRST_MARKS if number == first else _NEXT_MARKS
            begin = pattern.match(lines.text, line.start, line.end)
            if begin and begin[0].strip():
                yield Span(*begin.span())


def _inline_marks(text: str) -> Iterator[Span]:
    yield from (Span(*found.span()) for found in _INLINE.finditer(text))
    for found in _REFERENCE.finditer(text):
        yield Span(*found.span(1))
        yield Span(*found.span(2))


def _heading(tokens: list[Token]) -> str | None:
    """The first heading of the first level, without marks."""
    for token, inner in pairwise(tokens):
        if token.type == "heading_open" and token.tag == "h1":
            kept, at = "", 0
            for start, end in merged([*marks(inner.content), *_inline_marks(inner.content)]):
                kept, at = kept + inner.content[at:start], end
            return kept + inner.content[at:]
    return None
