"""Where a path is in SQL: a column, a joined record, any row of a subform.

Paths here are trusted: who may use which path is decided in ``rights``.
"""

from __future__ import annotations

from form_engine.catalog import find_form, plan_of
from form_engine.field_type import type_of
from form_engine.plan import Plan
from form_engine.storage import Column
from huiliu.core import ddl
from huiliu.core.actor import AppRef
from huiliu.core.expressions.errors import UnknownPath
from huiliu.core.expressions.sql import Operand

DEEPEST = 3
_SYSTEM: dict[str, tuple[str, str]] = {
    "$id": ("id", "id"),
    "$state": ("state", "text"),
    "$created_at": ("created_at", "datetime"),
    "$created_by": ("created_by", "id"),
    "$created_department": ("created_department", "id"),
    "$updated_at": ("updated_at", "datetime"),
    "$title": ("title", "text"),
}
_NOTHING = Operand("NULL", "text")


class Source:
    """One query's FROM clause: the form's table as ``t``, and the references that were needed."""

    def __init__(self, app: AppRef, plan: Plan, alias: str = "t") -> None:
        self.app, self.plan, self.alias = app, plan, alias
        self._joins: dict[str, tuple[str, str]] = {}
        self._known: dict[str, Operand] = {}

    def tables(self) -> str:
        """For FROM. Ask last: every path may add a join."""
        joins = "".join(join for _, join in self._joins.values())
        return f"{ddl.qualified(self.plan.storage.main.name)} {self.alias}{joins}"

    def operand(self, path: str) -> Operand:
        """Raises UnknownPath."""
        found = self._known.get(path)
        if found is None:
            found = self._known[path] = self._find(self.plan, self.alias, path, "", DEEPEST)
        return found

    def linked(self, path: str) -> tuple[str, str]:
        """The public id and the title of the record that a reference of the form points at."""
        column, target = reference(self.app, self.plan, path, path, DEEPEST)
        if target is None:
            return _NOTHING.sql, _NOTHING.sql
        joined = self._join(f"{path}.", f'{self.alias}."{column.name}"', target)
        return f'{joined}."uid"', f'{joined}."title"'

    def _find(self, plan: Plan, alias: str, path: str, prefix: str, depth: int) -> Operand:
        own = own_operand(plan, alias, path)
        if own is not None:
            return own
        head, _, rest = path.partition(".")
        if head in plan.storage.subforms:
            return in_rows(self.app, plan, f"{alias}.id", head, rest, depth)
        column, target = reference(self.app, plan, head, path, depth)
        if target is None:
            return _NOTHING
        joined = self._join(f"{prefix}{head}.", f'{alias}."{column.name}"', target)
        return self._find(target, joined, rest, f"{prefix}{head}.", depth - 1)

    def _join(self, prefix: str, key: str, target: Plan) -> str:
        if prefix not in self._joins:
            alias = f"r{len(self._joins)}_{self.alias}"
            table = ddl.qualified(target.storage.main.name)
            self._joins[prefix] = alias, f" LEFT JOIN {table} {alias} ON {alias}.id = {key}"
        return self._joins[prefix][0]


def operand_of(app: AppRef, plan: Plan, id_sql: str, path: str, depth: int = DEEPEST) -> Operand:
    """The same without a FROM clause: of the record whose id is ``id_sql``."""
    alias = f"q{depth}"
    own = own_operand(plan, alias, path)
    if own is not None:
        table = ddl.qualified(plan.storage.main.name)
        sql = f"(SELECT {own.sql} FROM {table} {alias} WHERE {alias}.id = {id_sql})"  # noqa: S608
        return Operand(sql, own.kind, own.scale)
    head, _, rest = path.partition(".")
    if head in plan.storage.subforms:
        return in_rows(app, plan, id_sql, head, rest, depth)
    _, target = reference(app, plan, head, path, depth)
    if target is None:
        return _NOTHING
    return operand_of(app, target, operand_of(app, plan, id_sql, head, depth).sql, rest, depth - 1)


def called_of(plan: Plan, id_sql: str) -> Operand:
    """The title, so that the rows with such an ``id_sql`` are found in one go."""
    table = ddl.qualified(plan.storage.main.name)
    wrap = f"{id_sql} IN (SELECT q.id FROM {table} q WHERE {{}})"  # noqa: S608
    return Operand("q.title", "text", 0, wrap)


def own_operand(plan: Plan, alias: str, path: str) -> Operand | None:
    """A field or system field of the form itself."""
    system = _SYSTEM.get(path)
    if system is not None:
        return Operand(f'{alias}."{system[0]}"', system[1])
    for column in plan.storage.main.columns:
        if column.path == path:
            return Operand(f'{alias}."{column.name}"', column.kind, column.scale)
    return None


def in_rows(app: AppRef, plan: Plan, id_sql: str, sub: str, rest: str, depth: int) -> Operand:
    """True if any row fulfils it. Without a column: whether there are rows at all."""
    table = plan.storage.subforms[sub]
    alias = f"s_{sub}"
    rows = f"{ddl.qualified(table.name)} {alias} WHERE {alias}.parent_id = {id_sql}"
    if not rest:
        return Operand(f"(SELECT min({alias}.id) FROM {rows})", "id")  # noqa: S608
    inner = row_operand(app, plan, alias, sub, rest, depth)
    return Operand(
        inner.sql, inner.kind, inner.scale, f"EXISTS (SELECT 1 FROM {rows} AND {{}})"  # noqa: S608
    )  # fmt: skip


def row_operand(
    app: AppRef, plan: Plan, alias: str, sub: str, rest: str, depth: int = DEEPEST
) -> Operand:
    """A column of a subform's row, or what it refers to."""
    for column in plan.storage.subforms[sub].columns:
        if column.field == rest:
            return Operand(f'{alias}."{column.name}"', column.kind, column.scale)
    head, _, beyond = rest.partition(".")
    column, target = reference(app, plan, f"{sub}.{head}", f"{sub}.{rest}", depth)
    if target is None:
        return _NOTHING
    return operand_of(app, target, f'{alias}."{column.name}"', beyond, depth - 1)


def reference(
    app: AppRef, plan: Plan, head: str, path: str, depth: int
) -> tuple[Column, Plan | None]:
    """The column of a reference and the form it points at; no plan if that was never published."""
    config = plan.document.by_path.get(head)
    if config is None or depth <= 0 or type_of(config).link != "record":
        raise UnknownPath(path=path)
    tables = [plan.storage.main, *plan.storage.subforms.values()]
    column = next(c for table in tables for c in table.columns if c.path == head)
    form = find_form(app, target_form(plan, head))
    return column, None if form is None else plan_of(form)


def target_form(plan: Plan, path: str) -> str:
    return str(getattr(plan.document.by_path[path], "form", ""))
