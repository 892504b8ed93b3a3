"""Live updates reach a browser through every process, after a silence, and after Redis was away."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

import httpx
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from huiliu.server.cli import temporary_servers
from huiliu.server.cli.temporary_servers import TemporaryServer
from tests.support.company import Company, goods
from tests.support.live import PLAIN, LiveServer, migrated, new_server

pytestmark = pytest.mark.slow
PASSWORD = "olive-kettle-9"
SET = f"from huiliu.org import api as org; org.set_password('clerk', '{PASSWORD}')"
SILENCE_SECONDS = 12.0
WAIT_SECONDS = 40.0


@pytest.fixture(scope="module")
def redis() -> Iterator[TemporaryServer | None]:
    large = bool(os.environ.get("HUILIU_DATABASE_URL"))
    with temporary_servers.redis_server() if large else nullcontext() as server:
        yield server


@pytest.fixture(scope="module")
def running(
    tmp_path_factory: pytest.TempPathFactory, redis: TemporaryServer | None
) -> Iterator[tuple[LiveServer, Company]]:
    environment = {"HUILIU_REDIS_URL": redis.url} if redis else {}
    folder = tmp_path_factory.mktemp("live")
    with new_server(folder, like=migrated(), **environment) as server:
        company = Company(**json.loads(server.tell("tests.faults.company")))
        server.tell("huiliu.server.cli", "manage", "shell", "-v0", "-c", SET)
        server.start("--no-demo")
        yield server, company


def signed_in(server: LiveServer) -> str:
    """The session cookie of the clerk's browser."""
    with httpx.Client(base_url=f"{server.url}/api/v1", trust_env=False) as browser:
        csrf = {"X-CSRFToken": browser.get("/session").json()["csrf"]}
        body = {"login": "clerk", "password": PASSWORD}
        assert browser.post("/auth/login", json=body, headers=csrf).status_code == 200
        return f"huiliu_session={browser.cookies['huiliu_session']}"


@contextmanager
def listening(server: LiveServer, cookie: str) -> Iterator[ClientConnection]:
    address = f"ws://127.0.0.1:{server.port}/ws"
    with connect(address, additional_headers={"Cookie": cookie}, proxy=None) as line:
        assert json.loads(line.recv(10)) == {"type": "ready"}
        yield line


def buy(server: LiveServer, company: Company) -> str:
    headers = {"Authorization": f"Bearer {company.clerk}"}
    path = f"{server.url}/api/v1/apps/{company.app}/forms/receipt/records"
    body = {"values": goods(company.cup, 1), "submit": True}
    answer = httpx.post(path, json=body, headers=headers, timeout=30, trust_env=False, verify=PLAIN)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def heard(line: ClientConnection, seconds: float) -> list[dict[str, Any]]:
    """All that comes until the line has been silent for a second."""
    hints, deadline = [], time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            hints.append(json.loads(line.recv(1.0 if hints else seconds)))
        except TimeoutError:
            break
    return hints


def test_a_browser_hears_of_records_and_stock(running: tuple[LiveServer, Company]) -> None:
    server, company = running
    with listening(server, signed_in(server)) as line:
        for _ in range(2):
            record = buy(server, company)
            hints = heard(line, WAIT_SECONDS)
            assert {"type": "ledger", "app": "shop", "ledger": "stock"} in hints
            assert record in {hint.get("id") for hint in hints if hint["type"] == "record"}
            # The second time after a silence: redis-py's own time-out used to break the line.
            with pytest.raises(TimeoutError):
                line.recv(SILENCE_SECONDS)


@pytest.mark.production_only
def test_redis_away_fails_no_write_and_is_back_by_itself(
    running: tuple[LiveServer, Company], redis: TemporaryServer | None
) -> None:
    assert redis is not None
    server, company = running
    cookie = signed_in(server)
    with listening(server, cookie) as line:
        redis.kill()
        while_away = [buy(server, company) for _ in range(10)]
        ready = httpx.get(f"{server.url}/readyz", trust_env=False)
        assert (ready.status_code, ready.json()["status"]) == (200, "degraded")
        redis.start()
        deadline = time.monotonic() + WAIT_SECONDS
        hints = heard_of_purchases(line, server, company, deadline)
    while not hints and time.monotonic() < deadline:  # the line was cut: as a browser does
        with listening(server, cookie) as line:
            hints = heard_of_purchases(line, server, company, deadline)
    assert hints, "live updates never came back"
    found = json.loads(server.tell("tests.faults.audit", "drained"))
    assert (found["jobs_left"], found["jobs_lost"]) == (0, 0)
    assert len(while_away) == len(set(while_away)) == 10
    assert found["runs"] == len(found["told"]) >= 11


def heard_of_purchases(
    line: ClientConnection, server: LiveServer, company: Company, deadline: float
) -> list[dict[str, Any]]:
    """Buys until it is heard of; nothing when the line is cut."""
    while time.monotonic() < deadline:
        buy(server, company)
        try:
            if hints := heard(line, 2.0):
                return hints
        except ConnectionClosed:
            break
    return []
