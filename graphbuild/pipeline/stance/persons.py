"""Sides taken for and against persons where neither the lexicon's frames nor a word of praise tells of it.

"Shame on him", "vote for her", "she cannot be trusted", "called on him to resign", "had harsh words for her",
"Okafor critic Clara Voss".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.symbols import NOUN, PRON
from spacy.tokens import Token

from graphbuild.pipeline import syntax
from graphbuild.pipeline.stance import duties, effects, lexicon, thoughts
from graphbuild.pipeline.stance.lexicon import StanceRow

if TYPE_CHECKING:
    from graphbuild.pipeline.stance.component import Scan

_EXCLAIMED = {
    "shame": ("on", -1), "kudos": ("to", 1), "congratulations": ("to", 1), "congrats": ("to", 1), "bravo": ("to", 1),
    "hats": ("to", 1), "woe": ("to", -1), "thanks": ("to", 1),
}  # fmt: skip
_PART_OF_CLAUSE = frozenset({"dobj", "pobj", "nsubj", "nsubjpass", "prep", "attr", "advcl", "advmod"})
_CANNOT = frozenset({"can", "ca", "could"})
_DUE = frozenset({"should", "must", "ought"})
_YIELDING = frozenset(
    {"give", "bow", "surrender", "yield", "compromise", "bend", "budge", "cave", "capitulate", "let", "sit", "back",
     "submit", "stand"}
)  # fmt: skip
_SILENT = frozenset({"comment", "speculate", "elaborate", "be", "say", "discuss"})
_SENDERS = frozenset({"have", "reserve", "offer", "save"})
_KIND = frozenset({"kind", "warm", "good", "nice", "positive", "flattering", "generous"})
_HARSH = frozenset({"harsh", "strong", "tough", "unkind", "sharp", "choice", "bitter", "angry", "stern", "scathing"})
_SIDED = {
    "critic": -1, "opponent": -1, "foe": -1, "detractor": -1, "supporter": 1, "backer": 1, "ally": 1, "loyalist": 1,
    "surrogate": 1, "fan": 1,
}  # fmt: skip


def exclaimed(scan: Scan, token: Token) -> None:
    """Adds stances that stand without a verb: "Shame on him!", "Kudos to her"."""
    known = _EXCLAIMED.get(token.lower_)
    speaker = scan.draft.speaker_of(token)
    if known is None or speaker is None or token.dep_ in _PART_OF_CLAUSE or syntax.questioned(token):
        return
    preposition, sign = known
    targets = syntax.prepositional(token, frozenset({preposition}))
    for target in targets:
        deed = any(c.dep_ == "prep" and c.lower_ == "for" for t in (token, target) for c in t.children)
        if scan.phrases.actor(target) is not None and (token.lower_ != "thanks" or deed):
            scan.add(speaker, sign, target, token, 0.7, scan.draft.said(token), "exclaimed")


def imperative(scan: Scan, verb: Token) -> None:
    """Adds what a speaker bids others do: "Vote for her", "Stop the levy"."""
    if verb.tag_ != "VB" or verb.dep_ not in ("ROOT", "ccomp", "conj") or scan.draft.speaker_of(verb) is None:
        return
    chief = verb
    while chief.dep_ == "conj" and chief.head.i < chief.i:
        chief = chief.head
    if chief.tag_ != "VB" or syntax.child(chief, "nsubj", "nsubjpass", "mark", "expl") is not None:
        return
    if syntax.modals(chief) - {"do"} or syntax.conditional(verb) or syntax.questioned(verb):
        return
    rows = scan.table.get((verb.lemma_.lower(), "VERB"), ())
    sided = tuple(row for row in rows if row.kind in ("attitude", "act"))
    for row in sided:
        if row.frame not in ("obj", "person") and row.frame[:5] != "prep:":
            continue
        sign = row.sign * (-1 if syntax.negated(verb) else 1) * thoughts.stated(scan.draft, verb)
        for target in scan.targets(verb, row):
            if sign and scan.phrases.known(target):
                scan.add(
                    scan.draft.speaker_of(verb) or "", sign, target, verb, 0.6, scan.draft.said(verb), "imperative"
                )


def distrusted(scan: Scan, verb: Token) -> None:
    """Adds blame for who "cannot be trusted", "could not be supported"."""
    subject, speaker = syntax.child(verb, "nsubjpass"), scan.draft.speaker_of(verb)
    if subject is None or speaker is None or not syntax.modals(verb) & _CANNOT or not syntax.negated(verb):
        return
    if syntax.child(verb, "agent") is not None or syntax.conditional(verb) or syntax.questioned(verb):
        return
    rows = scan.table.get((verb.lemma_.lower(), "VERB"), ())
    liked = any(row.kind == "attitude" and row.sign > 0 and row.frame in ("obj", "person") for row in rows)
    if not liked and verb.lemma_ not in ("believe", "rely"):
        return
    sign = -thoughts.stated(scan.draft, verb)
    if sign and scan.phrases.actor(subject) is not None:
        scan.add(speaker, sign, subject, verb, 0.65, scan.draft.said(verb), "distrusted")


def refused(scan: Scan, verb: Token) -> None:
    """Adds blame for who, in somebody's words, "refuses to release the letters"; not for who "refuses to give in"."""
    speaker = scan.draft.speaker_of(verb)
    deed = syntax.child(verb, "xcomp")
    if verb.lemma_ != "refuse" or speaker is None or deed is None or deed.lemma_.lower() in _YIELDING | _SILENT:
        return
    if syntax.negated(verb) or syntax.conditional(verb) or syntax.questioned(verb):
        return
    if syntax.child(deed, "auxpass") is not None or effects.outcome(deed) < 0:
        return  # "refuses to be silenced"
    rows = scan.table.get((deed.lemma_.lower(), "VERB"), ())
    if any(row.sign < 0 and row.kind in ("attitude", "act", "judge") for row in rows):
        return
    if thoughts.stated(scan.draft, verb) > 0:
        for target in syntax.subjects(verb):
            if scan.phrases.actor(target) is not None:
                scan.add(speaker, -1, target, verb, 0.55, scan.draft.said(verb), "refused")


