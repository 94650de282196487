"""Joins the short forms of an institution's name to the long one: acronyms, brackets, last words.

"League of Harbour Towns (LHT)", "EPA" beside "Environmental Protection Agency", "the Commission" where only one
commission is named. A short form that fits two long names is joined to none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc

from graphbuild.lexicon import items, table
from graphbuild.pipeline.names.group import Group, clean

_ACRONYM = re.compile(r"[A-Z][A-Za-z0-9&.]{1,7}")
_HEADS = frozenset(row["head"] for row in table("heads") if " " not in row["head"])
_SMALL = frozenset(["of", "the", "and", "for", "on", "in", "to", "de", "against"])
# forms of the tables that a text may use for a body of its own ("Senate" for "Missouri Senate")
_OPEN_KEYS = {
    "U.S. Senate": "Senate",
    "House of Representatives": "House of Representatives",
    "Supreme Court": "Supreme Court",
    "Parliament": "Parliament",
}

_NATIONS = frozenset(
    word for row in table("countries") for word in (row["name"], *items(row["aliases"]), *items(row["demonyms"]))
)


def join(doc: Doc, groups: list[Group]) -> list[Group]:
    """The groups with short forms joined; single head words ("Party") that fit no long name are dropped."""
    groups = _by_last_words(_by_initials(_by_bracket(doc, groups)))
    return [g for g in groups if g.type != "institution" or g.key or g.name not in _HEADS]


def _merge(groups: list[Group], pairs: list[tuple[Group, Group]]) -> list[Group]:
    """The groups after each (short, long) pair is joined into the long one."""
    gone: dict[int, Group] = {}
    for short, long in pairs:
        while id(long) in gone:
            long = gone[id(long)]
        if short is not long and id(short) not in gone:
            long.spans = sorted([*long.spans, *short.spans], key=lambda span: span.start)
            long.joined += short.keys
            gone[id(short)] = long
    return [g for g in groups if id(g) not in gone]


def _by_bracket(doc: Doc, groups: list[Group]) -> list[Group]:
    """Pairs such as "Long Name (LN)" and "LN (Long Name)"."""
    institutions = [g for g in groups if g.type == "institution"]
    starts = {span.start: g for g in institutions for span in g.spans}
    pairs = []
    for one in institutions:
        for span in list(one.spans):
            end = span.end
            if end + 2 >= len(doc) or doc[end].text != "(":
                continue
            if end + 1 not in starts and doc[end + 2].text == ")" and _fits(clean(span.text), doc[end + 1].text):
                one.spans.append(doc[end + 1 : end + 2])  # an acronym that nothing else has found
            elif end + 1 in starts:
                other = starts[end + 1]
                if _fits(clean(span.text), other.name):
                    pairs.append((other, one))
                elif _fits(other.name, clean(span.text)):
                    pairs.append((one, other))
    return _merge(groups, pairs)


def _fits(long: str, short: str) -> bool:
    """True for an acronym whose letters stand in the long name in order, the first one first."""
    if not _ACRONYM.fullmatch(short) or " " not in long:
        return False
    letters, at = short.replace(".", "").lower(), 0
    text = long.lower()
    if text[0] != letters[0]:
        return short.isupper()
    if set(letters) <= {word[0] for word in re.findall(r"\w+", text)}:
        return True
    for letter in letters:
        at = text.find(letter, at) + 1
        if at == 0:
            return False
    return True


def _by_initials(groups: list[Group]) -> list[Group]:
    long_names: dict[str, list[Group]] = {}
    for one in groups:
        if one.type == "institution" and " " in one.name:
            for short in _initials(one.name):
                long_names.setdefault(short, []).append(one)
    pairs = []
    for one in groups:
        name = one.name
        if one.type == "institution" and _ACRONYM.fullmatch(name) and sum(map(str.isupper, name)) > 1:
            owners = long_names.get(name.replace(".", "").upper(), [])
            if len(owners) == 1:
                pairs.append((one, owners[0]))
    return _merge(groups, pairs)


def _initials(name: str) -> frozenset[str]:
    words = re.findall(r"\w+", name.replace("'s", "").replace("’s", ""))
    every = "".join(w[0] for w in words).upper()
    return frozenset({every, "".join(w[0] for w in words if w.lower() not in _SMALL).upper()})


def _by_last_words(groups: list[Group]) -> list[Group]:
    institutions = [g for g in groups if g.type == "institution"]
    national = [g for g in institutions if _national(g.name)]
    longer: dict[str, dict[int, Group]] = {}
    for one in institutions:
        for short in {short for span in one.spans for short in _short_forms(clean(span.text))}:
            longer.setdefault(short, {})[id(one)] = one
    pairs = []
    for one in institutions:
        if one.key == "government":
            owners = national
        elif one.key:
            own = _OPEN_KEYS.get(one.key, "")
            full_name = any(span.text.startswith("U") for span in one.spans)
            owners = [] if full_name else [g for g in longer.get(own, {}).values() if not g.key]
        else:
            owners = [g for g in longer.get(one.name, {}).values() if g is not one]
        if len(owners) == 1:
            pairs.append((one, owners[0]))
    return _merge(groups, pairs)


def _national(name: str) -> bool:
    """True for "British government" and "New Zealand government"."""
    owner = name.removesuffix(" government")
    return owner != name and owner in _NATIONS


def _short_forms(name: str) -> Iterator[str]:
    """The forms that a text may use for short: the last words ("Commission"), and those before an "of"."""
    words = name.split()
    ends = [i for i in range(2, len(words)) if words[i] == "of"]
    for end in [len(words), *ends]:
        for start in range(1, end):
            short = " ".join(words[start:end])
            linked = words[start - 1] in _SMALL and words[end - 1] not in _HEADS
            if short != "Party" and not short[0].islower() and not (linked and end == len(words)):
                yield short
