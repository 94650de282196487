"""To whom the text gives the words of a cue: the span of its source."""

from __future__ import annotations

from spacy.tokens import Doc, Span, Token

_SUBJECTS = {"nsubj", "csubj", "nsubjpass"}
_INHERITS = {"conj", "xcomp", "advcl", "pcomp", "prep", "ccomp", "dep", "aux"}
_NOMINAL = {"NOUN", "PROPN", "PRON", "NUM"}


def source_of(cue: Token, *, felt: bool = False) -> Span | None:
    """The noun phrase that a verb or adjective of speech has for its subject, wherever it stands.

    The subject may belong to the verb that the cue is joined or subordinate to ("…, adding that"), be the noun it
    describes ("a report saying"), or stand after "by". What is ``felt`` ("was
    pleased that") has its passive subject for source.
    """
    verb = cue if cue.pos_ in ("VERB", "AUX") and cue.dep_ != "acomp" else cue.head
    if _is_passive(verb) and not felt:
        agent = next((c for child in verb.children if child.dep_ == "agent" for c in child.children), None)
        return phrase(agent) if agent is not None else None
    for _ in range(6):
        subject = own_subject(verb)
        if subject is not None:
            return _with_name(verb, subject) or phrase(subject, stop=cue)
        if verb.dep_ == "acl":
            return phrase(verb.head, stop=cue)
        if verb.dep_ not in _INHERITS:
            return None
        verb = verb.head
    return None


def _with_name(verb: Token, subject: Token) -> Span | None:
    """A post and the name behind it where the model takes each for a subject: "her Danish counterpart Ada Quill"."""
    behind = next((t for t in verb.lefts if t.i > subject.i and t.dep_ == subject.dep_), None)
    if behind is None or behind.pos_ != "PROPN" or subject.right_edge.i + 1 != behind.left_edge.i:
        return None
    return trim(verb.doc, subject.left_edge.i, behind.right_edge.i + 1)


def own_subject(verb: Token) -> Token | None:
    """The verb's subject, if it has one of its own."""
    return next((child for child in verb.children if child.dep_ in _SUBJECTS and child.pos_ != "SPACE"), None)


def holder_of(noun: Token) -> Span | None:
    """Whose claim, promise or view a noun is: "her claim", "the claim of the union", "made the claim"."""
    for child in noun.children:
        if child.dep_ == "poss":
            return phrase(child)
        if child.dep_ == "prep" and child.lower_ in ("of", "by", "from"):
            inner = next((c for c in child.children if c.dep_ == "pobj"), None)
            if inner is not None:
                return phrase(inner)
    if noun.dep_ in ("dobj", "pobj"):
        verb = noun.head if noun.dep_ == "dobj" else noun.head.head
        return source_of(verb) if verb.pos_ == "VERB" else None
    return None


def phrase(head: Token, *, stop: Token | None = None) -> Span:
    """The whole noun phrase of a head, with what describes it, up to the cue when the cue is inside of it."""
    start, end = head.left_edge.i, head.right_edge.i + 1
    if stop is not None and start <= stop.i < end:
        if stop.i > head.i:
            end = min((t.left_edge.i for t in stop.ancestors if head.i < t.left_edge.i < stop.i), default=stop.i)
            end = max(end, head.i + 1)
        else:
            start = stop.i + 1
    return trim(head.doc, start, end)


def trim(doc: Doc, start: int, end: int) -> Span:
    """The span without punctuation, white space and possessive endings at its edges."""
    while start < end and _is_edge(doc[start]):
        start += 1
    while (
        end > start and (_is_edge(doc[end - 1]) or doc[end - 1].tag_ == "POS") and doc[end - 1].text not in (")", "]")
    ):
        end -= 1
    return doc[start:end]


def nearby(doc: Doc, start: int, end: int, cue: Token) -> Span | None:
    """The noun phrase beside a cue in a stretch of text, for when the parse has none.

    Before the cue if there is one, else right after ("said the mayor").
    """
    before = [t for t in doc[start : cue.i] if t.pos_ in _NOMINAL]
    if before:
        return trim(doc, start, before[-1].i + 1)
    after = next((t for t in doc[cue.i + 1 : min(end, cue.i + 8)] if t.pos_ in _NOMINAL), None)
    if after is None:
        return None
    stop = next((t.i for t in doc[after.i : end] if t.text in (",", ".", ";", ":", "“", '"')), end)
    return trim(doc, cue.i + 1, stop)


def _is_edge(token: Token) -> bool:
    return token.is_punct or token.is_space or token.is_quote


def _is_passive(verb: Token) -> bool:
    """True for a passive verb and for a participle: "asked about it, Ada Quill said"."""
    if (
        verb.tag_ == "VBN"
        and verb.dep_ == "advcl"
        and not any(child.dep_ in ("aux", "nsubj") for child in verb.children)
    ):
        return True
    return any(child.dep_ in ("nsubjpass", "auxpass") for child in verb.children)
