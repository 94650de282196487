from __future__ import annotations

import re
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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks the tests that start a store."""
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if {"oxigraph", "virtuoso", "server"} & fixtures or re.search(r"\[(oxigraph|virtuoso)\b", item.name):
            item.add_marker("stores")
