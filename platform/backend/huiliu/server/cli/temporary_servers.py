"""A PostgreSQL cluster and a Redis of one's own, in a temporary folder, gone afterwards."""

from __future__ import annotations

import glob
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

START_SECONDS = 90.0


def postgres_programs() -> Path | None:
    """The folder with ``initdb``: Debian keeps it off the path."""
    found = shutil.which("initdb")
    if found is not None:
        return Path(found).resolve().parent
    places = sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"), key=_version)
    return Path(places[-1]).parent if places else None


def redis_program() -> str | None:
    return shutil.which("redis-server")


class TemporaryServer:
    """Started with its first use; ``kill`` is ``kill -9``, after which ``start`` brings it back
    with what it had written down."""

    url: str

    def __init__(self, name: str, command: list[str], port: int) -> None:
        self.name, self.port = name, port
        self._command = command
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Again and again for a while: what a kill leaves behind goes only by and by."""
        deadline = time.monotonic() + START_SECONDS
        while True:
            self._process = subprocess.Popen(
                self._command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
            if _answers(self.port, self._process, deadline):
                return
            if time.monotonic() > deadline:
                raise RuntimeError(f"{self.name} did not start")
            time.sleep(0.2)

    def kill(self) -> None:
        """And waits until its port is shut: a child that had only just been forked still holds it,
        and would answer in place of the next one."""
        assert self._process is not None
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        deadline = time.monotonic() + START_SECONDS
        while _open(self.port):
            if time.monotonic() > deadline:
                raise RuntimeError(f"{self.name} did not go")
            time.sleep(0.05)

    def stop(self) -> None:
        # runuser passes the signal on; SIGTERM is PostgreSQL's patient shutdown, so not for long.
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self.kill()


@contextmanager
def postgres() -> Iterator[str]:
    """The address of an empty database."""
    with postgres_server() as server:
        yield server.url


@contextmanager
def redis() -> Iterator[str]:
    with redis_server() as server:
        yield server.url


@contextmanager
def postgres_server(*, durable: bool = False) -> Iterator[TemporaryServer]:
    """With an empty database. Without fsync, unless its speed is to be measured: kill -9 of any
    process loses nothing by it, only the loss of the machine would."""
    programs = postgres_programs()
    if programs is None:
        raise FileNotFoundError("PostgreSQL (initdb) is not installed")
    folder = Path(tempfile.mkdtemp(prefix="huiliu-pg-"))
    user = _as_postgres(folder)
    port = free_port()
    cluster = folder / "data"
    _quietly([*user, str(programs / "initdb"), "-D", str(cluster), "-U", "postgres",
              "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"])  # fmt: skip
    options = {
        "listen_addresses": "127.0.0.1", "port": str(port), "unix_socket_directories": str(folder),
        "fsync": "on" if durable else "off", "max_connections": "200", "shared_buffers": "128MB",
    }  # fmt: skip
    words = [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
    command = [*user, str(programs / "postgres"), "-D", str(cluster), *words]
    server = TemporaryServer("PostgreSQL", command, port)
    server.url = f"postgres://postgres@127.0.0.1:{port}/huiliu"
    with _running(server, folder):
        _when_started([str(programs / "createdb"), "-h", "127.0.0.1", "-p", str(port),
                       "-U", "postgres", "huiliu"])  # fmt: skip
        yield server


@contextmanager
def redis_server() -> Iterator[TemporaryServer]:
    """It keeps nothing over a restart: messages of jobs are only wake-ups."""
    program = redis_program()
    if program is None:
        raise FileNotFoundError("Redis (redis-server) is not installed")
    folder, port = Path(tempfile.mkdtemp(prefix="huiliu-redis-")), free_port()
    words = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
    server = TemporaryServer("Redis", [program, *words], port)
    server.url = f"redis://127.0.0.1:{port}/0"
    with _running(server, folder):
        yield server


@contextmanager
def _running(server: TemporaryServer, folder: Path) -> Iterator[None]:
    try:
        server.start()
        yield
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _as_postgres(folder: Path) -> list[str]:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return []
    shutil.chown(folder, "postgres")
    if shutil.which("runuser"):
        return ["runuser", "-u", "postgres", "--"]
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"]


def _when_started(command: list[str]) -> None:
    """PostgreSQL takes connections before it takes orders."""
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            return _quietly(command)
        except RuntimeError as error:
            if "starting up" not in str(error) or time.monotonic() > deadline:
                raise
        time.sleep(0.2)


def _quietly(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, cwd="/")
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(command[:6])} …: {done.stderr.strip()[-500:]}")


def _answers(port: int, server: subprocess.Popen[bytes], deadline: float) -> bool:
    """False when it ended instead."""
    while time.monotonic() < deadline and server.poll() is None:
        if _open(port):
            return True
        time.sleep(0.1)
    return False


def _open(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def _version(path: str) -> int:
    return int(path.split("/")[4].split(".")[0])
