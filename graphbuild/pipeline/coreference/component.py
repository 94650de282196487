"""gb_coreference: whom pronouns and descriptions stand for, and whose words the document's quotations are.

Precision first: a pronoun whose person is not clear stays unresolved.
"""

from __future__ import annotations

from bisect import bisect_left

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from graphbuild.model import ACTOR_TYPES
from graphbuild.pipeline.coreference.addressed import addressed, pointed_at
from graphbuild.pipeline.coreference.people import People
from graphbuild.pipeline.coreference.roles import Roles
from graphbuild.pipeline.draft import Draft, DraftAttribution, DraftEntity, draft_of, free_id
from graphbuild.pipeline.names.affiliation import affiliations
from graphbuild.pipeline.speech.author import author
from graphbuild.pipeline.speech.letters import letters

NAME = "gb_coreference"
_SPOKESMAN_REACH = 120  # tokens
_FIRST = frozenset(["i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"])
_BODIES = frozenset(["it", "they", "we"])
# what speaks for those who made it; a poll or a study only counts
_WRITINGS = frozenset(
    ["report", "statement", "letter", "paper", "description", "memo", "filing", "website", "tweet", "brief", "post"]
    + ["release", "ruling", "decision", "opinion", "book", "column"]
)
_DOCUMENTS = _WRITINGS | {"poll", "survey", "study", "article", "data", "analysis"}
_SPOKEN_FOR = _WRITINGS | {"spokesman", "spokeswoman", "spokesperson", "spokespeople", "spokesmen"}
_BODY_NOUNS = frozenset(
    ["party", "group", "organization", "organisation", "agency", "magazine", "newspaper", "company", "firm", "union"]
)
_POST_WORDS = frozenset(["NOUN", "PROPN", "ADJ", "DET", "CCONJ", "PART"])
_POST_LINKS = frozenset(["of", "for"])
_QUANTIFIERS = frozenset(["some", "many", "most", "few", "several", "other", "all", "fellow", "both", "senior"])
_TITLES = frozenset(["mr", "mr.", "mrs", "mrs.", "ms", "ms.", "dr", "dr.", "sir", "the"])


@Language.component(NAME)
def coreference(doc: Doc) -> Doc:
    """Sets the entity of each attribution, fills coreferences and ``draft.speaker_at``."""
    draft = draft_of(doc)
    _give_voices(doc, draft)
    people, roles = People(doc, draft), Roles(doc, draft)
    sources: dict[int, list[DraftAttribution]] = {}
    for one in draft.attributions:
        if one.source is not None:
            sources.setdefault(one.source.end - 1, []).append(one)
    last: Span | None = None
    spokesman: tuple[Token, DraftEntity] | None = None
    for token in doc:
        if token.pos_ == "PRON":
            people.resolve(token)
        elif token.pos_ in ("NOUN", "PROPN"):
            roles.resolve(token)
            pointed_at(doc, draft, people, token)
        for one in sources.get(token.i, ()):
            entity = _entity_of(draft, one.source, last) or _same_spokesman(one.source, spokesman)
            if entity is not None:
                one.entity = entity.id
                last = one.source
                spokesman = _spokesman(one.source, entity) or spokesman
            if entity is not None and entity.type == "person":
                people.spoke(entity, token)
            elif _is_somebody(one.source):
                people.unnamed_spoke(token)
    _give_contents(draft)
    _first_person(doc, draft)
    addressed(doc, draft)
    for one in draft.attributions:
        if one.entity is None and one.source is not None and len(one.source) and one.source.root.lower_ in _FIRST:
            one.entity = draft.entity_of.get(one.source.root.i)
    _give_contents(draft)
    affiliations().fill(doc, draft)
    return doc


