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
from graphbuild.pipeline.stance import aims, effects, lexicon, thoughts
from graphbuild.pipeline.stance.phrases import Phrases

NAME = "gb_matter"

_ENOUGH = 3  # mentions that make a proposal or law the matter of a text
_UNDOINGS = frozenset(
    {"delay", "repeal", "rejection", "abolition", "removal", "withdrawal", "suspension", "postponement", "veto",
     "opposition", "resistance", "alternative"}
)  # fmt: skip
_NEAR = 80  # words before a speech in which a matter may be named
_FAR = 120  # the same for the matter of the text
_CONFIDENCE = 0.45


@Language.component(NAME)
def matter(doc: Doc) -> Doc:
    """Adds stances on the matter of the text for speakers who have none on it yet."""
    draft = draft_of(doc)
    subject = the_matter(draft)
    if (
        subject is not None
        and subject.type == "law"
        and any(span.root.lemma_.lower() == "ban" for span in subject.mentions)
    ):
        return doc  # whoever praises what a ban in force forbids is against the ban
    settled = {(s.holder, draft.target_of.get(s.target.i)) for s in draft.stances if s.sign}
    if subject is not None:
        for holder, sign, token in draft.loose:
            if (holder, subject.id) not in settled:
                settled.add((holder, subject.id))
                _add(draft, holder, sign, subject, token, None, "matter/told")
    for (speaker, about), words in _words(draft, subject).items():
        total = sum(sign for sign, _, _ in words)
        if total and (speaker, about) not in settled:
            sign = 1 if total > 0 else -1
            _, token, said = next(item for item in words if item[0] == sign)
            _add(
                draft,
                speaker,
                sign,
                draft.entities[about],
                token,
                said,
                "matter" if subject is not None and about == subject.id else "matter/other",
            )
    return doc


def _add(
    draft: Draft, holder: str, sign: int, subject: DraftEntity, token: Token, said: DraftAttribution | None, rule: str
) -> None:
    head = subject.mentions[0].root
    cue = token.doc[token.i : token.i + 1]
    draft.stances.append(DraftStance(holder, sign, head, cue, _CONFIDENCE, said, rule))
    draft.target_of[head.i] = subject.id


def _words(
    draft: Draft, subject: DraftEntity | None
) -> dict[tuple[str, str], list[tuple[int, Token, DraftAttribution]]]:
    """The words of praise and blame of each speaker on each matter, in text order."""
    others = [e for e in draft.entities.values() if e.type in ("proposal", "law") and e is not subject]
    places = {
        e.id: sorted(span.start for span in (*e.mentions, *e.coreferences))
        for e in (*others, *([] if subject is None else [subject]))
    }
    phrases = Phrases(draft)
    aimed = {s.cue.start for s in draft.stances if s.target.i in draft.target_of}
    engaged = {s.holder for s in draft.stances if s.sign}
    found: dict[tuple[str, str], list[tuple[int, Token, DraftAttribution]]] = {}
    for said in draft.attributions:
        speaker = said.entity
        if speaker is None or draft.entities[speaker].type not in ACTOR_TYPES:
            continue
        if said.cue is not None and said.cue.root.lemma_.lower() in thoughts.CALLS:
            continue  # "calls them dangerous" says of what
        about = subject if subject is not None and _about(places[subject.id], said) else None
        if about is None and speaker not in engaged:
            near = (e for e in others if _about(places[e.id], said, _NEAR))
            about = min(near, key=lambda e: _away(places[e.id], said), default=None)
        if about is None:
            continue
        for span in said.content:
            for sign, token in tones(span):
                if any(_other(phrases, t) for t in syntax.subjects(syntax.clause(token))):
                    continue
                sign *= thoughts.stated(draft, token)
                if sign and (about is subject or token.i not in aimed):
                    found.setdefault((speaker, about.id), []).append((sign, token, said))
    return found


def _other(phrases: Phrases, subject: Token) -> bool:
    """True for a subject that is somebody, or an "it" that means something else."""
    return subject.lower_ in ("he", "she", "who") or aims.elsewhere(phrases, subject)


