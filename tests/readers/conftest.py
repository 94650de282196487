"""A folder to write inputs into, read as the user would name them: relative to it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from graphbuild.model import Document, Skipped
from graphbuild.readers import read

Reading = Callable[..., list[Document | Skipped]]


@pytest.fixture
def reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Reading:
    """Writes {name: bytes or text} and reads the names given, or all of them in order."""
    monkeypatch.chdir(tmp_path)

    def run(files: dict[str, bytes | str], *names: str, **options: object) -> list[Document | Skipped]:
        for name, content in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        return list(read(names or tuple(files), **options))  # type: ignore[arg-type]  # options of each test

    return run


@pytest.fixture
def document(reading: Reading) -> Callable[..., Document]:
    """The one document that one file gives."""

    def run(name: str, content: bytes | str, **options: object) -> Document:
        (item,) = reading({name: content}, **options)
        assert isinstance(item, Document), item
        return item

    return run


@pytest.fixture
def skipped(reading: Reading) -> Callable[..., Skipped]:
    """The one Skipped that one file gives."""

    def run(name: str, content: bytes | str, **options: object) -> Skipped:
        (item,) = reading({name: content}, **options)
        assert isinstance(item, Skipped), item
        return item

    return run
