"""Other names of laws that a text names: numbers, acronyms, nicknames, headlines, "the bill"."""

from __future__ import annotations

import re

from graphbuild.pipeline.draft import Draft, DraftEntity
from graphbuild.pipeline.laws.group import Book, Law
from graphbuild.pipeline.laws.keys import law_key, numbered, short_forms
from graphbuild.pipeline.names.spans import headline_lines

_ACRONYM = re.compile(r"[”\"’]?\s?\((?:the |or )?[“\"]?(?P<short>[A-Z][A-Za-z]{2,9})[”\"]?[);,]")
_KNOWN_AS = (
    r"(?:(?:also|better|commonly|popularly|widely|formally|officially|otherwise|sometimes|often) )?"
    r"(?:known (?:to \w+ )?as|referred to as|called|dubbed|nicknamed|branded|titled|entitled)"
)
_NAME = r"[A-Z][\w’'-]*(?: (?:of |the |for |and )*[A-Z][\w’'-]*){0,6}"
_NICKNAME = re.compile(
    rf"[”\"’]?,? \(?(?:(?:which is |which was |is |was )?{_KNOWN_AS} (?:by \w+ )?(?:as )?(?:the )?(?:so-called )?"
    r"|or (?=(?:the )?[“\"]))(?:the )?"
    rf"(?:[“\"‘](?:the )?(?P<quoted>(?:[^”\"’\n]|’(?=\w)){{3,50}}?),?[”\"’](?!\w)|(?P<plain>{_NAME}))"
)
_UNNAMED = re.compile(r"\b(?:[Bb]ill|[Ll]aw|[Ll]egislation|[Mm]easure|[Oo]rdinance|[Ss]tatute|[Tt]reaty)(?=,? )")
_INTRODUCED = re.compile(rf"\b(?:bill|legislation|measure|law),? {_KNOWN_AS} (?:the )?[“\"‘]?$")
_JOINED = re.compile(r"[”\"]?(?: \((?:also )?|,? or (?:the )?|,? also known as (?:the )?)[“\"]?")
_A_BILL = re.compile(
    r"\b(?:an?|another|his|her|their|its|\w+[’']s) (?:[\w’'-]+ ){0,3}(?:bill|legislation)\b"
    r"|\b[Tt]he (?!(?:new|proposed|draft|final|same|current|whole|controversial|landmark|original|historic) )"
    r"[a-z-]+ (?:[a-z-]+ )?(?:bill|legislation)\b"  # "the ferry safety bill" is not yet the Act of the text
)
_BILL_NUMBER = re.compile(r"(?:hr|s|[hsa]b)\d")
_NEW = r"(?:new |proposed |draft |controversial )?"
_DESCRIPTIONS = {
    "bill": rf"[Tt]h(?:e|is) {_NEW}(?:[Bb]ill|legislation)\b(?! and [A-Z])",
    "act": rf"[Tt]h(?:e|is) {_NEW}[Aa]ct\b(?! on [A-Z])",
    "treaty": rf"[Tt]h(?:e|is) {_NEW}[Tt]reaty\b",
    "pact": r"[Tt]h(?:e|is) pact\b",
    "agreement": r"[Tt]h(?:e|is) (?:agreement|accord)\b",
    "convention": r"[Tt]he Convention\b",
    "charter": r"[Tt]he Charter\b",
    "covenant": r"[Tt]he Covenant\b",
    "protocol": r"[Tt]h(?:e|is) [Pp]rotocol\b",
    "directive": r"[Tt]h(?:e|is) [Dd]irective\b",
    "regulation": r"[Tt]h(?:e|is) [Rr]egulation\b",
    "executive order": r"[Tt]h(?:e|is) (?:executive )?order\b",
    "proposition": r"[Tt]h(?:e|is) (?:ballot measure|proposition)\b",
}
_YEAR_ONLY = re.compile(r"\b[Tt]he (?P<year>\d{4}) (?P<noun>[Aa]ct|[Tt]reaty|[Cc]onvention|[Dd]irective|[Ll]aw)\b")


def join_numbers(book: Book) -> None:
    """Joins a law's number to its name where one follows the other: "the Ports Act (H.R. 12)"."""
    order = sorted((span.start_char, span.end_char, n) for n, law in enumerate(book.laws) for span in law.named)
    laws = list(book.laws)
    for (_, end, first), (start, _, second) in zip(order, order[1:], strict=False):
        one, other = laws[first], laws[second]
        if one is other or numbered(one.key) == numbered(other.key) or not (one in book.laws and other in book.laws):
            continue
        if _JOINED.fullmatch(book.text, end, start):
            book.merge(one, other)
            laws = [one if law is other else law for law in laws]


def add_acronyms(book: Book) -> None:
    """Acronyms told in brackets, and those made of the first letters of a law's name."""
    words = frozenset(re.findall(r"\w+", book.text)) if book.laws else frozenset()
    for law in book.laws:
        told = [(s.text, _ACRONYM.match(book.text, s.end_char)) for s in law.named]
        found = {match["short"] for name, match in told if match and match["short"][0] in name}
        found |= {letters for span in law.named if len(letters := _initials(span.text)) > 2}
        found.update(short_forms(law.key))
        for short in sorted(found):
            if short.isalnum() and short not in words:
                continue
            pattern = re.compile(rf"\b{re.escape(short)}\b")
            _release(book, short)
            book.name_all(law, pattern)


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper())


