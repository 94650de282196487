"""gb_statements: from stances with a target to statements with evidence, form and confidence.

The evidence is the piece of the sentence that holds the cue, the target's phrase and, where it stands there, the
holder. The form follows the words that carry the stance: in quotation marks as the holder's own, reported, or told.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from graphbuild.model import Form, Relation
from graphbuild.pipeline import syntax
from graphbuild.pipeline.draft import Draft, DraftAttribution, DraftStance, DraftStatement, draft_of
from graphbuild.pipeline.speech.quotes import quotations

NAME = "gb_statements"

_RELATIONS: dict[int, Relation] = {1: "supports", -1: "opposes", 0: "cites"}
_REPORTING = frozenset(
    {"accuse", "ask", "urge", "call", "demand", "insist", "deny", "claim", "argue", "warn", "tell", "beg", "implore"}
)
_BREAK = re.compile(r"(?<=[.!?…])[\"'”’)\]]*\s+(?=[\"“‘'(\[]*[A-Z0-9])|\s*\n\s*")


@Language.component(NAME)
def statements(doc: Doc) -> Doc:
    """Adds ``draft.statements``: one for each holder, relation, target and sentence, in the order of the cues."""
    draft = draft_of(doc)
    quoted = _quoted(doc)
    reports = {one.cue.start: one for one in draft.attributions if one.cue is not None}
    weaker = _weaker(draft)
    places = _places(draft)
    seen: dict[tuple[str, int, str, int], DraftStatement] = {}
    for stance in draft.stances:
        target = draft.target_of.get(stance.target.i)
        if target is None:
            draft.leave_out("stance on something that was not recognised as an actor, law or proposal")
            continue
        if target == stance.holder:
            continue
        if (stance.holder, stance.sign, target) in weaker:
            draft.leave_out("stance that the same holder's other words contradict")
            continue
        evidence = _evidence(stance, places[stance.holder])
        key = (stance.holder, stance.sign, target, evidence.sent.start)
        statement = DraftStatement(
            stance.holder,
            _RELATIONS[stance.sign],
            target,
            evidence,
            _form(draft, stance, quoted, reports),
            stance.cue,
            stance.confidence,
            stance.rule,
        )
        if key not in seen or seen[key].confidence < statement.confidence:
            seen[key] = statement
    draft.statements += sorted(seen.values(), key=lambda s: (s.evidence.start, s.holder, s.relation, s.target))
    return doc


def _weaker(draft: Draft) -> set[tuple[str, int, str]]:
    """Where a holder is both for and against a target, the side with less to show for it."""
    total: dict[tuple[str, int, str], float] = {}
    for stance in draft.stances:
        target = draft.target_of.get(stance.target.i)
        if target is not None and stance.sign:
            key = (stance.holder, stance.sign, target)
            total[key] = total.get(key, 0.0) + stance.confidence
    return {
        (holder, sign, target)
        for (holder, sign, target), weight in total.items()
        if (weight, sign) < (total.get((holder, -sign, target), 0.0), -sign)
    }


def _quoted(doc: Doc) -> set[int]:
    """The indices of the tokens inside quotation marks."""
    found: set[int] = set()
    for quotation in quotations(doc.text):
        span = doc.char_span(quotation.start, quotation.end, alignment_mode="contract")
        if span is not None:
            found.update(range(span.start, span.end))
    return found


def _form(draft: Draft, stance: DraftStance, quoted: set[int], reports: dict[int, DraftAttribution]) -> Form:
    """Whether the words that carry the stance are quoted, reported or told."""
    cue = stance.cue.root
    if stance.said is not None:
        return "direct" if cue.i in quoted or _scrap(stance.said, cue, quoted) else "indirect"
    if draft.speaker_of(cue) == stance.holder:
        return "direct"  # the speaker of a speech or a turn, in his own words
    own = reports.get(cue.i)
    saying = (reports.get(c.i) for c in cue.children if c.dep_ == "advcl" and c.tag_ == "VBG")
    for report in (own, *saying):  # "mocked it as a “circus”", "defended it, saying “…”"
        if report is None or report.form == "indirect" or report.entity not in (None, stance.holder):
            continue
        if report is not own or _quotes(own, cue, quoted):
            return "direct"
    return "indirect" if cue.lemma_.lower() in _REPORTING and _reports(cue) else "narrated"


def _scrap(said: DraftAttribution, cue: Token, quoted: set[int]) -> bool:
    """True where part of what is reported in the cue's sentence stands in quotation marks."""
    first, last = cue.sent.start, cue.sent.end
    return said.form == "mixed" and any(
        first <= i < last and i in quoted for span in said.content for i in range(span.start, span.end)
    )


def _quotes(said: DraftAttribution, cue: Token, quoted: set[int]) -> bool:
    """True where the words that a verb reports quote; a relative clause quotes others ("a levy that sailors call")."""
    inside = (cue.doc[i] for span in said.content for i in range(span.start, span.end) if i in quoted)
    return any(all(above.dep_ != "relcl" for above in (token, *token.ancestors) if above.i > cue.i) for token in inside)


def _reports(cue: Token) -> bool:
    """True for a verb with what was said under it: "accused her of hiding it", "asked him to stay"."""
    return any(
        c.dep_ in ("ccomp", "xcomp") or (c.dep_ == "prep" and any(p.dep_ == "pcomp" for p in c.children))
        for c in cue.children
    )


def _places(draft: Draft) -> dict[str, tuple[list[Span], list[Span]]]:
    """Where each holder is named, and where only referred to, in text order: a long text has thousands of them."""
    holders = {stance.holder: draft.entities[stance.holder] for stance in draft.stances}
    return {id: (sorted(e.mentions, key=_start), sorted(e.coreferences, key=_start)) for id, e in holders.items()}


def _start(span: Span) -> int:
    start: int = span.start
    return start


def _within(spans: list[Span], sentence: Span) -> list[Span]:
    """Those of sorted spans that begin in the sentence."""
    return spans[bisect_left(spans, sentence.start, key=_start) : bisect_left(spans, sentence.end, key=_start)]


def _evidence(stance: DraftStance, places: tuple[list[Span], list[Span]]) -> Span:
    """The part of the cue's sentence from the first to the last of cue, target's phrase and holder."""
    doc, sentence = stance.cue.doc, stance.cue.sent
    phrase = syntax.phrase(stance.target)
    spans = [stance.cue, phrase]
    if stance.said is None:
        near = [span for spans in places for span in _within(spans, sentence)]
        spans += sorted(near, key=lambda s: abs(s.start - stance.cue.start))[:1]
    spans = [span for span in spans if sentence.start <= span.start and span.end <= sentence.end]
    start, end = min(span.start for span in spans), max(span.end for span in spans)
    text = doc[start:end].text
    offset = doc[start].idx
    for match in _BREAK.finditer(text):
        if offset + match.end() <= stance.cue.start_char:
            start = next(t.i for t in doc[start:end] if t.idx >= offset + match.end())
        elif offset + match.start() >= stance.cue.end_char:
            end = next((t.i for t in doc[start:end] if t.idx >= offset + match.start()), end)
            break
    return doc[start:end]
