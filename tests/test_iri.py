import unicodedata

import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, parse

from graphbuild import iri
from graphbuild.errors import OptionError
from graphbuild.model import Span

BASE = "https://example.org/id/"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ada Moreau", "ada-moreau"),
        ("  ADA \n Moreau ", "ada-moreau"),
        ("Médecins Sans Frontières", "médecins-sans-frontières"),
        ("Me\u0301decins", "médecins"),
        ("עברית ימין", "עברית-ימין"),
        ("दिल्ली सरकार", "दिल्ली-सरकार"),
        ("Straße", "straße"),
    ],
)
def test_a_slug_keeps_the_letters_of_every_script(name: str, expected: str) -> None:
    assert iri.slug(name) == expected


@pytest.mark.parametrize("name", ["O'Brien", "O’Brien", "O Brien.", "O-Brien", "o_brien", "O/Brien", "O%20Brien"])
def test_a_slug_that_lost_something_ends_in_a_digest(name: str) -> None:
    words, dot, digest = iri.slug(name).partition(".")
    assert words.startswith("o-") and dot and len(digest) == 12
    assert iri.slug(name) != iri.slug("O Brien")


@pytest.mark.parametrize("name", ["", " ", "🦊", "<>", "...", "\ud800", "\u202e", "\U000e0100"])
def test_a_name_without_letters_has_a_slug_too(name: str) -> None:
    assert iri.slug(name).startswith("unnamed.")


def test_long_names_are_cut_and_stay_apart() -> None:
    one, two = iri.slug("very long name " * 50 + "one"), iri.slug("very long name " * 50 + "two")
    assert one != two
    assert max(len(one), len(two)) <= iri.MAX_SLUG + 13
    assert "-." not in one


names = st.text(st.one_of(st.sampled_from("aAbß -_.'’/\u0301\ufe0f☺"), st.characters()), max_size=12)


@given(names, names)
@settings(max_examples=400)
def test_only_case_spacing_and_normal_form_are_no_difference(one: str, two: str) -> None:
    def same(name: str) -> str:
        name = unicodedata.normalize("NFC", " ".join(name.split())).lower()
        return unicodedata.normalize("NFC", name)

    assert (iri.slug(one) == iri.slug(two)) == (same(one) == same(two))


@given(st.text(st.characters(), max_size=12))
def test_every_name_makes_an_iri(name: str) -> None:
    assert iri.is_iri(iri.entity_iri(BASE, "person", name))
    assert iri.is_iri(iri.document_iri(BASE, name))


def test_types_and_qualifiers_tell_the_same_name_apart() -> None:
    plain = iri.entity_iri(BASE, "person", "John Smith")
    one = iri.entity_iri(BASE, "person", "John Smith", qualifier="the senator")
    two = iri.entity_iri(BASE, "person", "John Smith", qualifier="the judge")
    law = iri.entity_iri(BASE, "law", "John Smith")
    assert plain == "https://example.org/id/person/john-smith"
    assert one.startswith(plain + ".")
    assert len({plain, one, two, law}) == 4


def test_documents_keep_plain_ids_and_differ_in_case() -> None:
    assert iri.document_iri(BASE, "Vale_1-a") == "https://example.org/id/document/Vale_1-a"
    ids = ["vale-1", "Vale-1", "vale 1", "vale.1", "vale/1", "../vale-1", "", "x" * 300, "x" * 301]
    assert len({iri.document_iri(BASE, id) for id in ids}) == len(ids)


def test_a_statement_is_known_by_all_its_parts() -> None:
    parts = ("doc", BASE + "person/a", "supports", BASE + "law/b", Span(3, 9))
    others = [
        ("doc2", *parts[1:]),
        (parts[0], BASE + "person/c", *parts[2:]),
        (*parts[:2], "opposes", *parts[3:]),
        (*parts[:3], BASE + "law/c", parts[4]),
        (*parts[:4], Span(3, 10)),
    ]
    iris = {iri.statement_iri(BASE, *p) for p in [parts, *others]}  # type: ignore[arg-type]  # literals in a tuple
    assert len(iris) == 6
    assert iri.statement_iri(BASE, *parts) in iris  # type: ignore[arg-type]  # as above


def test_a_run_is_known_by_its_version_and_settings_in_any_order() -> None:
    one = iri.run_iri(BASE, "0.1.0", {"a": 1, "b": (2, 3)})
    assert one == iri.run_iri(BASE, "0.1.0", {"b": [2, 3], "a": 1})
    assert one != iri.run_iri(BASE, "0.1.1", {"a": 1, "b": (2, 3)})
    assert one != iri.run_iri(BASE, "0.1.0", {"a": 1, "b": (2, 4)})


def test_a_passage_is_a_place_of_its_document() -> None:
    assert iri.passage_iri(BASE + "document/vale-1", 3, 9) == BASE + "document/vale-1#char=3,9"


@pytest.mark.parametrize("base", ["https://example.org/", "http://localhost:8080/id/", "https://exämple.org/a/b/"])
def test_a_base_that_can_be_used(base: str) -> None:
    iri.check_iri(base)


@pytest.mark.parametrize(
    "base",
    ["", "example.org/", "https://example.org", "https://example.org/id", "https://example.org/id#", "urn:x:y/",
     "https://example.org/?q=/", "https://exa mple.org/", "https://example.org/<x>/", "https://example.org/%zz/",
     "file:///etc/", "javascript:alert(1)/", "https:///", "https://example.org/\n"],
)  # fmt: skip
def test_a_base_that_cannot(base: str) -> None:
    with pytest.raises(OptionError, match="--base"):
        iri.check_iri(base)


hosts = st.sampled_from(["https://example.org/", "HTTP://e.org:80/", "urn:isbn:", "https://", "http://[::1]/"])
tails = st.text(
    st.one_of(st.sampled_from('ab/.?#%41<>"{}|\\^`[]@:é 🦊\ue000\ufffd\u202e'), st.characters()), max_size=10
)


@given(hosts, tails)
@settings(max_examples=400)
def test_what_is_an_iri_is_read_back_as_it_is(host: str, tail: str) -> None:
    address = host + tail
    if not iri.is_iri(address):
        return
    turtle = f"@base <{BASE}> . <{address}> <{BASE}p> 1 ."
    assert [triple.subject.value for triple in parse(turtle, RdfFormat.TURTLE)] == [address]
    assert [str(s) for s in rdflib.Graph().parse(data=turtle, format="turtle").subjects()] == [address]
