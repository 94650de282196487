"""Every named question gives the rows that a person read off, in four engines; variables go in safely."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from io import StringIO
from pathlib import Path

import httpx
import pytest
import rdflib
from click.testing import CliRunner
from pyoxigraph import RdfFormat, Store

from graphbuild.build import build
from graphbuild.cli import cli
from graphbuild.errors import InputError, OptionError
from graphbuild.graph import KnowledgeGraph
from graphbuild.output import write_graph
from graphbuild.rdf import to_rdflib, write_turtle
from graphbuild.rdf.questions import bound, question, questions, read_question, with_values
from graphbuild.rdf.results import Rows, Triples, ask
from tests import samples
from tests.rdf.debate import ANSWERS, LEVY, debate
from tests.rdf.stores import Server

GRAPH = "urn:graph:debate"
EXAMPLES = Path(__file__).parents[2] / "examples"
Row = tuple[object, ...]
Engine = Callable[[KnowledgeGraph, str], list[Row]]


def turtle(graph: KnowledgeGraph) -> bytes:
    file = StringIO()
    write_turtle(graph, file)
    return file.getvalue().encode()


def store_of(graph: KnowledgeGraph) -> Store:
    store = Store()
    store.load(turtle(graph), RdfFormat.TURTLE)
    return store


def _plain(value: str | None) -> object:
    """A cell as a number where it is one: stores write 0.900, 0.9 and "0.9" for the same decimal."""
    try:
        return None if value is None else float(value)
    except ValueError:
        return value


def _rows(rows: Iterable[Iterable[str | None]]) -> list[Row]:
    return [tuple(map(_plain, row)) for row in rows]


def in_rdflib(graph: KnowledgeGraph, query: str) -> list[Row]:
    found = to_rdflib(graph).query(query)
    return _rows([None if cell is None else str(cell) for cell in row] for row in found)  # type: ignore[union-attr]


def in_store(graph: KnowledgeGraph, query: str) -> list[Row]:
    answer = ask(store_of(graph), query)
    assert isinstance(answer, Rows)
    return _rows([None if cell is None else cell.value for cell in row] for row in answer.rows)


def in_server(server: Server) -> Engine:
    def rows(graph: KnowledgeGraph, query: str) -> list[Row]:
        auth = httpx.DigestAuth(*server.user) if server.user else None
        headers = {"Content-Type": "text/turtle"}
        answer = httpx.put(
            server.graphs, params={"graph": GRAPH}, content=turtle(graph), headers=headers, auth=auth, timeout=60
        )
        assert answer.is_success, answer.text
        columns = ask(store_of(graph), query)
        assert isinstance(columns, Rows)
        found = server.rows(query, GRAPH)
        return _rows([row[name]["value"] if name in row else None for name in columns.columns] for row in found)

    return rows


@pytest.fixture(params=["rdflib", "store", "oxigraph", "virtuoso"])
def engine(request: pytest.FixtureRequest) -> Engine:
    if request.param in ("oxigraph", "virtuoso"):
        return in_server(request.getfixturevalue(request.param))
    return {"rdflib": in_rdflib, "store": in_store}[request.param]


def test_every_question_is_answered_by_hand() -> None:
    assert sorted(ANSWERS) == [asked.name for asked in questions()]
    assert len(ANSWERS) >= 12


@pytest.mark.parametrize("name", ANSWERS)
def test_the_rows_are_those_a_person_finds(name: str, engine: Engine) -> None:
    values, expected = ANSWERS[name]
    graph = debate()
    query = bound(question(name), values, store_of(graph))
    assert engine(graph, query) == [tuple(float(c) if isinstance(c, int) else c for c in row) for row in expected]


@pytest.mark.parametrize("name", ANSWERS)
def test_hostile_names_come_through_all_engines(name: str, engine: Engine) -> None:
    graph = samples.hostile()
    store = store_of(graph)
    proposal = next(node for node in graph.nodes.values() if node.type == "proposal")
    actor = next(node for node in graph.nodes.values() if node.type == "person")
    stand_ins = {"proposal": proposal.name, "actor": actor.name, "institution": actor.name}
    stand_ins |= {"document": graph.documents[0].id, "below": "2"}
    asked = question(name)
    values = {v.name: stand_ins[v.name] for v in asked.variables if v.name in stand_ins}
    query = bound(asked, values, store)
    assert sorted(engine(graph, query), key=str) == sorted(in_store(graph, query), key=str)


def test_a_question_says_what_it_answers_and_takes() -> None:
    for asked in questions():
        assert asked.title.endswith("?")
        for variable in asked.variables:
            assert f"?{variable.name}" in asked.text.split("WHERE", 1)[1]
    (variable, least) = question("who-supports").variables
    assert (variable.kind, variable.optional, variable.default) == ("entity", False, None)
    assert (least.kind, least.default) == ("number", "0")


@pytest.mark.parametrize("value", [LEVY, "THE LEVY", samples.BASE + "proposal/the-levy-8"])
def test_a_name_stands_for_its_node(value: str) -> None:
    query = bound(question("who-supports"), {"proposal": value}, store_of(debate()))
    assert f"VALUES ?proposal {{ <{samples.BASE}proposal/the-levy-8> }}" in query


def test_an_alias_stands_for_its_node() -> None:
    assert "ada-moreau-0" in bound(question("actor-profile"), {"actor": "Moreau"}, store_of(debate()))


@pytest.mark.parametrize(
    ("name", "values", "message"),
    [
        ("who-supports", {}, "needs --var proposal=…: the proposal, law or actor"),
        ("who-supports", {"proposal": "the levi"}, "no entity of this name; did you mean 'the levy'"),
        ("who-supports", {"proposal": "levy"}, "did you mean 'the levy'"),
        ("who-supports", {"propsal": "x"}, r"has no \?propsal; did you mean 'proposal'"),
        ("who-supports", {"proposal": LEVY, "min": "0.5) || (true"}, "give a number"),
        ("actor-profile", {"actor": LEVY}, "no actor of this name"),
        ("document-statements", {"document": "e"}, "no document of this name"),
    ],
)
def test_a_value_that_stands_for_nothing_is_refused(name: str, values: dict[str, str], message: str) -> None:
    with pytest.raises(OptionError, match=message):
        bound(question(name), values, store_of(debate()))


def test_a_name_of_two_is_refused_with_both_addresses() -> None:
    graph = samples.graph_of(
        [("Ann", "supports", "it", "Ann [backs] it.", "narrated", 0.9, "a")],
        {"Ann": "person", "Ann ": "institution", "it": "proposal"},
        {},
    )
    nodes = dict(graph.nodes)
    other = next(node for node in nodes.values() if node.name == "Ann ")
    nodes[other.iri] = replace(other, name="Ann")
    with pytest.raises(OptionError, match="more than one has this name; give an address: .*institution.*person"):
        bound(question("actor-profile"), {"actor": "Ann"}, store_of(replace(graph, nodes=nodes)))


@pytest.mark.parametrize("text", ['"} UNION { ?s ?p ?o } #', "\\", '"""', "x\ny", "a' b", "?x", "<urn:a:b>"])
def test_a_text_is_never_part_of_the_query(text: str, tmp_path: Path) -> None:
    path = tmp_path / "q.rq"
    path.write_text("# Which?\n# ?x (text): any\nSELECT ?x WHERE { }\n", encoding="utf-8")
    answer = ask(Store(), bound(read_question(path), {"x": text}, Store()))
    assert isinstance(answer, Rows)
    assert [row[0].value for row in answer.rows] == [text]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?x { }",
        "select ?x where { }",
        "SELECT (STR(?x) AS ?y) ?x WHERE { }",
        "# {\nSELECT ?x WHERE { }",
        'SELECT ("{" AS ?y) ?x WHERE { }',
        "PREFIX a: <urn:{:x> SELECT ?x WHERE { }".replace("{", "%7B", 1),
        "SELECT ?x (EXISTS { } AS ?y) WHERE { }",
    ],
)
def test_the_where_clause_is_found(query: str) -> None:
    answer = ask(Store(), with_values(query, {"x": "5"}))
    assert isinstance(answer, Rows)
    assert [row[answer.columns.index("x")].value for row in answer.rows] == ["5"]


