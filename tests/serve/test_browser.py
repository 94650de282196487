"""The query page in a real browser: it asks our endpoint, and nobody else."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.serve.servers import Server

pytestmark = pytest.mark.browser

SET_QUERY = "(text) => document.querySelector('.tabPanel.active .CodeMirror').CodeMirror.setValue(text)"
Open = Callable[[], Page]


@pytest.fixture
def open_query(browser: Browser, server: Server) -> Iterator[Open]:
    """Opens the query page. At the end, no page may have asked another server or complained."""
    complaints: list[str] = []
    context: BrowserContext = browser.new_context(viewport={"width": 1200, "height": 900})

    def open_() -> Page:
        page = context.new_page()
        page.on("console", lambda m: complaints.append(f"{m.type}: {m.text}") if m.type != "log" else None)
        page.on("pageerror", lambda error: complaints.append(f"error: {error}"))
        page.on(
            "request",
            lambda r: None if r.url.startswith((server.url + "/", "data:", "blob:")) else complaints.append(r.url),
        )
        page.goto(f"{server.url}/query")
        page.wait_for_selector("html[data-ready]", timeout=20_000)
        return page

    yield open_
    context.close()
    assert complaints == []


def run(page: Page) -> None:
    page.locator(".yasqe_queryButton:visible").click()


def test_a_question_is_chosen_and_answered(open_query: Open, server: Server) -> None:
    page = open_query()
    asked = httpx.get(f"{server.url}/query/questions.json").json()["questions"]
    chosen = next(question for question in asked if question["name"] == "most-contested")
    assert page.locator("#question option").count() == len(asked) + 1
    page.get_by_label("A question to start from").select_option(label=chosen["title"])
    run(page)
    expect(page.locator(".yasr:visible table tbody tr").first).to_be_visible(timeout=20_000)
    rows = server.ask(chosen["query"]).json()["results"]["bindings"]
    first = page.locator(".yasr:visible table tbody tr").first.inner_text()
    assert next(iter(rows[0].values()))["value"] in first


def test_completing_a_name_asks_nobody(open_query: Open) -> None:
    page = open_query()
    for text in ("SELECT * { ?s rdfs:lab", "SELECT * { ?s a gb:Per", "PREFIX fo"):
        page.evaluate(SET_QUERY, text)
        page.locator(".tabPanel.active .CodeMirror").click()
        page.keyboard.press("Control+End")
        page.keyboard.press("Control+Space")
        page.wait_for_timeout(400)


def test_it_says_that_an_answer_was_cut(open_query: Open) -> None:
    page = open_query()
    page.evaluate(SET_QUERY, "CONSTRUCT WHERE { ?s ?p ?o }")
    run(page)
    expect(page.locator("#cut")).to_have_text("Cut after 5000 rows: there are more.", timeout=20_000)
    page.evaluate(SET_QUERY, "SELECT * { ?s ?p ?o } LIMIT 3")
    run(page)
    expect(page.locator("#cut")).to_have_text("")


def test_a_tab_of_an_earlier_visit_asks_here(open_query: Open) -> None:
    page = open_query()
    page.get_by_label("A question to start from").select_option(index=1)
    page.evaluate(
        """() => { for (const key of Object.keys(localStorage)) localStorage.setItem(key,
             localStorage.getItem(key).replaceAll(location.origin + "/sparql", "http://localhost:9/elsewhere")); }"""
    )
    page.close()
    again = open_query()
    again.evaluate(SET_QUERY, "SELECT * { ?s ?p ?o } LIMIT 3")
    run(again)
    expect(again.locator(".yasr:visible table tbody tr")).to_have_count(3, timeout=20_000)


def test_the_page_of_the_folder_works_here_too(browser: Browser, server: Server) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda r: asked.append(r.url))
    page.goto(f"{server.url}/")
    page.wait_for_selector("html[data-ready]", timeout=20_000)
    page.close()
    assert set(asked) <= {f"{server.url}/", f"{server.url}/favicon.ico"}
