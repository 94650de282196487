"""gb_names on made-up texts: who is named, under which name, where, and to whom people belong."""

from __future__ import annotations

import pytest

from graphbuild.lexicon import items, table
from tests.pipeline.names_cases import entities, extractions, nlp, surfaces
from tests.samples import HOSTILE_NAMES

FULL_THEN_SHORT = (
    "President Ines Okafor praised the harbour levy on Monday. Okafor said the levy was fair. "
    "Critics of Ms. Okafor's plan disagreed."
)


def test_a_surname_names_the_person_introduced_in_full() -> None:
    found = entities(FULL_THEN_SHORT)
    assert surfaces(FULL_THEN_SHORT, found["Ines Okafor"]) == ["Ines Okafor", "Okafor", "Okafor"]


def test_two_people_with_one_surname_stay_apart() -> None:
    text = (
        "Laura Pritchard wants the bridge. Her brother, Henry Pritchard, is against it. "
        "Laura Pritchard told the council that the bridge was needed, and Pritchard repeated it on Friday."
    )
    found = entities(text)
    assert {"Laura Pritchard", "Henry Pritchard"} <= set(found)
    assert surfaces(text, found["Henry Pritchard"]) == ["Henry Pritchard"]
    assert "Pritchard" in surfaces(text, found["Laura Pritchard"])


def test_a_surname_that_everybody_knows_is_a_person_without_a_first_name() -> None:
    text = "The levy divides them. Merkel said little about it."
    assert {name: e.type for name, e in entities(text).items()} == {"Merkel": "person"}


def test_a_middle_initial_makes_no_second_person() -> None:
    text = "Martha Q. Dunmore signed the order. A week later Martha Dunmore defended it."
    assert [name for name, e in entities(text).items() if e.type == "person"] == ["Martha Q. Dunmore"]


def test_titles_and_possessives_are_no_part_of_a_mention() -> None:
    text = "Sen. Carla Whitcombe's speech annoyed Professor Dieter Lang and Mr Lang's friends."
    found = entities(text)
    assert surfaces(text, found["Carla Whitcombe"]) == ["Carla Whitcombe"]
    assert surfaces(text, found["Dieter Lang"]) == ["Dieter Lang", "Lang"]


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        (
            "The League of Harbour Towns (LHT) sued the ministry. The LHT wants the levy gone.",
            "League of Harbour Towns",
            ["League of Harbour Towns", "LHT", "LHT"],
        ),
        (
            "The Environmental Protection Agency drafted the rule. Officials at the EPA defended it.",
            "Environmental Protection Agency",
            ["Environmental Protection Agency", "EPA"],
        ),
        (
            "The Department of Labor opposed the cap. Later the Labor Department softened its words.",
            "Department of Labor",
            ["Department of Labor", "Labor Department"],
        ),
        (
            "The Republicans blocked it, GOP leaders said, and a Republican aide agreed.",
            "Republicans",
            ["Republicans", "GOP", "Republican"],
        ),
    ],
)
def test_an_institution_is_one_node_under_all_its_names(text: str, name: str, expected: list[str]) -> None:
    assert surfaces(text, entities(text)[name]) == expected


def test_the_last_words_name_the_only_body_they_fit() -> None:
    text = "The U.S. Court of Appeals for the 3rd Circuit ruled. The 3rd Circuit was split."
    name = "U.S. Court of Appeals for the 3rd Circuit"
    assert surfaces(text, entities(text)[name]) == [name, "3rd Circuit"]


def test_a_short_form_that_fits_two_bodies_joins_none() -> None:
    text = "The Northmoor Harbour Commission and the Eastmoor Fisheries Commission met. The Commission adjourned."
    found = entities(text)
    assert surfaces(text, found["Northmoor Harbour Commission"]) == ["Northmoor Harbour Commission"]
    assert surfaces(text, found["Eastmoor Fisheries Commission"]) == ["Eastmoor Fisheries Commission"]


def test_countries_by_any_name_and_us_only_in_capitals() -> None:
    text = "Britain and the UK are one. The US told us that America would pay, and Puerto Rico would not."
    found = {e.name: surfaces(text, e) for e in entities(text).values() if e.type == "country"}
    assert sorted(map(sorted, found.values())) == [["America", "US"], ["Britain", "UK"], ["Puerto Rico"]]