def _entity_of(draft: Draft, source: Span | None, last: Span | None) -> DraftEntity | None:
    """The actor that a source's head stands for."""
    if source is None or not len(source):
        return None
    root = source.root
    if root.tag_ in ("WP", "WDT"):
        clause = next((t for t in root.ancestors if t.dep_ == "relcl"), None)
        return None if clause is None else _actor(draft, clause.head)
    limited = any(child.lower_ in _QUANTIFIERS or child.pos_ == "NUM" for child in root.lefts)
    if limited and not any(child.dep_ == "appos" for child in root.rights):
        return None
    entity = _labelled(draft, source) or _titled(draft, source) or _actor(draft, root) or _beside_name(draft, root)
    if entity is not None and not limited:
        return entity
    if root.lemma_.lower() in _SPOKEN_FOR:
        inner = [t for child in root.rights if child.dep_ == "prep" for t in child.rights if t.dep_ == "pobj"]
        inner += [child for child in root.lefts if child.dep_ in ("compound", "poss", "nmod")]
        return next((e for t in inner if (e := _actor(draft, t)) is not None), None)
    for child in root.lefts if root.lemma_ in _BODY_NOUNS else ():  # "the Greens party"
        entity = _actor(draft, child) if child.dep_ in ("compound", "nmod") else None
        if entity is not None and entity.type == "institution":
            return entity
    for child in root.rights:
        entity = (_actor(draft, child) or _beside_name(draft, child)) if child.dep_ == "appos" else None
        if entity is not None and entity.type == "person":
            return entity
    if len(source) == 1 and root.lower_ in _BODIES:
        return (None if last is None else _body_before(draft, root, last)) or _subject_body(draft, root)
    return None


def _spokesman(source: Span | None, entity: DraftEntity) -> tuple[Token, DraftEntity] | None:
    """The word for an unnamed spokesman and the body that he speaks for."""
    if source is None or not source.root.lemma_.lower().startswith("spokes") or entity.type != "institution":
        return None
    return source.root, entity


def _same_spokesman(source: Span | None, last: tuple[Token, DraftEntity] | None) -> DraftEntity | None:
    """Whom "the spokesman" speaks for, who has spoken a little before."""
    if source is None or last is None or len(source) != 2 or source[0].lower_ != "the":
        return None
    word, entity = last
    near = source.start - word.i <= _SPOKESMAN_REACH
    return entity if near and source.root.lower_ == word.lower_ else None


def _titled(draft: Draft, source: Span) -> DraftEntity | None:
    """The person at the end of a source that leads up to the name with a post: "City Council chair Ada Quill"."""
    person = _actor(draft, source[-1])
    start = source.end - 1
    if person is None or person.type != "person":
        return None
    while start > source.start and draft.entity_of.get(start - 1) == person.id:
        start -= 1
    before = source.doc[source.start : start]
    if not len(before) or before[-1].pos_ not in ("NOUN", "PROPN"):
        return None
    # "leader of the Commons Ada Quill" is she, "a critic of President Quill" somebody else
    links = _POST_LINKS if before[-1].i in draft.entity_of else frozenset()
    if before[0].tag_ == "PRP$" and len(before) > 1:
        before = before[1:]
    if all(
        t.i in draft.entity_of or t.pos_ in _POST_WORDS or t.text in links or (t.is_punct and t.text in "-’'")
        for t in before
    ):
        owners = {draft.entities[draft.entity_of[t.i]].type for t in before if t.i in draft.entity_of}
        return person if "person" not in owners else None
    return None


def _labelled(draft: Draft, source: Span) -> DraftEntity | None:
    """The one person of a surname in capitals, as in the labels of a transcript: "QUILL"."""
    name = source.text
    if len(source) != 1 or not name.isupper() or len(name) < 3:
        return None
    people = (e for e in draft.entities.values() if e.type == "person" and e.name != name)
    bearers = [e for e in people if e.name.split()[-1].upper() == name]
    return bearers[0] if len(bearers) == 1 else None


def _beside_name(draft: Draft, root: Token) -> DraftEntity | None:
    """The person whose name the model cut before its last word."""
    if root.pos_ != "PROPN" or root.i == 0:
        return None
    entity = _actor(draft, root.nbor(-1))
    return entity if entity is not None and entity.type == "person" and root.nbor(-1).head == root else None


def _is_somebody(source: Span | None) -> bool:
    """True for a source that may be a person without a name: a noun in the singular that is no document."""
    return (
        source is not None
        and len(source) > 0
        and source.root.tag_ in ("NN", "NNP")
        and source.root.lemma_ not in _DOCUMENTS
    )


