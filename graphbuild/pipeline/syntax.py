"""Reading a dependency parse: subjects, objects, negation, and the phrase of a head.

The labels are those of spaCy's English models (ClearNLP style, as in spaCy's ``en_core_web_*``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Span, Token

NEGATIONS = frozenset({"not", "n't", "n’t", "never", "no", "neither", "nor", "hardly", "barely", "less", "least"})
_WRITINGS = frozenset(
    {"statement", "letter", "tweet", "post", "speech", "email", "memo", "message", "note", "testimony"}
)
_ONLY = frozenset({"only", "just", "merely", "simply"})
_SOMEBODY = frozenset(
    {"person", "one", "man", "woman", "guy", "somebody", "someone", "candidate", "politician", "leader", "president"}
)
RELATIVES = frozenset({"who", "which", "that", "whom"})
_PLACES = frozenset({"where", "when", "why", "how"})
_SHORT = re.compile(r"[^aeiou]*[aeiou][^aeiouwxy]")
_STRESSED = frozenset(
    {"admit", "permit", "commit", "submit", "omit", "refer", "prefer", "defer", "control", "compel", "expel", "repel",
     "begin", "forbid", "regret", "rebut", "transfer"}
)  # fmt: skip
_LINKING = frozenset({"be", "become", "remain", "seem", "appear", "prove", "look", "stay", "feel"})
_CHARGES = frozenset({"for", "of", "from"})
_CUT = frozenset({"relcl", "appos", "punct", "cc", "conj", "parataxis", "advcl", "dep", "intj"})


def child(token: Token, *labels: str) -> Token | None:
    """The first child with one of the labels."""
    for other in token.children:
        if other.dep_ in labels:
            return other
    return None


def with_conjuncts(token: Token) -> list[Token]:
    """The token and what is co-ordinated with it."""
    found = [token]
    for other in found:
        found += [c for c in other.children if c.dep_ == "conj" and not _parted(other, c)]
    return found


def _parted(token: Token, other: Token) -> bool:
    """True when a colon or a semicolon stands between: what follows it is no second of the same."""
    return any(t.text in (":", ";") for t in token.doc[token.i + 1 : other.i])


def subjects(verb: Token) -> list[Token]:
    """Who does what the verb says: its subject, or that of the verb it hangs on; co-ordinated ones, too.

    Passive clauses give the agent. Nobody for an infinitive under an object ("urged him to go": him).
    """
    token, steps = verb, 0
    while steps < 6:
        steps += 1
        passive = any(c.dep_ in ("nsubjpass", "auxpass") for c in token.children)
        if passive or _participial(token):
            return _agents(token)
        subject = child(token, "nsubj", "csubj")
        if subject is not None:
            if subject.lower_ in RELATIVES and token.dep_ == "relcl":
                later = [c for c in token.children if c.dep_ == "nsubj" and c.i > subject.i]
                return with_conjuncts(later[0]) if later else _one_of(token.head)  # "which A and B have criticised"
            return with_conjuncts(subject)
        if child(token, "expl") is not None:
            return []  # "there was a turnout": nobody's
        if token.dep_ == "acl" and token.tag_ == "VBN":
            return _agents(token)
        if token.dep_ in ("acl", "relcl"):
            if token.head.dep_ == "attr":  # "he was the first to endorse it"
                token = token.head.head
                continue
            return _one_of(token.head)
        if token.dep_ in ("xcomp", "ccomp"):
            raised = child(token.head, "dobj", "dative")
            if raised is not None and token.dep_ == "xcomp":
                return with_conjuncts(raised)
        if token.dep_ == "pcomp" and token.head.lower_ in _CHARGES and token.head.dep_ == "prep":
            charged = child(token.head.head, "dobj")
            if charged is not None:
                return with_conjuncts(charged)  # "praised her for backing it"
        if token.dep_ in ("xcomp", "ccomp", "conj", "advcl", "pcomp", "prep", "aux", "acomp", "oprd"):
            token = token.head
            continue
        return []
    return []


def _participial(verb: Token) -> bool:
    """True for "backed by her" in "Backed by her, the levy passed": what is backed is the main clause's subject."""
    return (
        verb.dep_ == "advcl" and verb.tag_ == "VBN" and child(verb, "agent") is not None and child(verb, "aux") is None
    )


def _agents(verb: Token) -> list[Token]:
    """By whom something is done, also "by her and by him"."""
    by = [a for c in verb.children if c.dep_ == "agent" for a in with_conjuncts(c)]
    return [t for a in by for p in a.children if p.dep_ == "pobj" for t in with_conjuncts(p)]


