"""export, load: the graph of a built folder in other formats and places."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from graphbuild.cli.common import Progress, counted, quiet_option

FORMATS = ("turtle", "ntriples", "trig", "nquads", "jsonld", "reifiers", "csv")


@click.command()
@click.argument("out", metavar="OUT", type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(FORMATS), required=True, help="The format to write.")
@click.option("-o", "--output", default="-", metavar="FILE", help="The file to write; - is standard output.")
@quiet_option
def export(out: Path, form: str, output: str, quiet: bool) -> None:
    """Write the graph of a built folder in another format.

    trig and nquads put what each document shows into a graph of its own, named by the document's address. reifiers
    are the statements as RDF 1.2 reifiers of their edges, to load beside the graph. csv is the table of statements.

    \b
    Example:
      graphbuild export out --format nquads -o debate.nq
    """
    from graphbuild import rdf
    from graphbuild.export.csv import write_statements
    from graphbuild.files import write_text
    from graphbuild.output import read_folder

    write = {
        "turtle": rdf.write_turtle,
        "ntriples": rdf.write_ntriples,
        "trig": rdf.write_trig,
        "nquads": rdf.write_nquads,
        "jsonld": rdf.write_jsonld,
        "reifiers": rdf.write_reifiers,
        "csv": write_statements,
    }[form]
    graph = read_folder(out)
    write_text(lambda file: write(graph, file), sys.stdout.buffer if output == "-" else Path(output))
    if not quiet:
        click.echo(f"{counted(len(graph.statements), 'statement')} written as {form}", err=True)


@click.command()
@click.argument("out", metavar="OUT", type=click.Path(path_type=Path))
@click.option("--to", "url", required=True, metavar="URL", help="The store's address for graphs, or for updates.")
@click.option("--graph", metavar="IRI", help="The named graph to fill; without it the default graph.")
@click.option("--update", is_flag=True, help="URL takes SPARQL Update, not the Graph Store Protocol.")
@click.option("--query", metavar="URL", help="The store's address for queries, if it does not follow from --to.")
@quiet_option
def load(out: Path, url: str, graph: str | None, update: bool, query: str | None, quiet: bool) -> None:
    """Publish the graph of a built folder in a triple store, in place of what the graph held there.

    Who may write is read from GRAPHBUILD_USER and GRAPHBUILD_PASSWORD, from GRAPHBUILD_TOKEN, or from ~/.netrc.

    \b
    Example:
      graphbuild load out --to http://localhost:7878/store --graph https://example.org/debate
      graphbuild load out --to http://localhost:8890/sparql-graph-crud-auth --graph https://example.org/debate
    """
    from graphbuild.output import read_record
    from graphbuild.rdf.load import Target, load

    read_record(out)
    with Progress(quiet) as progress:
        count = load(out / "graph.ttl", Target(url, graph, update, query), progress=progress.triples)
    if not quiet:
        click.echo(f"{counted(count, 'triple')} loaded into {url}", err=True)
