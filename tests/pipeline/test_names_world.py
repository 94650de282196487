"""gb_names on made-up sentences in the manner of papers of many countries."""

from __future__ import annotations

import pytest

from tests.pipeline.names_cases import entities, surfaces


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Harbour Party spokesperson Thandeka Mkhabela called the fee a stunt.", "Thandeka Mkhabela"),
        ("Sinn Féin TD Gráinne Uí Laoire opposed the fee.", "Gráinne Uí Laoire"),
        ("The fee was cut by Minister Pieter van den Heuvel on Friday.", "Pieter van den Heuvel"),
        ("The lawmaker Yusuf al-Hakimi tore up the fee.", "Yusuf al-Hakimi"),
        ("The lawmaker Audrey Lau Wing-yan tore up the fee.", "Audrey Lau Wing-yan"),
        ("The lawmaker Ismail bin Zainudin tore up the fee.", "Ismail bin Zainudin"),
        ("Cabinet Secretary for Ports and Fisheries Hassan Noor Guyo said no.", "Hassan Noor Guyo"),
        ("Likud's Dorit Elkayam said the fee was wrong.", "Dorit Elkayam"),
        ("The economist Chidera Nwosu of Kampong University praised the fee.", "Chidera Nwosu"),
    ],
)
def test_people_whom_the_words_around_tell(text: str, name: str) -> None:
    found = entities(text)
    assert name in found, list(found)
    assert found[name].type == "person"


def test_a_byline_names_its_authors_and_a_headline_nobody() -> None:
    text = "Fee Splits Harbour Board\nSiobhan Keane and Rahul Deshpande\n\nThe board met on Monday."
    people = {name for name, e in entities(text).items() if e.type == "person"}
    assert people == {"Siobhan Keane", "Rahul Deshpande"}


def test_an_acronym_of_a_group_is_an_institution_and_the_member_is_cut_off_the_university() -> None:
    found = entities("The HKTU union and scholar Aiko Morita of Waseda University opposed the fee.")
    assert {"HKTU", "Waseda University", "Aiko Morita"} <= set(found)


def test_a_list_of_bodies_ends_where_another_name_begins() -> None:
    found = entities("The Ministry of Ports and Fisheries, Oxfam and UNICEF backed the fee.")
    assert {"Ministry of Ports and Fisheries", "Oxfam", "UNICEF"} <= set(found)


def test_a_law_after_a_ministry_is_not_of_its_name() -> None:
    found = entities("It follows rules of the Department of Ports and Norland's Harbour Act.")
    assert "Department of Ports" in found


@pytest.mark.parametrize(
    ("text", "name", "body"),
    [
        ("Aldane Premier Lucie Desroches opposed the fee.", "Lucie Desroches", "Aldane"),
        ("Norvik mayor Wayne Tuala opposed the fee.", "Wayne Tuala", "Norvik"),
        ("Rosa Bellini (Forza Italia) opposed the fee.", "Rosa Bellini", "Forza Italia"),
        ("Asad Mirza, who heads the Harbour Authority, opposed the fee.", "Asad Mirza", "Harbour Authority"),
    ],
)
def test_affiliations_of_many_countries(text: str, name: str, body: str) -> None:
    found = entities(text)
    assert [e.name for e in found.values() if e.id in found[name].affiliation] == [body]


def test_a_former_mayor_and_an_adjective_give_no_region() -> None:
    found = entities("The former Ohio Governor Wayne Tuala opposed the fee.")
    assert found["Wayne Tuala"].affiliation == ()
    assert "Bavarian" not in entities("The Bavarian Premier Franz Huber opposed the fee.")


def test_a_capital_that_is_urged_stands_for_its_country_and_a_first_name_does_not() -> None:
    assert entities("Unions urged Ottawa to act.")["Canada"].type == "country"
    assert "Bulgaria" not in entities("Sofia denied the claim on Friday.")


def test_the_government_of_another_country_is_one_where_a_senate_is_named_too() -> None:
    text = "The Senate met. Prime Minister Orla Pentland said the government would drop the fee."
    assert surfaces(text, entities(text)["government"]) == ["government"]
    assert "government" not in entities("Republicans in the Senate said the government would drop the fee.")
