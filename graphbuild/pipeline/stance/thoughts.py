"""Whether a speaker holds what is said to be so, or denies it, or only tells what others think."""

from __future__ import annotations

from spacy.symbols import ADJ, NOUN, VERB
from spacy.tokens import Token

from graphbuild.pipeline import syntax
from graphbuild.pipeline.draft import Draft

# verbs that say what something is: "call the plan a disgrace"
CALLS = frozenset(
    {"call", "describe", "label", "brand", "dub", "deem", "consider", "see", "regard", "view", "denounce",
     "condemn", "hail", "praise", "declare", "find", "dismiss", "herald", "cast", "paint", "portray",
     "characterise", "characterize", "deride", "term", "recognise", "recognize", "treat"}
)  # fmt: skip
SMALL = CALLS | {"think", "believe", "judge", "rate", "reckon", "hold"}
"""Verbs with a small clause: "thinks the plan unfair"."""
_RAISING = frozenset({"think", "believe", "feel", "see", "suppose", "reckon", "accept", "agree", "expect", "imagine"})
_THINKING = _RAISING | {"say", "claim", "argue", "know", "suggest", "pretend", "insist", "fear", "hear", "tell"}
_DENYING = frozenset({"deny", "dispute", "reject", "refute", "rebut", "dismiss", "doubt"})
_CLAIMS = frozenset(
    {"claim", "suggestion", "allegation", "accusation", "notion", "idea", "argument", "charge", "fear", "concern"}
)
_ANYBODY = frozenset({"anyone", "anybody", "nobody", "someone", "somebody", "one", "it"})
_SELF = frozenset({"i", "we", "you"})


def stated(draft: Draft, token: Token) -> int:
    """1 for what a speaker holds to be so, -1 for what he does not think so, 0 where it is another's thought."""
    said = draft.said(token)
    if said is not None and said.cue is not None and said.cue.root.lemma_ == "report":
        return 0  # who reports a fact judges nothing
    first = min((span.start for span in said.content), default=0) if said is not None else token.sent.start
    sign, below = 1, token
    while below.dep_ != "ROOT":
        thought = below.head
        if below.dep_ in ("ccomp", "acl") and thought.i >= first - 3 and _denied(thought):
            sign = -sign
        elif below.dep_ == "acl" and thought.i >= first and thought.lemma_ in _CLAIMS:
            return 0  # "the claim that it costs jobs" is not yet the speaker's
        if below.dep_ in ("ccomp", "oprd") and thought.lemma_.lower() in _THINKING | CALLS and thought.i >= first:
            if said is not None and said.cue is not None and said.cue.start <= thought.i < said.cue.end:
                break
            who = syntax.subjects(thought)
            if small_clause(below) and not syntax.negated(thought):
                break  # "considers it unfair": who considers is asked where the judgement is read
            if any(t.lower_ in _ANYBODY for t in who):
                break
            if not any(t.lower_ in _SELF or draft.entity_of.get(t.i) == draft.speaker_of(token) for t in who):
                return 0
            if syntax.negated(thought):
                if thought.lemma_.lower() not in _RAISING:
                    return 0
                sign = -sign
        below = thought
    return sign


def small_clause(word: Token) -> bool:
    """True for a clause without a verb: "unfair" in "considers it unfair"."""
    return word.dep_ == "ccomp" and word.pos in (ADJ, NOUN) and syntax.child(word, "nsubj") is not None


def _denied(thought: Token) -> bool:
    """True for what is denied: under "denied that", "rejected claims that"."""
    if thought.pos == NOUN and thought.lemma_ in _CLAIMS and thought.dep_ in ("dobj", "nsubjpass"):
        thought = thought.head
    return thought.pos == VERB and thought.lemma_.lower() in _DENYING and not syntax.negated(thought)
