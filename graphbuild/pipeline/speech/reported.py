"""Indirect and mixed speech: what the grammar of a cue says is reported."""

from __future__ import annotations

from spacy.tokens import Token

from graphbuild.pipeline.draft import DraftAttribution
from graphbuild.pipeline.speech.cues import Cue
from graphbuild.pipeline.speech.reading import Reading, form_of
from graphbuild.pipeline.speech.sources import holder_of, own_subject, phrase, source_of, trim

_OBJECTS = {"dobj", "oprd", "ccomp", "xcomp", "attr", "acomp", "dative"}
_OBJECT_PARTS = {"dobj", "oprd", "prep", "xcomp", "ccomp", "relcl", "acl"}
_END_OF_CREDIT = 8  # tokens behind a cue that still belong to it: "said in a statement on Monday"
# what opens no second half of a reported sentence: ", adding …", ", who …"
_NO_REST = {"VBG", "VBN", "WDT", "WP", "WP$", "WRB", "CC"}
_WITH_HEARER = frozenset(["tell", "warn", "remind", "inform", "assure"])
_Ranges = list[tuple[int, int]]


def reported(reading: Reading, i: int, cue: Cue) -> DraftAttribution | None:
    """The attribution of a cue by its syntax, None when nothing is reported there."""
    token = reading.doc[i]
    if token.tag_ == "VB" and _is_unreal(token):
        return None
    if cue.pos == "noun":
        source, ranges = holder_of(token), _complements(token, cue)
    else:
        source, ranges = source_of(token, felt=cue.pos == "adj"), _content(token, cue)
    if not ranges:
        return None
    if source is None and cue.pos != "verb":
        return None
    taken = [(i, i + 1)] + ([(source.start, source.end)] if source is not None else [])
    content = [span for r in _without(ranges, taken) if len(span := trim(reading.doc, *r))]
    content = [span for span in content if reading.words(span.start, span.end)]
    if not content:
        return None
    form = form_of(reading, content)
    return DraftAttribution(source, token.doc[i : i + 1], content, form, speech=cue.is_speech or form != "indirect")


def according(reading: Reading, token: Token) -> DraftAttribution | None:
    """ "According to X, …": the rest of the sentence is X's."""
    doc, sentence = token.doc, token.sent
    if token.i + 2 >= sentence.end or token.nbor().lower_ != "to":
        return None
    to = token.nbor()
    inner = next((child for child in to.children if child.dep_ == "pobj"), None)
    comma = next((t.i for t in doc[to.i + 1 : sentence.end] if t.text in (",", ".", "—", "–")), sentence.end)
    source = trim(doc, to.i + 1, comma) if inner is None else phrase(inner)
    if token.i <= sentence.start + 1 and reading.words(source.end, sentence.end) < 2:
        source = trim(doc, to.i + 1, comma)
    ranges = _without([(sentence.start, sentence.end)], [(token.i, max(source.end, to.i + 1))])
    content = [span for r in ranges if reading.words(*r) > 1 and len(span := trim(doc, *r))]
    if not content or not len(source):
        return None
    return DraftAttribution(source, doc[token.i : to.i + 1], content, form_of(reading, content))


def _content(token: Token, cue: Cue) -> _Ranges:
    frames = cue.frames
    if "clause" in frames or "quote" in frames:
        ranges = _clause(token) or _parenthesis(token)
        if ranges:
            return ranges
    if cue.prepositions and (ranges := _complements(token, cue)):
        return ranges
    if "to" in frames and (ranges := _infinitive(token)):
        return ranges
    if "small" in frames and (ranges := _small(token)):
        return ranges
    if "object" in frames and (ranges := _object(token)):
        return ranges
    return _complements(token, cue)


def _clause(token: Token) -> _Ranges:
    """A finite clause that is the verb's complement, on either side."""
    for child in (*token.rights, *token.lefts):
        if child.dep_ == "ccomp" and not _is_infinitive(child):
            start, end = child.left_edge.i, child.right_edge.i + 1
            if child.i > token.i:
                return [(start, _reason(token, end))]
            if token.dep_ == "ROOT" or token.sent.end - token.i < _END_OF_CREDIT:
                start = token.sent.start
            return [(start, end), *_rest(token)]
    for child in token.rights:  # "told the crowd that …" read as a relative clause
        for clause in child.subtree if child.dep_ == "dobj" else ():
            if clause.dep_ == "relcl" and any(t.lower_ == "that" and t.dep_ == "mark" for t in clause.lefts):
                return [(clause.left_edge.i, clause.right_edge.i + 1)]
            if clause.dep_ in ("acl", "relcl") and token.lemma_ in _WITH_HEARER and _has_bare_subject(clause):
                return [(clause.left_edge.i, clause.right_edge.i + 1)]
    return []


def _reason(token: Token, end: int) -> int:
    """The end of what is reported with a reason or a condition behind it: "said it was unfair, because …"."""
    for child in token.rights:
        opener = next((t for t in child.lefts if t.dep_ == "mark"), None) if child.dep_ == "advcl" else None
        if opener is not None and child.left_edge.i in (end, end + 1) and opener.lower_ in ("because", "if", "unless"):
            return child.right_edge.i + 1
    return end


