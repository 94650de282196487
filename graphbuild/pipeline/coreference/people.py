"""Third-person pronouns of persons: the salient person of matching use, or nobody.

Whether a person is "he" or "she" is taken from titles, from given names that only men or only women have, and from the
document's own clear uses.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from typing import NamedTuple

import numpy as np
from spacy.tokens import Doc, Token

from graphbuild.lexicon import table
from graphbuild.pipeline.draft import Draft, DraftAttribution, DraftEntity

_USE = {
    **dict.fromkeys(["he", "him", "his", "himself"], "he"),
    **dict.fromkeys(["she", "her", "hers", "herself"], "she"),
}
_TITLES = {
    **dict.fromkeys(
        ["mr", "mr.", "sir", "lord", "king", "prince", "congressman", "chairman", "businessman", "spokesman", "father"],
        "he",
    ),
    **dict.fromkeys(
        [
            "mrs",
            "mrs.",
            "ms",
            "ms.",
            "miss",
            "madam",
            "dame",
            "lady",
            "queen",
            "congresswoman",
            "chairwoman",
            "spokeswoman",
        ],
        "she",
    ),
}
_GIVEN = {row["name"]: row["use"] for row in table("given_names") if row["use"]}
_SUBJECTS = {"nsubj", "nsubjpass"}
_REACH = 3  # sentences
_MARGIN = 0.75


class _Mention(NamedTuple):
    start: int
    head: int
    entity: str


class People:
    """The persons of a doc as candidates for its pronouns; resolve tokens from left to right."""

    def __init__(self, doc: Doc, draft: Draft) -> None:
        self.doc, self.draft = doc, draft
        self.sentence = np.cumsum(doc.to_array("SENT_START") == 1)
        self.mentions = sorted(
            _Mention(span.start, span.root.i, entity.id)
            for entity in draft.entities.values()
            if entity.type == "person"
            for span in entity.mentions
        )
        self.named = {mention.head: mention.entity for mention in self.mentions}
        self.quoted, self.reported = _contents(draft)
        self.sources: dict[int, list[DraftAttribution]] = {}
        for one in draft.attributions:
            if one.source is not None:
                self.sources.setdefault(one.source.start, []).append(one)
        self.speaker: str | None = None
        self.spoke_in = self.unnamed = -1
        self.use = self._uses()

    def resolve(self, token: Token) -> None:
        """Adds a pronoun to the coreferences of the person it stands for, if that is clear."""
        use = _USE.get(token.lower_)
        if use is None or token.i in self.draft.entity_of:
            return
        key = self._best(token, use)
        if key is not None:
            self.draft.add_coreference(self.draft.entities[key], self.doc[token.i : token.i + 1])
            insort(self.mentions, _Mention(token.i, token.i, key))
            self.use.setdefault(key, use)

    def spoke(self, entity: DraftEntity, token: Token) -> None:
        """Notes the source of the latest attribution: the likely "he" of the next."""
        self.speaker, self.spoke_in = entity.id, int(self.sentence[token.i])

    def unnamed_spoke(self, token: Token) -> None:
        """Notes that somebody without a name is the source of the latest attribution."""
        self.speaker, self.unnamed = None, token.i

    def before(self, token: Token, reach: int) -> list[_Mention]:
        """The mentions before a token, in its sentence and ``reach`` sentences before."""
        stop = bisect_left(self.mentions, (token.i, -1, ""))
        start, here = stop, self._here(token)
        while start and here - self.sentence[self.mentions[start - 1].start] <= reach:
            start -= 1
        return self.mentions[start:stop]

    def _here(self, token: Token) -> int:
        """The number of a token's sentence; for the source of a quotation before it, of where that begins: what is
        quoted takes nobody's place."""
        begin = token.i
        for one in self.sources.get(token.i, ()):
            if one.form == "direct":
                begin = max((span.start for span in one.content if span.end <= token.i), default=begin)
        return int(self.sentence[begin])

    def _uses(self) -> dict[str, str]:
        """Whether persons are "he" or "she": by title or given name, else by the pronouns that can only mean them."""
        uses: dict[str, str] = {}
        for mention in self.mentions:
            near = self.doc[max(0, mention.start - 1) : mention.head + 1]
            for token in near:
                if token.lower_ in _TITLES:
                    uses.setdefault(mention.entity, _TITLES[token.lower_])
        for key in {mention.entity for mention in self.mentions}:
            names = self.draft.entities[key].name.split()
            if len(names) > 1 and names[0] in _GIVEN:
                uses.setdefault(key, _GIVEN[names[0]])
        votes: dict[str, Counter[str]] = {}
        for token in self.doc:
            use = _USE.get(token.lower_) if token.pos_ == "PRON" else None
            if use is None or token.i in self.quoted:
                continue
            near_by = {m.entity for m in self.before(token, 1) if uses.get(m.entity, use) == use}
            if len(near_by) == 1:
                votes.setdefault(near_by.pop(), Counter())[use] += 1
        for key, counts in votes.items():
            (use, most), *rest = counts.most_common()
            if not rest or most >= 2 * rest[0][1]:
                uses.setdefault(key, use)
        return uses

    def _best(self, token: Token, use: str) -> str | None:
        barred = self._barred(token)
        scores: dict[str, float] = {}
        for mention in self.before(token, _REACH):
            known = self.use.get(mention.entity)
            if known not in (None, use) or mention.entity in barred:
                continue
            score = self._score(mention, token) + (1 if known else 0)
            scores[mention.entity] = max(score, scores.get(mention.entity, score))
        if not scores:
            return None
        (key, best), *rest = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
        if rest and best - rest[0][1] < _MARGIN:
            return None
        return None if self._unnamed_may_be_meant(token, key) else key

    def _unnamed_may_be_meant(self, token: Token, key: str) -> bool:
        """True when an unnamed source stands between a pronoun and the last mention of the best candidate."""
        last = max(m.start for m in self.before(token, _REACH) if m.entity == key)
        return last < self.unnamed and self.sentence[token.i] - self.sentence[self.unnamed] <= 1

    def _score(self, mention: _Mention, token: Token) -> float:
        head = self.doc[mention.head]
        while head.dep_ in ("conj", "appos"):
            head = head.head
        here = self._here(token)
        score = -1.0 * max(0, here - int(self.sentence[mention.start]))
        if head.dep_ in _SUBJECTS:
            score += 2
        elif head.dep_ in ("poss", "compound", "pobj"):
            beside = token.dep_ in _SUBJECTS and self.sentence[token.i] == self.sentence[mention.start]
            score -= 1.5 if beside else 0.5  # "beside the president, he said": somebody else
        if mention.entity == self.speaker:
            ago = here - self.spoke_in
            score += 3 if ago <= 1 and token.i in self.sources else 1.5 if ago <= _REACH - 1 else 0
        if mention.start in self.reported and token.i not in self.reported:
            score -= 1.5
        if here - int(self.sentence[mention.start]) == 1 and self._is_introduced(mention) and token.i in self.sources:
            score += 4  # who is introduced is about to speak
        return score

    def _is_introduced(self, mention: _Mention) -> bool:
        """True for a person's first mention when an apposition tells who that is, and nobody else is named behind."""
        first = self.draft.entities[mention.entity].mentions[0]
        if first.start != mention.start or not any(t.dep_ == "appos" for t in first.root.rights):
            return False
        following = bisect_left(self.mentions, (mention.start + 1, -1, ""))
        same = self.sentence[mention.start]
        return following == len(self.mentions) or self.sentence[self.mentions[following].start] != same

    def _barred(self, token: Token) -> set[str]:
        """The persons that a pronoun cannot mean: the speaker of the quotation it stands in, its verb's subject, and
        those named in what it is the source of."""
        barred: set[str] = set()
        for one in self.sources.get(token.i, ()):
            for span in one.content:
                barred |= {self.named[i] for i in range(span.start, span.end) if i in self.named}
        quotation = self.quoted.get(token.i)
        if quotation is not None and quotation.source is not None:
            entity = self.draft.entity_at(quotation.source.root)
            if entity is not None:
                barred.add(entity.id)
        if token.dep_ in ("dobj", "dative", "pobj") and not token.lower_.endswith("self"):
            verb = token.head if token.dep_ != "pobj" else token.head.head
            for child in verb.children:
                entity = self.draft.entity_at(child) if child.dep_ in _SUBJECTS else None
                if entity is not None:
                    barred.add(entity.id)
        return barred


def _contents(draft: Draft) -> tuple[dict[int, DraftAttribution], dict[int, DraftAttribution]]:
    """Which direct speech, and which attribution of any form, a token's index is in."""
    quoted: dict[int, DraftAttribution] = {}
    reported: dict[int, DraftAttribution] = {}
    for one in draft.attributions:
        for span in one.content:
            reported.update(dict.fromkeys(range(span.start, span.end), one))
            if one.form == "direct":
                quoted.update(dict.fromkeys(range(span.start, span.end), one))
    return quoted, reported
