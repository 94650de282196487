"""Which type of answer an Accept header gets, and which hosts are ours."""

from __future__ import annotations

import pytest

from graphbuild.serve.hosts import allowed_hosts
from graphbuild.serve.protocol import GRAPHS, ROWS, preferred

JSON, XML, CSV, TSV, *_ = ROWS


@pytest.mark.parametrize(
    ("accept", "type"),
    [
        (None, JSON),
        ("", JSON),
        ("nonsense", JSON),
        ("*/*", JSON),
        ("text/*", CSV),
        ("text/csv;q=0.5, text/tab-separated-values", TSV),
        ("text/csv, text/tab-separated-values", CSV),
        (f"{XML};q=0.9, {JSON};q=0.8, */*;q=0.1", XML),
        (f"*/*, {JSON};q=0", XML),
        ("TEXT/CSV ; Q=0.3", CSV),
        ("text/html, */*;q=0.1", JSON),
        ("text/csv;q=9, text/tab-separated-values;q=0.9", CSV),
        ("application/json", "application/json"),
        ("text/html", None),
        ("text/csv;q=0", None),
        ("*/*;q=0", None),
        ("application/*;q=0.2, text/*;q=0.3", CSV),
        (",;,,q=1," * 1000, JSON),
    ],
)
def test_the_best_liked_type_wins(accept: str | None, type: str | None) -> None:
    assert preferred(accept, list(ROWS)) == type


def test_types_of_triples() -> None:
    assert preferred("application/rdf+xml, text/turtle;q=0.9", list(GRAPHS)) == "application/rdf+xml"


OURS = ["localhost:80", "LOCALHOST", "127.0.0.1", "[::1]:80"]
OTHERS = ["", "localhost:81", "evil.example", "localhost.evil.example", "127.0.0.1.evil.example:80", "localhost:80:80"]
OTHERS += ["user@localhost", "localhost:", "localhost/", "192.168.0.7", "[fe80::1]", "localhost:99999", "127.1", "::1"]


def test_only_our_names_with_our_port_are_ours() -> None:
    allowed = allowed_hosts({"localhost", "127.0.0.1", "[::1]"}, 80)
    assert all(map(allowed, OURS))
    assert not any(map(allowed, OTHERS))


def test_beyond_loopback_numbers_are_ours_and_names_are_not() -> None:
    allowed = allowed_hosts({"localhost"}, 80, any_number=True)
    assert allowed("192.168.0.7") and allowed("[fe80::1]:80")
    assert not allowed("evil.example") and not allowed("192.168.0.7:81")
