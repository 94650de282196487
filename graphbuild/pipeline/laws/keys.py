"""When two names are the same law: keys under which the spellings of a law's name meet."""

from __future__ import annotations

import re

from graphbuild.lexicon import items, table

_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15,
    "sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "twenty-first": 21,
    "twenty-second": 22, "twenty-third": 23, "twenty-fourth": 24, "twenty-fifth": 25, "twenty-sixth": 26,
    "twenty-seventh": 27,
}  # fmt: skip
_ROMAN = {"i": 1, "v": 5, "x": 10}
_KNOWN = {form: row["name"].lower() for row in table("laws") for form in items(row["forms"])}
_SHORT = {row["name"].lower(): items(row["short"]) for row in table("laws")}
_BILL = re.compile(
    r"(?P<house>h\.? ?r\.?|s\.|hb|sb|a\.?b\.?|house bill|senate bill|assembly bill)(?: no\.)? ?(?P<number>\d+)"
)
_HOUSES = {"housebill": "hb", "senatebill": "sb", "assemblybill": "ab"}
_UN = r"(?:un |u\.n\. |united nations )?(?:security council |general assembly )?"
_NUMBERED = (
    (re.compile(r"prop(?:osition|\.)? (\d+)"), "proposition"),
    (re.compile(rf"{_UN}resolution (\d[\d/]*)"), "resolution"),
    (re.compile(r"(?:executive order|e\.o\.|eo) (?:no\. )?(\d+)"), "executive order"),
    (re.compile(r"(?:public law|pub\. ?l\.|p\.l\.) (?:no\. )?([\d-]+)"), "public law"),
    (re.compile(r".*\bregulation (?:\(\w+\) )?(?:no\.? )?(\d+/\d+)"), "regulation"),
    (re.compile(r".*\bdirective (?:\(\w+\) )?(\d+/\d+)(?:/\w+)?"), "directive"),
)
_PRAISE = re.compile(r"^(?:(?:historic|landmark|new|controversial|sweeping|global) )+")
_YEAR = re.compile(r"(?:^(?P<first>\d{4}) (?=\D))|(?:,? (?:of )?(?P<last>\d{4})$)")


def law_key(name: str) -> str:
    """A key under which the spellings of a law's name meet; its year is left out (see ``law_year``).

    >>> law_key("Fifth Amendment") == law_key("Amendment V"), law_key("U.S. constitution") == law_key("Constitution")
    (True, True)
    >>> law_key("House Bill 2"), law_key("Ports Act of 1998"), law_key("UN Security Council Resolution 1973")
    ('hb2', 'ports act', 'resolution 1973')
    """
    for form in (name, _YEAR.sub("", name)):
        if form in _KNOWN:
            return _KNOWN[form]
    low = re.sub(r"^(?:the |u\.s\. |us |federal )", "", " ".join(name.lower().replace("’", "'").split()))
    low = low.removesuffix(" of the united states")
    if bill := _BILL.fullmatch(low):
        house = re.sub(r"[. ]", "", bill["house"])
        return _HOUSES.get(house, house) + bill["number"]
    for pattern, kind in _NUMBERED:
        if numbered := pattern.fullmatch(low):
            return f"{kind} {numbered[1]}"
    return _words(_PRAISE.sub("", _YEAR.sub("", low)).replace("climate change ", "climate "))


def short_forms(key: str) -> tuple[str, ...]:
    """What a known law is called in a text that names it, and only there: "ACA", "Dobbs"."""
    return _SHORT.get(key, ())


def law_year(name: str) -> str:
    """The year in a law's name, "" when it has none: it tells apart acts of one name.

    >>> law_year("Ports Act of 1998"), law_year("1998 Ports Act"), law_year("Ports Act")
    ('1998', '1998', '')
    """
    match = _YEAR.search(name)
    return "" if match is None else match["first"] or match["last"]


def numbered(key: str) -> bool:
    """True for the key of a bill or order that has a number in place of a name."""
    return re.fullmatch(r"(?:hr|s|hb|sb|ab)\d+|(?:proposition|executive order|public law) [\d-]+", key) is not None


def _words(low: str) -> str:
    """The words of a name in one spelling: amendments by number, laws and conventions in the singular."""
    if amendment := re.fullmatch(r"amendment ([ivx]+)", low):
        return f"{_roman(amendment[1])}. amendment"
    if amendment := re.fullmatch(r"([a-z-]+|\d+(?:st|nd|rd|th))( amendments?)?", low):
        number = _ORDINALS.get(amendment[1]) or amendment[1].rstrip("stndrh")
        if str(number).isdigit():
            return f"{number}. amendment"
    low = re.sub(r"^(?:procedural|substantive) (?=due process$)", "", low)
    low = re.sub(r"\bv\.? ", "v. ", low)
    return re.sub(r"\b(law|convention)s$", r"\1", low)


def _roman(numeral: str) -> int:
    """
    >>> _roman("xiv")
    14
    """
    values = [_ROMAN[letter] for letter in numeral]
    after = [*values[1:], 0]
    return sum(-value if value < following else value for value, following in zip(values, after, strict=True))
