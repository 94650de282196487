"""Read, extract, resolve, assemble: the way through, and the functions that a notebook calls."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from functools import cache as once
from itertools import chain, islice
from os import PathLike, fspath
from pathlib import Path
from typing import IO, Any

import graphbuild
from graphbuild import defaults, iri
from graphbuild.assemble import assemble
from graphbuild.cache import NO_CACHE, Cache, fingerprint, model_version, open_cache
from graphbuild.errors import InputError, OptionError
from graphbuild.graph import KnowledgeGraph, Run
from graphbuild.model import Document, Extraction, Skipped

Progress = Callable[[int, Document], None]

MAX_LENGTH = 1_000_000
"""The longest text that is read, in characters: spaCy's own limit, as the parser's memory grows with the text."""

_BATCH = 64


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user chose. ``date``, ``source`` and ``speaker`` stand in where a document does not tell its own."""

    model: str = defaults.MODEL
    base: str = defaults.BASE
    date: str | None = None
    source: str | None = None
    speaker: str | None = None
    min_confidence: float = 0.0

    def check(self) -> None:
        """Raises OptionError for a value without meaning, before any work is done."""
        iri.check_iri(self.base)
        if not 0.0 <= self.min_confidence <= 1.0:
            raise OptionError(f"--min-confidence {self.min_confidence}: give a probability from 0 to 1")

    def run(self, model_version: str) -> Run:
        """The record of a run with these settings and this version of the model."""
        version = graphbuild.__version__
        chosen = {key: value for key, value in asdict(self).items() if value is not None}
        address = iri.run_iri(self.base, version, chosen | {"model_version": model_version})
        return Run(address, version, self.model, model_version, chosen)


@dataclass(slots=True)
class Report:
    """What happened on the way. ``notes`` are the readers' own, by document; ``paths`` the inputs that
    ``anew`` and ``unchanged`` count documents that were extracted, and that an earlier build knew."""

    skipped: list[Skipped] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    paths: dict[str, str | None] = field(default_factory=dict)
    anew: int = 0
    unchanged: int = 0
    attributions: int = 0

    def check(self) -> None:
        """Raises InputError when no document was read."""
        if self.anew or self.unchanged:
            return
        if len(self.skipped) == 1:
            raise InputError(f"{self.skipped[0].path}: {self.skipped[0].reason}")
        raise InputError(f"nothing to build from: {len(self.skipped)} inputs were given and none could be read")


def build(
    inputs: str | PathLike[str] | Iterable[str | PathLike[str] | Document],
    *,
    model: str = defaults.MODEL,
    base: str = defaults.BASE,
    date: str | None = None,
    source: str | None = None,
    speaker: str | None = None,
    min_confidence: float = 0.0,
    cache: str | PathLike[str] | None = None,
    progress: Progress | None = None,
) -> KnowledgeGraph:
    """The knowledge graph of texts.

    ``inputs`` are files and folders, or Documents; ``cache`` is the folder of an earlier build, whose documents are
    not read again when they are the same; ``progress`` is called with the number of documents done and the last one.
    An input that cannot be read is skipped with a warning. Raises InputError when none is left, OptionError for a
    setting without meaning.
    """
    settings = Settings(model, base, date, source, speaker, min_confidence)
    settings.check()
    run, report = settings.run(model_version(model)), Report()
    known = NO_CACHE if cache is None else open_cache(Path(cache), fingerprint(model))
    found = stream(_listed(inputs), settings, report, cache=known, progress=progress)
    graph = assemble(found, base=base, run=run, min_confidence=min_confidence).graph
    for item in report.skipped:
        warnings.warn(f"skipped {item.path}: {item.reason}", stacklevel=2)
    report.check()
    return graph


def extract(texts: str | Iterable[str | Document], *, model: str = defaults.MODEL) -> Iterator[Extraction]:
    """What is found in each text, one extraction a text, in order: a stream, whatever the number of texts.

    Raises OptionError for a model that is not installed, InputError, in its place, for a text that is too long.
    """
    model_version(model)
    return _extracted(_given(texts), model, NO_CACHE, Report())