def _release(book: Book, short: str) -> None:
    """Takes back an institution that is nothing but an acronym or a nickname of a law."""
    for entity in list(book.draft.entities.values()):
        if entity.type == "institution" and all(span.text == short for span in entity.mentions):
            _forget(book.draft, entity)
            book.taken -= {i for span in entity.mentions for i in range(span.start, span.end)}


def _forget(draft: Draft, entity: DraftEntity) -> None:
    del draft.entities[entity.id]
    for span in entity.mentions:
        for i in range(span.start, span.end):
            if draft.entity_of.get(i) == entity.id:
                del draft.entity_of[i]
    for other in draft.entities.values():
        other.affiliation = [key for key in other.affiliation if key != entity.id]


def add_nicknames(book: Book) -> None:
    """Names that the text introduces: "the Ports Act, known as “Ada’s law”", "a bill dubbed the Ferry Charter"."""
    for law in list(book.laws):
        for span in list(law.named):
            match = _NICKNAME.match(book.text, span.end_char)
            if match is not None and law in book.laws:
                _nickname(book, law, match["quoted"] or match["plain"])
    for unnamed in _UNNAMED.finditer(book.text):
        match = _NICKNAME.match(book.text, unnamed.end())
        if match is None or not (match["quoted"] or "")[:1].isupper() or book.free(*match.span("quoted")) is None:
            continue
        law = book.law(law_key(match["quoted"]))
        book.name_all(law, re.compile(rf"\b{re.escape(match['quoted'])}\b"))


def _nickname(book: Book, law: Law, nickname: str) -> None:
    """Gives a law a nickname; a law that bears it already becomes one with it."""
    for other in book.laws:
        if other is not law and other.key == law_key(nickname):
            book.merge(law, other)
            return
    _release(book, nickname)
    ignore = re.IGNORECASE if " " in nickname else 0
    book.name_all(law, re.compile(rf"\b{re.escape(nickname)}\b", ignore))


def join_headlines(book: Book) -> None:
    """Joins a bill's loose name to its proper one where the text has no other bill.

    A loose name stands in headlines only ("Harbour Bill") and the text says "the bill, known as the …" of the other;
    or it stands in quotation marks and the other is a number ("HB 12"). A treaty's short name joins the one longer
    name that it ends.
    """
    bills = [law for law in book.laws if law.is_a("bill", "act") or numbered(law.key)]
    if len(bills) == 2:
        for loose, proper in (bills, bills[::-1]):
            if not loose.is_a("bill") or numbered(loose.key):
                continue
            if _introduced(book, proper) and _in_headlines(book, loose):
                book.merge(proper, loose)
                return
            if numbered(proper.key) and any(_quoted(book.text, s.start_char, s.end_char) for s in loose.named):
                book.merge(proper, loose)
                book.name_all(proper, re.compile(rf"\b{re.escape(loose.named[0].text)}\b", re.IGNORECASE))
                return
    for short in [law for law in book.laws if law.is_a("agreement", "accord", "treaty", "pact", "protocol")]:
        if " " in short.key:
            longer = [law for law in book.laws if law is not short and any(_ends(s.text, short.key) for s in law.named)]
            if len(longer) == 1:
                book.merge(longer[0], short)


def _ends(name: str, key: str) -> bool:
    return name.lower().endswith(" " + key)


def _introduced(book: Book, law: Law) -> bool:
    return any(_INTRODUCED.search(book.text, max(0, s.start_char - 60), s.start_char) for s in law.named)


def _in_headlines(book: Book, law: Law) -> bool:
    lines = headline_lines(book.text)
    return all(any(start <= s.start_char < end for start, end in lines) for s in law.named)


def _quoted(text: str, start: int, end: int) -> bool:
    return start > 0 and text[start - 1] in '“"‘' and re.match(r"[.,]?[”\"’]", text[end : end + 2]) is not None


def add_descriptions(book: Book) -> None:
    """ "The bill", "the treaty" where one law only fits; "the 1998 Act" for the act of that year."""
    for noun, pattern in _DESCRIPTIONS.items():
        fitting = [law for law in book.laws if law.is_a(noun) or (noun == "bill" and _BILL_NUMBER.match(law.key))]
        if not fitting and noun == "bill" and not _A_BILL.search(book.text):
            fitting = [law for law in book.laws if law.is_a("act")]
        if len(fitting) == 1:
            book.describe_all(fitting[0], re.compile(pattern))
    for match in _YEAR_ONLY.finditer(book.text):
        noun = match["noun"].lower().replace("law", "act")
        dated = [law for law in book.laws if law.is_a(noun) and any(match["year"] in span.text for span in law.named)]
        if len(dated) == 1 and (span := book.free(match.start("year"), match.end())) is not None:
            book.take(dated[0].described, span)
