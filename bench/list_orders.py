"""A list of 50 out of 200,000: two filters and a sort, with the titles a list shows."""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable
from urllib.parse import urlencode

from bench.measure import Row, client, cpu_seconds, environment, fresh_database, python, ratio, wsgi

ROUNDS, CALLS, RECORDS = 9, 40, 200_000
FIELDS = [
    "no", "bill_date", "customer", "warehouse", "salesperson", "channel", "total_qty", "total",
]  # fmt: skip


def run(server: str) -> list[Row]:
    ours = environment("huiliu.server.settings", fresh_database(server, "bench_ours"))
    theirs = environment("bench.hand.settings", fresh_database(server, "bench_hand"))
    us = json.loads(python("bench.platform_company", ours, str(RECORDS)))
    them = json.loads(python("bench.hand_company", theirs, str(RECORDS)))
    with (
        wsgi("huiliu.server.wsgi:application", ours) as (our_url, our_pid),
        wsgi("bench.hand.wsgi:application", theirs) as (their_url, their_pid),
    ):
        our_client, their_client = client(our_url, us["key"]), client(their_url, them["key"])

        def ask_ours() -> int:
            answer = our_client.post("/api/v1/apps/bench/forms/order/records/query", json=_query())
            return len(answer.raise_for_status().json()["items"])

        def ask_theirs() -> int:
            where = urlencode({"channel": "store", "since": "2026-06-01"})
            answer = their_client.get(f"/recent?{where}")
            return len(answer.raise_for_status().json()["items"])

        return _compare((our_pid, ask_ours), (their_pid, ask_theirs))


def _query() -> dict[str, object]:
    conditions = [
        {"field": "channel", "op": "eq", "value": "store"},
        {"field": "bill_date", "op": "gte", "value": "2026-06-01"},
    ]
    return {
        "filter": {"rel": "and", "cond": conditions},
        "sort": [{"field": "total", "desc": True}],
        "fields": FIELDS,
        "limit": 50,
    }


def _compare(
    ours: tuple[int, Callable[[], int]], theirs: tuple[int, Callable[[], int]]
) -> list[Row]:
    samples: dict[str, list[float]] = {"our_cpu": [], "hand_cpu": [], "our": [], "hand": []}
    for number in range(ROUNDS + 1):
        for name, (pid, ask) in (("our", ours), ("hand", theirs)):
            before, started = cpu_seconds(pid), time.perf_counter()
            for _ in range(CALLS):
                if ask() != 50:
                    raise RuntimeError(f"{name}: a list of 50 was expected")
            if number:
                samples[f"{name}_cpu"].append((cpu_seconds(pid) - before) / CALLS * 1e6)
                samples[name].append((time.perf_counter() - started) / CALLS * 1e3)
    return [
        Row(
            f"list of 50 of {RECORDS:,}, two filters and a sort",
            f"{statistics.median(samples['our_cpu']):.0f} µs CPU",
            f"{statistics.median(samples['hand_cpu']):.0f} µs CPU",
            ratio(samples["our_cpu"], samples["hand_cpu"]),
            "≤ 0.7",
        ),
        Row(
            "… time to the answer",
            f"{statistics.median(samples['our']):.1f} ms",
            f"{statistics.median(samples['hand']):.1f} ms",
            ratio(samples["our"], samples["hand"]),
            "",
        ),
    ]
