"""Laws that a text only describes: "a 2014 law that ended night sailing", "the ban on seals", "the court's ruling"."""

from __future__ import annotations

import re

from spacy.symbols import NOUN
from spacy.tokens import Span, Token

from graphbuild.pipeline import syntax
from graphbuild.pipeline.laws.group import Book, Law

_STATUTES = frozenset(["law", "statute", "ordinance", "treaty", "decree", "memorandum"])
_WANTED = frozenset([
    "propose", "want", "need", "demand", "draft", "introduce", "urge", "seek", "plan", "consider", "write", "prepare",
    "have", "see", "like", "promise",
])  # fmt: skip
_BREACHES = frozenset(["break", "violate", "obey", "breach", "apply"])  # done to the law at large
_PALE = frozenset(
    ["new", "recent", "controversial", "similar", "other", "first", "different", "strict", "tough", "own"]
)
_MADE = frozenset(["pass", "sign", "enact", "adopt"])
_UNMADE = frozenset(["strike", "overturn", "uphold", "block", "void", "invalidate", "repeal"])
_AT_LARGE = frozenset(["no", "any", "every", "present", "current", "existing", "such"])
_UNSURE = frozenset(["would", "could", "should", "might", "may", "must", "’d", "'d"])
_IN_FORCE = re.compile(
    r"(?:c[oa]mes?|coming|went|goes?) (?:into|in) (?:force|effect)\b|t(?:akes?|ook) effect\b|in force\b|became law\b"
)
_AGAIN = re.compile(
    r"(?<!within )(?<!above )(?<!against )(?<!before )(?<!outside )(?<! of )\b[Tt]h(?:e|is) (?:new |\d{4} )?law\b"
)
_BAN = re.compile(r"\b(?:[Aa]|[Tt]h(?:e|is)) ban\b")
_RULING = re.compile(
    r"\b(?:[Tt]he|[Tt]his) (?:court )?(?:ruling|judge?ment)\b"
    r"(?! (?:[A-Z]|party|parties|bloc|coalition|class|elite|alliance|council|family|junta|regime|majority))"
    r"|\b[Ll]aw [Ll]ords['’] ruling\b"
)
_DECISION = re.compile(
    r"\b(?:[Tt]he|[Tt]his) (?:court|judges?|panel|justices)['’]s? (?:decision|ruling|judge?ment|verdict)\b"
    r"|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day['’]s (?:decision|ruling|judge?ment)\b"
    r"|(?<=\b[Tt]he )\d-(?:to-)?\d (?:decision|ruling)\b"
)
_SENTENCE = re.compile(r"\b[Tt]h(?:e|is) sentence\b(?! of)")
_RULINGS = frozenset(["ruling", "decision", "judgment", "judgement", "verdict"])
_COURTS = re.compile(r"\b(?:[Cc]ourts?|[Jj]udges?|[Jj]ustices|[Ll]ords|[Cc]ircuit|[Tt]ribunal)\b")
_LOWER_COURT = re.compile(r"\b(?:lower|[Dd]istrict|trial|previous|earlier)\b")
_RULING_KEY = "the ruling"


def add_described(book: Book) -> None:
    """Statutes that the text says exist, without a name; later "the law" stands for the only one."""
    named = {i for law in book.laws for span in law.named for i in range(span.start, span.end)}
    found: list[Law] = []
    for token in book.doc:
        span = _statute(token) if token.pos == NOUN else None
        if span is not None and token.i not in book.taken and named.isdisjoint(range(span.start, span.end)):
            law = _same(book, found, span) or Law(f"{span.start}")
            if law not in book.laws:
                book.laws.append(law)
            if law not in found:
                found.append(law)
            book.take(law.described, span)
    if len(found) == 1:
        law = found[0]
        first = min(span.start_char for span in law.described)
        noun = law.described[0].root.lemma_.lower()
        book.describe_all(law, _BAN if noun == "ban" else _AGAIN, after=first)
        if noun == "ban":
            book.describe_all(law, _AGAIN, after=first)
        elif noun == "treaty":
            book.describe_all(law, re.compile(r"\b[Tt]h(?:e|is) treaty\b"), after=first)


def _statute(noun: Token) -> Span | None:
    """The phrase of a noun that stands for a law in being, None where it is wanted only or the law at large."""
    lemma = noun.lemma_.lower()
    if noun.tag_ != "NN" or noun.dep_ in ("compound", "attr"):
        return None
    if lemma == "ban":
        return syntax.phrase(noun) if _comes_into_force(noun) else None
    if lemma not in _STATUTES or not any(c.dep_ in ("det", "poss") for c in noun.children):
        return None
    if any(c.lower_ in _AT_LARGE for c in noun.children) or _wanted(noun):
        return None
    dated = any(re.fullmatch(r"(?:1[89]|20)\d\d", c.text) for c in noun.lefts)
    told = [c for c in noun.rights if c.dep_ == "relcl" or (c.dep_ == "acl" and c.tag_ in ("VBG", "VBN"))]
    told = [c for c in told if c.lemma_ not in _BREACHES and (lemma == "treaty" or not syntax.modals(c) & _UNSURE)]
    if lemma == "treaty":  # "a treaty banning" is to be made
        told = [c for c in told if c.tag_ != "VBG" or c.dep_ == "relcl"]
    if lemma == "memorandum" and not any(c.lemma_ == "issue" for c in told):
        return None
    if not (dated or told or _comes_into_force(noun) or _enacted(noun)):
        return None
    return _with_clause(noun, told)