def stream(
    inputs: Iterable[str | Document],
    settings: Settings,
    report: Report,
    *,
    cache: Cache = NO_CACHE,
    stdin: IO[bytes] | None = None,
    exclude: Path | None = None,
    progress: Progress | None = None,
) -> Iterator[Extraction]:
    """The extractions of the inputs, in their order; ``report`` is filled on the way.

    ``exclude`` is a file or folder that is no input wherever it is found: the one that is written to.
    """
    model_version(settings.model)  # a model that is missing is told before anything is read
    documents = _documents(_read(inputs, settings, stdin, exclude), report)
    for number, extraction in enumerate(_extracted(documents, settings.model, cache, report), start=1):
        report.attributions += len(extraction.attributions)
        if progress is not None:
            progress(number, extraction.document)
        yield extraction


def _given(texts: str | Iterable[str | Document]) -> Iterator[Document]:
    for number, text in enumerate([texts] if isinstance(texts, str) else texts, start=1):
        document = text if isinstance(text, Document) else Document(id=f"text-{number}", text=text)
        if len(document.text) > MAX_LENGTH:
            raise InputError(f"{document.id}: {_too_long(document)}")
        yield document


def _listed(inputs: str | PathLike[str] | Iterable[str | PathLike[str] | Document]) -> list[str | Document]:
    given = [inputs] if isinstance(inputs, str | PathLike) else inputs
    return [item if isinstance(item, Document) else fspath(item) for item in given]


def _read(
    inputs: Iterable[str | Document], settings: Settings, stdin: IO[bytes] | None, exclude: Path | None
) -> Iterator[Document | Skipped]:
    from graphbuild.readers import read  # here, so that `import graphbuild` is light

    inputs = list(inputs)
    paths = [item for item in inputs if not isinstance(item, Document)]
    s = settings
    found = read(paths, date=s.date, source=s.source, speaker=s.speaker, stdin=stdin, exclude=exclude)
    return chain((item for item in inputs if isinstance(item, Document)), found)


def _documents(found: Iterable[Document | Skipped], report: Report) -> Iterator[Document]:
    """The documents; what was skipped goes to the report."""
    for item in found:
        if isinstance(item, Skipped):
            report.skipped.append(item)
            continue
        if len(item.text) > MAX_LENGTH:
            report.skipped.append(Skipped(item.path or item.id, f"{item.id}: {_too_long(item)}", item.file_sha256))
            continue
        report.notes += [(item.id, note) for note in item.notes]
        if item.path is not None:
            report.paths[item.path] = item.file_sha256
        yield item


def _too_long(document: Document) -> str:
    return f"has {len(document.text):,} characters, more than the {MAX_LENGTH:,} that one text may have; split it"


def _extracted(documents: Iterable[Document], model: str, cache: Cache, report: Report) -> Iterator[Extraction]:
    """Extractions in order: those that the cache knows, and the others by the model, loaded when first needed."""

    @once
    def nlp() -> Any:
        from graphbuild import pipeline  # spaCy takes its time: not when every document is known

        try:
            return pipeline.load(model)
        except (OSError, ImportError, AttributeError, KeyError, TypeError, ValueError) as error:
            why = str(error).splitlines()[0] if str(error) else type(error).__name__
            raise OptionError(f"--model {model!r} is no spaCy model that can be used: {why}") from error

    remaining = iter(documents)
    while batch := list(islice(remaining, _BATCH)):
        known = [cache.find(document) for document in batch]
        new = [document for document, extraction in zip(batch, known, strict=True) if extraction is None]
        report.anew += len(new)
        report.unchanged += len(batch) - len(new)
        fresh = _piped(new, nlp) if new else iter(())
        yield from (next(fresh) if extraction is None else extraction for extraction in known)


def _piped(documents: list[Document], nlp: Callable[[], Any]) -> Iterator[Extraction]:
    from graphbuild import pipeline

    return pipeline.extract(documents, nlp())
