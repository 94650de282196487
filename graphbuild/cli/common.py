"""What the commands share: the program with its errors as one line, options, counts, progress."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import click

from graphbuild.errors import GraphbuildError

if TYPE_CHECKING:
    from graphbuild.build import Report
    from graphbuild.model import Document

PATIENCE = 2.0  # seconds before progress is shown


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
            click.echo(f"graphbuild: error: {one_line(message)}", err=True)
            sys.exit(2)
        except (click.Abort, KeyboardInterrupt):
            click.echo("graphbuild: interrupted", err=True)
            sys.exit(130)
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # whoever read our output has gone
            sys.exit(141)
        sys.exit(status if isinstance(status, int) else 0)


def options(*options: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def decorate(command: Any) -> Any:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


quiet_option = click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors and what was skipped.")


def counted(number: int, word: str) -> str:
    plural = word[:-1] + "ies" if word.endswith("y") else word + "s"
    return f"{number} {word if number == 1 else plural}"


@contextlib.contextmanager
def skipped_named(report: Report) -> Iterator[None]:
    """Names on standard error what was skipped and what was assumed, whether the command ends well or not."""
    try:
        yield
    finally:
        skipped = report.skipped
        if len(skipped) > 1 or report.anew or report.unchanged:  # else the error says it
            for item in skipped:
                click.echo(f"graphbuild: skipped: {one_line(f'{item.path}: {item.reason}')}", err=True)
            for document, note in report.notes:
                click.echo(f"graphbuild: note: {one_line(f'{document}: {note}')}", err=True)
            if skipped:
                click.echo(f"graphbuild: {counted(len(skipped), 'input')} skipped", err=True)


class Progress:
    """A line on standard error that counts: in a terminal, and only when it takes long."""

    def __init__(self, quiet: bool) -> None:
        self.shown = False
        self.wanted = not quiet and sys.stderr.isatty()
        self.begin = time.monotonic()

    def __enter__(self) -> Progress:
        return self

    def document(self, number: int, document: Document) -> None:
        self.show(f"{counted(number, 'document')}: {one_line(document.id)[:60]}")

    def triples(self, number: int) -> None:
        self.show(counted(number, "triple"))

    def show(self, text: str) -> None:
        if self.wanted and time.monotonic() - self.begin > PATIENCE:
            click.echo(f"\r\x1b[K{text}", nl=False, err=True)
            self.shown = True

    def __exit__(self, *_: object) -> None:
        if self.shown:
            click.echo("\r\x1b[K", nl=False, err=True)


def one_line(text: str) -> str:
    """One line without control characters, whatever a file was called."""
    return "".join(c if c.isprintable() else " " for c in text)
