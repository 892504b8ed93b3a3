"""A new record that is still to be sent to the database: see ``inserting``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError

from form_engine.plan import Plan
from form_engine.records.naming import Naming
from form_engine.records.reserving import Reserved, rows_of
from form_engine.records.row_inserts import words
from form_engine.records.statements import statements_of
from form_engine.records.uniqueness import refuse
from huiliu.core.pending import Statement, held, hold, send_later
from huiliu.core.records import Record, State


class Unsent:
    """``pending.Held``. What is approved at once is stored so: ``move`` needs no statement."""

    def __init__(self, plan: Plan, record: Record, naming: Naming) -> None:
        self.table = statements_of(plan).table
        self.id = record.id
        self._plan, self._record, self._naming = plan, record, naming
        self._stamp = (record.rev, record.state, record.updated_at, record.created_by)

    def move(self, state: State, by: int, at: datetime) -> None:
        self._stamp = (self._stamp[0] + 1, state, at, by)

    def named(self) -> tuple[str, str] | None:
        """Public id and title; None while it waits for a number."""
        if self._naming.due:
            return None
        return self._record.uid, self._naming.wordings()[0].title

    def prepare(self) -> Sequence[Statement]:
        return self._naming.due

    def statements(self) -> Sequence[Statement]:
        plan, record = self._plan, self._record
        (wording,) = self._naming.wordings()
        rev, state, updated_at, updated_by = self._stamp
        made = (record.created_at, record.created_by, record.created_department)
        stamp = [record.id, record.uid, rev, plan.version, state, *made, updated_at, updated_by]
        insert = statements_of(plan).insert_with_id
        args = [*stamp, *words(wording), *plan.row(record.values)]
        return [Statement(insert, args, guard=self._guard)]

    def _guard(self, error: IntegrityError) -> None:
        refuse(self._plan, error)


def hold_back(
    plan: Plan, record: Record, naming: Naming, numbers: frozenset[str], reserved: Reserved | None
) -> None:
    """``numbers``: the fields whose values come only when it is sent."""
    counts = rows_of(plan, record.values)
    if reserved is None or reserved.counts != counts:
        reserved = Reserved(plan, counts)
    record.id, ids = reserved.ids()
    record.unsent = numbers
    hold(Unsent(plan, record, naming))
    for sub in counts:
        _send_rows_later(plan, record, sub, ids[sub])


def move_unsent(table: str, record: Record, state: State, *, by: int, at: datetime) -> bool:
    """False when the record is stored."""
    one = find_unsent(table, record.id)
    if one is not None:
        one.move(state, by, at)
    return one is not None


def find_unsent(table: str, record_id: int) -> Unsent | None:
    for one in held():
        if isinstance(one, Unsent) and (one.table, one.id) == (table, record_id):
            return one
    return None


def _send_rows_later(plan: Plan, record: Record, sub: str, ids: list[int]) -> None:
    rows = record.values[sub]
    stored = plan.sub_rows(sub, rows)
    given = [
        (id_, record.id, pos, *columns)
        for pos, (id_, columns) in enumerate(zip(ids, stored, strict=True))
    ]
    send_later(
        Statement(
            statements_of(plan).subforms[sub].insert_many,
            [list(column) for column in zip(*given, strict=True)],
        )
    )
    for id_, row in zip(ids, rows, strict=True):
        row["$row"] = id_
