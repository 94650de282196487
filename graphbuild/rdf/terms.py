"""The terms that the writer uses, as prefixed names. ``ontologies/policy.ttl`` is their source: a test compares."""

from __future__ import annotations

from collections.abc import Mapping

from graphbuild.model import EntityType, Form, Relation

PREFIXES: Mapping[str, str] = {
    "gb": "https://w3id.org/graphbuild/ns#",
    "dcterms": "http://purl.org/dc/terms/",
    "oa": "http://www.w3.org/ns/oa#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

ENTITY_CLASSES: Mapping[EntityType, str] = {
    "person": "gb:Person",
    "institution": "gb:Institution",
    "country": "gb:Country",
    "law": "gb:Law",
    "proposal": "gb:Proposal",
}
RELATIONS: Mapping[Relation, str] = {"supports": "gb:supports", "opposes": "gb:opposes", "cites": "gb:cites"}
POLARITIES: Mapping[Relation, int] = {"supports": 1, "opposes": -1}
FORMS: Mapping[Form, str] = {
    "direct": "gb:direct",
    "indirect": "gb:indirect",
    "narrated": "gb:narrated",
    "vote": "gb:vote",
}

STATEMENT = "gb:Statement"
PASSAGE = "gb:Passage"
DOCUMENT = "gb:Document"
RUN = "gb:ExtractionRun"

HOLDER = "gb:holder"
RELATION = "gb:relation"
TARGET = "gb:target"
POLARITY = "gb:polarity"
EVIDENCE = "gb:evidence"
SENTENCE = "gb:sentence"
CUE = "gb:cue"
FORM = "gb:form"
CONFIDENCE = "gb:confidence"
DATE = "gb:date"
IN_DOCUMENT = "gb:document"

AFFILIATION = "gb:affiliation"
MENTION_COUNT = "gb:mentionCount"
MENTIONED_IN = "gb:mentionedIn"

SHA256 = "gb:sha256"
TEXT_LENGTH = "gb:textLength"
SPEAKER = "gb:speaker"
URL = "gb:url"

SOFTWARE_VERSION = "gb:softwareVersion"
MODEL = "gb:model"
MODEL_VERSION = "gb:modelVersion"
CONFIGURATION = "gb:configuration"

LABEL = "rdfs:label"
ALT_LABEL = "skos:altLabel"
SAME_AS = "owl:sameAs"
EXACT = "oa:exact"
START = "oa:start"
END = "oa:end"
TITLE = "dcterms:title"
ISSUED = "dcterms:issued"
SOURCE = "dcterms:source"
IDENTIFIER = "dcterms:identifier"
GENERATED_BY = "prov:wasGeneratedBy"
