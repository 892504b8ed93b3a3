"""A whole Huiliu of its own, started as a user starts it, on a fresh database.

SQLite in a temporary folder; with ``HUILIU_DATABASE_URL`` a fresh database on that server, and
with ``HUILIU_REDIS_URL`` too the production processes: web, worker, beat.
"""

from __future__ import annotations

import atexit
import os
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit, urlunsplit

import httpx
import psycopg

ROOT = Path(__file__).parents[2]
START_SECONDS = 300
PLAIN = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""For clients of http://: a context of its own takes each of them 35 ms of reading certificates."""


class LiveServer:
    """``url`` answers until ``stop``; ``kill`` is ``kill -9`` of the whole process group."""

    def __init__(self, data: Path, environment: dict[str, str]) -> None:
        self.data = data
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = environment
        self.log = data / "server.log"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def start(self, *arguments: str, command: str = "up") -> None:
        words = [sys.executable, "-m", "huiliu.server.cli", command, "--data", str(self.data)]
        words += ["--port", str(self.port), *(["--no-build"] if command == "up" else [])]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [*words, *arguments], cwd=ROOT, env=self.environment, stdout=log, stderr=log,
                stdin=subprocess.DEVNULL, start_new_session=True,
            )  # fmt: skip
        self._wait()

    def part(self, name: str) -> int:
        """The process of a part of the production mode: ``web``, ``worker``, ``beat``. It leads a
        process group of its own."""
        word = {"web": "uvicorn", "worker": "default@%h", "beat": "beat"}[name]
        (only,) = [pid for pid, words in _children(self.pid) if word in words]
        return only

    def tell(self, *command: str) -> str:
        """What ``python -m ...`` says on the data of this server, which may be running."""
        environment = {**self.environment, "HUILIU_DATA": str(self.data)}
        done = subprocess.run(
            [sys.executable, "-m", *command],
            cwd=ROOT, env=environment, capture_output=True, text=True, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        assert done.returncode == 0, f"{command}: {done.stdout[-500:]}{done.stderr[-2000:]}"
        return done.stdout

    def stop(self) -> None:
        self._signal(signal.SIGTERM)

    def kill(self) -> None:
        self._signal(signal.SIGKILL)

    def _signal(self, number: signal.Signals) -> None:
        if self._process is None or self._process.poll() is not None:
            return
        os.killpg(self._process.pid, number)
        self._process.wait(30)

    def _wait(self) -> None:
        assert self._process is not None
        deadline = time.monotonic() + START_SECONDS
        with httpx.Client(trust_env=False, verify=PLAIN) as client:
            while time.monotonic() < deadline:
                assert self._process.poll() is None, self.log.read_text(encoding="utf-8")
                try:
                    if client.get(f"{self.url}/healthz").status_code == 200:
                        return
                except httpx.TransportError:
                    pass
                self._pause()
        raise AssertionError(f"no answer in {START_SECONDS} s:\n{self.log.read_text()}")

    def _pause(self) -> None:
        """Between two looks at a process that is starting: it tells nobody when it is ready."""
        assert self._process is not None
        try:
            self._process.wait(0.05)
        except subprocess.TimeoutExpired:
            return


@contextmanager
def live_server(
    data: Path, *arguments: str, like: LiveServer | None = None
) -> Iterator[LiveServer]:
    """A running server on a fresh database, gone afterwards."""
    with new_server(data, like=like) as server:
        server.start(*arguments)
        yield server


@contextmanager
def prepared_server(data: Path, *arguments: str) -> Iterator[LiveServer]:
    """One that has made its data and does not run: ``like`` it others start at once."""
    with new_server(data) as server:
        words = ["huiliu.server.cli", "up", "--data", str(data), "--no-build", "--prepare-only"]
        server.tell(*words, *arguments)
        yield server


@cache
def migrated() -> LiveServer:
    """One whose database has its tables and nothing else, and never runs: those made ``like`` it
    need not make theirs."""
    stack = ExitStack()
    atexit.register(stack.close)
    server = stack.enter_context(new_server(Path(stack.enter_context(TemporaryDirectory()))))
    server.tell("huiliu.server.cli", "manage", "migrate", "-v0")
    return server


@contextmanager
def new_server(
    data: Path, *, like: LiveServer | None = None, **environment: str
) -> Iterator[LiveServer]:
    """One that is still to be started, on a fresh database or a copy of another's."""
    whole = {
        **os.environ,
        "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'platform' / 'backend'}",
        "HUILIU_TESTING": "1",
        **environment,
    }
    if like is not None:
        shutil.copytree(like.data, data, dirs_exist_ok=True)
    with _fresh_database(whole, like):
        server = LiveServer(data, whole)
        try:
            yield server
        finally:
            server.stop()


@contextmanager
def _fresh_database(environment: dict[str, str], like: LiveServer | None) -> Iterator[None]:
    given = environment.get("HUILIU_DATABASE_URL", "")
    if not given:
        yield
        return
    name = f"live_{uuid.uuid4().hex[:12]}"
    parts = urlsplit(given)
    admin = urlunsplit(("postgresql", parts.netloc, "/postgres", "", ""))
    other = urlsplit(like.environment["HUILIU_DATABASE_URL"]).path[1:] if like else "template1"
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{other}"')
    environment["HUILIU_DATABASE_URL"] = urlunsplit(parts._replace(path=f"/{name}"))
    try:
        yield
    finally:
        with psycopg.connect(admin, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _children(parent: int) -> list[tuple[int, list[str]]]:
    """Process id and command line of each."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            after_name = (folder / "stat").read_text().rpartition(")")[2].split()
            words = (folder / "cmdline").read_bytes().decode().split("\0")
        except OSError:  # ended meanwhile
            continue
        if int(after_name[1]) == parent:
            found.append((int(folder.name), words))
    return found


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
