"""断号: which numbers of a form are missing or count for nothing, and why.

A refused document takes no number, so what is missing was deleted or voided.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from django.db import connection

from form_engine.catalog import get_plan
from form_engine.moments import aware
from form_engine.plan import Plan
from form_engine.queries.paths import Source
from form_engine.queries.wire import moment
from form_engine.records.serials import serial_fields
from huiliu.core.access import Access
from huiliu.core.actor import AppRef
from huiliu.core.errors import Forbidden

MOST = 5000
Why = Literal["deleted", "void", "missing"]


@dataclass(frozen=True)
class Gap:
    """``at`` and ``by``: when and by whom the document was deleted or voided, where that is
    known."""

    field: str
    number: str
    why: Why
    reason: str = ""
    at: str | None = None
    by: int | None = None


def number_gaps(app: AppRef, form: str, *, access: Access) -> list[Gap]:
    """For who may see all documents of the form, with their numbers: what they do not see would
    look like a gap, and what is a gap would tell of it."""
    plan = get_plan(app, form)
    found: list[Gap] = []
    for config in serial_fields(plan):
        _require_all(access, config.id)
        found += _gaps(app, plan, config, access)
    return found


def _require_all(access: Access, path: str) -> None:
    grants = access.seeing([path])
    if not access.everything and all(grant.rows is not None for grant in grants):
        raise Forbidden


def _gaps(app: AppRef, plan: Plan, config: Any, access: Access) -> Iterator[Gap]:
    reason = plan.document.life.void_reason if plan.document.life else None
    seen = reason if reason and access.may_see(reason) else None
    numbers: dict[str, dict[int, str]] = {}
    pattern = _pattern(config)
    for number, state, deleted, by, at, why in _rows(app, plan, config.id, seen):
        if deleted is not None:
            yield Gap(config.id, number, "deleted", at=moment(aware(deleted)), by=by)
        elif state == "void":
            yield Gap(config.id, number, "void", why or "", at=moment(aware(at)), by=by)
        match = pattern.fullmatch(number)
        if match is not None:
            head, count, tail = match.groups()
            numbers.setdefault(f"{head}\0{tail}", {})[int(count)] = number
    for scope, counts in sorted(numbers.items()):
        yield from _missing(config, scope, counts)


def _rows(app: AppRef, plan: Plan, path: str, reason: str | None) -> list[tuple[Any, ...]]:
    source = Source(app, plan)
    number = source.operand(path).sql
    why = source.operand(reason).sql if reason else "NULL"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {number}, t.state, t.deleted_at, t.updated_by, t.updated_at, {why}"  # noqa: S608
            f" FROM {source.tables()} WHERE {number} IS NOT NULL ORDER BY {number}"
        )
        return list(cursor.fetchall())


def _missing(config: Any, scope: str, counts: dict[int, str]) -> Iterator[Gap]:
    """Between the first number and the last that is there."""
    first = next(part for part in config.parts if part.kind == "count")
    head, _, tail = scope.partition("\0")
    told = 0
    for count in range(first.initial, max(counts)):
        if count not in counts and told < MOST:
            told += 1
            yield Gap(config.id, f"{head}{str(count).zfill(first.digits)}{tail}", "missing")


def _pattern(config: Any) -> re.Pattern[str]:
    """Before the count, the count, after it."""
    parts = ["("]
    for part in config.parts:
        if part.kind == "count":
            parts.append(r")(\d+)(")
        elif part.kind == "text":
            parts.append(re.escape(part.text))
        elif part.kind == "date":
            parts.append(rf"\d{{{len(part.format)}}}")
        else:
            parts.append(".*?")
    return re.compile("".join([*parts, ")"]), re.DOTALL)
