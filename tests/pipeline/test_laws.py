"""gb_laws on made-up sentences: what is a law, what only looks like one."""

from __future__ import annotations

import pytest

from graphbuild.lexicon import items, table
from tests.pipeline.names_cases import entities, extractions, surfaces


def laws(text: str) -> dict[str, list[str]]:
    return {name: surfaces(text, e) for name, e in entities(text).items() if e.type == "law"}


@pytest.mark.parametrize(
    "name",
    [
        "Eighth Amendment",
        "14th Amendment",
        "Constitution",
        "U.S. Constitution",
        "Harbour Dues Act",
        "Harbour Dues Act, 1867",
        "Farm Gates (Storage) Bill, 2016",
        "Local Harbours Act 2002",
        "Senate Bill 8",
        "Bill No. 5313",
        "1999 Constitution",
        "Comoda treaty",
        "1951 Sailors Convention",
        "Protection of Wrecks Law",
        "Basic Law: Freedom of the Ports",
        "European Charter for Small or Remote Ports",
        "Clean Rivers Act of 1974",
        "Protection of Wrecks Bill",
        "Treaty of Northmoor",
        "Convention on the Rights of the Child",
        "Kyoto Protocol",
        "Directive 2009/28/EC",
        "Regulation (EU) 2016/679",
        "Council Regulation (EC) No 883/2004",
        "Security Council Resolution 1973",
        "Executive Order 13769",
        "Public Law 107-56",
        "42 U.S.C. § 1983",
        "12 C.F.R. § 1026.43",
        "81 Fed. Reg. 64,662",
        "347 U.S. 483",
        "S.I. 2005/1234",
        "HB2",
        "AB 32",
        "House Bill 2",
        "Bill C-51",
        "Measure 91",
        "Amendment XIV",
        "Twenty-fifth Amendment",
        "Bill of Rights",
        "Act of Union 1707",
        "Norwegian Constitution",
        "Norway's constitution",
        "Ash v. Northmoor Harbour Board",
        "Dobbs decision",
        "law of the sea",
        "international humanitarian law",
        "due process",
        "harbour protection act",
        "H.R. 3364",
        "S. 2943",
        "Proposition 8",
        "Roe v. Wade",
        "Obamacare",
        "international law",
        "human rights law",
        "EU law",
    ],
)
def test_named_laws(name: str) -> None:
    assert laws(f"The judges said that the {name} forbids it.") == {name: [name]}


@pytest.mark.parametrize(
    "text",
    [
        "President Bill Clinton spoke on Monday.",
        "Priorities USA Action paid for the film.",
        "Act now, she said, or the harbour will close.",
        "Bill Marsden opposed the fee.",
        "The Democratic National Convention met in June.",
        "The law is the law, and legal advice is cheap.",
        "She studied at the Northmoor College of Law.",
        "They met at Constitution Hall and walked down Amendment Street.",
        "He drank in the Treaty of Norham pub.",
        "Mr Okafor is a Class Act, and it was Labour's Bill.",
        "The Harbour Act Campaign began in June.",
        "Fans saw Northmoor v. Birch Rovers on Saturday.",
        "Governor Bill Haslam will act on it and bill the firm.",
        "The party's constitution names a treasurer.",
        "The Comic Book Convention opened on Saturday.",
        "The Clean Water Act Task Force and the Constitution Party met.",
        "Mayor Bill Protocol danced at the Treaty of Norham Inn.",
        "Follow U.S. 101 to gate S. 5 of the port.",
        "Ms Voss proposed a law that bans ships and wants a law banning nets.",
        "He obeys the present law, which allows some force.",
    ],
)
def test_what_only_looks_like_a_law(text: str) -> None:
    assert laws(text) == {}


def test_an_acronym_in_brackets_names_the_law() -> None:
    text = "The Harbour Lights Act (HLA) passed. Ship owners hate the HLA."
    assert laws(text) == {"Harbour Lights Act": ["Harbour Lights Act", "HLA", "HLA"]}


def test_two_spellings_of_an_amendment_are_one_law() -> None:
    text = "He invoked the Fifth Amendment. The 5th Amendment protects him."
    assert list(laws(text).values()) == [["Fifth Amendment", "5th Amendment"]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The 14th Amendment is old. Amendment XIV is long.", 1),
        ("The Fifth and Sixth Amendments differ.", 2),
        ("HB2 passed. House Bill 2 is HB 2.", 1),
        ("He cited UN Security Council resolution 1973 and Resolution 1973.", 1),
        ("The Harbour Act of 1998 passed. The Harbour Act is old. The 1998 Act is long.", 1),
        ("The Harbour Act 1998 passed. The Harbour Act 2004 replaced it.", 2),
        ("He cited section 5 of the Harbour Act and Article 8 of the Treaty of Northmoor. Article 8 is short.", 2),
        ("He broke section 1622 of the Harbour Act. The Harbour Act is old.", 1),
        ("The Harbour Act (H.R. 12) passed. Critics of H.R. 12 wept.", 1),
        ("The court heard of due process and procedural due process.", 1),
    ],
)
def test_how_many_laws_the_names_are(text: str, expected: int) -> None:
    assert len(laws(text)) == expected


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The Wrecked Ships Relief Act passed. Owners hate the WSRA.", {"Wrecked Ships Relief Act", "WSRA"}),
        ("The Harbour Act, also known as Tollcare, passed. Many like Tollcare.", {"Harbour Act", "Tollcare"}),
        ("The Harbour Act, dubbed the “tide bill”, passed. The tide bill is long.", {"Harbour Act", "tide bill"}),
        ("Members passed a measure dubbed “Ada’s Law”. Ada’s Law is short.", {"Ada’s Law"}),
        ("HB2 passed. Ships hate the so-called “Tide Bill”.", {"HB2", "Tide Bill"}),
        (
            "Mayor Breaks With Governor On Harbour Bill\n\nThe bill, known as the “Wreck Relief Act”, passed.",
            {"Harbour Bill", "The bill", "Wreck Relief Act"},
        ),
    ],
)
def test_other_names_of_a_law_are_the_same_law(text: str, names: set[str]) -> None:
    found = list(laws(text).values())
    assert [set(spans) for spans in found] == [names]


