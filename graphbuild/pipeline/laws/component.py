"""gb_laws: laws, treaties, rulings and bodies of law, with their mentions.

A law is one node however the text names it: by the spellings of its name, an acronym, a nickname that the text
introduces, a section told with it, or a description that fits no other law of the text. Laws that the text only
describes, rulings among them, are added by ``laws_described``.

Numbers of statutes and reports are read by a table of our own. eyecite takes 0.2 s to import and 3 µs a character,
citeurl 1 s and 14 µs; this component takes 0.6 µs. In 75 annotated news texts and speeches eyecite finds nothing but
an "ID." that is an identity card.
"""

from __future__ import annotations

import re

from spacy.language import Language
from spacy.tokens import Doc, Span

from graphbuild.pipeline.draft import draft_of
from graphbuild.pipeline.laws.described import add_described, add_rulings
from graphbuild.pipeline.laws.find import find_laws, without_owner
from graphbuild.pipeline.laws.group import Book
from graphbuild.pipeline.laws.keys import law_key, law_year
from graphbuild.pipeline.laws.named import add_acronyms, add_descriptions, add_nicknames, join_headlines, join_numbers
from graphbuild.pipeline.laws.patterns import SECTION

NAME = "gb_laws"

_YEAR_ONLY = re.compile(r"\d{4} (?:Act|Bill|Convention|Treaty|Protocol|Directive)")


@Language.component(NAME)
def laws(doc: Doc) -> Doc:
    """Adds the laws that the text names or describes to the draft."""
    draft = draft_of(doc)
    book = Book(doc, draft.document.text, draft, taken=set(draft.entity_of))
    found = find_laws(doc, book.text) if draft.laws_found is None else draft.laws_found
    spans = [s for s in found if book.taken.isdisjoint(t.i for t in without_owner(s))]
    for key, span in zip(_keys(book.text, spans), spans, strict=True):
        book.take(book.law(key).named, span)
    join_numbers(book)
    add_acronyms(book)
    add_nicknames(book)
    join_headlines(book)
    add_descriptions(book)
    add_described(book)
    add_rulings(book)
    book.finish()
    return doc


def _keys(text: str, spans: list[Span]) -> list[str]:
    """The keys of names of laws, as the other names of the text tell them.

    Acts of one name and two years are two; "the constitution" is the one whose owner the text tells, if it tells one
    only; a section is the law that it is told with ("section 5 of the Harbour Act").
    """
    names = [span.text for span in spans]
    keys = [law_key(name) for name in names]
    years: dict[str, set[str]] = {}
    for key, name in zip(keys, names, strict=True):
        if year := law_year(name):
            years.setdefault(key, set()).add(year)
    for i, (key, name) in enumerate(zip(keys, names, strict=True)):
        if len(years.get(key, ())) > 1 and law_year(name):
            keys[i] = f"{key} {law_year(name)}"
    owned = {key for key in keys if key.endswith(" constitution")}
    if len(owned) == 1 and not any(re.match(r"(?:U\.?S\.? |.* United States)", name) for name in names):
        keys = [next(iter(owned)) if key == "constitution" else key for key in keys]
    whole: dict[str, str] = {}
    for key, span in zip(keys, spans, strict=True):
        if section := SECTION.search(text, max(0, span.start_char - 60), span.start_char):
            whole.setdefault(section[0].lower(), key)
    dated = {name: _of_year(name, keys, names) for name in names if _YEAR_ONLY.fullmatch(name)}
    return [whole.get(key) or dated.get(name) or key for key, name in zip(keys, names, strict=True)]


def _of_year(short: str, keys: list[str], names: list[str]) -> str | None:
    """The key of the one other law of a year: "1998 Act"."""
    year, noun = short.split()
    longer = {k for k, name in zip(keys, names, strict=True) if name != short and year in name and noun in name}
    return next(iter(longer)) if len(longer) == 1 else None
