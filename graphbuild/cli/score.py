"""evaluate, stance: how good it is, and the learned model alone."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from graphbuild.cli.common import counted, one_line, quiet_option


@click.command()
@click.argument("predicted", metavar="PRED.jsonl", type=click.Path(path_type=Path))
@click.argument("gold", metavar="GOLD", type=click.Path(path_type=Path))
@click.option("--baseline", metavar="OLD.jsonl", type=click.Path(path_type=Path), help="An older run to compare with.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@click.option("--speakers", is_flag=True, help="Count speakers whom only --speaker named.")
@click.option("--fail-under", type=float, metavar="F1", help="Exit with 1 when F1 of strict statements is below.")
@quiet_option
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
        click.echo("\n".join(map(one_line, scoring.report_lines(scores, older))))
    f1 = scores.counts[scoring.STRICT].f1
    if fail_under is not None and f1 < fail_under:
        click.echo(f"graphbuild: {scoring.STRICT}: F1 {f1:.3f} is below {fail_under}", err=True)
        sys.exit(1)


@click.command()
@click.argument("pairs", metavar="PAIRS.jsonl", type=click.Path(path_type=Path, allow_dash=True))
@click.option("-o", "--output", default="-", metavar="LABELS.jsonl", help="The file to write; - is standard output.")
@quiet_option
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
        click.echo(f"{counted(count, 'pair')} labelled", err=True)
