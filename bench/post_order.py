"""POST an order with 10 lines: API key, permissions, validation, formulas, history, outbox."""

from __future__ import annotations

import datetime as dt
import itertools
import json
import statistics
from collections.abc import Iterator

import httpx

from bench import documents
from bench.measure import (
    Row,
    client,
    cpu_of_round,
    environment,
    fresh_database,
    python,
    ratio,
    wsgi,
)

ROUNDS, CALLS = 9, 80


def run(server: str) -> list[Row]:
    ours = environment("huiliu.server.settings", fresh_database(server, "bench_ours"))
    theirs = environment("bench.hand.settings", fresh_database(server, "bench_hand"))
    us = json.loads(python("bench.platform_company", ours, "0"))
    them = json.loads(python("bench.hand_company", theirs, "0"))
    with (
        wsgi("huiliu.server.wsgi:application", ours) as (our_url, our_pid),
        wsgi("bench.hand.wsgi:application", theirs) as (their_url, their_pid),
    ):
        our_client, their_client = client(our_url, us["key"]), client(their_url, them["key"])
        return [
            _compare(
                what,
                (our_pid, _calls(our_client, f"/api/v1/apps/bench/forms/{form}/records", us)),
                (their_pid, _calls(their_client, path, them)),
                bar,
            )
            for what, form, path, bar in (
                ("POST an order with 10 lines", "order", "/orders", "≤ 0.8"),
                ("… with 10 stock postings", "delivery", "/orders-posting", "≤ 1.1"),
            )
        ]


def _calls(http: httpx.Client, path: str, ids: dict[str, list[str]]) -> Iterator[None]:
    today = dt.datetime.now(dt.timezone(dt.timedelta(hours=8))).date().isoformat()
    for n in itertools.count():
        start = n * 10 % len(ids["products"])
        values = documents.order(
            n,
            [ids["products"][(start + i) % len(ids["products"])] for i in range(10)],
            ids["customers"][n % len(ids["customers"])],
            ids["warehouses"][n % len(ids["warehouses"])],
            today,
        )
        response = http.post(path, json={"values": values, "submit": True})
        if response.status_code != 201:
            raise RuntimeError(f"{path}: {response.status_code} {response.text[:500]}")
        yield


def _compare(
    what: str, ours: tuple[int, Iterator[None]], theirs: tuple[int, Iterator[None]], bar: str
) -> Row:
    for pid, calls in (ours, theirs):
        cpu_of_round(pid, CALLS, calls)
    us, them = [], []
    for _ in range(ROUNDS):
        us.append(cpu_of_round(ours[0], CALLS, ours[1]))
        them.append(cpu_of_round(theirs[0], CALLS, theirs[1]))
    return Row(what, _microseconds(us), _microseconds(them), ratio(us, them), bar)


def _microseconds(values: list[float]) -> str:
    return f"{statistics.median(values):.0f} µs CPU"
