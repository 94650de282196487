"""Files that are written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Callable, Iterator
from io import TextIOWrapper
from pathlib import Path
from typing import IO, TextIO

from graphbuild.errors import OutputError


@contextlib.contextmanager
def replaced(target: Path) -> Iterator[IO[bytes]]:
    """A file beside ``target`` that takes its place when the block ends well; else ``target`` is as it was.

    Raises OutputError.
    """
    if target.is_dir():
        raise OutputError(f"{target} is a folder; -o names the file to write")
    aside = None
    try:
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=".graphbuild-", delete=False) as file:
            aside = Path(file.name)
            yield file
        aside.chmod(0o666 & ~umask())
        aside.replace(target)
    except OSError as error:
        raise OutputError(f"{target}: cannot be written: {error.strerror or error}") from error
    finally:
        if aside is not None:
            aside.unlink(missing_ok=True)


def write_text(write: Callable[[TextIO], object], target: Path | IO[bytes]) -> None:
    """Writes UTF-8 text, line ends as ``write`` gives them, to a file as ``replaced`` does, or to an open stream."""
    with contextlib.nullcontext(target) if not isinstance(target, Path) else replaced(target) as file:
        text = TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
        try:
            write(text)
        finally:
            text.detach()


def umask() -> int:
    """The permissions that new files do not get."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
