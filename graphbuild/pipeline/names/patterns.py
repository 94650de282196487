"""Patterns for institutions: capitals around a head noun ("Northmoor Council", "Department of Fisheries and Ports")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Span

from graphbuild.lexicon import items, table
from graphbuild.pipeline.names.spans import DATES, GIVEN, UPPER, alternatives, trim, trimmed

_WORD = rf"(?:(?:[A-Z]\.)+|St\.|[{UPPER}0-9][\w&]*(?:-\w+)*(?:[’'](?!s\b)\w+)?)"
_RUN = rf"{_WORD}(?:['’]s?)?(?: (?:of |for )?{_WORD}(?:['’]s?)?){{0,5}}"
_RUN_LIST = rf"{_WORD}(?:['’]s?)?(?: (?:and |of |for )?{_WORD}(?:['’]s?)?){{0,6}}"
_ONE = (
    rf" (?:of|for|on|against) (?:the |The )?(?!(?:{DATES})\b"
    rf"|\d+\b){_WORD}(?:(?:(?<=s)['’])?(?: of(?: the)?| for| &)? (?!\d+\b){_WORD}){{0,5}}"
)
_OWNED = frozenset(["administration", "government", "regime", "campaign"])
_BODIES = frozenset(["University", "Government", "Court", "Association", "Council", "Department", "Party", "Church"])
# a body's branch: "Greenpeace Scotland", "ACLU of Northern California"
_NATION = (
    r"(?:Scotland|Wales|Cymru|Northern Ireland|Ireland|UK|Europe|International|Canada|Australia|India|Africa"
    r"|Kenya|Nigeria"
    r"|Poland|Polska|Germany|Deutschland|France|Spain|España|Italy|Italia|Hungary|Russia|Turkey|Brazil|Brasil|Japan|Ghana"
    r"|Sweden|Norway|Denmark|Uganda|Pakistan|Malaysia|Philippines|New Zealand|Southeast Asia|Asia|America"
    r"|of (?:(?:Northern|Southern|Eastern|Western) )?(?:California|Texas|Florida|Georgia|Ohio|Virginia"
    r"|Michigan|Illinois))"
)
# what a name is when it stands beside one of these: "the RMT union", "Outa, a civil rights group", "the charity Mind"
_KINDS = (
    r"(?:trade |labou?r )?union|pressure group|advocacy group|lobby group|rights group|think[- ]tank|charity|watchdog"
    r"|trade body|business lobby|news agency|newspaper|broadcaster|political party|opposition party|umbrella group"
)
_LEADING = (
    r"(?:environmental|advocacy|campaign|pressure|lobby|rights|aid|watchdog|opposition|business|women['’]s) group"
    r"|think[- ]tank|charity|trade body|trade union|news agency|broadcaster|opposition party|umbrella body"
)
_TOLD = re.compile(r"(?<=\btold )The [A-Z]\w+(?: [A-Z]\w+)?")  # a newspaper
_STAFF = frozenset(
    ["manager", "chairman", "chairwoman", "chair", "spokesman", "spokeswoman", "spokesperson", "adviser", "advisor"]
    + ["director", "official", "aide", "strategist", "staff", "staffer", "surrogate"]
)
_ACTING = frozenset(
    ["say", "announce", "ask", "release", "deny", "respond", "accuse", "argue", "claim", "call", "criticise", "insist"]
    + ["criticize", "declare", "decline", "demand", "issue", "pledge", "promise", "propose", "refuse", "reject", "tell"]
    + ["attack", "blast", "condemn", "dismiss", "describe", "seize", "sue", "urge", "want", "warn", "write", "unveil"]
)
_NUMBER = re.compile(r"\d{1,4}|-|year|old|\d+-year-old")
_KNOWN_PARTIES = frozenset(form for row in table("parties") for form in items(row["forms"]))
_PARTY_WORDS = frozenset(["Democrat", "Republican", "Democratic", "Tory", "Labour", "Conservative", "GOP"])


def _campuses() -> re.Pattern[str]:
    """ "University of California, Berkeley": the comma belongs to the name."""
    rows = [(re.escape(row["university"]), alternatives(items(row["campuses"]))) for row in table("campuses")]
    names = (rf"{university}(?:,| at) (?:{campuses})" for university, campuses in rows)
    return re.compile(rf"\b(?:{'|'.join(names)})\b")


def _single_names() -> set[str]:
    """The names that end the list in "Ministry of Ports, Unicef and …": those that no common word looks like."""
    forms = {form for name in ("world", "known", "bodies") for row in table(name) for form in items(row["forms"])}
    return {form for form in forms if " " in form or form.isupper() or not form.isalpha() or len(form) > 4}


class InstitutionPatterns:
    """The patterns over the head nouns of ``data/heads.tsv``."""

    def __init__(self) -> None:
        heads: dict[str, list[str]] = {}
        for row in table("heads"):
            heads.setdefault(f"{row['case']} {row['tail']}", []).append(row["head"])
        long, short, bare, lower = (
            alternatives(heads[kind]) for kind in ("title list", "title one", "title none", "lower none")
        )
        branches = {form for name in ("known", "bodies") for row in table(name) for form in items(row["forms"])}
        list_ = rf"{_ONE}(?:(?:,|,? and) (?!(?:{long}|{short})\b){_WORD}(?: {_WORD})*){{0,3}}"
        self._patterns = [
            re.compile(rf"\b(?:{_RUN_LIST} )?(?:{long})(?:{list_})"),
            re.compile(rf"\b{_RUN_LIST} (?:{long})\b"),
            re.compile(rf"\b(?:{_RUN} )?(?:{short})(?:{_ONE}(?: and (?:Wales|(?<=s and )[A-Z]\w+s\b))?)"),
            re.compile(rf"\b{_RUN} (?:{short})\b"),
            re.compile(rf"\b{_RUN} (?:{bare})(?!\w| Secretary| Officer| Minister| Conference)"),
            re.compile(rf"\b{_RUN} (?:{lower})\b(?! of\b)"),
            re.compile(
                r"\b(?:Senate|House|Commons) (?:Republicans|Democrats|GOP)\b|\b(?:Republican|Democratic) Senators\b"
            ),
            _campuses(),
            re.compile(rf"\b{_RUN_LIST} (?:{long}|{short})(?:{_ONE}) in {_WORD}(?= \([A-Z]{{2,}}\))"),
            re.compile(rf"\bFederal (?:{long}|{short})\b(?:{_ONE})?"),
            re.compile(rf"\b(?=[A-Z])(?:{alternatives(branches)}) {_NATION}(?!\w)"),
            re.compile(
                r"\bBBC (?:Radio|World Service|One|Two|Three|News 24|Wales|Scotland|London)\b"
                r"(?: (?:\d|One|Two|Three|Four|Five)\b(?: Live)?)?"
            ),
            re.compile(r"\b(?:Bureau|Ministry|Department) of [a-z]{4,}\b"),
            re.compile(rf"\b[A-Z]{{2,6}}(?= (?:{_KINDS})\b)"),
            re.compile(rf"\b{_RUN}(?=, (?:the|an?) (?:[\w'’-]+ ){{0,4}}(?:{_KINDS})\b)"),
            re.compile(rf"\b(?:{_LEADING}) (?P<name>(?!(?:of|in|for)\b)[{UPPER}]\w+(?: [{UPPER}]\w+)*)"),
            _TOLD,
        ]
        self._single = frozenset(self._patterns[-4:])
        forms = [form for row in (*table("parties"), *table("bodies")) for form in items(row["forms"])]
        self._joined = re.compile(
            rf"\b(?:{alternatives(forms)})(?: and |-)|[\w-]+-(?:controlled|led|backed|dominated) "
        )

        self._other = re.compile(rf"(?:,|,? and) (?=(?:the )?(?:{alternatives(_single_names())})(?!\w))")

    def find(self, doc: Doc, text: str) -> Iterator[Span]:
        """The spans of institutions, overlaps included."""
        for pattern in self._patterns:
            for match in pattern.finditer(text):
                start, end = match.span("name" if "name" in pattern.groupindex else 0)
                if text[end : end + 2] in ("'s", "’s") and " and " in match[0]:
                    end = start + match[0].rindex(" and ")  # "Department of Ports and Norland's Harbour Act"
                if other := self._other.search(text, start + 1, end):
                    end = other.start()
                if joined := self._joined.match(text, start, end):
                    start = joined.end()
                span = trimmed(doc, start, end)
                span = None if span is None else _cut(doc, span)
                span = None if span is None else self._with_second(doc, text, span)
                if span is not None and (len(span) > 1 or span.text.isupper() or pattern in self._single):
                    yield span

    def _with_second(self, doc: Doc, text: str, span: Span) -> Span:
        """The name with what is joined to its end where the model takes all for one: "Centre for Ports and Public
        Works"; no other body, that has a name of its own."""
        end = span.end
        if end + 1 >= len(doc) or doc[end].text not in ("and", "&") or doc[end].ent_type_ != "ORG":
            return span
        if not span[-1].ent_iob or self._other.match(text, span.end_char):
            return span
        while end < len(doc) and doc[end].ent_iob == 1 and doc[end].tag_ != "POS" and doc[end].text != ",":
            end += 1
        whole = doc[span.start : end]
        joined = doc[span.end + 1 : end]
        names = all(t.text[0].isupper() and not t.text.isupper() for t in joined)
        return whole if len(joined) and names and joined[-1].text not in _BODIES else span


