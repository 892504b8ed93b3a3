"""Serves on one port: one process with everything in it, or with Redis several, supervised."""

from __future__ import annotations

import argparse
import errno
import os
import socket
import threading
import time
from collections.abc import Callable

from huiliu.server.cli.places import fail, load_django, use_data
from huiliu.server.cli.supervisor import Part, supervise
from huiliu.server.running import held_here

_REDIS_NEEDS_POSTGRESQL = (
    "HUILIU_REDIS_URL means several processes, which SQLite cannot serve: "
    "set HUILIU_DATABASE_URL too."
)
_SEVERAL_NEED_BOTH = (
    "more than one process needs PostgreSQL and Redis: "
    "set HUILIU_DATABASE_URL and HUILIU_REDIS_URL."
)
APPLICATION = "huiliu.server.asgi:application"


def run(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./huiliu serve", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--data")
    parser.add_argument("--web-only", action="store_true", help="no worker, no beat")
    options = parser.parse_args(arguments)
    use_data(options.data)
    load_django()
    if found := problem():
        return fail(found)
    return serve(options.host, options.port, web_only=options.web_only)


def processes() -> int:
    return int(os.environ.get("HUILIU_PROCESSES", "0")) or (1 if _embedded() else 2)


def problem() -> str | None:
    """What would lose messages or data is refused before the port is opened."""
    from django.conf import settings
    from django.db import connection

    sqlite = connection.vendor == "sqlite"
    if settings.SECRET_KEY == "insecure-only-for-tests":
        return "no secret key: start with ./huiliu up once, or set HUILIU_SECRET_KEY."
    if sqlite and settings.REDIS_URL:
        return _REDIS_NEEDS_POSTGRESQL
    if processes() > 1 and (sqlite or settings.EMBEDDED):
        return _SEVERAL_NEED_BOTH
    if unreachable := _unreachable():
        return unreachable
    if settings.EMBEDDED and not held_here():
        return (
            f"another Huiliu already runs on {settings.DATA_DIR} or its database;"
            " without Redis there is only one."
        )
    return None


def serve(
    host: str,
    port: int,
    *,
    ready: Callable[[str], None] | None = None,
    web_only: bool = False,
) -> int:
    if taken := port_problem(host, port):
        return fail(taken)
    url = f"http://{host}:{port}"
    if ready is not None:
        threading.Thread(target=_when_up, args=(host, port, url, ready), daemon=True).start()
    if _embedded():
        return _serve_here(host, port)
    return supervise(_parts(host, port, web_only=web_only))


def _serve_here(host: str, port: int) -> int:
    import uvicorn

    uvicorn.run(
        APPLICATION,
        host=host,
        port=port,
        log_level="warning",
        access_log=False,
        server_header=False,
        lifespan="on",
        timeout_graceful_shutdown=10,
        timeout_keep_alive=30,
        ws_max_size=65536,
    )
    return 0


def _parts(host: str, port: int, *, web_only: bool) -> list[Part]:
    web = [
        APPLICATION, "--host", host, "--port", str(port),
        "--workers", str(processes()), "--log-level", "warning", "--no-access-log",
        "--no-server-header", "--timeout-graceful-shutdown", "10", "--ws-max-size", "65536",
    ]  # fmt: skip
    if web_only:
        return [Part("web", "uvicorn", web)]
    celery = ["-A", "huiliu.server.celery", "--quiet"]
    # The beat keeps nothing: what it ticks looks at rows. No file of its own can go stale.
    in_memory = ["--scheduler", "celery.beat:Scheduler", "--pidfile", ""]
    return [
        Part("web", "uvicorn", web),
        Part("worker", "celery", [*celery, *worker_words("default", 2)]),
        Part("worker of long jobs", "celery", [*celery, *worker_words("long", 1)]),
        Part("beat", "celery", [*celery, "beat", *in_memory, "-l", "warning"]),
    ]


def worker_words(queue: str, concurrency: int) -> list[str]:
    """Long jobs have workers of their own: imports never hold up a notification or a sweep."""
    return [
        "worker", "-Q", queue, "-n", f"{queue}@%h", "--concurrency", str(concurrency),
        "-l", "warning", "--without-gossip", "--without-mingle",
    ]  # fmt: skip


def _when_up(host: str, port: int, url: str, ready: Callable[[str], None]) -> None:
    for _ in range(600):
        try:
            socket.create_connection((host, port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            ready(url)
            return


def port_problem(host: str, port: int) -> str | None:
    """Why nobody could listen there."""
    try:
        ((family, kind, _, _, address), *_) = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM
        )
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            return f"port {port} is taken. Choose another with --port."
        return f"{host}:{port} cannot be listened on: {error.strerror}."
    return None


def _unreachable() -> str | None:
    from django.db import OperationalError, connection

    try:
        connection.ensure_connection()
    except OperationalError as error:
        said = str(error).strip().splitlines()[0]
        return f"the database of HUILIU_DATABASE_URL cannot be reached: {said}"
    return None


def _embedded() -> bool:
    from django.conf import settings

    return bool(settings.EMBEDDED)
