"""The command line: parse options, call the library, print. Only click and the standard library are imported here,
so that ``--help`` answers at once; each command imports what it needs."""

from __future__ import annotations

import signal

import click

from graphbuild import __version__
from graphbuild.cli import build, publish, query, score, serve, validate
from graphbuild.cli.common import Program

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@click.group(cls=Program, context_settings=CONTEXT)
@click.version_option(__version__, prog_name="graphbuild")
def cli() -> None:
    """Policy-debate texts in, a knowledge graph out: who supports, opposes and cites what, with the words.

    \b
    Example:
      graphbuild build article.txt -o out
    """


COMMANDS = (
    build.build,
    build.extract,
    build.graph,
    query.query,
    publish.export,
    publish.load,
    validate.validate,
    serve.serve,
    score.evaluate,
    score.stance,
)
for command in COMMANDS:
    cli.add_command(command)


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
