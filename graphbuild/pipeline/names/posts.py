"""Further places that tell whom a person belongs to: the grammar of appositions, clauses and lists, and departments."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from spacy.tokens import Doc, Span, Token

from graphbuild.pipeline.draft import Draft, DraftEntity

_PAST = frozenset(["former", "ex", "late", "onetime", "then", "previous", "deposed", "ousted", "outgoing"])
_RUNS = frozenset(["chair", "head", "lead", "run", "direct", "represent", "manage"])
_WORKS = frozenset(["work", "teach", "study", "research", "practise", "practice", "lecture"])
_OF = frozenset(["of", "for", "at", "from", "with"])
_NO_POSTS = frozenset(
    ["supporter", "critic", "opponent", "rival", "foe", "challenger", "ally", "friend", "wife", "husband", "son"]
    + ["daughter", "brother", "sister", "widow", "lawyer", "attorney", "victim", "reader", "fan", "donor", "delegate"]
    + ["candidate", "hopeful", "hostage", "enemy", "father", "mother", "nominee", "pick", "choice", "favourite"]
)
_PLURALS = frozenset(
    ["senators", "representatives", "congressmen", "lawmakers", "legislators", "members", "mps", "meps", "peers"]
    + ["ministers", "governors", "leaders", "officials", "candidates", "backbenchers", "councillors", "politicians"]
)
_ONLY = frozenset(["only", "first", "last", "lone", "sole", "two", "three", "all"])
_INTRODUCES = frozenset(["--", "–", "—", ":", "including", "them", "as", "like"])
_SECRETARY = re.compile(
    r"(?P<what>[A-Z][\w-]+(?:,? (?:and )?[A-Z][\w-]+){0,3}) (?:Secretary|Minister)\W*$"
    r"|(?:Secretary of State|Secretary|Minister) (?:of|for) (?P<of>[A-Z][\w-]+(?:,? (?:and )?[A-Z][\w-]+){0,3})\W*$"
)
_DEPARTMENT = re.compile(
    r"(?:Department|Ministry|Office) (?:of|for) (?:the )?(?P<of>.+)|(?P<what>.+) (?:Department|Ministry|Office)$"
)
_LONGEST_LIST_HEAD = 12


def places(draft: Draft, span: Span) -> Iterator[DraftEntity]:
    """The bodies that the grammar around a person's name gives her."""
    root = span.root
    for child in root.rights:
        if child.dep_ == "appos" and child.pos_ == "NOUN":
            yield from _of_post(draft, child)
    if root.dep_ == "appos" and root.head.pos_ == "NOUN":
        yield from _of_post(draft, root.head)
    for child in root.rights:
        if child.dep_ == "relcl" and child.lemma_ in _RUNS and child.tag_ in ("VBZ", "VBP"):
            yield from _entities(draft, (t for t in child.rights if t.dep_ == "dobj"))
        if child.dep_ == "relcl" and child.lemma_ in _WORKS and child.tag_ in ("VBZ", "VBP"):
            yield from _entities(draft, _places_of_work(child))
    subject = root.head if root.dep_ == "conj" else root
    while subject.dep_ == "conj":
        subject = subject.head
    verb = subject.head
    if subject.dep_ == "nsubj" and verb.lemma_ == "be" and verb.lower_ in ("is", "are", "were"):
        yield from _entities(draft, (t for t in verb.rights if t.dep_ == "attr" and _is_member(t)))


def _places_of_work(verb: Token) -> list[Token]:
    """Where somebody works: "who studies tides at the Harbour Institute"."""
    heads = [verb, *(t for t in verb.rights if t.dep_ == "dobj")]
    preps = [t for head in heads for t in head.rights if t.dep_ == "prep" and t.lower_ in ("at", "for", "with")]
    return [t for prep in preps for t in prep.rights if t.dep_ == "pobj"]


def departments(draft: Draft) -> dict[str, DraftEntity]:
    """The ministries of the text by what they are for, in lower case."""
    found: dict[str, DraftEntity] = {}
    for entity in draft.entities.values():
        named = _DEPARTMENT.search(entity.name) if entity.type == "institution" else None
        if named is not None:
            found.setdefault((named["of"] or named["what"]).lower(), entity)
    return found


def department(doc: Doc, span: Span, known: Mapping[str, DraftEntity]) -> Iterator[DraftEntity]:
    """The department whose secretary or minister the words before a name tell of."""
    match = _SECRETARY.search(doc[max(span.sent.start, span.start - 9) : span.start].text) if known else None
    if match is not None and not _PAST.intersection(doc[max(0, span.start - 9) : span.start].text.lower().split()):
        said = (match["what"] or match["of"]).lower()
        if said in known:
            yield known[said]


def list_head(doc: Doc, draft: Draft, span: Span, parties: set[str]) -> Iterator[DraftEntity]:
    """The party of those whom a list names that opens with the span: "the Republican senators -- Ada Quill, …"."""
    at = span.start - 1
    if at <= span.sent.start or doc[at].lower_ not in _INTRODUCES:
        return
    for token in reversed(doc[max(span.sent.start, at - _LONGEST_LIST_HEAD) : at]):
        entity = draft.entity_at(token)
        if entity is not None and entity.type == "person":
            return
        if token.tag_ in ("NNS", "NNPS") and token.lower_ in _PLURALS:
            for child in token.lefts:
                other = draft.entity_at(child)
                if other is not None and other.id in parties:
                    yield other
            return
        if entity is not None and entity.id in parties and token.tag_ in ("NNS", "NNPS"):
            yield entity
            return


def _of_post(draft: Draft, noun: Token) -> Iterator[DraftEntity]:
    """The bodies whose post a noun names: "the union's secretary", "a spokeswoman for the Board"."""
    if noun.lemma_.lower() in _NO_POSTS or noun.i in draft.entity_of:
        return
    if any(child.lower_ in _PAST for child in noun.children):
        return
    owners = [child for child in noun.lefts if child.dep_ in ("poss", "compound", "nmod", "amod")]
    for child in noun.rights:
        if child.dep_ == "prep" and child.lower_ in _OF:
            owners += [t for t in child.rights if t.dep_ == "pobj"]
    yield from _entities(draft, owners)


def _entities(draft: Draft, tokens: Iterator[Token] | list[Token]) -> Iterator[DraftEntity]:
    for token in tokens:
        entity = draft.entity_at(token)
        if entity is not None and entity.type == "institution":
            yield entity


def _is_member(token: Token) -> bool:
    """True for "a Democrat" and "the only Republicans": members, no body."""
    if token.tag_ not in ("NN", "NNS", "NNP", "NNPS"):
        return False
    return any(t.lower_ in ("a", "an") for t in token.lefts) or any(t.lower_ in _ONLY for t in token.lefts)
