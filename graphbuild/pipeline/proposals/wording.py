"""What a phrase for a proposal says: its content words, whose it is, the deed it names."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from spacy.symbols import ADJ, NOUN, NUM, PRON, PROPN, VERB
from spacy.tokens import Span, Token

from graphbuild import lexicon
from graphbuild.pipeline import syntax
from graphbuild.pipeline.draft import Draft, DraftEntity
from graphbuild.pipeline.stance.lexicon import PALE, WHOLE, words

_CONTENT = frozenset({NOUN, VERB, ADJ, PROPN, NUM})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "such"})
_POINTING = frozenset({"this", "that", "these", "those"})
_EMPTY = frozenset(
    {"new", "own", "controversial", "proposed", "propose", "planned", "late", "same", "whole", "current",
     "government", "recent", "such", "other", "key", "major", "first", "last", "be", "have", "do", "get", "make"}
)  # fmt: skip
_CIRCUMSTANCES = frozenset(
    {"medium", "media", "social", "television", "tv", "radio", "interview", "twitter", "facebook", "statement",
     "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "week", "month", "year", "today",
     "yesterday", "ground", "reason"}
)  # fmt: skip
_ASIDE = frozenset(
    {"amendment", "exception", "exemption", "concession", "alternative", "objection", "addition", "delay",
     "lawsuit", "challenge", "appeal", "petition", "vote", "inquiry", "enquiry", "debate"}
)  # fmt: skip
_LEAVING = frozenset({"resign", "quit", "step", "stand"})
_OVER = frozenset({"over", "for", "after", "because", "amid", "following"})
_SAME_AS = frozenset(  # ... of it
    {"version", "draft", "text", "term", "form", "detail", "aspect", "element", "series", "set", "range", "raft",
     "number", "variety", "sort", "kind", "type"}
)  # fmt: skip
_LIGHT = frozenset({"make", "give", "offer", "grant", "put", "have", "seek", "propose", "table", "add", "introduce"})
_STATUTES = frozenset(
    {"act", "bill", "treaty", "plan", "directive", "order", "regulation", "agreement", "pact", "accord",
     "protocol", "ordinance"}
)  # fmt: skip
_RULINGS = frozenset({"ruling", "decision", "judgment", "judgement", "verdict", "sentence"})
_OPEN = frozenset({"“", "‘"})
_CLOSE = frozenset({"”"})
_GENERIC = frozenset(
    {"group", "organisation", "organization", "body", "firm", "company", "agency", "institution", "party", "country",
     "nation", "practice", "system", "service", "programme", "program", "site", "place"}
)  # fmt: skip
SOME = "*"
SIDES = frozenset({"anti", "pro"})
_VERBS = {  # nouns that share no stem with their verb
    "sale": "sell", "closure": "close", "expulsion": "expel", "invasion": "invade", "admission": "admit",
    "detention": "detain", "retention": "retain", "seizure": "seize", "merger": "merge", "payment": "pay",
    "permission": "permit", "entry": "enter", "growth": "grow", "loss": "lose", "rise": "raise", "choice": "choose",
    "proof": "prove", "belief": "believe", "defence": "defend", "defense": "defend", "removal": "remove",
    "denial": "deny", "division": "divide", "decision": "decide", "cession": "cede", "sustenance": "sustain",
}  # fmt: skip
_IDLE = frozenset(  # deeds that nobody takes sides on
    {"assure", "describe", "explain", "thank", "stream", "play", "deal", "watch", "listen", "read", "mention", "hope",
     "believe", "wish", "enjoy", "prepare", "validate", "wonder", "guess", "answer", "respond", "reply", "note",
     "point", "show"}
)  # fmt: skip
_ABLE = frozenset({"power", "right", "authority", "freedom", "licence", "license", "permission", "duty"})
_NOTHING = frozenset(
    {"time", "anything", "something", "nothing", "everything", "question", "thing", "lot", "way", "point"}
)
_NUMBERS = frozenset({"ORDINAL", "CARDINAL", "DATE", "TIME"})
_QUANTIFIERS = frozenset({"every", "each", "what", "which", "whatever", "whose"})
_VERBAL = frozenset(
    {"rule", "demand", "claim", "plan", "offer", "pledge", "promise", "request", "call", "vote", "bid", "move", "push"}
)  # fmt: skip
_STEM = 5


@dataclass(slots=True)
class Wording:
    """A phrase for a proposal. ``kind`` is the class of its head in ``data/matters.tsv``, None for other words;
    ``content`` holds stems of its content words and the ids of entities, words for proposals left out."""

    head: Token
    span: Span
    lemma: str
    kind: str | None
    content: frozenset[str]
    owners: frozenset[str]
    definite: bool
    pointing: bool  # "this change", not "the change"
    told: bool
    brief: bool  # a noun with words before it only: "the ferry plan"
    deeds: frozenset[tuple[str, str]]  # verbs with their objects, as stems; SOME for an object that is only pointed at
    aside: str | None  # "amendment" for an amendment to something: not the same as what it amends


def read(draft: Draft, head: Token) -> Wording:
    """What the phrase of a head says."""
    core = core_of(head)
    lemma = core.lemma_.lower()
    return Wording(
        head,
        phrase(head),
        lemma,
        classes().get(lemma),
        content(draft, core, phrase(core)),
        _owners(draft, core),
        any(c.dep_ == "poss" or c.lower_ in _DEFINITE for c in core.children),
        any(c.lower_ in _POINTING for c in core.children),
        _told(draft, core),
        _brief(core),
        _deeds(draft, phrase(core)),
        _aside(core),
    )


def idle(said: Wording) -> bool:
    """True for a phrase that names no matter: talk and pastimes, "every threat", "what information"."""
    if said.head.pos == VERB:
        if (len(said.span) == 1 and said.lemma not in WHOLE) or said.lemma in _IDLE:
            return True
        return any(t.lemma_.lower() in _NOTHING for t in syntax.objects(said.head))
    core = core_of(said.head)
    if said.head.ent_type_ in _NUMBERS or (core.i != said.head.i and core.lemma_.lower() in words("vague")):
        return True  # "the second", "those sorts of people"
    if said.pointing and not said.kind and len(said.content) == 1 and len(said.span) == 2:
        return True
    return any(c.lower_ in _QUANTIFIERS and c.dep_ == "det" for c in said.head.children)


def misread(noun: Token) -> bool:
    """True for a verb that parsers take for a noun in a headline's style: "Moreau demands answers", "Court rules
    against the levy"."""
    if noun.tag_ != "NNS" or noun.lemma_.lower() not in _VERBAL or noun.i + 1 >= len(noun.doc):
        return False
    before = [c for c in noun.lefts if c.dep_ in ("compound", "nmod", "nsubj") and c.i == noun.i - 1]
    after = noun.nbor()
    if not before or any(c.dep_ in ("det", "poss") for c in noun.children):
        return False
    if before[0].lower_ == "court":
        return after.lower_ in ("against", "for", "in", "that")
    if noun.dep_ == "compound":
        return True
    return before[0].pos == PROPN and after.tag_ in ("NN", "NNS", "NNP", "DT", "JJ", "PRP$", "PRP")


