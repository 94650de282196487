from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.rdf import stores


@pytest.fixture(scope="session")
def oxigraph() -> Iterator[stores.Server]:
    with stores.oxigraph() as server:
        yield server


@pytest.fixture(scope="session")
def virtuoso() -> Iterator[stores.Server]:
    with stores.virtuoso() as server:
        yield server


@pytest.fixture(params=["oxigraph", "virtuoso"])
def server(request: pytest.FixtureRequest) -> stores.Server:
    found: stores.Server = request.getfixturevalue(request.param)
    return found
