"""Pronouns and descriptions stand for the entity that a reader takes them for, or for none."""

import pytest

from graphbuild.model import Document, Extraction, Turn
from graphbuild.pipeline import extract
from tests.pipeline.test_attribution import nlp, read


def speakers(text: str) -> list[str | None]:
    """The names of the entities of the attributions' sources."""
    extraction = read(text)
    names = {e.id: e.name for e in extraction.entities}
    return [None if a.entity is None else names[a.entity] for a in extraction.attributions]


def referents(extraction: Extraction) -> dict[str, list[str]]:
    """The coreferences of each entity, by its name."""
    text = extraction.document.text
    found = [e for e in extraction.entities if e.coreferences and e.type != "proposal"]
    return {e.name: [text[slice(*c)] for c in e.coreferences] for e in found}


def test_a_pronoun_is_the_last_speaker() -> None:
    assert speakers("Ada Quill said the bridge was safe. She said it was new.") == ["Ada Quill", "Ada Quill"]


def test_titles_tell_he_from_she() -> None:
    text = "Mr. Bo Marsh met Mrs. Ada Quill in March. She said the bridge was safe. He said it was not."
    assert speakers(text)[-2:] == ["Ada Quill", "Bo Marsh"]


def test_two_that_may_be_meant_are_none() -> None:
    assert speakers("Lee Brook and Kit Marsh met in March. He said the bridge was safe.") == [None]


def test_an_unnamed_speaker_in_between_takes_the_pronoun() -> None:
    text = "Mr. Bo Marsh said the bridge was safe. A guard said it was not. He said it shook."
    assert speakers(text) == ["Bo Marsh", None, None]


def test_a_role_stands_for_who_has_it() -> None:
    text = "Sen. Ada Quill toured the bridge in March. It was cold. The senator said the bridge was safe."
    assert speakers(text) == ["Ada Quill"]


def test_the_group_is_the_institution_named_before() -> None:
    text = "Amnesty International toured the jail. The group said the jail was full."
    assert speakers(text) == ["Amnesty International"]


def test_the_appeals_court_is_the_court_of_appeals() -> None:
    text = "The U.S. Court of Appeals heard the case in May. It rained. The appeals court said the jail was full."
    assert speakers(text) == ["U.S. Court of Appeals"]


def test_a_post_leads_up_to_its_holder() -> None:
    text = "“The jail is full,” said Amnesty International board chair Ada Quill. Mrs. Quill left."
    assert speakers(text) == ["Ada Quill"]


def test_unnamed_spokespeople_speak_for_their_institution() -> None:
    assert speakers("A spokesman for Amnesty International said the jail was full.") == ["Amnesty International"]


def test_some_members_are_not_their_party() -> None:
    assert speakers("Some Democrats said the jail was full.") == [None]


def test_first_person_in_direct_speech_is_the_speaker() -> None:
    extraction = read("“I will sign it, and my friends know it,” Ada Quill said.")
    assert referents(extraction) == {"Ada Quill": ["I", "my"]}


def test_first_person_in_a_speech_is_its_speaker_whom_the_text_does_not_name() -> None:
    extraction = read("I rise in support of the bridge. My friends do, too.", speaker="Ada Quill")
    assert referents(extraction) == {"Ada Quill": ["I", "My"]}
    assert [(e.type, e.mentions) for e in extraction.entities if e.name == "Ada Quill"] == [("person", ())]


def test_each_turn_has_its_own_speaker() -> None:
    text = "I support the bridge.\n\nI oppose it."
    document = Document(id="t", text=text, turns=(Turn("Ada Quill", 0, 21), Turn("Bo Marsh", 23, len(text))))
    assert referents(next(extract([document], nlp()))) == {"Ada Quill": ["I"], "Bo Marsh": ["I"]}


def test_the_company_is_no_university() -> None:
    text = "Dover Ships sued the city. Ada Quill of the Hull University spoke. The company left in May."
    assert "The company" not in referents(next(extract([Document(id="t", text=text)], nlp()))).get(
        "Hull University", []
    )


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Tory leader Bo Marsh sat. Ada Quill, the Labour leader, rose. The Tory leader said it was full.", "Bo Marsh"),
        (
            "Tory leader Bo Marsh sat. Ada Quill, the Labour leader, rose. The Labour leader said it was full.",
            "Ada Quill",
        ),
        ("German Chancellor Ada Quill met Bo Marsh in May. The German chancellor said the jail was full.", "Ada Quill"),
        ("Ohio Sen. Ada Quill met Mr. Bo Marsh in May. The Ohio senator said the jail was full.", "Ada Quill"),
        ("Former Governor Ada Quill spoke in May. It rained. The former governor said the jail was full.", "Ada Quill"),
        ("Ada Quill left on Monday. The billionaire said the jail was full.", "Ada Quill"),
        ("Ada Quill voted for the levy. The Florida Republican said the jail was full.", "Ada Quill"),
        ("The Hull Post broke the story in May. The newspaper said the jail was full.", "Hull Post"),
        ("The Association of Hull Nurses met in May. The union said the jail was full.", "Association of Hull Nurses"),
        ("The Harbour Commission met on Monday. It said the jail was full.", "Harbour Commission"),
        ("The Democrats met on Monday. They said the jail was full.", "Democrats"),
        ("Shadow leader of the Commons Tom Webb said the jail was full. Mr. Webb left.", "Tom Webb"),
        ("Her Danish counterpart Tom Webb said the jail was full.", "Tom Webb"),
        ("The other guest, former mayor Ada Quill, said the jail was full.", "Ada Quill"),
    ],
)
def test_descriptions_stand_for_whom_the_text_has_named(text: str, speaker: str) -> None:
    assert speakers(text) == [speaker]


