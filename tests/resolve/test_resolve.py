"""Which entities of several documents become one node, and which stay apart."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphbuild.model import EntityType
from graphbuild.resolve import Cluster, Local, cluster
from graphbuild.resolve.countries import lookup
from graphbuild.resolve.names import key_of, tokens


def local(document: str, kind: EntityType, name: str, *surfaces: str, id: str | None = None) -> Local:
    return Local(document, id or name.lower(), kind, name, surfaces or (name,), 1)


def names_of(clusters: list[Cluster]) -> list[tuple[str, list[str]]]:
    return [(c.name, sorted(member.document for member in c.members)) for c in clusters]


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("person", "Clara Voss", "CLARA VOSS"),
        ("person", "Clara Voss", "Mayor Clara Voss"),
        ("person", "Martin Okafor Jr.", "Martin Okafor Jr"),
        ("institution", "the Shipowners’ League", "Shipowners' League"),
        ("institution", "U.N.", "UN"),
        ("institution", "Ministry of Clean Ports", "the Ministry of Clean Ports’"),
        ("country", "U.S.", "United States"),
        ("country", "the United Kingdom", "Britain"),
        ("law", "the Clean Ports Act", "Clean Ports Act"),
        ("law", "international law", "International law"),
        ("proposal", "the ferry levy", "a ferry levy"),
        ("proposal", "a tax on heavy oil", "the heavy oil tax"),
    ],
)
def test_one_node(kind: EntityType, one: str, other: str) -> None:
    assert len(cluster([local("a", kind, one), local("b", kind, other)])) == 1


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("person", "Voss", "Voss"),
        ("person", "Mayor Voss", "Mayor Voss"),
        ("person", "C. Voss", "C. Voss"),
        ("person", "Clara Voss", "Carla Voss"),
        ("person", "Clara Voss", "Voss"),
        ("person", "Martin Okafor", "Martin Okafor Jr."),
        ("institution", "the council", "the council"),
        ("institution", "ICE", "Ice"),
        ("institution", "Green Party", "Green Coast"),
        ("country", "Niger", "Nigeria"),
        ("law", "Article 5", "Article 5"),
        ("law", "the ruling", "the ruling"),
        ("proposal", "the plan", "the plan"),
        ("proposal", "the new levy", "the new levy"),
        ("proposal", "pay for it", "pay for it"),
        ("proposal", "moving the prison from Vale to Tarn", "moving the prison from Tarn to Vale"),
        ("proposal", "a ban with exemptions", "a ban without exemptions"),
    ],
)
def test_two_nodes(kind: EntityType, one: str, other: str) -> None:
    assert len(cluster([local("a", kind, one), local("b", kind, other)])) == 2


def test_types_are_never_mixed() -> None:
    assert len(cluster([local("a", "country", "Norland"), local("b", "institution", "Norland")])) == 2


def test_a_longer_form_takes_in_the_shorter_one() -> None:
    found = cluster([
        local("a", "person", "Clara M. Voss", "Clara M. Voss", "Clara Voss"),
        local("b", "person", "Clara Voss"),
    ])  # fmt: skip
    assert names_of(found) == [("Clara M. Voss", ["a", "b"])]


def test_a_shorter_form_of_two_people_stays_apart() -> None:
    found = cluster([
        local("a", "person", "John A. Dale", "John A. Dale", "John Dale"),
        local("b", "person", "John B. Dale", "John B. Dale", "John Dale"),
        local("c", "person", "John Dale"),
    ])  # fmt: skip
    assert len(found) == 3


def test_proposals_are_one_by_any_shared_wording() -> None:
    found = cluster([
        local("a", "proposal", "a charge on each ticket", "a charge on each ticket", "the ferry levy"),
        local("b", "proposal", "the ferry levy", "the levy"),
        local("c", "proposal", "the levy"),
    ])  # fmt: skip
    assert sorted(len(c.members) for c in found) == [1, 2]


def test_proposals_that_a_document_tells_apart_stay_apart() -> None:
    found = cluster([
        local("a", "proposal", "the ferry levy", "the ferry levy", "the night ban"),
        local("b", "proposal", "the ferry levy"),
        local("b", "proposal", "the night ban"),
    ])  # fmt: skip
    assert all(len({m.id for m in c.members if m.document == "b"}) <= 1 for c in found)


def test_countries_have_one_name_and_an_address() -> None:
    (found,) = cluster([local("a", "country", "US"), local("b", "country", "the United States of America")])
    assert (found.name, found.same_as) == ("United States", ("http://www.wikidata.org/entity/Q30",))
    assert "US" in found.aliases
    assert lookup("us") is None


def test_aliases_are_the_other_surfaces_sorted() -> None:
    (found,) = cluster([
        local("a", "institution", "Shipowners’ League", "Shipowners’ League", "the League"),
        local("b", "institution", "Shipowners’ League", "SL"),
    ])  # fmt: skip
    assert found.aliases == ("SL", "the League")


def test_a_capital_article_is_no_other_name() -> None:
    (found,) = cluster([local("a", "proposal", "The ferry levy", "The ferry levy", "the ferry levy", "The levy")])
    assert (found.name, found.aliases) == ("the ferry levy", ("the levy",))
    (found,) = cluster([local("a", "person", "An Nguyen")])
    assert found.name == "An Nguyen"


@pytest.mark.parametrize("name", ["", " ", "'s", "the", "’", "—", "=cmd", "\u202e", "🦊", "עברית"])
@pytest.mark.parametrize("kind", ["person", "institution", "country", "law", "proposal"])
def test_strange_names_make_a_node(kind: EntityType, name: str) -> None:
    assert len(cluster([local("a", kind, name)])) == 1


def test_tokens_leave_article_and_possessive_off() -> None:
    assert tokens("The Mayor’s Office") == ["Mayor", "Office"]
    assert tokens("O'Brien & Sons") == ["O'Brien", "Sons"]
    assert key_of("person", "Mary O’Brien") == key_of("person", "Mary O'Brien")


PARTS = st.sampled_from(["the ferry levy", "the levy", "Clara Voss", "Voss", "Clara M. Voss", "a night ban", "UN"])


@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(["person", "proposal"]), PARTS, PARTS), max_size=8),
    st.randoms(use_true_random=False),
)
def test_order_does_not_matter_and_nobody_is_lost(
    rows: list[tuple[str, EntityType, str, str]], shuffled: random.Random
) -> None:
    entities = [Local(d, f"e{i}", kind, name, (name, other)) for i, (d, kind, name, other) in enumerate(rows)]
    found = cluster(entities)
    members = [(m.document, m.id) for c in found for m in c.members]
    assert sorted(members) == sorted((e.document, e.id) for e in entities)
    shuffled.shuffle(entities)
    assert cluster(entities) == found


def test_an_office_that_many_countries_have_is_one_node_within_a_debate_only() -> None:
    def nodes(*more: Local) -> int:
        courts = [local("a", "institution", "Supreme Court"), local("b", "institution", "the Supreme Court")]
        return sum(found.type == "institution" for found in cluster([*courts, *more]))

    assert nodes() == 2
    assert nodes(local("a", "country", "Norland"), local("b", "country", "Norland")) == 2
    assert nodes(local("a", "person", "Clara Voss"), local("b", "person", "Clara Voss")) == 1
    assert nodes(local("a", "law", "Clean Ports Act"), local("b", "law", "Clean Ports Act")) == 1
    chain = [("a", "Clara Voss"), ("c", "Clara Voss"), ("c", "Ben Okafor"), ("b", "Ben Okafor")]
    assert nodes(*(local(document, "person", name) for document, name in chain)) == 1
