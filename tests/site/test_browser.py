"""The page in a real browser, as a person uses it: mouse, keyboard, phone, screen reader's view."""

from __future__ import annotations

import dataclasses
from importlib.resources import files
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from graphbuild.graph import GraphStatement, KnowledgeGraph
from graphbuild.layout import camps
from tests.samples import HOSTILE_NAMES, article, hostile, synthetic
from tests.site.conftest import OpenPage
from tests.site.layouts import by_name

pytestmark = pytest.mark.browser

# Where the drawn lines are on the screen: their keys, and points at a quarter, a half and three quarters of each.
POINTS = """() => [...document.querySelectorAll('#figure .edge')].map((group) => {
  const path = group.querySelector('.line');
  const onScreen = path.getScreenCTM();
  return [group.dataset.edge, [0.25, 0.5, 0.75].map((part) => {
    const at = path.getPointAtLength(path.getTotalLength() * part).matrixTransform(onScreen);
    return [at.x, at.y];
  })];
})"""
SHOWN = """() => [...document.querySelectorAll('#panel [data-statement]')]
  .map((e) => Number(e.dataset.statement)).sort((a, b) => a - b)"""
TEXT_SIDES = """() => [...document.querySelectorAll('#figure text')].map((e) => {
  const box = e.getBoundingClientRect();
  return [box.left, box.right];
})"""
SET_CONFIDENCE = """(value) => {
  const slider = document.getElementById('confidence');
  slider.value = value;
  slider.dispatchEvent(new Event('input'));
}"""
CHOICES = "() => [...document.querySelectorAll('#panel .choices [data-edge]')].map((e) => e.dataset.edge)"
FOCUSED = "() => document.activeElement.getAttribute('aria-label') || document.activeElement.id"


def key(graph: KnowledgeGraph, statement: GraphStatement) -> str:
    order = list(graph.nodes)
    return f"{order.index(statement.holder)}-{statement.relation}-{order.index(statement.target)}"


def places(graph: KnowledgeGraph, edge: str) -> list[int]:
    return [i for i, statement in enumerate(graph.statements) if key(graph, statement) == edge]


def counts(page: Page) -> str:
    return page.locator("#counts").inner_text()


@pytest.mark.parametrize("graph", [article(), synthetic(300)], ids=["article", "core of 300"])
def test_a_click_on_any_line_opens_it_or_a_short_list_with_it(open_page: OpenPage, graph: KnowledgeGraph) -> None:
    page = open_page(graph, width=1440, height=2200)
    drawn = page.evaluate(POINTS)
    assert sorted(edge for edge, _ in drawn) == sorted(key(graph, e.statements[0]) for e in camps(graph).edges)
    direct = 0
    clicks = [(edge, points[place]) for place in (0, 1, 2) for edge, points in drawn]
    for edge, (x, y) in clicks:
        page.mouse.click(x, y)
        choices = page.evaluate(CHOICES) if page.locator("#panel-title").inner_text() == "Which line?" else []
        if choices:
            assert edge in choices and len(choices) <= 5
            page.locator(f"#panel .choices [data-edge='{edge}']").click()
        else:
            direct += 1
        expect(page.locator(f"#panel .card[data-statement='{places(graph, edge)[0]}']")).to_have_count(1)
        assert page.evaluate(SHOWN) == places(graph, edge)
    assert direct >= 0.75 * len(clicks), f"{direct} of {len(clicks)} clicks opened one line"


def test_a_click_beside_all_lines_opens_nothing(open_page: OpenPage) -> None:
    page = open_page(article())
    box = page.locator("#figure svg").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 3, box["y"] + 3)
    assert page.locator("#panel.open").count() == 0


def test_a_click_on_a_name_shows_all_its_statements(open_page: OpenPage) -> None:
    graph = article()
    page = open_page(graph)
    for iri, node in graph.nodes.items():
        page.locator(f"#figure [data-node='{list(graph.nodes).index(iri)}']").first.click()
        expect(page.locator("#panel-title")).to_have_text(node.name)
        assert page.evaluate(SHOWN) == [i for i, s in enumerate(graph.statements) if iri in (s.holder, s.target)]
        for alias in node.aliases:
            expect(page.locator("#panel")).to_contain_text(alias)


