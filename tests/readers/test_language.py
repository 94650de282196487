from __future__ import annotations

import pytest

from graphbuild.readers.language import other_language


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Der Minister sagte, der Plan von John Smith sei zu teuer und werde deshalb im Parlament abgelehnt.",
            "German (de)",
        ),
        (
            "Le ministre a dit que le projet de John Smith était trop cher et serait rejeté par l’Assemblée.",
            "French (fr)",
        ),
        (
            "La ministra dijo que el plan de John Smith es demasiado caro y que el parlamento lo rechazará.",
            "Spanish (es)",
        ),
        ("Министр сказал, что план слишком дорогой и что парламент его отклонит на следующей неделе.", "Russian (ru)"),
        ("De minister zei dat het plan te duur is en dat de Kamer het volgende week zal verwerpen.", "Dutch (nl)"),
        ("部长说，这个计划太贵了，议会下周将否决它。" * 5, "Chinese (zh)"),
    ],
)
def test_another_language_is_named(text, name):
    assert other_language(text) == name


@pytest.mark.parametrize(
    "text",
    [
        "The minister said that the plan was too dear and that parliament would reject it next week.",
        "Bündnis 90/Die Grünen and the Rassemblement National oppose the plan, said Außenministerin Jördis Müller.",
        "Mr. President, I thank José María Ibáñez, Łukasz Żółkiewski and Nguyễn Thị Hạnh for their words on this bill.",
        "“Der Plan ist zu teuer,” she told the Frankfurter Zeitung; it is too dear, and we shall vote against it.",
        "Ayes: Abel, Bakker, Carvalho, Dąbrowski, Eriksson, Fischer, Garcia, Hansen, Ibrahim, Jansen, Kowalski, Lund.",
        "Ja, bitte.",
        "1234567890 " * 50,
        "",
    ],
)
def test_english_names_lists_and_short_texts_pass(text):
    assert other_language(text) is None


def test_long_texts_are_judged_by_their_parts():
    english = "The committee heard the witnesses, and the chair said that the bill would be amended. " * 200
    assert other_language("Der Bericht beginnt mit einem langen Zitat auf Deutsch. " * 20 + english) is None
