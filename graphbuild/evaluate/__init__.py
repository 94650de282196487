"""Scores of extractions against annotated documents, and what was gained and lost against an older run.

An annotated document is a JSON object: ``id``, ``text``, ``entities`` (``id``, ``type``, ``name``, ``mentions``: the
strings that name the entity, ``affiliation``: ids) and ``statements`` (``holder``, ``relation``, ``target``,
``evidence``: a piece of the text, ``form``). ``speaker`` may name somebody whom the text does not (``name``,
``statements`` with the holder ``speaker``). Documents are matched by id; an annotated one that was not extracted
counts as empty, others are left out,
and no document in common is an error.

===============  ==========================================================================================
text             sentences, names in plain form, places of strings
annotated        annotated documents, read from files
align            which entity stands for which annotated one; merged and split ones
score            counts by measure, and each statement judged
trust            intervals by bootstrap over documents, calibration, the curve over the least confidence
report           the figures in words and as plain data
===============  ==========================================================================================
"""

from graphbuild.evaluate.annotated import Gold, read_gold
from graphbuild.evaluate.report import report_lines, to_dict
from graphbuild.evaluate.score import STRICT, Claim, Count, Judged, Scores, compare, evaluate
from graphbuild.evaluate.trust import calibration, curve, intervals

__all__ = [
    "STRICT", "Claim", "Count", "Gold", "Judged", "Scores", "calibration", "compare", "curve", "evaluate",
    "intervals", "read_gold", "report_lines", "to_dict",
]  # fmt: skip
