"""Each cue of the lexicon finds an attribution in its own example."""

import pytest

from graphbuild.pipeline import load
from graphbuild.pipeline.cues import Cue, lexicon
from graphbuild.pipeline.draft import draft_of

CUES = [cue for entries in lexicon().values() for cue in entries.values()]


@pytest.fixture(scope="module")
def found() -> dict[Cue, list[str]]:
    """For each cue, the lemmas and forms of the cues of the attributions in its example."""
    docs = load().pipe((cue.example for cue in CUES), batch_size=64)
    return {
        cue: [w for a in draft_of(doc).attributions if a.cue is not None for w in (a.cue[0].lemma_, a.cue[0].lower_)]
        for cue, doc in zip(CUES, docs, strict=True)
    }


@pytest.mark.parametrize("cue", CUES, ids=lambda cue: f"{cue.lemma}-{cue.pos}")
def test_example_gives_an_attribution(cue: Cue, found: dict[Cue, list[str]]) -> None:
    assert cue.lemma in found[cue], cue.example
