"""What an earlier build found, to be used again: no state but the earlier OUT itself.

An extraction is used again when the document and its metadata are the same and everything that made it is: the
program's version and the very code and tables of the pipeline, spaCy, the model. ``run.json`` holds a fingerprint of
these, and the digest of ``extractions.jsonl``, so that a file that was cut short or edited is not believed.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path

import graphbuild
from graphbuild.errors import OptionError
from graphbuild.model import Document, Extraction

EXTRACTIONS = "extractions.jsonl"
RUN = "run.json"


@dataclasses.dataclass(frozen=True, slots=True)
class Cache:
    """Where in ``path`` the extraction of each known document stands, by the document's key."""

    path: Path | None = None
    places: Mapping[str, int] = dataclasses.field(default_factory=dict)

    def find(self, document: Document) -> Extraction | None:
        """The extraction of a document with the same text and metadata, if there is one."""
        place = self.places.get(document_key(document))
        if place is None or self.path is None:
            return None
        with self.path.open("rb") as file:
            file.seek(place)
            extraction = Extraction.from_dict(json.loads(file.readline()))
        return dataclasses.replace(extraction, document=document)


NO_CACHE = Cache()


def open_cache(out: Path, fingerprint: str) -> Cache:
    """The cache of an OUT folder: empty when there is none, when other code made it, or when it is damaged."""
    path = out / EXTRACTIONS
    try:
        known = json.loads((out / RUN).read_text(encoding="utf-8"))["cache"]
        if known != {"fingerprint": fingerprint, "extractions": file_sha256(path)}:
            return NO_CACHE
        places = {}
        with path.open("rb") as file:
            place = 0
            for line in file:
                places[document_key(Extraction.from_dict(json.loads(line)).document)] = place
                place += len(line)
    except (OSError, ValueError, TypeError, KeyError):
        return NO_CACHE
    return Cache(path, places)


def document_key(document: Document) -> str:
    """A digest of all that the pipeline may look at: not of where the document came from."""
    d = document
    turns = [(turn.speaker, turn.start, turn.end) for turn in d.turns]
    seen = json.dumps([d.text, d.title, d.date, d.source, d.speaker, turns, d.skip])
    return hashlib.sha256(seen.encode()).hexdigest()


def fingerprint(model: str) -> str:
    """A digest of everything but the document that decides what is extracted. Nothing heavy is imported for it."""
    package = Path(graphbuild.__file__).parent
    files = [*(package / "pipeline").rglob("*.py"), *(package / "data").rglob("*")]
    files += [package / "model.py", package / "lexicon.py"]
    digest = hashlib.sha256()
    for part in (graphbuild.__version__, metadata.version("spacy"), model, model_version(model)):
        digest.update(part.encode() + b"\0")
    if Path(model).is_dir():
        files += Path(model).rglob("*")
    for path in sorted(path for path in files if path.is_file() and "__pycache__" not in path.parts):
        digest.update(f"{path.name}\0{file_sha256(path)}\0".encode())
    return digest.hexdigest()


def model_version(model: str) -> str:
    """The version of an installed model, or of one in a folder. Raises OptionError when there is none."""
    try:
        return metadata.version(model)
    except (metadata.PackageNotFoundError, ValueError):
        pass
    meta = Path(model) / "meta.json"
    try:
        return str(json.loads(meta.read_text(encoding="utf-8"))["version"])
    except (OSError, ValueError, KeyError):
        raise OptionError(
            f"the model {model!r} is not installed and no folder of a spaCy model; "
            f"install it (pip install {model}) or name another with --model"
        ) from None


def file_sha256(path: Path) -> str:
    """The SHA-256 of a file's bytes, hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
