"""Texts by the hundred for measuring cost: own sentences filled by a seeded generator.

Each document brings names and numbers that no other has, as a real corpus does, so that whatever is kept by word
shows. The texts are no benchmark: they say nothing about quality.
"""

from __future__ import annotations

import random
from pathlib import Path

_ONSETS = ("B", "Br", "C", "D", "F", "G", "H", "K", "L", "M", "N", "P", "R", "S", "St", "T", "V", "W")
_ENDS = ("arden", "ellis", "inwood", "orley", "umber", "ackett", "enby", "istow", "oskin", "ulverd", "amson", "erridge")
_GIVEN = ("Anna", "Ben", "Clara", "David", "Emma", "Frank", "Helen", "James", "Laura", "Maria", "Peter", "Sarah")
_MATTERS = ("levy", "ban", "bill", "plan", "tax", "reform", "subsidy", "treaty", "permit scheme", "closure")
_THINGS = ("harbour", "ferry", "housing", "water", "rail", "forest", "school", "energy", "fishing", "airport")
_SENTENCES = (
    "{who} {for_} the {thing} {matter} on {day}, and {other} {against} it.",
    "“The {thing} {matter} is {bad},” {who} said in a statement.",
    "“We welcome the {thing} {matter},” said {other}, who leads the {place} Council. “It is {good}, and it is late.”",
    "{other} told reporters that the {matter} would {harm} {number} families in {place}.",
    "According to {who}, the {place} government should withdraw the {thing} {matter}.",
    "The {place} Workers' Union said it would not support the {matter} before {day}.",
    "He added that the {place} {Thing} Act of {year} already allows it.",
    "Nobody at the meeting in {place} spoke for long about the weather, the roads or the market.",
    "{who}'s proposal to close the {place} depot drew {number} letters, most of them from {other}'s own district.",
    "She has long criticised the {thing} {matter}, calling it {bad} for towns such as {place}.",
    "The {matter}, which was first drawn up in {year}, passed its second reading by {number} votes.",
    "Asked whether the {matter} was lawful, {other} cited the {place} Constitution and the ruling of {year}.",
)
_WORDS = {
    "for_": ("supports", "praised", "endorsed", "voted for", "signed"),
    "against": ("opposes", "criticised", "voted against", "rejected", "condemned"),
    "bad": ("unfair", "a mistake", "illegal", "far too costly", "reckless"),
    "good": ("fair", "a great idea", "necessary", "sensible", "long overdue"),
    "harm": ("hurt", "cost", "help", "protect", "ruin"),
    "day": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday"),
}


def text(seed: int, words: int) -> str:
    """A text of about so many words, the same for a seed each time: paragraphs of three sentences."""
    random_ = random.Random(seed)
    people = [f"{random_.choice(_GIVEN)} {_name(random_)}" for _ in range(4)]
    places = [_name(random_) for _ in range(2)]
    matters = [(random_.choice(_THINGS), random_.choice(_MATTERS)) for _ in range(2)]
    paragraphs: list[str] = []
    while sum(map(_count, paragraphs)) < words:
        thing, matter = random_.choice(matters)
        if random_.random() < 0.1:  # a long text names more people than a short one
            people[random_.randrange(4)] = f"{random_.choice(_GIVEN)} {_name(random_)}"
        sentences = []
        for pattern in random_.sample(_SENTENCES, 3):
            who, other = random_.sample(people, 2)
            filled = {key: random_.choice(choices) for key, choices in _WORDS.items()}
            filled |= {"who": who, "other": other, "place": random_.choice(places), "thing": thing, "matter": matter}
            filled |= {"Thing": thing.capitalize(), "number": str(random_.randrange(20, 100_000))}
            sentences.append(pattern.format(**filled, year=random_.randrange(1890, 2024)))
        paragraphs.append(" ".join(sentences))
    return "\n\n".join(paragraphs) + "\n"


def write(folder: Path, documents: int, words: int) -> Path:
    """A folder of texts, a file each."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(documents):
        (folder / f"{number:05}.txt").write_text(text(number, words), encoding="utf-8", newline="\n")
    return folder


def _name(random_: random.Random) -> str:
    middle = random_.choice(_ENDS).replace("e", random_.choice("aeio"))
    return random_.choice(_ONSETS) + middle + random_.choice(_ENDS)[-3:]


def _count(paragraph: str) -> int:
    return len(paragraph.split())
