"""The README's commands and code run as they stand."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import matplotlib
import pytest
from click.testing import CliRunner

from graphbuild.cli import cli

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```", README, flags=re.MULTILINE | re.DOTALL)
COMMANDS = [
    line
    for language, block in BLOCKS
    if language == "sh"
    for line in block.splitlines()
    if line.startswith("graphbuild ")
]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the files that the README names."""
    folder = tmp_path_factory.mktemp("desk")
    corpus = ROOT / "examples" / "ferry-levy"
    shutil.copy(corpus / "2025-02-18-supreme-court-hearing.md", folder / "article.txt")
    (folder / "speech.txt").write_text("I support the ferry levy. It is a fair price.\n", encoding="utf-8")
    (folder / "reports").mkdir()
    shutil.copy(corpus / "committee-hearing.txt", folder / "reports")
    return folder


def test_commands_run(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(COMMANDS) >= 5
    monkeypatch.chdir(desk)
    for command in COMMANDS:
        result = CliRunner().invoke(cli, shlex.split(command)[1:])
        assert result.exit_code == 0, f"{command}\n{result.output}\n{result.exception!r}"


def test_python_runs(desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(desk)
    matplotlib.use("agg")
    names: dict[str, object] = {}
    for language, block in BLOCKS:
        if language == "python":
            exec(compile(block, "README.md", "exec"), names)
    assert len(names["table"]) == len(names["graph"].statements) > 0  # type: ignore[attr-defined, arg-type]
    assert (desk / "camps.pdf").stat().st_size
    assert "cites" in capsys.readouterr().out


def test_every_command_has_an_example_in_its_help() -> None:
    for name, command in cli.commands.items():
        assert f"graphbuild {name} " in (command.help or ""), name


def test_files_of_out_are_those_that_a_build_writes(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(desk)
    result = CliRunner().invoke(cli, ["build", "article.txt", "-o", "listed"])
    assert result.exit_code == 0, result.output
    table = README[README.index("| file in `out/`") : README.index("The same texts give")]
    first_cells = [row.split("|")[1] for row in table.splitlines()[2:] if row]
    named = {name.rstrip("/") for cell in first_cells for name in re.findall(r"`([^`]+)`", cell)}
    assert named == {path.name for path in (desk / "listed").iterdir()}


def test_links_lead_somewhere() -> None:
    targets = re.findall(r"\]\(([^)#]+)\)", README)
    assert targets
    for target in targets:
        assert "://" in target or (ROOT / target).exists(), target
