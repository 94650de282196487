"""Which documents speak of one debate: where a name that many countries have a bearer of means one body.

Two countries have a Supreme Court, a Constitution and a Ministry of Transport each. Such a name is one node only in
documents that a chain of shared names connects: of persons by their full names, of bodies and laws by names of
their own.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from graphbuild.resolve.names import Key, words_of

if TYPE_CHECKING:
    from graphbuild.resolve import Local

_COMMON = words_of(
    "act affairs agency agricultural agriculture and appeal appeals army assembly attorney authority bank "
    "bill board budget bureau cabinet central chamber chief city civil code commerce commission committee "
    "commons communist congress conservative constitution constitutional council county court criminal "
    "customs defence defense democratic democrats department deputies district economic economy education "
    "election electoral employment energy environment executive external federal finance fisheries for forces "
    "foreign general government green health high home house housing industry interior internal justice labor "
    "labour law legislature liberal lords ministry monetary municipal national navy of office opposition "
    "parliament party penal people police policy president prime progress prosecutor provincial public "
    "radical regional representatives republican republicans revenue rules rural science secretary security "
    "senate service social socialist state statistics supreme tax the trade transport transportation treasury "
    "tribunal union water welfare workers works"
)


def is_common(key: Key) -> bool:
    """True for a name made of words for offices only.

    >>> is_common(("supreme", "court")), is_common(("port", "aldane", "court"))
    (True, False)
    """
    return all(word.casefold() in _COMMON for word in key)


def debates(named: Iterable[tuple[Local, Key]]) -> dict[str, str]:
    """The debate of each document, called by the first of its documents; a document alone is its own."""
    parent: dict[str, str] = {}

    def root(document: str) -> str:
        while parent.setdefault(document, document) != document:
            document = parent[document]
        return document

    first: dict[tuple[str, Key], str] = {}
    for local, key in named:
        if local.type == "country" or is_common(key):
            root(local.document)
            continue
        one, other = root(first.setdefault((local.type, key), local.document)), root(local.document)
        parent[max(one, other)] = min(one, other)
    return {document: root(document) for document in sorted(parent)}