def twins(first: Token, second: Token) -> bool:
    """True for two words for one thing: the "order" in "the court's decision and order"."""
    if second.dep_ != "conj" or first.pos != NOUN or second.n_lefts or second.n_rights or second.tag_ != first.tag_:
        return False
    return first.lemma_.lower() in classes() and any(c.dep_ in ("det", "poss") for c in first.children)


def phrase(head: Token) -> Span:
    """The words of a phrase, with the infinitive that follows a word for a proposal ("defended his call to close the
    line": what parsers take for the purpose of defending) and with whole quotations only."""
    span = _unexplained(_hyphened(syntax.phrase(head)), head)
    doc, last = head.doc, span[-1]
    if (
        (last.lemma_.lower() in classes() or last.lemma_.lower() in _ABLE)
        and last.pos == NOUN
        and span.end < len(doc)
        and doc[span.end].tag_ == "TO"
    ):
        verb = doc[span.end].head
        if span.end < verb.i < span.end + 3 and verb.tag_ == "VB":
            span = _hyphened(doc[span.start : max(verb.i + 1, syntax.phrase(verb).end)])
    return _quoted_whole(_with_purport(span, head), head)


def _unexplained(span: Span, head: Token) -> Span:
    """A resignation without what it is over: that is a matter of its own."""
    if head.pos != VERB or head.lemma_.lower() not in _LEAVING:
        return span
    reasons = [c.left_edge.i for c in head.rights if c.lower_ in _OVER or c.dep_ == "advcl"]
    return span.doc[span.start : min([span.end, *reasons])]


def _with_purport(span: Span, head: Token) -> Span:
    """A phrase with the clause that tells what a measure would do ("an amendment that would defund the museum")."""
    if head.lemma_.lower() not in classes() or head.pos != NOUN:
        return span
    if head.dep_ == "pobj" and head.head.head.lemma_.lower() in _ASIDE:
        return span  # "an amendment to the bill that would …": the amendment would
    for clause in head.rights:
        told = (
            clause.dep_ == "relcl" and clause.left_edge.i == span.end and clause.left_edge.lower_ in ("that", "which")
        )
        if told and syntax.modals(clause) & {"would", "will"}:
            return span.doc[span.start : max(clause.i + 1, syntax.phrase(clause).end)]
    return span


