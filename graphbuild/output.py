"""The folder OUT: everything is written aside and put in place by renames, or nothing is.

======================  ==============================================
graph.ttl               the graph, Turtle
extractions.jsonl       what was found in each document, a line each
statements.csv          a row a statement
entities.csv            a row an entity
network.svg, .png       the two camps
index.html              the page, one file, offline
store/                  the embedded store
run.json                what ran, on what, and what was left out
======================  ==============================================
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any, TextIO

from graphbuild.assemble import assemble
from graphbuild.build import Progress, Report, Settings, stream
from graphbuild.cache import EXTRACTIONS, RUN, file_sha256, fingerprint, model_version, open_cache
from graphbuild.errors import InputError, OutputError
from graphbuild.extractions import read_extractions, spooled, write_addresses
from graphbuild.files import umask
from graphbuild.graph import KnowledgeGraph, Run
from graphbuild.model import ENTITY_TYPES, FORMS, RELATIONS, Extraction

UNKNOWN = ("not recorded", "not recorded")


@dataclass(frozen=True, slots=True)
class Built:
    """A folder that was written: its graph, and what happened on the way."""

    folder: Path
    graph: KnowledgeGraph
    report: Report
    left_out: Mapping[str, int]


def build_folder(
    inputs: Iterable[str],
    out: Path,
    settings: Settings,
    report: Report,
    *,
    title: str | None = None,
    stdin: IO[bytes] | None = None,
    progress: Progress | None = None,
) -> Built:
    """Builds OUT from texts; what OUT already knows of an earlier build is not read again.

    Raises InputError when nothing could be read, OptionError for a setting without meaning, OutputError when OUT
    cannot be written or is a folder of something else; in each case OUT is as it was.
    """
    settings.check()
    code, run = fingerprint(settings.model), settings.run(model_version(settings.model))
    with _aside(out) as folder:
        cache = open_cache(out, code)
        found = stream(sorted(inputs), settings, report, cache=cache, stdin=stdin, exclude=out, progress=progress)
        graph, left_out = _fill(folder, found, settings, run, report, title=title, earlier=out)
        _write_record(folder, graph, report, left_out, code)
    return Built(out, graph, report, left_out)


def graph_folder(
    files: Iterable[Path], out: Path, settings: Settings, report: Report, *, title: str | None = None
) -> Built:
    """Builds OUT from files of extractions, without reading texts again. Raises as ``build_folder`` does.

    A file does not tell the model that made it; the run.json beside it does, where the file is as the build left it.
    """
    settings.check()
    files = list(files)
    model, version = _made_by(files)
    settings = replace(settings, model=model)
    with _aside(out) as folder:
        found = read_extractions(files, report)
        graph, left_out = _fill(folder, found, settings, settings.run(version), report, title=title, earlier=out)
        _write_record(folder, graph, report, left_out, None)
    return Built(out, graph, report, left_out)


def read_folder(out: Path) -> KnowledgeGraph:
    """The graph of an OUT that was built: its extractions, resolved and assembled anew with the build's settings.

    Raises InputError for a folder that is no OUT, or whose run.json or extractions.jsonl somebody changed.
    """
    record = read_record(out)
    try:
        chosen = record["settings"]
        settings = Settings(**chosen)
        run = settings.run(record["model"]["version"])
    except (KeyError, TypeError) as error:
        raise InputError(f"{out / RUN}: not as a build wrote it ({error}); build the folder again") from None
    found = read_extractions([out / EXTRACTIONS], Report())
    return assemble(found, base=settings.base, run=run, min_confidence=settings.min_confidence).graph


def read_record(out: Path) -> dict[str, Any]:
    """What run.json of an OUT says. Raises InputError for a folder that is no OUT."""
    try:
        record = json.loads((out / RUN).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        record = None
    if not isinstance(record, dict):
        raise InputError(f"{out}: no folder that graphbuild built (it has no readable {RUN}); give the -o of a build")
    return record


def _made_by(files: Iterable[Path]) -> tuple[str, str]:
    """The model that made the extractions, and its version."""
    made: set[tuple[str, str]] = set()
    for path in files:
        try:
            record = json.loads((path.parent / RUN).read_text(encoding="utf-8"))
            known = record["cache"]["extractions"] == file_sha256(path)
            made.add((record["model"]["name"], record["model"]["version"]) if known else UNKNOWN)
        except (OSError, ValueError, KeyError, TypeError):
            made.add(UNKNOWN)
    return made.pop() if len(made) == 1 else UNKNOWN


def _fill(
    folder: Path,
    found: Iterable[Extraction],
    settings: Settings,
    run: Run,
    report: Report,
    *,
    title: str | None,
    earlier: Path,
) -> tuple[KnowledgeGraph, Mapping[str, int]]:
    """Writes all but run.json; the graph, and what was left out of it."""
    lines = spooled(found, folder / EXTRACTIONS)
    graph, left_out, addresses = assemble(lines, base=settings.base, run=run, min_confidence=settings.min_confidence)
    report.check()
    write_addresses(folder / EXTRACTIONS, addresses)
    write_graph(graph, folder, title=title, earlier=earlier)
    return graph, left_out


def write_graph(graph: KnowledgeGraph, folder: Path, *, title: str | None = None, earlier: Path | None = None) -> None:
    """Writes every view of the graph into a folder. The store of an ``earlier`` OUT is taken up and changed where
    that is quicker than a new one."""
    from graphbuild import draw, rdf, site
    from graphbuild.export import csv

    def text(name: str, write: Callable[[KnowledgeGraph, TextIO], object]) -> None:
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            write(graph, file)

    text("graph.ttl", rdf.write_turtle)
    text("statements.csv", csv.write_statements)
    text("entities.csv", csv.write_entities)
    text("index.html", lambda graph, file: site.write_page(graph, file, title=title))
    figure = draw.camps(graph)
    for name in ("network.svg", "network.png"):
        draw.save(figure, folder / name)
    turtle, store = folder / "graph.ttl", folder / "store"
    known = earlier is not None and rdf.update_store(
        turtle, store, earlier_turtle=earlier / "graph.ttl", earlier=earlier / "store"
    )
    if not known:
        rdf.write_store(turtle, store)


def _write_record(
    folder: Path, graph: KnowledgeGraph, report: Report, left_out: Mapping[str, int], code: str | None
) -> None:
    """Writes run.json. ``code`` is the fingerprint of what extracted; None where that is not known."""
    cache = {"fingerprint": code, "extractions": file_sha256(folder / EXTRACTIONS)}
    record = _record(graph, report, left_out) | {"cache": cache}
    text = json.dumps(record, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    (folder / RUN).write_text(text, encoding="utf-8", errors="replace", newline="\n")


def _record(graph: KnowledgeGraph, report: Report, left_out: Mapping[str, int]) -> dict[str, Any]:
    """What run.json says: no clock, and no path but those that the user gave."""
    run = graph.run
    return {
        "version": run.version,
        "model": {"name": run.model, "version": run.model_version},
        "settings": dict(run.settings),
        "inputs": [_input(*item) for item in sorted(report.paths.items())],
        "counts": {
            "documents": len(graph.documents),
            "entities": len(graph.nodes),
            "entities_by_type": _counted((node.type for node in graph.nodes.values()), ENTITY_TYPES),
            "statements": len(graph.statements),
            "statements_by_relation": _counted((s.relation for s in graph.statements), RELATIONS),
            "statements_by_form": _counted((s.form for s in graph.statements), FORMS),
            "attributions": report.attributions,
        },
        "left_out": dict(left_out),
        "skipped": [
            {"path": item.path, "reason": item.reason} for item in sorted(report.skipped, key=lambda s: s.path)
        ],
        "notes": [{"document": document, "note": note} for document, note in sorted(report.notes)],
    }


def _input(path: str, sha256: str | None) -> dict[str, Any]:
    file = Path(path)
    return {"path": path, "sha256": sha256} | ({"bytes": file.stat().st_size} if file.is_file() else {})


def _counted(values: Iterable[str], known: Iterable[str]) -> dict[str, int]:
    counts = Counter(values)
    return {value: counts[value] for value in known}


@contextlib.contextmanager
def _aside(out: Path) -> Iterator[Path]:
    """A new folder that becomes ``out`` when the block ends well; else ``out`` is as it was, and the new one gone."""
    named, out = out, Path(os.path.realpath(out))
    _check_ours(named)
    near = next(place for place in (out, *out.parents) if place.is_dir())
    folder = near / f".graphbuild-{secrets.token_hex(8)}"
    try:
        folder.mkdir(mode=0o700)  # inside the block: a signal may come at any time, and must leave nothing
        yield folder
        _put_in_place(folder, out)
    except OSError as error:
        raise OutputError(f"{named}: cannot be written: {error.strerror or error}; choose another with -o") from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _check_ours(out: Path) -> None:
    """Refuses to write over anything that is not an earlier OUT."""
    if out.exists() and not out.is_dir():
        raise OutputError(f"{out} is a file; -o names the folder to write")
    if out.is_dir() and any(out.iterdir()) and not (out / RUN).is_file():
        raise OutputError(f"{out} holds something else (no run.json); choose a new or empty folder with -o")


def _put_in_place(folder: Path, out: Path) -> None:
    """A new OUT comes by one rename. In an old one each entry is exchanged, all or none, and what is not ours stays:
    the folder itself may be where the user's shell stands, or a mounted disk."""
    if not out.is_dir():
        folder.chmod(0o777 & ~umask())
        out.parent.mkdir(parents=True, exist_ok=True)
        folder.rename(out)
        return
    old = folder / ".old"
    old.mkdir()
    moved: list[tuple[Path, Path]] = []
    try:
        # run.json goes last: without it nothing of a half-exchanged folder is believed
        for name in sorted(
            (path.name for path in folder.iterdir() if path != old), key=lambda name: (name == RUN, name)
        ):
            for source, target in ((out / name, old / name), (folder / name, out / name)):
                if source.exists():
                    source.rename(target)
                    moved.append((target, source))
    except BaseException:
        for target, source in reversed(moved):
            target.rename(source)
        raise
