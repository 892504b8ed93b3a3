"""Entries as one member may see them: which documents made a number, with the running balance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from django.db import connection

from huiliu.core import ddl, ports
from huiliu.core.access import Access
from huiliu.core.actor import Actor, AppRef
from huiliu.core.conditions import Condition, Term
from huiliu.core.errors import NotFound, ValidationFailed
from huiliu.ledgers import cursor as cursors
from huiliu.ledgers.balance_list import MAX_LIMIT, Page
from huiliu.ledgers.plan import LedgerPlan, latest_plan
from huiliu.ledgers.sight import Sight, Sql, all_of, key_filters
from huiliu.ledgers.wire import dimensions_json, measures_json

_OWN = ("id", "date", "at", "form", "record", "posting", "reverses")
_KINDS: tuple[cursors.Kind, ...] = ("date", "id")


@dataclass(frozen=True)
class EntryQuery:
    """``key``: dimension → public id. ``source``: only the entries of this record, by form and
    internal id."""

    key: Mapping[str, str] = field(default_factory=dict)
    first: date | None = None
    last: date | None = None
    source: tuple[str, int] | None = None
    limit: int = 100
    cursor: str | None = None


def list_entries(plan: LedgerPlan, access: Access, query: EntryQuery) -> Page:
    """In the order of date and posting. ``running`` is the sum of all entries up to this one that
    match the key: the balance after it."""
    sight = Sight(plan, access)
    sight.require(query.key)
    filters = key_filters(plan, query.key)
    if filters is None:
        return Page([])
    limit = max(1, min(query.limit, MAX_LIMIT))
    sql, values = _statement(sight, query, filters, limit + 1)
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows = cursor.fetchall()
    items = _items(sight, rows[:limit], bool(query.key))
    more = len(rows) > limit
    return Page(items, cursors.encode([rows[limit - 1][1], rows[limit - 1][0]]) if more else None)


def entries_of_record(
    app: AppRef, form: str, record_id: int, *, actor: Actor
) -> list[dict[str, Any]]:
    """What a record did to the ledgers that its reader may see."""
    found: list[dict[str, Any]] = []
    for plan in latest_plan(app).concerned(form):
        try:
            access = ports.permissions().ledger_access(actor, app, plan.key)
            page = list_entries(plan, access, EntryQuery(source=(form, record_id), limit=MAX_LIMIT))
        except NotFound:
            continue
        title = plan.document.title
        found += [{"ledger": plan.key, "title": title, **item} for item in page.items]
    return found


def _statement(sight: Sight, query: EntryQuery, filters: list[Sql], limit: int) -> Sql:
    storage = sight.plan.storage
    dimensions, measures = _columns(sight)
    columns = {d.id: f'b."{d.column}"' for d in storage.dimensions}
    columns |= {m.id: f'b."{m.column}"' for m in storage.measures}
    selected = [f'b."{name}"' for name in _OWN]
    values: list[Any] = []
    for id_ in dimensions:
        seen, own = sight.shown(id_)
        selected += [f"CASE WHEN {seen} THEN 1 ELSE 0 END AS s_{id_}", f"{columns[id_]} AS k_{id_}"]
        values += own
    for id_ in measures:
        seen, own = sight.shown(id_)
        amount = f"CASE WHEN {seen} THEN {columns[id_]} END"
        running = f"SUM({amount}) OVER (ORDER BY b.date, b.id)" if query.key else "NULL"
        selected += [f"{amount} AS a_{id_}", f"{running} AS r_{id_}"]
        values += [*own, *own] if query.key else own
    parts = [sight.reach(query.key), *filters, *_source(query)]
    where, where_values = all_of(parts)
    table = ddl.qualified(storage.entries)
    inner = f"SELECT {', '.join(selected)} FROM {table} b WHERE {where}"  # noqa: S608
    outer, outer_values = all_of(
        [*_days(query), cursors.after(query.cursor, ["date", "id"], _KINDS)]
    )
    sql = f"SELECT * FROM ({inner}) q WHERE {outer} ORDER BY q.date, q.id LIMIT {limit}"  # noqa: S608
    return sql, [*values, *where_values, *outer_values]


def _columns(sight: Sight) -> tuple[list[str], list[str]]:
    dimensions = [d.id for d in sight.plan.storage.dimensions if sight.shows(d.id)]
    return dimensions, [m.id for m in sight.plan.storage.measures if sight.shows(m.id)]


def _source(query: EntryQuery) -> list[Sql]:
    if query.source is None:
        return []
    return [("b.form = %s AND b.record = %s", list(query.source))]


def _days(query: EntryQuery) -> list[Sql]:
    """Outside the running sums: these also count what was before."""
    adapted = connection.ops.adapt_datefield_value
    found: list[Sql] = []
    if query.first is not None:
        found.append(("q.date >= %s", [adapted(query.first)]))
    if query.last is not None:
        found.append(("q.date <= %s", [adapted(query.last)]))
    return found


def _items(
    sight: Sight, rows: Sequence[tuple[Any, ...]], with_running: bool
) -> list[dict[str, Any]]:
    dimensions, measures = _columns(sight)
    first, width = len(_OWN), len(_OWN) + 2 * len(dimensions)
    keys = dimensions_json(sight.plan, dimensions, [row[first:width] for row in rows])
    documents = documents_of(sight, [(row[3], row[4]) for row in rows])
    items: list[dict[str, Any]] = []
    for row, key in zip(rows, keys, strict=True):
        own = dict(zip(_OWN, row[:first], strict=True))
        items.append(
            {
                "id": str(own["id"]),
                "date": str(own["date"]),
                "at": moment(own["at"]),
                "form": own["form"],
                "record": documents.get((own["form"], own["record"])),
                "posting": own["posting"],
                "reverses": str(own["reverses"]) if own["reverses"] else None,
                "dimensions": key,
                "measures": measures_json(sight.plan, measures, row[width::2]),
                "running": measures_json(sight.plan, measures, row[width + 1 :: 2])
                if with_running
                else None,
            }
        )
    return items


def documents_of(
    sight: Sight, about: Sequence[tuple[str, int]]
) -> dict[tuple[str, int], dict[str, str]]:
    """Those of the documents (form, internal id) that the reader may open, one query a form."""
    app, actor = sight.plan.app, sight.access.actor
    wanted: dict[str, set[int]] = {}
    for form, record in about:
        wanted.setdefault(form, set()).add(record)
    found: dict[tuple[str, int], dict[str, str]] = {}
    for form, ids in wanted.items():
        visible = _visible(app, form, sorted(ids), actor)
        titled = set(_visible(app, form, visible, actor, _TITLED)) if visible else set()
        for id_, (uid, title) in ports.records().titles(app, form, visible).items():
            found[form, id_] = {"id": uid, "title": title if id_ in titled else ""}
    return found


_TITLED = Term(field="$title", op="not_empty")


def _visible(app: AppRef, form: str, ids: Sequence[int], actor: Actor, *also: Term) -> list[int]:
    """Those of the records that the reader may open; with a term, those that fulfil it where they
    see its field."""
    wanted = Term(field="$id", op="in", value=[str(i) for i in ids])
    try:
        access = ports.permissions().access(actor, app, form)
        records = ports.records().find(
            app, form, Condition(cond=(wanted, *also)), access=access, limit=len(ids)
        )
    except (NotFound, ValidationFailed):
        return []
    return [record.id for record in records]


def moment(at: Any) -> str:
    """SQLite gives back what it keeps: text, or a moment without its zone, in UTC."""
    moment = datetime.fromisoformat(at) if isinstance(at, str) else at
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return str(aware.astimezone(UTC).isoformat().replace("+00:00", "Z"))