def test_construct_takes_values_in_its_where_clause() -> None:
    query = with_values("CONSTRUCT { <urn:a:b> <urn:a:c> ?x } WHERE { }", {"x": "5"})
    answer = ask(Store(), query)
    assert isinstance(answer, Triples)
    assert "5" in str(answer.triples[0])


@pytest.mark.parametrize(
    ("text", "error", "message"),
    [("SELECT ?x WHERE {", InputError, "no SPARQL: line 1, column 18"), ("SELECT", InputError, "no SPARQL: line 1")],
)
def test_a_query_that_is_none_is_one_clear_line(text: str, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message) as found:
        ask(Store(), text)
    assert str(found.value).count("\n") == 0


def test_a_kind_that_is_not_known_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "q.rq"
    path.write_text("# Which?\n# ?x (colour): any\nSELECT ?x WHERE { }\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"\?x is of no known kind 'colour'; known: entity, actor"):
        read_question(path)


# ---- the command ------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("debate")
    write_graph(debate(), folder)
    return folder


def run(*args: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(cli, ["query", *args])
    return result.exit_code, result.stdout, result.stderr


def test_the_list_names_questions_and_variables() -> None:
    _, text, _ = run("--list")
    for asked in questions():
        assert asked.name in text
        assert asked.title in text
    assert "--var proposal=ENTITY" in text


def test_a_table_is_made_for_reading(out: Path) -> None:
    code, text, _ = run(str(out), "most-contested")
    assert code == 0
    lines = [line.split() for line in text.splitlines() if line.strip()]
    assert lines[0] == ["target", "for", "against", "smaller"]
    assert ["the", "levy", "3", "2", "2"] in lines
    assert lines[-1] == ["2", "rows"]


def test_programs_get_csv_tsv_and_json(out: Path, tmp_path: Path) -> None:
    assert run(str(out), "most-contested", "--format", "csv")[1].splitlines()[1] == "the levy,3,2,2"
    assert '"the levy"\t' in run(str(out), "most-contested", "--format", "tsv")[1]
    data = json.loads(run(str(out), "most-contested", "--format", "json")[1])
    assert data["head"]["vars"] == ["target", "for", "against", "smaller"]
    assert data["results"]["bindings"][0]["target"] == {"type": "literal", "value": "the levy"}
    path = tmp_path / "rows.csv"
    run(str(out), "most-contested", "--format", "csv", "-o", str(path))
    assert path.read_text(encoding="utf-8-sig").startswith("target,for")


def test_own_queries_work_the_same(out: Path, tmp_path: Path) -> None:
    path = tmp_path / "mine.rq"
    path.write_text(
        "PREFIX gb: <https://w3id.org/graphbuild/ns#>\nSELECT ?s WHERE { ?s gb:holder ?who } ORDER BY ?s",
        encoding="utf-8",
    )
    code, text, _ = run(str(out), str(path), "--var", "who=Clara Voss", "--format", "csv")
    assert code == 0
    assert [line[-6:] for line in text.split()[1:]] == ["s00009", "s00010"]


def test_triples_come_as_turtle(out: Path, tmp_path: Path) -> None:
    path = tmp_path / "mine.rq"
    path.write_text("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", encoding="utf-8")
    code, text, _ = run(str(out), str(path), "--format", "ttl")
    assert code == 0
    assert len(rdflib.Graph().parse(data=text, format="turtle")) == len(to_rdflib(debate()))
    assert "use ttl" in run(str(out), str(path), "--format", "csv")[2]


def test_a_cut_is_told(out: Path) -> None:
    _, text, error = run(str(out), "conflicts", "--limit", "3", "--format", "csv")
    assert len(text.splitlines()) == 4
    assert "cut after 3 rows" in error
    assert "cut" not in run(str(out), "conflicts", "--limit", "8")[2]


def test_a_query_that_takes_too_long_ends_the_program(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    write_graph(samples.synthetic(60), tmp_path / "out")
    path = tmp_path / "slow.rq"
    path.write_text("SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", encoding="utf-8")
    command = [sys.executable, "-m", "graphbuild", "query", str(tmp_path / "out"), str(path), "--timeout", "0.3"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert "no answer after 0.3 seconds" in done.stderr


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["who-suports"], "did you mean 'who-supports'"),
        (["who-supports", "--var", "proposal"], "give NAME=VALUE"),
        (["who-supports", "--var", "min=1", "--var", "min=2"], "given twice"),
    ],
)
def test_wrong_options_are_refused(out: Path, args: list[str], message: str) -> None:
    code, _, error = run(str(out), *args)
    assert code == 2
    assert message in error


# ---- the examples -----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def examples() -> KnowledgeGraph:
    return build([EXAMPLES / "el-salvador", EXAMPLES / "ferry-levy"])


@pytest.fixture(scope="module")
def asked_of_examples(examples: KnowledgeGraph) -> dict[str, str]:
    """Every question, with what the examples say most of for its variables."""
    store = store_of(examples)
    busiest = max(examples.edges, key=lambda edge: (len(edge.statements), edge.holder))
    body = max((node for node in examples.nodes.values() if node.type == "institution"), key=lambda node: node.mentions)
    values = {"proposal": busiest.target, "actor": busiest.holder, "institution": body.iri}
    values["document"] = examples.documents[0].id
    return {
        asked.name: bound(asked, {v.name: values[v.name] for v in asked.variables if v.name in values}, store)
        for asked in questions()
    }


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["rdflib", "oxigraph", "virtuoso"], indirect=True)
def test_the_examples_give_the_same_rows_everywhere(
    engine: Engine, examples: KnowledgeGraph, asked_of_examples: dict[str, str]
) -> None:
    empty = []
    for name, query in asked_of_examples.items():
        expected = in_store(examples, query)
        assert sorted(engine(examples, query), key=str) == sorted(expected, key=str), name
        if not expected:
            empty.append(name)
    assert set(empty) <= {"institution-people"}


