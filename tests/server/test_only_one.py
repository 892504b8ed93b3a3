"""Without Redis there is one process: a second one, however it was started, is refused."""

from __future__ import annotations

import asyncio
import fcntl
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from huiliu.server import running
from huiliu.server.application import Application
from huiliu.server.jobs import wake

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _lock_of_this_test(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(running, "_held", [])
    monkeypatch.setattr(running, "WAIT_SECONDS", 0.0)
    monkeypatch.setattr(wake, "_listeners", {})
    yield
    running.release()


def started() -> list[str]:
    """What a server is told when it starts the application and stops it again."""
    said: list[str] = []

    async def live() -> None:
        async def receive() -> dict[str, str]:
            return {}

        async def send(message: Any) -> None:
            said.append(message["type"])

        await Application(lambda environ, start: [])({"type": "lifespan"}, receive, send)

    asyncio.run(live())
    return said


def test_the_first_one_starts_and_stops() -> None:
    assert started() == ["lifespan.startup.complete", "lifespan.shutdown.complete"]


def test_a_second_one_on_the_same_folder_is_refused(settings: Any) -> None:
    with open(Path(settings.DATA_DIR) / "running", "w") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        assert started() == ["lifespan.startup.failed"]


@pytest.mark.production_only
def test_a_second_one_on_the_same_database_is_refused() -> None:
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [running._LOCK])
        assert started() == ["lifespan.startup.failed"]
    other.close()
