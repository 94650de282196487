from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import samples
from tests.serve.servers import Server, folder_of, serving


@pytest.fixture(scope="session")
def debate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of some thousands of triples."""
    return folder_of(samples.synthetic(300), tmp_path_factory.mktemp("debate") / "out")


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return folder_of(samples.hostile(), tmp_path_factory.mktemp("hostile") / "out")


@pytest.fixture(scope="module")
def server(debate: Path) -> Iterator[Server]:
    with serving(debate, "--timeout", "6", "--limit", "5000", "--memory", "256", "--workers", "2") as found:
        yield found


@pytest.fixture(scope="module")
def hostile_server(hostile: Path) -> Iterator[Server]:
    with serving(hostile, "--workers", "1") as found:
        yield found
