"""Where a story is played: a server started for it on a database with the template and nothing
else, or one that runs."""

from __future__ import annotations

import atexit
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from huiliu.server.cli import temporary_servers
from tests.acceptance.player.session import APP, Session
from tests.support.live import LiveServer, new_server

_SETTINGS = "tests.support.cheap_passwords"
_PASSWORD = re.compile(r"admin / (\S+)")
_LONG_BEFORE = "2026-01-01T08:00:00+08:00"
"""When the template was installed: before any story begins."""


@dataclass(frozen=True)
class Place:
    url: str
    login: str
    password: str


@contextmanager
def started(database: str) -> Iterator[Place]:
    """A server of its own on loopback, in which the template has just been installed.
    ``database``: ``sqlite`` or ``postgres``; for the latter the one of ``HUILIU_DATABASE_URL``,
    or else a temporary one."""
    untouched, password = _installed(database)
    with tempfile.TemporaryDirectory() as folder, _server(folder, database, untouched) as server:
        server.start("--no-demo")
        yield Place(server.url, "admin", password)


@cache
def _installed(database: str) -> tuple[LiveServer, str]:
    """It does not run: each play starts on a copy of it."""
    stack = ExitStack()
    atexit.register(stack.close)
    server = stack.enter_context(
        _server(stack.enter_context(tempfile.TemporaryDirectory()), database)
    )
    server.start("--no-demo")
    found = _PASSWORD.search(server.log.read_text(encoding="utf-8"))
    assert found is not None, "the server did not tell the first administrator's password"
    with closing(Session(server.url, "admin", found[1])) as admin:
        install(admin, _LONG_BEFORE)
    server.stop()
    return server, found[1]


def install(admin: Session, now: str) -> None:
    """Unless it is there already."""
    admin.call("POST", "/test/clock", {"now": now})
    if APP not in {app["key"] for app in admin.call("GET", "/apps")["items"]}:
        admin.call("POST", f"/templates/{APP}/install", {"sample_data": False})


@contextmanager
def _server(folder: str, database: str, like: LiveServer | None = None) -> Iterator[LiveServer]:
    # Without Redis the server is one process: a story needs no more.
    given = {"HUILIU_DATABASE_URL": _database(database), "HUILIU_REDIS_URL": ""}
    with new_server(Path(folder), like=like, **given, DJANGO_SETTINGS_MODULE=_SETTINGS) as server:
        yield server


@cache
def _database(database: str) -> str:
    if database == "sqlite":
        return ""
    url = os.environ.get("HUILIU_DATABASE_URL", "")
    if url:
        return url
    stack = ExitStack()
    atexit.register(stack.close)
    return stack.enter_context(temporary_servers.postgres())