def test_a_demonym_is_a_country_only_where_it_tells_an_office() -> None:
    assert not [e for e in entities("Kenyan farmers welcomed the rain.").values() if e.type == "country"]
    text = "Kenyan President Amina Odhiambo welcomed the pact."
    found = entities(text)
    assert found["Amina Odhiambo"].affiliation == (found["Kenya"].id,)
    assert surfaces(text, found["Kenya"]) == ["Kenyan"]


def test_a_capital_that_acts_once_is_a_place_elsewhere() -> None:
    text = "Berlin rejected the offer. The two sides met in Berlin on Monday. Germany will pay."
    assert surfaces(text, entities(text)["Germany"]) == ["Berlin", "Germany"]


def test_a_capital_in_a_place_is_no_country() -> None:
    assert "country" not in {e.type for e in entities("The two sides met in Berlin on Monday.").values()}


@pytest.mark.parametrize(
    ("text", "person", "body"),
    [
        ("Harbour Board chief Nora Finch defended the fee.", "Nora Finch", "Harbour Board"),
        ("Nora Finch, director of the Harbour Board, defended the fee.", "Nora Finch", "Harbour Board"),
        ("Nora Finch of the Harbour Board defended the fee.", "Nora Finch", "Harbour Board"),
        ("Iceland's Prime Minister Sigrun Halldorsson signed the pact.", "Sigrun Halldorsson", "Iceland"),
        ("Labour MP Gavin Holt told MPs that the fee was unfair.", "Gavin Holt", "Labour"),
        ("Labour said the government would act. The chancellor, Hugh Marlow, agreed.", "Hugh Marlow", "government"),
        ("The Senate met. Sen. Gloria Trent objected.", "Gloria Trent", "Senate"),
        ("Republicans cheered when Rep. Walter Stone (R-Utah) spoke.", "Walter Stone", "Republicans"),
        ("The Senate listened to Sens. Walter Stone of Utah and Susan Hall of Maine.", "Susan Hall", "Senate"),
        ("Nora Finch, who chairs the Harbour Board, defended the fee.", "Nora Finch", "Harbour Board"),
        ("Nora Finch, for the Harbour Board, defended the fee.", "Nora Finch", "Harbour Board"),
        ("The Harbour Board’s deputy head, Nora Finch, defended the fee.", "Nora Finch", "Harbour Board"),
        ("Trade Secretary Nora Finch left. The Department of Trade sued.", "Nora Finch", "Department of Trade"),
        ("Minister for Health Nora Finch left. The Ministry of Health sued.", "Nora Finch", "Ministry of Health"),
        ("Some Democrats, including Nora Finch and Walter Stone, opposed it.", "Walter Stone", "Democrats"),
        ("The Republican senators who ran -- Walter Stone and Nora Finch -- left.", "Walter Stone", "Republican"),
        ("Nora Finch and Walter Stone were the only Republicans to oppose it.", "Nora Finch", "Republicans"),
    ],
)
def test_affiliations(text: str, person: str, body: str) -> None:
    found = entities(text)
    assert found[body].id in found[person].affiliation


@pytest.mark.parametrize(
    "text",
    [
        "Nora Finch, a former director of the Harbour Board, opposed the fee.",
        "Former Harbour Board chief Nora Finch opposed the fee.",
        "Nora Finch opposed the fee that the Harbour Board wants.",
        "Nora Finch, a critic of the Harbour Board, opposed the fee.",
        "Nora Finch, in a letter to the Harbour Board, opposed the fee.",
        "The Harbour Board and Nora Finch opposed the fee.",
        "Sources told the Harbour Board Nora Finch opposed the fee.",
        "Nora Finch, who chaired the Harbour Board, opposed the fee.",
        "The Harbour Board’s rival, Nora Finch, opposed the fee.",
        "The Harbour Board’s criticism of Nora Finch was late.",
        "Mrs. Finch left. Support of the Harbour Board Chairman for Nora Finch was late.",
        "Former Trade Secretary Nora Finch left. The Department of Trade sued.",
    ],
)
def test_past_posts_and_mere_neighbours_give_no_affiliation(text: str) -> None:
    assert entities(text)["Nora Finch"].affiliation == ()


def test_a_campaign_is_of_whom_the_text_calls_by_that_surname() -> None:
    found = entities("The Finch campaign opened in May. Nora Finch met Walter Finch. Mrs. Finch smiled at the crowd.")
    assert found["Walter Finch"].affiliation == ()


def test_a_party_tag_needs_the_party_in_the_text() -> None:
    assert entities("Walter Stone (R-Utah) spoke against the fee.")["Walter Stone"].affiliation == ()


