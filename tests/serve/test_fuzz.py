"""Requests without sense: each gets an answer that is no failure of ours, and the server stays."""

from __future__ import annotations

import contextlib
import random
import socket
import urllib.parse
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from graphbuild.rdf.questions import questions
from graphbuild.serve.protocol import GRAPHS, ROWS
from tests.serve.servers import Server

METHODS = [
    "GET",
    "POST",
    "POST",
    "HEAD",
    "OPTIONS",
    "PUT",
    "DELETE",
    "PATCH",
    "TRACE",
    "CONNECT",
    "get",
    "Ä",
    "G T",
    "",
]
PATHS = [
    "/",
    "/sparql",
    "/sparql",
    "/sparql",
    "/query",
    "/graph.ttl",
    "/query/questions.json",
    "/query/query.js",
    "*",
    "//",
]
PATHS += [
    "/query/../query.js",
    "/%00",
    "/%2e%2e/setup.cfg",
    "http://evil.example/sparql",
    "/sparql/",
    "evil.example:80",
    "/\xff",
]
TYPES = [
    "application/x-www-form-urlencoded",
    "application/sparql-query",
    "application/sparql-update",
    "multipart/form-data",
]
TYPES += [
    "text/plain",
    "",
    ";;;",
    "application/sparql-query; charset=\xff",
    "application/x-www-form-urlencoded; charset=utf-8",
]
ACCEPTS = [*ROWS, *GRAPHS, "*/*", "text/html", "", ";q=", "text/csv;q=\x80", "a" * 9000, "*/*;q=0"]
NAMES = ["query", "query", "query", "update", "default-graph-uri", "named-graph-uri", "x", "", "%ff"]
HEADERS = [
    "Expect: 100-continue",
    "Upgrade: websocket",
    "Transfer-Encoding: chunked",
    "Range: bytes=5-2",
    "Origin: null",
]
HEADERS += ["X: \0", "Connection: upgrade", "Content-Encoding: gzip", "Host: x", "bad", "Connection: close"]
NOISE = [
    b"\0",
    b"\xff",
    b"{",
    b"}",
    b"(",
    b"'",
    b'"',
    b"<",
    b">",
    b"\\",
    b"\xe2\x80\xa8",
    b"%",
    b"&",
    b"SERVICE",
    b"#",
    b"^^",
    b".",
]


def mutated(query: bytes, chance: random.Random) -> bytes:
    data = bytearray(query)
    for _ in range(chance.choice([0, 0, 1, 2, 10])):
        place = chance.randrange(len(data) + 1)
        if chance.random() < 0.5:
            data[place:place] = chance.choice(NOISE)
        else:
            del data[place : place + chance.randrange(1, 20)]
    return bytes(data)


def request(number: int, port: int, texts: list[str]) -> bytes:
    """Every part is as it should be, most of the time."""
    chance = random.Random(number)

    def mostly(good: str, *others: str) -> str:
        return good if chance.random() < 0.9 else chance.choice(others)

    query = mutated(chance.choice(texts).encode(), chance)
    encoded = f"{mostly('query', *NAMES)}={urllib.parse.quote_from_bytes(query)}".encode()
    method = mostly(chance.choice(["GET", "POST"]), *METHODS)
    type, body = chance.choice(
        [("application/sparql-query", query), ("application/x-www-form-urlencoded", encoded), ("text/plain", encoded)]
    )
    path = mostly("/sparql", *PATHS)
    if method != "POST" or chance.random() < 0.1:
        path += "?" + encoded.decode()
    if method == "GET" or chance.random() < 0.05:
        body = chance.choice([b"", b"", b"", chance.randbytes(300)])
    headers = [
        f"Host: {mostly('127.0.0.1', 'localhost', 'evil.example', '')}:{port}",
        f"Accept: {chance.choice(ACCEPTS)}",
        f"Content-Type: {mostly(type, *TYPES)}",
        f"Content-Length: {mostly(str(len(body)), str(len(body) + 3), '0', '-1', 'x', '9' * 30)}",
        *chance.choices(HEADERS, k=chance.choice([0, 0, 0, 0, 0, 1, 2])),
    ]
    chance.shuffle(headers)
    head = f"{method} {path} HTTP/{mostly('1.1', '1.0', '2.0', 'x')}\r\n" + "\r\n".join(headers)
    return head.encode("latin-1") + b"\r\n\r\n" + body


def status(data: bytes, port: int) -> int | None:
    """The status of the answer; None where the server waits for more, or closes without a word."""
    with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
        file = connection.makefile("rb")
        with contextlib.suppress(ConnectionError, TimeoutError):
            connection.sendall(data)
            while line := file.readline():
                if line.startswith(b"HTTP/") and not line.startswith(b"HTTP/1.1 100"):
                    return int(line.split(b" ")[1])
    return None


@pytest.mark.parametrize("requests", [300, pytest.param(2000, marks=pytest.mark.slow)])
def test_no_request_makes_it_fail(server: Server, requests: int) -> None:
    texts = [asked.text for asked in questions()] + [
        "ASK {}",
        "DESCRIBE ?s { ?s ?p ?o } LIMIT 3",
        "CONSTRUCT WHERE { ?s ?p ?o }",
    ]
    data = (request(number, server.port, texts) for number in range(requests))
    with ThreadPoolExecutor(16) as pool:
        found = Counter(pool.map(lambda one: status(one, server.port), data))
    assert all(code is None or code < 500 or code in (503, 504, 507) for code in found), found
    assert found[200] > 0.1 * requests, found
    assert {200, 204, 400, 403, 404, 405, 406, 415} <= set(found), found
    assert server.count() > 1000, found
