"""Web pages: the main text without navigation, scripts and adverts; metadata from meta tags and JSON-LD."""

from __future__ import annotations

import copy
import logging
import re
from collections.abc import Iterator
from typing import IO, Any

import trafilatura
from lxml import etree
from lxml import html as lxml_html
from trafilatura.settings import DEFAULT_CONFIG

from graphbuild.errors import InputError
from graphbuild.model import Document
from graphbuild.readers.decode import decode, read_all
from graphbuild.readers.record import make_document

_CHARSET = re.compile(rb"<(?:meta|\?xml)\b[^>]{0,300}?(?:charset|encoding)\s{0,9}=\s{0,9}[\"']?([A-Za-z0-9_.:-]{2,40})")
_XML_DECLARATION = re.compile(r"\s{0,99}<\?xml[^>]{0,300}>")
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "code", "dd", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr",
    "item", "li", "list", "main", "nav", "ol", "option", "p", "pre", "quote", "row", "section", "table", "tbody", "td",
    "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
_UNSEEN = frozenset({
    "button", "canvas", "footer", "form", "header", "iframe", "input", "math", "nav", "noscript", "object", "script",
    "select", "style", "svg", "template", "textarea", "title",
})  # fmt: skip
_SPACE = re.compile(r"\s+")
# Bounds that do not move with the clock; a page's date is read from its metadata, not guessed from its text.
_DATES = {"extensive_search": False, "original_date": True, "min_date": "1800-01-01", "max_date": "2200-01-01"}

# Below this many characters trafilatura gives up on paragraphs and joins all text; its own 250 is a short report.
_CONFIG = copy.deepcopy(DEFAULT_CONFIG)
_CONFIG["DEFAULT"]["MIN_EXTRACTED_SIZE"] = "100"

for _library in ("trafilatura", "htmldate", "courlan"):  # they log what they cannot read; we tell it ourselves
    logging.getLogger(_library).addHandler(logging.NullHandler())


def read_html(file: IO[bytes], path: str) -> Iterator[Document]:
    """A page as one document: paragraphs with a blank line between them; preformatted text keeps its lines.

    Where no main text is found, all visible text is taken, with a note. Raises InputError.
    """
    data = read_all(file)
    label = _CHARSET.search(data[:4096])
    content, notes = decode(data, declared=label[1].decode("ascii") if label else None)
    content = _XML_DECLARATION.sub("", content, count=1)
    page = _extracted(content)
    fields: dict[str, object] = {}
    paragraphs: list[str] = []
    if page is not None:
        fields = {"title": page.title, "date": page.date, "source": page.sitename, "url": page.url}
        # trafilatura makes quotations of preformatted text
        preformatted = {"code", "quote"} if "<pre" in content.lower() else {"code"}
        paragraphs = _paragraphs(page.body, preformatted)
    if not paragraphs:
        paragraphs = _visible(content)
        notes += ("no main text was found in the page: all its visible text is read",)
    if not paragraphs:
        raise InputError("is a page without text")
    yield make_document({**fields, "text": "\n\n".join(paragraphs) + "\n"}, path=path, notes=notes)


def _extracted(content: str) -> Any:
    """trafilatura's Document, or None when it finds none."""
    try:
        return trafilatura.bare_extraction(
            content,
            with_metadata=True,
            include_comments=False,
            include_tables=False,
            date_extraction_params=_DATES,
            config=_CONFIG,
        )
    except Exception:  # a page made to break a parser breaks it in any way; its visible text is tried next
        return None


def _visible(content: str) -> list[str]:
    try:
        tree = lxml_html.document_fromstring(content.encode("utf-8"), parser=lxml_html.HTMLParser(encoding="utf-8"))
    except (etree.LxmlError, ValueError):
        return []
    return _paragraphs(tree, {"pre"})


def _paragraphs(tree: Any, preformatted: set[str]) -> list[str]:
    """The texts of the blocks of a tree, in order, without those of elements that nobody sees."""
    done: list[str] = []
    pieces: list[str] = []
    hidden = kept_lines = 0

    def flush() -> None:
        text = "".join(pieces)
        lines = text.split("\n") if kept_lines else [" ".join(line.split()) for line in text.split("\n")]
        if text.strip():
            done.append("\n".join(lines).strip("\n " if kept_lines else None))
        pieces.clear()

    def add(text: str | None) -> None:
        if text and not hidden:
            pieces.append(text if kept_lines else _SPACE.sub(" ", text))

    for event, element in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        if event in ("comment", "pi"):
            add(element.tail)
            continue
        tag = element.tag.lower()
        start = event == "start"
        if tag in _BLOCKS:
            flush()
        hidden += (tag in _UNSEEN) * (1 if start else -1)
        kept_lines += (tag in preformatted) * (1 if start else -1)
        if start:
            add("\n" if tag in ("br", "lb") else element.text)
        elif element is not tree:
            add(element.tail)
    flush()
    return done
