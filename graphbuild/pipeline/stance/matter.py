"""gb_matter: what a speaker's praise or blame is about when the words do not say it.

Most texts turn on one matter. A named speaker whose words judge something, near a mention of the matter and with no
other target, judges the matter. The sign is that of the words of praise and blame in what the speaker says.
"""

from __future__ import annotations

from bisect import bisect_left

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from graphbuild.model import ACTOR_TYPES
from graphbuild.pipeline import syntax
from graphbuild.pipeline.draft import Draft, DraftAttribution, DraftEntity, DraftStance, draft_of
from graphbuild.pipeline.stance import judgement, lexicon

NAME = "gb_matter"

_ENOUGH = 4  # mentions that make a proposal or law the matter of a text
_CONFIDENCE = 0.45


@Language.component(NAME)
def matter(doc: Doc) -> Doc:
    """Adds stances on the matter of the text for speakers who have none on it yet."""
    draft = draft_of(doc)
    subject = the_matter(draft)
    if subject is None or not subject.mentions:
        return doc
    if subject.type == "law" and any(span.root.lemma_.lower() == "ban" for span in subject.mentions):
        return doc  # whoever praises what a ban in force forbids is against the ban
    settled = {s.holder for s in draft.stances if s.sign and draft.target_of.get(s.target.i) == subject.id}
    found: dict[str, list[tuple[int, Token, DraftAttribution]]] = {}
    places = sorted(span.start for span in (*subject.mentions, *subject.coreferences))
    for said in draft.attributions:
        speaker = said.entity
        if speaker is None or speaker in settled or draft.entities[speaker].type not in ACTOR_TYPES:
            continue
        if said.cue is not None and said.cue.root.lemma_.lower() in judgement.CALLS:
            continue  # "calls them dangerous" says of what
        if not _about(places, said):
            continue
        for span in said.content:
            for sign, token in tones(span):
                found.setdefault(speaker, []).append((sign, token, said))
    head = subject.mentions[0].root
    for holder, sign, token in draft.loose:
        if holder not in settled:
            settled.add(holder)
            cue = doc[token.i : token.i + 1]
            draft.stances.append(DraftStance(holder, sign, head, cue, _CONFIDENCE, None, "matter/told"))
            draft.target_of[head.i] = subject.id
    for speaker, words in found.items():
        total = sum(sign for sign, _, _ in words)
        if total:
            sign = 1 if total > 0 else -1
            _, token, said = next(item for item in words if item[0] == sign)
            cue = doc[token.i : token.i + 1]
            draft.stances.append(DraftStance(speaker, sign, head, cue, _CONFIDENCE, said, "matter"))
            draft.target_of[head.i] = subject.id
    return doc


def the_matter(draft: Draft) -> DraftEntity | None:
    """The proposal or law that the text names most, when it names one often enough."""
    counted = [e for e in draft.entities.values() if e.type in ("proposal", "law")]
    best = max(counted, key=lambda e: (len(e.mentions) + len(e.coreferences), e.id), default=None)
    return best if best is not None and len(best.mentions) + len(best.coreferences) >= _ENOUGH else None


def tones(span: Span) -> list[tuple[int, Token]]:
    """The words of praise (1) and blame (-1) in a span, with negation."""
    table = lexicon.stance_rows()
    found = []
    for token in span:
        pos = lexicon.POS.get(token.pos)
        if pos is None:
            continue
        signs = {row.sign for row in table.get((token.lemma_.lower(), pos), ()) if row.kind == "judge" and row.sign}
        if len(signs) != 1 or syntax.conditional(token) or syntax.clause(token).dep_ in ("relcl", "acl"):
            continue  # what a relative clause says tells which thing is meant
        if pos != "VERB" and not _predicated(token, table):
            continue
        sign = signs.pop()
        turned = syntax.negated(token) or syntax.negated(syntax.clause(token))
        found.append((-sign if turned else sign, token))
    return found


def _predicated(token: Token, table: dict[tuple[str, str], tuple[lexicon.StanceRow, ...]]) -> bool:
    """True for a word that is said of something, not one that only tells which thing is meant."""
    if token.dep_ == "amod":
        head = token.head
        judged = any(row.kind == "judge" for row in table.get((head.lemma_.lower(), "NOUN"), ()))
        return head.dep_ in ("attr", "oprd", "ROOT") and not judged
    while token.dep_ == "conj":
        token = token.head
    return token.dep_ in ("acomp", "attr", "oprd", "ROOT", "ccomp", "xcomp")


def _about(places: list[int], said: DraftAttribution) -> bool:
    """True when the words speak of the matter, or stand close to where it is named: at these places, in order."""
    first = min(span.start for span in said.content)
    last = max(span.end for span in said.content)
    return bisect_left(places, first - 120) < bisect_left(places, last)