def test_the_panel_shows_the_evidence(open_page: OpenPage) -> None:
    graph = article()
    page = open_page(graph)
    for number, s in enumerate(graph.statements):
        page.goto(page.url.split("#")[0] + f"#s={number}")
        card = page.locator(f"#panel .card[data-statement='{number}']")
        expect(card.locator("blockquote")).to_have_text(s.sentence_text)
        assert s.cue is not None
        start, end = s.cue.start - s.sentence.start, s.cue.end - s.sentence.start
        expect(card.locator("mark")).to_have_text(s.sentence_text[start:end])
        for words in (graph.nodes[s.holder].name, f"confidence {s.confidence:g}", s.date, s.iri, "The Vale Courier"):
            expect(card).to_contain_text(str(words))
        link = card.get_by_role("link", name=f"Report {s.document}")
        assert link.get_attribute("href") == f"https://example.org/{s.document}"
        assert link.get_attribute("rel") == "noopener noreferrer"


def test_offsets_count_code_points(open_page: OpenPage) -> None:
    graph = hostile()
    number = next(i for i, s in enumerate(graph.statements) if "🦊" in s.text)
    page = open_page(graph, f"#s={number}")
    expect(page.locator("#panel mark")).to_have_text("said")


def test_affiliations_are_links_to_nodes(open_page: OpenPage) -> None:
    graph = article()
    ada, green = by_name(graph, "Ada Moreau"), by_name(graph, "Green Coast")
    node = dataclasses.replace(graph.nodes[ada], affiliation=(green,))
    page = open_page(dataclasses.replace(graph, nodes={**graph.nodes, ada: node}), f"#n={ada}")
    page.locator("#panel").get_by_role("link", name="Green Coast").click()
    expect(page.locator("#panel-title")).to_have_text("Green Coast")


def test_hostile_names_and_addresses_do_nothing(open_page: OpenPage) -> None:
    graph = hostile()
    documents = tuple(dataclasses.replace(d, url="javascript:alert(1)") for d in graph.documents)
    page = open_page(dataclasses.replace(graph, documents=documents))
    before = page.evaluate("document.querySelectorAll('script, img, iframe, object, link').length")
    for number, name in enumerate(HOSTILE_NAMES):
        page.goto(page.url.split("#")[0] + f"#s={number}")
        expect(page.locator("#panel blockquote")).to_contain_text("said")
        page.goto(page.url.split("#")[0] + "#n=" + str(list(graph.nodes).index(by_name(graph, name))))
        expect(page.locator("#panel-title")).to_have_text(name)
    page.goto(page.url.split("#")[0] + "#view=list")
    expect(page.locator("#table tbody tr")).to_have_count(len(graph.statements))
    assert page.locator("a[href^='javascript']").count() == 0
    assert page.evaluate("document.querySelectorAll('script, img, iframe, object, link').length") == before


def test_filters_hide_what_python_would_hide(open_page: OpenPage) -> None:
    graph = synthetic(300)
    page = open_page(graph)
    drawn = camps(graph).edges
    for hidden, least in (("opposes", 0.0), ("opposes", 0.7), ("supports", 0.9)):
        page.evaluate(SET_CONFIDENCE, least)
        for relation in ("supports", "opposes", "cites"):
            page.locator(f"#show-{relation}").set_checked(relation != hidden)
        kept = [[s for s in e.statements if s.relation != hidden and s.confidence >= least] for e in drawn]
        kept = [statements for statements in kept if statements]
        assert page.locator("#figure .edge").count() == len(kept)
        assert f"Drawn: {len(kept)} of {len(graph.edges)} relations, with {sum(map(len, kept))} of" in counts(page)
        page.locator("#view-list").click()
        every = [s for s in graph.statements if s.relation != hidden and s.confidence >= least]
        expect(page.locator("#list-counts")).to_have_text(f"{len(every)} statements of {len(graph.statements)}")
        page.locator("#view-network").click()


def test_counts_tell_what_is_shown_and_what_is_left_out(open_page: OpenPage) -> None:
    graph = synthetic(300)
    layout = camps(graph)
    text = counts(open_page(graph))
    assert f"Drawn: {len(layout.edges)} of {len(graph.edges)} relations" in text
    assert layout.left_out and all(words in text for words, _ in layout.left_out)


def test_search_finds_what_is_not_drawn_and_draws_its_neighbours(open_page: OpenPage) -> None:
    graph = synthetic(300)
    drawn = {iri for edge in camps(graph).edges for iri in (edge.holder, edge.target)}
    iri = next(s.holder for s in graph.statements if s.holder not in drawn)
    page = open_page(graph)
    page.locator("#search").fill(graph.nodes[iri].name.upper())
    page.keyboard.press("Enter")
    expect(page.locator("#network-title")).to_have_text(f"Neighbours of {graph.nodes[iri].name}")
    edges = {key(graph, s) for s in graph.statements if iri in (s.holder, s.target)}
    assert {e for e, _ in page.evaluate(POINTS)} == edges
    page.locator("#panel").get_by_role("link", name="Back to the whole debate").click()


