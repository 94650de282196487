"""The page of the vocabulary names every term, asks nobody for anything, and is readable on a small screen."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import rdflib
from lxml import html
from playwright.sync_api import Browser
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from docs.diagram import NS, PLACES, draw
from docs.ontology_page import page
from graphbuild.rdf import ontology_path

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def ontology() -> rdflib.Graph:
    return rdflib.Graph().parse(ontology_path())


@pytest.fixture(scope="module")
def written() -> str:
    return page(ontology_path()).decode("utf-8")


def test_every_term_has_its_place_with_comment_example_and_close_matches(ontology: rdflib.Graph, written: str) -> None:
    tree = html.document_fromstring(written)
    terms = {term for term in ontology.subjects(RDF.type) if str(term).startswith(NS)}
    assert len(terms) > 40
    for term in terms:
        (place,) = tree.xpath("//*[@id=$id]", id=str(term).removeprefix(NS))
        text = " ".join(place.text_content().split())
        for said in (term, ontology.value(term, RDFS.comment), ontology.value(term, SKOS.example)):
            assert " ".join(str(said).split()).replace("'", "’") in text.replace("'", "’"), term
        for near in ontology.objects(term, SKOS.closeMatch):
            assert place.xpath(".//a[@href=$iri]", iri=str(near)), f"{term} {near}"


def test_it_says_which_version_it_is_and_how_that_may_change(ontology: rdflib.Graph, written: str) -> None:
    text = " ".join(html.document_fromstring(written).text_content().split())
    iri = rdflib.URIRef(str(NS).rstrip("#"))
    for property in (OWL.versionIRI, SKOS.historyNote, SKOS.scopeNote):
        assert str(ontology.value(iri, property)) in text


def test_links_inside_lead_somewhere_and_nothing_is_fetched(written: str) -> None:
    tree = html.document_fromstring(written)
    anchors = set(tree.xpath("//@id"))
    assert len(anchors) == len(tree.xpath("//@id"))
    inside = {target[1:] for target in tree.xpath("//a/@href") if target.startswith("#")}
    assert inside <= anchors
    assert not tree.xpath("//script|//img|//iframe|//@src")
    assert not re.search(r"@import|url\((?!#)", written)


def test_the_diagram_has_every_class_and_property(ontology: rdflib.Graph) -> None:
    texts = set(draw(ontology).itertext())
    assert {str(node).removeprefix(NS) for node in ontology.subjects(RDF.type, OWL.Class)} == set(PLACES)
    kinds = (OWL.ObjectProperty, OWL.DatatypeProperty, RDF.Property)
    properties = {str(node).removeprefix(NS) for kind in kinds for node in ontology.subjects(RDF.type, kind)}
    assert set(PLACES) | properties <= texts


def test_the_same_bytes_each_time(tmp_path: Path) -> None:
    digests = set()
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        command = [sys.executable, "-m", "docs.ontology_page", str(tmp_path / seed)]
        subprocess.run(command, env=environment, cwd=ROOT, check=True, capture_output=True)
        digests.add(hashlib.sha256((tmp_path / seed / "index.html").read_bytes()).hexdigest())
    assert len(digests) == 1


@pytest.mark.browser
@pytest.mark.parametrize("width", [375, 1280])
def test_it_fits_its_screen_and_complains_about_nothing(
    written: str, width: int, tmp_path: Path, browser: Browser
) -> None:
    path = tmp_path / "index.html"
    path.write_text(written, encoding="utf-8", newline="\n")
    complaints: list[str] = []
    shown = browser.new_context(viewport={"width": width, "height": 800}, offline=True).new_page()
    shown.on("console", lambda message: complaints.append(message.text))
    shown.on("pageerror", lambda error: complaints.append(str(error)))
    shown.on("request", lambda r: None if r.url.startswith(("file:", "data:")) else complaints.append(r.url))
    shown.goto(path.as_uri() + "#Statement")
    assert shown.evaluate("document.documentElement.scrollWidth") == width
    assert shown.locator("#Statement h3").is_visible()
    shown.context.close()
    assert complaints == []
