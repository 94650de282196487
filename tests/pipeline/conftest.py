from __future__ import annotations

import pytest
from spacy.language import Language

from graphbuild import pipeline


@pytest.fixture(scope="session")
def nlp() -> Language:
    return pipeline.load()
