"""The code, the ontology and what is written have the same terms."""

import re

import rdflib
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from graphbuild.model import ENTITY_TYPES, FORMS, RELATIONS
from graphbuild.rdf import ontology_path, shapes_path, terms, to_rdflib
from tests.rdf.graphs import full

GB = terms.PREFIXES["gb"]
# there for their place in the hierarchy, not for use in data
ABSTRACT = {"Entity", "Actor", "Form", "forms"}


def _ontology() -> rdflib.Graph:
    return rdflib.Graph().parse(ontology_path())


def _local(nodes: set[rdflib.term.Node]) -> set[str]:
    return {str(node).removeprefix(GB) for node in nodes if str(node).startswith(GB)}


def _declared() -> set[str]:
    return _local(set(_ontology().subjects(RDF.type)))


def _constants() -> set[str]:
    values: set[str] = set()
    for name, value in vars(terms).items():
        if name.isupper() and name != "PREFIXES":
            values |= set(value.values()) if hasattr(value, "values") else {value}
    return {value for value in values if isinstance(value, str)}


def test_code_and_ontology_have_the_same_terms() -> None:
    assert {value.removeprefix("gb:") for value in _constants() if value.startswith("gb:")} == _declared() - ABSTRACT


def test_what_is_written_is_declared_and_all_of_it_can_be_written() -> None:
    assert _local({term for triple in to_rdflib(full()) for term in triple}) == _declared() - ABSTRACT


def test_shapes_name_only_declared_terms() -> None:
    text = shapes_path().read_text(encoding="utf-8")
    assert set(re.findall(r"\bgb:(\w+)", text)) <= _declared()


def test_every_prefix_is_used() -> None:
    used = {value.partition(":")[0] for value in _constants()}
    assert used | {"xsd"} == set(terms.PREFIXES)


def test_types_relations_and_forms_are_those_of_the_model() -> None:
    assert tuple(terms.ENTITY_CLASSES) == ENTITY_TYPES
    assert tuple(terms.RELATIONS) == RELATIONS
    assert tuple(terms.FORMS) == FORMS


def test_each_term_is_explained() -> None:
    ontology = _ontology()
    for term in set(ontology.subjects(RDF.type)):
        if str(term).startswith(GB):
            for annotation in (RDFS.label, RDFS.comment, SKOS.example):
                assert len(list(ontology.objects(term, annotation))) == 1, f"{term} {annotation}"


def test_the_ontology_has_a_version_and_only_safe_axioms() -> None:
    ontology = _ontology()
    iri = rdflib.URIRef(GB.rstrip("#"))
    assert str(ontology.value(iri, OWL.versionIRI)).endswith(str(ontology.value(iri, OWL.versionInfo)))
    kinds = {OWL.FunctionalProperty, OWL.InverseFunctionalProperty, OWL.TransitiveProperty, OWL.SymmetricProperty}
    assert not kinds & set(ontology.objects(None, RDF.type))
    assert not {OWL.disjointWith, OWL.inverseOf, OWL.equivalentClass, RDFS.subPropertyOf} & set(ontology.predicates())
