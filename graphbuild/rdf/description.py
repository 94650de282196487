"""What an endpoint says of itself: a SPARQL 1.1 Service Description."""

from __future__ import annotations

from io import BytesIO

from graphbuild.rdf.wire import write_graph

_ROWS = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV")
_FORMATS = (*_ROWS, "Turtle", "N-Triples", "RDF_XML", "JSON-LD")


def describe(endpoint: str, form: str) -> bytes:
    """The description of the endpoint at an address, in a format of ``wire.write_graph``."""
    import pyoxigraph

    text = f"""
        @prefix sd: <http://www.w3.org/ns/sparql-service-description#> .
        @prefix formats: <http://www.w3.org/ns/formats/> .
        <{endpoint}> a sd:Service ; sd:endpoint <{endpoint}> ; sd:supportedLanguage sd:SPARQL11Query ;
            sd:resultFormat {", ".join(f"formats:{name}" for name in _FORMATS)} ;
            sd:defaultDataset <{endpoint}#dataset> .
        <{endpoint}#dataset> a sd:Dataset ; sd:defaultGraph <{endpoint}#graph> .
        <{endpoint}#graph> a sd:Graph .
    """
    file = BytesIO()
    write_graph(form, (quad.triple for quad in pyoxigraph.parse(text, pyoxigraph.RdfFormat.TURTLE)), file)
    return file.getvalue()
