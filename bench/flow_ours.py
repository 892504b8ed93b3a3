"""The platform's side of the approvals that are measured."""

from __future__ import annotations

import io
import re
import statistics
import time
from collections.abc import Callable, Mapping
from typing import Any


def of(ids: dict[str, Any]) -> Mapping[str, Callable[[], Any]]:
    import django

    django.setup()
    from huiliu.core import ports
    from huiliu.core.actor import Cause
    from huiliu.core.records import Record
    from workflow_engine import api as flows
    from workflow_engine.models import WorkItem

    initiator = ports.org().actor(ids["initiator"])
    app = ports.documents().app(initiator.workspace_id, "bench")

    def start(form: str) -> Record:
        access = ports.permissions().access(initiator, app, form)
        values = {"reason": "客户招待", "amount": "380.00"}
        return ports.records().create(
            app, form, values, access=access, submit=True, cause=Cause("api")
        )

    def document() -> str:
        record, state = start("claim"), ""
        for voter in ids["voters"]:
            asked = WorkItem.objects.filter(
                process__form="claim", process__record_id=record.id, member_id=voter,
                state="pending",
            )  # fmt: skip
            item = asked.values_list("pk", flat=True).get()
            state = flows.approve(item, actor=ports.org().actor(voter), comment="同意")
        return state

    def crowd() -> int:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        start("crowd")
        with CaptureQueriesContext(connection) as captured:
            start("crowd")
        # What travels together counts one by one.
        return sum(len(re.split(r"; (?=INSERT|SELECT)", one["sql"])) for one in captured)

    return {"document": document, "crowd": crowd, "todo": lambda: _todo(ids, start("claim"))}


def _todo(ids: dict[str, Any], record: Any) -> dict[str, float]:
    from bench.flow_many import many
    from huiliu.server.wsgi import application

    many(record, ids["voters"][0])
    seconds, cpu = [], []
    for _ in range(40):
        before, started = time.process_time(), time.perf_counter()
        _get(application, "/api/v1/tasks", ids["key"])
        cpu.append((time.process_time() - before) * 1e3)
        seconds.append((time.perf_counter() - started) * 1e3)
    return {"ms": statistics.median(seconds), "least": min(seconds), "cpu": statistics.median(cpu)}


def _get(application: Any, path: str, key: str) -> bytes:
    environment = {
        "REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": "", "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80", "HTTP_HOST": "127.0.0.1", "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.input": io.BytesIO(), "wsgi.url_scheme": "http", "wsgi.errors": io.StringIO(),
        "HTTP_AUTHORIZATION": f"Bearer {key}", "REMOTE_ADDR": "127.0.0.1",
    }  # fmt: skip
    states: list[str] = []
    body = b"".join(application(environment, lambda state, *_: states.append(state)))
    if not states[0].startswith("200") or body.count(b'"node_title"') != 50:
        raise RuntimeError(f"{states}: {body[:300]!r}")
    return body
