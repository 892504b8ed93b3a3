"""Stores new records: at once, or, on PostgreSQL, with all else that the transaction writes.

A number stays locked from when it is given until the commit, and everybody who makes a record of
the form waits for it. So a record that the database cannot refuse is held back, with its number,
until somebody reads or the transaction ends: a number and one round trip are all that others wait
for then. Many at once are sent at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from form_engine.plan import Plan
from form_engine.records import serials
from form_engine.records.naming import Naming
from form_engine.records.reserving import Reserved
from form_engine.records.row_inserts import insert_rows, inserted, words
from form_engine.records.statements import statements_of
from form_engine.records.uniqueness import may_refuse, unique_guard
from form_engine.records.unsent import hold_back
from form_engine.uid import new_uid
from huiliu.core import ddl
from huiliu.core.actor import AppRef
from huiliu.core.records import Record, State, Values


def insert(
    plan: Plan,
    app: AppRef,
    many: Sequence[Values],
    naming: Naming,
    *,
    state: State | None,
    by: int,
    department: int | None,
    at: datetime,
    reserved: Reserved | None = None,
) -> list[Record]:
    """In this order; one statement for the records and one for the rows of each subform.
    ``reserved``: ids for the one record, if it is held back."""
    form, version = plan.document.id, plan.version
    records = [
        Record(app, form, 0, new_uid(), 1, version, state, values, by, department, at, at)
        for values in many
    ]
    numbers = _numbers_to_come(plan, many[0]) if len(many) == 1 else frozenset()
    if len(many) == 1 and ddl.is_postgresql() and not may_refuse(plan, many[0], numbers):
        hold_back(plan, records[0], naming, numbers, reserved)
    else:
        _send(plan, records, naming)
    return records


def _numbers_to_come(plan: Plan, values: Values) -> frozenset[str]:
    return frozenset(f.id for f in serials.serial_fields(plan) if not values.get(f.id))


def _send(plan: Plan, records: Sequence[Record], naming: Naming) -> None:
    serials.give(naming.due)
    rows = [
        _row(plan, record, words(wording))
        for record, wording in zip(records, naming.wordings(), strict=True)
    ]
    with unique_guard(plan):
        ids = dict(inserted(statements_of(plan).insert, rows))
    for record in records:
        record.id = ids[record.uid]
    for sub in plan.storage.subforms:
        insert_rows(plan, sub, _lines(records, sub))


def _row(plan: Plan, record: Record, worded: list[Any]) -> list[Any]:
    stamp = [record.uid, 1, plan.version, record.state, record.created_at, record.created_by]
    stamp += [record.created_department, record.created_at, record.created_by]
    return [*stamp, *worded, *plan.row(record.values)]


def _lines(records: Sequence[Record], sub: str) -> list[tuple[int, int, Values]]:
    return [
        (record.id, pos, row)
        for record in records
        for pos, row in enumerate(record.values.get(sub) or ())
    ]
