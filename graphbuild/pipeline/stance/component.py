"""gb_stance: who is for or against what, by rules over the parse.

The lexicon (``data/stance.tsv``) names the words that carry a stance and where its holder and target stand. A
stance is turned round by negation and by verbs such as "fail to", and dropped under "if", in questions, and
where only another speaker asserts it of somebody. Targets are heads of phrases here; ``gb_proposals`` makes nodes
of them.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.language import Language
from spacy.symbols import AUX, NOUN, PRON, PROPN, VERB
from spacy.tokens import Doc, Token

from graphbuild.pipeline import syntax
from graphbuild.pipeline.draft import Draft, DraftAttribution, DraftStance, draft_of
from graphbuild.pipeline.stance import (
    aims,
    claims,
    duties,
    effects,
    ends,
    fortunes,
    frames,
    holders,
    judgement,
    lexicon,
    limits,
    persons,
    possession,
    thoughts,
)
from graphbuild.pipeline.stance.bearers import bearers
from graphbuild.pipeline.stance.lexicon import StanceRow
from graphbuild.pipeline.stance.phrases import Phrases
from graphbuild.pipeline.stance.spoken import said_of

NAME = "gb_stance"

_REPORTING = frozenset(
    {"will", "would", "can", "could", "may", "might", "do", "does", "did", "has", "have", "was", "were", "is", "are"}
)
_ABLE = frozenset({"can", "could"})
_CAUSES = frozenset({"by", "at", "with", "about", "over"})
_FEELINGS = frozenset(
    {"opposition", "resistance", "objection", "hostility", "criticism", "condemnation", "anger", "outrage", "rejection",
     "support", "backing", "endorsement", "praise"}
)  # fmt: skip
_TO = frozenset({"to", "into"})
_ONCE = frozenset({"once", "formerly", "initially", "originally"})
_OWNERS = frozenset({"poss", "compound", "nmod"})
_PAST = frozenset({"former", "early", "onetime", "one-time", "erstwhile", "ex", "past", "previous", "potential"})
_FOR_OR_AGAINST = frozenset({"for", "against"})
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
        for row in lexicon.rows_of(token, pos):
            scan.read(token, row)
        if pos == "VERB":
            scan.caused(token)
            effects.called(scan, token)
            persons.shamed(scan, token)
            persons.worded(scan, token)
            ends.ended(scan, token)
            fortunes.wished(scan, token)
            fortunes.likened(scan, token)
        elif pos == "NOUN":
            persons.beside(scan, token)
            claims.asserted(scan, token)
        if pos in ("VERB", "ADJ"):
            fortunes.glad(scan, token)
        if draft.speaker_of(token) is not None:
            said_of(scan, token, pos)
    draft.stances += [*possession.owned(scan), *possession.labelled(scan)]
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
        feeling = row.pos == "NOUN" and token.lemma_.lower() in _FEELINGS
        drawn = list(frames.received(token)) if feeling else []
        if feeling and not drawn:
            drawn, turned = frames.amid(self, token)
            sign *= turned
        if row.pos == "NOUN" and not drawn and row.frame != "drawn":
            sign *= frames.turned(self, token) * (-1 if limits.rued(self, token) else 1)
            if not sign:
                return
        targets = drawn or list(self.targets(token, row))
        if not targets and feeling:
            targets = frames.given(token)
        if not targets and feeling:
            self.loose(token, row, sign)
        if sign < 0 and row.kind in ("attitude", "act"):
            targets += [t for target in targets for t in frames.measures(self, token, target)]
        if row.kind == "attitude" and row.pos == "VERB":
            self.reproved(token, row, sign, targets)
        for target in (named for whole in targets for named in ends.named_of(self, whole)):
            turned = 1
            if row.kind == "commit" and target.pos == VERB:
                target, turned = syntax.ceased(target)
            for holder, said in self.holders(token, row, drawn=bool(drawn)):
                self.add(
                    holder, turned * sign, target, token, row.confidence, said, f"{row.kind}/{row.pos}/{row.frame}"
                )

    def reproved(self, token: Token, row: StanceRow, sign: int, targets: list[Token]) -> None:
        """Adds the stances on what somebody is praised or blamed for, that of who did it with them."""
        for target in targets:
            doer = self.phrases.actor(target)
            if doer is None:
                continue
            for deed, turned in claims.reproved(self, token, target, sign):
                for holder, said in self.holders(token, row):
                    self.add(holder, turned, deed, token, row.confidence, said, "reproved")
                    self.add(doer, turned * sign, deed, token, row.confidence, None, "done")

    def caused(self, token: Token) -> None:
        """What somebody has, gets or wants done to a law or a proposal."""
        if token.lemma_ not in ("have", "get", "see", "want") or syntax.conditional(token) or syntax.questioned(token):
            return
        row = StanceRow(token.lemma_, "VERB", "inf", "act", 1, 0.6)
        for target, sign in frames.caused(self, token):
            for holder, said in self.holders(token, row):
                self.add(holder, sign, target, token, row.confidence, said, "caused")

    def loose(self, token: Token, row: StanceRow, sign: int) -> None:
        """An attitude that somebody is said to have, with no word of to what."""
        owners = [t for c in token.children if c.dep_ in _OWNERS for t in syntax.with_conjuncts(c)]
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
        stated = 1
        if row.kind == "judge":
            stated = 0 if syntax.hypothetical(token) or persons.put_on(token) else thoughts.stated(self.draft, token)
            stated *= -1 if limits.anything(token) is not None else 1
            if not stated:
                return None
        if (row.kind == "act" and limits.mentioned(token)) or limits.passive(token, row):
            return None
        if row.kind in ("act", "commit") and limits.needed(token):
            return None
        if row.frame == "prep:to" and row.pos == "VERB" and limits.given(token):
            return None
        if row.pos == "NOUN" and any(c.lower_ in _PAST and c.dep_ == "amod" for c in token.children):
            return None  # "an early supporter" need be none now
        if row.kind == "attitude" and (
            (token.dep_ == "xcomp" and token.head.lemma_ == "use") or any(c.lower_ in _ONCE for c in token.children)
        ):
            return None  # "once opposed it", "used to oppose it"
        if row.word == "support" and row.frame == "prep:of" and not _ones_own(token):
            return None  # "sought the support of the union"
        sign = row.sign * stated
        verb = token if token.pos in (VERB, AUX) else syntax.clause(token)
        unsure = syntax.modals(verb) & lexicon.UNCERTAIN
        if row.kind != "judge" and unsure and not (unsure <= _ABLE and syntax.negated(verb)):
            return None  # who cannot support a plan is against it
        if syntax.negated(token) or (verb is not token and syntax.negated(verb)):
            if row.kind == "commit":
                return None if row.frame == "objinf" and token.lemma_ != "want" else -sign
            if sign < 0 and row.kind != "judge":
                return None  # who does not oppose is not yet for it
            sign = -sign
        if (
            token.dep_ == "xcomp"
            and token.head.lemma_ == "have"
            and any(c.lower_ == "yet" for c in token.head.children)
        ):
            return None  # "has yet to sign"
        if token.dep_ == "acl" and token.head.lemma_.lower() in frames.REFUSALS:
            sign = -sign  # "their refusal to sign"
        if row.kind == "judge" and token.dep_ in ("acl", "relcl") and token.head.dep_ == "attr":
            sign = -sign if syntax.negated(token.head.head) else sign  # "is not the way to protect the port"
        governor = token
        while governor.dep_ in ("xcomp", "pcomp", "prep") and governor.head.i != governor.i:
            governor = governor.head
            if governor.lemma_ in ("refuse", "decline", "fail") and row.kind == "attitude" and row.sign < 0:
                return None  # who refuses to mock a plan need not be for it
            if row.kind == "judge" and persons.told_to_stop(governor):
                continue  # "she must stop lying": she lies
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
            yield from self.objects(token, row)
        elif row.frame == "matter":
            yield from frames.matters(self, token, row.sign)
        elif row.frame == "thing":
            yield from frames.things(self, token)
        elif row.frame == "named":
            yield from frames.nominee(self, token)
        elif row.frame == "drawn":
            yield from frames.received(token)
        elif row.frame.startswith("to:"):
            if any(t.lemma_.lower() == row.frame[3:] for t in syntax.prepositional(token, _TO)):
                yield from syntax.objects(token)
        elif row.frame.startswith("person:"):
            found = frames.prepositional(token, frozenset({row.frame[7:]}))
            yield from (t for t in found if self.phrases.actor(t) is not None)
        elif row.frame.startswith("prep:"):
            yield from self.prepositional(token, row)
        elif row.frame == "inf":
            if token.lemma_ != "vote" or not syntax.prepositional(token, _FOR_OR_AGAINST):
                yield from self.infinitives(token)  # in "voted against the bill to" it is the bill's
        elif row.frame == "ahead":
            yield from frames.ahead(token)
        elif row.frame == "react":
            if token.head.lemma_ in ("react", "respond", "speak") and token.dep_ == "advmod":
                yield from frames.prepositional(token.head, frozenset({"to", "of", "about"}))
        elif row.frame == "objinf":
            called = token.lemma_ == "call"
            if any(c.dep_ == "prep" and c.lower_ == "on" for c in token.children) if called else syntax.objects(token):
                yield from self.infinitives(token)
        elif row.frame == "that":
            for other in token.children:
                if other.dep_ == "ccomp" and other.i > token.i and any(c.dep_ == "mark" for c in other.children):
                    wish = other.pos == VERB and other.tag_ in ("VB", "VBP", "VBN")
                    if token.lemma_ != "insist" or (wish and not syntax.modals(other) & _REPORTING):
                        yield other  # "insisted that it was fair" asks for nothing

    def objects(self, token: Token, row: StanceRow) -> Iterator[Token]:
        """What a verb of stance is done to."""
        if row.kind == "act" and self.committed(token):
            return  # "promised to scrap the fees" is a stance on scrapping, read at "promised"
        for target in syntax.objects(token) or frames.mistaken(token):
            actor = any(map(self.phrases.actor, ends.named_of(self, target)))
            if actor if row.frame == "person" else row.kind != "act" or limits.acted_on(self, token, target):
                yield target
        if row.kind == "attitude" or row.frame == "prt:out" or row.word == "deny":
            yield from (c for c in token.children if c.dep_ == "xcomp" and syntax.gerundial(c))

    def prepositional(self, token: Token, row: StanceRow) -> Iterator[Token]:
        """What a word is "for", "against", "of"; a deed rather than who is to do it."""
        for target in frames.prepositional(token, frozenset({row.frame[5:]})):
            if token.lemma_ == "agree" and limits.on_a_point(self, token, target):
                continue
            deed = next((c for c in target.children if c.dep_ in ("relcl", "acl") and syntax.infinitive(c)), None)
            vague = target.lemma_.lower() not in self.phrases.matters and row.frame == "prep:for"
            later = next(
                (c for c in token.children if c.dep_ == "advcl" and c.i > target.i and syntax.infinitive(c)), None
            )
            deed = deed if deed is not None or token.lemma_ != "call" else later
            yield deed if deed is not None and vague else target  # "called for ships to pay"

    def infinitives(self, token: Token) -> Iterator[Token]:
        """The infinitives under a commitment, but for those that carry an attitude of their own."""
        for other in token.children:
            if other.dep_ in ("xcomp", "ccomp", "advcl", "acl") and other.i > token.i:
                if other.dep_ == "advcl" and syntax.prepositional(token, frozenset({"to"})):
                    continue  # "is committed to higher taxes to pay for it"
                if not syntax.infinitive(other) and not (other.tag_ == "VBG" and token.lemma_ in _SUGGESTING):
                    continue
                things = [*syntax.objects(token), *(c for c in other.children if c.dep_ == "nsubj")]
                thing = next((t for t in things if self.phrases.known(t)), None)
                if thing is not None and other.lemma_.lower() in _COMES_ABOUT:
                    yield thing  # "wants the bill to pass"
                    continue
                for verb in syntax.with_conjuncts(other):
                    rows = self.table.get((verb.lemma_.lower(), "VERB"), ())
                    told = (row for row in rows if row.kind in ("attitude", "commit"))
                    if verb.pos == VERB and not any(any(self.targets(verb, row)) for row in told):
                        yield from self.deed(verb)

    def deed(self, verb: Token) -> Iterator[Token]:
        """What is to be done: the verb with its words, or the measure itself where the verb only brings it about."""
        if aims.seen_to(self, verb):
            yield verb
            return
        if verb.lemma_.lower() in lexicon.PALE or effects.idiom(verb):
            return  # "to play games" judges what is done
        rows = self.table.get((verb.lemma_.lower(), "VERB"), ())
        if verb.lemma_.lower() in _PROCEDURES or any(row.kind == "act" and row.sign > 0 for row in rows):
            measures = [
                t for t in syntax.objects(verb) if t.lemma_.lower() in self.phrases.matters or self.phrases.named(t)
            ]
            if measures and not syntax.negated(verb):
                yield from measures
                return
        if claims.asked(verb):
            yield verb
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

    def rejects(self, verb: Token) -> bool:
        """True for a verb against its object."""
        rows = self.table.get((verb.lemma_.lower(), "VERB"), ())
        against = any(row.kind == "attitude" and row.sign < 0 and row.frame == "obj" for row in rows)
        return against and syntax.child(verb, "dobj") is not None

    def takes_sides(self, verb: Token) -> bool:
        """True for a verb that tells a stance on its object."""
        rows = self.table.get((verb.lemma_.lower(), "VERB"), ())
        return any(row.kind in ("attitude", "act", "commit") and row.frame in ("obj", "thing") for row in rows)

    def commits(self, verb: Token) -> bool:
        """True for a verb of wanting, promising or asking."""
        return any(row.kind == "commit" for row in self.table.get((verb.lemma_.lower(), "VERB"), ()))

    # ---- holders ------------------------------------------------------------------------------------------

    def holders(
        self, token: Token, row: StanceRow, *, drawn: bool = False
    ) -> Iterator[tuple[str, DraftAttribution | None]]:
        """(entity id, the attribution whose words say so) of those whose stance a word tells."""
        said = self.draft.said(token)
        speaker = self.draft.speaker_of(token)
        if said is not None and _beside(said, token):
            said = speaker = None
        heads = frames.givers(token) if drawn or row.frame == "drawn" else bearers(self, token, row)
        for actor in (a for head in heads for a in self.actors(head, said)):
            if (
                said is not None
                and speaker not in (None, actor)
                and row.kind != "act"
                and not self.speaks(speaker, actor)
            ):
                continue  # only the speaker says that somebody else is for or against it
            yield actor, said if speaker == actor else None

    def spoken_for(self, head: Token) -> str | None:
        """The speaker, where he tells what "her party", "our union" will do."""
        ours = head.lemma_.lower() in duties.BODIES and any(c.dep_ == "poss" and c.pos == PRON for c in head.children)
        return self.draft.speaker_of(head) if ours and head.i not in self.draft.entity_of else None

    def later(self, head: Token, said: DraftAttribution | None) -> str | None:
        """Who "she" is in "She would support the levy, Clara Voss said": the speaker whom the sentence names after."""
        if (
            head.lower_ not in ("he", "she", "it", "they")
            or said is None
            or said.cue is None
            or said.form != "indirect"
        ):
            return None
        after = head.sent.start <= head.i < said.cue.start < head.sent.end
        return said.entity if after and head.i not in self.draft.entity_of else None

    def actors(self, head: Token, said: DraftAttribution | None) -> list[str]:
        """The entities that a phrase of holders names, or that it stands for in somebody's words."""
        named = list(holders.members(self.phrases, head))
        return named or [actor for actor in (self.later(head, said) or self.spoken_for(head),) if actor is not None]

    def speaks(self, speaker: str | None, actor: str) -> bool:
        """True when a speaker's words tell the stance of the body that he belongs to."""
        return speaker is not None and actor in self.draft.entities[speaker].affiliation

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
        target = self.phrases.placed(self.phrases.law_before(target))
        if cue.dep_ == "relcl" and cue.head.i == target.i:
            target = self.meant(target)
        if target.lemma_.lower() in self.traits and not self.phrases.named(target):
            owners = [c for c in target.children if c.dep_ == "poss" and self.phrases.owner(c)]
            owners += [t for t in syntax.prepositional(target, frozenset({"of"})) if self.phrases.actor(t)]
            target = owners[0] if owners else target
        if target.pos != VERB and target.lemma_.lower() in self.vague and self.draft.entity_at(target) is None:
            return
        if any(c.lower_ in ("no", "any") and c.dep_ == "det" for c in target.children) and not self.phrases.named(
            target
        ):
            return
        if target.ent_type_ in ("DATE", "TIME"):
            return  # "the attacks on 3 May"
        if frames.side(target):
            self.draft.loose.append((holder, sign * frames.side(target), cue))
            return
        if aims.elsewhere(self.phrases, target):
            return
        led = aims.aims(self, target, rule)
        if led != [(target, 1)]:
            for other, turned in led:
                self.add(holder, turned * sign, other, cue, confidence, said, "led", weak)
            return
        entity = self.draft.entity_at(target)
        if entity is not None and entity.id == holder:
            return
        found = DraftStance(holder, sign, target, self.doc[cue.i : cue.i + 1], confidence, said, rule, weak)
        if target.pos == VERB and any(row.sign < 0 for row in self.acts(target)):
            found.undone = next(iter(syntax.objects(target)), None)
        self.draft.stances.append(found)

    def meant(self, target: Token) -> Token:
        """The measure in "a rule of holding back ships of grain, which", not the last noun before the clause."""
        if target.lemma_.lower() not in self.vague or self.draft.entity_at(target) is not None:
            return target
        for other in syntax.governors(target):
            if other.lemma_.lower() in self.phrases.matters:
                return other
            if other.dep_ not in ("pobj", "prep", "pcomp", "dobj"):
                break
        return target

    def acts(self, verb: Token) -> list[StanceRow]:
        """The rows that read a verb as an act on its object."""
        rows = self.table.get((verb.lemma_.lower(), "VERB"), ())
        particles = {c.lower_ for c in verb.children if c.dep_ in ("prt", "advmod")}
        return [
            row
            for row in rows
            if row.kind == "act" and (row.frame == "obj" or (row.frame[:4] == "prt:" and row.frame[4:] in particles))
        ]


def _ones_own(support: Token) -> bool:
    """True for "in support of it" and "her support of it"."""
    return support.head.lower_ == "in" or any(c.dep_ in _OWNERS for c in support.children)


def _beside(said: DraftAttribution, token: Token) -> bool:
    """True for a word that the author adds to what was proposed: "proposed a tax, which Norland rejects"."""
    if said.form != "indirect":
        return False
    around = next((span for span in said.content if span.start <= token.i < span.end), None)
    return around is not None and around.root.pos in (NOUN, PROPN) and around.root.i != token.i
