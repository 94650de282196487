"""Where the files of ``ontologies/`` lie: the vocabulary, the shapes, the context, the questions."""

from __future__ import annotations

from pathlib import Path


def ontology_path() -> Path:
    """The vocabulary, policy.ttl."""
    return folder() / "policy.ttl"


def shapes_path() -> Path:
    """The SHACL shapes that each graph.ttl conforms to, shapes.ttl."""
    return folder() / "shapes.ttl"


def context_path() -> Path:
    """The JSON-LD context, context.jsonld."""
    return folder() / "context.jsonld"


def queries_path() -> Path:
    """The folder of the named questions, a .rq file each."""
    return folder() / "queries"


def folder() -> Path:
    """Inside the package where it is installed, beside it in a source checkout."""
    package = Path(__file__).parents[1]
    installed = package / "ontologies"
    return installed if installed.is_dir() else package.parent / "ontologies"