def test_links_open_the_same_view_and_back_returns(open_page: OpenPage) -> None:
    graph = article()
    league = by_name(graph, "Shipowners’ League")
    page = open_page(graph, f"#n={league}")
    expect(page.locator("#panel-title")).to_have_text("Shipowners’ League")
    statement = page.locator("#panel .statements a q").first
    words = statement.inner_text()
    statement.click()
    expect(page.locator("#panel .card.chosen blockquote")).to_have_text(words.strip("“”"))
    address = page.url
    page.go_back()
    expect(page.locator("#panel-title")).to_have_text("Shipowners’ League")
    again = open_page(graph, "#" + address.split("#")[1])
    expect(again.locator("#panel .card.chosen blockquote")).to_have_text(words.strip("“”"))


def test_a_line_counts_sentences_and_its_panel_statements(open_page: OpenPage) -> None:
    graph = article()
    twice = dataclasses.replace(graph.statements[10], iri=graph.statements[10].iri + "b", confidence=0.7)
    page = open_page(dataclasses.replace(graph, statements=(*graph.statements, twice)), "#s=10")
    assert "1 sentence, confidence 0.83" in str(page.locator("#figure .edge.on").get_attribute("aria-label"))
    expect(page.locator("#panel .card")).to_have_count(2)
    expect(page.locator("#panel > .facts")).to_have_text("2 statements")


def test_a_link_to_nothing_says_so(open_page: OpenPage) -> None:
    expect(open_page(article(), "#n=person/nobody").locator("#panel [role=alert]")).to_contain_text("names nothing")


def test_a_link_to_a_line_by_index_and_by_iri(open_page: OpenPage) -> None:
    graph = article()
    s = graph.statements[2]
    order = list(graph.nodes)
    for ends in ((s.holder, s.target), (str(order.index(s.holder)), str(order.index(s.target)))):
        page = open_page(graph, f"#e={ends[0]}+{s.relation}+{ends[1]}")
        assert page.evaluate(SHOWN) == places(graph, key(graph, s))
        expect(page.locator("#figure .edge.on")).to_have_count(1)


def test_the_keyboard_alone_is_enough(open_page: OpenPage) -> None:
    graph = article()
    page = open_page(graph)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert "institution" in page.evaluate(FOCUSED) or "person" in page.evaluate(FOCUSED)
    page.keyboard.press("Home")
    first = page.evaluate(FOCUSED)
    page.keyboard.press("ArrowDown")
    assert page.evaluate(FOCUSED) != first
    page.keyboard.press("ArrowUp")
    assert page.evaluate(FOCUSED) == first
    page.keyboard.press("ArrowRight")
    line = page.evaluate(FOCUSED)
    assert "sentence" in line
    outline = "getComputedStyle(document.activeElement.querySelector('.halo')).strokeWidth"
    assert page.evaluate(outline) == "9px"
    page.keyboard.press("Enter")
    expect(page.locator("#panel.open")).to_have_count(1)
    assert page.evaluate("document.activeElement.id") == "panel-title"
    page.keyboard.press("Escape")
    expect(page.locator("#panel.open")).to_have_count(0)
    assert page.evaluate(FOCUSED) == line
    page.keyboard.press("ArrowRight")
    assert "target of" in page.evaluate(FOCUSED)
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    assert ", " in page.evaluate(FOCUSED)
    page.set_viewport_size({"width": 1000, "height": 900})
    page.wait_for_timeout(300)
    assert page.evaluate("document.activeElement.closest('#figure') !== null")


def test_every_line_can_be_reached_with_the_arrows(open_page: OpenPage) -> None:
    page = open_page(article())
    page.locator("#figure .node.left").first.focus()
    seen: set[str] = set()
    for item in page.locator("#figure .node:not(.middle)").all():
        toward = "ArrowRight" if "left" in str(item.get_attribute("class")) else "ArrowLeft"
        item.focus()
        page.keyboard.press(toward)
        page.keyboard.press("Home")
        for _ in range(10):
            seen.add(page.evaluate("document.activeElement.dataset.edge"))
            page.keyboard.press("ArrowDown")
    assert seen == {edge for edge, _ in page.evaluate(POINTS)}


