"""A real browser without network, and pages of the sample graphs in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from graphbuild.graph import KnowledgeGraph
from graphbuild.site import write_page

OpenPage = Callable[..., Page]


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "browser: needs Chromium")


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[OpenPage]:
    """Open the page of a graph. At the end, no page may have asked for anything or complained."""
    complaints: list[str] = []
    contexts: list[BrowserContext] = []

    def open_(
        graph: KnowledgeGraph,
        address: str = "",
        *,
        width: int = 1440,
        height: int = 900,
        scheme: str = "light",
        script: str | None = None,
        javascript: bool = True,
    ) -> Page:
        path = tmp_path / f"page-{len(contexts)}.html"
        with path.open("w", encoding="utf-8", newline="\n") as file:
            write_page(graph, file)
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,  # type: ignore[arg-type]  # a plain string in the tests' parameters
            offline=True,
            java_script_enabled=javascript,
        )
        contexts.append(context)
        if script:
            context.add_init_script(script)
        page = context.new_page()
        page.on("console", lambda m: complaints.append(f"{m.type}: {m.text}") if m.type != "log" else None)
        page.on("pageerror", lambda error: complaints.append(f"error: {error}"))
        page.on("dialog", lambda dialog: complaints.append(f"dialog: {dialog.message}"))
        page.on(
            "request", lambda r: None if r.url.startswith(("file:", "data:", "blob:")) else complaints.append(r.url)
        )
        page.goto(path.as_uri() + address)
        if javascript:
            page.wait_for_selector("html[data-ready]", timeout=20_000)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert complaints == []