def _one_of(head: Token) -> list[Token]:
    """The phrase with this head, or who is "one of" or "among" those that it names, or is said to be so."""
    if head.lower_ in _SOMEBODY and head.dep_ in ("attr", "nsubj") and head.head.lemma_ == "be":
        named = child(head.head, "nsubj" if head.dep_ == "attr" else "attr")
        if named is not None and named.tag_ in ("NNP", "NNPS", "PRP"):
            return [named]  # "the only candidate who refuses is Ada Quill"
    if head.dep_ != "pobj" or head.head.lower_ not in ("of", "among"):
        return [head]
    one = head.head.head
    if head.head.lower_ == "among":
        return subjects(one) if one.lemma_ == "be" else [head]
    return subjects(one.head) if one.dep_ == "attr" and one.lower_ in ("one", "part", "member") else [head]


def objects(verb: Token) -> list[Token]:
    """What the verb acts on: its object, or the subject of a passive clause, or the noun a participle stands by."""
    labels = ("dobj", "obj") if verb.lemma_ in _LINKING else ("dobj", "obj", "attr")  # parsers mistake one for another
    if verb.dep_ == "relcl":
        named = [c for c in verb.children if c.dep_ == "nsubj"]
        if len(named) > 1 and named[0].lower_ in RELATIVES:
            return [verb.head]  # "which A and B have criticised"
    found = [t for c in verb.children if c.dep_ in labels for t in with_conjuncts(c)]
    if found and found[0].lower_ in RELATIVES and found[0].tag_ in ("WDT", "WP"):
        clause_of = verb
        while clause_of.dep_ in ("xcomp", "ccomp", "conj"):
            clause_of = clause_of.head
        if clause_of.dep_ == "relcl":
            return [modified(clause_of)]  # "which she has vowed to veto"
    if not found:
        if verb.dep_ == "relcl" and not any(
            c.lower_ in RELATIVES or c.lower_ in _PLACES or c.dep_ in ("nsubjpass", "xcomp", "ccomp")
            for c in verb.children
        ):
            return [verb.head]  # "the law he signed"
        passive = child(verb, "nsubjpass")
        if passive is not None:
            if passive.lower_ in RELATIVES and verb.dep_ == "relcl":
                return [verb.head]
            return with_conjuncts(passive)
        if verb.dep_ == "acl" and verb.tag_ == "VBN":
            return [verb.head]
        if _participial(verb):
            subject = child(verb.head, "nsubj", "nsubjpass")
            return [] if subject is None else with_conjuncts(subject)
        if verb.dep_ == "conj":
            return [t for c in verb.rights if c.dep_ in ("dobj", "obj") for t in with_conjuncts(c)]
        shared = [c for c in verb.conjuncts if c.dep_ == "conj" and c.i > verb.i]
        for other in shared:
            found = [t for c in other.children if c.dep_ in ("dobj", "obj") for t in with_conjuncts(c)]
            if found:
                break
    return found


def modified(clause: Token) -> Token:
    """The noun that a relative clause is about: the whole phrase's where the parser took its last bare word ("the
    powers to hold them without trial, which …")."""
    noun = clause.head
    if noun.dep_ == "pobj" and noun.pos_ == "NOUN" and noun.left_edge.i == noun.i:
        for other in noun.ancestors:
            thing = other if other.pos_ == "NOUN" else child(other, "dobj")
            if thing is not None and thing.pos_ == "NOUN" and thing.left_edge.i < thing.i < noun.i:
                return thing
    return noun


def prepositional(token: Token, prepositions: frozenset[str]) -> list[Token]:
    """The objects (nouns or gerunds) of the token's prepositions of these kinds."""
    found: list[Token] = []
    for preposition in token.children:
        if preposition.dep_ in ("prep", "agent", "prt", "dative") and preposition.lower_ in prepositions:
            for inner in preposition.children:
                if inner.dep_ in ("pobj", "pcomp"):
                    found += with_conjuncts(inner)
                elif inner.dep_ == "prep":  # "out against the bill"
                    found += [t for p in inner.children if p.dep_ in ("pobj", "pcomp") for t in with_conjuncts(p)]
    return found


def negated(token: Token) -> bool:
    """True when a negation stands with the token or its auxiliaries ("did not", "never", "no longer")."""
    for other in token.children:
        if other.lower_ == "not" and other.i + 1 < len(other.doc) and other.nbor().lower_ in _ONLY:
            continue  # "not only wrong": wrong
        if other.dep_ == "neg" or (other.lower_ in NEGATIONS and other.dep_ in ("advmod", "preconj", "det", "amod")):
            return True
        if (other.dep_ == "aux" or other.lower_ == "longer") and any(c.dep_ == "neg" for c in other.children):
            return True
        if other.dep_ in ("nsubj", "nsubjpass") and (
            other.lower_ in ("nobody", "none", "neither", "nothing")
            or any(c.lower_ == "no" or (c.lower_ == "neither" and c.dep_ in ("preconj", "cc")) for c in other.children)
        ):
            return True
    return False


def modals(verb: Token) -> set[str]:
    """The auxiliaries of a verb, lower case."""
    return {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}


