"""gb_stance: who is for or against what, by rules over the parse.

The lexicon (``data/stance.tsv``) names the words that carry a stance and where its holder and target stand. A
stance is turned round by negation and by verbs such as "fail to", and dropped under "if", in questions, and
where only another speaker asserts it of somebody. Targets are heads of phrases here; ``gb_proposals`` makes nodes
of them.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.language import Language
from spacy.symbols import ADJ, AUX, NOUN, PROPN, VERB
from spacy.tokens import Doc, Token

from graphbuild import lexicon
from graphbuild.model import ACTOR_TYPES
from graphbuild.pipeline import stance_lexicon, syntax
from graphbuild.pipeline.draft import Draft, DraftAttribution, DraftStance, draft_of
from graphbuild.pipeline.stance_lexicon import StanceRow

NAME = "gb_stance"

_BEARERS = frozenset(
    {"statement", "report", "letter", "ruling", "decision", "opinion", "suit", "lawsuit", "campaign", "resolution",
     "verdict", "judgment", "judgement", "petition", "complaint", "brief", "motion", "memo", "editorial", "speech"}
)  # fmt: skip
_SOME = frozenset(
    {"some", "many", "few", "several", "other", "most", "certain", "two", "three", "senior", "individual"}
)
_UNCERTAIN = frozenset({"may", "might", "could", "can"})
_DUTY = frozenset({"should", "must", "ought"})
_FUTURE = frozenset({"will", "'ll", "’ll", "wo", "would", "'d", "’d"})
_CAUSES = frozenset({"by", "at", "with", "about", "over"})
_EXTRAPOSED = frozenset({"xcomp", "ccomp", "advcl", "csubj"})
_CALLS = frozenset(
    {"call", "describe", "label", "brand", "dub", "deem", "consider", "see", "regard", "view", "denounce", "condemn",
     "hail", "praise", "declare", "find", "dismiss", "portray", "characterise", "characterize", "deride", "term"}
)  # fmt: skip
_PALE = frozenset(
    {"act", "ask", "be", "become", "begin", "come", "consider", "continue", "discuss", "do", "expect", "feel",
     "find", "get", "go", "happen", "have", "hear", "join", "keep", "know", "let", "like", "look", "lose", "make",
     "meet", "remain", "remember", "say", "see", "seem", "speak", "start", "take", "talk", "tell", "think", "try",
     "understand", "wait", "weigh", "win"}
)  # fmt: skip


@Language.component(NAME)
def stance(doc: Doc) -> Doc:
    """Adds ``draft.stances`` of supports and opposes, in the order of their cues."""
    draft = draft_of(doc)
    scan = _Scan(draft, doc)
    for token in doc:
        pos = stance_lexicon.POS.get(token.pos)
        if pos is None:
            continue
        for row in scan.table.get((token.lemma_.lower(), pos), ()):
            scan.read(token, row)
        if pos == "VERB":
            scan.duty(token)
    draft.stances += [*scan.owned(), *scan.labelled()]
    return doc


class _Scan:
    """One document's scan: what each frame reads off a trigger word."""

    def __init__(self, draft: Draft, doc: Doc) -> None:
        self.draft = draft
        self.doc = doc
        self.table = stance_lexicon.stance_rows()
        self.traits = stance_lexicon.words("traits")
        self.vague = stance_lexicon.words("vague")
        self.matters = {row["word"]: row for row in lexicon.table("matters")}

    # ---- frames -------------------------------------------------------------------------------------------

    def read(self, token: Token, row: StanceRow) -> None:
        """Adds the stances that a trigger word gives in one frame."""
        sign = self.sign(token, row)
        if sign is None:
            return
        if row.kind == "judge":
            self.judge(token, row, sign)
            return
        for target in self.targets(token, row):
            turned = 1
            if row.kind == "commit" and target.pos == VERB:
                target, turned = _ceased(target)
            for holder, said in self.holders(token, row):
                self.add(
                    holder, turned * sign, target, token, row.confidence, said, f"{row.kind}/{row.pos}/{row.frame}"
                )

    def sign(self, token: Token, row: StanceRow) -> int | None:
        """The row's sign after negation and flips; None where nothing is asserted."""
        if row.kind == "flip" or syntax.conditional(token) or _questioned(token):
            return None
        sign = row.sign
        verb = token if token.pos in (VERB, AUX) else syntax.clause(token)
        if row.kind != "judge" and syntax.modals(verb) & _UNCERTAIN:
            return None
        if syntax.negated(token) or (verb is not token and syntax.negated(verb)):
            if row.kind == "commit":
                return -sign
            if sign < 0 and row.kind != "judge":
                return None  # who does not oppose is not yet for it
            sign = -sign
        governor = token
        while governor.dep_ in ("xcomp", "pcomp", "prep") and governor.head.i != governor.i:
            governor = governor.head
            if self.flips(governor) or (token.dep_ == "xcomp" and syntax.negated(governor)):
                sign = -sign
        return sign

    def flips(self, token: Token) -> bool:
        """True for a verb that turns its complement round ("failed to")."""
        rows = self.table.get((token.lemma_.lower(), stance_lexicon.POS.get(token.pos, "")), ())
        return any(row.kind == "flip" for row in rows)

    def targets(self, token: Token, row: StanceRow) -> Iterator[Token]:
        """The heads of what a stance is about."""
        if row.frame.startswith("prt:") and not any(
            c.dep_ in ("prt", "advmod") and c.lower_ == row.frame[4:] for c in token.children
        ):
            return
        if row.frame == "felt":
            yield from syntax.prepositional(token, _CAUSES)
        elif row.frame == "inverse":
            yield from (t for t in syntax.subjects(token) if self.matter(t))
        elif row.frame in ("obj", "person") or row.frame.startswith("prt:"):
            if row.kind == "act" and self.committed(token):
                return  # "promised to scrap the fees" is a stance on scrapping, read at "promised"
            for target in syntax.objects(token):
                if row.frame != "person" or self.actor(target) is not None:
                    yield target
            if row.kind == "attitude" or row.frame == "prt:out":
                yield from (c for c in token.children if c.dep_ == "xcomp" and c.tag_ == "VBG")
        elif row.frame.startswith("prep:"):
            for target in syntax.prepositional(token, frozenset({row.frame[5:]})):
                deed = next((c for c in target.children if c.dep_ in ("relcl", "acl") and _infinitive(c)), None)
                vague = target.lemma_.lower() not in self.matters and row.frame == "prep:for"
                yield deed if deed is not None and vague else target  # "called for ships to pay"
        elif row.frame == "inf":
            yield from self.infinitives(token)
        elif row.frame == "objinf":
            called = token.lemma_ == "call"
            if any(c.dep_ == "prep" and c.lower_ == "on" for c in token.children) if called else syntax.objects(token):
                yield from self.infinitives(token)
        elif row.frame == "that":
            for other in token.children:
                if other.dep_ == "ccomp" and other.i > token.i and any(c.dep_ == "mark" for c in other.children):
                    yield other

    def infinitives(self, token: Token) -> Iterator[Token]:
        """The infinitives under a commitment, but for those that carry an attitude of their own."""
        for other in token.children:
            if other.dep_ in ("xcomp", "ccomp", "advcl", "acl") and other.i > token.i:
                if not _infinitive(other):
                    continue
                for verb in syntax.with_conjuncts(other):
                    rows = self.table.get((verb.lemma_.lower(), "VERB"), ())
                    if verb.pos == VERB and not any(row.kind in ("attitude", "commit") for row in rows):
                        yield from self.deed(verb)

    def deed(self, verb: Token) -> Iterator[Token]:
        """What is to be done: the verb with its words, or the measure itself where the verb only brings it about."""
        if verb.lemma_.lower() in _PALE:
            return
        rows = self.table.get((verb.lemma_.lower(), "VERB"), ())
        if any(row.kind == "act" and row.sign > 0 for row in rows):
            measures = [t for t in syntax.objects(verb) if t.lemma_.lower() in self.matters or self.named(t)]
            if measures:
                yield from measures
                return
        done = syntax.objects(verb)
        if any(row.kind == "act" for row in rows) and any(map(self.known, done)):
            return  # "to repeal the Act" is a stance on the Act, read at "repeal"
        if not done and not any(c.dep_ in ("xcomp", "ccomp") for c in verb.children):
            return  # "to stay in the race" is no measure
        if any(c.dep_ == "nsubjpass" and c.lemma_.lower() in self.matters for c in verb.children):
            return  # "the plan should be put on hold": no side is clear
        yield verb

    def committed(self, token: Token) -> bool:
        """True for an infinitive whose governor the lexicon reads as a commitment."""
        if token.dep_ not in ("xcomp", "conj", "ccomp", "advcl", "acl"):
            return False
        return self.commits(token.head) and not any(map(self.known, syntax.objects(token)))

    def commits(self, verb: Token) -> bool:
        """True for a verb of wanting, promising or asking."""
        return any(row.kind == "commit" for row in self.table.get((verb.lemma_.lower(), "VERB"), ()))

    # ---- holders ------------------------------------------------------------------------------------------

    def holders(self, token: Token, row: StanceRow) -> Iterator[tuple[str, DraftAttribution | None]]:
        """(entity id, the attribution whose words say so) of those whose stance a word tells."""
        for head in self.bearers(token, row):
            actor = self.actor(head) or self.owner(head)
            if actor is None:
                continue
            said = self.draft.said(token)
            speaker = self.draft.speaker_of(token)
            if (
                said is not None
                and speaker not in (None, actor)
                and row.kind != "act"
                and not self.speaks(speaker, actor)
            ):
                continue  # only the speaker says that somebody else is for or against it
            yield actor, said if speaker == actor else None

    def speaks(self, speaker: str | None, actor: str) -> bool:
        """True when a speaker's words tell the stance of the body that he belongs to."""
        return speaker is not None and actor in self.draft.entities[speaker].affiliation

    def bearers(self, token: Token, row: StanceRow) -> list[Token]:
        """The heads of the phrases that name who holds a stance."""
        if row.frame == "felt" or (row.frame == "prep:to" and token.tag_ == "VBN"):
            feeling = [t for c in token.children if c.dep_ in ("nsubjpass", "nsubj") for t in syntax.with_conjuncts(c)]
            return feeling or ([token.head] if token.dep_ == "acl" else [])
        if row.frame == "inverse":
            return [t for t in syntax.objects(token) if not self.matter(t)]
        if token.pos in (VERB, AUX):
            governor = token.head
            if token.dep_ in ("xcomp", "ccomp", "advcl") and self.commits(governor) and _infinitive(token):
                return syntax.subjects(governor)  # who asks for a deed, not who is asked
            return syntax.subjects(token)
        owners = [t for c in token.children if c.dep_ == "poss" for t in syntax.with_conjuncts(c)]
        owners += syntax.prepositional(token, frozenset({"by", "from"}))
        owners += [c for c in token.children if c.dep_ in ("compound", "nmod") and self.owner(c)]
        if row.frame != "prep:of":
            owners += [t for t in syntax.prepositional(token, frozenset({"of"})) if self.actor(t)]
        if owners:
            return owners
        head = token
        while head.dep_ in ("pobj", "prep", "dobj", "conj", "attr", "acomp", "appos", "oprd", "amod"):
            if head.dep_ == "appos":
                return [head.head]
            if head.dep_ == "prep" and head.lower_ not in ("in", "as", "with"):
                return []  # "spoke of an attack on": of somebody else's
            head = head.head
            if head.pos in (VERB, AUX):
                return syntax.subjects(head)
        return syntax.subjects(head) if head.pos in (VERB, AUX) else []

    def actor(self, head: Token) -> str | None:
        """The id of the person, institution or country that a phrase with this head names."""
        entity = self.draft.entity_at(head)
        if any(c.lower_ in _SOME and c.dep_ in ("det", "amod", "nummod", "predet") for c in head.children):
            return None  # a part of a body is not the body
        if entity is not None:
            return entity.id if entity.type in ACTOR_TYPES and not _inside_larger(self.draft, head) else None
        if head.lemma_.lower() in _BEARERS:
            owners = [c for c in head.children if c.dep_ in ("poss", "compound")]
            owners += syntax.prepositional(head, frozenset({"from", "by", "of"}))
            for owner in owners:
                entity = self.draft.entity_at(owner)
                if entity is not None and entity.type in ACTOR_TYPES:
                    return entity.id
            if head.dep_ in ("dobj", "nsubjpass") and head.head.pos == VERB:
                return next((a for t in syntax.subjects(head.head) if t.i != head.i and (a := self.actor(t))), None)
        for other in head.children:
            if other.dep_ == "appos":
                entity = self.draft.entity_at(other)
                if entity is not None and entity.type == "person":
                    return entity.id
        return None

    def matter(self, head: Token) -> bool:
        """True when a phrase names a law, or a proposal by a word for one."""
        entity = self.draft.entity_at(head)
        return entity.type == "law" if entity is not None else head.lemma_.lower() in self.matters

    def owner(self, token: Token) -> str | None:
        """The id of the actor that a possessive or a noun before a noun names."""
        entity = self.draft.entity_at(token)
        if entity is None or entity.type not in ACTOR_TYPES or token.dep_ not in ("poss", "compound", "nmod"):
            return None
        return entity.id

    def known(self, head: Token) -> bool:
        """True when a phrase points at something the text has named: a name, "it", "the bill"."""
        if self.named(head) or head.lower_ in ("it", "this", "that", "them"):
            return True
        return head.lemma_.lower() in self.matters and any(
            c.lower_ in ("the", "this", "that", "these", "those") for c in head.children
        )

    def named(self, head: Token) -> bool:
        """True when a phrase names an entity that is no proposal."""
        entity = self.draft.entity_at(head)
        return entity is not None and entity.type != "proposal"

    # ---- what a speaker says ------------------------------------------------------------------------------

    def judge(self, token: Token, row: StanceRow, sign: int) -> None:
        """A word of praise or blame in somebody's words: the speaker's stance on what it is said of."""
        said, speaker = self.draft.said(token), self.draft.speaker_of(token)
        caller = token if token.dep_ == "oprd" else token.head if token.head.dep_ in ("oprd", "pobj") else None
        if caller is not None and (caller.dep_ == "oprd" or caller.head.lower_ == "as"):
            verb = caller.head if caller.dep_ == "oprd" else caller.head.head
            callers = [actor for t in syntax.subjects(verb) if (actor := self.actor(t))]
            if callers and verb.lemma_.lower() in _CALLS:
                for target in syntax.objects(verb):
                    for holder in callers:
                        self.add(holder, sign, target, token, row.confidence, said, "called")
                return
        if speaker is None:
            return
        said_by = said.cue.root if said is not None and said.cue is not None else None
        if said_by is not None and said_by.lemma_.lower() in _CALLS:  # "called the plan “a disgrace”"
            for target in syntax.objects(said_by):
                if target.i < token.i:
                    self.add(speaker, sign, target, token, row.confidence, said, "called")
            return
        for target in self.judged(token, row):
            self.add(speaker, sign, target, token, row.confidence, said, "judge/" + row.pos, weak=row.pos == "VERB")

    def judged(self, token: Token, row: StanceRow) -> Iterator[Token]:
        """What a judgement is said of: the subject, the object of "call", the clause after "it is"."""
        if row.frame == "judge:from":
            yield from syntax.prepositional(token, frozenset({"from"}))
            return
        if row.pos == "NOUN":
            for owner in token.children:
                if owner.dep_ == "poss" and self.owner(owner):
                    yield owner
        if row.pos == "VERB":
            if token.dep_ in ("xcomp", "ccomp", "ROOT", "conj", "advcl", "relcl") and token.tag_ not in ("VBN",):
                yield from (t for t in syntax.subjects(token) if not self.actor(t))
            return
        head = token
        if head.dep_ == "amod":
            head = head.head
            if any(entry.kind == "judge" for entry in self.table.get((head.lemma_.lower(), "NOUN"), ())):
                return  # "a transparent ploy": the noun judges
        while head.dep_ == "conj":
            head = head.head
        if head.dep_ in ("acomp", "attr", "oprd", "xcomp", "ccomp", "advcl") or head.pos == AUX:
            verb = head.head
            if verb.pos in (VERB, AUX) and verb.dep_ != "acl":
                later = [*verb.children, *head.children]
                named = [c for c in later if c.dep_ in _EXTRAPOSED and c.i > head.i and _is_said_of(c)]
                subject = syntax.child(verb, "nsubj", "csubj", "nsubjpass")
                if head.dep_ == "oprd":
                    yield from syntax.objects(verb)
                elif subject is not None and subject.lower_ == "it" and named:
                    yield from named[:1]
                elif subject is not None:
                    if subject.lower_ in syntax.RELATIVES and verb.dep_ == "relcl":
                        subject = verb.head
                    yield subject

    def duty(self, verb: Token) -> None:
        """ "Should", "must", "need to" in somebody's words: the speaker is for what ought to be done."""
        said, speaker = self.draft.said(verb), self.draft.speaker_of(verb)
        if speaker is None or verb.lemma_.lower() in _PALE or syntax.conditional(verb) or _questioned(verb):
            return
        if verb.dep_ in ("relcl", "advcl", "acl", "csubj", "pcomp"):
            return
        auxiliaries = syntax.modals(verb)
        if "have" in auxiliaries:
            return  # what should have been done is past
        need = (
            verb.dep_ == "xcomp" and verb.head.lemma_ in ("need", "have") and verb.head.tag_ not in ("VBN", "NN", "NNS")
        )
        rows = self.table.get((verb.lemma_.lower(), "VERB"), ())
        acted = [row for row in rows if row.kind == "act"]
        own = acted and auxiliaries & _FUTURE and any(self.actor(t) == speaker for t in syntax.subjects(verb))
        if not (auxiliaries & _DUTY or need or own):
            return
        if any(row.kind == "attitude" for row in rows):
            return
        if need and syntax.negated(verb.head):
            return  # what need not be done may be done
        sign = -1 if syntax.negated(verb) else 1
        named = [t for t in syntax.objects(verb) if acted and self.known(t)]
        for target in named:
            self.add(speaker, sign * acted[0].sign, target, verb, 0.6, said, "duty")
        if not named:
            for target in self.deed(verb):
                target, turned = _ceased(target) if target.i == verb.i and sign > 0 else (target, 1)
                self.add(speaker, turned * sign, target, verb, 0.35 if own else 0.6, said, "own" if own else "duty")

    # ---- possession ---------------------------------------------------------------------------------------

    def owned(self) -> Iterator[DraftStance]:
        """ "Norland's proposal", "a plan by the council": whoever makes a proposal is for it."""
        for token in self.doc:
            row = self.matters.get(token.lemma_.lower()) if token.pos == NOUN else None
            if row is None:
                continue
            labels = ("poss",) if row["owned"] == "possessor" else ("poss", "compound")
            owners = [t for c in token.children if c.dep_ in labels for t in syntax.with_conjuncts(c)]
            owners += syntax.prepositional(token, frozenset({"by", "from"}))
            for owner in owners:
                entity = self.draft.entity_at(owner)
                if entity is not None and entity.type in ACTOR_TYPES:
                    denied = next((c for c in token.children if c.dep_ in ("acl", "ccomp") and syntax.negated(c)), None)
                    cue = self.doc[token.i : token.i + 1]
                    yield DraftStance(entity.id, -1 if denied else 1, denied or token, cue, 0.5, rule="owned")

    def labelled(self) -> Iterator[DraftStance]:
        """ "The anti-levy party", "a pro-levy group called Green Coast": a stance told by a label."""
        for token in self.doc:
            if token.lower_ not in ("anti", "pro") or token.i + 2 >= len(self.doc):
                continue
            hyphen, target = self.doc[token.i + 1], self.doc[token.i + 2]
            if hyphen.text not in ("-", "‑", "–"):
                continue
            holder = next((a for t in syntax.governors(target) if (a := self.actor(t)) is not None), None)
            near = holder is not None and any(
                self.draft.entity_of.get(i) == holder for i in range(target.i + 1, target.i + 6)
            )
            if holder is not None and near and target.pos in (NOUN, PROPN, ADJ):
                sign = 1 if token.lower_ == "pro" else -1
                yield DraftStance(holder, sign, target, self.doc[token.i : target.i + 1], 0.7, rule="label")

    # ---- adding -------------------------------------------------------------------------------------------

    def add(
        self,
        holder: str,
        sign: int,
        target: Token,
        cue: Token,
        confidence: float,
        said: DraftAttribution | None,
        rule: str,
        weak: bool = False,
    ) -> None:
        if target.lemma_.lower() in self.traits:
            owner = next((c for c in target.children if c.dep_ == "poss" and self.owner(c)), None)
            target = owner or target
        if target.lemma_.lower() in self.vague and self.draft.entity_at(target) is None:
            return
        if any(c.lower_ == "no" and c.dep_ == "det" for c in target.children):
            return
        entity = self.draft.entity_at(target)
        if entity is not None and entity.id == holder:
            return
        found = DraftStance(holder, sign, target, self.doc[cue.i : cue.i + 1], confidence, said, rule, weak)
        if target.pos == VERB and any(row.sign < 0 for row in self.acts(target)):
            found.undone = next(iter(syntax.objects(target)), None)
        self.draft.stances.append(found)

    def acts(self, verb: Token) -> list[StanceRow]:
        """The rows that read a verb as an act on its object."""
        rows = self.table.get((verb.lemma_.lower(), "VERB"), ())
        particles = {c.lower_ for c in verb.children if c.dep_ in ("prt", "advmod")}
        return [
            row
            for row in rows
            if row.kind == "act" and (row.frame == "obj" or (row.frame[:4] == "prt:" and row.frame[4:] in particles))
        ]


def _questioned(token: Token) -> bool:
    """True in a sentence that ends with a question mark."""
    sentence = token.sent
    return any(t.text == "?" for t in sentence[-2:])


def _is_said_of(clause: Token) -> bool:
    """True for the clause in "it is wrong to go", "wrong that he goes"; not for one with "because" or "if"."""
    return all(c.lower_ in ("that", "for") for c in clause.children if c.dep_ == "mark")


def _ceased(verb: Token) -> tuple[Token, int]:
    """What is done, and -1 where it is not to be done ("not to pay") or to end ("to stop paying"), else 1."""
    if syntax.negated(verb):
        return verb, -1
    if verb.lemma_ in ("stop", "cease", "quit", "avoid"):
        inner = syntax.child(verb, "xcomp", "dobj")
        if inner is not None:
            return inner, -1
    return verb, 1


def _infinitive(verb: Token) -> bool:
    """True for a verb with "to"."""
    return any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children)


def _inside_larger(draft: Draft, head: Token) -> bool:
    """True when a name only modifies the head of its phrase ("Rubio supporters")."""
    if head.dep_ in ("compound", "amod", "nmod", "poss"):
        return draft.entity_of.get(head.head.i) != draft.entity_of.get(head.i)
    return False
