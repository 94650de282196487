"""The versions that `make test-lowest` installs are the lowest that setup.cfg allows."""

from __future__ import annotations

import configparser
from pathlib import Path

from packaging.requirements import Requirement
from packaging.version import Version

ROOT = Path(__file__).parents[1]


def test_lowest_versions_are_those_of_setup_cfg() -> None:
    setup = configparser.ConfigParser()
    setup.read(ROOT / "setup.cfg", encoding="utf-8")
    allowed = {
        requirement.name: Version(spec.version)
        for requirement in map(Requirement, setup["options"]["install_requires"].split())
        for spec in requirement.specifier
        if spec.operator == ">="
    }
    lines = (ROOT / "tests" / "lowest.txt").read_text(encoding="utf-8").splitlines()
    pinned = dict(line.split("==") for line in lines if not line.startswith("#"))
    assert {name: Version(version) for name, version in pinned.items()} == allowed