def _body_before(draft: Draft, pronoun: Token, last: Span) -> DraftEntity | None:
    """The institution that "it" or "they" is: the one that spoke last, in this sentence or the one before.

    Plural nouns before the pronoun, or several speakers, may be meant as well: then it is nobody.
    """
    entity, sentence = _actor(draft, last.root), pronoun.sent
    if entity is None or entity.type == "person" or any(t.dep_ == "conj" for t in last):
        return None
    if sentence.start and last.start < pronoun.doc[sentence.start - 1].sent.start:
        return None
    if any(t.tag_ in ("NNS", "NNPS") and t.dep_ == "nsubj" for t in pronoun.doc[sentence.start : pronoun.i]):
        return None
    draft.add_coreference(entity, pronoun.doc[pronoun.i : pronoun.i + 1])
    return entity


def _subject_body(draft: Draft, pronoun: Token) -> DraftEntity | None:
    """The body that "it" or "they" is: the last subject before it in its sentence, else that of the one before."""
    if pronoun.lower_ == "we" or pronoun.head.pos_ != "VERB" or pronoun.dep_ != "nsubj":
        return None
    sentence = pronoun.sent
    subjects = [t for t in pronoun.doc[sentence.start : pronoun.i] if t.dep_ in ("nsubj", "nsubjpass")]
    if not subjects and sentence.start:
        before = pronoun.doc[sentence.start - 1].sent.root
        subjects = [t for t in before.lefts if t.dep_ == "nsubj"] if before.pos_ == "VERB" else []
    entity = _actor(draft, subjects[-1]) if subjects else None
    if entity is None or entity.type != "institution" or subjects[-1].tag_ == "PRP":
        return None
    plural = subjects[-1].tag_ in ("NNS", "NNPS") or (subjects[-1].text[-1] == "s" and subjects[-1].text[-2:] != "ss")
    if plural is not (pronoun.lower_ == "they"):
        return None
    draft.add_coreference(entity, pronoun.doc[pronoun.i : pronoun.i + 1])
    return entity


def _actor(draft: Draft, token: Token) -> DraftEntity | None:
    entity = draft.entity_at(token)
    return entity if entity is not None and entity.type in ACTOR_TYPES else None


def _give_voices(doc: Doc, draft: Draft) -> None:
    """The speakers of the document and of its turns, and the author whom it names, and which tokens they speak."""
    document = draft.document
    if document.speaker:
        key = _person_named(draft, document.speaker).id
        draft.speaker_at.update(dict.fromkeys(range(len(doc)), key))
    if document.turns:
        starts = [token.idx for token in doc]
        for turn in document.turns:
            spoken = range(bisect_left(starts, turn.start), bisect_left(starts, turn.end))
            named = turn.speaker and _person_named(draft, turn.speaker).id
            draft.speaker_at.update(dict.fromkeys(spoken, named or None))
    if not document.speaker and not document.turns:
        voices = letters(doc, draft, document.text) or filter(None, [author(doc, draft)])
        for voice in voices:
            draft.speaker_at.update(dict.fromkeys(range(voice.start, voice.end), voice.entity))


def _person_named(draft: Draft, name: str) -> DraftEntity:
    """The person of a name, added when the text does not name them."""
    words = [word for word in name.lower().split() if word not in _TITLES]
    for entity in draft.entities.values():
        if entity.type == "person":
            others = entity.name.lower().split()
            if others == words or (
                others[-1:] == words[-1:] and (others[0] == words[0] or 1 in (len(words), len(others)))
            ):
                return entity
    entity = DraftEntity(free_id(draft, name), "person", name)
    draft.entities[entity.id] = entity
    return entity


def _give_contents(draft: Draft) -> None:
    """The words of each source, inner attributions after outer ones."""
    spoken = (one for one in draft.attributions if one.speech)
    for one in sorted(spoken, key=lambda a: -sum(len(span) for span in a.content)):
        for span in one.content:
            draft.speaker_at.update(dict.fromkeys(range(span.start, span.end), one.entity))


def _first_person(doc: Doc, draft: Draft) -> None:
    """ "I" and "we" inside somebody's own words are that somebody."""
    indirect = {
        i
        for one in draft.attributions
        if one.form == "indirect"
        for span in one.content
        for i in range(span.start, span.end)
    }
    for i, key in draft.speaker_at.items():
        if key is not None and i not in indirect and i not in draft.entity_of and doc[i].lower_ in _FIRST:
            draft.add_coreference(draft.entities[key], doc[i : i + 1])
