"""Finds the names of laws: constitutions, amendments, acts, bills, treaties, rulings and bodies of law."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Span

from graphbuild.lexicon import items, table
from graphbuild.pipeline.laws.patterns import AMENDMENTS, BASIC_LAW, COURT, LOWER, NAMES, NUMBERS
from graphbuild.pipeline.names.spans import OPENERS

_LONGEST = 16  # tokens
_BARE = frozenset([
    "Convention", "Charter", "Protocol", "Act", "Bill", "Code", "Pact", "Treaty", "Declaration", "Accord",
    "Covenant", "Directive", "Conventions",
])  # fmt: skip
_PERSON_TITLES = frozenset(["President", "Mr", "Mr.", "Gov.", "Governor", "Senator", "Sen.", "Rep.", "Secretary"])
_NOT_LAW = re.compile(
    r"(?:.* )?(?:National(?: \w+)?|Baptist|Nominating|Democratic|Republican|Party|State|Constitutional|GOP|Labour)"
    r" Convention\b.*"
    r"|.*(?:Dress|ZIP|Zip|Source|Morse|Area|Bar|Genetic|Da Vinci) Code"
    r"|(?:.* )?(?:Class|Sister|Balancing|Opening|First|Second|Third|Main|Circus|Comedy|Juggling|Vanishing|Riot) Act"
    r"|(?:Buffalo|Wild|Pecos|Kill|Dollar|Old|Big|Uncle|Labour|New|Little|Cousin) Bill"
)
# what a law's name may be a part of: "Constitution Hall", "Amendment Street", "the Treaty of Norham pub"
_GOES_ON = re.compile(
    r" (?:(?:Street|St\.|Road|Avenue|Square|Hall|Park|Gardens?|Bridge|Island|Station|Party|Club|Cent(?:er|re)|Institute"
    r"|Foundation|Coalition|Campaign|Project|Alliance|Society|League|Museum|Library|Press|Band|Hotel|Oak|House"
    r"|Committee|Fund|School|Schools|Review|Journal|Firm|Group|Professor|Enforcement|Lords|Society|Faculty|Task|Inn|Working|Council|Commission|Board|Caucus|Association|Union|Agency|Office|Trust|College|Academy|Chapter|Arms|Network|Sisters)\b|(?:pub|inn|bar|hotel|restaurant|tavern|brewery|band)\b)"
)
_NEAR = 200  # characters on either side in which a court must be spoken of
_OWNERS = frozenset(
    ["state", "federal", "u.s.", "us", "eu", "uk", "european"]
    + [form for row in table("countries") for form in (row["name"], *items(row["aliases"]), *items(row["demonyms"]))]
    + [row["name"] for row in table("states")]
)
_OPENERS = OPENERS - {"Federal", "Anti", "Pro", "Local"}
_HEADLINE = frozenset(["The", "On", "Over", "By", "With", "Amid", "After", "Is", "Are"])  # capitals in a headline only
_GIVEN = frozenset(row["name"] for row in table("given_names"))
_CLUBS = frozenset(["party", "union", "club", "group", "league", "church", "association", "movement", "fifa", "labour"])
_TREATY_NOUNS = frozenset(["treaty", "accord", "accords", "protocol", "convention", "conventions", "covenant"])
_NOT_PARTIES = frozenset(form for row in table("parties") for form in items(row["forms"])) | {"National", "State"}
_NATIONS = frozenset(word.lower() for row in table("countries") for word in items(row["demonyms"]))
_KNOWN = frozenset(form for row in table("laws") for form in items(row["forms"]))


def _compiled() -> re.Pattern[str]:
    known = "|".join(map(re.escape, sorted(_KNOWN, key=lambda form: (-len(form), form))))
    known = rf"(?:{known})(?: of \d{{4}}| \d{{4}})?(?![\w-])"
    numbers = rf"(?<!\.)(?:{'|'.join(NUMBERS)})"
    return re.compile(
        rf"(?<![\w-])(?:{BASIC_LAW}|{known}|(?=[A-Z0-9])(?:{numbers}|{'|'.join(NAMES)})|{'|'.join(LOWER)})"
    )


_LAW = _compiled()


def find_laws(doc: Doc, text: str) -> Iterator[Span]:
    """The spans of the laws that a doc names, in order; none overlaps another. ``text`` is the doc's text."""
    for match in _LAW.finditer(text):
        if match[0] not in _KNOWN and (_goes_on(text, match) or _is_match(text, match)):
            continue
        for start, end in _parts(text, *match.span()):
            span = doc.char_span(start, end, alignment_mode="contract")
            if span is not None and len(span) and (part := _cut(doc, span)) is not None:
                yield part


