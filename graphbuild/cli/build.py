"""build, extract, graph: from texts or extractions to the folder OUT."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from graphbuild import defaults
from graphbuild.cli.common import Progress, counted, one_line, options, quiet_option, skipped_named

if TYPE_CHECKING:
    from graphbuild.output import Built

text_options = options(
    click.argument("inputs", nargs=-1, required=True, metavar="INPUT..."),
    click.option("--model", default=defaults.MODEL, show_default=True, help="A spaCy model: its name or folder."),
    click.option("--date", metavar="YYYY[-MM[-DD]]", help="Date of documents that do not tell their own."),
    click.option("--source", metavar="NAME", help="Source of documents that do not tell their own."),
    click.option("--speaker", metavar="NAME", help="Who speaks, in speeches that do not name their speaker."),
)
graph_options = options(
    click.option("-o", "--output", required=True, metavar="OUT", help="The folder to write."),
    click.option("--base", default=defaults.BASE, show_default=True, metavar="IRI", help="Begin of the graph's IRIs."),
    click.option("--min-confidence", type=float, default=0.0, metavar="P", help="Leave out statements below, 0 to 1."),
    click.option("--title", metavar="TEXT", help="Title of the page."),
)


@click.command()
@text_options
@graph_options
@quiet_option
def build(inputs: tuple[str, ...], output: str, title: str | None, quiet: bool, **settings: Any) -> None:
    """Build the graph of texts: Turtle, tables, a picture and a page in the folder OUT.

    INPUT is a file (.txt, .md, .html, .json, .jsonl, .csv), a folder, or - for standard input. An input that cannot
    be read is named and left out; the others go through. Run again, only what changed is read anew.

    \b
    Example:
      graphbuild build speeches/ article.html --source "The Vale Courier" -o out
    """
    from graphbuild.build import Report, Settings
    from graphbuild.output import build_folder

    report = Report()
    with Progress(quiet) as progress, skipped_named(report):
        built = build_folder(
            inputs, Path(output), Settings(**settings), report,
            title=title, stdin=sys.stdin.buffer, progress=progress.document,
        )  # fmt: skip
    if not quiet:
        click.echo(f"{counted(report.anew, 'document')} read anew, {report.unchanged} unchanged", err=True)
        _summary(built, output)


@click.command()
@text_options
@click.option("-o", "--output", default="-", metavar="FILE.jsonl", help="The file to write; - is standard output.")
@quiet_option
def extract(inputs: tuple[str, ...], output: str, quiet: bool, **settings: Any) -> None:
    """Extract alone: one line of JSON a document, with entities, attributions and statements.

    \b
    Example:
      graphbuild extract speeches/ -o extractions.jsonl
    """
    from graphbuild.build import Report, Settings, stream
    from graphbuild.extractions import write_extractions

    chosen, report = Settings(**settings), Report()
    chosen.check()
    target = None if output == "-" else Path(output)
    with Progress(quiet) as progress, skipped_named(report):
        found = stream(inputs, chosen, report, stdin=sys.stdin.buffer, exclude=target, progress=progress.document)
        write_extractions(found, target or sys.stdout.buffer, report)
    if not quiet:
        click.echo(f"{counted(report.anew, 'document')} extracted", err=True)


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE.jsonl...")
@graph_options
@quiet_option
def graph(files: tuple[str, ...], output: str, title: str | None, quiet: bool, **settings: Any) -> None:
    """Build the graph of files of extractions, without reading texts again.

    \b
    Example:
      graphbuild extract speeches/ -o extractions.jsonl
      graphbuild graph extractions.jsonl --min-confidence 0.5 -o out
    """
    from graphbuild.build import Report, Settings
    from graphbuild.output import graph_folder

    report = Report()
    with skipped_named(report):
        built = graph_folder([Path(file) for file in files], Path(output), Settings(**settings), report, title=title)
    if not quiet:
        _summary(built, output)


def _summary(built: Built, output: str) -> None:
    """What was built, where to look, and a few findings; on standard output."""
    from graphbuild.findings import findings

    nodes, statements = built.graph.nodes, built.graph.statements
    counts = (len(built.graph.documents), "document"), (len(nodes), "entity"), (len(statements), "statement")
    click.echo(", ".join(counted(number, word) for number, word in counts))
    if built.left_out:
        click.echo("seen, but not in the graph:")
        for reason, count in sorted(built.left_out.items(), key=lambda item: (-item[1], item[0])):
            click.echo(f"{count:>6}  {reason}")
    for what, name in (("page", "index.html"), ("picture", "network.png"), ("graph", "graph.ttl")):
        click.echo(f"{what + ':':9}{Path(output) / name}")
    for finding in findings(built.graph):
        click.echo(f"- {one_line(finding)}")
