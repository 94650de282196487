"""Figures of a graph for papers, drawn with matplotlib, without its global state."""

from graphbuild.draw.camps import camps
from graphbuild.draw.save import save

__all__ = ["camps", "save"]
