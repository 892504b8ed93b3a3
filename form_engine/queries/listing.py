"""A page of records: filtered, searched, sorted, each row with the fields this reader may see."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from form_engine.catalog import get_plan
from form_engine.field_type import type_of
from form_engine.moments import outgoing
from form_engine.plan import Plan
from form_engine.queries.cursors import read_cursor, write_cursor
from form_engine.queries.keyset import Key, after, order_by
from form_engine.queries.paths import target_form
from form_engine.queries.rights import rows_of, unknown
from form_engine.queries.rows import fetch_subforms
from form_engine.queries.scope import Scope
from form_engine.queries.wire import moment, person
from form_engine.records import store
from form_engine.records.statements import SYSTEM
from form_engine.titles import Names, titles_for
from form_engine.wording import title_path
from huiliu.core import ddl
from huiliu.core.access import Access, Grant
from huiliu.core.actor import AppRef
from huiliu.core.conditions import Condition
from huiliu.core.errors import Forbidden
from huiliu.core.records import Record

COUNT_CAP = 10_000
MOST = 1_000
_MOST_JOINS = 6


@dataclass(frozen=True)
class Sort:
    field: str
    desc: bool = False


@dataclass(frozen=True)
class Query:
    """What a list asks for. ``fields`` None: everything but subforms."""

    filter: Condition | None = None
    search: str = ""
    sort: tuple[Sort, ...] = ()
    fields: tuple[str, ...] | None = None
    limit: int = 50
    cursor: str | None = None
    count: bool = False
    deleted: bool = False


@dataclass(frozen=True)
class Count:
    value: int
    capped: bool


@dataclass
class Page:
    """``items`` as they go over the wire; ``records`` are the same, typed."""

    items: list[dict[str, Any]]
    next: str | None
    count: Count | None = None
    records: list[Record] = field(default_factory=list)


def query(
    app: AppRef, form: str, asked: Query, *, access: Access, also: Condition | None = None
) -> Page:
    """``also`` narrows the rows further and is trusted: it comes from a document."""
    plan = get_plan(app, form)
    if not access.may("restore" if asked.deleted else "view"):
        raise Forbidden
    scope = Scope(app, plan, access, asked.filter, asked.search, asked.deleted, also)
    keys = _keys(scope, asked.sort)
    wanted = _wanted(plan, access, asked.fields)
    where = scope.where()
    judged = _judged(access, wanted, title_path(plan), "restore" if asked.deleted else "view")
    linked = _linked(plan, wanted)
    found = _rows(scope, asked, keys, where, judged, linked)
    shown, more = found[: asked.limit], len(found) > asked.limit
    records = [store.of_row(plan, app, row) for row in shown]
    subforms = [sub for sub in plan.storage.subforms if sub in wanted]
    fetch_subforms(plan, {record.id: record.values for record in records}, subforms)
    last = _cursor(keys, asked.sort, shown[-1]) if more else None
    page = Page(
        _items(app, plan, access, records, shown, wanted, judged, linked), last, None, records
    )
    if asked.count:
        page.count = _count(scope, where)
    return page


def count(
    app: AppRef, form: str, condition: Condition | None, *, access: Access, search: str = ""
) -> Count:
    scope = Scope(app, get_plan(app, form), access, condition, search)
    return _count(scope, scope.where())


def _count(scope: Scope, where: tuple[str, list[Any]]) -> Count:
    """Never counts beyond the cap: counting is what does not get faster by an index."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*) FROM (SELECT 1 FROM {scope.source.tables()}"  # noqa: S608
            f" WHERE {where[0]} LIMIT {COUNT_CAP + 1}) counted",
            outgoing(where[1]),
        )
        number = cursor.fetchone()[0]
    return Count(min(number, COUNT_CAP), number > COUNT_CAP)


def _keys(scope: Scope, sort: Sequence[Sort]) -> list[Key]:
    """Newest first unless said. A reference sorts by the title of what it points at."""
    keys = []
    for one in sort or (Sort("$id", desc=True),):
        path = scope.needs.use(one.field)
        config = scope.plan.fields.get(path)
        if config is not None and not _sortable(path, config):
            unknown(path)
        by_title = config is not None and type_of(config).link == "record"
        operand = scope.source.operand(f"{path}.$title" if by_title else path)
        keys.append(Key(operand.sql, operand.kind, one.desc))
    return keys


def _sortable(path: str, config: Any) -> bool:
    kind = type_of(config)
    return "." not in path and (kind.sortable or kind.link == "record")


def _wanted(plan: Plan, access: Access, fields: tuple[str, ...] | None) -> frozenset[str]:
    """Paths to show; a subform stands for its columns. Unknown and hidden ones are alike."""
    if fields is None:
        return frozenset(path for path in plan.fields if path.partition(".")[0] not in _subs(plan))
    wanted: set[str] = set()
    for path in fields:
        if path.startswith("$"):
            continue
        if path not in plan.fields or not access.may_see(path):
            unknown(path)
        wanted.add(path)
        wanted.add(path.partition(".")[0])
        if path in plan.storage.subforms:
            wanted |= {one for one in plan.fields if one.startswith(f"{path}.")}
    return frozenset(wanted)


def _subs(plan: Plan) -> Mapping[str, Any]:
    return plan.storage.subforms


