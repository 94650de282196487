"""The examples, built for real: what a reader of the texts would say of the graph."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph
import pyshacl
import pytest
import rdflib
from click.testing import CliRunner

import graphbuild
from graphbuild.cli import cli
from graphbuild.graph import GraphStatement, KnowledgeGraph, Node
from graphbuild.model import Extraction, Relation

ROOT = Path(__file__).parents[1]
GB = rdflib.Namespace("https://w3id.org/graphbuild/ns#")
FILES = (
    "graph.ttl", "extractions.jsonl", "statements.csv", "entities.csv",
    "network.svg", "network.png", "index.html", "run.json",
)  # fmt: skip


@dataclass(frozen=True)
class Built:
    out: Path
    graph: KnowledgeGraph
    printed: str

    def named(self, word: str, *types: str) -> list[Node]:
        """The nodes with a word in their name or an alias."""
        nodes = [n for n in self.graph.nodes.values() if any(word in name for name in (n.name, *n.aliases))]
        return [node for node in nodes if not types or node.type in types]

    def main_proposal(self) -> Node:
        """The proposal that most statements are about."""
        counts = Counter(s.target for s in self.graph.statements)
        proposals = [node for node in self.graph.nodes.values() if node.type == "proposal"]
        return max(proposals, key=lambda node: counts[node.iri])

    def holders(self, relation: Relation, target: Node) -> set[str]:
        """The names of those who hold a relation to a node."""
        edges = [e for e in self.graph.edges if (e.relation, e.target) == (relation, target.iri)]
        return {self.graph.nodes[edge.holder].name for edge in edges}

    def dated(self, holder: str, target: Node) -> list[GraphStatement]:
        """What somebody has said for or against a node, by date."""
        iris = {node.iri for node in self.named(holder, "person", "institution")}
        found = [s for s in self.graph.statements if s.holder in iris and s.target == target.iri]
        return sorted((s for s in found if s.relation != "cites"), key=lambda s: s.date or "")

    def extractions(self) -> Iterator[Extraction]:
        with (self.out / "extractions.jsonl").open(encoding="utf-8") as lines:
            for line in lines:
                yield Extraction.from_dict(json.loads(line))


def built(name: str, out: Path) -> Built:
    result = CliRunner().invoke(cli, ["build", str(ROOT / "examples" / name), "-o", str(out)])
    assert result.exit_code == 0, result.output
    return Built(out, graphbuild.build([ROOT / "examples" / name], cache=out), result.output)


@pytest.fixture(scope="session")
def salvador(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return built("el-salvador", tmp_path_factory.mktemp("el-salvador") / "out")


@pytest.fixture(scope="session")
def ferry(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return built("ferry-levy", tmp_path_factory.mktemp("ferry-levy") / "out")


@pytest.fixture(params=["salvador", "ferry"])
def example(request: pytest.FixtureRequest) -> Built:
    found: Built = request.getfixturevalue(request.param)
    return found


def has(names: set[str], *words: str) -> bool:
    """Each word stands in one of the names."""
    return all(any(word in name for name in names) for word in words)


class TestElSalvador:
    def test_camp_in_favour(self, salvador: Built) -> None:
        supporters = salvador.holders("supports", salvador.main_proposal())
        assert has(supporters, "Donald Trump", "Elon Musk", "Marco Rubio")
        assert has(supporters, "State Department")

    def test_camp_against(self, salvador: Built) -> None:
        opponents = salvador.holders("opposes", salvador.main_proposal())
        expected = (
            "Aaron Reichlin-Melnick", "Leti Volpp", "Isabel Medina", "Mneesha Gellman", "Adam Cohen",
            "Amnesty International", "League of United Latin American Citizens", "Roman Palomares",
        )  # fmt: skip
        assert len([name for name in expected if has(opponents, name)]) >= 4, opponents

    def test_nobody_stands_in_both_camps(self, salvador: Built) -> None:
        target = salvador.main_proposal()
        assert not salvador.holders("supports", target) & salvador.holders("opposes", target)

    def test_eighth_amendment_is_cited_by_the_professor_who_cites_it(self, salvador: Built) -> None:
        (amendment,) = salvador.named("Eighth Amendment", "law")
        assert has(salvador.holders("cites", amendment), "Medina")

    def test_constitution_is_cited(self, salvador: Built) -> None:
        constitutions = salvador.named("Constitution", "law")
        holders = set().union(*(salvador.holders("cites", law) for law in constitutions))
        assert has(holders, "Reichlin-Melnick") or has(holders, "Medina"), holders

    def test_international_law_is_cited(self, salvador: Built) -> None:
        (law,) = salvador.named("international law", "law")
        holders = salvador.holders("cites", law)
        assert has(holders, "Reichlin-Melnick") or has(holders, "Gellman"), holders

    def test_acronym_and_name_are_one(self, salvador: Built) -> None:
        (league,) = salvador.named("LULAC", "institution")
        assert league.name == "League of United Latin American Citizens"

    def test_image_and_link_address_are_no_evidence(self, salvador: Built) -> None:
        sentences = " ".join(s.sentence_text for s in salvador.graph.statements)
        assert ".jpeg" not in sentences
        assert "https:" not in sentences


class TestFerryLevy:
    def test_every_document_is_read_with_what_it_says_of_itself(self, ferry: Built) -> None:
        documents = ferry.graph.documents
        assert len(documents) == 20
        assert all(document.title for document in documents)
        dates = sorted(document.date for document in documents if document.date)
        assert (len(dates), dates[0], dates[-1]) == (19, "2023-05-16", "2025-05-16")

    def test_the_levy_is_one_proposal_over_two_years(self, ferry: Built) -> None:
        levy = ferry.main_proposal()
        assert "levy" in levy.name
        assert len({s.document for s in ferry.graph.statements if s.target == levy.iri}) >= 15

    def test_the_camps(self, ferry: Built) -> None:
        levy = ferry.main_proposal()
        supporters, opponents = ferry.holders("supports", levy), ferry.holders("opposes", levy)
        assert has(supporters, "Helen Marsh", "James Porter", "Clean Coast Network")
        assert has(opponents, "Robert Kane", "Peter Lindgren", "Northern Ferries", "Alice Novak", "Maria Santos")
        assert not has(supporters, "Kane")
        assert not has(opponents, "Marsh")

    def test_the_mayor_changes_her_mind_in_september_2024(self, ferry: Built) -> None:
        stances = ferry.dated("Whitfield", ferry.main_proposal())
        before = {s.relation for s in stances if (s.date or "") < "2024-09-01"}
        after = {s.relation for s in stances if "2024-09-01" < (s.date or "") < "2025-05-01"}
        assert (before, after) == ({"opposes"}, {"supports"})

    @pytest.mark.parametrize("holder", ["David Okafor", "National Seafarers"])
    def test_the_union_changes_its_mind_in_november_2024(self, ferry: Built, holder: str) -> None:
        stances = ferry.dated(holder, ferry.main_proposal())
        before = {s.relation for s in stances if (s.date or "") < "2024-11-01"}
        after = {s.relation for s in stances if "2024-11-01" < (s.date or "") < "2025-05-01"}
        assert (before, after) == ({"supports"}, {"opposes"})

    def test_a_speaker_holds_what_the_speech_says(self, ferry: Built) -> None:
        speeches = {d.id: d.speaker for d in ferry.graph.documents if d.speaker}
        spoken = {ferry.graph.nodes[s.holder].name for s in ferry.graph.statements if s.document in speeches}
        assert set(speeches.values()) == {
            "David Okafor", "Helen Marsh", "Robert Kane", "James Porter", "Laura Whitfield",
        }  # fmt: skip
        assert set(speeches.values()) <= spoken

    def test_laws_cited_for_opposite_ends(self, ferry: Built) -> None:
        levy = ferry.main_proposal()
        (harbours,), (access,) = ferry.named("Clean Harbours Act", "law"), ferry.named("Island Access Act", "law")
        assert ferry.holders("cites", harbours) & ferry.holders("supports", levy)
        assert ferry.holders("cites", access) & ferry.holders("opposes", levy)

    def test_the_side_proposal_has_camps_of_its_own(self, ferry: Built) -> None:
        bridges = ferry.named("Tarn bridge", "proposal")
        assert bridges
        assert has(set().union(*(ferry.holders("supports", b) for b in bridges)), "Robert Kane")
        assert has(set().union(*(ferry.holders("opposes", b) for b in bridges)), "James Porter")

    def test_page_furniture_is_no_evidence(self, ferry: Built) -> None:
        sentences = " ".join(s.sentence_text for s in ferry.graph.statements)
        for furniture in ("adverts", "Subscribe", "All rights reserved", "| Progress Party |"):
            assert furniture not in sentences
        assert "Marsh supports nothing" not in (ferry.out / "extractions.jsonl").read_text(encoding="utf-8")


class TestBoth:
    def test_every_file_is_there(self, example: Built) -> None:
        assert [name for name in FILES if not (example.out / name).stat().st_size] == []
        assert (example.out / "store").is_dir()

    def test_findings_and_places_are_printed(self, example: Built) -> None:
        for name in ("index.html", "network.png", "graph.ttl"):
            assert name in example.printed
        assert example.printed.count("because") >= 3

    def test_evidence_stands_in_one_sentence_of_the_text(self, example: Built) -> None:
        texts = {}
        for extraction in example.extractions():
            texts[extraction.document.id] = extraction.document.text
            for s in extraction.statements:
                assert s.sentence.start <= s.evidence.start < s.evidence.end <= s.sentence.end
                assert s.cue is None or s.sentence.start <= s.cue.start < s.cue.end <= s.sentence.end
        assert example.graph.statements
        for found in example.graph.statements:
            text = texts[found.document]
            assert text[found.evidence.start : found.evidence.end] == found.text
            assert text[found.sentence.start : found.sentence.end] == found.sentence_text

    def test_rdflib_and_oxigraph_read_the_same_triples(self, example: Built) -> None:
        path = example.out / "graph.ttl"
        triples = list(pyoxigraph.parse(path=path, format=pyoxigraph.RdfFormat.TURTLE))
        assert len(triples) > 100
        lines = pyoxigraph.serialize((quad.triple for quad in triples), format=pyoxigraph.RdfFormat.N_TRIPLES)
        assert set(rdflib.Graph().parse(path)) == set(rdflib.Graph().parse(data=lines, format="nt"))

    @pytest.mark.slow
    def test_shapes_pass(self, example: Built) -> None:
        conforms, report = shapes_hold(rdflib.Graph().parse(example.out / "graph.ttl"))
        assert conforms, report

    def test_a_statement_without_evidence_fails(self, salvador: Built) -> None:
        data = rdflib.Graph().parse(salvador.out / "graph.ttl")
        statement = min(data.subjects(GB.evidence))
        data.remove((statement, GB.evidence, None))
        conforms, report = shapes_hold(data)
        assert not conforms
        assert str(statement).rpartition("/")[2] in report


def shapes_hold(data: rdflib.Graph) -> tuple[bool, str]:
    conforms, _, report = pyshacl.validate(
        data,
        shacl_graph=rdflib.Graph().parse(ROOT / "ontologies" / "shapes.ttl"),
        ont_graph=rdflib.Graph().parse(ROOT / "ontologies" / "policy.ttl"),
    )
    return bool(conforms), str(report)
