"""gb_stance: who is for or against what, by rules over the parse.

The lexicon (``data/stance.tsv``) names the words that carry a stance and where its holder and target stand. A
stance is turned round by negation and by verbs such as "fail to", and dropped under "if", in questions, and
where only another speaker asserts it of somebody. Targets are heads of phrases here; ``gb_proposals`` makes nodes
of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.language import Language
from spacy.symbols import ADJ, AUX, NOUN, PROPN, VERB
from spacy.tokens import Doc, Token

from graphbuild.model import ACTOR_TYPES
from graphbuild.pipeline import syntax
from graphbuild.pipeline.draft import Draft, DraftAttribution, DraftStance, draft_of
from graphbuild.pipeline.stance import judgement, lexicon
from graphbuild.pipeline.stance.lexicon import StanceRow
from graphbuild.pipeline.stance.phrases import Phrases

NAME = "gb_stance"

_LABEL = re.compile(r"\b(?:anti|pro)\s*[-‑–]", re.IGNORECASE)
_UNCERTAIN = frozenset({"may", "might", "could", "can"})
_CAUSES = frozenset({"by", "at", "with", "about", "over"})
_FEELINGS = frozenset(
    {"opposition", "resistance", "objection", "hostility", "criticism", "condemnation", "anger", "outrage", "rejection",
     "support", "backing", "endorsement", "praise"}
)  # fmt: skip
_OF_WHAT = frozenset({"about", "against", "over", "to", "of", "from", "with"})
_SUGGESTING = frozenset({"suggest", "propose", "recommend", "urge", "advocate"})
_COMES_ABOUT = frozenset({"pass", "succeed", "happen", "stay", "remain", "continue", "go", "become"})
_PROCEDURES = frozenset({"send", "submit", "refer", "bring", "put", "move", "forward", "present"})


@Language.component(NAME)
def stance(doc: Doc) -> Doc:
    """Adds ``draft.stances`` of supports and opposes, in the order of their cues."""
    draft = draft_of(doc)
    scan = Scan(draft, doc)
    for token in doc:
        pos = lexicon.POS.get(token.pos)
        if pos is None:
            continue
        for row in scan.table.get((token.lemma_.lower(), pos), ()):
            scan.read(token, row)
        if pos == "VERB":
            judgement.duty(scan, token)
    draft.stances += [*scan.owned(), *scan.labelled()]
    return doc


class Scan:
    """One document's scan: what each frame reads off a trigger word."""

    def __init__(self, draft: Draft, doc: Doc) -> None:
        self.draft = draft
        self.doc = doc
        self.table = lexicon.stance_rows()
        self.traits = lexicon.words("traits")
        self.vague = lexicon.words("vague")
        self.phrases = Phrases(draft)

    # ---- frames -------------------------------------------------------------------------------------------

    def read(self, token: Token, row: StanceRow) -> None:
        """Adds the stances that a trigger word gives in one frame."""
        sign = self.sign(token, row)
        if sign is None:
            return
        if row.kind == "judge":
            judgement.judge(self, token, row, sign)
            return
        targets = list(self.targets(token, row))
        if not targets and row.pos == "NOUN" and token.lemma_.lower() in _FEELINGS:
            self.loose(token, row, sign)
        for target in targets:
            turned = 1
            if row.kind == "commit" and target.pos == VERB:
                target, turned = syntax.ceased(target)
            for holder, said in self.holders(token, row):
                self.add(
                    holder, turned * sign, target, token, row.confidence, said, f"{row.kind}/{row.pos}/{row.frame}"
                )

    def loose(self, token: Token, row: StanceRow, sign: int) -> None:
        """An attitude that somebody is said to have, with no word of to what."""
        owners = [t for c in token.children if c.dep_ == "poss" for t in syntax.with_conjuncts(c)]
        owners += syntax.prepositional(
            token, frozenset({"from", "by"} if row.frame == "prep:of" else {"from", "by", "of"})
        )
        for owner in owners:
            actor = self.phrases.actor(owner) or self.phrases.owner(owner)
            if actor is not None and self.draft.said(token) is None:
                self.draft.loose.append((actor, sign, token))

    def sign(self, token: Token, row: StanceRow) -> int | None:
        """The row's sign after negation and flips; None where nothing is asserted."""
        if row.kind == "flip" or syntax.conditional(token) or syntax.questioned(token):
            return None
        if row.kind == "judge" and syntax.hypothetical(token):
            return None
        if row.kind == "act" and token.dep_ == "pcomp" and token.head.lower_ in _OF_WHAT:
            return None  # "worried about extending it" tells of no extension
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
        rows = self.table.get((token.lemma_.lower(), lexicon.POS.get(token.pos, "")), ())
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
            yield from (t for t in syntax.subjects(token) if self.phrases.matter(t))
        elif row.frame in ("obj", "person") or row.frame.startswith("prt:"):
            if row.kind == "act" and self.committed(token):
                return  # "promised to scrap the fees" is a stance on scrapping, read at "promised"
            for target in syntax.objects(token):
                if row.frame != "person" or self.phrases.actor(target) is not None:
                    yield target
            if row.kind == "attitude" or row.frame == "prt:out":
                yield from (c for c in token.children if c.dep_ == "xcomp" and c.tag_ == "VBG")
        elif row.frame.startswith("prep:"):
            for target in syntax.prepositional(token, frozenset({row.frame[5:]})):
                deed = next((c for c in target.children if c.dep_ in ("relcl", "acl") and syntax.infinitive(c)), None)
                vague = target.lemma_.lower() not in self.phrases.matters and row.frame == "prep:for"
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
                if not syntax.infinitive(other) and not (other.tag_ == "VBG" and token.lemma_ in _SUGGESTING):
                    continue
                thing = next((t for t in syntax.objects(token) if self.phrases.known(t)), None)
                if thing is not None and other.lemma_.lower() in _COMES_ABOUT:
                    yield thing  # "wants the bill to pass"
                    continue
                for verb in syntax.with_conjuncts(other):
                    rows = self.table.get((verb.lemma_.lower(), "VERB"), ())
                    if verb.pos == VERB and not any(row.kind in ("attitude", "commit") for row in rows):
                        yield from self.deed(verb)

    def deed(self, verb: Token) -> Iterator[Token]:
        """What is to be done: the verb with its words, or the measure itself where the verb only brings it about."""
        if verb.lemma_.lower() in lexicon.PALE:
            return
        rows = self.table.get((verb.lemma_.lower(), "VERB"), ())
        if verb.lemma_.lower() in _PROCEDURES or any(row.kind == "act" and row.sign > 0 for row in rows):
            measures = [
                t for t in syntax.objects(verb) if t.lemma_.lower() in self.phrases.matters or self.phrases.named(t)
            ]
            if measures:
                yield from measures
                return
        done = syntax.objects(verb)
        if any(row.kind == "act" for row in rows) and any(map(self.phrases.known, done)):
            return  # "to repeal the Act" is a stance on the Act, read at "repeal"
        if not done and not any(c.dep_ in ("xcomp", "ccomp") for c in verb.children):
            return  # "to stay in the race" is no measure
        if any(c.dep_ == "nsubjpass" and c.lemma_.lower() in self.phrases.matters for c in verb.children):
            return  # "the plan should be put on hold": no side is clear
        yield verb

    def committed(self, token: Token) -> bool:
        """True for an infinitive whose governor the lexicon reads as a commitment."""
        if token.dep_ not in ("xcomp", "conj", "ccomp", "advcl", "acl"):
            return False
        return self.commits(token.head) and not any(map(self.phrases.known, syntax.objects(token)))

    def commits(self, verb: Token) -> bool:
        """True for a verb of wanting, promising or asking."""
        return any(row.kind == "commit" for row in self.table.get((verb.lemma_.lower(), "VERB"), ()))

    # ---- holders ------------------------------------------------------------------------------------------

    def holders(self, token: Token, row: StanceRow) -> Iterator[tuple[str, DraftAttribution | None]]:
        """(entity id, the attribution whose words say so) of those whose stance a word tells."""
        for head in self.bearers(token, row):
            actor = self.phrases.actor(head) or self.phrases.owner(head)
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
            return [t for t in syntax.objects(token) if not self.phrases.matter(t)]
        if token.pos in (VERB, AUX):
            governor = token.head
            if token.dep_ in ("xcomp", "ccomp", "advcl") and self.commits(governor) and syntax.infinitive(token):
                return syntax.subjects(governor)  # who asks for a deed, not who is asked
            return syntax.subjects(token)
        owners = [t for c in token.children if c.dep_ == "poss" for t in syntax.with_conjuncts(c)]
        owners += syntax.prepositional(token, frozenset({"by", "from"}))
        owners += [c for c in token.children if c.dep_ in ("compound", "nmod") and self.phrases.owner(c)]
        if row.frame != "prep:of":
            owners += [t for t in syntax.prepositional(token, frozenset({"of"})) if self.phrases.actor(t)]
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

    # ---- possession ---------------------------------------------------------------------------------------

    def owned(self) -> Iterator[DraftStance]:
        """ "Norland's proposal", "a plan by the council": whoever makes a proposal is for it."""
        for token in self.doc:
            row = self.phrases.matters.get(token.lemma_.lower()) if token.pos == NOUN else None
            if row is None:
                continue
            if row["owned"] == "nobody" or syntax.modals(syntax.clause(token)) & _UNCERTAIN:
                continue  # a court is not for its ruling
            labels = ("poss",) if row["owned"] == "possessor" else ("poss", "compound")
            owners = [t for c in token.children if c.dep_ in labels for t in syntax.with_conjuncts(c)]
            owners += syntax.prepositional(token, frozenset({"by", "from"}))
            for owner in owners:
                entity = self.draft.entity_at(owner)
                if owner.lower_ in ("my", "our"):
                    continue  # "our agreement" may be anybody's with us
                if entity is not None and entity.type in ACTOR_TYPES:
                    denied = next((c for c in token.children if c.dep_ in ("acl", "ccomp") and syntax.negated(c)), None)
                    cue = self.doc[token.i : token.i + 1]
                    yield DraftStance(entity.id, -1 if denied else 1, denied or token, cue, 0.5, rule="owned")

    def labelled(self) -> Iterator[DraftStance]:
        """ "The anti-levy party", "a pro-levy group called Green Coast": a stance told by a label."""
        if not _LABEL.search(self.doc.text):
            return
        for token in self.doc:
            if token.lower_ not in ("anti", "pro") or token.i + 2 >= len(self.doc):
                continue
            hyphen, target = self.doc[token.i + 1], self.doc[token.i + 2]
            if hyphen.text not in ("-", "‑", "–"):
                continue
            holder = next((a for t in syntax.governors(target) if (a := self.phrases.actor(t)) is not None), None)
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
        target = self.phrases.law_before(target)
        if target.lemma_.lower() in self.traits:
            owner = next((c for c in target.children if c.dep_ == "poss" and self.phrases.owner(c)), None)
            target = owner or target
        if target.lemma_.lower() in self.vague and self.draft.entity_at(target) is None:
            return
        if any(c.lower_ in ("no", "any") and c.dep_ == "det" for c in target.children):
            return
        if any(row.kind == "attitude" for row in self.table.get((target.lemma_.lower(), "NOUN"), ())):
            return  # "promised a veto" tells the stance on what is vetoed
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
