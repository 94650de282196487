"""The same bytes in processes that hash strings differently."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROGRAM = """
import hashlib, io
from graphbuild.export.csv import write_entities, write_statements
from graphbuild.rdf import write_turtle
from tests import samples
from tests.rdf.graphs import full
for graph in (full(), samples.hostile(), samples.synthetic(60)):
    for write in (write_turtle, write_statements, write_entities):
        file = io.StringIO(newline="")
        write(graph, file)
        print(write.__name__, hashlib.sha256(file.getvalue().encode()).hexdigest())
"""


def _digests(seed: str) -> str:
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", PROGRAM]
    return subprocess.run(command, env=environment, cwd=ROOT, check=True, capture_output=True, text=True).stdout


def test_hash_seeds_make_no_difference() -> None:
    first, *others = (_digests(seed) for seed in ("0", "1", "4242"))
    assert len(set(first.split())) == 3 + 9
    assert others == [first, first]
