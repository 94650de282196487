from __future__ import annotations

import pytest

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="{charset}"><title>Levy passes | The Vale Courier</title>
<meta property="og:title" content="Levy passes">
<meta property="og:site_name" content="The Vale Courier">
<meta property="article:published_time" content="2024-03-01T23:00:00-05:00">
<link rel="canonical" href="https://example.org/levy">
<script>document.write("The council hacked the page.")</script>
<style>p {{ color: red }}</style></head>
<body><nav><ul><li><a href="/">Home page of the paper</a></li><li><a href="/w">World news today</a></li></ul></nav>
<article><h1>Levy passes</h1>
<p>The harbour council voted on Tuesday for the levy &amp; the <b>Clean</b> Ports Act. “It is long overdue,” said
José Moreau, who leads the group.</p>
<p onclick="alert(1)">Ben Okafor called it a tax on bread, and said that the Shipowners’ League would
<a href="https://example.org/sue">sue</a> over it &lt;soon&gt;.</p>
<table><tr><td>Yes</td><td>12</td></tr></table>
<!-- The hidden council said no. --></article>
<footer>Copyright 2024 The Vale Courier. Subscribe to our newsletter.</footer></body></html>"""
FIRST = (
    "The harbour council voted on Tuesday for the levy & the Clean Ports Act. “It is long overdue,” said "
    "José Moreau, who leads the group."
)


def test_main_text_in_paragraphs_and_metadata(document):
    item = document("levy.html", PAGE.format(charset="utf-8"))
    assert item.text.split("\n\n") == [
        "Levy passes",
        FIRST,
        "Ben Okafor called it a tax on bread, and said that the Shipowners’ League would sue over it <soon>.\n",
    ]
    assert (item.id, item.title, item.date) == ("levy", "Levy passes", "2024-03-01")
    assert (item.source, item.url, item.speaker) == ("The Vale Courier", "https://example.org/levy", None)


def test_charset_of_the_page_is_used(document):
    item = document("levy.htm", PAGE.format(charset="windows-1252").encode("windows-1252"))
    assert FIRST in item.text
    assert item.notes == ()


def test_json_ld_date(document):
    ld = '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2023-11-05"}</script>'
    page = f"<html><head>{ld}</head><body><article><p>{FIRST}</p><p>{FIRST}</p></article></body></html>"
    assert document("a.html", page).date == "2023-11-05"


def test_a_date_in_the_running_text_is_no_date_of_the_page(document):
    page = f"<html><body><article><p>On 5 May 2011 it began. {FIRST}</p></article></body></html>"
    assert document("a.html", page).date is None


def test_preformatted_text_keeps_its_lines(document):
    lines = "  Ms. QUILL. Madam President, the harbour\nwill not wait for us, and neither will I.\n"
    item = document("a.html", f"<html><head><title>Record</title></head><body><pre>\n{lines * 12}</pre></body></html>")
    assert "harbour\nwill not" in item.text


def test_visible_text_where_there_is_no_article(document):
    item = document("a.html", "<html><script>x()</script><nav>Menu</nav><body>Voss<div>opposes it.</div></body></html>")
    assert item.text.split() == ["Voss", "opposes", "it."]
    assert "x()" not in item.text


@pytest.mark.parametrize("page", ["<html><body></body></html>", "<html><script>alert('x')</script></html>", "<!-- -->"])
def test_page_without_text(skipped, page):
    assert skipped("a.html", page).reason == "is a page without text"


def test_entities_that_grow_and_deep_nesting(reading):
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    head = f'<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html [<!ENTITY e0 "ha">{entities}]>'
    bomb = f"{head}<html><body><p>{FIRST} &e9;</p></body></html>"
    deep = "<div>" * 20_000 + FIRST + "</div>" * 20_000
    first, second = reading({"a.xhtml": bomb, "b.html": deep})
    assert len(first.text) < 10_000
    assert FIRST in first.text
    assert second.path == "b.html"
