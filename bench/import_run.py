"""Imports a workbook as the job that a person's upload starts. Prints what came of it.

``python -m bench.import_run ORDERS LINES`` on the company of ``platform_company``: 20,000 orders
with 5 lines are two workbooks, each at the limit of one sheet. What is told of its progress is what
the page of the job shows.
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import django

from bench import documents

django.setup()

import xlsxwriter  # noqa: E402

from form_engine.api import start_import, store_file  # noqa: E402
from huiliu.core import ports  # noqa: E402
from huiliu.core.access import Access  # noqa: E402
from huiliu.org import api as org  # noqa: E402
from huiliu.server.jobs.models import Job  # noqa: E402
from huiliu.server.jobs.run import run_one  # noqa: E402

MAIN = (
    "bill_date", "customer", "warehouse", "channel", "contact", "carrier", "tracking_no", "remark",
)  # fmt: skip
LINE = ("product", "qty", "price", "note")
MOST_ROWS = 50_000


def main(orders: int, lines: int) -> None:
    access = _access()
    sums = {"created": 0, "failed": 0, "tellings": 0}
    wall = time.perf_counter()
    cpu = _cpu()
    per_sheet = MOST_ROWS // lines
    with tempfile.TemporaryDirectory() as folder:
        for start in range(0, orders, per_sheet):
            workbook = Path(folder) / f"{start}.xlsx"
            excluded = time.perf_counter(), _cpu()
            _write(workbook, range(start, min(start + per_sheet, orders)), lines)
            wall += time.perf_counter() - excluded[0]
            cpu += _cpu() - excluded[1]
            for name, value in _import(access, workbook).items():
                sums[name] += value
    seconds = time.perf_counter() - wall
    print(json.dumps({**sums, "seconds": seconds, "cpu": _cpu() - cpu}))


def _access() -> Access:
    actor = ports.org().actor(org.Account.objects.get(login="sales").pk)
    app = ports.documents().app(actor.workspace_id, "bench")
    return ports.permissions().access(actor, app, "order")


def _write(path: Path, numbers: range, lines: int) -> None:
    """By title, as people have it in their sheets."""
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, [*MAIN, *(f"lines.{column}" for column in LINE)])
    row = 1
    for n in numbers:
        products = [f"product{(n + k) % documents.PRODUCTS}" for k in range(lines)]
        customer = f"customer{n % documents.CUSTOMERS}"
        values = documents.order(n, products, customer, f"warehouse{n % 2}", "2026-01-05")
        for place, line in enumerate(values["lines"]):
            own = [values[field] for field in MAIN] if place == 0 else [""] * len(MAIN)
            sheet.write_row(row, 0, [*own, *(_cell(line[column]) for column in LINE)])
            row += 1
    book.close()


def _cell(value: str) -> Any:
    return float(value) if value.replace(".", "").isdigit() else value


def _import(access: Access, workbook: Path) -> dict[str, int]:
    app = ports.documents().app(access.actor.workspace_id, "bench")
    with workbook.open("rb") as content:
        file = store_file(app, access.actor, workbook.name, content)
    job = start_import(app, "order", file, access=access)
    over = threading.Event()
    told: set[int] = set()
    watcher = threading.Thread(target=_watch, args=(job, over, told))
    watcher.start()
    run_one(job)
    over.set()
    watcher.join()
    done = Job.objects.get(pk=job)
    if done.state != Job.State.DONE or not isinstance(done.result, dict):
        raise RuntimeError(f"{done.state}: {done.message}")
    if done.result["errors"]:
        raise RuntimeError(str(done.result["errors"][:3]))
    return {
        "created": done.result["created"], "failed": done.result["failed"], "tellings": len(told),
    }  # fmt: skip


def _watch(job: int, over: threading.Event, told: set[int]) -> None:
    while not over.wait(1):
        row = Job.objects.get(pk=job)
        told.add(row.progress)
        print(f"  row {row.progress:,} of {row.total or 0:,}", file=sys.stderr, flush=True)


def _cpu() -> float:
    """Of this process and of the one that reads the workbook."""
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(u.ru_utime + u.ru_stime for u in map(resource.getrusage, kinds))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