def _goes_on(text: str, match: re.Match[str]) -> bool:
    """True for a name that is part of another one's ("Constitution Hall") or ends as one ("Treaty of Norham Inn")."""
    return _GOES_ON.match(text, match.end()) is not None or match[0].endswith((" Inn", " Arms", " Hotel", " Hall"))


def _is_match(text: str, match: re.Match[str]) -> bool:
    """True for two teams in "Ash v. Birch" and for a gathering, "the Sailors Convention": no law is spoken of near."""
    if match[0][:4].isdigit() or not re.search(r" v\.? |^[^,]* Convention$| conventions?$", match[0]):
        return False
    around = text[max(0, match.start() - _NEAR) : match.start()] + text[match.end() : match.end() + _NEAR]
    return COURT.search(around) is None


def without_owner(span: Span) -> Span:
    """The law in "Norland's constitution" without the country, which is a name of its own."""
    for token in span:
        if token.tag_ == "POS" and span.text.endswith("onstitution"):
            return span.doc[token.i + 1 : span.end]
    return span


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The laws in a match: "Constitution and the Harbour Lights Act" names two."""
    piece = text[start:end]
    if joined := re.match(r"(?:U\.S\. )?Constitution(?= and (?:the )?(?P<rest>.+))", piece):
        yield start, start + joined.end()
        yield start + joined.start("rest"), end
    elif piece.endswith(" Amendments"):
        for one in AMENDMENTS.finditer(piece):
            yield start + one.start(), start + one.end()
    else:
        yield start, end


def _cut(doc: Doc, span: Span) -> Span | None:
    """The law's name inside a match: no opening article, no owner; None when it is no law's name."""
    if (
        span.text in _KNOWN
        or span.text.endswith(("'s Law", "’s Law"))
        or (span.text.endswith("onstitution") and span[0].text in _OWNERS)
    ):
        return span  # "Norland's constitution" is a name of it
    first = span.start
    for i in range(span.start, span.end):
        plural = doc[i].text in ("'", "’")
        owned = doc[i].tag_ == "POS" and (doc[i - 1].ent_type_ == "PERSON" if plural else _owner(doc, first, i))
        if owned or doc[i].text in _HEADLINE:
            first = i + 1
    while first < span.end - 1 and (doc[first].text in _OPENERS or doc[first].lower_ in ("the", "a", "this")):
        first += 1
    if (
        doc[span.end - 1].lower_ == "constitution"
        and doc[first].lower_ not in _OWNERS
        and not doc[span.end - 2].text.isdigit()
    ):
        first = span.end - 1  # "While Constitution"
        if first > 1 and doc[first - 1].tag_ == "POS" and doc[first - 2].lower_ in _CLUBS:
            return None
    part = doc[first : span.end]
    text = part.text
    if (
        text in _BARE
        or text in _TREATY_NOUNS
        or _NOT_LAW.fullmatch(text)
        or doc[first].text in _PERSON_TITLES
        or len(part) > _LONGEST
    ):
        return None
    if doc[span.end - 1].text in _TREATY_NOUNS and any(t.text in _NOT_PARTIES or t.lower_ in _CLUBS for t in part[:-1]):
        return None
    if doc[span.end - 1].text in _TREATY_NOUNS and len(part) == 2 and doc[first].lower_ in _NATIONS:
        return None
    if not part[-1].text[-1].isdigit() and _named_after(part):
        return None
    return part


def _named_after(part: Span) -> bool:
    """True for "Bill Act" and "Ann Code": a person's name with a capital noun."""
    return len(part) <= 3 and any(token.ent_type_ == "PERSON" and token.text in _GIVEN for token in part[:-1])


def _owner(doc: Doc, first: int, at: int) -> bool:
    """True when the words before an 's own the law and are no part of its name ("Britain's Human Rights Act")."""
    return any(doc[i].ent_type_ in ("PERSON", "GPE", "ORG", "NORP") for i in range(first, at))
