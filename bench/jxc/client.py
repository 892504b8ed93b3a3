"""Approves deliveries when it is told to, and says what that cost.

``python -m bench.jxc.client ours|hand`` reads the ids as JSON, says ``ready``, and answers each
number of deliveries with ``{"python", "database", "statements"}``: µs of CPU of a delivery in this
process and in its database session, and the statements of one.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

Approve = Callable[[], str]


def main(side: str) -> None:
    ids = json.loads(sys.stdin.readline())
    from bench.jxc import hand_side, our_side

    prepare = (our_side if side == "ours" else hand_side).of(ids)
    print("ready", flush=True)
    for line in sys.stdin:
        ready = [prepare() for _ in range(int(line) + 1)]
        print(json.dumps({**_cpu(ready[1:]), "statements": _statements(ready[0])}), flush=True)


def _cpu(ready: list[Approve]) -> dict[str, float]:
    database, python = database_seconds(), time.process_time()
    for approve in ready:
        _require_approved(approve())
    seconds = time.process_time() - python, database_seconds() - database
    return {
        name: one / len(ready) * 1e6
        for name, one in zip(("python", "database"), seconds, strict=True)
    }


def database_seconds() -> float:
    """Of this session's process in PostgreSQL; SQLite runs in this one."""
    from django.db import connection

    if connection.vendor == "sqlite":
        return 0.0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9


def _statements(approve: Approve) -> int:
    """What travels together counts one by one."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        _require_approved(approve())
    return sum(len(re.split(r"; (?=[A-Z])", one["sql"])) for one in captured)


def _require_approved(state: Any) -> None:
    if state != "approved":
        raise RuntimeError(f"a delivery is {state}")


if __name__ == "__main__":
    main(sys.argv[1])
