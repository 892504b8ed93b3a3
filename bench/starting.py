"""``./huiliu up`` with the demo company: how soon it answers again, how much it holds."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from bench.measure import ROOT, Row, cpu_seconds, free_port, members, stop

STARTS, IDLE_SECONDS = 5, 15


def run(server: str) -> list[Row]:
    """On SQLite, as everybody starts: ``server`` is not used."""
    with tempfile.TemporaryDirectory() as folder:
        with up(Path(folder), "--demo"):
            pass
        seconds, cpu = [], []
        for _ in range(STARTS):
            started = time.perf_counter()
            with up(Path(folder)) as (_, pid):
                seconds.append(time.perf_counter() - started)
                cpu.append(cpu_seconds(pid))
        with up(Path(folder)) as (url, pid):
            _open(url)
            time.sleep(IDLE_SECONDS)
            megabytes = memory(pid)
    return [
        Row(
            "second start of `./huiliu up`, until it answers",
            f"{statistics.median(seconds):.1f} s ({statistics.median(cpu):.1f} s CPU)",
            "", "", "≤ 3 s",
        ),
        Row("idle memory of the same, demo company", f"{megabytes:.0f} MB", "", "", "≤ 350 MB"),
    ]  # fmt: skip


@contextmanager
def up(data: Path, *arguments: str, **variables: str) -> Iterator[tuple[str, int]]:
    """A server as a user starts it: (url, process id)."""
    port = free_port()
    command = [str(ROOT / "huiliu"), "up", "--data", str(data), "--port", str(port), *arguments]
    environment = {k: v for k, v in os.environ.items() if not k.startswith("HUILIU_")}
    environment |= {"HUILIU_VENV": sys.prefix, **variables}
    with (data / "server.log").open("ab") as log:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            start_new_session=True,
        )  # fmt: skip
    try:
        _wait(f"http://127.0.0.1:{port}", process)
        yield f"http://127.0.0.1:{port}", process.pid
    finally:
        stop(process)


def memory(pid: int) -> float:
    """What the process and its children hold, shared pages and all."""
    lines = [
        line
        for member in members(pid)
        for line in Path(f"/proc/{member}/smaps_rollup").read_text().splitlines()
        if line.startswith("Rss:")
    ]
    return sum(int(line.split()[1]) for line in lines) / 1024


def _open(url: str) -> None:
    with httpx.Client(trust_env=False) as http:
        http.get(url).raise_for_status()


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    with httpx.Client(trust_env=False) as http:
        for _ in range(20_000):
            if process.poll() is not None:
                raise RuntimeError(f"the server ended with {process.returncode}")
            try:
                if http.get(f"{url}/healthz").status_code == 200:
                    return
            except httpx.TransportError:
                time.sleep(0.02)
    raise RuntimeError("the server did not answer")
