"""Descriptions that stand for an entity introduced before: "the senator", "the department", "the group"."""

from __future__ import annotations

from itertools import islice

import numpy as np
from spacy.tokens import Doc, Span, Token

from graphbuild.lexicon import table
from graphbuild.pipeline.coreference.known import Known
from graphbuild.pipeline.draft import Draft, DraftEntity

_TITLE_ROLES = {
    "sen.": "senator",
    "sens.": "senator",
    "rep.": "representative",
    "reps.": "representative",
    "congressman": "representative",
    "congresswoman": "representative",
    "gov.": "governor",
    "dr.": "doctor",
    "prof.": "professor",
    "gen.": "general",
    "atty.": "attorney",
}
_FORMER = frozenset(["former", "ex", "ex-", "late", "then", "onetime"])
# what is no part of the post itself: "the chancellor" is not the shadow chancellor
_LESSER = frozenset(["shadow", "vice", "deputy", "acting", "assistant", "under", "spokesman", "spokeswoman"])
# words for a body that need not stand in its name, and the words of names that they cannot mean
_STATE = frozenset(
    [
        "department",
        "ministry",
        "court",
        "senate",
        "house",
        "congress",
        "parliament",
        "administration",
        "government",
        "police",
        "committee",
        "office",
        "bureau",
        "agency",
        "commission",
        "council",
        "party",
        "democrats",
        "republicans",
    ]
)
_NO_COMPANY = _STATE | {"university", "college", "school", "church", "union", "league", "association"}
_GENERIC = {
    "group": _STATE,
    "organization": _STATE,
    "organisation": _STATE,
    "charity": _STATE,
    "company": _NO_COMPANY,
    "firm": _NO_COMPANY,
    "agency": frozenset(["senate", "house", "congress", "parliament", "court", "party", "university", "committee"]),
}
# kinds that many bodies of a text are of, and words of names that are no kinds
_COMMON = frozenset(["party", "group", "campaign", "candidate"])
_NO_KINDS = frozenset(["police", "crown", "state", "poll", "news", "times", "post"])
# words of newspapers' and unions' names, for "the newspaper" and "the union"
_NEWS = frozenset(
    ["times", "post", "news", "journal", "herald", "tribune", "guardian", "telegraph", "mail", "independent", "sun"]
    + [
        "mirror",
        "observer",
        "chronicle",
        "globe",
        "standard",
        "mercury",
        "gazette",
        "star",
        "today",
        "press",
        "express",
    ]
)
_UNIONS = frozenset(["union", "association", "federation", "workers", "teachers", "teamsters", "guild", "brotherhood"])
_MINISTRIES = frozenset(["department", "ministry", "office", "treasury"])
_NAMED_LIKE = {
    "newspaper": _NEWS,
    "paper": _NEWS,
    "union": _UNIONS,
    "department": _MINISTRIES,
    "ministry": _MINISTRIES,
}
# "the rights group": words before the noun that tell no particular body from others
_KINDS_OF_GROUP = frozenset(
    ["campaign", "rights", "pressure", "lobby", "advocacy", "trade", "employers", "aid", "news"]
)
_NO_BODIES = frozenset(
    ["same", "other", "ethnic", "armed", "militant", "terrorist", "new", "latest", "whole", "entire"]
)
_HEADS = frozenset(["chief", "boss", "head", "leader", "director", "president", "chairman", "chairwoman", "spokesman"])
# nouns for a person by office, of which one has one at a time, and by standing
_OFFICES = frozenset(
    ["president", "premier", "minister", "chancellor", "secretary", "leader", "senator", "congressman", "congresswoman"]
    + ["representative", "governor", "mayor", "commissioner", "ambassador", "judge", "justice", "speaker", "chairman"]
    + ["chairwoman", "chair", "director", "professor", "envoy", "general", "bishop", "archbishop"]
)
_PERSONS = _OFFICES | frozenset(
    [
        "candidate",
        "nominee",
        "frontrunner",
        "lady",
        "star",
        "magnate",
        "developer",
        "neurosurgeon",
        "challenger",
        "incumbent",
        "politician",
        "lawmaker",
        "legislator",
        "peer",
    ]
    + ["lady", "star", "magnate", "developer", "neurosurgeon"]
    + ["economist", "businessman", "businesswoman", "billionaire", "mogul", "lawyer", "backbencher", "diplomat"]
)
_MEMBERS = frozenset(["Democrat", "Republican", "Conservative", "Tory", "Liberal", "Socialist", "Green", "Independent"])
_COURTS = (("court of appeal", "appeals court"), ("circuit", "appeals court"), ("supreme court", "high court"))
_REACH = 3  # sentences


