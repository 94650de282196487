"""Affiliations: which institution or country the text says a person belongs to or speaks for.

Four places tell: the words before the name ("Harbour Board chief Ann Lee"), an apposition after it ("Ann Lee, chief
of the Harbour Board"), a preposition ("Ann Lee of the Harbour Board"), and the party in brackets ("(R-Utah)").
Titles that imply a body ("Sen.") count where the text names that body. Past posts do not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from spacy.tokens import Doc, Span, Token

from graphbuild.lexicon import items, table
from graphbuild.pipeline.draft import Draft, DraftEntity
from graphbuild.pipeline.names import posts

_FORMER = frozenset(
    ["former", "ex", "late", "onetime", "then", "previous", "Former", "Then", "Ex", "deposed", "ousted"]
)
_PARTY_TAG = re.compile(r",? ?\(?(?P<party>[RD])(?:-[A-Z]|\))")
_PLURAL = re.compile(
    r"(?:\b(?:Sens\.|Reps\.|Govs\.|[Ss]enators|Tories|Republicans|Democrats|MPs|Justices|ministers)|(?P<owned>['’]s))\W*$"
)
_LIST_LINK = re.compile(r"(?: of [A-Z]\w+(?: [A-Z]\w+)?|,? \(?[RD]-[\w.]+\)?)?(?:,| and|, and) (?:Sir |Mr )?")
_OWN_BODY = re.compile(r"(?:['’]s)? (?:\w+ )?(?:administration|regime|government)$")
_PARTIES = {"R": "Republicans", "D": "Democrats"}
_PREPOSITIONS = frozenset(["of", "at", "for", "with", "from", "in"])
_NOT_IN_APPOSITION = frozenset(["who", "which", "that", "whose", "where", "and", "but", "or", "as"])
_SPEAKS = frozenset(["spokesman", "spokeswoman", "spokesperson", "minister", "secretary", "chancellor"])
_NO_POSTS = frozenset(
    ["hopeful", "delegate", "supporter", "critic", "opponent", "rival", "foe", "challenger", "farmer", "record", "ally"]
)
_OFFICES = frozenset(
    ["president", "minister", "chancellor", "ambassador", "king", "queen", "premier", "leader", "secretary"]
    + [
        "commissioner",
        "representative",
        "ruler",
        "dictator",
        "envoy",
        "diplomat",
        "chairman",
        "director",
        "head",
        "governor",
        "chief",
        "mayor",
        "spokesman",
        "spokeswoman",
    ]
)
_OFFICES_OF = frozenset(["member", "professor", "chair", "speaker", "justice", "judge", "dean", "editor", "founder"])
_HEADS_OF_STATE = ("prime minister", "chancellor", "minister")
_HONORIFICS = frozenset(
    ["Mr", "Mr.", "Mrs", "Ms", "Dr", "Dr.", "Sir", "Dame", "Prof", "Datuk", "Seri", "Tan", "Sri", "Haji", "Shri", "Adv"]
)
_HEADING = frozenset(["heads", "leads", "chairs", "runs", "directs"])
_LONGEST = 9


class Affiliations:
    """The titles that imply a body, compiled once."""

    def __init__(self) -> None:
        self._bodies = {row["title"].lower(): items(row["body"]) for row in table("titles")}
        self._longest = max(len(title.split()) for title in self._bodies)

    def fill(self, doc: Doc, draft: Draft) -> None:
        """Adds to ``affiliation`` of the draft's persons; once more when it is known what descriptions stand for."""
        keys = draft.keys
        people = [e for e in draft.entities.values() if e.type == "person"]
        own = [e for e in draft.entities.values() if e.type == "institution" and _OWN_BODY.search(e.name)]
        parties = {keys[row["name"]] for row in table("parties") if row["name"] in keys}
        text = draft.document.text  # spaCy joins the tokens anew at each access of doc.text
        known = posts.departments(draft)
        listed: set[int] = set()
        lead: dict[int, list[str]] = {}
        rest: dict[int, list[str]] = {}
        for span in (span for person in people for span in person.mentions):
            before = list(_before(doc, draft, span, parties))
            title = self._title(doc, span)
            implied = [keys[key] for key in self._bodies.get(title, ()) if key in keys]
            if title.endswith(_HEADS_OF_STATE) and any(e.type == "country" for e in before):
                implied = []
            elif implied and not title.endswith(_HEADS_OF_STATE):
                before = [e for e in before if e.type != "country"]
            heads = [e.id for e in posts.list_head(doc, draft, span, parties)]
            listed |= {span.start} if heads else set()
            before += posts.department(doc, span, known)
            lead[span.start] = [*(e.id for e in before), *implied, *heads]
            rest[span.start] = [e.id for e in (*_after(doc, text, draft, span), *posts.places(draft, span))]
            if (tag := _PARTY_TAG.match(text, span.end_char)) and _PARTIES[tag["party"]] in keys:
                rest[span.start].append(keys[_PARTIES[tag["party"]]])
        self._share(text, people, lead, listed)
        names = _names(people)
        for person in people:
            found = [key for span in person.mentions for key in (*lead[span.start], *rest[span.start])]
            found += [body.id for body in own if _OWN_BODY.sub("", body.name) in names[person.id]]
            found += [key for span in person.coreferences for key in self._described(draft, span, parties, keys)]
            person.affiliation.extend(key for key in dict.fromkeys(found) if key not in person.affiliation)

    def _described(self, draft: Draft, span: Span, parties: set[str], keys: Mapping[str, str]) -> list[str]:
        """The bodies that a description of a person names or implies: "the Tory leader", "the prime minister"."""
        words = [t.lower_ for t in span]
        if len(span) < 2 or _FORMER.intersection(words) or _NO_POSTS.intersection(words) or "shadow" in words:
            return []
        inside = dict.fromkeys(draft.entity_of[t.i] for t in span if draft.entity_of.get(t.i) in parties)
        return [*inside, *(keys[key] for key in self._bodies.get(" ".join(words[1:]), ()) if key in keys)]

    def _share(self, text: str, people: list[DraftEntity], lead: dict[int, list[str]], listed: set[int]) -> None:
        """Hands on what stands before a list: "Sens. Ann Lee of Ohio and Bo Hale of Utah"."""
        spans = sorted((span for person in people for span in person.mentions), key=lambda span: span.start)
        plural = False
        for last, span in zip(spans, spans[1:], strict=False):
            before = text[max(0, last.start_char - 40) : last.start_char]
            head, link = _PLURAL.search(before), text[last.end_char : span.start_char]
            plural = bool(head) or last.start in listed or plural
            plural = plural and bool(_LIST_LINK.fullmatch(link))
            if head and head["owned"] and " and " not in link:
                plural = False  # "in the Post's Ann Lee, Bo Hale said"
            if plural and not lead[span.start]:
                lead[span.start] = lead[last.start]

    def _title(self, doc: Doc, span: Span) -> str:
        """The title right before a name in lower case, "" when there is none or the post is past."""
        words = doc[max(0, span.start - 12) : span.start].text.rstrip(" ,").lower().split()
        if not any(word in _FORMER or word == "shadow" for word in words[-4:]):
            for length in range(self._longest, 0, -1):
                if (title := " ".join(words[-length:])) in self._bodies:
                    return title
        return ""


