"""The vocabulary as a readable page: pyLODE's, made to work offline, with a diagram, close matches and the forms.

    python -m docs.ontology_page FOLDER

writes FOLDER/index.html. The same ontology gives the same bytes.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import rdflib
from lxml import etree, html
from pylode.profiles.ontpub import OntPub
from pylode.rdf_elements import CLASS_PROPS
from pylode.utils import section_html
from rdflib.namespace import OWL, RDF, SKOS

from docs.diagram import NS, draw
from graphbuild.rdf.ontology import ontology_path

_ORDER = ("metadata", "diagram", "classes", "properties", "objectproperties", "datatypeproperties",
          "named_individuals", "namespaces", "legend")  # fmt: skip


class _Page(OntPub):  # type: ignore[misc]  # pyLODE has no types
    """pyLODE's page and a section for the individuals, which it leaves out."""

    def _make_main_sections(self) -> None:
        super()._make_main_sections()
        with self.content:
            section_html("Individuals", self.ont, self.back_onts, self.ns, OWL.NamedIndividual, CLASS_PROPS, self.toc,
                         "named_individuals", self.fids, self.props_labeled).render()  # fmt: skip


def page(path: Path) -> bytes:
    """The page of an ontology in Turtle, UTF-8."""
    ontology = rdflib.Graph().parse(path)
    read = _for_pylode(ontology)
    tree = html.document_fromstring(_Page(read, sort_subjects=True).make_html())
    _mend_head(tree)
    _mend_links(tree)
    _arrange(tree, ontology)
    return b"<!DOCTYPE html>\n" + html.tostring(tree, encoding="utf-8") + b"\n"


def _for_pylode(ontology: rdflib.Graph) -> rdflib.Graph:
    """What pyLODE shows of it: it takes each concept scheme for an ontology, and knows no mappings."""
    read = rdflib.Graph()
    for triple in ontology:
        read.add(triple)
    for prefix, namespace in ontology.namespaces():
        read.bind(prefix, namespace)
    for scheme in list(read.subjects(RDF.type, SKOS.ConceptScheme)):
        read.remove((scheme, RDF.type, SKOS.ConceptScheme))
        read.add((scheme, RDF.type, OWL.NamedIndividual))
    for concept in list(read.subjects(SKOS.inScheme)):
        read.add((concept, RDF.type, OWL.NamedIndividual))
        read.remove((concept, SKOS.prefLabel, None))
    for term, near in ontology.subject_objects(SKOS.closeMatch):
        name = ontology.namespace_manager.normalizeUri(str(near))
        read.add((term, SKOS.note, rdflib.Literal(f"Close match: [{name}]({near})")))
    return read


def _mend_head(tree: html.HtmlElement) -> None:
    tree.set("lang", "en")
    head = tree.find("head")
    for element in [*head.iter("style", "link", "script", "meta")]:
        element.getparent().remove(element)
    head.insert(0, html.Element("meta", {"charset": "utf-8"}))
    head.insert(1, html.Element("meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"}))
    head.insert(2, html.Element("link", {"rel": "icon", "href": "data:,"}))
    style = html.Element("style")
    style.text = Path(__file__).with_name("ontology.css").read_text(encoding="utf-8")
    head.append(style)


def _mend_links(tree: html.HtmlElement) -> None:
    """Each term's anchor is its name after the #, so that its IRI leads to it, and links to terms stay in the page."""
    renamed = {}
    for entity in tree.xpath('//div[contains(@class, "entity")]'):
        (iri,) = entity.xpath(".//code/text()")[:1]
        name = iri.removeprefix(str(NS))
        renamed[f"#{entity.get('id')}"] = name
        entity.set("id", name)
    for link in tree.iter("a"):
        target = link.get("href", "")
        if target.startswith(str(NS)) and target != str(NS):
            link.set("href", "#" + target.removeprefix(str(NS)))
        elif target in renamed:
            link.set("href", "#" + renamed[target])


def _arrange(tree: html.HtmlElement, ontology: rdflib.Graph) -> None:
    """The title, the contents, the sections in their order, and who made it."""
    body = tree.find("body")
    sections = {element.get("id"): element for element in tree.xpath("//div[@id]")}
    diagram = html.Element("div", {"id": "diagram", "class": "section"})
    heading = etree.SubElement(diagram, "h2")
    heading.text = "Diagram"
    etree.SubElement(diagram, "div", {"class": "diagram", "tabindex": "0", "role": "region",
                                      "aria-label": "Diagram, scrolls sideways"}).append(draw(ontology))  # fmt: skip
    caption = etree.SubElement(diagram, "p")
    caption.text = "Full arrows are properties, dashed ones lead to the broader class; in a box stand the properties "
    caption.text += "with literal values. Each statement also names its run by prov:wasGeneratedBy."
    sections["diagram"] = diagram
    main = html.Element("main")
    title = sections["metadata"].find("h1")
    main.append(title)
    main.append(_contents(sections))
    for name in _ORDER:
        main.append(sections[name])
    footer = html.Element("footer")
    footer.text = "Made from ontologies/policy.ttl with pyLODE."
    for child in list(body):
        body.remove(child)
    body.extend([main, footer])


def _contents(sections: dict[str, html.HtmlElement]) -> html.HtmlElement:
    contents = html.Element("nav", {"id": "toc", "aria-label": "Contents"})
    listed = etree.SubElement(contents, "ul", {"class": "first"})
    for name in _ORDER:
        section = sections[name]
        item = etree.SubElement(listed, "li")
        etree.SubElement(item, "a", {"href": f"#{name}"}).text = section.findtext("h2")
        terms = [entity for entity in section.iter("div") if "entity" in entity.get("class", "")]
        if terms:
            inner = etree.SubElement(item, "ul")
            for term in terms:
                link = etree.SubElement(etree.SubElement(inner, "li"), "a", {"href": "#" + term.get("id", "")})
                link.text = (term.find("h3").text or "").strip()
    return contents


def main() -> None:
    parser = argparse.ArgumentParser(description="Writes the page of the vocabulary.")
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "index.html").write_bytes(page(ontology_path()))


if __name__ == "__main__":
    main()
