"""Finds candidates for names: from tables, from patterns around head nouns and titles, and from the model's names.

A candidate is a span of tokens with a type and a key; the longest candidate at a place wins, and where two are as
long the surer source does. Type ``none`` marks a span that looks like a name of ours and is none, ``law`` one that
gb_laws will take.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span, Token

from graphbuild.lexicon import items, table
from graphbuild.pipeline.laws.find import without_owner
from graphbuild.pipeline.names.context import CAPITALS, Context
from graphbuild.pipeline.names.patterns import InstitutionPatterns
from graphbuild.pipeline.names.people import PeoplePatterns
from graphbuild.pipeline.names.spans import (
    OPENERS,
    SUFFIXES,
    UPPER,
    Candidate,
    alternatives,
    headline_lines,
    person_part,
    select,
    trim,
    whole_compound,
)

_NAME = (
    rf"[{UPPER}][\w’'-]*(?: (?:[A-Z]\.|[{UPPER}][\w’'-]*|(?:al|el|ur|ul)-[{UPPER}][\w’'-]*|de|van|der|den|von|bin|binti"
    r"|al|el|da|di|dos|del|la|le|d/o|s/o|a/l|a/p))*"
)


_MEMBERS = frozenset(
    ["MP", "MEP", "MSP", "MLA", "MLC", "MPP", "MNA", "MHK", "MK", "TD", "Deputy"]
)  # of a party: "Veritas MEP"
_NOT_BODIES = frozenset([
    "Budget", "World", "MP", "MEP", "MSP", "GMT", "GDP", "QC", "CEO", "TV", "Crown", "State", "Home", "Bill",
    "Act", "AM",
])  # fmt: skip

_NO_BODY_WORDS = frozenset(["Prize", "Award", "Awards", "Stadium", "Arena", "Airport", "Highway", "Festival"])
_LINKS = frozenset(
    ["of", "the", "for", "and", "in", "on", "to", "de", "des", "du", "la", "le", "al", "der", "für", "y", "e", "at"]
)
# a peer's title is part of the name ("Lord Ashdale"), other titles are not
_INITIAL = re.compile(r"(?<![\w.])[A-Z]\. (?P<given>[A-Z][a-z]+) [A-Z][\w’'-]*\w")  # "M. Isabel Medina"
_PEER = re.compile(r"(?<!First )\b(?:Lord|Lady|Baroness|Baron) (?P<name>[A-Z][\w’'-]*\w)\b(?! [A-Z])")
_NOT_PEOPLE = frozenset(["Bill", "Act"])


class Finder:
    """The compiled tables and patterns of one pipeline."""

    def __init__(self, nlp: Language) -> None:
        self._matcher = PhraseMatcher(nlp.vocab)
        self._meaning: dict[int, tuple[str, str]] = {}
        self._needs: dict[str, frozenset[str]] = {}
        self.demonyms: dict[str, str] = {}
        self._read_tables(nlp)
        self._patterns = InstitutionPatterns()
        self._people = PeoplePatterns()
        self._context = Context(self.demonyms)
        self._given = frozenset(row["name"] for row in table("given_names"))
        self._surnames = frozenset(row["name"] for row in table("surnames"))
        titles = alternatives(row["title"] for row in table("titles"))
        self.title = re.compile(rf"(?<![\w-])(?:{titles})(?!\w)")
        self._titled = re.compile(rf"(?<![\w-])(?:(?:{titles}) )+(?P<name>{_NAME})")
        self._titles = frozenset(row["title"] for row in table("titles"))

    def _read_tables(self, nlp: Language) -> None:
        phrases: dict[tuple[str, str], list[str]] = {}
        for row in table("countries"):
            phrases.setdefault(("country", row["name"]), []).extend([row["name"], *items(row["aliases"])])
            self._needs[row["name"]] = frozenset(items(row["needs"]))
            for demonym in items(row["demonyms"]):
                self.demonyms.setdefault(demonym, row["name"])
        for name in ("bodies", "known", "parties", "world"):
            for row in table(name):
                phrases.setdefault(("institution", row["name"]), []).extend(items(row["forms"]))
                self._needs[row["name"]] = frozenset(items(row.get("needs", "")))
        phrases["none", ""] = [row["phrase"] for row in table("not_names")]
        for number, (meaning, forms) in enumerate(sorted(phrases.items())):
            self._meaning[nlp.vocab.strings.add(str(number))] = meaning
            self._matcher.add(str(number), [nlp.make_doc(form) for form in dict.fromkeys(forms)])

    def find(self, doc: Doc, text: str, laws: list[Span]) -> tuple[list[Candidate], set[int]]:
        """The candidates of a doc that do not overlap, in order; and the tokens that laws and the like hold. ``laws``
        are the spans that read as names of laws, ``text`` is the doc's: spaCy joins it anew at each access."""
        headlines = headline_lines(text)
        sure = [*self._from_tables(doc, text), *_as_laws(laws), *self._context.find(doc, text)]
        people = list(self._titled_people(doc, text))
        people += [Candidate(s.start, s.end, "person", "", 1) for s in self._people.find(doc, text)]
        guesses = [*people, *_without_person(doc, people, self._from_patterns(doc, text))]
        sure += [c for c in guesses if not _inside(doc, c, headlines)]
        taken = {i for c in sure if c.type in ("institution", "law", "none") for i in range(c.start, c.end)}
        named = {i for c in people for i in range(c.start, c.end)}
        model = [c for c in self._from_model(doc, text, taken) if not _inside(doc, c, headlines)]
        model = [c for c in model if c.type == "person" or named.isdisjoint(range(c.start, c.end))]
        chosen = select([*sure, *model])
        blocked = {i for c in chosen if c.type in ("none", "law") for i in range(c.start, c.end)}
        return [c for c in chosen if c.type not in ("none", "law")], blocked

    def _from_tables(self, doc: Doc, text: str) -> Iterator[Candidate]:
        met: dict[str, bool] = {}
        for match, start, end in self._matcher(doc):
            type_, key = self._meaning[match]
            needs = self._needs.get(key)
            if needs:
                if key not in met:
                    met[key] = any(re.search(rf"\b{re.escape(word)}\b", text) for word in needs)
                if not met[key]:
                    continue
            if type_ == "institution" and end - start == 1 and _part_of_longer_name(doc, start):
                continue
            yield Candidate(start, end, type_, key, 0)

    def _from_patterns(self, doc: Doc, text: str) -> Iterator[Candidate]:
        for span in self._patterns.find(doc, text):
            yield Candidate(span.start, span.end, "institution", "", 1)

    def _titled_people(self, doc: Doc, text: str) -> Iterator[Candidate]:
        for match in _INITIAL.finditer(text):
            span = doc.char_span(*match.span())
            if span is not None and match["given"] in self._given and not _says_i(span[0]):
                yield Candidate(span.start, span.end, "person", "", 1)
        for match in _PEER.finditer(text):
            if match["name"] not in self._titles and (span := doc.char_span(*match.span())) is not None:
                yield Candidate(span.start, span.end, "person", "", 1)
        for match in self._titled.finditer(text):
            span = doc.char_span(*match.span("name"), alignment_mode="expand")
            part = None if span is None else person_part(doc, span.start, span.end)
            part = None if part is None else self._name_of(doc, part)
            if part is not None:
                yield Candidate(part.start, part.end, "person", "", 1)

    def _from_model(self, doc: Doc, text: str, taken: set[int]) -> Iterator[Candidate]:
        for ent in doc.ents:
            start = ent.start
            while start < ent.end and (start in taken or _says_i(doc[start])):
                start += 1
            if start == ent.end or not taken.isdisjoint(range(start, ent.end)):
                continue
            if ent.start < start > ent.end - 2:
                continue
            named = self._named_person(doc, text, doc[start : ent.end], ent.label_)
            if named is not None:
                rank = 1 if named.text in self._surnames else 2
                yield Candidate(named.start, named.end, "person", "", rank)
            elif ent.label_ == "ORG" and start == ent.start:
                found = trim(doc, ent.start, ent.end)
                if found is not None and self._reads_as_institution(doc, found):
                    yield Candidate(found.start, found.end, "institution", "", 2)

    def _named_person(self, doc: Doc, text: str, span: Span, label: str) -> Span | None:
        """The person in a name of the model: labelled so, titled, well known, or opening with a given name."""
        titled = label == "ORG" and len(span) > 1 and self.title.match(text, span.start_char)
        if len(span) == 1 and span.text in self._surnames:
            return span
        if label == "PERSON" or titled or (label in ("ORG", "GPE", "FAC", "PRODUCT") and self._reads_as_person(span)):
            return self._person(doc, text, span)
        return None

    def _reads_as_person(self, ent: Span) -> bool:
        words = [t for t in ent if not t.is_punct and t.tag_ != "POS" and t.text not in SUFFIXES]
        if ent.text in self.demonyms:
            return False
        return 2 <= len(words) <= 3 and words[0].text in self._given and all(t.text.istitle() for t in words)

    def _person(self, doc: Doc, text: str, ent: Span) -> Span | None:
        start = ent.start_char
        if ent.start and (match := self.title.match(text, doc[ent.start - 1].idx)) and match.end() > start:
            start = match.end() + 1
        while match := self.title.match(text, start):
            start = match.end() + 1
        if start >= ent.end_char:
            return None
        span = doc.char_span(start, ent.end_char, alignment_mode="expand")
        part = None if span is None else person_part(doc, span.start, span.end)
        return None if part is None or len(part) > 7 or len(part.text) < 2 else self._name_of(doc, part)

    def _name_of(self, doc: Doc, part: Span) -> Span | None:
        """The whole name: a surname after initials added, a word before the given name cut off."""
        part = whole_compound(doc, part)
        if part.text in _NOT_PEOPLE or part.text in self._titles:
            return None
        if part[0].text.endswith(".") and part.end < len(doc) and _goes_on(doc[part.end]):
            part = doc[part.start : part.end + 1]
        if part[-1].text.endswith(".") and len(part) == 2:
            return None
        if len(part) > 2 and part[0].text not in self._given and part[1].text in self._given and len(part[0]) > 2:
            return part[1:]
        return part

    def _reads_as_institution(self, doc: Doc, span: Span) -> bool:
        text = span.text
        if "\n" in text or len(text) < 2 or not text[0].isalnum() or text.isdigit():
            return False
        if (
            text in self.demonyms
            or text in CAPITALS
            or text.title() in CAPITALS
            or text in _NOT_BODIES
            or text.removesuffix("s") in _NOT_BODIES
        ):
            return False
        if any(word.islower() and word.isalpha() and word not in _LINKS for word in text.split()):
            return False
        if not _NO_BODY_WORDS.isdisjoint(text.split()) or (
            len(span) == 1 and not text.isupper() and (text in self._given or _is_place_by_grammar(span[0]))
        ):
            return False
        before = doc[span.start - 2 : span.start].text if span.start > 1 else ""
        after = doc[span.end].text if span.end < len(doc) else ""
        post = before.split(" ")[0] in self._titles or (after in self._titles and after not in _MEMBERS)
        return not (len(span) == 1 and (post or text in OPENERS or not span[0].text[0].isupper()))