class Roles:
    """The roles of persons and the kinds of institutions; resolve nouns from left to right."""

    def __init__(self, doc: Doc, draft: Draft) -> None:
        self.doc, self.draft = doc, draft
        self.sentence = np.cumsum(doc.to_array("SENT_START") == 1)
        self.known = Known(draft)
        self.roles: dict[str, dict[str, int]] = {}  # by role the entities with their first mention, in its order
        named = [entity for entity in draft.entities.values() if entity.mentions]
        for entity in sorted(named, key=lambda e: (e.mentions[0].start, e.id)):
            if entity.type == "person":
                names = {role for span in entity.mentions for role in _roles(span)}
            elif entity.type == "institution":
                names = {kind for span in entity.mentions for kind in _kinds(span.text)}
            else:
                continue
            for name in names - _NO_KINDS:
                self.roles.setdefault(name, {})[entity.id] = entity.mentions[0].start
        named_so = {e.id for e in named if e.type == "institution" and e.name.lower().split()[-1] == "party"}
        self.parties = named_so | {draft.keys[row["name"]] for row in table("parties") if row["name"] in draft.keys}
        self.officers = {key for role, named in self.roles.items() if role in _OFFICES for key in named}
        self.heads = {role.split(" of ")[0].split()[-1] for role in self.roles if role} | {
            *_GENERIC,
            *_NAMED_LIKE,
            *_HEADS,
            "party",
        }

    def resolve(self, token: Token) -> None:
        """Adds a description to the coreferences of the entity it stands for, if that is clear."""
        if token.tag_ in ("NN", "NNP") and token.text in _MEMBERS:
            self._resolve_member(token)
        elif token.lower_ in self.heads or token.lower_ in _PERSONS:
            span = _description(token)
            if span is None or token.i in self.draft.entity_of:
                return
            owners = self._owners(span)
            if owners is None:
                return
            known = self.known.of(span)
            if known is not None:
                entity: DraftEntity | None = known
            elif token.lower_ == "party":
                entity = self._party(token) if len(span) == 2 else None
            else:
                entity = self._named_so(token, span, owners) or self._head_of(token, owners)
            if entity is None and not owners and all(_tells_no_body(t) for t in self.doc[span.start + 1 : token.i]):
                entity = self._generic(token)
            if entity is None:
                entity = self._subject_before(token, owners)
            if entity is not None:
                self.draft.add_coreference(entity, span)

    def _owners(self, span: Span) -> set[str] | None:
        """The bodies and countries that a description names ("the Tory leader"); None when it names another thing."""
        found = {self.draft.entity_of[t.i] for t in span if t.i in self.draft.entity_of}
        if any(self.draft.entities[key].type not in ("institution", "country") for key in found):
            return None
        return found

    def _resolve_member(self, token: Token) -> None:
        """ "The Democrat" is a person of the party and not the party: the one whom the text has just named, or none."""
        span = _description(token)
        determined = any(t.dep_ == "det" and t.lower_ not in ("no", "every") for t in token.lefts)
        if token.dep_ in ("compound", "amod", "nmod", "appos", "attr") or not determined:
            return
        party = self.draft.entity_of.pop(token.i, None)
        if span is None or party is None:
            return
        near = [key for key in self._near(token) if party in self.draft.entities[key].affiliation]
        entity = self.draft.entities[near[0]] if len(near) == 1 else self._subject_before(token, {party})
        if entity is not None:
            entity.affiliation += [party] if party not in entity.affiliation else []
            self.draft.add_coreference(entity, span)

    def _named_so(self, token: Token, span: Span, owners: set[str]) -> DraftEntity | None:
        words = span[1:].text.lower()
        places = all(t.pos_ == "PROPN" for t in self.doc[span.start + 1 : token.i])
        named = self.roles.get(words, {})
        if not named and (owners or places):
            rest = [t for t in self.doc[span.start + 1 : span.end] if owners and t.i not in self.draft.entity_of]
            key = (
                " ".join(t.lower_ for t in rest if t.text not in ("'s", "’s"))
                or self.doc[token.i : span.end].text.lower()
            )
            named = self.roles.get(key, {})
            named = {k: at for k, at in named.items() if not owners or owners & self._belongs(k)}
        seen = [key for key, first in islice(named.items(), 2) if first < token.i]
        if len(seen) > 1 or token.lower_ in _COMMON:
            seen = [key for key in self._near(token) if key in named]
        return self.draft.entities[seen[0]] if len(seen) == 1 else None

    def _belongs(self, key: str) -> set[str]:
        return set(self.draft.entities[key].affiliation)

    def _subject_before(self, token: Token, owners: set[str]) -> DraftEntity | None:
        """The one person of the sentence before, when she is its subject and may well be what the description says.

        Nobody whose post is known to be another's, or who is of another party or country, or with somebody else named
        in between.
        """
        sentence = token.sent
        if token.dep_ not in ("nsubj", "nsubjpass") or token.lower_ not in _PERSONS and token.text not in _MEMBERS:
            return None
        if not sentence.start:
            return None
        before = self.doc[sentence.start - 1].sent
        subject = next((t for t in before.root.children if t.dep_ in ("nsubj", "nsubjpass")), None)
        entity = None if subject is None else self.draft.entity_at(subject)
        people = {self.draft.entity_of[i] for i in range(before.start, token.i) if i in self.draft.entity_of}
        people = {key for key in people if self.draft.entities[key].type == "person"}
        if entity is None or people != {entity.id}:
            return None
        holders = [k for k in self.roles.get(token.lower_, {}) if self.draft.entities[k].type == "person"]
        if holders and entity.id not in holders:
            return None
        if token.lower_ in _OFFICES and (entity.id in self.officers or not owners & self._belongs(entity.id)):
            return None  # in a debate "the minister" is as likely the one who answers
        if owners and not owners & self._belongs(entity.id) and (self._belongs(entity.id) or self._others(owners)):
            return None
        return entity

    def _others(self, owners: set[str]) -> bool:
        """True when the text names somebody of these bodies or countries, or one is a country."""
        people = (e for e in self.draft.entities.values() if e.type == "person")
        countries = any(self.draft.entities[key].type == "country" for key in owners)
        return countries or any(owners.intersection(e.affiliation) for e in people)

    def _head_of(self, token: Token, owners: set[str]) -> DraftEntity | None:
        """The one person near by of a body that is no party, for "the Board's chief" and the like."""
        if token.lower_ not in _HEADS or len(owners) != 1 or not owners.isdisjoint(self.parties):
            return None
        if any(self.draft.entities[key].type == "country" for key in owners):
            return None
        near = [key for key in self._near(token) if owners & self._belongs(key)]
        return self.draft.entities[near[0]] if len(near) == 1 else None

    def _party(self, token: Token) -> DraftEntity | None:
        """The party that was named last, or that the person belongs to who was."""
        found: dict[str, int] = {}
        for key, back in self._near(token).items():
            parties = {key} & self.parties or self._belongs(key) & self.parties
            for party in parties if len(parties) == 1 else ():
                found[party] = min(back, found.get(party, back))
        nearest = [key for key, back in found.items() if back == min(found.values())]
        return self.draft.entities[nearest[0]] if len(nearest) == 1 else None

    def _generic(self, token: Token) -> DraftEntity | None:
        if token.lower_ not in _GENERIC and token.lower_ not in _NAMED_LIKE:
            return None
        near = [(back, self.draft.entities[key]) for key, back in self._near(token).items()]
        fitting = [
            (back, entity)
            for back, entity in near
            if entity.type == "institution" and _fits(token.lower_, set(entity.name.lower().split()))
        ]
        least = min((back for back, _ in fitting), default=0)
        nearest = [entity for back, entity in fitting if back == least]
        return nearest[0] if len(nearest) == 1 else None

    def _near(self, token: Token) -> dict[str, int]:
        """How many sentences back the entities of the last few sentences stand, by id."""
        here = self.sentence[token.i]
        first = int(np.searchsorted(self.sentence, here - _REACH))
        places = ((i, self.draft.entity_of.get(i)) for i in range(first, token.i))
        return {key: int(here - self.sentence[i]) for i, key in places if key is not None}


