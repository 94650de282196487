"""What is read off the words of somebody's speech only, in one order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.tokens import Token

from graphbuild.pipeline.stance import claims, duties, effects, fortunes, persons, wishes

if TYPE_CHECKING:
    from graphbuild.pipeline.stance.component import Scan


def said_of(scan: Scan, token: Token, pos: str) -> None:
    """Adds what a word of somebody's speech says of good and ill, and of what is to be done."""
    if pos == "VERB":
        duties.duty(scan, token)
        wishes.wish(scan, token)
        wishes.need(scan, token)
        claims.ruled(scan, token)
        effects.effect(scan, token)
        effects.manner(scan, token)
        effects.through(scan, token)
        effects.existence(scan, token)
        persons.imperative(scan, token)
        persons.distrusted(scan, token)
        persons.refused(scan, token)
        fortunes.punished(scan, token)
        fortunes.to_account(scan, token)
    elif pos == "NOUN":
        persons.exclaimed(scan, token)
    elif pos == "ADJ":
        effects.excess(scan, token)
