"""Each cue of the lexicon finds an attribution in its own example."""

import pytest

from graphbuild.lexicon import table
from graphbuild.pipeline import load
from graphbuild.pipeline.draft import draft_of

ROWS = table("cues")


@pytest.fixture(scope="module")
def found() -> dict[str, set[str]]:
    """For each example, the lemmas and forms of the cues of its attributions."""
    docs = load().pipe((row["example"] for row in ROWS), batch_size=64)
    cues = {doc.text: [a.cue[0] for a in draft_of(doc).attributions if a.cue is not None] for doc in docs}
    return {text: {word for t in tokens for word in (t.lemma_, t.lower_)} for text, tokens in cues.items()}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['lemma']}-{row['pos']}")
def test_example_gives_an_attribution(row: dict[str, str], found: dict[str, set[str]]) -> None:
    assert row["lemma"] in found[row["example"]], row["example"]
