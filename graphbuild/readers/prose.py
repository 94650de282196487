"""What in a plain text is no prose: image lines, addresses, tables, tags, mail headers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from graphbuild.model import Span

# Each quantifier is bounded: a hostile text must not cost more than a few passes.
_ADDRESS = r"\((?:[^()\n]|\([^()\n]{0,300}\)){0,2000}\)"
_PICTURE = rf"!\[[^\[\]\n]{{0,1000}}\](?:{_ADDRESS}|\[[^\]\n]{{0,300}}\])"
_IMAGE = re.compile(rf"\[[ \t]?{_PICTURE}[ \t]?\]{_ADDRESS}|{_PICTURE}")
_LINK = re.compile(rf"(?<!!)(\[)[^\[\]\n]{{1,1000}}(\](?:{_ADDRESS}))")
_URL_LINE = re.compile(r"(?m)^[ \t]*<?(?:https?://|www\.)[^\s]+>?[ \t]*(?=\r?$)")
_RULE = re.compile(r"(?m)^[ \t]*(?:[-_*=~#+.—–·•](?:[ \t]?[-_*=~#+.—–·•]){2,})[ \t]*(?=\r?$)")
_ROW = re.compile(r"(?m)^[ \t]*\|[^\n]*\|[ \t]*(?=\r?$)")
_UNREAD = re.compile(r"(?i)<(script|style)\b|<!--")
_ENDS = {name: re.compile(rf"(?i)</{name}\s{{0,9}}>") for name in ("script", "style")} | {"": re.compile("-->")}
_TAG = re.compile(
    r"(?i)</?(?:a|abbr|article|aside|b|blockquote|body|br|center|cite|code|div|dd|dl|dt|em|figcaption|figure|font|"
    r"footer|form|h[1-6]|head|header|hr|html|i|iframe|img|input|li|link|main|meta|nav|noscript|ol|p|pre|script|"
    r"section|small|span|strong|style|sub|sup|svg|table|tbody|td|th|thead|title|tr|u|ul|video)"
    r"(?:\s[^<>]{0,2000})?\s{0,9}/?>"
)
_MAIL = re.compile(
    r"(?:\A|(?<=\n))[ \t]*-{2,} ?(?:Original|Forwarded) message ?-{2,}[ \t]*\r?$|(?:\A|(?<=\n))(?=From:)",
    re.IGNORECASE | re.MULTILINE,
)
_MAIL_LINE = re.compile(
    r"(From|To|Cc|Bcc|Subject|Sent|Date|Reply-To|Message-ID|MIME-Version|Content-[\w-]+): ?[^\n]*\n?"
)


def not_prose(text: str) -> tuple[Span, ...]:
    """The spans of a plain text from which no sentence should be read, sorted and apart."""
    return merged([*_spans(text), *_mail_headers(text)])


def marks(text: str) -> Iterator[Span]:
    """Images, link addresses and tags, wherever they stand."""
    if "<" in text:
        yield from _unread_elements(text)
    for found in _TAG.finditer(text) if "<" in text else ():
        yield Span(*found.span())
    for found in _IMAGE.finditer(text) if "![" in text else ():
        yield Span(*found.span())
    for found in _LINK.finditer(text) if "](" in text else ():
        yield Span(*found.span(1))
        yield Span(*found.span(2))


def _spans(text: str) -> Iterator[Span]:
    yield from marks(text)
    for pattern in (_URL_LINE, _RULE, _ROW):
        for found in pattern.finditer(text):
            yield Span(*found.span())


def _unread_elements(text: str) -> Iterator[Span]:
    """Scripts, styles and comments with what they hold; one that never ends is left to the tags."""
    done, endless = 0, set[str]()
    for found in _UNREAD.finditer(text):
        kind = (found[1] or "").lower()
        if found.start() < done or kind in endless:
            continue
        end = _ENDS[kind].search(text, found.end())
        if end is None:
            endless.add(kind)
        else:
            done = end.end()
            yield Span(found.start(), done)


def _mail_headers(text: str) -> Iterator[Span]:
    """Header blocks of mails: "From:" and at least two more header lines, one of them telling of a mail."""
    at = 0
    for found in _MAIL.finditer(text):
        if found.start() < at:
            continue
        at, names = found.end(), list[str]()
        at += 1 if text[at : at + 1] == "\n" else 0
        while line := _MAIL_LINE.match(text, at):
            names.append(line[1].lower())
            at = line.end()
        if len(names) >= 3 and {"to", "subject"} & set(names):
            yield Span(found.start(), len(text[:at].rstrip("\r\n")))


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans sorted by start; those that overlap or touch are made one, empty ones dropped."""
    out: list[Span] = []
    for span in sorted(spans):
        if span.start == span.end:
            continue
        if out and span.start <= out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return tuple(out)