def test_a_name_that_is_a_person_once_is_a_person_everywhere() -> None:
    text = "Mr Torvald Brandt resigned. BRANDT WAS RIGHT, read a poster. Torvald Brandt's party split."
    found = entities(text)
    assert [e.type for e in found.values() if "Brandt" in e.name] == ["person"]


def test_the_government_is_an_institution_outside_the_united_states() -> None:
    british = "Labour said the government would act. The Tories disagreed."
    assert entities(british)["government"].type == "institution"
    american = "The government should act, Republicans in Congress said."
    assert "government" not in entities(american)


def test_an_acronym_in_brackets_is_the_name_wherever_it_stands() -> None:
    text = "The League of Harbour Town Citizens (LOHTC) condemned the plan. Ada Lind said LOHTC would sue."
    league = entities(text)["League of Harbour Town Citizens"]
    assert surfaces(text, league) == ["League of Harbour Town Citizens", "LOHTC", "LOHTC"]


def test_an_initial_and_a_given_name_open_a_persons_name() -> None:
    text = "It rained.\n\nM. Isabel Lundgren, a law professor, opposes the plan. Lundgren cited the Constitution."
    assert surfaces(text, entities(text)["M. Isabel Lundgren"]) == ["M. Isabel Lundgren", "Lundgren"]


def test_i_at_the_end_of_a_sentence_is_no_initial() -> None:
    assert set(
        entities("You oppose it. So did I. Ann Lee spoke next, and nobody knew more than I. Count the votes.")
    ) == {"Ann Lee"}
    assert set(entities("Yesterday I. Ann Lee resigned.")) == {"I. Ann Lee"}


def test_the_town_of_a_mayor_keeps_all_its_words() -> None:
    found = entities("Ann Lee, the mayor of Port Aldane, resigned. The mayor of Paris Ann Bell met the mayor of Oslo.")
    assert {name for name, entity in found.items() if entity.type == "institution"} == {"Port Aldane", "Paris", "Oslo"}


def test_the_comma_of_a_campus_belongs_to_the_name() -> None:
    rows = table("campuses")
    texts = [f"Ada Lind of the {r['university']}, {items(r['campuses'])[0]}, opposes the plan." for r in rows]
    for row, extraction in zip(rows, extractions(texts), strict=True):
        assert f"{row['university']}, {items(row['campuses'])[0]}" in {e.name for e in extraction.entities}


def test_ids_are_unique_and_mentions_do_not_overlap() -> None:
    extraction = extractions([FULL_THEN_SHORT + " The Senate and Congress met in Rome. Rome objected."])[0]
    ids = [e.id for e in extraction.entities]
    assert len(set(ids)) == len(ids)
    places = sorted(span for e in extraction.entities for span in e.mentions)
    assert all(a.end <= b.start for a, b in zip(places, places[1:], strict=False))


def test_hostile_and_empty_texts_pass() -> None:
    names = HOSTILE_NAMES
    texts = ["", " \n\n ", "…", "Mr", "President", "(R-Utah)", "'s", *(f"President {name} said so." for name in names)]
    assert len(extractions(texts)) == len(texts)


def test_the_same_text_gives_the_same_entities_on_every_run() -> None:
    text = FULL_THEN_SHORT
    assert entities(text) == entities(text)
    assert "gb_names" in nlp().pipe_names


def test_a_member_before_a_body_is_cut_off() -> None:
    found = entities("The mayor told Bill O'Hara of Harbour News that the levy is bad.")
    assert {"Bill O'Hara", "Harbour News"} <= set(found)


def test_a_campaign_that_acts_is_a_body_and_one_that_runs_is_none() -> None:
    acting = entities("Margaret Quill's campaign announced a plan. The Quill campaign said it was fair.")
    assert surfaces(
        "Margaret Quill's campaign announced a plan. The Quill campaign said it was fair.",
        acting["Margaret Quill's campaign"],
    ) == ["Margaret Quill's campaign", "Quill campaign"]
    assert not any("campaign" in name for name in entities("It rained during Margaret Quill's campaign."))


def test_what_is_joined_to_a_name_belongs_to_it_where_it_is_no_body() -> None:
    assert "Federal Bureau of Harbours" in entities("The levy was praised by the Federal Bureau of Harbours.")
    assert "University of California at Davis" in entities("She teaches at the University of California at Davis.")
