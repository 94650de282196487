from io import StringIO

import pytest
import rdflib
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, parse

from graphbuild.errors import OutputError
from graphbuild.rdf.lexical import Names, address, decimal, literal, typed_date

BASE = "https://example.org/id/"
XSD = "http://www.w3.org/2001/XMLSchema#"


def _read(value: str) -> tuple[str, str]:
    """What rdflib and pyoxigraph make of a value, the same of both."""
    turtle = f"@base <{BASE}> . @prefix xsd: <{XSD}> . <x> <y> {value} ."
    (triple,) = parse(turtle.encode(), RdfFormat.TURTLE)
    (other,) = rdflib.Graph().parse(data=turtle, format="turtle").objects()
    assert str(other) == triple.object.value
    datatype = getattr(triple.object, "datatype", None)
    assert isinstance(other, rdflib.URIRef) == (datatype is None)
    if isinstance(other, rdflib.Literal) and other.datatype is not None:
        assert str(other.datatype) == datatype.value
    return triple.object.value, datatype.value if datatype else "IRI"


@given(st.text(st.characters()))
@settings(max_examples=300)
@example('\r\n\t\0"\\\u2028\u2029\x85\ufeff\ufffe\U0001fffe🦊\u202e{"""')
@example("\ud83e\udd8a \ud800")
def test_a_literal_is_read_back_and_stands_on_one_line(text: str) -> None:
    readable = "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)
    written = literal(text)
    assert len(written.splitlines()) == 1
    assert _read(written) == (readable, XSD + "string")
    assert len(readable) == len(text)


def test_what_is_invisible_is_escaped() -> None:
    assert literal('a\u202eb\u200b"é🦊') == '"a\\u202Eb\\u200B\\"é🦊"'


@pytest.mark.parametrize(
    ("text", "datatype"),
    [("2024-02-29", "date"), ("2024-02", "gYearMonth"), ("2024", "gYear"), ("2023-02-29", "string"),
     ("2024-13", "string"), ("0000", "string"), ("yesterday", "string"), ("2024-02-29Z", "string"),
     ("2024-02-29\n", "string"), ("٢٠٢٤", "string")],
)  # fmt: skip
def test_a_date_has_the_type_of_its_precision(text: str, datatype: str) -> None:
    found = typed_date(text)
    assert (found or "xsd:string") == "xsd:" + datatype
    if found is not None:
        assert _read(f'"{text}"^^{found}') == (text, XSD + datatype)


@pytest.mark.parametrize(("value", "expected"), [(0, "0.000"), (1, "1.000"), (0.9, "0.900"), (1e-5, "0.000")])
def test_a_confidence_is_a_decimal(value: float, expected: str) -> None:
    assert decimal(value) == expected
    assert _read(decimal(value)) == (expected, XSD + "decimal")


@pytest.mark.parametrize("value", [-0.1, 1.01, float("nan"), float("inf")])
def test_what_is_no_probability_is_refused(value: float) -> None:
    with pytest.raises(OutputError, match="no probability"):
        decimal(value)


def test_an_address_is_an_iri_or_else_a_string() -> None:
    assert _read(address("https://example.org/a?b=c#d")) == ("https://example.org/a?b=c#d", "IRI")
    for text in ("www.example.org", "https://example.org/a b", "https://e.org/<x>", "javascript:alert(1)", ""):
        assert _read(address(text)) == (text, XSD + "string")


@pytest.mark.parametrize(
    ("iri", "expected"),
    [
        (BASE + "person/ada-moreau", "person:ada-moreau"),
        (BASE + "person/o-brien.0123456789ab", "person:o-brien.0123456789ab"),
        (BASE + "person/médecins", "<person/médecins>"),
        (BASE + "document/d#char=0,4", "<document/d#char=0,4>"),
        (BASE + "person/a.", "<person/a.>"),
        (BASE + "person/-a", "<person/-a>"),
        (BASE + "person/..", f"<{BASE}person/..>"),
        (BASE + "person/a/../b", f"<{BASE}person/a/../b>"),
        (BASE + "other/a", "<other/a>"),
        (BASE, f"<{BASE}>"),
        ("http://elsewhere.org/a", "<http://elsewhere.org/a>"),
    ],
)
def test_names_are_short_where_every_parser_agrees(iri: str, expected: str) -> None:
    assert Names(BASE).name(iri) == expected


@given(st.text(st.one_of(st.sampled_from("abé/.#?=,~%41:@_-"), st.characters()), max_size=10))
@settings(max_examples=300)
def test_names_are_read_back(tail: str) -> None:
    names = Names(BASE)
    iri = f"{BASE}person/{tail}"
    try:
        name = names.name(iri)
    except OutputError:
        return
    file = StringIO(f"@base <{BASE}> . @prefix person: <{BASE}person/> . {name} {name} {name} .")
    (triple,) = parse(file.getvalue().encode(), RdfFormat.TURTLE)
    assert triple.subject.value == triple.object.value == iri
    (subject,) = rdflib.Graph().parse(file, format="turtle").subjects()
    assert str(subject) == iri


@pytest.mark.parametrize("iri", ["", "person/a", "https://e.org/a b", "https://e.org/<", "mailto:a@b.org"])
def test_an_iri_that_parsers_refuse_is_refused(iri: str) -> None:
    with pytest.raises(OutputError, match="no absolute"):
        Names(BASE).name(iri)
