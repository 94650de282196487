"""From data to one HTML file: template, style, script and data put together so that no text can become code."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from collections.abc import Mapping
from importlib.resources import files
from typing import Any, TextIO

from graphbuild.graph import KnowledgeGraph
from graphbuild.layout import CampsLayout, camps
from graphbuild.site.data import page_data

# One script, in reading order: what the data is, how it is drawn, what panel and list show, who listens, the start.
SCRIPTS = ("data.js", "figure.js", "panel.js", "list.js", "pointing.js", "tools.js", "main.js")
PLAIN_STATEMENTS = 200
# What could end a script element or a line of script, and lone surrogates, which UTF-8 cannot hold.
_UNSAFE = re.compile("[<>&\u2028\u2029\ud800-\udfff]")


def write_page(graph: KnowledgeGraph, file: TextIO, *, title: str | None = None) -> None:
    """Write the page of a graph as one HTML document in UTF-8 that loads nothing else.

    ``title`` is its heading; without one it is taken from the graph. The same graph gives the same text.
    """
    file.write(page_text(graph, camps(graph), title=title))


def page_text(graph: KnowledgeGraph, layout: CampsLayout, *, title: str | None = None) -> str:
    """The page of a graph drawn by a given layout."""
    data = page_data(graph, layout, title=title)
    style = _resource("page.css")
    script = "(() => {\n'use strict';\n" + "\n".join(_resource(name) for name in SCRIPTS) + "})();\n"
    policy = (
        f"default-src 'none'; script-src {_hash(script)}; style-src {_hash(style)}; base-uri 'none'; form-action 'none'"
    )
    return _fill(
        _resource("page.html"),
        {
            "policy": policy,
            "title": _plain(data["title"]),
            "style": style,
            "script": script,
            "data": safe_json(data),
            "plain": _plain_statements(graph),
        },
    )


def safe_json(data: Any) -> str:
    """JSON that may stand in a script element: what HTML or script could misread is written as an escape."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return _UNSAFE.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def _fill(template: str, values: Mapping[str, str]) -> str:
    """The template with each ``{{key}}`` replaced in one pass, so that a value is never read as template."""
    return re.sub(r"\{\{(\w+)\}\}", lambda match: values[match.group(1)], template)


def _resource(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    """The source expression by which a content security policy allows exactly this inline text."""
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def _plain(text: str) -> str:
    """Text for HTML; controls and lone surrogates, which no document may hold, become U+FFFD."""
    return html.escape(re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]", "\ufffd", text))


def _plain_statements(graph: KnowledgeGraph) -> str:
    """A list of statements for browsers without script."""
    rows = []
    for statement in graph.statements[:PLAIN_STATEMENTS]:
        holder, target = graph.nodes[statement.holder].name, graph.nodes[statement.target].name
        claim = f"<bdi>{_plain(holder)}</bdi> {statement.relation} <bdi>{_plain(target)}</bdi>"
        rows.append(f"<li>{claim}: <q>{_plain(statement.sentence_text)}</q></li>")
    left = len(graph.statements) - len(rows)
    more = f"<p>{left} more statements are in statements.csv.</p>" if left else ""
    return f"<ul>{''.join(rows)}</ul>{more}"
