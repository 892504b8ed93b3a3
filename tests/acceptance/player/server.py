"""Where a story is played: a server started for it on an empty database, or one that runs."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from huiliu.server.cli import temporary_servers
from tests.support.live import new_server

_SETTINGS = "tests.support.cheap_passwords"
_PASSWORD = re.compile(r"admin / (\S+)")


@dataclass(frozen=True)
class Place:
    url: str
    login: str
    password: str


@contextmanager
def started(database: str) -> Iterator[Place]:
    """A fresh server on loopback. ``database``: ``sqlite`` or ``postgres``; for the latter the
    one of ``HUILIU_DATABASE_URL``, or else a temporary one."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        given = {**_database(database, stack), "DJANGO_SETTINGS_MODULE": _SETTINGS}
        server = stack.enter_context(new_server(folder, **given))
        server.start("--no-demo")
        found = _PASSWORD.search(server.log.read_text(encoding="utf-8"))
        assert found is not None, "the server did not tell the first administrator's password"
        yield Place(server.url, "admin", found[1])


def _database(database: str, stack: ExitStack) -> dict[str, str]:
    if database == "sqlite":
        return {"HUILIU_DATABASE_URL": "", "HUILIU_REDIS_URL": ""}
    url = os.environ.get("HUILIU_DATABASE_URL", "")
    url = url or stack.enter_context(temporary_servers.postgres())
    # Without Redis the server is one process: a story needs no more.
    return {"HUILIU_DATABASE_URL": url, "HUILIU_REDIS_URL": ""}
