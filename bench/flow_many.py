"""Makes one open task 10,000, of as many documents, over 500 versions of their flow."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import connection

from form_engine.api import get_plan
from huiliu.core import ddl
from huiliu.core.records import Record
from workflow_engine.models import FlowDefinition, FlowTask, Process, WorkItem

TASKS, VERSIONS = 10_000, 500


def many(record: Record, member: int) -> None:
    process = Process.objects.defer("flow_class").get(record_id=record.id, form=record.form)
    item = WorkItem.objects.get(process=process, member_id=member)
    table = ddl.qualified(get_plan(record.app, record.form).storage.main.name)
    definitions, processes, tasks, items = (
        model._meta.db_table for model in (FlowDefinition, Process, FlowTask, WorkItem)
    )
    _copy(definitions, process.definition_id, VERSIONS, {"version": "1000 + n"})
    first = f"(SELECT max(id) - {VERSIONS} FROM {definitions})"  # noqa: S608
    version = f"{first} + 1 + n %% {VERSIONS}"
    _copy(table, record.id, TASKS, {"uid": "'many' || n"})
    base = f"(SELECT max(id) - {TASKS} FROM {table})"  # noqa: S608
    _copy(processes, process.pk, TASKS, {
        "record_id": f"{base} + n", "record_uid": "'many' || n", "definition_id": version,
        "flow_class": f"regexp_replace(flow_class, 'F[0-9]+_', 'F' || ({version}) || '_')",
    })  # fmt: skip
    run = f"(SELECT max(id) - {TASKS} FROM {processes}) + n"  # noqa: S608
    _copy(tasks, item.task_id, TASKS, {"process_id": run})
    task = f"(SELECT max(id) - {TASKS} FROM {tasks}) + n"  # noqa: S608
    _copy(items, item.pk, TASKS, {
        "process_id": run, "task_id": task,
        "created_at": "created_at - n * interval '1 minute'",
    })  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _copy(table: str, number: int, times: int, given: Mapping[str, str]) -> None:
    """``times`` copies of one row, with other values in some columns: SQL over ``n`` from 1."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table} WHERE id = %s", [number])  # noqa: S608
        columns = [column.name for column in cursor.description if column.name != "id"]
        values = ", ".join(given.get(column, f'"{column}"') for column in columns)
        cursor.execute(
            f"INSERT INTO {table} ({ddl.names(columns)}) SELECT {values}"  # noqa: S608
            f" FROM {table}, generate_series(1, {times}) n WHERE id = %s ORDER BY n",
            [number],
        )
