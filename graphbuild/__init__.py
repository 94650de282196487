"""Policy-debate texts in, a knowledge graph out: who supports, opposes and cites what, with the words."""

__version__ = "0.1.0"
