"""Revaluations as one member may see them: which document changed which costs, by how much."""

from __future__ import annotations

from typing import Any

from django.db import connection

from huiliu.core import ddl
from huiliu.core.access import Access
from huiliu.core.errors import NotFound
from huiliu.core.exact import from_scaled
from huiliu.core.exact import to_json as decimal_json
from huiliu.ledgers.balance_list import MAX_LIMIT, Page
from huiliu.ledgers.entry_list import documents_of, moment
from huiliu.ledgers.models import Revaluation
from huiliu.ledgers.plan import LedgerPlan
from huiliu.ledgers.sight import Sight, all_of
from huiliu.ledgers.wire import dimensions_json


def list_revaluations(plan: LedgerPlan, access: Access, *, limit: int = 100) -> Page:
    """The newest first. Raises NotFound for who may not see every value: the sums are of all."""
    sight = _sight(plan, access)
    if not access.everything and all(g.rows or not g.may_see(_value(plan)) for g in sight.grants):
        raise NotFound
    found = Revaluation.objects.filter(ledger_id=plan.id).order_by("-id")[: min(limit, MAX_LIMIT)]
    rows = list(found)
    documents = documents_of(sight, [(row.form, row.record) for row in rows])
    return Page(
        [
            {
                "id": str(row.id),
                "at": moment(row.at),
                "form": row.form,
                "record": documents.get((row.form, row.record)),
                "entries": row.entries,
                "difference": _amount(plan, row.difference),
            }
            for row in rows
        ]
    )


def list_changes(plan: LedgerPlan, access: Access, revaluation: int) -> Page:
    """Every entry of one revaluation that the reader may see, with its value before and after."""
    sight = _sight(plan, access)
    storage, cost = plan.storage, plan.storage.cost
    assert cost is not None
    dimensions = [d.id for d in storage.dimensions if sight.shows(d.id)]
    selected, values = ["c.before", "c.after", "b.id", "b.date", "b.form", "b.record"], list[Any]()
    columns = {d.id: d.column for d in storage.dimensions}
    for id_ in dimensions:
        seen, own = sight.shown(id_)
        selected += [f"CASE WHEN {seen} THEN 1 ELSE 0 END", f'b."{columns[id_]}"']
        values += own
    where, where_values = all_of(
        [sight.reach([_value(plan)]), ("c.revaluation = %s", [revaluation])]
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {', '.join(selected)} FROM {ddl.qualified(cost.changes)} c"  # noqa: S608
            f" JOIN {ddl.qualified(storage.entries)} b ON b.id = c.entry WHERE {where}"
            f" ORDER BY b.date, b.id LIMIT {10 * MAX_LIMIT}",
            [*values, *where_values],
        )
        rows = cursor.fetchall()
    keys = dimensions_json(plan, dimensions, [row[6:] for row in rows])
    documents = documents_of(sight, [(row[4], row[5]) for row in rows])
    items = [
        {
            "entry": str(id_),
            "date": str(day),
            "form": form,
            "record": documents.get((form, record)),
            "dimensions": key,
            "before": _amount(plan, before),
            "after": _amount(plan, after),
            "difference": _amount(plan, after - before),
        }
        for (before, after, id_, day, form, record, *_), key in zip(rows, keys, strict=True)
    ]
    return Page(items)


def _sight(plan: LedgerPlan, access: Access) -> Sight:
    sight = Sight(plan, access)
    if plan.storage.cost is None or not sight.shows(_value(plan)):
        raise NotFound
    return sight


def _value(plan: LedgerPlan) -> str:
    assert plan.document.costing is not None
    return plan.document.costing.value


def _amount(plan: LedgerPlan, amount: int) -> str:
    scale = plan.document.measure[_value(plan)].scale
    return decimal_json(from_scaled(amount, scale))
