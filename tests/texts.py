"""Two small texts that the real model reads, for tests of the way through."""

from __future__ import annotations

from pathlib import Path

ARTICLE = """Port Vale argues over its ships

The Shipowners' League opposes the harbour levy. Amnesty International praised the harbour levy on Monday.

“The harbour levy violates the Clean Ports Act,” said Clara Voss, president of the Shipowners' League.

The United States rejected the harbour levy, citing international law.
"""
LETTER = """Ben Okafor supports the harbour levy. “We welcome the harbour levy,” Ben Okafor said.

The U.S. condemned the harbour levy. Clara Voss criticised the harbour levy again.
"""


def write_texts(folder: Path) -> Path:
    """The folder, with article.txt and letter.md in it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "article.txt").write_text(ARTICLE, encoding="utf-8", newline="\n")
    front = "---\ntitle: A letter\ndate: 2024-03-01\nsource: The Vale Courier\n---\n"
    (folder / "letter.md").write_text(front + LETTER, encoding="utf-8", newline="\n")
    return folder