@cache
def affiliations() -> Affiliations:
    """The one instance: its tables are the same for every pipeline."""
    return Affiliations()


def _names(people: list[DraftEntity]) -> dict[str, set[str]]:
    """The names that each person has alone: of several with one surname, it is whom the text calls by that only."""
    bearers: dict[str, list[str]] = {}
    for person in people:
        bearers.setdefault(person.name.split()[-1], []).append(person.id)
    names = {}
    for person in people:
        surname = person.name.split()[-1]
        alone = len(bearers[surname]) == 1 or any(span.text == surname for span in person.mentions)
        names[person.id] = {person.name, surname} if alone else {person.name}
    return names


def _before(doc: Doc, draft: Draft, span: Span, parties: set[str]) -> Iterator[DraftEntity]:
    """Bodies before a name: "Tory leader Ann Lee", "Kenya's President Ann Lee", "Labour's Ann Lee"."""
    start = span.sent.start
    found: list[DraftEntity] = []
    post, linked = "", False
    i = span.start - 1
    if i >= start and doc[i].text in ("of", "for"):
        return  # "the Board's support for Ann Lee"
    while i > start and doc[i].text in _HONORIFICS:
        i -= 1
    if i - 1 > start and doc[i].text == "," and doc[i - 1].lower_ in _OFFICES:
        i -= 1
    while i >= start and span.start - i <= _LONGEST:
        token = doc[i]
        entity = draft.entity_at(token)
        if entity is not None and entity.type in ("institution", "country"):
            if entity not in found and (linked or entity.id in parties):
                found.append(entity)
        elif entity is not None or not _in_post(draft, token):
            break
        elif token.text in _FORMER:
            return
        elif not post and token.pos_ == "NOUN":
            post = token.lower_
        linked = linked or entity is None
        i -= 1
    if i >= start and doc[i].text in _FORMER:
        return
    if post in _NO_POSTS:
        found = [entity for entity in found if entity.id in parties]
    if len(found) > 1 and post in _SPEAKS:
        found = found[-1:]
    if any(entity.type == "institution" for entity in found):
        found = [entity for entity in found if entity.type == "institution"]
    yield from found


