"""gb_citation: who invokes which law, ruling or authority.

Four ways of citing. A law named in a holder's own words, where it is not itself what is fought over. A verb of citing
("cites", "invoked", "points to") with a law, institution or person as its object, or with a document of theirs. A
deed of law done "under" or "pursuant to" a law. And in a holder's words what another one found ("as the Audit Office
found", "according to the Audit Office").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.language import Language
from spacy.symbols import ADJ, ADP, ADV, NOUN, PROPN, VERB
from spacy.tokens import Doc, Span, Token

from graphbuild.model import ACTOR_TYPES
from graphbuild.pipeline import syntax
from graphbuild.pipeline.draft import Draft, DraftEntity, DraftStance, draft_of

NAME = "gb_citation"

_CITING = {
    "cite": "", "invoke": "", "quote": "", "assert": "", "plead": "", "exercise": "", "point": "to", "rely": "on",
    "refer": "to", "appeal": "to",
}  # fmt: skip
_LAW_ONLY = frozenset(["assert", "plead", "exercise", "point", "rely", "refer", "appeal"])
_DOCUMENTS = frozenset([
    "report", "study", "data", "datum", "figure", "finding", "ruling", "decision", "memo", "memorandum", "letter",
    "survey", "statistic", "estimate", "analysis", "research", "opinion", "guideline", "testimony", "poll", "speech",
])  # fmt: skip
_UNDER = frozenset(["under", "per"])
_PURSUANT = frozenset(["pursuant", "according"])
_DEEDS = frozenset([
    "sue", "file", "charge", "challenge", "rule", "strike", "overturn", "block", "claim", "argue", "petition", "invoke",
    "prosecute", "seek", "reject", "object", "void", "uphold", "act", "appeal", "complain", "find", "order",
])  # fmt: skip
_FOUND = frozenset([
    "find", "conclude", "estimate", "show", "determine", "calculate", "project", "rule", "reveal", "recommend",
    "confirm", "forecast", "advise",
])  # fmt: skip
_SAID = frozenset(["say", "put", "note", "warn", "point", "write", "argue", "observe", "state"])
# what is done to a law that is itself the matter
_CHANGED = frozenset([
    "pass", "repeal", "amend", "change", "replace", "scrap", "sign", "veto", "ratify", "suspend", "renegotiate",
    "abolish", "reform", "rewrite", "overhaul", "introduce", "draft", "support", "back", "oppose", "reject", "tear",
    "leave", "quit", "withdraw", "pull", "exit", "join", "adopt", "approve", "enact", "push", "vote", "simplify",
    "accept", "deliver", "promise", "get", "put", "write", "add", "enshrine", "bring", "debate", "ratification",
    "repeal", "reform", "amendment", "withdrawal",
    "exit", "overhaul", "rejection", "passage", "adoption", "supporter", "opponent", "critic", "support", "opposition",
])  # fmt: skip
_OFTEN = 4  # mentions of an act or bill that make it the matter of a text
_PRINCIPLES = frozenset([
    "constitution", "amendment", "amendments", "convention", "conventions", "treaty", "charter", "covenant", "protocol",
    "declaration", "law", "laws", "process", "clause", "rights", "statute", "article",
])  # fmt: skip
_AUTHORITY = re.compile(
    r"[A-Z]\w+ (?:ruling|judge?ment)\b|\bAct\b|\bact$|§|\bv\. |U\.S\.C|C\.F\.R|\b(?:Directive|Regulation"
    r"|Resolution|Order) "
)
_KEPT = frozenset([
    "violate", "breach", "break", "comply", "compliance", "accordance", "line", "contrary", "compatible", "violation",
    "incompatible", "apply", "conform", "conformity", "consistent", "inconsistent", "counter", "observe",
    "honour", "honor", "follow", "obey", "respect", "defy",
])  # fmt: skip
# what a law does to those under it
_NORMS = frozenset([
    "require", "promise", "guarantee", "allow", "permit", "oblige", "protect", "forbid", "prohibit", "entitle",
    "mandate",
    "provide", "bind", "enshrine", "bar", "compel", "demand", "stipulate", "empower", "authorise", "authorize",
])  # fmt: skip
_UNSURE = frozenset(["could", "might", "may", "would", "can"])
_JUDGES = frozenset(["judge", "justice", "panel", "magistrate", "bench", "jury"])
_SPOKEN = 0.7
_TOLD = 0.8
_FINDING = 0.45


@Language.component(NAME)
def citation(doc: Doc) -> Doc:
    """Adds the citations to ``draft.stances``, sign 0."""
    draft = draft_of(doc)
    disputed = _disputed(draft)
    before = len(draft.stances)
    for token in doc:
        if token.pos == VERB:
            lemma = token.lemma_.lower()
            if lemma in _CITING:
                _told(draft, token, lemma)
            if lemma in _DEEDS:
                _deed(draft, token, disputed)
            if lemma in _FOUND or lemma in _SAID or _makes_point(token):
                _found(draft, token, lemma)
        elif token.lower_ == "according":
            _according(draft, token)
    # who says in quotation marks that another one invokes a law invokes it, too
    told = {s.target.i for s in draft.stances[before:] if s.said is None or s.said.form == "indirect"}
    for entity in list(draft.entities.values()):
        if entity.type == "law" and entity.id not in disputed:
            for span in entity.mentions:
                if span.root.i not in told:
                    _spoken(draft, entity, span)
    return doc


def _disputed(draft: Draft) -> set[str]:
    """The laws that are fought over: somebody takes a side on them, the text describes them again and again ("the
    law"), or they are the act or bill that the text is about."""
    aimed = {draft.entity_of.get(stance.target.i) for stance in draft.stances if stance.sign}
    found = {key for key in aimed if key}
    for entity in draft.entities.values():
        if entity.type == "law":
            described = any(span[0].lower_ in ("the", "this", "that") for span in entity.mentions)
            if described or (len(entity.mentions) >= _OFTEN and not _is_principle(entity)):
                found.add(entity.id)
    return found


def _is_principle(entity: DraftEntity) -> bool:
    """True for a constitution, an amendment of one, a treaty or a body of law; False for acts, bills and rules."""
    return any(word in _PRINCIPLES for span in entity.mentions for word in span.text.lower().split()[-3:])


def _add(draft: Draft, holder: str, target: DraftEntity, head: Token, cue: Token, confidence: float, rule: str) -> None:
    """A citation, if the holder may hold it and cites another one."""
    if draft.entities[holder].type in ACTOR_TYPES and holder != target.id:
        span = cue.doc[cue.i : cue.i + 1]
        draft.stances.append(DraftStance(holder, 0, head, span, confidence, draft.said(cue), rule))


def _spoken(draft: Draft, entity: DraftEntity, span: Span) -> None:
    """A law named in somebody's words."""
    head = span.root
    speaker = draft.speaker_of(head) or _court(draft, head)
    if (
        speaker is None
        or draft.entities[speaker].type not in ACTOR_TYPES
        or _is_changed(head)
        or (not _is_principle(entity) and any(child.lower_ in ("a", "an", "another", "new") for child in head.lefts))
        or not (_is_authority(entity) or _obeyed(head) or _commands(head))
    ):
        return
    draft.stances.append(DraftStance(speaker, 0, head, span, _SPOKEN, draft.said(head), "cites/spoken"))


def _is_authority(entity: DraftEntity) -> bool:
    """True for what is named as a ground by being named at all; a trade deal, a plan or the tax code is not."""
    return _is_principle(entity) or any(_AUTHORITY.search(span.text) for span in entity.mentions)


def _obeyed(head: Token) -> bool:
    """True where the words say that something is done under the law, keeps to it or breaks it."""
    while head.dep_ in ("compound", "poss", "conj", "nmod"):
        head = head.head
    if head.dep_ != "pobj":
        return head.dep_ == "dobj" and head.head.lemma_ in _KEPT
    before = head.head
    if before.lower_ in _UNDER:
        return True
    return before.head.lemma_.lower() in _KEPT and before.head.lemma_ != "break"


def _commands(head: Token) -> bool:
    """True where the words say what the law itself does: "the accord promised one", "protected by the 1905 law"."""
    while head.dep_ == "conj":
        head = head.head
    if head.dep_ == "nsubj":
        return head.head.lemma_.lower() in _NORMS
    agent = head.head
    return (
        head.dep_ == "pobj"
        and agent.dep_ in ("agent", "prep")
        and agent.head.lemma_.lower() in _NORMS
        and (agent.lower_ == "by" or agent.head.lemma_ in ("enshrine", "guarantee"))
    )


def _court(draft: Draft, head: Token) -> str | None:
    """The court whose unnamed judge speaks: "a Northmoor District Court judge said"."""
    said = draft.said(head)
    if said is None or said.source is None or said.source.root.lemma_.lower() not in _JUDGES:
        return None
    for token in said.source.root.lefts:
        entity = draft.entity_at(token)
        if entity is not None and entity.type == "institution":
            return entity.id
    return None


def _is_changed(head: Token) -> bool:
    """True where the words pass, repeal, back or leave the law."""
    while head.dep_ in ("compound", "poss", "conj", "nmod") and head.head.pos in (NOUN, PROPN):
        head = head.head
    if head.dep_ not in ("dobj", "nsubjpass", "pobj"):
        return False
    governor, left = head.head, False
    if governor.lower_ in _UNDER or (
        governor.dep_ == "prep" and governor.head.lemma_ == "enshrine" and _passive(governor.head)
    ):
        return False
    while governor.pos == ADP and governor.head.i != governor.i:
        left = left or governor.lower_ == "out"
        governor = governor.head
    return left or governor.lemma_.lower() in _CHANGED


def _passive(verb: Token) -> bool:
    return verb.tag_ == "VBN" and (verb.dep_ == "acl" or any(c.dep_ == "auxpass" for c in verb.children))


def _told(draft: Draft, verb: Token, lemma: str) -> None:
    """A verb of citing with what it cites."""
    preposition = _CITING[lemma]
    heads = syntax.prepositional(verb, frozenset({preposition})) if preposition else syntax.objects(verb)
    for head in heads:
        for place, target in _authorities(draft, head):
            if target.type != "law" and (lemma in _LAW_ONLY or (lemma == "quote" and _speaks(head))):
                continue
            for holder in _citing(draft, verb):
                _add(draft, holder, target, place, verb, _TOLD, "cites/told")


def _citing(draft: Draft, verb: Token) -> list[str]:
    """The holders of a verb of citing; in "Ann Lee said Norland needed it, citing the bank" it is who says so."""
    speaker = draft.speaker_of(verb) if verb.tag_ == "VBG" and verb.dep_ == "advcl" else None
    return [speaker] if speaker is not None else _actors(draft, syntax.subjects(verb))


def _authorities(draft: Draft, head: Token) -> Iterator[tuple[Token, DraftEntity]]:
    """What a noun names or holds: the law itself, that of "his Fifth Amendment right", the author of a report."""
    target = draft.entity_at(head)
    if target is not None:
        if target.type in ("law", "institution", "person"):
            yield head, target
        return
    for child in head.lefts:
        inner = draft.entity_at(child) if child.dep_ in ("compound", "poss", "nmod", "amod") else None
        if inner is not None and (
            inner.type == "law" or (_is_document(head) and inner.type in ("institution", "person"))
        ):
            yield child, inner
    if _is_document(head):
        for token in syntax.prepositional(head, frozenset({"from", "by", "of"})):
            author = draft.entity_at(token)
            if author is not None and author.type in ("institution", "person"):
                yield token, author


def _is_document(head: Token) -> bool:
    return head.lemma_.lower() in _DOCUMENTS


def _speaks(head: Token) -> bool:
    """True for "quoted Mr Okafor as saying": the outlet reports, it does not lean on him."""
    verb = head.head
    after = [*head.children, *verb.children]
    return any(c.dep_ in ("acl", "prep", "advcl", "xcomp", "ccomp", "pcomp") and c.i > head.i for c in after)


def _actors(draft: Draft, tokens: list[Token]) -> list[str]:
    """The ids of the persons, institutions and countries among tokens, or of the persons that stand beside them: "Its
    chair, Ann Lee, cited"."""
    found = []
    for token in tokens:
        entity = draft.entity_at(token)
        if entity is None:
            beside = (draft.entity_at(child) for child in token.children if child.dep_ == "appos")
            entity = next((one for one in beside if one is not None and one.type == "person"), None)
        if entity is not None and entity.type in ACTOR_TYPES:
            found.append(entity.id)
    return found


def _deed(draft: Draft, verb: Token, disputed: set[str]) -> None:
    """A deed of law done under a law: "sued under the Harbour Act"."""
    if any(child.dep_ == "auxpass" for child in verb.children) or syntax.modals(verb) & _UNSURE:
        return
    heads = syntax.prepositional(verb, _UNDER)
    for child in verb.children:
        if child.lower_ in _PURSUANT:
            heads += syntax.prepositional(child, frozenset({"to"}))
    for head in heads:
        for place, target in _authorities(draft, head):
            if target.type == "law" and target.id not in disputed:
                for holder in _actors(draft, syntax.subjects(verb)):
                    _add(draft, holder, target, place, verb, _TOLD, "cites/under")


def _found(draft: Draft, verb: Token, lemma: str) -> None:
    """In somebody's words what another one found, or "as he said"."""
    speaker = draft.speaker_of(verb)
    if speaker is None or syntax.conditional(verb) or syntax.negated(verb):
        return
    if not (_as_told(verb) or _makes_point(verb)) and (
        lemma not in _FOUND or not any(c.dep_ == "ccomp" for c in verb.children)
    ):
        return
    for subject in verb.children:
        target = draft.entity_at(subject) if subject.dep_ == "nsubj" else None
        if target is not None and target.type in ("person", "institution"):
            _add(draft, speaker, target, subject, verb, _FINDING, "cites/found")


def _makes_point(verb: Token) -> bool:
    """True for the verb of "that is the point she made"."""
    point = verb.head
    return verb.lemma_ == "make" and verb.dep_ == "relcl" and point.lemma_ == "point" and point.dep_ == "attr"


def _as_told(verb: Token) -> bool:
    """True for the verb of "as the office said", not of "as rich as he said"."""
    for child in verb.children:
        if child.lower_ == "as" and child.dep_ in ("mark", "advmod"):
            return child.i == 0 or child.nbor(-1).pos not in (ADJ, ADV)
    return False


def _according(draft: Draft, token: Token) -> None:
    """ "According to the Audit Office" in somebody's words."""
    speaker = draft.speaker_of(token)
    if speaker is None:
        return
    heads = syntax.prepositional(token, frozenset({"to"}))
    heads += [t for child in token.children if child.lower_ == "to" for t in child.children if t.dep_ == "pobj"]
    for head in dict.fromkeys(heads):
        for place, target in _authorities(draft, head):
            _add(draft, speaker, target, place, token, _FINDING, "cites/according")