def test_a_long_quotation_does_not_part_a_speaker_from_the_pronoun() -> None:
    text = (
        "“Mr. Bo Marsh is wrong to keep the jail open,” according to Ted Quill, a fellow of the Harbour Institute.\n\n"
        "“The jail is full. It is old. It is cold. It must go,” he wrote."
    )
    assert speakers(text) == ["Ted Quill", "Ted Quill"]


def test_whoever_is_introduced_speaks_next() -> None:
    text = (
        "“The jail is new,” Tom Marsh said. That worries Ted Quill, president of the Harbour Institute.\n\n"
        "“The jail is full. It is old,” he said."
    )
    assert speakers(text)[-1] == "Ted Quill"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Labour met the press. It rained. The party said the jail was full.", "Labour"),
        ("Labour leader Ada Quill met the Hull Board. The party said the jail was full.", "Labour"),
        ("The Home Office met in May. It rained. The department said the jail was full.", "Home Office"),
        ("Amnesty International met in May. The human rights group said the jail was full.", "Amnesty International"),
        ("Ted Quill, director of the Hull Fund, met Bo Marsh. The Hull Fund chief said no jail was full.", "Ted Quill"),
    ],
)
def test_bodies_and_their_heads(text: str, speaker: str) -> None:
    assert speakers(text) == [speaker]


def test_the_spokesman_speaks_for_the_same_body() -> None:
    text = "A spokesman for the Hull Board said the jail was full. “It is old,” the spokesman said."
    assert speakers(text) == ["Hull Board", "Hull Board"]


@pytest.mark.parametrize(
    "text",
    [
        "Mrs. Ada Quill met Mr. Bo Marsh on Monday. The prime minister said the jail was full.",
        "Chancellor Ada Quill sat. Bo Marsh rose. The French chancellor said the jail was full.",
        "Prime Minister Ada Quill arrived. The opposition leader said the jail was full.",
        "Ada Quill asked about it. The prime minister said the jail was full.",
        "A Republican said the jail was full.",
        "Guards met the Harbour Commission on Monday. They said the jail was full.",
        "Labour met the Conservatives in the Commons. The party said the jail was full.",
        "A critic of President Ada Quill said the jail was full.",
        "The Associated Press spoke to guards on Monday. They said the jail was full.",
    ],
)
def test_whom_a_description_may_not_mean_it_does_not(text: str) -> None:
    assert speakers(text)[-1] is None


def test_a_member_is_not_the_party() -> None:
    extraction = read("Ada Quill spoke in May. Bo Marsh sang. The Republican voted against the levy.")
    assert "republican" not in {s.holder for s in extraction.statements}


def test_a_label_in_capitals_is_the_one_of_that_surname() -> None:
    opening = "Mrs. Ada Quill and Mr. Bo Marsh were asked about the jail on Monday."
    text = f"{opening}\n\nQUILL: The jail is full.\n\nMARSH: The jail is new."
    assert speakers(text)[-2:] == ["Ada Quill", "Bo Marsh"]


@pytest.mark.parametrize(
    ("text", "person", "body"),
    [
        ("Harbour Court ruled in May. The court's chief judge, Mrs. Ada Quill, agreed.", "Ada Quill", "Harbour Court"),
        ("Ada Quill left. Bo Marsh met the Democrats. The Republican smiled.", "Ada Quill", None),
        ("Ada Quill voted for the levy. The Florida Republican said it was fair.", "Ada Quill", "Republican"),
    ],
)
def test_descriptions_tell_affiliations(text: str, person: str, body: str | None) -> None:
    found = {e.name: e for e in read(text).entities}
    assert found[person].affiliation == (() if body is None else (found[body].id,))


def test_given_names_tell_he_from_she() -> None:
    text = "Vladimir Quill met Margaret Marsh in March. She said the bridge was safe. He said it was not."
    assert speakers(text)[-2:] == ["Margaret Marsh", "Vladimir Quill"]


def test_the_bare_surname_is_whom_a_family_is_named_first() -> None:
    text = (
        "Henry Quill left for the bridge. His wife, Margaret Quill, stayed. Margaret Quill is a doctor, and "
        "Margaret Quill likes it. Quill said the bridge was safe."
    )
    assert speakers(text)[-1] == "Henry Quill"


def test_who_goes_by_a_first_name_is_not_the_bare_surname() -> None:
    text = (
        "Margaret Quill must tell her story. Henry Quill left in May. Margaret wept. Margaret stayed, and they let "
        "Margaret rest. Quill said the bridge was safe."
    )
    assert speakers(text)[-1] == "Henry Quill"


def test_saying_behind_a_clause_has_its_subject_for_source() -> None:
    text = "Ada Quill then defended the bridge at the town hall, saying, “I think it is as safe as it was.”"
    assert speakers(text)[-1] == "Ada Quill"
