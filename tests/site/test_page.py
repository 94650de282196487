"""The page as text: what it holds, and that no name in it can become code."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import html
import io
import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from typing import Any

import pytest

from graphbuild.graph import KnowledgeGraph
from graphbuild.layout import between_columns, camps
from graphbuild.model import Span
from graphbuild.site import page_data, page_text, write_page
from tests.samples import HOSTILE_NAMES, article, hostile, synthetic
from tests.site.layouts import by_name, simple


class Elements(HTMLParser):
    """The elements of a page with their attributes, and the text in scripts and styles."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.raw: list[tuple[str, dict[str, str | None], str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.found and self.found[-1][0] in ("script", "style") and data.strip():
            self.raw.append((*self.found[-1], data))


def written(graph: KnowledgeGraph, **options: Any) -> str:
    file = io.StringIO()
    write_page(graph, file, **options)
    return file.getvalue()


def data_in(page: str) -> dict[str, Any]:
    (block,) = [text for tag, attrs, text in Elements(page).raw if attrs.get("type") == "application/json"]
    data: dict[str, Any] = json.loads(block)
    return data


def full(data: dict[str, Any], iri: str) -> str:
    return iri if ":" in iri else data["base"] + iri


def restored(data: dict[str, Any]) -> list[dict[str, Any]]:
    """The statements as the page reads them."""
    rows = []
    for row in data["statements"]:
        (holder, relation, target, document, sentence, start, end, cue_start, cue_end, cue, form, sure, date, iri) = row
        text = data["sentences"][sentence]
        rows.append(
            {
                "holder": full(data, data["nodes"][holder][4]),
                "relation": data["relations"][relation],
                "target": full(data, data["nodes"][target][4]),
                "document": full(data, data["documents"][document][5]),
                "sentence": text,
                "evidence": text[start:end],
                "cue": cue if cue_start < 0 else text[cue_start:cue_end],
                "form": data["forms"][form],
                "confidence": sure,
                "date": date,
                "iri": full(data, iri),
            }
        )
    return rows


@pytest.mark.parametrize("graph", [article(), hostile(), synthetic(300)], ids=["article", "hostile", "synthetic"])
def test_the_data_in_the_page_are_those_of_the_graph(graph: KnowledgeGraph) -> None:
    data = data_in(written(graph))
    documents = {document.id: document.iri for document in graph.documents}
    assert restored(data) == [
        {
            "holder": s.holder,
            "relation": s.relation,
            "target": s.target,
            "document": documents[s.document],
            "sentence": s.sentence_text,
            "evidence": s.text,
            "cue": s.cue_text,
            "form": s.form,
            "confidence": s.confidence,
            "date": s.date,
            "iri": s.iri,
        }
        for s in graph.statements
    ]
    assert [(data["types"][n[0]], n[1], tuple(n[2]), full(data, n[4]), n[5]) for n in data["nodes"]] == [
        (n.type, n.name, n.aliases, n.iri, n.mentions) for n in graph.nodes.values()
    ]
    assert [(d[0], d[1], d[2], d[3]) for d in data["documents"]] == [
        (d.title, d.date, d.source, d.url) for d in graph.documents
    ]


def test_the_columns_are_those_of_the_layout() -> None:
    graph = article()
    data = page_data(graph, simple(graph, max_edges=5))
    names = {column: [data["nodes"][i][1] for i in data["core"][column]] for column in ("left", "between", "right")}
    assert "Shipowners’ League" in names["left"] + names["between"]
    assert len(data["core"]["edges"]) == 5
    assert data["core"]["left_out"] == ["relations outside the core"]
    layout = camps(graph)
    core = data_in(written(graph))["core"]
    order = list(graph.nodes)
    assert [order[i] for i in core["left"]] == list(layout.left)
    assert [order[i] for i in core["apart_targets"]] == list(layout.apart_targets)


def test_who_leans_to_neither_camp_stands_where_the_layout_says() -> None:
    graph = article()
    iris = tuple(by_name(graph, name) for name in ("Ada Moreau", "Norland"))
    layout = dataclasses.replace(simple(graph), left=(), between=iris, right=(by_name(graph, "Green Coast"),))
    core = page_data(graph, layout)["core"]
    assert [list(graph.nodes)[i] for i in core["between"]] == list(iris)
    assert core["between_left"] == between_columns(0, 2, 1) == 2


