"""Many people at once at the documents of the installed template, on either database."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from typing import Any

import pytest

from tests.faults.trade_fifty import PEOPLE, STOCK
from tests.support.live import LiveServer, migrated, new_server

pytestmark = pytest.mark.slow
CLIENTS, ACTS = 16, 4


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """On PostgreSQL with Redis, as in production. It never serves: people meet in the database."""
    redis = os.environ.get("HUILIU_TEST_REDIS_URL", "")
    large = {"HUILIU_REDIS_URL": redis} if os.environ.get("HUILIU_DATABASE_URL") else {}
    with new_server(tmp_path_factory.mktemp("trade"), like=migrated(), **large) as place:
        yield place


def told(place: LiveServer, *command: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(place.tell(*command).splitlines()[-1])
    return found


def test_trade_all_at_once_leaves_books_that_hold(place: LiveServer) -> None:
    """On PostgreSQL in two processes, one of which is killed in the middle."""
    words = ["--clients", f"{CLIENTS}", "--acts", f"{ACTS}", "--seconds", "120", "--seed", "7"]
    if os.environ.get("HUILIU_DATABASE_URL"):
        words += ["--processes", "2", "--kill", f"{CLIENTS * ACTS // 2}", "--kills", "1"]

    found = told(place, "tests.faults.trade_storm", *words)

    acts = {word: count for word, count in found["seen"].items() if word != "killed"}
    assert [word for word in acts if "surprise" in word or "failed" in word] == []
    assert sum(acts.values()) >= CLIENTS * ACTS
    assert sum(count for word, count in acts.items() if word.endswith(" done")) > CLIENTS
    assert found["broken"] == {}


def test_fifty_deliveries_of_the_last_twenty(place: LiveServer) -> None:
    found = told(place, "tests.faults.trade_fifty")

    assert found["told"] == {"approved": STOCK, "NEGATIVE_STOCK": PEOPLE - STOCK}
    assert found["left"] == ["0.0000"]
    assert (found["deadlocks"], found["broken"]) == (0, {})
