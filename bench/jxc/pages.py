"""The page of stock and 收发存, as the browser asks for them: server time over the HTTP API."""

from __future__ import annotations

import datetime as dt
import io
import json
import statistics
import sys
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from bench.jxc.databases import Variables, on_both
from bench.measure import Row, python

PAGE = 100
"""As many rows as the browser asks for at once."""
TIMES = 15


def run(server: str) -> list[Row]:
    return [*run_stock(server), *run_flows(server)]


def run_stock(server: str) -> list[Row]:
    return on_both(server, _stock)


def run_flows(server: str) -> list[Row]:
    return on_both(server, _flows)


def _stock(database: str, ours: Variables, theirs: Variables) -> Iterator[Row]:
    ids = json.loads(python("bench.jxc.make", ours, "10000", "5", "0", "100000"))
    what = f"page of stock, 10,000 products × 5 warehouses, {database}"
    asked = {
        what: {"limit": PAGE},
        "… of one warehouse": {"limit": PAGE, "warehouse": ids["warehouses"][2]},
        "… of one product, searched": {"limit": PAGE, "search": "商品4711"},
    }
    for name, query in asked.items():
        yield _row(name, ours, ids, "balances", query, "≤ 200 ms")


def _flows(database: str, ours: Variables, theirs: Variables) -> Iterator[Row]:
    ids = json.loads(python("bench.jxc.make", ours, "2000", "5", "0", "1000000"))
    today = dt.date.fromisoformat(ids["today"])
    months = {"last month": today, "a month in the middle": today - dt.timedelta(days=150)}
    for name, last in months.items():
        days = {"from": last - dt.timedelta(days=30), "to": last}
        for rows in (PAGE, 1000):
            what = f"收发存 of 1,000,000 entries, {name}, {rows} rows, {database}"
            yield _row(what, ours, ids, "flows", {**days, "limit": rows}, "≤ 1 s")


def _row(
    what: str, ours: Variables, ids: dict[str, Any], door: str, query: dict[str, Any], bar: str
) -> Row:
    path = f"/api/v1/apps/jxc/ledgers/stock/{door}?{urlencode(query)}"
    seen = json.loads(python("bench.jxc.pages", ours, ids["key"], path))
    clock = f"{seen['ms']:.0f} ms ({seen['least']:.0f} at best)"
    told = f"{clock}, {seen['cpu']:.0f} ms CPU, {seen['rows']} rows"
    return Row(what, told, "", "", bar)


def measure(key: str, path: str) -> dict[str, float]:
    """The whole way of a request through the server, in this process."""
    from bench.jxc.client import database_seconds
    from huiliu.server.wsgi import application

    clock: list[float] = []
    cpu: list[float] = []
    rows = 0
    for _ in range(TIMES):
        began, worked = time.perf_counter(), time.process_time() + database_seconds()
        rows = len(json.loads(get(application, path, key))["items"])
        clock.append((time.perf_counter() - began) * 1e3)
        cpu.append((time.process_time() + database_seconds() - worked) * 1e3)
    warm = clock[1:]
    found = {"ms": statistics.median(warm), "least": min(warm), "rows": rows}
    return {**found, "cpu": statistics.median(cpu[1:])}


def get(application: Any, path: str, key: str) -> bytes:
    path, _, query = path.partition("?")
    environment = {
        "REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": query,
        "SERVER_NAME": "127.0.0.1", "SERVER_PORT": "80", "HTTP_HOST": "127.0.0.1",
        "SERVER_PROTOCOL": "HTTP/1.1", "wsgi.input": io.BytesIO(), "wsgi.url_scheme": "http",
        "wsgi.errors": io.StringIO(), "HTTP_AUTHORIZATION": f"Bearer {key}",
        "REMOTE_ADDR": "127.0.0.1",
    }  # fmt: skip
    states: list[str] = []
    body = b"".join(application(environment, lambda state, *_: states.append(state)))
    if not states[0].startswith("200"):
        raise RuntimeError(f"{path}: {states[0]} {body[:300]!r}")
    return body


if __name__ == "__main__":
    print(json.dumps(measure(*sys.argv[1:])))
