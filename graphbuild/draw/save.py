"""A figure as a file: the same bytes for the same figure."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

from matplotlib import style
from matplotlib.figure import Figure

from graphbuild.errors import OptionError, OutputError

# Without dates and versions; a missing key would let matplotlib write its own.
METADATA: dict[str, dict[str, Any]] = {
    "png": {"Software": None},
    "svg": {"Date": None, "Creator": None},
    "pdf": {"CreationDate": None, "Creator": None, "Producer": None},
}
_SCREEN_DPI = 120
SETTINGS = {
    "svg.hashsalt": "graphbuild",
    "svg.fonttype": "none",
    "pdf.fonttype": 42,
    "text.hinting": "none",
}


class Picture(Figure):
    """A figure that a notebook shows by itself: without pyplot, a notebook prints a plain Figure's size only."""

    def _repr_png_(self) -> bytes:
        return _bytes(self, "png", _SCREEN_DPI)


def save(figure: Figure, path: str | Path, *, dpi: int = 300) -> None:
    """Write a figure as PNG, SVG (text stays text) or PDF (fonts embedded), by the ending of ``path``.

    ``dpi`` is the resolution of a PNG. Raises OptionError for another ending, OutputError where the file cannot
    be written.
    """
    path = Path(path)
    kind = path.suffix.lower().removeprefix(".")
    if kind not in METADATA:
        raise OptionError(f"{path}: a figure is saved as .png, .svg or .pdf; change the ending of the name")
    data = _bytes(figure, kind, dpi)
    try:
        path.write_bytes(data)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror}); choose another place") from error


def _bytes(figure: Figure, kind: str, dpi: int) -> bytes:
    """The default style is set for the time of writing: no setting of the user's machine shows in the file."""
    buffer = io.BytesIO()
    with style.context(["default", SETTINGS]):
        figure.savefig(
            buffer,
            format=kind,
            dpi=dpi if kind == "png" else 72,
            facecolor="white",
            edgecolor="none",
            bbox_inches=None,
            metadata=METADATA[kind],
        )
    return _with_fallback_fonts(buffer.getvalue()) if kind == "svg" else buffer.getvalue()


def _with_fallback_fonts(svg: bytes) -> bytes:
    """Name like fonts after ours, for viewers that lack it: Verdana is as wide."""
    return re.sub(rb"(<text style=\"[^\"]*'DejaVu Sans')", rb"\1, Verdana, sans-serif", svg)