def _is_place_by_grammar(token: Token) -> bool:
    """True for "Selby" in "the riots in Selby": a lone word behind this preposition is a place."""
    return token.i > 0 and token.nbor(-1).lower_ == "in" and token.dep_ == "pobj"


def _without_person(doc: Doc, people: list[Candidate], bodies: Iterator[Candidate]) -> Iterator[Candidate]:
    """The bodies without the member named before: "Waseda University" for "Aiko Mori of Waseda University"."""
    ends = {c.start: c.end for c in people}
    for body in bodies:
        end = ends.get(body.start, 0)
        if end and end + 1 < body.end and doc[end].lower_ in ("of", "at", "for", "from"):
            yield body._replace(start=end + 1)
        else:
            yield body


def _as_laws(laws: list[Span]) -> Iterator[Candidate]:
    for span in map(without_owner, laws):
        yield Candidate(span.start, span.end, "law", "", 0)


def _says_i(token: Token) -> bool:
    """True for "I." in "So did I. Ann Lee went on": the end of a sentence and no initial."""
    return token.text == "I." and token.i > 0 and (token.nbor(-1).pos_ == "AUX" or token.nbor(-1).lower_ == "than")


def _goes_on(token: Token) -> bool:
    """True for "Ortega" after "J. Maria": the model stops too early after an initial."""
    return token.pos_ == "PROPN" and token.text[0].isupper() and not token.is_sent_start


def _part_of_longer_name(doc: Doc, at: int) -> bool:
    """True for "House" in "Chatham House": the model takes it for the end of a longer name."""
    if at == 0:
        return False
    before = doc[at - 1]
    return doc[at].ent_iob == 1 and before.text[0].isupper() and before.pos_ == "PROPN" and before.text not in OPENERS


def _inside(doc: Doc, candidate: Candidate, lines: list[tuple[int, int]]) -> bool:
    at = doc[candidate.start].idx
    return any(start <= at < end for start, end in lines)
