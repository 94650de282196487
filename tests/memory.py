"""Measures the peak memory and the time of ``graphbuild extract``: ``make memory``.

First over many documents: with four times as many the peak must stay what it is. Then over single long ones, where it
grows with the text, but by a few hundred bytes a character. Each row is a process of its own.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from tests import corpus
from tests.benchmark import table

DOCUMENTS = (250, 1000)
WORDS = 300
LENGTHS = (100_000, 300_000, 900_000)


def main() -> None:
    rows, peaks = [], []
    with tempfile.TemporaryDirectory() as name:
        for number in DOCUMENTS:
            peak, seconds = extract(corpus.write(Path(name, str(number)), number, WORDS))
            peaks.append(peak)
            rows.append([f"{number} documents of {WORDS} words", f"{peak:.0f} MB", f"{seconds:.0f} s"])
        rows.append([f"{DOCUMENTS[1]} to {DOCUMENTS[0]} documents", f"{peaks[1] / peaks[0]:.2f}", ""])
        for length in LENGTHS:
            path = Path(name, f"{length}.txt")
            path.write_text(corpus.text(1, length // 5)[:length], encoding="utf-8", newline="\n")
            peak, seconds = extract(path)
            rows.append([f"one document of {length:,} characters", f"{peak:.0f} MB", f"{seconds:.0f} s"])
    sys.stdout.write(table(["graphbuild extract", "peak memory", "CPU time"], rows))


def extract(given: Path) -> tuple[float, float]:
    """The peak memory in MB and the CPU time in seconds of one run."""
    out = given.with_name("out.jsonl")
    command = [sys.executable, "-m", "graphbuild", "extract", str(given), "--quiet", "-o", str(out)]
    _, status, used = os.wait4(os.spawnv(os.P_NOWAIT, sys.executable, command), 0)
    if status:
        raise SystemExit(f"graphbuild extract {given} failed")
    unit = 1e6 if sys.platform == "darwin" else 1e3  # bytes there, kilobytes elsewhere
    return used.ru_maxrss / unit, used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
