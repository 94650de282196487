"""The command line: what it prints, its exit status, and that it answers wrong input in one clear line."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from graphbuild.cli import cli
from tests.texts import ARTICLE, LETTER, write_texts

ROOT = Path(__file__).parents[1]
SUBJECT = "the harbour levy"


def run(*args: object, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(cli, [str(arg) for arg in args], input=stdin)


def one_line(result: Result) -> str:
    """The one line that tells what was wrong."""
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1, result.stderr
    assert result.stderr.startswith("graphbuild: error: ")
    return result.stderr


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result]:
    folder = tmp_path_factory.mktemp("cli")
    write_texts(folder / "texts")
    (folder / "texts" / "empty.txt").write_text("", encoding="utf-8")
    (folder / "texts" / "old.txt").write_bytes("Ben Okafor, café owner, supports the harbour levy.".encode("cp1252"))
    return folder / "out", run("build", folder / "texts", folder / "none.txt", "-o", folder / "out")


def test_build_says_what_it_found_and_where(out: tuple[Path, Result]) -> None:
    folder, result = out
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("3 documents, ")
    for name in ("index.html", "network.png", "graph.ttl"):
        assert str(folder / name) in result.stdout
    findings = [line for line in result.stdout.splitlines() if line.startswith("- ")]
    assert len(findings) == 3
    assert all("because" in line and "“" in line for line in findings)


def test_build_tells_what_it_saw_and_left_out(tmp_path: Path) -> None:
    text = tmp_path / "article.txt"
    text.write_text("“The harbour levy is a disgrace,” said an official.\n\nBen Okafor supports it.", encoding="utf-8")
    result = run("build", text, "-o", tmp_path / "out", "--min-confidence", "1")
    lines = result.stdout.splitlines()
    assert lines[1] == "seen, but not in the graph:"
    record = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))
    told = [line.split(maxsplit=1) for line in lines[2 : 2 + len(record["left_out"])]]
    assert {reason: int(count) for count, reason in told} == record["left_out"]
    assert record["left_out"]["quotation without a named speaker"] == 1
    (kept,) = (tmp_path / "out" / "extractions.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(kept)["left_out"]["quotation without a named speaker"] == 1


def test_build_names_what_it_skipped_and_assumed(out: tuple[Path, Result]) -> None:
    lines = out[1].stderr.splitlines()
    assert [line for line in lines if "skipped: " in line and "empty.txt" in line]
    assert [line for line in lines if "skipped: " in line and "none.txt: does not exist" in line]
    assert [line for line in lines if "note: old: decoded as windows-1252" in line]
    assert "graphbuild: 2 inputs skipped" in lines
    assert "3 documents read anew, 0 unchanged" in lines
    notes = json.loads((out[0] / "run.json").read_text(encoding="utf-8"))["notes"]
    assert notes == [{"document": "old", "note": "decoded as windows-1252"}]


def test_again_is_quiet_and_reads_nothing_anew(out: tuple[Path, Result]) -> None:
    folder = out[0]
    again = run("build", folder.parent / "texts", "-o", folder)
    assert "0 documents read anew, 3 unchanged" in again.stderr
    quiet = run("build", folder.parent / "texts", "-o", folder, "--quiet")
    assert quiet.stdout == ""
    assert [line.split(":")[1].strip() for line in quiet.stderr.splitlines()] == ["skipped", "note", "1 input skipped"]


def test_extract_is_a_stream_in_input_order(tmp_path: Path) -> None:
    texts = write_texts(tmp_path)
    result = run("extract", texts / "letter.md", texts / "article.txt")
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert [line["id"] for line in lines] == ["letter", "article"]
    assert [line["title"] for line in lines] == ["A letter", "Port Vale argues over its ships"]
    assert all(line["entities"] and line["statements"] for line in lines)
    target = tmp_path / "all.jsonl"
    for _ in range(2):  # the second time it finds what it wrote beside the texts
        assert run("extract", texts, "-o", target).exit_code == 0
        assert [json.loads(line)["id"] for line in target.read_text("utf-8").splitlines()] == ["article", "letter"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["all.jsonl", "article.txt", "letter.md"]


def test_graph_of_extractions_is_the_graph_of_the_texts(out: tuple[Path, Result], tmp_path: Path) -> None:
    result = run("graph", out[0] / "extractions.jsonl", "-o", tmp_path / "again")
    assert result.exit_code == 0, result.output
    for name in ("graph.ttl", "statements.csv", "network.svg"):
        assert (tmp_path / "again" / name).read_bytes() == (out[0] / name).read_bytes()


def test_options_stand_in_for_what_a_text_does_not_tell(tmp_path: Path) -> None:
    (tmp_path / "speech.txt").write_text("I support the harbour levy.\n", encoding="utf-8")
    result = run("extract", tmp_path / "speech.txt", "--speaker", "Ada Moreau", "--date", "2024-05-01", "--source", "X")
    line = json.loads(result.stdout)
    assert (line["speaker"], line["date"], line["source"]) == ("Ada Moreau", "2024-05-01", "X")


def test_standard_input(tmp_path: Path) -> None:
    result = run("build", "-", "-o", tmp_path / "out", stdin=ARTICLE.encode())
    assert result.exit_code == 0, result.output
    record = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))
    assert record["inputs"][0]["path"] == "-"


BAD = {
    "missing file": (None, "does not exist"),
    "empty file": (b"", "empty"),
    "white space": (b" \n\n", "empty"),
    "binary file": (bytes(range(256)) * 40, "no text"),
    "too large a file": (b"The council opposes the levy. " * 1_700_000, "larger than 20 MB"),
    "too long a text": (b"The council opposes the harbour levy on ships. " * 25_000, "split it"),
    "another language": (
        "Der Gemeinderat lehnt die Abgabe ab. Die Bürgermeisterin sagte am Montag, der Plan schade der Stadt.".encode(),
        "German",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_one_clear_line(tmp_path: Path, case: str) -> None:
    content, reason = BAD[case]
    path = tmp_path / "in.txt"
    if content is not None:
        path.write_bytes(content)
    line = one_line(run("build", path, "-o", tmp_path / "out"))
    assert str(path) in line
    assert reason in line
    assert not (tmp_path / "out").exists()
    one_line(run("extract", path, "-o", tmp_path / "out.jsonl"))
    assert not (tmp_path / "out.jsonl").exists()


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ([], "--output"),
        (["-o", "out", "--model", "no_such_model"], "not installed"),
        (["-o", "out", "--base", "nonsense"], "--base"),
        (["-o", "out", "--min-confidence", "7"], "probability"),
        (["-o", "out", "--min-confidence", "high"], "--min-confidence"),
        (["-o", "out", "--date", "soon"], "--date"),
        (["-o", "article.txt"], "is a file"),
        (["-o", "."], "something else"),
        (["-o", "out", "--frobnicate"], "--frobnicate"),
    ],
)
def test_wrong_options_are_one_clear_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: list[str], reason: str
) -> None:
    monkeypatch.chdir(write_texts(tmp_path))
    assert reason in one_line(run("build", "article.txt", *options))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["article.txt", "letter.md"]


def test_no_command_and_unknown_command() -> None:
    assert "No such command" in one_line(run("frobnicate"))
    assert "INPUT" in one_line(run("build"))


HOSTILE = (
    '<script>alert("x")</script>',
    "=cmd|' /C calc'!A0",
    'O\'Brien "Bob" & Sons',
    "עברית ימין",
    "🦊 Fox\u2028Party",
    "\u202eGreen Coast",
)


def test_hostile_names_come_out_harmless(tmp_path: Path) -> None:
    text = LETTER + "\n\n".join(f"The {name} League opposes {SUBJECT}." for name in HOSTILE)
    odd = tmp_path / "=cmd <b> 🦊 'q'.txt"
    odd.write_text(text, encoding="utf-8")
    page = tmp_path / "page.html"
    page.write_text(
        "<html><head><title>T</title><script>The council opposes the tax.</script></head><body><article>"
        + "".join(f"<p>{line}</p>" for line in LETTER.split("\n\n"))
        + "<script>document.write('Mallory opposes the harbour levy.')</script></article></body></html>",
        encoding="utf-8",
    )
    result = run("build", odd, page, "-o", tmp_path / "out", "--title", "</title><script>alert(1)</script>")
    assert result.exit_code == 0, result.output
    html = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert "<script>alert(" not in html
    for name in ("statements.csv", "entities.csv"):
        for line in (tmp_path / "out" / name).read_text(encoding="utf-8-sig").splitlines():
            assert not line.startswith(("=", '"=', "+", "@")), line
    assert "Mallory" not in (tmp_path / "out" / "graph.ttl").read_text(encoding="utf-8")
    assert "\x1b" not in result.output
    import rdflib

    assert len(rdflib.Graph().parse(tmp_path / "out" / "graph.ttl"))


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)])
def test_a_signal_leaves_nothing(tmp_path: Path, number: signal.Signals) -> None:
    texts = write_texts(tmp_path / "texts")
    for copy in range(40):
        (texts / f"more{copy}.txt").write_text(ARTICLE * 30, encoding="utf-8")
    command = [sys.executable, "-m", "graphbuild", "build", str(texts), "-o", str(tmp_path / "out")]
    before = signal.signal(number, signal.SIG_DFL)  # under nohup a child would inherit that SIGHUP is ignored
    try:
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    finally:
        signal.signal(number, before)
    while not any(path.name.startswith(".graphbuild-") for path in tmp_path.iterdir()):
        assert process.poll() is None
        time.sleep(0.02)
    process.send_signal(number)
    _, errors = process.communicate(timeout=60)
    assert (process.returncode, errors.strip()) == (130, b"graphbuild: interrupted")
    assert [path.name for path in tmp_path.iterdir()] == ["texts"]


def test_help_is_quick_and_light() -> None:
    environment = os.environ | {"PYTHONPATH": str(ROOT)}

    def seconds(*args: str) -> float:
        times = []
        for _ in range(3):
            start = time.perf_counter()
            subprocess.run([sys.executable, *args], env=environment, check=True, stdout=subprocess.DEVNULL)
            times.append(time.perf_counter() - start)
        return min(times)

    assert 3 * seconds("-m", "graphbuild", "--help") < seconds("-c", "import spacy")
    code = "import sys, graphbuild.cli; print(*sorted(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], env=environment, check=True, stdout=subprocess.PIPE)
    heavy = {"spacy", "rdflib", "pyoxigraph", "matplotlib", "networkx", "numpy", "rich", "trafilatura", "lxml"}
    heavy |= {"starlette", "uvicorn", "asyncio", "httpx"}
    assert heavy & set(loaded.stdout.decode().split()) == set()


def test_help_lists_what_is_built_and_nothing_else() -> None:
    result = run("--help")
    assert result.exit_code == 0
    assert sorted(cli.commands) == [
        "build",
        "evaluate",
        "export",
        "extract",
        "graph",
        "load",
        "query",
        "serve",
        "stance",
        "validate",
    ]
    for name in cli.commands:
        shown = run(name, "-h").stdout
        assert "Example" in shown
        assert "--quiet" in shown


def test_version() -> None:
    assert run("--version").stdout == "graphbuild, version 0.1.0\n"


def test_progress_only_in_a_terminal_and_when_it_takes_long(monkeypatch: pytest.MonkeyPatch) -> None:
    from graphbuild.cli import common as module
    from graphbuild.model import Document

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    for screen, quiet, patience, shown in (
        (Terminal(), False, -1.0, True),
        (Terminal(), False, 100.0, False),
        (Terminal(), True, -1.0, False),
        (io.StringIO(), False, -1.0, False),
    ):
        monkeypatch.setattr(sys, "stderr", screen)
        monkeypatch.setattr(module, "PATIENCE", patience)
        with module.Progress(quiet) as progress:
            progress.document(3, Document(id="a\x1b[31m", text=""))
        assert ("3 documents" in screen.getvalue()) == shown
        assert "\x1b[31m" not in screen.getvalue()
