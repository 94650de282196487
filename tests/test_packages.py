"""setup.cfg names every package, and the wheel gets the vocabulary."""

from configparser import ConfigParser
from pathlib import Path

ROOT = Path(__file__).parents[1]


def _setup() -> ConfigParser:
    config = ConfigParser()
    config.read(ROOT / "setup.cfg", encoding="utf-8")
    return config


def test_every_package_is_named() -> None:
    found = {".".join(path.parent.relative_to(ROOT).parts) for path in ROOT.glob("graphbuild/**/__init__.py")}
    assert set(_setup()["options"]["packages"].split()) == found | {"graphbuild.ontologies"}


def test_the_ontologies_are_a_part_of_the_package() -> None:
    config = _setup()
    assert config["options"]["package_dir"].split() == ["graphbuild.ontologies", "=", "ontologies"]
    assert config["options.package_data"]["graphbuild.ontologies"] == "*.ttl, *.jsonld, queries/*.rq"
    assert {path.name for path in (ROOT / "ontologies").glob("*.ttl")} == {"policy.ttl", "shapes.ttl"}