def _has_bare_subject(clause: Token) -> bool:
    """True for "there was" or "fares would rise" behind "told the council": what was told, and no relative clause."""
    subject = next((t for t in clause.lefts if t.dep_ in ("nsubj", "nsubjpass", "expl")), None)
    finite = clause.tag_ in ("VBD", "VBZ", "VBP") or any(t.tag_ in ("MD", "VBD", "VBZ", "VBP") for t in clause.lefts)
    gap = clause.dep_ == "relcl" and not any(t.dep_ in ("dobj", "attr", "acomp", "prep") for t in clause.rights)
    return subject is not None and subject.tag_ not in ("WDT", "WP") and finite and not gap


def _rest(token: Token) -> _Ranges:
    """What goes on behind a credit: "The plan, she said, is dead"."""
    doc, end = token.doc, token.sent.end
    subject = own_subject(token)
    start = max(token.i, token.i if subject is None else subject.right_edge.i) + 1
    while start < min(end, token.i + _END_OF_CREDIT) and doc[start].text != ",":
        start += 1
    if start + 2 >= end or doc[start].text != "," or doc[start + 1].tag_ in _NO_REST:
        return []
    return [(start + 1, end)]


def _parenthesis(token: Token) -> _Ranges:
    """The sentence around ", X said," or ", as X said,"."""
    subject = own_subject(token)
    if subject is None:
        return []
    sentence = token.sent
    like = next((child for child in token.lefts if child.lower_ == "as" and child.dep_ in ("mark", "advmod")), None)
    if like is not None and token.dep_ in ("advcl", "ccomp", "parataxis"):
        return _without([(sentence.start, sentence.end)], [(token.left_edge.i, token.right_edge.i + 1)])
    start, end = min(subject.left_edge.i, token.i), max(subject.right_edge.i, token.i) + 1
    if token.dep_ not in ("parataxis", "ccomp", "advcl", "ROOT") or start <= sentence.start + 1:
        return []
    if token.doc[start - 1].text not in (",", "—", "–", "-", "--"):
        return []
    rest = _rest(token) or _joined(token, end)
    return [(sentence.start, start - 1), *rest] if rest or sentence.end - end <= _END_OF_CREDIT else []


def _joined(token: Token, end: int) -> _Ranges:
    """What is joined behind a credit to the clause before it: "The plan is dead, she said, and should be"."""
    doc = token.doc
    if token.dep_ != "parataxis" or end + 2 >= token.sent.end or doc[end].text != "," or doc[end + 1].tag_ != "CC":
        return []
    goes_on = doc[end + 1].head.i < token.i or doc[end + 2].tag_ == "MD"  # "said, and left" is no speech
    return [(end + 1, token.sent.end)] if goes_on else []


def _infinitive(token: Token) -> _Ranges:
    for child in token.rights:
        if child.dep_ in ("xcomp", "ccomp", "advcl") and _is_infinitive(child):
            start = min([child.left_edge.i] + [c.left_edge.i for c in token.rights if c.dep_ in ("dobj", "dative")])
            return [(start, child.right_edge.i + 1)]
    return []


def _small(token: Token) -> _Ranges:
    parts = [
        child for child in token.rights if child.dep_ in _OBJECTS or (child.dep_ == "prep" and child.lower_ == "as")
    ]
    if len(parts) < 2 and not any(child.dep_ in ("oprd", "ccomp", "xcomp") for child in parts):
        return []
    return [(min(p.left_edge.i for p in parts), max(p.right_edge.i for p in parts) + 1)]


def _object(token: Token) -> _Ranges:
    """The direct object with what else the verb has: "attacked the plan for its cost"."""
    first = next((child for child in token.rights if child.dep_ == "dobj"), None)
    if first is None:
        return []
    parts = [child for child in token.rights if child.i >= first.i and child.dep_ in _OBJECT_PARTS]
    return [(first.left_edge.i, max(p.right_edge.i for p in parts) + 1)]


def _complements(token: Token, cue: Cue) -> _Ranges:
    """The complement of a noun, an adjective or a verb with a preposition."""
    rights = list(token.rights)
    if token.dep_ == "acomp":
        rights += [child for child in token.head.rights if child.i > token.i]
    for child in rights:
        if child.dep_ in ("acl", "ccomp", "xcomp", "relcl") and cue.pos != "verb":
            infinitive = _is_infinitive(child)
            if ("to" in cue.frames and infinitive) or (
                "clause" in cue.frames and not infinitive and child.dep_ != "relcl"
            ):
                return [(child.left_edge.i, child.right_edge.i + 1)]
        if child.dep_ in ("xcomp", "pcomp") and "ing" in cue.frames and child.tag_ == "VBG":
            return [(child.left_edge.i, child.right_edge.i + 1)]
        if child.dep_ in ("prep", "prt", "agent") and child.lower_ in cue.prepositions:
            inner = next((c for c in child.rights if c.dep_ in ("pobj", "pcomp")), None)
            if inner is not None:
                following = [c.right_edge.i for c in rights if c.dep_ in ("xcomp", "ccomp") and c.i > child.i]
                return [(inner.left_edge.i, max([inner.right_edge.i, *following]) + 1)]
    return []


def _is_unreal(verb: Token) -> bool:
    """True for "to say", "could say", "not say": nothing was said."""
    return any(child.dep_ in ("aux", "neg") for child in verb.children)


def _is_infinitive(verb: Token) -> bool:
    return any(child.dep_ == "aux" and child.lower_ == "to" for child in verb.children)


def _without(ranges: _Ranges, taken: _Ranges) -> _Ranges:
    for low, high in taken:
        ranges = [
            piece
            for start, end in ranges
            for piece in ((start, min(end, low)), (max(start, high), end))
            if piece[0] < piece[1]
        ]
    return ranges