def _cut(doc: Doc, span: Span) -> Span | None:
    """The name inside a match: without owners, parties and "Republican-led"; None when nothing is left."""
    last, opening = span[-1].text, span[0].text
    if last == "party" and len(span) == 2 and (opening.isupper() or opening in _KNOWN_PARTIES or span[0].tag_ == "NNS"):
        return span[:1] if opening.isupper() else None  # "the HLP party" is the HLP
    if last in _OWNED:
        if last == "campaign" and (opening.isdigit() or (any(t.tag_ == "POS" for t in span) and not _is_body(span))):
            return None
        if span[-2].text in _PARTY_WORDS:
            return None
        return doc[span.start + 1 : span.end] if opening in _PARTY_WORDS else span
    first = _after_member(span)
    for i in range(span.end - 1, span.start, -1):
        if (
            doc[i].tag_ == "POS"
            and doc[i].text in ("'s", "’s")
            and doc[i - 1].ent_type_ in ("GPE", "PERSON", "ORG")
            and (doc[i + 1].ent_iob != 1 or doc[i - 1].text in _BODIES)
        ):
            first = i + 1
            break
    while first < span.end and _NUMBER.fullmatch(doc[first].text):
        first += 1
    for i in range(first + 1, span.end):
        if doc[i].ent_type_ == "PERSON" and doc[i].ent_iob == 3 and doc[i - 1].ent_type_ == "ORG":
            return trim(doc, first, i)
    return trim(doc, first, span.end)


def _is_body(span: Span) -> bool:
    """True where "Quill's campaign" is who acts or employs, and no course of events: "Quill's campaign manager"."""
    root = span[-1]
    return (root.dep_ == "nsubj" and root.head.pos_ in ("VERB", "AUX") and root.head.lemma_ in _ACTING) or (
        root.dep_ == "compound" and root.head.lemma_ in _STAFF
    )


def _after_member(span: Span) -> int:
    """Where a body's name begins behind that of a member: at "Fox" in "Ada Quill of Fox News"."""
    doc = span.doc
    of = next((t.i for t in span[2:4] if t.lower_ in ("of", "at", "from")), 0)
    if of and of + 1 < span.end and (doc[of - 1].ent_type_ == "PERSON" or span[0].text in GIVEN):
        return of + 1
    return span.start
