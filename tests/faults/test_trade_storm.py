"""People at work on the installed template, all at once, while some of them and their database die:
afterwards I1–I16 hold and a rebuild would change nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from huiliu.server.cli import temporary_servers
from tests.faults.trade_fifty import PEOPLE, STOCK
from tests.support.live import ROOT, LiveServer, new_server

pytestmark = pytest.mark.slow
ACTS = ("receive", "deliver", "move", "take_back")
ALL = (*ACTS, "order", "ship", "send", "arrive", "bring_back", "give_back")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """A database that is not served: the clients go through the pipeline themselves."""
    with new_server(tmp_path_factory.mktemp("trade")) as server:
        yield server


def storm(place: LiveServer, *more: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(place.tell("tests.faults.trade_storm", *more))
    return found


def require_whole(found: dict[str, Any]) -> None:
    assert found["broken"] == {}
    assert [word for word in found["seen"] if "surprise" in word or "failed" in word] == []


def test_whatever_people_do_at_once_the_books_are_right(place: LiveServer) -> None:
    """On PostgreSQL in two processes, of which one is killed every so often."""
    several = os.environ.get("HUILIU_DATABASE_URL")
    more = ["--processes", "2", "--kill", "60", "--kills", "2"] if several else []
    found = storm(
        place, "--clients", "16", "--acts", "11", "--seconds", "600", "--seed", "7", *more
    )
    require_whole(found)
    assert (found["seen"].get("killed", 0) > 0) == bool(several)
    assert all(found["seen"].get(f"{act} done", 0) for act in ACTS), found["seen"]


def test_fifty_ask_for_the_last_twenty_pieces(place: LiveServer) -> None:
    storm(place, "--seconds", "0")
    found = json.loads(place.tell("tests.faults.trade_fifty"))
    assert found == {
        "told": {"approved": STOCK, "NEGATIVE_STOCK": PEOPLE - STOCK},
        "left": ["0.0000"],
    }
    after = storm(place, "--seconds", "0")
    require_whole(after)
    assert after["deadlocks"] == 0


@pytest.mark.production_only
def test_a_database_that_dies_in_the_middle_loses_and_doubles_nothing(tmp_path: Path) -> None:
    with temporary_servers.postgres_server() as postgres:
        environment = {"HUILIU_DATABASE_URL": postgres.url, "HUILIU_REDIS_URL": ""}
        with new_server(tmp_path, **environment) as place:
            storm(place, "--seconds", "0")
            words = ["--aloud", "--clients", "8", "--acts", "12", "--seconds", "600", "--seed", "9"]
            with subprocess.Popen(
                [sys.executable, "-m", "tests.faults.trade_storm", *words],
                cwd=ROOT, env={**place.environment, "HUILIU_DATA": str(tmp_path)},
                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            ) as people:  # fmt: skip
                assert people.stderr is not None
                for number, _ in enumerate(people.stderr):
                    if number in (20, 50):
                        postgres.kill()
                        postgres.start()
                assert people.stdout is not None
                found = json.loads(people.stdout.read())
            require_whole(found)
            assert found["seen"].keys() & {f"{act} cut off" for act in ALL}, "nobody noticed"
