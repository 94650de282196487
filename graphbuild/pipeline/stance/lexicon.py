"""The words that carry a stance (``data/stance.tsv``), by lemma and part of speech."""

from __future__ import annotations

from functools import cache
from typing import Literal, NamedTuple

from spacy.symbols import ADJ, ADV, AUX, NOUN, VERB
from spacy.tokens import Token

from graphbuild import lexicon

POS = {VERB: "VERB", AUX: "VERB", NOUN: "NOUN", ADJ: "ADJ", ADV: "ADJ"}
"""The parts of speech of the lexicon by those of the model."""

CHARACTER = "judge:person"
"""The frame of words that judge persons and bodies alone."""

Kind = Literal["attitude", "act", "commit", "judge", "flip"]

# what such a verb governs is not asserted
UNCERTAIN = frozenset({"may", "might", "could", "can"})

# words of stance only when one takes them: "took issue with the plan"
TAKEN = frozenset({"exception", "issue"})

# verbs that tell little of what is to be done
PALE = frozenset(
    {"act", "appear", "arrive", "ask", "assure", "attend", "be", "become", "begin", "catch", "chat", "clarify",
     "come", "comment", "consider", "continue", "describe", "discuss", "do", "eat", "elaborate", "emphasise",
     "emphasize", "expect", "explain", "feel", "find", "get", "go", "greet", "happen", "have", "hear", "host",
     "imagine", "join", "keep", "know", "learn", "let", "like", "live", "look", "lose", "make", "meet",
     "mention", "pretend", "reassure", "remain", "remember", "remind", "repeat", "reply", "respond", "return",
     "say", "see", "seem", "shake", "sit", "sleep", "speak", "start", "state", "stream", "stress", "take",
     "talk", "tell", "thank", "think", "travel", "try", "understand", "visit", "wait", "watch", "weigh", "win"}
)  # fmt: skip

# public deeds that need no object
WHOLE = frozenset({"resign", "apologise", "apologize", "quit", "testify", "abdicate", "concede"})

# what is to happen to a thing, beside the acts of the lexicon
COURSES = {"go": -1, "stay": 1, "remain": 1, "stand": 1, "pass": 1, "continue": 1, "succeed": 1, "fail": -1}
FATES = COURSES | dict.fromkeys(
    ("rethink", "reconsider", "replace", "revise", "rewrite", "redraft", "change", "amend", "overhaul", "loosen",
     "reverse", "relax", "soften", "narrow", "strike"), -1
) | dict.fromkeys(("keep", "retain", "preserve", "expand", "protect", "defend"), 1)  # fmt: skip


class StanceRow(NamedTuple):
    """A word that carries a stance.

    ``frame`` says where holder and target stand:

    =============  ==========================================================================
    obj            subject, object (of a passive: agent, subject)
    person         the same, where the object is a person, institution or country
    prep:for       subject or possessor, object of the preposition
    prt:down       subject, object, with the particle
    thing          subject, object that is no person, institution or country
    matter         subject, object that is a law or a word for a measure
    to:court       subject, object, with "to" or "into" and the noun
    ahead          subject, object of "with" after "ahead", "on", "through"
    react          subject of the verb that the adverb stands by, object of "to"
    drawn          giver ("from"), what gets it ("the plan drew fire from her")
    named          possessor, the person who is called so
    inverse        object, subject ("the bill passed the Senate")
    felt           subject of the passive, object of by, at, with, about, over
    inf            subject, infinitive
    objinf         subject, infinitive under the object
    that           subject, that-clause
    judge          speaker, what the word is said of
    judge:from     speaker, what somebody is kept from
    judge:actor    speaker, the person or body that does wrong
    judge:person   speaker, what the word is said of, a person or a body
    person:after   subject or possessor, object of the preposition that is a person, institution or country
    flip           none: turns the stance of its complement round
    =============  ==========================================================================

    ``kind`` tells attitudes from acts, commitments and judgements; ``sign`` is 1, -1 or 0; ``confidence`` is the
    share of uses that are such a stance, estimated.
    """

    word: str
    pos: str
    frame: str
    kind: Kind
    sign: int
    confidence: float


@cache
def stance_rows() -> dict[tuple[str, str], tuple[StanceRow, ...]]:
    """The stance lexicon by (lemma, part of speech)."""
    table: dict[tuple[str, str], list[StanceRow]] = {}
    signs = {"+": 1, "-": -1, "": 0}
    for row in lexicon.table("stance"):
        entry = StanceRow(
            row["word"],
            row["pos"],
            row["frame"],
            row["kind"],  # type: ignore[arg-type]  # the lexicon's test checks the values
            signs[row["polarity"]],
            float(row["confidence"]),
        )
        table.setdefault((entry.word, entry.pos), []).append(entry)
    return {key: tuple(entries) for key, entries in table.items()}


def rows_of(token: Token, pos: str) -> tuple[StanceRow, ...]:
    """The rows for a word; a participle taken for a verb ("was misguided") is read as an adjective, too."""
    table = stance_rows()
    found = _compounded(token, pos) or table.get((token.lemma_.lower(), pos), ())
    if pos == "VERB" and token.tag_ in ("VBN", "VBG"):
        found += table.get((token.lower_, "ADJ"), ())
    if not found and token.dep_ in ("attr", "oprd", "acomp"):  # the model takes "a criminal" for an adjective
        found = table.get((token.lemma_.lower(), "ADJ" if pos == "NOUN" else "NOUN"), ())
        found = tuple(row for row in found if row.kind == "judge")
    return found


def _compounded(token: Token, pos: str) -> tuple[StanceRow, ...]:
    """The rows for the whole of a word with a hyphen, of which the token is the last part ("thin-skinned")."""
    if token.i < 2 or token.nbor(-1).text not in ("-", "‑"):
        return ()
    first, table = token.nbor(-2).lower_, stance_rows()
    return table.get((f"{first}-{token.lemma_.lower()}", pos), ()) or table.get((f"{first}-{token.lower_}", "ADJ"), ())


@cache
def words(name: str) -> frozenset[str]:
    """The first column of a table."""
    return frozenset(row["word"] for row in lexicon.table(name))