def _in_post(draft: Draft, token: Token) -> bool:
    """True for words between a body and the person who has a post in it."""
    if token.text in ("'s", "’s", "'", "’", "-") or token.text in _FORMER:
        return True
    if token.text == "and":
        return token.i > 0 and token.nbor(-1).pos_ == "PROPN" and draft.entity_at(token.nbor(-1)) is None
    if token.text in ("of", "for"):  # "Secretary of State", not "the Board's criticism of"
        return token.i > 0 and (token.nbor(-1).pos_ == "PROPN" or token.nbor(-1).lower_ in _OFFICES | _OFFICES_OF)
    if token.text == "the":
        return token.i > 1 and token.nbor(-1).text in ("of", "for") and token.nbor(-2).lower_ in _OFFICES
    return token.pos_ in ("NOUN", "PROPN", "ADJ", "ADV") and not token.is_sent_start


def _after(doc: Doc, text: str, draft: Draft, span: Span) -> Iterator[DraftEntity]:
    """Bodies after a name: "Ann Lee, head of the Board, …", "Ann Lee of the Board", "Ann Lee is its director"."""
    end = span.sent.end
    i = span.end
    yield from _in_brackets(doc, draft, i)
    yield from _who_heads(doc, draft, i, end)
    while i < end and (doc[i].text in ("(", ")") or _PARTY_TAG.match(text, doc[i].idx)):
        i += 1
    if i >= end:
        return
    if doc[i].text in ("of", "from") and i + 1 < end and draft.entity_at(doc[i + 1]) is None:
        place = i + 1
        while place < end and (doc[place].pos_ == "PROPN" or doc[place].lower_ == "the"):
            place += 1
        if place < end and doc[place].text == ",":
            i = place
    if doc[i].text == "," and i + 1 < end and doc[i + 1].text in ("of", "from", "at", "for"):
        i += 1
    direct = doc[i].text in _PREPOSITIONS and (doc[i].text == "of" or len(span) > 1)
    if (not direct and doc[i].text != "," and doc[i].lower_ != "is") or doc[i].text == "in":
        return
    i += not direct
    yield from _apposition(doc, draft, i, min(end, i + 16), direct=direct)


def _in_brackets(doc: Doc, draft: Draft, at: int) -> Iterator[DraftEntity]:
    """The party in brackets: "Ann Lee (Harbour Party)", "Ann Lee (HP, Northmoor)"."""
    if at + 2 >= len(doc) or doc[at].text != "(":
        return
    body, after = draft.entity_at(doc[at + 1]), at + 1
    while after < len(doc) and body is not None and draft.entity_at(doc[after]) is body:
        after += 1
    if body is not None and body.type == "institution" and after < len(doc) and doc[after].text in (")", ",", "-", "/"):
        yield body


def _who_heads(doc: Doc, draft: Draft, start: int, end: int) -> Iterator[DraftEntity]:
    """The body of a relative clause: "Ann Lee, who heads the Harbour Board"."""
    if start + 4 >= end or [t.lower_ for t in doc[start : start + 2]] != [",", "who"]:
        return
    i = start + 3 + (doc[start + 3].lower_ == "the")
    body = draft.entity_at(doc[i]) if doc[start + 2].text in _HEADING else None
    if body is not None and body.type == "institution":
        yield body


def _apposition(doc: Doc, draft: Draft, start: int, end: int, *, direct: bool) -> Iterator[DraftEntity]:
    """The bodies in the noun phrase that opens at ``start``, if it names a post."""
    found: list[DraftEntity] = []
    post, office = direct, False
    for i in range(start, end):
        token = doc[i]
        entity = draft.entity_at(token)
        if entity is not None:
            if entity.type not in ("institution", "country") or (direct and entity.type == "country"):
                break
            if entity not in found:
                found.append(entity)
            post = post or token.text in ("Democrat", "Republican", "Tory")
            if direct and (i + 1 >= end or draft.entity_at(doc[i + 1]) is None):
                break
            continue
        if token.text in _FORMER or token.lower_ in _NO_POSTS or (i == start and not direct and token.pos_ == "ADP"):
            return
        if token.text == "and" and post and not found and i + 1 < end and doc[i + 1].pos_ == "NOUN":
            continue
        if token.text in ("-", "'", "’") or token.lower_ == "one":
            continue
        if token.pos_ in ("VERB", "AUX", "PRON", "SCONJ") or token.is_punct or token.lower_ in _NOT_IN_APPOSITION:
            break
        if token.pos_ in ("NOUN", "PROPN"):
            post = True
            office = office or token.lower_ in _OFFICES
    if post:
        yield from (entity for entity in found if office or entity.type != "country")