def the_matter(draft: Draft) -> DraftEntity | None:
    """The proposal or law that the text names most, when it names one often enough."""
    counted = [e for e in draft.entities.values() if e.type in ("proposal", "law")]
    best = max(counted, key=lambda e: (len(e.mentions) + len(e.coreferences), e.id), default=None)
    return (
        best if best is not None and best.mentions and len(best.mentions) + len(best.coreferences) >= _ENOUGH else None
    )


def tones(span: Span) -> list[tuple[int, Token]]:
    """The words of praise (1) and blame (-1) in a span, with negation."""
    table = lexicon.stance_rows()
    found = []
    for token in span:
        pos = lexicon.POS.get(token.pos)
        if pos is None:
            continue
        if pos == "VERB" and (told := effects.outcome(token)):
            if not (syntax.conditional(token) or _aside(token)):
                turned = (syntax.negated(token) or _let_down(token)) != _undoing(token)
                found.append((-told if turned else told, token))
            continue
        rows = [row for row in table.get((token.lemma_.lower(), pos), ()) if row.kind == "judge" and row.sign]
        signs = {row.sign for row in rows if row.frame == "judge"}
        if pos == "VERB" and any(t.lower_ in ("i", "we") for t in token.children):  # "I am delighted"
            signs |= {row.sign for row in table.get((token.lemma_.lower(), pos), ()) if row.frame == "felt"}
        if len(signs) != 1 or syntax.conditional(token) or _aside(token):
            continue  # what a relative clause says tells which thing is meant
        if pos != "VERB" and not _predicated(token, table):
            continue
        sign = signs.pop()
        clause = syntax.clause(token)
        turned = (syntax.negated(token) or syntax.negated(clause)) != _undoing(clause)
        found.append((-sign if turned else sign, token))
    return found


def _aside(token: Token) -> bool:
    """True in a clause that only tells which thing is meant."""
    clause = syntax.clause(token)
    return clause.dep_ in ("relcl", "acl") and not syntax.content_clause(clause)


def _let_down(verb: Token) -> bool:
    """True under a negated verb: "we cannot go on losing jobs"."""
    return verb.dep_ == "xcomp" and syntax.negated(verb.head)


def _undoing(clause: Token) -> bool:
    """True where a judgement is said of what would do away with a thing: "a delay would be a disaster"."""
    for subject in syntax.subjects(clause):
        if subject.lemma_.lower() in _UNDOINGS:
            return True
        felt = lexicon.stance_rows().get((subject.lemma_.lower(), "NOUN"), ())
        if {row.sign for row in felt if row.kind == "attitude"} == {-1}:
            return True  # "critics are wrong"; a campaign may be for or against
        rows = lexicon.stance_rows().get((subject.lemma_.lower(), "VERB"), ()) if subject.tag_ == "VBG" else ()
        if any(row.kind == "act" and row.sign < 0 for row in rows):
            return True
    return False


def _predicated(token: Token, table: dict[tuple[str, str], tuple[lexicon.StanceRow, ...]]) -> bool:
    """True for a word that is said of something, not one that only tells which thing is meant."""
    if token.dep_ == "amod":
        head = token.head
        judged = any(row.kind == "judge" for row in table.get((head.lemma_.lower(), "NOUN"), ()))
        return head.dep_ in ("attr", "oprd", "ROOT") and not judged
    while token.dep_ == "conj":
        token = token.head
    return token.dep_ in ("acomp", "attr", "oprd", "ROOT", "ccomp", "xcomp")


def _about(places: list[int], said: DraftAttribution, reach: int = _FAR) -> bool:
    """True when the words speak of a matter, or stand close to where it is named: at these places, in order."""
    first = min(span.start for span in said.content)
    last = max(span.end for span in said.content)
    return bisect_left(places, first - reach) < bisect_left(places, last)


def _away(places: list[int], said: DraftAttribution) -> int:
    """How many words before the end of a speech a matter was named last; it was named before it."""
    last = max(span.end for span in said.content)
    return last - places[bisect_left(places, last) - 1]
