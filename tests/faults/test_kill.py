"""kill -9 in the middle of 500 concurrent submits: nothing is lost, nothing happens twice."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from huiliu.server.cli import temporary_servers
from huiliu.server.cli.temporary_servers import TemporaryServer
from tests.faults.storm import Storm
from tests.support.company import Company
from tests.support.live import LiveServer, migrated, new_server

pytestmark = pytest.mark.slow
SUBMITS = 500
STOCK = 1000
PROMISES = 3
"""Of each receipt: it is told, and the automation rests twice."""


def begin(server: LiveServer, submits: int = SUBMITS) -> Storm:
    """The company is there, its server runs, and there is enough to deliver."""
    company = Company(**json.loads(server.tell("tests.faults.company")))
    server.start("--no-demo")
    storm = Storm(server.url, company, submits)
    with storm.open() as http:
        body = {
            "values": {"note": "stock", "lines": [{"product": company.cup, "qty": str(STOCK)}]},
            "submit": True,
        }
        path = f"/apps/{company.app}/forms/receipt/records"
        assert http.post(path, json=body).status_code == 201
    return storm


@pytest.fixture
def server(tmp_path: Path) -> Iterator[LiveServer]:
    with new_server(tmp_path, like=migrated()) as server:
        yield server


def killed(server: LiveServer) -> None:
    server.kill()
    server.start("--no-demo")


@pytest.mark.embedded_only
def test_kill_9_of_the_server_loses_and_doubles_nothing(server: LiveServer) -> None:
    """The one process of the embedded mode. On PostgreSQL all of its processes are killed below."""
    storm = begin(server)
    storm.start()
    for acknowledged in (60, 180, 300, 420):
        storm.at(acknowledged, lambda: killed(server))
    storm.end()
    killed(server)
    assert_whole(server, storm)


@pytest.fixture
def machines(tmp_path: Path) -> Iterator[tuple[TemporaryServer, TemporaryServer]]:
    """PostgreSQL and Redis that only this test uses, for it kills them."""
    with (
        temporary_servers.postgres_server() as postgres,
        temporary_servers.redis_server() as redis,
    ):
        yield postgres, redis


@pytest.mark.production_only
def test_kill_9_of_any_machine_loses_and_doubles_nothing(
    machines: tuple[TemporaryServer, TemporaryServer], tmp_path: Path
) -> None:
    """Production: two web processes, a Celery worker, beat, Redis and PostgreSQL."""
    postgres, redis = machines
    environment = {"HUILIU_DATABASE_URL": postgres.url, "HUILIU_REDIS_URL": redis.url}
    with new_server(tmp_path, **environment) as server:
        storm = begin(server)
        storm.excuses |= {"unavailable"}  # what is said while PostgreSQL is away, with 503
        storm.start()
        storm.at(50, lambda: os.killpg(server.part("worker"), signal.SIGKILL))
        storm.at(130, lambda: restarted(redis))
        storm.at(210, lambda: restarted(postgres))
        storm.at(290, lambda: os.killpg(server.part("web"), signal.SIGKILL))
        storm.at(370, lambda: killed(server))
        storm.at(450, lambda: restarted(postgres))
        storm.end()
        assert_whole(server, storm)


@pytest.mark.production_only
def test_the_embedded_process_outlives_its_postgresql(
    machines: tuple[TemporaryServer, TemporaryServer], tmp_path: Path
) -> None:
    """Its loops go on after every error: a sweeper that dies with the first one loses work."""
    postgres, _ = machines
    environment = {"HUILIU_DATABASE_URL": postgres.url, "HUILIU_REDIS_URL": ""}
    with new_server(tmp_path, **environment) as server:
        storm = begin(server, submits=150)
        storm.excuses |= {"unavailable"}
        storm.start()
        for acknowledged in (30, 90):
            storm.at(acknowledged, lambda: restarted(postgres))
        storm.end()
        assert_whole(server, storm)


def restarted(machine: TemporaryServer) -> None:
    machine.kill()
    machine.start()


def assert_whole(server: LiveServer, storm: Storm) -> None:
    found: dict[str, Any] = json.loads(server.tell("tests.faults.audit", "drained"))
    receipts = [str(n) for n in range(storm.count) if storm.form_of(n) == "receipt"]
    assert storm.repeated > 0, "nobody was ever interrupted"
    assert storm.surprises == []
    assert_each_once(storm)
    assert (found["jobs_left"], found["jobs_lost"]) == (0, 0)
    assert found["runs"] == len(receipts) + 1
    assert found["steps_waiting"] == 0
    assert found["told"] == sorted([*receipts, "stock"])
    assert found["jobs"]["automation_step done"] == PROMISES * (len(receipts) + 1)
    assert found["answers_open"] == 0
    assert found["balances_differ"] == 0
    assert (found["drift"], found["ddl_open"]) == ([], 0)
    assert "as they were published" in server.tell("huiliu.server.cli", "storage-check")


def assert_each_once(storm: Storm) -> None:
    """Every acknowledged document is there once, whole, and is what its client was told."""
    with storm.open() as http:
        for form in ("receipt", "delivery"):
            stored = records(http, storm.company, form)
            mine = {r["values"]["note"]: r for r in stored if r["values"]["note"] != "stock"}
            numbers = [n for n in range(storm.count) if storm.form_of(n) == form]
            assert sorted(
                r["values"]["note"] for r in stored if r["values"]["note"] != "stock"
            ) == (sorted(str(n) for n in numbers))
            assert {n: mine[str(n)]["id"] for n in numbers} == {
                n: storm.answers[n] for n in numbers
            }
            assert {r["state"] for r in stored} == {"approved"}
            assert sorted(r["title"] for r in stored) == [
                f"{form[0].upper()}-{n:05}" for n in range(1, len(stored) + 1)
            ]
        received = ["stock", *(str(n) for n in range(storm.count) if storm.form_of(n) == "receipt")]
        assert followed(http, storm, "shelf_note") == sorted(received)
        assert followed(http, storm, "label") == sorted([*received, *received])
        balance = http.get(f"/apps/{storm.company.app}/ledgers/stock/balances").json()
        assert [item["measures"]["qty"] for item in balance["items"]] == [str(STOCK)]
        again = storm.post(http, 7)
        assert (again.headers["Idempotent-Replayed"], again.json()["id"]) == (
            "true",
            storm.answers[7],
        )


def followed(http: Any, storm: Storm, form: str) -> list[str]:
    """The receipts that the automation has made such records for."""
    return sorted(r["values"]["receipt"] for r in records(http, storm.company, form))


def records(http: Any, company: Company, form: str) -> list[dict[str, Any]]:
    answer = http.post(f"/apps/{company.app}/forms/{form}/records/query", json={"limit": 1000})
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items
