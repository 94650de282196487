"""The command line: parse options, call the library, print. Only click and the standard library are imported here,
so that ``--help`` answers at once; each command imports what it needs."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from graphbuild import __version__, defaults
from graphbuild.errors import GraphbuildError

if TYPE_CHECKING:
    from graphbuild.build import Report
    from graphbuild.model import Document
    from graphbuild.output import Built

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
_PATIENCE = 2.0  # seconds before progress is shown


class Program(click.Group):
    """The group of commands, with errors as one line: exit status 0 done, 2 wrong input or options, 130 interrupted."""

    def main(self, *args: Any, standalone_mode: bool = True, **more: Any) -> Any:
        run: Any = super().main
        if not standalone_mode:
            return run(*args, standalone_mode=False, **more)
        try:
            status = run(*args, standalone_mode=False, **more)
        except (GraphbuildError, click.ClickException) as error:
            message = error.format_message() if isinstance(error, click.ClickException) else str(error)
            if isinstance(error, click.UsageError) and error.ctx is not None:
                message = f"{message} See {error.ctx.command_path} --help"
            click.echo(f"graphbuild: error: {_line(message)}", err=True)
            sys.exit(2)
        except (click.Abort, KeyboardInterrupt):
            click.echo("graphbuild: interrupted", err=True)
            sys.exit(130)
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # whoever read our output has gone
            sys.exit(141)
        sys.exit(status if isinstance(status, int) else 0)


@click.group(cls=Program, context_settings=CONTEXT)
@click.version_option(__version__, prog_name="graphbuild")
def cli() -> None:
    """Policy-debate texts in, a knowledge graph out: who supports, opposes and cites what, with the words.

    \b
    Example:
      graphbuild build article.txt -o out
    """


def _options(*options: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def decorate(command: Any) -> Any:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


_quiet = click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors and what was skipped.")
_texts = _options(
    click.argument("inputs", nargs=-1, required=True, metavar="INPUT..."),
    click.option("--model", default=defaults.MODEL, show_default=True, help="A spaCy model: its name or folder."),
    click.option("--date", metavar="YYYY[-MM[-DD]]", help="Date of documents that do not tell their own."),
    click.option("--source", metavar="NAME", help="Source of documents that do not tell their own."),
    click.option("--speaker", metavar="NAME", help="Who speaks, in speeches that do not name their speaker."),
)
_graph = _options(
    click.option("-o", "--output", required=True, metavar="OUT", help="The folder to write."),
    click.option("--base", default=defaults.BASE, show_default=True, metavar="IRI", help="Begin of the graph's IRIs."),
    click.option("--min-confidence", type=float, default=0.0, metavar="P", help="Leave out statements below, 0 to 1."),
    click.option("--title", metavar="TEXT", help="Title of the page."),
)


@cli.command()
@_texts
@_graph
@_quiet
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
    with _Progress(quiet) as progress, _skipped_named(report):
        built = build_folder(
            inputs, Path(output), Settings(**settings), report,
            title=title, stdin=sys.stdin.buffer, progress=progress,
        )  # fmt: skip
    if not quiet:
        click.echo(f"{_count(report.anew, 'document')} read anew, {report.unchanged} unchanged", err=True)
        _summary(built, output)


@cli.command()
@_texts
@click.option("-o", "--output", default="-", metavar="FILE.jsonl", help="The file to write; - is standard output.")
@_quiet
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
    with _Progress(quiet) as progress, _skipped_named(report):
        found = stream(inputs, chosen, report, stdin=sys.stdin.buffer, exclude=target, progress=progress)
        write_extractions(found, target or sys.stdout.buffer, report)
    if not quiet:
        click.echo(f"{_count(report.anew, 'document')} extracted", err=True)


@cli.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE.jsonl...")
@_graph
@_quiet
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
    with _skipped_named(report):
        built = graph_folder([Path(file) for file in files], Path(output), Settings(**settings), report, title=title)
    if not quiet:
        _summary(built, output)


@cli.command()
@click.argument("predicted", metavar="PRED.jsonl", type=click.Path(path_type=Path))
@click.argument("gold", metavar="GOLD", type=click.Path(path_type=Path))
@click.option("--baseline", metavar="OLD.jsonl", type=click.Path(path_type=Path), help="An older run to compare with.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@click.option("--speakers", is_flag=True, help="Count speakers whom only --speaker named.")
@click.option("--fail-under", type=float, metavar="F1", help="Exit with 1 when F1 of strict statements is below.")
@_quiet
def evaluate(
    predicted: Path,
    gold: Path,
    baseline: Path | None,
    as_json: bool,
    speakers: bool,
    fail_under: float | None,
    quiet: bool,
) -> None:
    """Score extractions against annotated documents, and tell what was gained and lost against an older run.

    GOLD is a folder of annotated documents, or one of them: JSON with id, text, entities and statements.

    \b
    Example:
      graphbuild extract texts/ -o new.jsonl
      graphbuild evaluate new.jsonl annotated/ --baseline old.jsonl
    """
    from graphbuild import evaluate as scoring
    from graphbuild.build import Report
    from graphbuild.extractions import read_extractions

    documents = scoring.read_gold(gold)
    runs = [predicted] if baseline is None else [predicted, baseline]
    scores, *others = (
        scoring.evaluate(read_extractions([run], Report()), documents, speakers=speakers) for run in runs
    )
    older = others[0] if others else None
    if as_json:
        click.echo(json.dumps(scoring.to_dict(scores, older), ensure_ascii=False, indent=2))
    elif not quiet:
        click.echo("\n".join(map(_line, scoring.report_lines(scores, older))))
    f1 = scores.counts[scoring.STRICT].f1
    if fail_under is not None and f1 < fail_under:
        click.echo(f"graphbuild: {scoring.STRICT}: F1 {f1:.3f} is below {fail_under}", err=True)
        sys.exit(1)


@cli.command()
@click.argument("pairs", metavar="PAIRS.jsonl", type=click.Path(path_type=Path, allow_dash=True))
@click.option("-o", "--output", default="-", metavar="LABELS.jsonl", help="The file to write; - is standard output.")
@_quiet
def stance(pairs: Path, output: str, quiet: bool) -> None:
    """Label the stance between two marked spans of a text, by the learned model.

    PAIRS.jsonl, or - for standard input, holds a JSON object a line: id, text, and two spans of the text, p and q, as
    {"start": 0, "end": 6}: code points, the end exclusive. LABELS.jsonl gets an object a line: id, label (0 neutral,
    1 p is for q, 2 q is for p, 3 p is against q, 4 q is against p) and the probabilities of the five.

    \b
    Example:
      echo '{"id": 1, "text": "Ann sued Bob.", "p": {"start": 0, "end": 3}, "q": {"start": 9, "end": 12}}' > pairs.jsonl
      graphbuild stance pairs.jsonl -o labels.jsonl
    """
    from graphbuild.extractions import write_lines
    from graphbuild.stance_model import load
    from graphbuild.stance_model.pairs import label_lines, read_pairs

    source = sys.stdin.buffer if str(pairs) == "-" else pairs
    target = sys.stdout.buffer if output == "-" else Path(output)
    count = write_lines(label_lines(read_pairs(source), load()), target)
    if not quiet:
        click.echo(f"{_count(count, 'pair')} labelled", err=True)


def _summary(built: Built, output: str) -> None:
    """What was built, where to look, and a few findings; on standard output."""
    from graphbuild.findings import findings

    nodes, statements = built.graph.nodes, built.graph.statements
    counts = (len(built.graph.documents), "document"), (len(nodes), "entity"), (len(statements), "statement")
    click.echo(", ".join(_count(number, word) for number, word in counts))
    if built.left_out:
        click.echo("seen, but not in the graph:")
        for reason, count in sorted(built.left_out.items(), key=lambda item: (-item[1], item[0])):
            click.echo(f"{count:>6}  {reason}")
    for what, name in (("page", "index.html"), ("picture", "network.png"), ("graph", "graph.ttl")):
        click.echo(f"{what + ':':9}{Path(output) / name}")
    for finding in findings(built.graph):
        click.echo(f"- {_line(finding)}")


def _count(number: int, word: str) -> str:
    plural = word[:-1] + "ies" if word.endswith("y") else word + "s"
    return f"{number} {word if number == 1 else plural}"


@contextlib.contextmanager
def _skipped_named(report: Report) -> Iterator[None]:
    """Names on standard error what was skipped and what was assumed, whether the command ends well or not."""
    try:
        yield
    finally:
        skipped = report.skipped
        if len(skipped) > 1 or report.anew or report.unchanged:  # else the error says it
            for item in skipped:
                click.echo(f"graphbuild: skipped: {_line(f'{item.path}: {item.reason}')}", err=True)
            for document, note in report.notes:
                click.echo(f"graphbuild: note: {_line(f'{document}: {note}')}", err=True)
            if skipped:
                click.echo(f"graphbuild: {_count(len(skipped), 'input')} skipped", err=True)


class _Progress:
    """A line on standard error that counts documents: in a terminal, and only when it takes long."""

    def __init__(self, quiet: bool) -> None:
        self.shown = False
        self.wanted = not quiet and sys.stderr.isatty()
        self.begin = time.monotonic()

    def __enter__(self) -> Callable[[int, Document], None]:
        return self.step

    def step(self, number: int, document: Document) -> None:
        if self.wanted and time.monotonic() - self.begin > _PATIENCE:
            click.echo(f"\r\x1b[K{_count(number, 'document')}: {_line(document.id)[:60]}", nl=False, err=True)
            self.shown = True

    def __exit__(self, *_: object) -> None:
        if self.shown:
            click.echo("\r\x1b[K", nl=False, err=True)


def _line(text: str) -> str:
    """One line without control characters, whatever a file was called."""
    return "".join(c if c.isprintable() else " " for c in text)


def main() -> None:
    """The program ``graphbuild``. SIGTERM, and a terminal that is closed, end it as Ctrl-C does: nothing half-written
    is left."""
    for name in ("SIGTERM", "SIGHUP"):  # Windows has no SIGHUP; under nohup it is ignored, and stays so
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _terminate)
    cli()


def _terminate(*_: object) -> None:
    raise KeyboardInterrupt
