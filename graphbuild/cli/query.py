"""query: a research question, answered by the store of a built folder."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TextIO, TypeVar

import click

from graphbuild.cli.common import counted, one_line, quiet_option
from graphbuild.errors import OptionError

if TYPE_CHECKING:
    from graphbuild.rdf.results import Rows, Triples

FORMATS = ("table", "csv", "tsv", "json", "ttl")
Answer = TypeVar("Answer")


@click.command()
@click.argument("out", metavar="OUT", type=click.Path(path_type=Path), required=False)
@click.argument("name", metavar="NAME-or-FILE.rq", required=False)
@click.option("--list", "show", is_flag=True, help="List the named questions and their variables.")
@click.option("--var", "variables", multiple=True, metavar="NAME=VALUE", help="A variable: a name, an IRI, a number.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="table", show_default=True)
@click.option("--limit", type=click.IntRange(1), default=10_000, show_default=True, help="The most rows to print.")
@click.option("--timeout", type=click.FloatRange(0, min_open=True), default=60.0, show_default=True, metavar="SECONDS")
@click.option("-o", "--output", default="-", metavar="FILE", help="The file to write; - is standard output.")
@quiet_option
def query(
    out: Path | None,
    name: str | None,
    show: bool,
    variables: tuple[str, ...],
    form: str,
    limit: int,
    timeout: float,
    output: str,
    quiet: bool,
) -> None:
    """Answer a research question, named or in a file of SPARQL, from a built folder.

    A variable takes a name as the graph has it, an address, a number or a text.

    \b
    Example:
      graphbuild query --list
      graphbuild query out who-supports --var proposal="the harbour levy"
      graphbuild query out mine.rq --format csv -o rows.csv
    """
    if show:
        _list()
        return
    if out is None or name is None:
        raise click.UsageError("Give the built folder and a question, or --list.")
    from graphbuild.files import write_text
    from graphbuild.rdf import open_store
    from graphbuild.rdf.questions import bound, question
    from graphbuild.rdf.results import ask

    asked = question(name)
    store = open_store(out / "store")
    text = bound(asked, _values(variables), store)
    answer = _within(timeout, lambda: ask(store, text, limit=limit))
    write = _writer(answer, form, to_terminal=output == "-")
    write_text(write, sys.stdout.buffer if output == "-" else Path(output))
    if not quiet and answer.cut:
        click.echo(f"graphbuild: cut after {counted(limit, 'row')}: there are more; raise --limit", err=True)


def _list() -> None:
    from graphbuild.rdf.questions import questions

    for asked in questions():
        click.echo(f"{asked.name}\n    {asked.title}")
        for variable in asked.variables:
            default = f" ({variable.default})" if variable.default else " (optional)" if variable.optional else ""
            click.echo(f"      --var {variable.name}={variable.kind.upper()}{default}  {variable.text}")


def _values(variables: tuple[str, ...]) -> Mapping[str, str]:
    values: dict[str, str] = {}
    for pair in variables:
        name, sign, value = pair.partition("=")
        name = name.lstrip("?$")
        if not sign or not name.isidentifier() or not value:
            raise OptionError(f"--var {pair}: give NAME=VALUE")
        if name in values:
            raise OptionError(f"--var {name} is given twice")
        values[name] = value
    return values


def _within(seconds: float, work: Callable[[], Answer]) -> Answer:
    """What the work gives, when it is done in time; the store cannot be stopped, so the program ends with it."""
    found: list[Answer] = []
    failed: list[BaseException] = []

    def run() -> None:
        try:
            found.append(work())
        except BaseException as error:  # noqa: BLE001 - raised again where it is waited for
            failed.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(seconds)
    if failed:
        raise failed[0]
    if not found:
        click.echo(f"graphbuild: error: no answer after {seconds:g} seconds; raise --timeout or ask for less", err=True)
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(2)
    return found[0]


def _writer(answer: Rows | Triples, form: str, *, to_terminal: bool) -> Callable[[TextIO], object]:
    from graphbuild import spreadsheet
    from graphbuild.rdf import results

    if isinstance(answer, results.Triples):
        if form not in ("ttl", "table"):
            raise OptionError(f"--format {form}: a CONSTRUCT or DESCRIBE gives triples; use ttl")
        return lambda file: file.writelines(results.to_turtle(answer))
    if form == "ttl":
        raise OptionError("--format ttl: only a CONSTRUCT or DESCRIBE gives triples; use table, csv, tsv or json")
    if form == "json":
        return lambda file: file.write(results.to_json(answer))
    if answer.truth is not None:
        return lambda file: file.write("yes\n" if answer.truth else "no\n")
    if form == "tsv":
        return lambda file: file.writelines(results.to_tsv(answer))
    if form == "csv":
        return lambda file: spreadsheet.write_rows(file, answer.columns, (map(results.cell, r) for r in answer.rows))
    return lambda file: _table(answer, file, to_terminal=to_terminal)


def _table(answer: Rows, file: TextIO, *, to_terminal: bool) -> None:
    """A table made for reading: as wide as the terminal, texts wrapped, numbers to the right."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from graphbuild.rdf.results import cell

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    cells = [[cell(term) for term in row] for row in answer.rows]
    for number, name in enumerate(answer.columns):
        numeric = bool(cells) and all(isinstance(row[number], int | float) for row in cells)
        table.add_column(Text(name), justify="right" if numeric else "left", overflow="fold")
    for row in cells:
        table.add_row(*(Text("" if value is None else one_line(_short(str(value)))) for value in row))
    console = Console(file=file, highlight=False, no_color=not to_terminal, legacy_windows=False)
    if not sys.stdout.isatty():
        console.width = 160
    if cells:
        console.print(table)
    console.print(Text(counted(len(cells), "row")))


def _short(value: str) -> str:
    """The last part of a graph's own address, which is enough to tell rows apart."""
    return value.rpartition("/")[2] if value.startswith("http") and "/statement/" in value else value