def _judged(
    access: Access, wanted: frozenset[str], title: str | None, action: str
) -> tuple[Grant, ...]:
    """Grants that must say, row by row, whether they reach it; none if all show the same."""
    grants = () if access.everything else access.with_action(action)
    paths = {*wanted, *([title] if title else ())}
    shown = {frozenset(path for path in paths if grant.may_see(path)) for grant in grants}
    return grants if len(shown) > 1 else ()


def _rows(
    scope: Scope,
    asked: Query,
    keys: Sequence[Key],
    where: tuple[str, list[Any]],
    judged: tuple[Grant, ...],
    linked: Sequence[str],
) -> list[tuple[Any, ...]]:
    """System columns and fields; whether each judged grant reaches the row; the public id and the
    title of each linked record; last the keys."""
    columns = [f't."{c}"' for c in (*SYSTEM, *(c.name for c in scope.plan.storage.main.columns))]
    parts = [rows_of(scope.access, grant, scope.source.operand) for grant in judged]
    columns += [f"CASE WHEN {sql} THEN 1 ELSE 0 END" for sql, _ in parts]
    columns += [sql for path in linked for sql in scope.source.linked(path)]
    columns += [key.sql for key in keys]
    sql = (
        f"SELECT {', '.join(columns)} FROM {scope.source.tables()} WHERE {where[0]}{{}}"  # noqa: S608
        f" ORDER BY {order_by(keys, ddl.is_postgresql())} LIMIT %s"
    )
    args = [value for _, values in parts for value in values] + where[1]
    found: list[tuple[Any, ...]] = []
    for more, values in _segments(asked, keys):
        with connection.cursor() as cursor:
            missing = asked.limit + 1 - len(found)
            cursor.execute(sql.replace("{}", more), [*outgoing([*args, *values]), missing])
            found += cursor.fetchall()
        if len(found) > asked.limit:
            break
    return found


def _linked(plan: Plan, wanted: frozenset[str]) -> list[str]:
    """References whose titles come along with the rows. More joins would cost what they save."""
    paths = [p for p in sorted(wanted) if p in plan.fields and "." not in p]
    return [path for path in paths if type_of(plan.fields[path]).link == "record"][:_MOST_JOINS]


def _named(
    plan: Plan,
    records: Sequence[Record],
    rows: Sequence[tuple[Any, ...]],
    linked: Sequence[str],
    start: int,
) -> Names:
    found: dict[str, dict[int, tuple[str, str]]] = {}
    for place, path in enumerate(linked):
        names = found.setdefault(target_form(plan, path), {})
        at = start + 2 * place
        for record, row in zip(records, rows, strict=True):
            if row[at] is not None:
                names[record.values[path]] = row[at], row[at + 1] or ""
    return found


def _segments(asked: Query, keys: Sequence[Key]) -> list[tuple[str, list[Any]]]:
    if asked.cursor is None:
        return [("", [])]
    values, record_id = read_cursor(asked.cursor, _signature(asked.sort), [k.kind for k in keys])
    return [(f" AND {sql}", args) for sql, args in after(keys, values, record_id)]


def _cursor(keys: Sequence[Key], sort: Sequence[Sort], row: tuple[Any, ...]) -> str:
    return write_cursor(_signature(sort), row[len(row) - len(keys) :], row[0])


def _signature(sort: Sequence[Sort]) -> str:
    return ",".join(f"{'-' if one.desc else ''}{one.field}" for one in sort)


def _items(
    app: AppRef,
    plan: Plan,
    access: Access,
    records: Sequence[Record],
    rows: Sequence[tuple[Any, ...]],
    wanted: frozenset[str],
    judged: tuple[Grant, ...],
    linked: Sequence[str],
) -> list[dict[str, Any]]:
    width = len(SYSTEM) + len(plan.storage.main.columns)
    titles = titles_for(
        app,
        plan,
        [record.values for record in records],
        wanted=lambda path: path in wanted and access.may_see(path),
        members=[record.created_by for record in records],
        known=_named(plan, records, rows, linked, width + len(judged)),
        me=access.actor,
    )
    title = title_path(plan)
    writers: dict[tuple[Any, ...], tuple[Any, bool]] = {}
    items = []
    for record, row in zip(records, rows, strict=True):
        met = row[width : width + len(judged)]
        if met not in writers:
            sees = _sees(access, judged, met)
            write = plan.writer(visible=_visible(wanted, sees), titles=titles)
            writers[met] = write, title is not None and sees(title)
        write, titled = writers[met]
        items.append(
            {
                "id": record.uid,
                "rev": record.rev,
                "state": record.state,
                "title": (row[11] or "") if titled else "",
                "values": write(record.values),
                "created_by": person(titles, record.created_by),
                "created_at": moment(record.created_at),
                "updated_at": moment(record.updated_at),
            }
        )
    return items


def _sees(access: Access, judged: tuple[Grant, ...], met: tuple[Any, ...]) -> Callable[[str], bool]:
    if not judged:
        return access.may_see
    reached = [grant for grant, yes in zip(judged, met, strict=True) if yes]
    return lambda path: any(grant.may_see(path) for grant in reached)


def _visible(wanted: frozenset[str], sees: Callable[[str], bool]) -> Callable[[str], bool]:
    return lambda path: path in wanted and sees(path)
