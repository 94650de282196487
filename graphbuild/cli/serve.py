"""serve: the page and a SPARQL endpoint, for this machine."""

from __future__ import annotations

from pathlib import Path

import click

from graphbuild.cli.common import one_line, quiet_option

_MEGABYTE = 2**20


@click.command()
@click.argument("out", metavar="OUT", type=click.Path(path_type=Path))
@click.option("--port", type=click.IntRange(0, 65535), default=8765, show_default=True, help="0 takes a free one.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen.")
@click.option("--timeout", type=click.FloatRange(0, min_open=True), default=30.0, show_default=True, metavar="SECONDS")
@click.option("--limit", type=click.IntRange(1), default=100_000, show_default=True, help="The most rows to send.")
@click.option("--memory", type=click.IntRange(64), default=1024, show_default=True, metavar="MB", help="For one query.")
@click.option("--workers", type=click.IntRange(1, 64), default=4, show_default=True, help="Queries at work at once.")
@quiet_option
def serve(out: Path, port: int, host: str, timeout: float, limit: int, memory: int, workers: int, quiet: bool) -> None:
    """Serve a built folder to this machine: its page, a SPARQL endpoint that only reads, and a page to ask it.

    An answer that was cut at --limit says so in its header X-Graphbuild-Cut. The store has one graph: a request that
    names others (default-graph-uri, named-graph-uri) is refused. Ctrl-C ends it.

    \b
    Example:
      graphbuild serve out
      graphbuild serve out --port 9000 --timeout 60
    """
    from graphbuild import serve as room
    from graphbuild.output import read_record

    read_record(out)
    address = room.listen(host, port)

    def ready() -> None:
        if not quiet:
            click.echo(f"graphbuild: serving {one_line(str(out))} at {address.url}/ (Ctrl-C ends)", err=True)
            click.echo(f"graphbuild: ask at {address.url}/query, SPARQL endpoint {address.url}/sparql", err=True)

    if not address.loopback:
        click.echo(f"graphbuild: warning: everyone who reaches {address.url} can read this graph", err=True)
    limits = room.Limits(timeout, limit, memory * _MEGABYTE, workers)
    try:
        room.serve(out, address, limits, ready=ready)
    except KeyboardInterrupt:
        if not quiet:
            click.echo("graphbuild: stopped", err=True)
