"""Names that only the context makes names of ours: the government, capitals and states that act, demonyms of office.

"Moscow denied it" names Russia and "in Moscow" a place; "Ohio appealed" names the state's government.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from graphbuild.lexicon import items, table
from graphbuild.pipeline.names.spans import OPENERS, UPPER, Candidate, alternatives

_GOVERNMENT = "government"
_US = re.compile(r"\b(?:U\.S\.|Congress|Republicans?|GOP|Senate)\b")
_ABROAD = re.compile(
    r"\b(?:Prime Minister|Taoiseach|Chief Minister|Chief Executive|Lok Sabha|Knesset|Bundestag|Dáil|Sejm"
    r"|Legislative Council"
    r"|National Assembly|Opposition Leader|Deputy President|MPs|MLAs|TDs|MKs|Solons)\b"
)
_AMERICAN = re.compile(r"\b(?:Republicans?|GOP|Democrats|American)\b|\bU\.S\.")
_UK = re.compile(r"\b(?:Labour|Tory|Tories|Commons|Lords|MPs|Lib Dems?|Home Secretary)\b")
_OFFICE = (
    r"(?:President|King|Queen|Premier|[Aa]mbassador|High Commissioner|Chancellor|[Cc]ounterpart|[Ee]nvoy"
    r"|president|chancellor|premier"
    r"|(?:prime|foreign) minister|(?:(?:Deputy )?(?:Prime|[A-Z]\w+) )?Minister)"
)
_REGION = re.compile(
    r"(?<![Ff]ormer )(?<![\w-])(?P<place>(?:[A-Z][\w’'-]+ )?[A-Z][\w-]+)(?= (?:Premier|Chief Minister"
    r"|Governor|Gov\.|[Mm]ayor) [A-Z])"
)
_GIVEN = frozenset(row["name"] for row in table("given_names"))
# what is done to governments: "urged London to act"
_URGING = frozenset(
    ["urge", "press", "accuse", "pressure", "blame", "criticise", "criticize", "condemn", "warn", "implore"]
)
_ADJECTIVE = re.compile(r"(?:ian|ish|ese)$")  # "Bavarian premier"

CAPITALS = frozenset(row["surface"] for row in table("metonyms"))


class Context:
    """The tables for names that need their context."""

    def __init__(self, demonyms: dict[str, str]) -> None:
        self._capitals = {row["surface"]: row["stands_for"] for row in table("metonyms")}
        countries = {row["name"] for row in table("countries")}
        self._type = {s: "country" if name in countries else "institution" for s, name in self._capitals.items()}
        self._verbs = frozenset(row["word"] for row in table("acting") if row["part"] == "verb")
        self._nouns = frozenset(row["word"] for row in table("acting") if row["part"] == "noun")
        states = alternatives(row["name"] for row in table("states"))
        places = alternatives(self._capitals)
        self._place = re.compile(rf"(?<![\w-])(?=[{UPPER}])(?:(?P<capital>{places})|(?P<state>{states}))(?![\w-])")
        self._office_state = re.compile(
            rf"(?:[Gg]overnor|[Aa]ttorney [Gg]eneral|[Ss]tate|[Mm]ayor) of (?P<place>{states}|[A-Z]\w+)"
        )
        self._demonyms = demonyms
        titles = {word for row in table("titles") for word in row["title"].split()}
        forms = {form for row in table("parties") for form in items(row["forms"])}
        self._no_places = frozenset(demonyms) | titles | forms | {"State", "City", "County", "Democrat"}
        words = alternatives(demonyms)
        self._demonym = re.compile(rf"(?<![\w-])(?=[A-Z])(?P<word>{words})(?= {_OFFICE} [A-Z])")

    def find(self, doc: Doc, text: str) -> Iterator[Candidate]:
        """Candidates of all kinds of this module."""
        yield from self._governments(doc, text)
        yield from self._places(doc, text)
        for match in self._demonym.finditer(text):
            span = doc.char_span(*match.span())
            if span is not None:
                yield Candidate(span.start, span.end, "country", self._demonyms[match["word"]], 0)

    def _governments(self, doc: Doc, text: str) -> Iterator[Candidate]:
        """The words "the government" in a text not of the United States; in a British one without the article, too."""
        if _GOVERNMENT not in text.lower():
            return
        british = bool(_UK.search(text))
        if not british and _US.search(text) and not (_ABROAD.search(text) and not _AMERICAN.search(text)):
            return
        found = [token for token in doc if token.lower_ == _GOVERNMENT]
        if not any(_has_the(token) or (british and _stands_alone(token)) for token in found):
            return
        for token in found:
            if british or _has_the(token):
                yield Candidate(token.i, token.i + 1, "institution", "government", 0)

    def _places(self, doc: Doc, text: str) -> Iterator[Candidate]:
        for match in self._place.finditer(text):
            span = doc.char_span(*match.span())
            if span is None:
                continue
            if match["capital"]:
                if (
                    (_acts(span.root) or _is_urged(span.root))
                    and span.root.head.lemma_ != "be"
                    and not self._names_person(span, text)
                ):
                    key = self._capitals[span.text]
                    if key == "European Union" and "European Commission" in text:
                        key = "European Commission"
                    yield Candidate(span.start, span.end, self._type[span.text], key, 0)
            elif self._state_acts(span.root):
                yield Candidate(span.start, span.end, "institution", "", 1)
        for match in _REGION.finditer(text):
            span = doc.char_span(*match.span("place"))
            if _ADJECTIVE.search(match["place"]) or match["place"].startswith("Former "):
                continue
            while span is not None and len(span) and (span[0].text in self._no_places or span[0].text in OPENERS):
                span = span[1:]
            if span and not any(t.text in self._no_places or t.text in OPENERS for t in span):
                yield Candidate(span.start, span.end, "institution", "", 0)
        for match in self._office_state.finditer(text):
            span = doc.char_span(*match.span("place"))
            if span is not None:
                yield Candidate(span.start, _end_of_place(span), "institution", "", 1)

    def _names_person(self, span: Span, text: str) -> bool:
        """True for a capital's name that ends a person's ("Mr Wellington"), or is one ("Sofia") in a text that does
        not name the country."""
        if span.text in _GIVEN and self._capitals[span.text] not in text:
            return True
        return any(c.dep_ == "compound" and c.text[0].isupper() for c in span.root.lefts if c.i < span.start)

    def _state_acts(self, token: Token) -> bool:
        if token.dep_ in ("nsubj", "conj", "appos", "pobj") and token.head.lemma_ in self._verbs and _acts(token):
            return True
        if token.dep_ == "pobj" and token.head.dep_ == "agent" and token.head.head.lemma_ == "lead":
            return True  # "a coalition led by Oregon"
        return token.dep_ == "poss" and token.head.lemma_ in self._nouns


def _end_of_place(span: Span) -> int:
    """Where the name ends that opens with the span: "Port Aldane" for "Port", by the model's own names."""
    doc, end = span.doc, span.end
    while end < len(doc) and doc[end].ent_iob == 1 and doc[end].ent_type_ != "PERSON" and doc[end].text[0].isupper():
        end += 1
    return end


def _acts(token: Token) -> bool:
    return token.dep_ == "nsubj" and token.head.pos_ == "VERB"


def _is_urged(token: Token) -> bool:
    """True for "urged London to act", "accused Moscow of", "called on Paris to"."""
    head = token.head
    if token.dep_ == "dobj":
        return head.lemma_ in _URGING
    return token.dep_ == "pobj" and head.lower_ == "on" and head.head.lemma_ == "call"


def _stands_alone(token: Token) -> bool:
    return token.dep_ != "compound" and not any(child.dep_ in ("amod", "compound", "poss") for child in token.lefts)


def _has_the(token: Token) -> bool:
    return token.i > 0 and token.nbor(-1).lower_ in ("the", "this")
