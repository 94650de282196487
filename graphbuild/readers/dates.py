"""Dates as people and files write them, to ISO 8601 of the precision they have. The clock is never asked."""

from __future__ import annotations

import re
from datetime import date, datetime

from dateutil import parser

_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ].*)?)?)?", re.DOTALL)
_YEAR_FIRST = re.compile(r"(\d{4})(?:(\d\d)(\d\d)|[/.](\d\d?)[/.](\d\d?))")
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|2[01])\d\d(?!\d)")
_LONGEST = 60
# Two leap years that differ in all parts: what differs in the two results was not in the text.
_FILLERS = (datetime(1904, 1, 1), datetime(1908, 2, 2))


def iso_date(text: str) -> str | None:
    """ "4 February 2025" -> "2025-02-04", "Feb 2025" -> "2025-02", "2025" -> "2025"; None when it is no date.

    A day and a month that could be swapped ("04/02/2025") are no date either: nobody can tell which is which. A
    time and its zone are dropped: the date is the one written.
    """
    text = text.strip()
    if plain := _YEAR_FIRST.fullmatch(text):
        text = "-".join(part.zfill(2) for part in plain.groups() if part)
    found = _ISO.fullmatch(text)
    if found:
        year, month, day = (int(part) if part else None for part in found.groups())
        try:
            date(year or 0, month or 1, day or 1)
        except ValueError:
            return None
        return text[: 10 if day else 7 if month else 4]
    if len(text) > _LONGEST or not _YEAR.search(text):
        return None
    usual, swapped = _parsed(text, dayfirst=False), _parsed(text, dayfirst=True)
    return usual if usual == swapped else None


def _parsed(text: str, *, dayfirst: bool) -> str | None:
    try:
        one, other = (_parse(text, filler, dayfirst=dayfirst) for filler in _FILLERS)
    except (ValueError, OverflowError):
        return None
    if one.year != other.year:
        return None
    if one.month != other.month:
        return f"{one.year:04d}"
    return one.isoformat() if one.day == other.day else one.isoformat()[:7]


def _parse(text: str, filler: datetime, *, dayfirst: bool) -> date:
    found: datetime = parser.parse(text, default=filler, dayfirst=dayfirst, ignoretz=True)
    return found.date()