def test_the_list_sorts_and_filters(open_page: OpenPage) -> None:
    graph = article()
    page = open_page(graph, "#view=list")
    rows = "() => [...document.querySelectorAll('#table tbody tr')].map((e) => Number(e.dataset.statement))"
    assert page.evaluate(rows) == list(range(len(graph.statements)))
    for press, down in ((1, False), (2, True)):
        page.get_by_role("button", name="Confidence").click()
        sure = [graph.statements[i].confidence for i in page.evaluate(rows)]
        assert sure == sorted(sure, reverse=down), press
    expect(page.locator("th[aria-sort=descending]")).to_contain_text("Confidence")
    page.locator("#words").fill("RUBBISH no row has")
    assert page.evaluate(rows) == []
    page.locator("#words").fill("tax on")
    assert page.evaluate(rows) == [2]
    page.locator("#table tbody a").nth(1).click()
    expect(page.locator("#panel .card.chosen")).to_have_count(1)
    assert page.locator("#list").is_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#panel.open")).to_have_count(0)
    assert page.evaluate("document.activeElement.closest('tr').dataset.statement") == "2"


def test_a_graph_without_statements_says_so(open_page: OpenPage) -> None:
    graph = dataclasses.replace(article(), statements=())
    page = open_page(graph)
    assert counts(page).startswith("Drawn: 0 of 0 relations")
    page.locator("#search").fill("norland")
    page.keyboard.press("Enter")
    expect(page.locator("#panel")).to_contain_text("No statement of it or about it was found.")


def test_a_long_list_grows_by_hand(open_page: OpenPage) -> None:
    graph = synthetic(300)
    page = open_page(graph, "#view=list")
    assert page.locator("#table tbody tr").count() == 100
    page.locator("#table .more").click()
    assert page.locator("#table tbody tr").count() == 200


@pytest.mark.parametrize("address", ["", "#n=0", "#s=0", "#view=list", "#n=1&ego=1"])
@pytest.mark.parametrize("graph", [article(), hostile(), synthetic(300)], ids=["article", "hostile", "synthetic"])
def test_no_sideways_scrolling_on_a_phone(open_page: OpenPage, graph: KnowledgeGraph, address: str) -> None:
    page = open_page(graph, address, width=375, height=720)
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    for left, right in page.evaluate(TEXT_SIDES):
        assert left >= 0 and right <= 375


def test_on_a_phone_the_panel_leaves_what_it_is_about_in_sight(open_page: OpenPage) -> None:
    graph = synthetic(300)
    page = open_page(graph, width=375, height=720)
    node = page.locator("#figure .node.right").last
    node.click()
    expect(page.locator("#panel.open")).to_have_count(1)
    at, panel = page.locator("#figure .node.on").first.bounding_box(), page.locator("#panel").bounding_box()
    assert at is not None and panel is not None
    assert at["y"] >= 0 and at["y"] + at["height"] <= panel["y"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(open_page: OpenPage, scheme: str) -> None:
    axe = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    for width, addresses in (
        (1440, ("#view=network", "#n=1", "#s=2", "#view=list&s=2")),
        (375, ("#n=3&ego=3", "#view=list")),
    ):
        page = open_page(article(), script=axe, scheme=scheme, width=width)
        for address in addresses:
            page.goto(page.url.split("#")[0] + address)
            page.wait_for_timeout(250)
            found: dict[str, Any] = page.evaluate("() => axe.run()")
            assert [(v["id"], [n["html"][:200] for n in v["nodes"]][:3]) for v in found["violations"]] == []


def test_twenty_thousand_statements_are_ready_in_two_seconds(open_page: OpenPage) -> None:
    graph = synthetic(3_000)
    statements = tuple(
        dataclasses.replace(s, iri=f"{s.iri}-{copy}", sentence_text=f"{s.sentence_text} Said for the {copy}th time.")
        for copy in range(20_000 // len(graph.statements) + 1)
        for s in graph.statements
    )
    page = open_page(dataclasses.replace(graph, statements=statements))
    ready = page.evaluate("Number(document.documentElement.dataset.ready)")
    assert len(statements) >= 20_000
    assert ready < 2_000, f"{len(statements)} statements: {ready} ms"


def test_without_script_the_statements_can_be_read(open_page: OpenPage) -> None:
    page = open_page(article(), javascript=False)
    expect(page.locator("noscript li").first).to_be_visible()
    assert page.locator("noscript li").count() == len(article().statements)
    assert page.locator("#tools").is_hidden()


def test_on_paper_figure_legend_and_open_evidence_remain(open_page: OpenPage) -> None:
    page = open_page(article(), "#s=3", scheme="dark", width=794)
    page.emulate_media(media="print")
    above, below = page.locator("#legend").bounding_box(), page.locator("#panel").bounding_box()
    assert above is not None and below is not None and below["y"] >= above["y"] + above["height"]
    assert page.locator("#tools").is_hidden()
    assert page.locator("#figure svg").is_visible() and page.locator("#legend").is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
