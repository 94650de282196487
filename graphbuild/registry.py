"""Plug-ins by entry point: readers, views and exporters that a package adds without a change here."""

from __future__ import annotations

from functools import cache
from importlib.metadata import entry_points
from typing import Any

from graphbuild.errors import OptionError


@cache
def names(group: str) -> tuple[str, ...]:
    """The sorted names registered in an entry point group, such as "graphbuild.readers"."""
    return tuple(sorted({point.name for point in entry_points(group=group)}))


@cache
def load(group: str, name: str) -> Any:
    """The object registered under a name. Raises OptionError when there is none."""
    for point in entry_points(group=group, name=name):
        return point.load()
    known = ", ".join(names(group)) or "none"
    raise OptionError(f"{group}: nothing is registered as {name!r}; known: {known}")
