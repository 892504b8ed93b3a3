"""Groups and measures: sums and counts over the rows a reader may see every used field of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from django.db import connection

from form_engine.catalog import get_plan
from form_engine.field_type import type_of
from form_engine.moments import outgoing
from form_engine.plan import Plan
from form_engine.queries.far_values import typed
from form_engine.queries.paths import row_operand, target_form
from form_engine.queries.rights import split_at_reference, unknown
from form_engine.queries.scope import Scope
from form_engine.titles import FoundTitles, titles_of
from huiliu.core import ddl, ports
from huiliu.core.access import Access
from huiliu.core.actor import AppRef
from huiliu.core.conditions import Condition
from huiliu.core.errors import FieldError, Forbidden, ValidationFailed
from huiliu.core.exact import CONTEXT, round_half_up, to_json
from huiliu.core.expressions.sql import Operand

Bucket = Literal["day", "month", "year"]
Function = Literal["count", "sum", "avg", "min", "max"]
MOST_GROUPS = 1_000
_LENGTH = {"day": 10, "month": 7, "year": 4}
_FORMAT = {"day": "YYYY-MM-DD", "month": "YYYY-MM", "year": "YYYY"}


@dataclass(frozen=True)
class GroupBy:
    field: str
    bucket: Bucket | None = None


@dataclass(frozen=True)
class Measure:
    fn: Function
    field: str | None = None


@dataclass(frozen=True)
class Group:
    keys: list[Any]
    values: list[str | None]


def aggregate(
    app: AppRef,
    form: str,
    *,
    access: Access,
    condition: Condition | None = None,
    search: str = "",
    group_by: Sequence[GroupBy] = (),
    measures: Sequence[Measure] = (Measure("count"),),
    most: int = MOST_GROUPS,
) -> list[Group]:
    """One row a group, in the order of the keys, one more than ``most`` of them at most. Columns of
    one subform may be used: then each row of it counts."""
    plan = get_plan(app, form)
    if not access.may("view"):
        raise Forbidden
    scope = Scope(app, plan, access, condition, search)
    each = _Each(scope, [g.field for g in group_by], [m.field for m in measures if m.field])
    keys = [_key(each.operand(one.field), one, access) for one in group_by]
    wanted = [_measure(each, measure) for measure in measures]
    rows = _rows(scope, each, keys, [sql for sql, _ in wanted], most)
    groups = [
        Group(
            [_typed_key(value, key) for value, key in zip(row, keys, strict=False)],
            [_value(v, m) for v, m in zip(row[len(keys) :], wanted, strict=True)],
        )
        for row in rows
    ]
    _name(app, plan, group_by, groups)
    return groups


class _Each:
    """What is counted: records, or the rows of the one subform that is used."""

    def __init__(self, scope: Scope, grouped: Sequence[str], measured: Sequence[str]) -> None:
        self._scope = scope
        subforms = scope.plan.storage.subforms
        for path in (*grouped, *measured):
            scope.needs.use(path)
        used = dict.fromkeys(
            head for path in (*grouped, *measured) if (head := path.partition(".")[0]) in subforms
        )
        self.sub = next(iter(used), None)
        for path in (*grouped, *measured):
            self._require_same(path, measured, subforms)

    def operand(self, path: str) -> Operand:
        head, _, rest = path.partition(".")
        if self.sub is not None and head == self.sub:
            if not rest:
                unknown(path)
            return row_operand(self._scope.app, self._scope.plan, "s", self.sub, rest)
        return self._scope.source.operand(path)

    def tables(self) -> str:
        tables = self._scope.source.tables()
        if self.sub is None:
            return tables
        sub = ddl.qualified(self._scope.plan.storage.subforms[self.sub].name)
        return f"{tables} JOIN {sub} s ON s.parent_id = t.id"

    def _require_same(self, path: str, measured: Sequence[str], subforms: Any) -> None:
        """A field of the record would be counted once for each of its rows."""
        head = path.partition(".")[0]
        other_rows = head in subforms and head != self.sub
        repeated = self.sub is not None and head != self.sub and path in measured
        if other_rows or repeated:
            raise ValidationFailed(fields={path: [FieldError("bad_value")]})


@dataclass(frozen=True)
class _Key:
    sql: str
    operand: Operand
    bucket: Bucket | None
    args: tuple[Any, ...] = ()


def _key(operand: Operand, group: GroupBy, access: Access) -> _Key:
    if group.bucket is None:
        return _Key(operand.sql, operand, None)
    if operand.kind not in ("date", "datetime"):
        raise ValidationFailed(fields={group.field: [FieldError("bad_value")]})
    sql = operand.sql
    args: tuple[str, ...] = ()
    zone = access.actor.time_zone
    if ddl.is_postgresql():
        if operand.kind == "datetime":
            sql, args = f"({sql} AT TIME ZONE %s)", (zone,)
        return _Key(f"to_char({sql}, '{_FORMAT[group.bucket]}')", operand, group.bucket, args)
    if operand.kind == "datetime":
        sql = f"django_datetime_trunc('day', {sql}, %s, 'UTC')"
        args = (zone,)
    return _Key(f"substr({sql}, 1, {_LENGTH[group.bucket]})", operand, group.bucket, args)


_Measured = tuple[str, tuple[Function, Operand | None]]


def _measure(each: _Each, measure: Measure) -> _Measured:
    if measure.field is None:
        if measure.fn != "count":
            raise ValidationFailed(fields={"measures": [FieldError("required")]})
        return "count(*)", ("count", None)
    operand = each.operand(measure.field)
    if measure.fn != "count" and not _fits(measure.fn, operand):
        raise ValidationFailed(fields={measure.field: [FieldError("bad_value")]})
    if measure.fn == "avg":
        return _average(operand.sql), ("avg", operand)
    return f"{measure.fn}({operand.sql})", (measure.fn, operand)


def _average(sql: str) -> str:
    """Sum and count as one text: divided here, in decimal."""
    return f"CAST(sum({sql}) AS text) || '/' || CAST(count({sql}) AS text)"


def _fits(function: Function, operand: Operand) -> bool:
    if function in ("sum", "avg"):
        return operand.kind == "scaled"
    return operand.kind in ("scaled", "date", "datetime")


def _rows(
    scope: Scope, each: _Each, keys: Sequence[_Key], measures: Sequence[str], most: int
) -> list[tuple[Any, ...]]:
    text, args = scope.where()
    columns = ", ".join([*(key.sql for key in keys), *measures])
    numbers = [str(n + 1) for n in range(len(keys))]
    order = ", ".join(f"{number} NULLS FIRST" for number in numbers)
    grouped = f" GROUP BY {', '.join(numbers)} ORDER BY {order}" if keys else ""
    given = [arg for key in keys for arg in key.args]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {columns} FROM {each.tables()} WHERE {text}{grouped} LIMIT {most + 1}",  # noqa: S608
            outgoing([*given, *args]),
        )
        return list(cursor.fetchall())


def _typed_key(value: Any, key: _Key) -> Any:
    if value is None or key.bucket is not None:
        return value
    found = typed(value, key.operand)
    return to_json(found) if isinstance(found, Decimal) else _text(found)


def _value(value: Any, measure: _Measured) -> str | None:
    function, operand = measure[1]
    if function == "count":
        return str(value)
    if value is None or operand is None:
        return None
    if function == "avg":
        total, number = (Decimal(part) for part in str(value).split("/"))
        mean = CONTEXT.divide(total.scaleb(-operand.scale, CONTEXT), number)
        return to_json(round_half_up(mean, operand.scale + 2))
    found = typed(value, operand)
    return to_json(found) if isinstance(found, Decimal) else str(_text(found))


def _text(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _name(app: AppRef, plan: Plan, group_by: Sequence[GroupBy], groups: Sequence[Group]) -> None:
    """Keys that point at something get their public id and words."""
    for position, one in enumerate(group_by):
        ids = sorted({group.keys[position] for group in groups} - {None}, key=str)
        names = _names(app, plan, one.field, ids)
        if names is not None:
            for group in groups:
                group.keys[position] = names.get(group.keys[position])


def _names(
    app: AppRef, plan: Plan, path: str, ids: Sequence[Any]
) -> dict[Any, dict[str, str]] | None:
    titles = FoundTitles()
    link, form = _link(app, plan, path)
    if link == "record":
        titles.records[form] = titles_of(app, form, ids)
        return {i: {"id": f[0], "title": f[1]} for i in ids if (f := titles.record(form, i))}
    if link == "member":
        titles.members = dict(ports.org().names(ids))
        return {i: {"id": f[0], "name": f[1]} for i in ids if (f := titles.member(i))}
    if link == "department":
        titles.departments = ports.org().department_names(ids)
        return {i: {"id": f[0], "name": f[1]} for i in ids if (f := titles.department(i))}
    return None


def _link(app: AppRef, plan: Plan, path: str) -> tuple[str, str]:
    """What the path's last field points at."""
    known = {"$created_by": "member", "$created_department": "department"}
    if path in known:
        return known[path], ""
    if path == "$id":
        return "record", plan.document.id
    own, rest = split_at_reference(plan, path)
    if own is not None and rest:
        return _link(app, get_plan(app, target_form(plan, own)), rest)
    config = plan.fields.get(path)
    link = None if config is None else type_of(config).link
    return (link, target_form(plan, path) if link == "record" else "") if link else ("", "")
