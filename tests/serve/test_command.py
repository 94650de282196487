"""The command: where it listens, what it says, how it ends."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from tests import samples
from tests.serve.servers import ENDLESS, ROOT, children, folder_of, serving


def refused(*args: object) -> str:
    command = [sys.executable, "-m", "graphbuild", "serve", *map(str, args)]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert result.returncode == 2
    assert result.stderr.count("\n") == 1, result.stderr
    return result.stderr


def test_it_says_where_it_is(debate: Path) -> None:
    with serving(debate) as server:
        assert f"{server.url}/sparql" in server.said
        assert server.url.startswith("http://127.0.0.1:")
        with socket.socket() as other, pytest.raises(OSError):
            other.bind(("127.0.0.1", server.port))
        assert "listens there" in refused(debate, "--port", server.port)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_cleanly_even_in_the_middle_of_a_query(debate: Path, tmp_path: Path, number: signal.Signals) -> None:
    command = [sys.executable, "-m", "graphbuild", "serve", str(debate), "--port", "0"]
    environment = os.environ | {"TMPDIR": str(tmp_path)}
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    assert process.stderr is not None
    process.stderr.readline()
    endpoint = process.stderr.readline().split()[-1]
    workers = children(process.pid)
    assert len(workers) == 4
    assert len(list(tmp_path.iterdir())) == 1
    with pytest.raises(httpx.ReadTimeout):
        httpx.get(endpoint, params={"query": "ASK {}"}).raise_for_status()
        httpx.get(endpoint, params={"query": ENDLESS}, timeout=0.3)
    os.killpg(process.pid, number)  # as a terminal does
    _, errors = process.communicate(timeout=20)
    assert (process.returncode, errors) == (0, "graphbuild: stopped\n")
    assert not any(Path(f"/proc/{worker}").exists() for worker in workers)
    assert list(tmp_path.iterdir()) == []


def test_workers_end_with_a_server_that_was_killed(debate: Path) -> None:
    with serving(debate, "--workers", "2") as server:
        workers = children(server.process.pid)
        with pytest.raises(httpx.ReadTimeout):
            server.ask(ENDLESS, timeout=0.3)
        workers += children(server.process.pid)
        server.process.kill()
        end = time.monotonic() + 10
        while any(Path(f"/proc/{worker}").exists() for worker in workers) and time.monotonic() < end:
            time.sleep(0.1)
        assert not any(Path(f"/proc/{worker}").exists() for worker in workers)


def test_wrong_folders_are_one_clear_line(debate: Path, tmp_path: Path) -> None:
    assert "run.json" in refused(tmp_path)
    shutil.copytree(debate, tmp_path / "out")
    shutil.rmtree(tmp_path / "out" / "store")
    assert "no readable store" in refused(tmp_path / "out", "--port", 0)


def test_wrong_options_are_one_clear_line(debate: Path) -> None:
    assert "cannot listen" in refused(debate, "--host", "no.such.host.invalid", "--port", 0)
    for option in ("--port=70000", "--timeout=0", "--limit=0", "--workers=0", "--memory=1"):
        assert option.partition("=")[0] in refused(debate, option)


def test_beyond_this_machine_only_with_a_warning(debate: Path) -> None:
    with serving(debate, "--host", "0.0.0.0") as server:
        assert "warning" in server.said
        assert httpx.get(f"http://127.0.0.1:{server.port}/sparql?query=ASK%7B%7D").status_code == 200
        rebound = {"Host": f"evil.example:{server.port}"}
        assert httpx.get(f"http://127.0.0.1:{server.port}/", headers=rebound).status_code == 403


def test_a_folder_built_anew_is_served_anew(debate: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    shutil.copytree(debate, out)
    with serving(out, "--workers", "2") as server:
        before = server.count()
        other = folder_of(samples.article(), tmp_path / "new")
        (other / "run.json").write_text(json.dumps({"again": True}), encoding="utf-8")
        out.rename(tmp_path / "old")
        other.rename(out)
        after = {server.count() for _ in range(6)}
        assert len(after) == 1 and before not in after
        assert httpx.get(server.url + "/graph.ttl").content == (out / "graph.ttl").read_bytes()