def test_an_acronym_of_a_body_with_a_full_name_is_left_to_the_body() -> None:
    text = "The Coast Relief Act passed. The Coast Rescue Association (CRA) welcomed it. The CRA is old."
    assert laws(text) == {"Coast Relief Act": ["Coast Relief Act"]}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The court struck down a 2014 law that ended night sailing. Ben Okafor said the law was a mess.",
            [["a 2014 law that ended night sailing", "the law"]],
        ),
        (
            "The ban on seal hunting came into force on Monday. Adam Kerr said the new law was cruel.",
            [["The ban on seal hunting", "the new law"]],
        ),
        ("Adam Kerr wants a ban on seal hunting. Many back the ban.", []),
        ("Norland's fishing permit law was struck down.", [["Norland's fishing permit law"]]),
        ("Congress passed a new law. It would pass a fishing permit law.", []),
        (
            "The High Court's ruling was praised. It reversed a lower court ruling. Dora Lind welcomed the ruling.",
            [["The High Court's ruling", "the ruling"], ["a lower court ruling"]],
        ),
        ("A ruling by the court would end the fee, and a High Court ruling could follow.", []),
    ],
)
def test_laws_that_are_only_described(text: str, expected: list[list[str]]) -> None:
    assert sorted(laws(text).values()) == sorted(expected)


def test_the_bill_stands_for_the_only_bill_named() -> None:
    text = "The Canal Safety Bill passed. Owners call the bill a mess."
    assert laws(text) == {"Canal Safety Bill": ["Canal Safety Bill", "the bill"]}
    two = "The Canal Safety Bill and the Lock Keepers Bill passed. Owners call the bill a mess."
    assert all("the bill" not in spans for spans in laws(two).values())
    assert laws("Owners call the bill a mess.") == {}


def test_an_owner_is_no_part_of_a_laws_name() -> None:
    assert list(laws("Britain's Human Rights Act protects them.")) == ["Human Rights Act"]


def test_a_headline_is_cut_to_the_laws_name() -> None:
    assert list(laws("Mayor Is Not Impressed By The Northmoor Climate Agreement")) == ["Northmoor Climate Agreement"]


def test_the_constitution_is_the_one_whose_owner_is_told() -> None:
    text = "The European constitution divides them. Ms Holt says the constitution is long."
    assert laws(text) == {"European constitution": ["European constitution", "constitution"]}


def test_short_forms_count_where_the_text_names_the_law() -> None:
    text = "The Affordable Care Act stands. Voters like the ACA."
    assert laws(text) == {"Affordable Care Act": ["Affordable Care Act", "ACA"]}
    assert laws("Voters like the ACA.") == {}


def test_a_long_list_takes_no_long_time() -> None:
    assert laws("First, " * 4000 + "of all.") == {}


def test_known_laws_are_found_under_every_form() -> None:
    pairs = [(row["name"], form) for row in table("laws") for form in items(row["forms"])]
    results = extractions(f"The judges said that the {form} was at stake." for _, form in pairs)
    missed = [
        form
        for (_, form), result in zip(pairs, results, strict=True)
        if not any(e.type == "law" and form.endswith(e.name) for e in result.entities)
    ]
    assert missed == []


def test_the_year_of_an_act_of_something_is_part_of_its_name() -> None:
    assert list(laws("Judges cited the Act of Harbours 1702 yesterday.")) == ["Act of Harbours 1702"]


def test_a_ruling_party_gives_no_ruling() -> None:
    assert laws("The ruling Harbour Party and the ruling coalition backed the fee.") == {}


@pytest.mark.parametrize(
    "text",
    [
        "She teaches at the Northmoor School of Law.",
        "The Republican convention in 2016 was loud.",
        "The treaty pleased the ministers.",
        "They met at the Labour convention.",
    ],
)
def test_schools_gatherings_and_bare_nouns_are_no_laws(text: str) -> None:
    assert laws(text) == {}


def test_a_section_is_told_with_its_law() -> None:
    assert list(laws("They were charged under Section 124C of the Harbour Code.")) == ["Harbour Code"]
