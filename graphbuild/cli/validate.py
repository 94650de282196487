"""validate: does an RDF file, or a built folder, keep the rules of the shapes?"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphbuild.cli.common import counted, one_line, quiet_option

if TYPE_CHECKING:
    from graphbuild.rdf.shapes import Failure

_SHOWN = 50


@click.command()
@click.argument("file", metavar="FILE-or-OUT", type=click.Path(path_type=Path))
@click.option("--shapes", metavar="FILE.ttl", type=click.Path(path_type=Path), help="Other shapes, through pySHACL.")
@click.option(
    "--engine",
    type=click.Choice(["fast", "pyshacl"]),
    default="fast",
    show_default=True,
    help="Our own checks of our shapes, or the library pySHACL, which takes long.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@quiet_option
def validate(file: Path, shapes: Path | None, engine: str, as_json: bool, quiet: bool) -> None:
    """Check a graph against the shapes: Turtle, N-Triples, N-Quads, TriG, JSON-LD, RDF/XML, or a built folder.

    Each failure comes with its node, the rule in words and the sentence. The exit status is 1 when there are any;
    warnings alone do not count.

    \b
    Example:
      graphbuild validate out
      graphbuild validate theirs.nt --json
    """
    from graphbuild.rdf.validate import validate

    path = file / "graph.ttl" if file.is_dir() else file
    found = validate(path, shapes=shapes, pyshacl=engine == "pyshacl")
    failed = [failure for failure in found if not failure.warning]
    if as_json:
        report = {"file": str(path), "conforms": not failed, "failures": [asdict(failure) for failure in found]}
        click.echo(json.dumps(report, ensure_ascii=False, indent=2))
    elif not quiet:
        _print(found, failed)
    if failed:
        sys.exit(1)


def _print(found: list[Failure], failed: list[Failure]) -> None:
    for failure in found[:_SHOWN]:
        path = f" ({failure.path})" if failure.path else ""
        click.echo(one_line(f"{'warning' if failure.warning else 'failure'}: {failure.node}: {failure.message}{path}"))
        if failure.value is not None:
            click.echo(one_line(f"    value: {failure.value[:200]}"))
        if failure.sentence is not None:
            click.echo(one_line(f"    sentence: {failure.sentence}"))
    if len(found) > _SHOWN:
        click.echo(f"and {len(found) - _SHOWN} more; --json has all")
    if not failed:
        click.echo("conforms" if not found else f"conforms, with {counted(len(found), 'warning')}")
    else:
        click.echo(counted(len(failed), "failure"))