def test_the_examples_are_asked_as_python_counts(examples: KnowledgeGraph, asked_of_examples: dict[str, str]) -> None:
    names = {iri: node.name for iri, node in examples.nodes.items()}
    sides: dict[str, dict[str, set[str]]] = {}
    for edge in examples.edges:
        sides.setdefault(edge.target, {}).setdefault(edge.relation, set()).add(edge.holder)
    contested = {
        (names[target], float(len(found["supports"])), float(len(found["opposes"])))
        for target, found in sides.items()
        if found.get("supports") and found.get("opposes")
    }
    assert {row[:3] for row in in_store(examples, asked_of_examples["most-contested"])} == contested
    unsure = [s for s in examples.statements if round(s.confidence, 3) < 0.5]
    assert len(in_store(examples, asked_of_examples["low-confidence"])) == len(unsure)
    busiest = max(examples.edges, key=lambda edge: (len(edge.statements), edge.holder))
    told = [s for s in examples.statements if s.target == busiest.target and s.relation == "supports"]
    assert sorted(str(row[7]) for row in in_store(examples, asked_of_examples["who-supports"])) == sorted(
        s.iri for s in told
    )
    cited = {names[edge.target] for edge in examples.edges if edge.relation == "cites"}
    assert {row[0] for row in in_store(examples, asked_of_examples["authorities"])} == cited
