"""Scores the program against annotated documents and prints one table, in Markdown: ``make benchmark``.

The annotated documents and the scorers are not part of the project. The folder that is given holds ``gold/``,
``train/`` and ``polnear-dev/`` and the scorers ``score_graph.py`` and ``score_attribution.py``, which run as they are.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import spacy

from graphbuild import pipeline
from graphbuild.model import Document

SEED = "el-salvador-jails"
ROUNDS = 3
COST_DOCUMENTS = 100

Row = tuple[str, str]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("benchmark", type=Path, help="the folder with the annotated documents and the scorers")
    benchmark = parser.parse_args().benchmark.resolve()
    if not (benchmark / "score_graph.py").is_file():
        parser.error(f"{benchmark} holds no score_graph.py; name the folder with BENCHMARK=…")
    with tempfile.TemporaryDirectory() as name:
        for title, rows in tables(benchmark, Path(name)):
            width = max(len(label) for label, _ in rows)
            lines = [f"| {label:{width}} | {figures} |" for label, figures in rows]
            sys.stdout.write("\n".join(["", f"| {title:{width}} | |", "|---|---|", *lines, ""]))
            sys.stdout.flush()


def tables(benchmark: Path, work: Path) -> Iterator[tuple[str, list[Row]]]:
    """A title and its rows for each part, as soon as they are known."""
    for part in ("gold", "train"):
        run(benchmark / "gold_texts.py", benchmark / part, work / part)
        predictions = extract(work / part, work / f"{part}.jsonl")
        report = score(benchmark / "score_graph.py", benchmark / part, predictions)
        yield f"{part}: {report['documents']} documents", graph_rows(report)
    seed = work / "seed"
    seed.mkdir()
    shutil.copy(benchmark / "gold" / f"{SEED}.json", seed)
    strict = score(benchmark / "score_graph.py", seed, work / "gold.jsonl")["statements"]["strict"]
    yield SEED, [("statements strictly right", f"{strict['tp']} of {strict['gold']}, {strict['predicted']} predicted")]
    predictions = extract(benchmark / "polnear-dev" / "text", work / "polnear.jsonl")
    report = score(benchmark / "score_attribution.py", benchmark / "polnear-dev", predictions)
    yield f"attributions: {report['documents']} articles", attribution_rows(report)
    yield (
        "cost",
        [cost(sorted((benchmark / "polnear-dev" / "text").glob("*.txt")) + sorted((work / "train").iterdir()))],
    )


def texts_of(annotated: Path) -> list[tuple[str, str]]:
    """The name and text of each annotated document in a folder."""
    return [
        (path.stem, json.loads(path.read_text(encoding="utf-8"))["text"]) for path in sorted(annotated.glob("*.json"))
    ]


def run(*command: object) -> str:
    """What a Python script of the benchmark, given with its arguments, prints."""
    script = [sys.executable, "-B", *map(str, command)]
    return subprocess.run(script, check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout


def extract(folder: Path, out: Path) -> Path:
    run("-m", "graphbuild", "extract", folder, "-o", out, "--quiet")
    return out


def score(scorer: Path, gold: Path, predictions: Path) -> dict[str, Any]:
    report: dict[str, Any] = json.loads(run(scorer, gold, predictions, "--json"))
    return report


def graph_rows(report: dict[str, Any]) -> list[Row]:
    statements, signs, unsupported = report["statements"], report["signs"], report["unsupported"]
    return [
        ("entities", prf(report["entities"]["all"])),
        *((f"… {kind}", prf(figures)) for kind, figures in report["entities"].items() if kind != "all"),
        ("mention spans", prf(report["mentions"]["exact"])),
        ("affiliations", prf(report["affiliations"])),
        ("holder, relation, sentence", prf(statements["holder_relation_sentence"])),
        ("strict statements", prf(statements["strict"])),
        *((f"… {relation}", prf(statements[relation])) for relation in ("supports", "opposes", "cites")),
        ("wrong signs", f"{signs['wrong']} of {signs['judged']}"),
        ("evidence over a sentence's end", f"{unsupported['statements']} of {unsupported['of']}"),
        ("false merges", str(report["identity"]["false_merges"])),
        ("texts that differ, documents missing", f"{report['text_differs']}, {report['documents_missing']}"),
    ]


def attribution_rows(report: dict[str, Any]) -> list[Row]:
    names = ("content_source", "content_half", "content_characters", "source_overlap")
    rows = [(name, prf(report[name])) for name in names]
    for form, figures in report["by_form"].items():
        rows.append((f"… content_source, {form}", prf(figures["content_source"])))
    return rows


def prf(figures: dict[str, Any]) -> str:
    return f"P {figures['p']:.3f}  R {figures['r']:.3f}  F1 {figures['f1']:.3f}"


def cost(paths: list[Path]) -> Row:
    """CPU time of the whole pipeline over that of the bare model, on the same documents in turns."""
    texts = [path.read_text(encoding="utf-8") for path in paths[:COST_DOCUMENTS]]
    documents = [Document(id=str(number), text=text) for number, text in enumerate(texts)]
    bare, ours = spacy.load(pipeline.DEFAULT_MODEL), pipeline.load()
    whole, model = [], []
    for _ in range(ROUNDS):
        model.append(seconds(lambda: list(bare.pipe(texts, batch_size=16))))
        whole.append(seconds(lambda: list(pipeline.extract(documents, ours, batch_size=16))))
    ratio = min(whole) / min(model)
    label = f"whole pipeline to bare nlp.pipe, {len(texts)} documents, best of {ROUNDS}"
    return label, f"{ratio:.2f} ({min(whole):.1f} s to {min(model):.1f} s of CPU time)"


def seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


if __name__ == "__main__":
    main()