def _with_clause(noun: Token, told: list[Token]) -> Span:
    """The phrase with the clause that tells what the law does."""
    span = syntax.phrase(noun)
    end = max([span.end, *(c.right_edge.i + 1 for c in told)])
    if end < len(noun.doc) and noun.doc[end].tag_ == "VBG":  # "the court's decision last year striking it down"
        end = noun.doc[end].right_edge.i + 1
    while noun.doc[end - 1].is_punct and end > span.end:
        end -= 1
    return noun.doc[span.start : end]


def _wanted(noun: Token) -> bool:
    """True for a law that is asked for ("proposed a law", "calls for a law") or the law at large ("breaks the law")."""
    governor = noun.head.head if noun.dep_ == "pobj" else noun.head
    return governor.lemma_.lower() in _WANTED or (
        noun.dep_ == "pobj" and governor.lemma_ in ("call", "proposal", "plan")
    )


def _enacted(noun: Token) -> bool:
    """True for a law of a kind ("the fishing permit law") that was passed or struck down."""
    verb = noun.head
    kinds = [c for c in noun.lefts if c.dep_ in ("compound", "amod") and c.lower_ not in _PALE]
    if noun.dep_ not in ("dobj", "nsubjpass") or not kinds:
        return False
    lemma = verb.lemma_.lower()
    if syntax.negated(verb) or syntax.conditional(verb):
        return False
    past = verb.tag_ in ("VBD", "VBN") and not syntax.modals(verb) & (_UNSURE | {"will", "be"})
    return lemma in _UNMADE or (lemma in _MADE and past)


def _comes_into_force(noun: Token) -> bool:
    """True when the noun is the subject of coming into force."""
    if noun.dep_ not in ("nsubj", "nsubjpass"):
        return False
    verb = noun.head
    return _IN_FORCE.match(noun.doc[verb.i : verb.i + 3].text) is not None


def _same(book: Book, found: list[Law], span: Span) -> Law | None:
    """The law that a description stands for, too: one described before that shares a word of content with it, the one
    described where it has no such word, another ban, or the act of the text whose name it holds."""
    content = _stems(span)
    if not content and len(found) == 1:
        return found[0]
    for law in found:
        bans = span.root.lemma_.lower() == "ban" == law.described[0].root.lemma_.lower()
        if bans or content & frozenset().union(*(_stems(s) for s in law.spans)):
            return law
    acts = [law for law in book.laws if law.is_a("act") and any(_stems(s) and _stems(s) <= content for s in law.named)]
    return acts[0] if len(acts) == 1 else None


def _stems(span: Span) -> frozenset[str]:
    skip = {span.root.i}
    return frozenset(
        t.lemma_.lower()[:4]
        for t in span
        if t.i not in skip
        and len(t) > 3
        and not t.is_stop
        and t.is_alpha
        and t.ent_type_ not in ("GPE", "DATE")
        and t.lower_ not in ("law", "act", "bill", "state")
    )


def add_rulings(book: Book) -> None:
    """ "The ruling" and what stands for it; a lower court's ruling is one of its own."""
    named = {i for law in book.laws for span in law.named for i in range(span.start, span.end)}
    rulings = [span for match in _RULING.finditer(book.text) if (span := book.free(*match.span())) is not None]
    by_court = [one for one in _courts_rulings(book) if named.isdisjoint(t.i for t in one[0])]
    main = [span for span, lower in by_court if not lower]
    if not any("ruling" in span.text for span in rulings) and not main:
        return
    law = Law(_RULING_KEY)
    book.laws.append(law)
    for span in rulings:
        book.take(law.described, span)
    if any(span.root.lemma_.lower() == "sentence" for span in main):
        book.describe_all(law, _SENTENCE)
    book.describe_all(law, _DECISION)
    for span, lower in by_court:
        if lower:
            other = Law(f"{_RULING_KEY} {span.start}")
            book.laws.append(other)
            book.take(other.described, span)
        else:
            book.take(law.described, span)


def _courts_rulings(book: Book) -> list[tuple[Span, bool]]:
    """The phrases that tell whose ruling they are, and whether it is a lower court's."""
    found = []
    for noun in book.doc:
        if noun.lemma_.lower() not in (*_RULINGS, "sentence") or noun.tag_ != "NN" or noun.dep_ == "compound":
            continue
        owner = book.doc[noun.left_edge.i : noun.i]
        if (court := _given_by(noun)) is not None:
            owner = court
        elif noun.lemma_.lower() == "sentence":
            continue  # "the court's sentence" is a punishment
        if not _COURTS.search(owner.text) or _DECISION.search(book.doc[noun.left_edge.i : noun.i + 1].text):
            continue
        if _hypothetical(noun):
            continue
        span = _with_clause(noun, [])
        found.append((span, _LOWER_COURT.search(owner.text) is not None))
    return found


def _given_by(noun: Token) -> Span | None:
    """The court in "the judgement of the Supreme Court"."""
    for court in syntax.prepositional(noun, frozenset({"of"})):
        span = noun.doc[court.left_edge.i : court.i + 1]
        if _COURTS.search(span.text):
            return span
    return None


def _hypothetical(noun: Token) -> bool:
    """True where the sentence speaks of a ruling that has not come ("a ruling would", "the eventual ruling")."""
    if any(c.lower_ == "eventual" for c in noun.children) or syntax.conditional(noun):
        return True
    return any(syntax.modals(other) & (_UNSURE | {"will"}) for other in syntax.governors(noun))
