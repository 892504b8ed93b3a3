"""Servers as processes of their own, their CPU from the kernel, and ratios pair by pair."""

from __future__ import annotations

import os
import signal
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import psycopg

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Row:
    """One line of the result table. ``ours`` and ``theirs`` carry their unit in words."""

    what: str
    ours: str
    theirs: str
    ratio: str
    bar: str


def cpu_seconds(pid: int) -> float:
    """What the threads of a process, and of its children that live, ran on a processor. By the
    scheduler's own count: ``stat`` counts in ticks of 10 ms."""
    total = 0
    for member in members(pid):
        for thread in Path(f"/proc/{member}/task").iterdir():
            total += int((thread / "schedstat").read_text().split()[0])
    return total / 1e9


def members(pid: int) -> Iterator[int]:
    """The process and all below it."""
    yield pid
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            yield from members(int(child))


def ratio(ours: list[float], theirs: list[float]) -> str:
    """The median of the ratios of neighbouring rounds: noise hits both alike."""
    return f"{statistics.median(a / b for a, b in zip(ours, theirs, strict=True)):.2f}"


def fresh_database(server: str, name: str) -> str:
    """An empty database of that name; its URL."""
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}"')
    return f"{server}/{name}"


def environment(settings: str, url: str) -> dict[str, str]:
    path = f"{ROOT}{os.pathsep}{ROOT / 'platform' / 'backend'}"
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("HUILIU_")},
        "PYTHONPATH": path,
        "DJANGO_SETTINGS_MODULE": settings,
        "HUILIU_DATABASE_URL": url,
        "HUILIU_BENCH_DATABASE_URL": url,
        "HUILIU_SECRET_KEY": "bench",
    }


def python(module: str, environment: dict[str, str], *arguments: str) -> str:
    """Runs a module to its end; what it printed."""
    command = [sys.executable, "-m", module, *arguments]
    return subprocess.run(
        command, env=environment, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True
    ).stdout


@contextmanager
def wsgi(application: str, environment: dict[str, str]) -> Iterator[tuple[str, int]]:
    """One granian worker with four threads: (base url, process id)."""
    port = free_port()
    command = [
        sys.executable, "-m", "granian", application, "--interface", "wsgi", "--host", "127.0.0.1",
        "--port", str(port), "--workers", "1", "--blocking-threads", "4", "--log-level", "error",
    ]  # fmt: skip
    process = subprocess.Popen(command, env=environment, cwd=ROOT, start_new_session=True)
    try:
        _wait(port, process)
        yield f"http://127.0.0.1:{port}", process.pid
    finally:
        stop(process)


def stop(process: subprocess.Popen[bytes]) -> None:
    """With all that it started."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGTERM)
    process.wait(30)


def client(url: str, key: str) -> httpx.Client:
    headers = {"Authorization": f"Bearer {key}"}
    return httpx.Client(base_url=url, headers=headers, trust_env=False, timeout=30)


def cpu_of_round(pid: int, calls: int, call: Iterator[None]) -> float:
    """Microseconds of server CPU per call."""
    before = cpu_seconds(pid)
    for _ in range(calls):
        next(call)
    return (cpu_seconds(pid) - before) / calls * 1e6


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with {process.returncode}")
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
