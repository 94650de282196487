"""Scores the program against annotated documents and prints tables, in Markdown: ``make benchmark``.

The annotated documents and the scorers are not part of the project. The folder that is given holds ``gold/``,
``train/`` and ``polnear-dev/`` and the scorers ``score_graph.py`` and ``score_attribution.py``, which run as they are.
The columns: what a few lines without any of this reach, the last release (``benchmark_release.json``; ``--keep`` writes
it), and now, with each model.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import spacy

import graphbuild
from graphbuild import defaults, pipeline
from graphbuild.build import Report
from graphbuild.evaluate import STRICT, Count, Scores, calibration, curve, evaluate, intervals, read_gold, to_dict
from graphbuild.evaluate.report import best
from graphbuild.extractions import read_extractions
from graphbuild.model import Document

RELEASE = Path(__file__).with_name("benchmark_release.json")
SEED = "el-salvador-jails"
SURE = 0.75  # the precision asked of the sure part
ROUNDS = 3
COST_DOCUMENTS = 100

# The names that spaCy's model finds, taken as they are; what stands in quotation marks, with the name beside it.
FLOOR = {
    "gold: entities": "0.61",
    "gold: mentions": "0.73",
    "attributions: content_source": "0.214",
    "attributions: content_characters": "0.553",
    "attributions: source_overlap": "0.732",
    "attributions: content_source, direct": "0.462",
    "attributions: content_source, indirect": "0",
    "attributions: content_source, mixed": "0",
}

# what README.md shows of it
SHOWN = {
    "attributions: content_source": "who said what: content and source right",
    "gold: entities": "people, institutions, countries, laws, proposals",
    "gold: affiliations": "who belongs to what",
    "gold: holder and sign": "who is for or against anything",
    "gold: strict statements": "statements: holder, relation and target right",
    "gold: strict statements: direct": "… in quotation marks",
    "gold: strict statements: indirect": "… in reported speech",
    "gold: strict statements: narrated": "… told",
    "train: strict statements": "statements, in 65 other documents",
    "gold: wrong signs": "for and against mistaken",
    "gold: calibration error, strict statements": "mean error of the confidence",
}
POINTS = ["`--min-confidence`", "statements", "precision", "recall"]
BEGIN, END = "<!-- figures: make benchmark -->", "<!-- end of figures -->"

Figures = dict[str, str]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("benchmark", type=Path, help="the folder with the annotated documents and the scorers")
    parser.add_argument("--models", nargs="*", default=[], help="further spaCy models: names or folders")
    parser.add_argument("--readme", action="store_true", help="put the main figures into README.md")
    parser.add_argument("--keep", action="store_true", help="keep the figures as those of the release")
    given = parser.parse_args()
    benchmark = given.benchmark.resolve()
    if not (benchmark / "score_graph.py").is_file():
        parser.error(f"{benchmark} holds no score_graph.py; name the folder with BENCHMARK=…")
    with tempfile.TemporaryDirectory() as name:
        columns = [measured(benchmark, Path(name), model) for model in (defaults.MODEL, *given.models)]
        figures, points = columns[0]
        figures |= cost(sorted((benchmark / "polnear-dev" / "text").glob("*.txt")))
    release = json.loads(RELEASE.read_text(encoding="utf-8")) if RELEASE.is_file() else {"version": "-", "figures": {}}
    head = ["F1 [95 %], P / R", "floor", release["version"], "now", *(f"now, {model_name(m)}" for m in given.models)]
    known = [FLOOR, release["figures"], *(column for column, _ in columns)]
    sys.stdout.write(table(head, [[label, *(some.get(label, "") for some in known)] for label in figures]) + "\n")
    sys.stdout.write(table(POINTS, points))
    if given.readme:
        names = [model_name(model) for model in (defaults.MODEL, *given.models)]
        rows = [[words, *(some.get(label, "") for some in (FLOOR, *known[2:]))] for label, words in SHOWN.items()]
        write_readme(table(["", "floor", *names], rows) + "\n" + table(POINTS, points))
    if given.keep:
        kept = {"version": graphbuild.__version__, "figures": figures}
        RELEASE.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")


def table(head: list[str], rows: Iterable[list[str]]) -> str:
    """A table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    text = ""
    for line in lines:
        cells = (cell.ljust(width, "-" if cell == "---" else " ") for cell, width in zip(line, widths, strict=True))
        text += f"| {' | '.join(cells)} |\n"
    return text


def write_readme(tables: str) -> None:
    """Puts the tables between the marks in README.md."""
    path = RELEASE.parents[1] / "README.md"
    before, rest = path.read_text(encoding="utf-8").split(BEGIN)
    text = f"{before}{BEGIN}\n\n{tables}\n{END}{rest.partition(END)[2]}"
    path.write_text(text, encoding="utf-8", newline="\n")


