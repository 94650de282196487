"""``graphbuild stance``: lines of pairs in, lines of labels out, and one clear line for what is wrong."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from graphbuild.cli import cli

PAIR: dict[str, Any] = {
    "id": "a", "text": "Rhona Vale condemned Green Coast.", "p": {"start": 0, "end": 10}, "q": {"start": 21, "end": 32},
}  # fmt: skip


def run(*args: object, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(cli, ["stance", *map(str, args)], input=stdin)


def write(path: Path, *lines: object) -> Path:
    path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines), encoding="utf-8")
    return path


def test_a_label_for_each_pair_in_order(tmp_path: Path) -> None:
    source = write(tmp_path / "pairs.jsonl", PAIR, "", PAIR | {"id": 7, "p": PAIR["q"], "q": PAIR["p"]})
    result = run(source, "-o", tmp_path / "labels.jsonl")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "2 pairs labelled\n")
    labels = [json.loads(line) for line in (tmp_path / "labels.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [list(label) for label in labels] == [["id", "label", "probabilities"]] * 2
    assert [(label["id"], label["label"]) for label in labels] == [("a", 3), (7, 4)]
    assert all(len(label["probabilities"]) == 5 for label in labels)


def test_standard_input_and_output_and_quiet() -> None:
    data = b"\xef\xbb\xbf" + json.dumps(PAIR | {"text": PAIR["text"] + " Caf\u00e9 \U0001f98a"}).encode()
    result = run("-", "-q", stdin=data)
    assert (result.exit_code, result.stderr) == (0, "")
    assert json.loads(result.stdout)["label"] == 3


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("{", "is no JSON in UTF-8"),
        ("[1]", 'is no pair: an object with "id", "text", "p" and "q"'),
        ({"id": 1, "text": "x"}, "is no pair"),
        (PAIR | {"text": 5}, '"text" is no string'),
        (PAIR | {"p": 3}, '"p" is no span'),
        (PAIR | {"q": {"start": "0", "end": 4}}, '"q" is no span'),
        (PAIR | {"q": {"start": True, "end": 4}}, '"q" is no span'),
        (PAIR | {"q": {"start": 30, "end": 99}}, '"q" is empty or lies outside the text: 30 to 99 of 33 characters'),
        (PAIR | {"p": {"start": 4, "end": 4}}, '"p" is empty'),
        (PAIR | {"p": {"start": 0, "end": 25}}, '"p" and "q" overlap'),
    ],
)
def test_a_bad_line_is_named_and_nothing_is_written(tmp_path: Path, line: object, complaint: str) -> None:
    source = write(tmp_path / "pairs.jsonl", PAIR, line)
    result = run(source, "-o", tmp_path / "labels.jsonl")
    assert result.exit_code == 2
    assert result.stderr.startswith(f"graphbuild: error: {source}, line 2: {complaint}")
    assert result.stderr.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["pairs.jsonl"]


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    assert run(tmp_path / "none.jsonl").stderr.startswith(
        f"graphbuild: error: {tmp_path / 'none.jsonl'}: cannot be read"
    )
    source = write(tmp_path / "pairs.jsonl", PAIR)
    assert run(source, "-o", tmp_path).stderr.startswith(f"graphbuild: error: {tmp_path} is a folder")
    assert "standard input, line 1: is no JSON" in run("-", stdin=b"\xff\n").stderr


def test_the_help_shows_an_example_that_runs(tmp_path: Path) -> None:
    shown = [line.strip() for line in run("--help").stdout.split("Example:")[1].splitlines() if line.strip()]
    example = shown[0].split("'")[1]
    result = run(write(tmp_path / "pairs.jsonl", example))
    assert json.loads(result.stdout)["label"] == 3


def test_neither_spacy_nor_torch_is_needed(tmp_path: Path) -> None:
    source = write(tmp_path / "pairs.jsonl", PAIR)
    code = (
        "import sys; from graphbuild.cli import cli; cli(['stance', sys.argv[1]], standalone_mode=False); "
        "sys.exit(sorted({'spacy', 'torch', 'rdflib', 'matplotlib'} & set(sys.modules)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(source)], capture_output=True, text=True, env=os.environ)
    assert (done.returncode, json.loads(done.stdout)["label"]) == (0, 3), done.stderr
