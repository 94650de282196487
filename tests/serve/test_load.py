"""Many at once: good queries are answered right among slow, broken and huge ones, and nothing changes the data."""

from __future__ import annotations

import asyncio
import hashlib
import random
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from graphbuild.rdf import open_store
from graphbuild.rdf.results import ask
from tests.serve.servers import ALL, ENDLESS, HOARD, Server, serving

CLIENTS = 64
ROWS = 20_000
PREFIXES = "PREFIX gb: <https://w3id.org/graphbuild/ns#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
GOOD = [
    ALL,
    PREFIXES + "SELECT ?l { ?x a gb:Person ; rdfs:label ?l } ORDER BY ?l",
    PREFIXES + "SELECT ?a ?b { ?x gb:supports ?y . ?x rdfs:label ?a . ?y rdfs:label ?b } ORDER BY ?a ?b",
    PREFIXES + "SELECT ?y (COUNT(*) AS ?n) { ?x gb:opposes ?y } GROUP BY ?y ORDER BY DESC(?n) ?y LIMIT 5",
    PREFIXES + 'SELECT ?x { ?x rdfs:label "nobody" }',
]
HUGE = ["SELECT * { ?a ?b ?c . ?d ?e ?f }", "CONSTRUCT { ?a ?b ?f } WHERE { ?a ?b ?c . ?d ?e ?f }"]
SLOW = [ENDLESS, HOARD]
BROKEN = [
    "SELECT",
    "SELECT * { ?s",
    "INSERT DATA { <a:a> <a:b> 1 }",
    "DROP ALL",
    "SELECT * { SERVICE <http://x> {} }",
    "\0",
]
HALVES = [
    b"",
    b"\0\0",
    b"GET /sparql",
    b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99\r\n\r\nquery=",
    b"GET /",
]

Client = Callable[[httpx.AsyncClient, random.Random], Awaitable[object]]


@pytest.fixture(scope="module")
def busy(debate: Path) -> Iterator[Server]:
    with serving(debate, "--timeout", "2", "--limit", str(ROWS), "--memory", "256", "--workers", "3") as found:
        yield found


def digest(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.mark.parametrize("seconds", [4, pytest.param(30, marks=pytest.mark.slow)])
def test_good_queries_are_answered_right_whatever_else_is_asked(busy: Server, seconds: float) -> None:
    store = open_store(busy.out / "store")
    expected = {query: [[cell.value for cell in row] for row in ask(store, query).rows] for query in GOOD}  # type: ignore[union-attr]
    before = digest(busy.out)
    answered: Counter[str] = Counter()
    most = 0

    async def good(client: httpx.AsyncClient, chance: random.Random) -> None:
        query = chance.choice(GOOD)
        answer = await client.get(busy.endpoint, params={"query": query})
        while answer.status_code == 503:
            answered["told to wait"] += 1
            await asyncio.sleep(float(answer.headers["Retry-After"]))
            answer = await client.get(busy.endpoint, params={"query": query})
        assert answer.status_code == 200, (query, answer.text)
        data = answer.json()
        rows = [[row[name]["value"] for name in data["head"]["vars"]] for row in data["results"]["bindings"]]
        assert rows == expected[query]
        answered["good"] += 1

    async def huge(client: httpx.AsyncClient, chance: random.Random) -> None:
        async with client.stream("POST", busy.endpoint, data={"query": chance.choice(HUGE)}) as answer:
            assert answer.status_code in (200, 503, 504), answer.status_code
            got = 0
            async for piece in answer.aiter_raw(2**14):
                got += len(piece)
                await asyncio.sleep(0.01)
                if chance.random() < 0.01:
                    return  # and away
            if answer.status_code == 200:
                assert got == int(answer.headers["Content-Length"])
                assert answer.headers["X-Graphbuild-Cut"] == str(ROWS)
                answered["huge"] += 1

    async def slow(client: httpx.AsyncClient, chance: random.Random) -> None:
        answer = await client.post(busy.endpoint, data={"query": chance.choice(SLOW)})
        assert answer.status_code in (503, 504, 507), answer.text[:200]
        answered["slow"] += 1

    async def broken(client: httpx.AsyncClient, chance: random.Random) -> None:
        answer = await client.post(busy.endpoint, data={"query": chance.choice(BROKEN)})
        assert answer.status_code in (400, 503), answer.text
        reader, writer = await asyncio.open_connection("127.0.0.1", busy.port)
        writer.write(chance.choice(HALVES))
        await writer.drain()
        await asyncio.sleep(0.1)
        writer.close()
        answered["broken"] += 1

    async def one(number: int, end: float) -> None:
        chance = random.Random(number)
        kind: Client = (
            (slow, huge, broken)[number] if number < 3 else chance.choice([good, good, good, good, huge, broken])
        )
        kind = slow if number in (3, 4, 5) else kind
        async with httpx.AsyncClient(timeout=120) as client:
            while asyncio.get_running_loop().time() < end:
                await kind(client, chance)

    async def watched(end: float) -> None:
        nonlocal most
        while asyncio.get_running_loop().time() < end:
            most = max(most, busy.memory())
            await asyncio.sleep(0.2)

    async def everyone() -> None:
        end = asyncio.get_running_loop().time() + seconds
        await asyncio.gather(watched(end), *(one(number, end) for number in range(CLIENTS)))

    with ThreadPoolExecutor(1) as thread:  # a browser of another test may have this thread's loop
        thread.submit(asyncio.run, everyone()).result()
    assert answered["good"] >= seconds, answered
    assert min(answered[kind] for kind in ("huge", "slow", "broken")) > 0, answered
    assert most < 3 * 256 * 2**20 + 3 * 100 * 2**20 + 300 * 2**20, most
    assert digest(busy.out) == before
    assert busy.count() == int(expected[ALL][0][0])
