"""20,000 orders with 5 lines from Excel, through the pipeline of every other writer."""

from __future__ import annotations

import json
import os

from bench.measure import Row, environment, fresh_database, python

ORDERS, LINES = int(os.environ.get("HUILIU_BENCH_ORDERS", "20000")), 5


def run(server: str) -> list[Row]:
    ours = environment("huiliu.server.settings", fresh_database(server, "bench_ours"))
    python("bench.platform_company", ours, "0")
    came = json.loads(python("bench.import_run", ours, str(ORDERS), str(LINES)))
    if came["created"] != ORDERS or came["failed"]:
        raise RuntimeError(f"{ORDERS} orders were expected: {came}")
    rate, each = ORDERS / came["seconds"], came["cpu"] / ORDERS * 1e6
    return [
        Row(
            f"import of {ORDERS:,} orders with {LINES} lines from Excel",
            f"{rate:.0f} orders/s, {each:.0f} µs CPU each",
            "",
            f"progress told {came['tellings']} times",
            "≥ 1,000 orders/s",
        )
    ]