def told_to_stop(verb: Token) -> bool:
    """True for "must stop", "needs to stop": what is to stop is done now."""
    due = bool(syntax.modals(verb) & _DUE) or (verb.dep_ == "xcomp" and verb.head.lemma_ in ("need", "ought"))
    return due and verb.lemma_ in ("stop", "quit", "cease")


def put_on(word: Token) -> bool:
    """True for what somebody only wants to seem: "so that he can look tough", "trying to sound strong"."""
    verb = word.head
    if word.dep_ not in ("acomp", "oprd") or verb.lemma_ not in ("look", "seem", "appear", "sound"):
        return False
    return syntax.infinitive(verb) or bool(syntax.modals(verb) & {"can", "could", "may", "might"})


def shamed(scan: Scan, verb: Token) -> None:
    """Adds stances on who is asked to resign or apologise: "called on him to quit", "demanded that he resign"."""
    if not any(row.kind == "commit" for row in scan.table.get((verb.lemma_.lower(), "VERB"), ())):
        return
    if syntax.negated(verb) or syntax.conditional(verb) or syntax.questioned(verb):
        return
    asked = StanceRow(verb.lemma_.lower(), "VERB", "objinf", "commit", 1, 0.6)
    for deed in verb.children:
        if deed.dep_ not in ("xcomp", "ccomp", "advcl") or deed.lemma_.lower() not in duties.SHAMES:
            continue
        if syntax.negated(deed) or not (syntax.infinitive(deed) or (deed.tag_ in ("VB", "VBP") and deed.i > verb.i)):
            continue
        own = [c for c in deed.children if c.dep_ == "nsubj"]
        whom = own or syntax.objects(verb) or syntax.prepositional(verb, frozenset({"on", "for", "upon"}))
        for holder, said in scan.holders(verb, asked):
            for target in whom:
                if scan.phrases.actor(target) is not None:
                    scan.add(holder, -1, target, deed, 0.65, said, "shamed")


def worded(scan: Scan, verb: Token) -> None:
    """Adds stances told by "had kind words for her"."""
    if verb.lemma_ not in _SENDERS or syntax.conditional(verb) or syntax.negated(verb):
        return
    words = next((c for c in verb.children if c.dep_ == "dobj" and c.lower_ == "words"), None)
    if words is None:
        return
    sorts = {c.lemma_.lower() for c in words.children if c.dep_ in ("amod", "nmod")}
    sign = 1 if sorts & _KIND else -1 if sorts & _HARSH else 0
    row = StanceRow("word", "VERB", "prep:for", "attitude", sign, 0.7)
    for_whom = frozenset({"for"})
    targets = syntax.prepositional(words, for_whom) or syntax.prepositional(verb, for_whom)
    for holder, said in scan.holders(verb, row) if sign else ():
        for target in targets:
            scan.add(holder, sign, target, words, row.confidence, said, "worded")


def beside(scan: Scan, noun: Token) -> None:
    """Adds the side that a label before a name tells: "Okafor critic Clara Voss"."""
    sign = _SIDED.get(noun.lower_)
    if sign is None or noun.pos != NOUN or noun.i == 0 or noun.i + 1 >= len(noun.doc):
        return
    before, after = noun.nbor(-1), noun.nbor()
    target, holder = scan.draft.entity_at(before), scan.draft.entity_at(after)
    if target is None or holder is None or target.id == holder.id or holder.type != "person":
        return
    if PRON in (before.pos, after.pos) or target.type not in ("person", "institution"):
        return
    if before.head.i in (noun.i, after.i) or before.head.i == noun.head.i:
        scan.add(holder.id, sign, before, noun, 0.7, None, "beside")


def individual(scan: Scan, head: Token) -> bool:
    """True for a phrase that names a person or a body: what words of character judge."""
    entity = scan.draft.entity_at(head)
    return entity is not None and entity.type in ("person", "institution") and scan.phrases.actor(head) is not None


def judged(scan: Scan, head: Token) -> bool:
    """True for a phrase that names somebody, or what counts as somebody's own: "his administration"."""
    if scan.phrases.actor(head) is not None:
        return True
    owned = head.lemma_.lower() in scan.traits and not scan.phrases.named(head)
    return owned and any(c.dep_ == "poss" and scan.phrases.owner(c) is not None for c in head.children)


def of_character(row: StanceRow) -> bool:
    """True for a word that judges nobody but persons and bodies: "weak" says little of a plan."""
    return row.frame == lexicon.CHARACTER