def _tells_no_body(token: Token) -> bool:
    """True for a word that says only what kind of body a description means: "the environmental group"."""
    if token.text in ("'", "’", "'s", "’s"):
        return True
    return token.text.islower() and (
        token.lower_ in _KINDS_OF_GROUP or (token.pos_ == "ADJ" and token.lower_ not in _NO_BODIES)
    )


def _fits(kind: str, words: set[str]) -> bool:
    """True when a body of these words may be called "the group", "the newspaper"."""
    return not words.isdisjoint(_NAMED_LIKE[kind]) if kind in _NAMED_LIKE else words.isdisjoint(_GENERIC[kind])


def _description(token: Token) -> Span | None:
    """The span of "the senator", "the Ohio senator", "the secretary of state"; None for what is described otherwise."""
    if token.tag_ not in ("NN", "NNP") or token.dep_ in ("appos", "attr", "oprd"):
        return None
    if token.dep_ == "compound" and token.head.pos_ != "VERB":
        return None
    doc, start = token.doc, token.i
    while (
        start > 0 and doc[start - 1].dep_ in ("compound", "amod", "nmod") and start <= doc[start - 1].head.i <= token.i
    ):
        start -= 1
    start -= 1
    if start < 0 or doc[start].lower_ != "the":
        return None
    for child in token.rights:
        if child.dep_ == "prep" and child.lower_ == "of" and child.i == token.i + 1:
            return doc[start : child.right_edge.i + 1]
        if child.dep_ in ("prep", "appos", "relcl", "acl"):
            return None
    return doc[start : token.i + 1]


