"""Policy-debate texts in, a knowledge graph out: who supports, opposes and cites what, with the words.

    graph = graphbuild.build("speeches/")
    graph.draw().savefig("camps.png")
    pandas.DataFrame(graph.statements)

``import graphbuild`` is light: spaCy, rdflib and matplotlib are loaded when they are first needed.
"""

__version__ = "0.1.0"

from graphbuild.build import build, extract
from graphbuild.graph import KnowledgeGraph
from graphbuild.model import Document, Extraction

__all__ = ["Document", "Extraction", "KnowledgeGraph", "__version__", "build", "extract"]
