"""Document-level naming: which candidates name the same person, institution or country.

Precision first: two full names with different first names are never one person.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field

from spacy.tokens import Doc, Span, Token

from graphbuild.lexicon import items, table
from graphbuild.pipeline.names.context import CAPITALS
from graphbuild.pipeline.names.spans import Candidate

_STAND_INS = CAPITALS | {word for row in table("countries") for word in items(row["demonyms"])}


@dataclass(slots=True)
class Group:
    """The spans of one entity; ``name`` is the fullest form."""

    type: str
    key: str
    spans: list[Span] = field(default_factory=list)
    joined: list[str] = field(default_factory=list)

    @property
    def keys(self) -> list[str]:
        """The canonical names of the group and of those joined to it."""
        return [key for key in (self.key, *self.joined) if key]

    @property
    def name(self) -> str:
        """The form with the most words; of those the longest if it is one word, the most frequent, the first."""
        # an adjective or a capital names a country only where the text has no better name: then the table tells it
        spans = [span for span in self.spans if clean(span.text) not in _STAND_INS] if self.key else self.spans
        if not spans:
            return self.key
        counts = Counter(clean(span.text) for span in spans)
        first = {clean(span.text): -i for i, span in reversed(list(enumerate(spans)))}
        return max(
            counts,
            key=lambda form: (len(form.split()), len(form) if len(form.split()) == 1 else 0, counts[form], first[form]),
        )


def clean(text: str) -> str:
    """A name with single spaces."""
    return " ".join(text.split())


def group(doc: Doc, candidates: list[Candidate]) -> list[Group]:
    """The groups of a doc in the order of their first mention."""
    people = [c for c in candidates if c.type == "person"]
    others = [c for c in candidates if c.type != "person"]
    groups = _people(doc, people)
    groups += _bodies(doc, _settled(doc, others, groups))
    return sorted(groups, key=lambda g: (g.spans[0].start, g.type))


# ---- people -------------------------------------------------------------------------------------


def _people(doc: Doc, candidates: list[Candidate]) -> list[Group]:
    spans = [doc[c.start : c.end] for c in candidates]
    often = Counter(span.text for span in spans)
    sure = {
        clean(doc[c.start : c.end].text)
        for c in candidates
        if c.rank < 2 or _acts(doc[c.start]) or often[doc[c.start].text] > 1
    }
    by_surname: dict[str, list[Group]] = {}
    for span in spans:
        name = clean(span.text)
        if " " in name:
            bearers = by_surname.setdefault(_fold(name.split()[-1]), [])
            match = next((g for g in bearers if same_person(name.split(), g.key.split())), None)
            if match is None:
                bearers.append(Group("person", name, [span]))
            else:
                match.spans.append(span)
                match.key = max(match.key, name, key=len)
    full = [one for bearers in by_surname.values() for one in bearers]
    owners = Owners(full)
    alone: dict[str, Group] = {}
    firsts = {_fold(one.key.split()[0]) for one in full}
    for span in sorted(spans, key=lambda span: (_fold(clean(span.text)) not in firsts, span.start)):
        name = clean(span.text)
        if " " in name:
            continue
        owner = owners.of(name)
        if owner is None and name in sure:
            owner = alone.setdefault(name.lower(), Group("person", name))
        if owner is not None:
            owner.spans.append(span)
    for one in full:
        one.spans.sort(key=lambda span: span.start)
    return full + list(alone.values())


def _acts(token: Token) -> bool:
    """True for a subject or an owner: a lone name that only stands in lists and after prepositions may be a place."""
    return token.dep_ in ("nsubj", "nsubjpass", "poss")


def same_person(a: list[str], b: list[str]) -> bool:
    """True for two full names with one surname whose other names agree, middle names and initials aside.

    >>> same_person(["Ann", "B.", "Lee"], ["Ann", "Lee"]), same_person(["Ann", "Lee"], ["Bo", "Lee"])
    (True, False)
    """
    a, b = [_fold(w) for w in a], [_fold(w) for w in b]
    return a[-1] == b[-1] and (a[0] == b[0] or (len(a) != len(b) and (a[-len(b) :] == b or b[-len(a) :] == a)))


def _knighted(one: Group) -> bool:
    """True for "Sir Alan Brook": a text that says Sir does not say Mr Brook or Brook of him."""
    return any(s.start and s.doc[s.start - 1].text in ("Sir", "Dame") for s in one.spans)


def _on_first_names(one: Group) -> bool:
    """True for a person whom the text calls by first name as often as in full."""
    first = _fold(one.key.split()[0])
    familiar = sum(_fold(clean(span.text)) == first for span in one.spans)
    return familiar > 1 and 2 * familiar >= len(one.spans)


def _opens_with_surname(bearers: list[Group]) -> bool:
    """True when the text has the surname of a family alone before it has it in a full name."""
    surname = _fold(bearers[0].key.split()[-1])
    given = {_fold(one.key.split()[0]) for one in bearers}
    first = next((t for t in bearers[0].spans[0].doc if _fold(t.text) == surname), None)
    return first is None or first.i == 0 or _fold(first.nbor(-1).text) not in given


class Owners:
    """The persons with full names by surname and first name, to tell whom a single name stands for."""

    def __init__(self, full: list[Group]) -> None:
        self._surname: dict[str, list[Group]] = {}
        self._first: dict[str, list[Group]] = {}
        for one in full:
            words = one.key.split()
            self._surname.setdefault(_fold(words[-1]), []).append(one)
            self._first.setdefault(_fold(words[0]), []).append(one)

    def of(self, name: str) -> Group | None:
        """By surname the person who is named first, else by first name if only one fits.

        Of a family the text calls the one whom it is about by surname, and the others by full name each time, or by
        first name.
        """
        bearers = self._surname.get(_fold(name), [])
        if len(bearers) > 1:
            bearers = [g for g in bearers if not _knighted(g)] or bearers
            if not _opens_with_surname(bearers):
                bearers = [g for g in bearers if not _on_first_names(g)] or bearers
        if bearers:
            return min(bearers, key=lambda g: g.spans[0].start)
        first = self._first.get(_fold(name), [])
        return first[0] if len(first) == 1 else None


def _fold(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word.lower().strip(".").replace("’", "'"))
    return "".join(c for c in plain if not unicodedata.combining(c))


def _settled(doc: Doc, candidates: list[Candidate], people: list[Group]) -> list[Candidate]:
    """The candidates without the single words that name a person of the document: those go to the person."""
    named = {clean(span.text): one for one in reversed(people) for span in one.spans}
    owners = Owners([one for one in people if " " in one.key])
    kept = []
    for candidate in candidates:
        span = doc[candidate.start : candidate.end]
        name = clean(span.text)
        owner = None
        if candidate.type == "institution" and not candidate.key:
            owner = named.get(name)
            if owner is None and " " not in name:
                owner = owners.of(name)
        if owner is None:
            kept.append(candidate)
        else:
            owner.spans.append(span)
            owner.spans.sort(key=lambda s: s.start)
    return kept


# ---- institutions and countries -----------------------------------------------------------------

_PREFIX = re.compile(r"^(?:the |u\.s\. |us |united states |uk )+")
_CAMPAIGN = re.compile(r"(?:\S+ )*(?P<owner>\S+?)(?:'s)? (?:presidential |election )?(?:campaign|camp)")
_SENATE = re.compile(r"^(?:(democrat|republican)(?:ic)? senators|senate (democrat|republican)(?:ic)? caucus)$")


def _bodies(doc: Doc, candidates: list[Candidate]) -> list[Group]:
    groups: dict[tuple[str, str], Group] = {}
    for candidate in candidates:
        span = doc[candidate.start : candidate.end]
        key = candidate.key or normal(clean(span.text))
        groups.setdefault((candidate.type, key), Group(candidate.type, candidate.key)).spans.append(span)
    return list(groups.values())


def normal(name: str) -> str:
    """A key under which spellings of an institution's name meet.

    >>> normal("U.S. Department of Labor") == normal("Labor Department")
    True
    >>> normal("Ada Quill's campaign") == normal("Quill campaign")
    True
    >>> normal("Democratic Senators") == normal("Senate Democratic Caucus") == normal("Senate Democrats")
    True
    """
    low = _PREFIX.sub("", name.lower().replace("’", "'")).replace("appeal court", "court of appeal")
    low = _SENATE.sub(lambda match: f"senate {match[1] or match[2]}s", low)
    if campaign := _CAMPAIGN.fullmatch(low):
        return f"{campaign['owner']} campaign"
    if low.endswith(" police department"):
        return low.removesuffix(" department")
    match = re.fullmatch(r"(department|ministry) (?:of|for) (?:the )?(.+)", low)
    return f"{match[2]} {match[1]}" if match else low