def _roles(span: Span) -> set[str]:
    """The posts that a mention's noun phrase gives a person, in lower case: "senator", "secretary of state"."""
    root = span.root
    nouns = [t for t in root.rights if t.dep_ == "appos" and t.i >= span.end]
    if root.dep_ == "appos" and root.head.pos_ in ("NOUN", "PROPN"):
        nouns.append(root.head)
    if root.dep_ == "nsubj" and root.head.lemma_ == "be":
        nouns += [t for t in root.head.rights if t.dep_ == "attr"]
    titled = (*span, *root.lefts, *span.doc[max(span.start - 1, span.sent.start) : span.start])
    roles = {_TITLE_ROLES[t.lower_] for t in titled if t.lower_ in _TITLE_ROLES}
    for phrase in [_before(span), *map(_phrase, nouns)]:
        if phrase:
            roles.add(" ".join(phrase))
        if phrase and not _FORMER.intersection(phrase) and not _LESSER.intersection(phrase):
            roles.add(phrase[-1] if "of" not in phrase else " ".join(phrase[phrase.index("of") - 1 :]))
            roles.add(phrase[-1] if "of" not in phrase else phrase[phrase.index("of") - 1])
    return roles


def _before(span: Span) -> list[str]:
    """The words of the title before a name: "Prime Minister", "Secretary of State"."""
    start = span.start
    doc = span.doc
    while start > span.sent.start and (
        doc[start - 1].pos_ in ("PROPN", "NOUN", "ADJ") or doc[start - 1].lower_ == "of"
    ):
        start -= 1
    if start and doc[start - 1].lower_ in ("a", "an"):
        return []
    return [t.lower_ for t in doc[start : span.start]]


def _phrase(noun: Token) -> list[str]:
    """The words of a post: "chief executive", "secretary of state"."""
    start, end = noun.i, noun.i + 1
    while start > noun.left_edge.i and noun.doc[start - 1].dep_ in ("compound", "amod", "nmod"):
        start -= 1
    for child in noun.rights:
        if child.dep_ == "prep" and child.lower_ == "of" and child.i == end:
            end = child.right_edge.i + 1
    return [t.lower_ for t in noun.doc[start:end]]


def _kinds(name: str) -> set[str]:
    """What an institution of this name is called for short: "commission", "department", "appeals court"."""
    low = name.lower()
    words = low.split()
    cut = next((i for i, word in enumerate(words) if i and word in ("of", "for", "on", "against", "to")), len(words))
    return {words[cut - 1]} | {kind for part, kind in _COURTS if part in low}