def test_hostile_names_stay_text() -> None:
    page = written(hostile())
    for name in (*HOSTILE_NAMES, '"><img src=x onerror=alert(1)>'):
        if re.search("[<>]", name):
            assert name not in page
    elements = Elements(page)
    assert not [tag for tag, _ in elements.found if tag in ("img", "iframe", "object", "link", "base")]
    assert [tag for tag, _ in elements.found].count("script") == 2
    assert not [key for _, attrs in elements.found for key in attrs if key.startswith("on") or key == "style"]
    (block,) = [text for _, attrs, text in elements.raw if attrs.get("type") == "application/json"]
    assert not re.search("[<>&\u2028\u2029]", block)


def test_a_hostile_title_stays_text_and_is_no_template() -> None:
    title = "</title><script>alert(1)</script>{{data}}\x00\ud800"
    page = written(article(), title=title)
    assert "<script>alert(1)" not in page
    assert f"<title>{html.escape('</title><script>alert(1)</script>{{data}}')}\ufffd\ufffd</title>" in page
    page.encode("utf-8")
    assert data_in(page)["title"] == title


def test_the_policy_allows_this_script_and_style_and_nothing_else() -> None:
    elements = Elements(written(hostile()))
    (policy,) = [a["content"] for tag, a in elements.found if a.get("http-equiv") == "Content-Security-Policy"]
    rules = dict(rule.split(" ", 1) for rule in str(policy).split("; "))
    assert rules["default-src"] == "'none'"
    for directive, tag in (("script-src", "script"), ("style-src", "style")):
        (text,) = [raw for name, attrs, raw in elements.raw if name == tag and "type" not in attrs]
        digest = base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
        assert rules[directive] == f"'sha256-{digest}'"


def test_a_cue_outside_its_sentence_keeps_its_words() -> None:
    graph = article()
    first = dataclasses.replace(graph.statements[0], cue=Span(500, 504), cue_text="elsewhere")
    data = page_data(dataclasses.replace(graph, statements=(first, *graph.statements[1:])), simple(graph))
    assert data["statements"][0][7:10] == [-1, -1, "elsewhere"]


def test_affiliations_point_to_nodes_or_keep_their_iri() -> None:
    graph = article()
    ada, green = by_name(graph, "Ada Moreau"), by_name(graph, "Green Coast")
    node = dataclasses.replace(graph.nodes[ada], affiliation=(green, "https://example.org/else"))
    graph = dataclasses.replace(graph, nodes={**graph.nodes, ada: node})
    order = list(graph.nodes)
    row = page_data(graph, simple(graph))["nodes"][order.index(ada)]
    assert row[3] == [order.index(green), "https://example.org/else"]


def test_the_title_is_the_users_else_the_documents_else_the_most_discussed_target() -> None:
    graph = article()
    assert page_data(graph, simple(graph), title="Ports")["title"] == "Ports"
    assert page_data(graph, simple(graph))["title"].startswith("The debate on a levy on ships")
    assert page_data(hostile(), simple(hostile()))["title"] == "Report =doc<1>"
    empty = dataclasses.replace(graph, nodes={}, statements=(), documents=())
    assert "<h1" in page_text(empty, camps(empty))


def test_the_plain_list_names_what_it_leaves_out() -> None:
    page = written(synthetic(300))
    assert page.count("<li><bdi>") == 200
    assert f"{len(synthetic(300).statements) - 200} more statements are in statements.csv" in page


def test_same_bytes_over_hash_seeds() -> None:
    code = (
        "import hashlib, io; from graphbuild.site import write_page; from tests.samples import hostile, synthetic\n"
        "for graph in (hostile(), synthetic(300)):\n"
        "    file = io.StringIO(); write_page(graph, file)\n"
        "    print(hashlib.sha256(file.getvalue().encode()).hexdigest())"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1")
    }
    assert len(runs) == 1