def measured(benchmark: Path, work: Path, model: str) -> tuple[Figures, list[list[str]]]:
    """All figures of a model but the cost, by part and measure; and the curve on gold."""
    figures: Figures = {}
    points: list[list[str]] = []
    for part in ("gold", "train"):
        texts = work / part
        texts.mkdir(exist_ok=True)
        for name, text in texts_of(benchmark / part):
            (texts / f"{name}.txt").write_text(text, encoding="utf-8", newline="")
        predictions = extract(texts, work / f"{part}.jsonl", model)
        scores = evaluate(read_extractions([predictions], Report()), read_gold(benchmark / part))
        figures |= {f"{part}: {label}": value for label, value in graph_figures(scores)}
        check(scores, score(benchmark / "score_graph.py", benchmark / part, predictions))
        if part == "gold":
            seed = Scores(tuple(document for document in scores.documents if document.id == SEED)).counts[STRICT]
            figures[f"{SEED}: statements"] = f"{seed.right} of {seed.gold} right, {seed.predicted} predicted"
            points = [
                [f"{p.least:.2f}", str(p.strict.predicted), f"{p.strict.precision:.2f}", f"{p.strict.recall:.2f}"]
                for p in curve(scores, [i / 10 for i in range(10)])
            ]
    predictions = extract(benchmark / "polnear-dev" / "text", work / "polnear.jsonl", model)
    report = score(benchmark / "score_attribution.py", benchmark / "polnear-dev", predictions)
    figures |= {f"attributions: {label}": value for label, value in attribution_figures(report)}
    return figures, points


def graph_figures(scores: Scores) -> Iterator[tuple[str, str]]:
    """The figures of graphs against annotated ones."""
    between, _ = intervals(scores)
    for name, count in scores.counts.items():
        low, high = between[name]
        yield name, f"{count.f1:.3f} [{low:.2f}, {high:.2f}], {count.precision:.2f} / {count.recall:.2f}"
    plain = to_dict(scores)
    wrong, unsupported = plain["wrong_signs"], plain["unsupported"]
    yield "wrong signs", f"{wrong['wrong']} of {wrong['judged']}"
    yield "evidence in no sentence", f"{unsupported['statements']} of {unsupported['of']}"
    yield "false merges, splits", f"{plain['false_merges']}, {plain['splits']}"
    for name, found in calibration(scores.judged).items():
        yield f"calibration error, {name}", f"{found.error:.3f}"
    sure = best(curve(scores), SURE)
    told = "none" if sure is None else f"recall {sure.strict.recall:.3f} with --min-confidence {sure.least:g}"
    yield f"precision {SURE} or more", told


def attribution_figures(report: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name in ("content_source", "content_half", "content_characters", "source_overlap"):
        yield name, prf(report[name])
    for form, figures in report["by_form"].items():
        yield f"content_source, {form}", prf(figures["content_source"])


def prf(figures: dict[str, Any]) -> str:
    return f"{figures['f1']:.3f}, {figures['p']:.2f} / {figures['r']:.2f}"


def check(scores: Scores, report: dict[str, Any]) -> None:
    """Ends the run when the benchmark's own scorer counts otherwise than we do."""
    statements, counts = report["statements"], scores.counts
    theirs = [report["entities"]["all"], report["mentions"]["exact"], statements["strict"], statements["holder_sign"]]
    ours = [counts[name] for name in ("entities", "mentions", STRICT, "holder and sign")]
    if [Count(t["tp"], t["predicted"], t["gold"], t["tp"]) for t in theirs] != ours:
        raise SystemExit(f"score_graph.py counts {theirs}, graphbuild evaluate {ours}")


def texts_of(annotated: Path) -> list[tuple[str, str]]:
    """The name and text of each annotated document in a folder."""
    paths = sorted(annotated.glob("*.json"))
    return [(path.stem, json.loads(path.read_text(encoding="utf-8"))["text"]) for path in paths]


def run(*command: object) -> str:
    """What a Python script, given with its arguments, prints."""
    script = [sys.executable, "-B", *map(str, command)]
    return subprocess.run(script, check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout


def extract(folder: Path, out: Path, model: str) -> Path:
    run("-m", "graphbuild", "extract", folder, "-o", out, "--model", model, "--quiet")
    return out


def score(scorer: Path, gold: Path, predictions: Path) -> dict[str, Any]:
    report: dict[str, Any] = json.loads(run(scorer, gold, predictions, "--json"))
    return report


def model_name(model: str) -> str:
    """The name that a model gives itself."""
    meta = spacy.load(model).meta
    return f"{meta['lang']}_{meta['name']} {meta['version']}"


def cost(paths: list[Path]) -> Figures:
    """CPU time of the whole pipeline over that of the bare model, on the same documents in turns."""
    texts = [path.read_text(encoding="utf-8") for path in paths[:COST_DOCUMENTS]]
    documents = [Document(id=str(number), text=text) for number, text in enumerate(texts)]
    bare, ours = spacy.load(defaults.MODEL), pipeline.load()
    whole, model = [], []
    for _ in range(ROUNDS):
        model.append(seconds(lambda: list(bare.pipe(texts, batch_size=16))))
        whole.append(seconds(lambda: list(pipeline.extract(documents, ours, batch_size=16))))
    return {f"cost: CPU time to bare nlp.pipe, {len(texts)} texts, best of {ROUNDS}": f"{min(whole) / min(model):.2f}"}


def seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


if __name__ == "__main__":
    main()