def _hyphened(span: Span) -> Span:
    """A phrase with both halves of a compound that the tokenizer parts ("counter-measures to save the line")."""
    doc, start, end = span.doc, span.start, span.end
    while end + 1 < len(doc) and doc[end].text == "-" and not (doc[end - 1].whitespace_ or doc[end].whitespace_):
        end = max(end + 2, syntax.phrase(doc[end + 1]).end)
    while start > 1 and doc[start - 1].text == "-" and not (doc[start - 2].whitespace_ or doc[start - 1].whitespace_):
        if doc[start - 2].lower_ in SIDES:
            break
        start = min(start - 2, syntax.phrase(doc[start - 2]).start)
    return doc[start:end]


def _quoted_whole(span: Span, head: Token) -> Span:
    """A phrase without half a quotation: it takes the mark that stands next to it, else ends before the open one."""
    doc = span.doc
    opening = [t.i for t in span if t.text in _OPEN]
    closing = [t.i for t in span if t.text in _CLOSE]
    straight = [t.i for t in span if t.text == '"']
    if len(closing) > len(opening) and span.start and doc[span.start - 1].text in _OPEN:
        return doc[span.start - 1 : span.end]
    unclosed = opening[-1] if len(opening) > len(closing) else straight[-1] if len(straight) % 2 else None
    if unclosed is None:
        return span
    if span.end < len(doc) and doc[span.end].text in (*_CLOSE, '"') and head.i < span.end:
        return doc[span.start : span.end + 1]
    if unclosed > head.i + 1:
        return doc[span.start : unclosed - (doc[unclosed - 1].is_punct)]
    return doc[span.start : unclosed] if unclosed > head.i else span


def core_of(head: Token) -> Token:
    """The noun that a phrase is about: "the bill" in "the final version of the bill"."""
    if head.lemma_.lower() in _SAME_AS:
        return next(iter(syntax.prepositional(head, frozenset({"of"}))), head)
    return head


def relative(pronoun: Token) -> Token | None:
    """The noun that a relative pronoun stands for, None for other words."""
    if pronoun.lower_ not in ("which", "that"):
        return None
    clause = next((t for t in (pronoun.head, *pronoun.head.ancestors) if t.dep_ == "relcl"), None)
    if clause is None or not clause.left_edge.i <= pronoun.i < clause.i:
        return None
    return syntax.modified(clause)


@cache
def classes() -> dict[str, str]:
    """The words for a proposal, each with its class."""
    return {row["word"]: row["class"] for row in lexicon.table("matters")}


def content(draft: Draft, head: Token, span: Span) -> frozenset[str]:
    """The content words of a phrase, as stems; entities by their ids, words for proposals left out.

    "Tax" stays: "the tax plan" tells what the plan is about.
    """
    found = set()
    countries = _countries()
    for token in span:
        if token.is_stop or token.pos not in _CONTENT or not any(map(str.isalnum, token.text)):
            continue
        lemma = token.lemma_.lower()
        if (lemma in classes() and lemma != "tax") or lemma in _EMPTY or lemma in _CIRCUMSTANCES:
            continue
        country = countries.get(token.lower_)
        entity = draft.entity_of.get(token.i)
        found.add(country or ("@" + entity if entity else stem(_singular(token))))
    owners = {draft.entity_of.get(c.i) for c in head.children if c.dep_ == "poss"}
    return frozenset(found - {"@" + owner for owner in owners if owner})


def stem(lemma: str) -> str:
    """What a verb and its nouns share, roughly.

    >>> [stem(word) for word in ("hunt", "hunting", "smoke", "smoking", "deportation", "deport")]
    ['hunt', 'hunt', 'smok', 'smok', 'depor', 'depor']
    """
    if lemma.endswith("ing") and len(lemma) > 5:
        lemma = lemma[:-3]
    return _VERBS.get(lemma, lemma).removesuffix("e")[:_STEM]


def _singular(token: Token) -> str:
    """The lemma, that of a name without its plural s ("the Clean Ports Bill", "clean-port plans")."""
    lemma = token.lemma_.lower()
    if token.pos == PROPN and len(lemma) > 3 and lemma.endswith("s") and not lemma.endswith("ss"):
        return lemma[:-1]
    return lemma


