"""What one access shows of a ledger, as SQL: which rows, and on each row which columns.

Every grant becomes a condition on the dimensions (through references too). A row is reached if
any grant reaches it; a column of it is shown if a grant that reaches the row shows it. A dimension
that is not shown on a row is not in its key either: such rows are added up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.db import connection

from huiliu.core import ports
from huiliu.core.access import Access, Grant
from huiliu.core.conditions import ALWAYS, Condition, Term
from huiliu.core.ddl import is_postgresql
from huiliu.core.errors import NotFound
from huiliu.core.expressions.conditions import current_values
from huiliu.core.expressions.sql import Operand, Resolver, UnknownPath, Vendor, where
from huiliu.core.paths import env_of
from huiliu.ledgers.plan import LedgerPlan
from huiliu.ledgers.storage import DimensionColumn

Sql = tuple[str, list[Any]]
_EMPTY = {"id": "0", "text": "''", "date": "DATE '0001-01-01'"}
_EMPTY_SQLITE = {**_EMPTY, "date": "'0001-01-01'"}


@dataclass(frozen=True)
class Sight:
    """``b`` names the table of balances or entries in every SQL text of this class."""

    plan: LedgerPlan
    access: Access
    grants: tuple[Grant, ...] = field(init=False)

    def __post_init__(self) -> None:
        ids = [*self.plan.document.dimension, *self.plan.document.measure]
        everything = Grant("*", frozenset({"view"}), dict.fromkeys(ids, "view"))
        found = (everything,) if self.access.everything else self.access.with_action("view")
        if not found:
            raise NotFound
        object.__setattr__(self, "grants", found)

    def shows(self, column: str) -> bool:
        """On some row."""
        return any(grant.may_see(column) for grant in self.grants)

    def shows_everywhere(self, column: str) -> bool:
        """On every row of the ledger."""
        return any(grant.may_see(column) and grant.rows is None for grant in self.grants)

    def require(self, columns: Iterable[str]) -> None:
        for column in columns:
            if not self.shows(column):
                raise UnknownPath(path=column)

    def reach(self, deciding: Iterable[str] = ()) -> Sql:
        """The rows of the grants that show all of ``deciding``: what one may not see must not
        decide what one sees."""
        wanted = tuple(deciding)
        grants = [g for g in self.grants if all(g.may_see(column) for column in wanted)]
        return _any(self._rows[grant.id] for grant in grants)

    def shown(self, column: str) -> Sql:
        """True on the rows that show this dimension or measure."""
        if all(grant.may_see(column) for grant in self.grants):
            return "1=1", []
        return _any(self._rows[grant.id] for grant in self.grants if grant.may_see(column))

    def search(self, text: str) -> Sql:
        """Rows with a visible dimension whose words contain the text."""
        parts: list[Sql] = []
        for dimension in self.plan.storage.dimensions:
            if not self.shows(dimension.id) or dimension.kind == "date":
                continue
            if dimension.kind == "id" and not dimension.form:
                continue
            parts.append(all_of([self._called(dimension, text), self.reach([dimension.id])]))
        return _any(parts)

    def _called(self, dimension: DimensionColumn, text: str) -> Sql:
        told = Operand(f'b."{dimension.column}"', dimension.kind)
        if dimension.form:
            told = ports.records().called(self.plan.app, dimension.form, told.sql)
        this = Condition(cond=(Term(field=dimension.id, op="contains", value=text),))
        return self._where(this, lambda _: told)

    def matching(self, condition: Condition) -> Sql:
        """The rows for which a condition on dimensions holds, also through their references."""
        return self._where(condition)

    @cached_property
    def _rows(self) -> Mapping[str, Sql]:
        return {grant.id: self._where(grant.rows or ALWAYS) for grant in self.grants}

    @cached_property
    def _current(self) -> Mapping[str, Any]:
        env = env_of(self.access.actor)
        return current_values(self.access.actor, env.now, env.today)

    def _where(self, condition: Condition, operand: Resolver | None = None) -> Sql:
        vendor: Vendor = "postgresql" if is_postgresql() else "sqlite"
        text, values = where(condition, operand or self._operand, self._current, vendor)
        return f"({text})", values

    def _operand(self, path: str) -> Operand:
        first, _, rest = path.partition(".")
        for dimension in self.plan.storage.dimensions:
            if dimension.id == first:
                return self._through(dimension, rest, path)
        raise UnknownPath(path=path)

    def _through(self, dimension: DimensionColumn, rest: str, path: str) -> Operand:
        empty = (_EMPTY if is_postgresql() else _EMPTY_SQLITE)[dimension.kind]
        sql = f'NULLIF(b."{dimension.column}", {empty})'
        if not rest:
            return Operand(sql, dimension.kind)
        if not dimension.form:
            raise UnknownPath(path=path)
        operand = ports.records().operand(self.plan.app, dimension.form, sql, rest)
        assert isinstance(operand, Operand)
        return operand


def key_filters(plan: LedgerPlan, given: Mapping[str, str]) -> list[Sql] | None:
    """``<dimension>=public id`` as SQL. None when such a key cannot exist."""
    found: list[Sql] = []
    columns = {d.id: d for d in plan.storage.dimensions}
    for id_, text in given.items():
        if id_ not in columns:
            raise UnknownPath(path=id_)
        value = _internal(plan, id_, text)
        if value is None:
            return None
        found.append((f'b."{columns[id_].column}" = %s', [value]))
    return found


def known_filters(plan: LedgerPlan, known: Mapping[str, Any]) -> list[Sql]:
    """The same of values as they are stored; None: nothing there."""
    columns = {d.id: d for d in plan.storage.dimensions}
    return [_is(columns[id_], value) for id_, value in known.items() if id_ in columns]


def _is(dimension: DimensionColumn, value: Any) -> Sql:
    if value is not None:
        return f'b."{dimension.column}" = %s', [_stored(value)]
    empty = (_EMPTY if is_postgresql() else _EMPTY_SQLITE)[dimension.kind]
    return f'b."{dimension.column}" = {empty}', []


def _stored(value: Any) -> Any:
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value


def _internal(plan: LedgerPlan, dimension: str, text: str) -> Any:
    """The stored value for what a client sends; None if there is none."""
    workspace = plan.app.workspace_id
    match plan.document.dimension[dimension].type:
        case "reference":
            form = plan.document.dimension[dimension].form or ""
            return ports.records().ids(plan.app, form, [text]).get(text)
        case "member":
            return ports.org().resolve_member(workspace, text)
        case "department":
            return ports.org().resolve_department(workspace, text)
        case "date":
            return _date(text)
        case _:
            return text


def _date(text: str) -> Any:
    try:
        return connection.ops.adapt_datefield_value(date.fromisoformat(text))
    except ValueError:
        return None


def _any(parts: Iterable[Sql]) -> Sql:
    return _joined(parts, " OR ", "1=0")


def all_of(parts: Iterable[Sql]) -> Sql:
    return _joined(parts, " AND ", "1=1")


def _joined(parts: Iterable[Sql], word: str, none: str) -> Sql:
    given = list(parts)
    if not given:
        return none, []
    text = word.join(text for text, _ in given)
    return (text if len(given) == 1 else f"({text})"), [v for _, values in given for v in values]
