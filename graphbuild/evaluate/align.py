"""Which extracted entity stands for which annotated one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from graphbuild.evaluate import text as texts
from graphbuild.evaluate.annotated import Named


def align(text: str, gold: Sequence[Named], found: Sequence[Named]) -> dict[str, str]:
    """From an entity's id to that of the annotated one it stands for: one to one within a type, the pairs that share
    most mentions first. Names share by their words, proposals by spans with half their words in common."""
    pairs = []
    for i, a in enumerate(gold):
        for j, b in enumerate(found):
            shared = _shared(text, a, b)
            if shared:
                pairs.append((-shared, -len(a.names.keys() & b.names.keys()), i, j))
    aligned: dict[str, str] = {}
    taken = set()
    for _, _, i, j in sorted(pairs):
        if i not in taken and found[j].id not in aligned:
            aligned[found[j].id] = gold[i].id
            taken.add(i)
    return aligned


def _shared(text: str, gold: Named, found: Named) -> int:
    """How many mentions of the extracted entity are mentions of the annotated one."""
    if gold.type != found.type:
        return 0
    if gold.type == "proposal":
        return sum(any(texts.half_shared(text, a, b) for a in gold.spans) for b in found.spans)
    return sum(count for name, count in found.names.items() if name in gold.names)


def identity(text: str, gold: Sequence[Named], found: Sequence[Named]) -> tuple[int, int]:
    """How many extracted entities hold names of several annotated ones (false merges), and how many annotated ones
    have their names in several extracted ones (splits). A name that two annotated entities share is no sign."""
    owners = Counter((entity.type, name) for entity in gold for name in entity.names)
    holds: dict[str, int] = defaultdict(int)
    held: dict[str, int] = defaultdict(int)
    for a in gold:
        for b in found:
            if a.type != b.type:
                continue
            if a.type == "proposal":
                together = any(texts.half_shared(text, x, y, of_each=True) for x in a.spans for y in b.spans)
            else:
                together = any(owners[a.type, name] == 1 for name in a.names.keys() & b.names.keys())
            if together:
                holds[b.id] += 1
                held[a.id] += 1
    return sum(count > 1 for count in holds.values()), sum(count > 1 for count in held.values())
