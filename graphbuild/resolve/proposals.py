"""Proposals across documents: one node where documents share a wording that tells what the matter is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from graphbuild.resolve.names import Key, key_of

if TYPE_CHECKING:
    from graphbuild.resolve import Local


def groups(proposals: Sequence[Local]) -> list[tuple[Key | None, list[Local]]]:
    """The proposals that are one, each group with a key; None where no wording tells what the matter is.

    Two documents' proposals are one when any of their wordings ("the ferry levy") has the same key. A key that two
    proposals of one document share tells nothing; and no chain of keys joins two proposals of one document, which
    its pipeline has told apart.
    """
    keys = [_keys(local) for local in proposals]
    holders: dict[Key, list[int]] = {}
    for number, found in enumerate(keys):
        for key in found:
            holders.setdefault(key, []).append(number)
    group_of = {number: [number] for number in range(len(proposals))}
    for _, numbers in sorted(holders.items(), key=lambda item: (-len(item[1]), item[0])):
        if len({proposals[number].document for number in numbers}) == len(numbers):
            for number in numbers[1:]:
                _join(group_of, numbers[0], number, proposals)
    return [
        (min((key for number in group for key in keys[number]), default=None), [proposals[number] for number in group])
        for first, group in group_of.items()
        if first == group[0]
    ]


def _keys(local: Local) -> set[Key]:
    found = {key_of("proposal", wording) for wording in (local.name, *local.surfaces)}
    return {key for key in found if key is not None}


def _join(group_of: dict[int, list[int]], one: int, other: int, proposals: Sequence[Local]) -> None:
    """Makes two groups one, unless a document has a proposal in each."""
    left, right = group_of[one], group_of[other]
    if left is not right and not {proposals[i].document for i in left} & {proposals[i].document for i in right}:
        joined = sorted(left + right)
        group_of.update(dict.fromkeys(joined, joined))
