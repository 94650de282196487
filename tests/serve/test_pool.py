"""Waiting in line, and files that go when they are read."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from graphbuild.serve import pool as module
from graphbuild.serve.pool import Limits, Pool, RefusalError
from tests.serve.servers import ALL, ENDLESS


def within(store: Path, limits: Limits, work: Callable[[Pool], Awaitable[None]]) -> None:
    async def run() -> None:
        pool = Pool(store, limits)
        await pool.open()
        try:
            await work(pool)
        finally:
            await pool.close()

    with ThreadPoolExecutor(1) as thread:  # a browser of another test may have this thread's loop
        thread.submit(asyncio.run, run()).result()


def test_a_full_line_sends_askers_away_for_a_moment(debate: Path) -> None:
    async def work(pool: Pool) -> None:
        first = asyncio.create_task(pool.ask(ENDLESS, rows="json", graph=None))
        await asyncio.sleep(0.2)
        second = asyncio.create_task(pool.ask(ALL, rows="json", graph=None))
        await asyncio.sleep(0)
        with pytest.raises(RefusalError) as found:
            await pool.ask(ALL, rows="json", graph=None)
        assert (found.value.status, found.value.wait) == (503, 2)
        with pytest.raises(RefusalError, match="3 seconds"):
            await first
        assert (await second).count == 1

    within(debate / "store", Limits(timeout=3, workers=1, line=1), work)


def test_files_go_when_they_are_read_and_bound_what_is_asked(debate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def work(pool: Pool) -> None:
        answer = await pool.ask("SELECT * { ?s ?p ?o }", rows="csv", graph=None)
        assert answer.path.stat().st_size == answer.size > 10_000
        monkeypatch.setattr(module, "KEPT", 5_000)
        with pytest.raises(RefusalError, match="too many"):
            await pool.ask(ALL, rows="json", graph=None)
        with pool.held(answer):
            pass
        assert not answer.path.exists()
        assert (await pool.ask(ALL, rows="json", graph=None)).size > 0
        for query in ("SELECT", "SELECT * { ?s ?p"):
            with pytest.raises(RefusalError, match="no SPARQL"):
                await pool.ask(query, rows="json", graph=None)
        assert len(list(answer.path.parent.iterdir())) == 1  # the one not read

    within(debate / "store", Limits(timeout=30, workers=1), work)
