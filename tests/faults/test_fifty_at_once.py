"""Fifty people at the same moment, and stock for twenty of them."""

from __future__ import annotations

import json
import os
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from tests.faults.test_kill import records
from tests.support.company import Company, Json, goods
from tests.support.live import PLAIN, LiveServer, migrated, new_server

PEOPLE, STOCK = 50, 20


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[LiveServer, Company]]:
    """SQLite in one process; on PostgreSQL two web processes, for the database alone to decide."""
    redis = os.environ.get("HUILIU_TEST_REDIS_URL", "")
    large = {"HUILIU_REDIS_URL": redis} if os.environ.get("HUILIU_DATABASE_URL") else {}
    with new_server(tmp_path_factory.mktemp("fifty"), like=migrated(), **large) as server:
        company = Company(**json.loads(server.tell("tests.faults.company")))
        server.start("--no-demo")
        yield server, company


class Till:
    """One salesperson's connection."""

    def __init__(self, server: LiveServer, company: Company) -> None:
        self.company = company
        headers = {"Authorization": f"Bearer {company.clerk}"}
        self.http = httpx.Client(
            base_url=f"{server.url}/api/v1",
            headers=headers,
            timeout=60,
            trust_env=False,
            verify=PLAIN,
        )

    def post(self, form: str, values: Json) -> httpx.Response:
        path = f"/apps/{self.company.app}/forms/{form}/records"
        return self.http.post(path, json={"values": values, "submit": True})

    def stock(self) -> dict[str, str]:
        items = self.http.get(f"/apps/{self.company.app}/ledgers/stock/balances").json()["items"]
        return {i["dimensions"]["product"]["title"]: i["measures"]["qty"] for i in items}


def all_at_once(server: LiveServer, company: Company, *wanted: Json) -> list[httpx.Response]:
    """Every till is open and connected before the first one posts."""
    gate = threading.Barrier(len(wanted))

    def sell(values: Json) -> httpx.Response:
        till = Till(server, company)
        with till.http:
            till.http.get("/me")
            gate.wait(60)
            return till.post("delivery", values)

    with ThreadPoolExecutor(len(wanted)) as people:
        return list(people.map(sell, wanted))


def outcomes(answers: list[httpx.Response]) -> Counter[tuple[int, str]]:
    def said(answer: httpx.Response) -> str:
        body: dict[str, Any] = answer.json()
        return str(body["code"] if answer.status_code >= 400 else body["state"])

    return Counter((answer.status_code, said(answer)) for answer in answers)


def test_twenty_of_fifty_get_the_last_twenty(running: tuple[LiveServer, Company]) -> None:
    server, company = running
    till = Till(server, company)
    with till.http:
        assert till.post("receipt", goods(company.cup, STOCK)).status_code == 201
        before = len(records(till.http, company, "delivery"))
        answers = all_at_once(server, company, *[goods(company.cup, 1)] * PEOPLE)
        assert outcomes(answers) == {
            (201, "approved"): STOCK,
            (422, "NEGATIVE_STOCK"): PEOPLE - STOCK,
        }
        stored = records(till.http, company, "delivery")
        assert len(stored) == before + STOCK
        numbers = sorted(int(one["title"].rpartition("-")[2]) for one in stored)
        assert numbers == list(range(1, len(stored) + 1)), "a refused one took a number"
        assert till.stock() in ({"cup": "0"}, {})
        assert till.post("delivery", goods(company.cup, 1)).json()["code"] == "NEGATIVE_STOCK"


def test_two_products_in_opposite_order_meet_without_a_deadlock(
    running: tuple[LiveServer, Company],
) -> None:
    """Each takes one of both; half of them name the cup first, half the pen."""
    server, company = running
    both = [goods(company.cup, 1)["lines"][0], goods(company.pen, 1)["lines"][0]]
    till = Till(server, company)
    with till.http:
        for product in (company.cup, company.pen):
            assert till.post("receipt", goods(product, STOCK)).status_code == 201
        wanted = [{"lines": both if n % 2 else both[::-1]} for n in range(PEOPLE)]
        answers = all_at_once(server, company, *wanted)
        assert outcomes(answers) == {
            (201, "approved"): STOCK,
            (422, "NEGATIVE_STOCK"): PEOPLE - STOCK,
        }
        assert set(till.stock().values()) <= {"0"}
    found = json.loads(server.tell("tests.faults.audit"))
    assert (found["balances_differ"], found["drift"]) == (0, [])
