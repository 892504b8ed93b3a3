"""8 clients sell 3 lines each from 5 hot products: throughput beside raw SQL, and never too much.

Ours runs through the pipeline in 8 processes (8 threads of one process on SQLite, which is how the
embedded server runs); over HTTP the clients would take the CPU that the servers are measured by.
Slices of ours and of raw SQL alternate, so that noise hits both alike.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections import Counter
from typing import Any

import psycopg

from bench.measure import ROOT, Row, environment, fresh_database, python, ratio
from bench.race_checks import Balances

CLIENTS = 8
SECONDS = float(os.environ.get("HUILIU_BENCH_SECONDS", "60"))
SLICES = 6
Seen = Counter[str]


def run(server: str) -> list[Row]:
    ours = environment("huiliu.server.settings", fresh_database(server, "bench_ours"))
    theirs = environment("bench.hand.settings", fresh_database(server, "bench_hand"))
    us = json.loads(python("bench.platform_company", ours, "0"))
    them = json.loads(python("bench.hand_company", theirs, "0"))
    before = _deadlocks(server)
    with (
        Clients("ours", ours, us, CLIENTS, 1) as our,
        Clients("raw", theirs, them, CLIENTS, 1) as raw,
    ):
        rows = [*_against_raw(our, raw), _until_sold_out("PostgreSQL", our)]
    return [*rows, Row("… deadlocks", f"{_deadlocks(server) - before}", "", "", "0")]


def run_sqlite(server: str) -> list[Row]:
    """In a temporary folder: ``server`` is not used."""
    with tempfile.TemporaryDirectory() as folder:
        sqlite = {**environment("huiliu.server.settings", ""), "HUILIU_DATA": folder}
        ids = json.loads(python("bench.platform_company", sqlite, "0"))
        with Clients("ours", sqlite, ids, 1, CLIENTS) as our:
            seen = our.race(SECONDS, ids["warehouses"][0])
            rate, verdict = f"{seen['sold'] / SECONDS:.0f} orders/s", our.verdict(seen)
            what = f"the same race on SQLite, 8 threads, {SECONDS:.0f} s"
            return [
                Row(what, rate, "", verdict, "0 errors, 0 oversold"),
                _until_sold_out("SQLite", our),
            ]


class Clients:
    """Processes that sell when they are told to."""

    def __init__(
        self,
        side: str,
        variables: dict[str, str],
        ids: dict[str, Any],
        processes: int,
        threads: int,
    ) -> None:
        self.ids = ids
        self._variables = variables
        self._command = [sys.executable, "-m", "bench.race_client", side, str(threads)]
        self._count = processes
        self._processes: list[subprocess.Popen[str]] = []

    def __enter__(self) -> Clients:
        for _ in range(self._count):
            process = subprocess.Popen(
                self._command, env=self._variables, cwd=ROOT, text=True,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            )  # fmt: skip
            self._processes.append(process)
        for process in self._processes:
            _tell(process, json.dumps(self.ids))
        for process in self._processes:
            if _hear(process) != "ready":
                raise RuntimeError("a client did not start")
        return self

    def __exit__(self, *_: object) -> None:
        for process in self._processes:
            process.communicate()

    def race(self, seconds: float, shelf: str) -> Seen:
        for process in self._processes:
            _tell(process, json.dumps([seconds, shelf]))
        seen: Seen = Counter()
        for process in self._processes:
            seen.update(json.loads(_hear(process)))
        return seen

    def verdict(self, seen: Seen) -> str:
        errors = {name: count for name, count in seen.items() if name not in ("sold", "refused")}
        balances = Balances.read(self._variables)
        told = f"{sum(errors.values())} errors, {balances.oversold} oversold"
        return f"{told}, {balances.drift} balances ≠ Σ entries" + (f" {errors}" if errors else "")


def _against_raw(our: Clients, raw: Clients) -> list[Row]:
    seconds = SECONDS / SLICES
    ours: list[float] = []
    theirs: list[float] = []
    seen: Seen = Counter()
    for _ in range(SLICES):
        came = our.race(seconds, our.ids["warehouses"][0])
        seen.update(came)
        ours.append(came["sold"] / seconds)
        by_hand = raw.race(seconds, raw.ids["warehouses"][0])
        if by_hand.keys() != {"sold"}:
            raise RuntimeError(f"raw SQL: {by_hand}")
        theirs.append(by_hand["sold"] / seconds)
    return [
        Row(
            f"8 clients, 3 lines each of 5 hot products, {SECONDS:.0f} s",
            f"{statistics.median(ours):.0f} orders/s",
            f"{statistics.median(theirs):.0f} orders/s",
            ratio(ours, theirs),
            "≥ 0.5",
        ),
        Row("… what it left behind", our.verdict(seen), "", "", "0 of each"),
    ]


def _until_sold_out(database: str, our: Clients) -> Row:
    seen = our.race(min(SECONDS, 20), our.ids["scarce"])
    if not seen["refused"]:
        raise RuntimeError(f"the scarce shelf never ran out: {seen}")
    sold = f"{seen['sold']} sold, {seen['refused']} refused"
    what = f"… until nothing is left ({database})"
    return Row(what, sold, "", our.verdict(seen), "0 of each")


def _tell(client: subprocess.Popen[str], words: str) -> None:
    assert client.stdin is not None
    client.stdin.write(words + "\n")
    client.stdin.flush()


def _hear(client: subprocess.Popen[str]) -> str:
    assert client.stdout is not None
    return client.stdout.readline().strip()


def _deadlocks(server: str) -> int:
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute("SELECT pg_stat_clear_snapshot()")
        row = connection.execute(
            "SELECT sum(deadlocks) FROM pg_stat_database WHERE datname LIKE 'bench_%'"
        ).fetchone()
    return int(row[0]) if row else 0
