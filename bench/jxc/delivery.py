"""A delivery of ten lines is approved, beside hand-written Django code with the same effects."""

from __future__ import annotations

import json
import statistics
from collections.abc import Iterator
from typing import Any

from bench.clients import Client
from bench.jxc.databases import Variables, on_both
from bench.measure import Row, python, ratio

ROUNDS, DELIVERIES = 7, 12
PRODUCTS, WAREHOUSES, QTY, ENTRIES = 200, 2, 100_000, 100_000


def run(server: str) -> list[Row]:
    return on_both(server, _compared)


def _compared(database: str, ours: Variables, theirs: Variables) -> Iterator[Row]:
    sizes = map(str, (PRODUCTS, WAREHOUSES, QTY, ENTRIES))
    ids = json.loads(python("bench.jxc.make", ours, *sizes))
    with (
        Client("bench.jxc.client", ours, ids, "ours") as our,
        Client("bench.jxc.client", theirs, ids, "hand") as hand,
    ):
        pairs = [(our.ask(f"{DELIVERIES}"), hand.ask(f"{DELIVERIES}")) for _ in range(ROUNDS + 1)]
    us, them = zip(*pairs[1:], strict=True)
    what = f"approve a delivery of 10 lines, {ENTRIES:,} entries, {database}"
    yield _row(what, [_cpu(one) for one in us], [_cpu(one) for one in them], "≤ 1.5")
    parts = [statistics.median(one["python"] for one in side) for side in (us, them)]
    statements = [f"{side[-1]['statements']} statements" for side in (us, them)]
    told = [f"{s}, Python {p / 1000:.1f} ms" for s, p in zip(statements, parts, strict=True)]
    yield Row("… of that", *told, f"{parts[0] / parts[1]:.2f}", "")


def _cpu(one: dict[str, Any]) -> float:
    """Of the process and of the database."""
    return float(one["python"] + one["database"])


def _row(what: str, us: list[float], them: list[float], bar: str) -> Row:
    told = [f"{statistics.median(one) / 1000:.1f} ms CPU" for one in (us, them)]
    return Row(what, *told, ratio(us, them), bar)
