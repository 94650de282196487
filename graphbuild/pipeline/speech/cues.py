"""The words that give words to somebody: verbs, nouns and adjectives of speech and thought.

``data/cues.tsv`` holds a line for each: lemma, part of speech, the frames that its content comes in, an example.

=========  ==========================================================================================
frame      where the content is
=========  ==========================================================================================
clause     a finite clause, a quotation, or the sentence that the cue is a parenthesis of
quote      a quotation, or the sentence that the cue is a parenthesis of
to         an infinitive, with the person it is asked of
ing        a gerund
object     the direct object, with what is said of it ("for …", "as …")
small      the direct object and what it is called
+PREP      the object of this preposition
=========  ==========================================================================================
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from graphbuild.lexicon import table


class Cue(NamedTuple):
    """An entry of the lexicon."""

    pos: str
    frames: frozenset[str]

    @property
    def is_speech(self) -> bool:
        """False for a cue that names an attitude to something and never what is said of it: "praise", "oppose"."""
        return not self.frames.isdisjoint(("clause", "quote", "to", "small"))

    @property
    def prepositions(self) -> frozenset[str]:
        return frozenset(frame[1:] for frame in self.frames if frame[0] == "+")


@cache
def lexicon() -> Mapping[str, Mapping[str, Cue]]:
    """{part of speech (verb, noun, adj): {lemma: cue}}."""
    entries: dict[str, dict[str, Cue]] = {"verb": {}, "noun": {}, "adj": {}}
    for row in table("cues"):
        entries[row["pos"]][row["lemma"]] = Cue(row["pos"], frozenset(row["frames"].split()))
    return entries