def conditional(token: Token) -> bool:
    """True inside an if- or whether-clause."""
    return _under(token, ("if", "whether", "unless", "should"))


def hypothetical(token: Token) -> bool:
    """True where a case is put, too: "when hunting is legal", "where a law infringes"."""
    return _under(token, ("if", "whether", "unless", "should", "when", "where", "whenever", "wherever"))


def _under(token: Token, openers: tuple[str, ...]) -> bool:
    for other in (token, *token.ancestors):
        if other.dep_ in ("advcl", "ccomp", "acl", "relcl", "xcomp", "pcomp") and any(
            c.dep_ in ("mark", "advmod") and c.lower_ in openers for c in other.children
        ):
            return True
        if other.dep_ == "ROOT":
            break
    return False


def phrase(head: Token) -> Span:
    """The words of a noun phrase or a clause without its subject, as one would quote it.

    Relative clauses, appositions and what is co-ordinated are left out, and so is what follows them; an
    infinitive starts at its verb.
    """
    doc, sentence = head.doc, head.sent
    verbal = head.pos_ in ("VERB", "AUX")
    passive = any(c.dep_ == "auxpass" for c in head.children)
    start, end = head.i, head.i + 1
    for token in head.lefts:
        if verbal and not (passive and token.dep_ == "nsubjpass"):
            continue
        if token.dep_ not in ("punct", "cc", "preconj"):
            start = min(start, token.left_edge.i)
    for token in head.rights:
        if token.dep_ in _CUT and not (token.dep_ == "advcl" and verbal):
            if token.dep_ in ("cc", "conj") and _halfway(doc[start:end]):
                end = end if token.dep_ == "cc" else max(end, token.right_edge.i + 1)
                continue
            if token.dep_ == "punct" and token.text in ("-", "“", '"', "”", "’", "'"):
                continue
            break
        end = max(end, token.right_edge.i + 1)
    start, end = max(start, sentence.start), min(end, sentence.end)
    for token in doc[head.i + 1 : end]:
        if (
            token.tag_ in ("WDT", "WP", "WP$")
            and doc[token.i - 1].pos_ != "ADP"
            and token.lower_ not in ("that", "what")
        ):
            end = token.i
            break
    while end > start + 1 and (doc[end - 1].is_punct or doc[end - 1].is_space) and doc[end - 1].text not in (")", "%"):
        end -= 1
    while start < end - 1 and (doc[start].is_punct or doc[start].is_space):
        start += 1
    return doc[start:end]


def _halfway(span: Span) -> bool:
    """True for "a ban between eleven": the "and five" belongs to it."""
    words = [token.lower_ for token in span]
    return "between" in words and "and" not in words[words.index("between") :]


def clause(token: Token) -> Token:
    """The verb (or root) of the clause that a token stands in."""
    for other in (token, *token.ancestors):
        if other.pos_ in ("VERB", "AUX") or other.dep_ in ("ROOT", "ccomp", "advcl", "relcl", "conj"):
            return other
    return token


def content_clause(verb: Token) -> bool:
    """True for the clause of a noun that tells what it says: "a statement that the plan was dead"."""
    noted = verb.dep_ == "acl" and verb.head.lemma_ in _WRITINGS
    return noted and any(c.dep_ == "mark" and c.lower_ == "that" for c in verb.children)


def governors(token: Token) -> Iterator[Token]:
    """The token's head, its head, and so on up to the root."""
    while token.head.i != token.i:
        token = token.head
        yield token


def questioned(token: Token) -> bool:
    """True in a sentence that ends with a question mark."""
    sentence = token.sent
    return any(t.text == "?" for t in sentence[-2:])


def ceased(verb: Token) -> tuple[Token, int]:
    """What is done, and -1 where it is not to be done ("not to pay") or to end ("to stop paying", "to refuse
    to pay"), else 1."""
    if negated(verb):
        return verb, -1
    if verb.lemma_ in ("stop", "cease", "quit", "avoid", "refuse", "decline"):
        inner = child(verb, "xcomp", "dobj")
        if inner is not None:
            return inner, -1
    return verb, 1


def infinitive(verb: Token) -> bool:
    """True for a verb with "to"."""
    return any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children)


def gerundial(verb: Token) -> bool:
    """True for "taking" and "having taken"."""
    return verb.tag_ == "VBG" or any(c.dep_ == "aux" and c.lower_ == "having" for c in verb.children)


def gerund(verb: str) -> str:
    """The form in -ing of a verb.

    >>> [gerund(verb) for verb in ("pay", "close", "stop", "commit", "agree", "lie", "open")]
    ['paying', 'closing', 'stopping', 'committing', 'agreeing', 'lying', 'opening']
    """
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")) and len(verb) > 2:
        return verb[:-1] + "ing"
    if _SHORT.fullmatch(verb) or verb in _STRESSED:
        return verb + verb[-1] + "ing"
    return verb + "ing"
