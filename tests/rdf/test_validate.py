"""Our own checks find what pySHACL finds: nothing in what is written, and each break for its reason."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import rdflib
from click.testing import CliRunner

from graphbuild.cli import cli
from graphbuild.errors import InputError
from graphbuild.rdf import shapes_path, to_rdflib
from graphbuild.rdf.shapes import compiled
from graphbuild.rdf.validate import validate
from tests import samples
from tests.rdf import test_shapes as shacl
from tests.rdf.graphs import full, small


def _file(graph: rdflib.Graph, folder: Path, name: str = "graph.nt") -> Path:
    path = folder / name
    graph.serialize(path, format="nt", encoding="utf-8")
    return path


@pytest.mark.parametrize("make", [samples.article, samples.hostile, lambda: samples.synthetic(60), small])
def test_what_is_written_conforms(make: object, tmp_path: Path) -> None:
    assert validate(_file(to_rdflib(make()), tmp_path)) == []  # type: ignore[operator]


@pytest.mark.parametrize("name", shacl.BROKEN)
def test_a_break_is_refused_for_its_reason(name: str, tmp_path: Path) -> None:
    change, focus, path, reason = shacl.BROKEN[name]
    data = to_rdflib(small())
    change(data)
    found = validate(_file(data, tmp_path))
    expected = None if path is None else str(path)
    assert any(f.node == str(focus) and f.path == expected and reason in f.message for f in found), found


@pytest.mark.parametrize("name", ["evidence removed", "polarity turned", "edge without statement", "two types"])
def test_pyshacl_says_the_same(name: str, tmp_path: Path) -> None:
    data = to_rdflib(small())
    shacl.BROKEN[name][0](data)
    path = _file(data, tmp_path)
    ours, other = ({(f.node, f.message, f.warning) for f in validate(path, pyshacl=own)} for own in (False, True))
    assert ours == other != set()


def test_a_failure_tells_the_sentence(tmp_path: Path) -> None:
    data = to_rdflib(small())
    data.remove((shacl.FIRST, shacl.GB.confidence, None))
    (failure,) = validate(_file(data, tmp_path))
    assert failure.sentence == "The levy is overdue, Ada Moreau said."


def test_only_a_date_in_words_fails_where_all_that_can_be_written_is(tmp_path: Path) -> None:
    (failure,) = validate(_file(to_rdflib(full()), tmp_path))
    assert failure.value == "some day"


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.txt", "x", "no RDF file that is known by its ending"),
        ("a.ttl", "<a> <b> .", "line 1: no RDF"),
        ("a.nt", "", "no triple"),
        ("a.rdf", "<x/>", "no RDF|no triple"),
        ("none.ttl", None, "cannot be read"),
    ],
)
def test_no_rdf_is_one_clear_line(name: str, content: str | None, message: str, tmp_path: Path) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=message) as error:
        validate(path)
    assert str(path) in str(error.value)
    assert "\n" not in str(error.value)


def test_a_constraint_that_is_not_understood_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "shapes.ttl"
    text = shapes_path().read_text(encoding="utf-8")
    path.write_text(text.replace("sh:minLength 1", "sh:maxLength 1"), encoding="utf-8")
    with pytest.raises(InputError, match="sh:maxLength is not understood"):
        list(compiled(path))


def test_own_shapes_through_pyshacl(tmp_path: Path) -> None:
    shapes = tmp_path / "shapes.ttl"
    shapes.write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix gb: <https://w3id.org/graphbuild/ns#> .\n"
        '<urn:shape:one> a sh:NodeShape ; sh:targetClass gb:Person ; sh:closed true ; sh:message "closed" .\n',
        encoding="utf-8",
    )
    assert {f.message for f in validate(_file(to_rdflib(small()), tmp_path), shapes=shapes)} == {"closed"}


def test_the_command_names_node_rule_and_sentence_and_exits_with_1(tmp_path: Path) -> None:
    good, data = _file(to_rdflib(small()), tmp_path), to_rdflib(small())
    data.remove((shacl.FIRST, shacl.GB.confidence, None))
    bad = _file(data, tmp_path, "bad.nt")
    assert (run := CliRunner().invoke(cli, ["validate", str(good)])).exit_code == 0
    assert run.stdout == "conforms\n"
    run = CliRunner().invoke(cli, ["validate", str(bad)])
    assert run.exit_code == 1
    for part in (str(shacl.FIRST), "a statement has one confidence", "The levy is overdue, Ada Moreau said."):
        assert part in run.stdout
    run = CliRunner().invoke(cli, ["validate", str(bad), "--json"])
    assert run.exit_code == 1
    assert [f["node"] for f in json.loads(run.stdout)["failures"]] == [str(shacl.FIRST)]


def test_a_warning_is_no_failure(tmp_path: Path) -> None:
    data = to_rdflib(small())
    shacl.BROKEN["two types"][0](data)
    run = CliRunner().invoke(cli, ["validate", str(_file(data, tmp_path))])
    assert run.exit_code == 0
    assert "conforms, with 1 warning" in run.stdout