def stems(law: DraftEntity) -> frozenset[str]:
    """The stems of the words of a statute's or a treaty's name, none for a constitution or a ruling."""
    words = [token for span in law.mentions for token in span]
    if law_class(law) != "rule":
        return frozenset()
    return frozenset(stem(_singular(t)) for t in words if t.is_alpha and not t.is_stop)


def heads_of(name: Span) -> list[str]:
    """The nouns that a law's name is headed by: its own, and "rules" in "the Clean Ports Plan rules"."""
    after = name.doc[name.end : name.end + 1]
    return [t.lemma_.lower() for t in (name.root, *after) if t.i < name.end or t.lemma_.lower() in classes()]


def law_class(law: DraftEntity) -> str | None:
    """The class of a law: a statute is a rule, a court's word a ruling; None for constitutions and bodies of law."""
    heads = {span.root.lemma_.lower() for span in law.mentions}
    if heads & _RULINGS:
        return "ruling"
    words = {token.lower_ for span in law.mentions for token in span}
    described = "law" in heads and any(span[0].lower_ in _DEFINITE or span[0].lower_ == "a" for span in law.mentions)
    return "rule" if words & _STATUTES or described else None  # "common law" is at large


def _aside(head: Token) -> str | None:
    """What makes a phrase a matter beside the one it mentions ("a promise to grant an exemption from the ban")."""
    for _ in range(4):
        lemma = head.lemma_.lower()
        if lemma in _ASIDE or (lemma in WHOLE - _LEAVING and head.pos == VERB):
            return lemma  # who will not apologise for a levy may be for it
        deed = next((c for c in head.children if c.dep_ in ("acl", "relcl") and syntax.infinitive(c)), None)
        if head.pos == NOUN and lemma in classes() and deed is not None:
            head = deed
        elif head.pos == VERB and lemma in _LIGHT and (done := syntax.objects(head)):
            head = done[0]
        else:
            return None
    return None


def _deeds(draft: Draft, span: Span) -> frozenset[tuple[str, str]]:
    found = set()
    for verb in span:
        if verb.pos != VERB or verb.lemma_.lower() in PALE or verb.lemma_.lower() in _LIGHT:
            continue
        for done in verb.children:
            if done.dep_ == "dobj":
                generic = done.lemma_.lower() in _GENERIC and _definite(done) and done.n_lefts == 1
                pointed = done.pos == PRON or (generic and not _narrowed(done))
                entity = draft.entity_of.get(done.i)
                found.add((stem(verb.lemma_.lower()), entity or (SOME if pointed else stem(done.lemma_.lower()))))
    return frozenset(found)


def _narrowed(noun: Token) -> bool:
    """True when more words tell which one is meant; ", which runs the ferries" does not."""
    return any(
        c.dep_ in ("prep", "acl") or (c.dep_ == "relcl" and noun.doc[c.left_edge.i - 1].text != ",")
        for c in noun.rights
    )


def _definite(noun: Token) -> bool:
    return any(c.lower_ in _DEFINITE for c in noun.children)


def _owners(draft: Draft, head: Token) -> frozenset[str]:
    """The entities whose proposal a phrase says it is."""
    found = [c for c in head.children if c.dep_ in ("poss", "compound")]
    found += syntax.prepositional(head, frozenset({"by", "from"}))
    named = [draft.entity_of[t.i] for t in found if t.i in draft.entity_of]
    return frozenset([*named, *(body for owner in named for body in draft.entities[owner].affiliation)])


def _told(draft: Draft, head: Token) -> bool:
    """True when a phrase says of itself what it is about ("the plan to close the line", "the tax plan")."""
    if any(t.pos == VERB and t.i > head.i and t.i not in draft.entity_of for t in phrase(head)):
        return True
    return any(
        (
            c.dep_ in ("acl", "relcl", "compound")
            or (c.dep_ == "prep" and c.lower_ in ("to", "on", "for", "of", "about", "over"))
        )
        and c.i not in draft.entity_of
        and not any(inner.lemma_.lower() in _CIRCUMSTANCES for inner in c.children)
        for c in head.children
    )


def _brief(head: Token) -> bool:
    """True for a noun with no more words after it, and no verbs before it ("the ferry plan")."""
    return not any(c.dep_ == "prep" for c in head.children) and not any(t.pos == VERB for t in phrase(head))


@cache
def _countries() -> dict[str, str]:
    """Countries by their names and demonyms of one word, lower case."""
    found = {}
    for row in lexicon.table("countries"):
        for name in (row["name"], *lexicon.items(row["aliases"]), *lexicon.items(row["demonyms"])):
            if " " not in name and len(name) > 2:
                found[name.lower()] = "@" + row["name"]
                found[name.lower() + "s"] = "@" + row["name"]
    return found
