"""What somebody who is told of a refusal may know of a ledger: figures, and what its keys are
called."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.db import connection

from huiliu.core import ddl, ports
from huiliu.core.access import Access
from huiliu.core.actor import Actor, AppRef
from huiliu.core.errors import NotFound
from huiliu.ledgers.limits import Check
from huiliu.ledgers.plan import LedgerPlan
from huiliu.ledgers.shortage import Shortage, Summed, Where
from huiliu.ledgers.sight import Sight, all_of
from huiliu.ledgers.storage import NOTHING


def may_know(actor: Actor | None, shortage: Shortage) -> bool:
    """Whether the figures of a shortage are all made of balances that the actor sees; of a check
    that discloses, whether they see a row that takes part."""
    if actor is None:
        return False
    if isinstance(shortage.limit, Check) and shortage.limit.discloses:
        return any(_shows(actor, one, _along(one), unknown=False) for one in shortage.of)
    return all(_sees(actor, one) for one in shortage.of)


def may_know_of(actor: Actor | None, plan: LedgerPlan, columns: Iterable[str]) -> bool:
    """Whether the ledger shows the actor these columns on any of its rows."""
    sight = None if actor is None else _sight(actor, plan)
    return sight is not None and all(map(sight.shows, columns))


def knows_name(actor: Actor | None, shortage: Shortage, place: int) -> bool:
    """Whether the actor sees what stands in a dimension: in the ledger, or in the very records that
    they wrote. ``place``: the dimension's among those that the shortage is along."""
    if actor is None:
        return False
    first = shortage.of[0]
    shown = first.plan.storage.dimensions[first.places[place]].id
    if _shows(actor, first, (shown,)):
        return True
    paths = [(record, _paths(shortage, record[0], place)) for record in shortage.named_by]
    return any(
        found and _sees_all(actor, first.plan.app, *record, found) for record, found in paths
    )


def may_know_place(actor: Actor | None, app: AppRef, where: Where) -> bool:
    """Whether the actor sees this field of the record, by their groups or by a task."""
    path = ".".join(part for part in where.path.split(".") if not part.isdigit())
    return actor is not None and _sees_all(actor, app, where.form, where.record, {path})


def _sees(actor: Actor, summed: Summed) -> bool:
    measure = summed.plan.storage.measures[summed.measure].id
    return _shows(actor, summed, (*_along(summed), measure))


def _along(summed: Summed) -> list[str]:
    return [summed.plan.storage.dimensions[place].id for place in summed.places]


def _shows(actor: Actor, summed: Summed, columns: Collection[str], *, unknown: bool = True) -> bool:
    """Whether every row that is added up shows the actor these columns; ``unknown`` is the answer
    where there is none yet."""
    sight = _sight(actor, summed.plan)
    if sight is None or not all(map(sight.shows, columns)):
        return False
    if all(map(sight.shows_everywhere, columns)):
        return True
    shown, values = all_of(sight.reach([column]) for column in columns)
    where, key = _rows(summed)
    table = ddl.qualified(summed.plan.storage.balances)
    least = f"MIN(CASE WHEN {shown} THEN 1 ELSE 0 END)"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {least} FROM {table} b WHERE {where}", [*values, *key])  # noqa: S608
        (all_shown,) = cursor.fetchone()
    return unknown if all_shown is None else bool(all_shown)


def _rows(summed: Summed) -> tuple[str, list[Any]]:
    dimensions = summed.plan.storage.dimensions
    given = dict(zip(summed.places, summed.key, strict=True))
    given |= {place: NOTHING[dimensions[place].kind] for place in summed.empty}
    parts = [f'b."{dimensions[place].column}" = %s' for place in given]
    return " AND ".join(parts) or "1=1", [*given.values()]


def _sight(actor: Actor, plan: LedgerPlan) -> Sight | None:
    try:
        return Sight(plan, ports.permissions().ledger_access(actor, plan.app, plan.key))
    except NotFound:
        return None


def _paths(shortage: Shortage, form: str, place: int) -> set[str]:
    """Where records of the form have the value of this dimension."""
    return {
        path
        for one in shortage.of
        for rule in one.plan.rules.get(form, ())
        for path in rule.dimensions[one.places[place]]
    }


def _sees_all(actor: Actor, app: AppRef, form: str, record: int, paths: set[str]) -> bool:
    found = [_access(actor, app, form), ports.flows().access(actor, app, form, record)]
    return all(any(one is not None and _sees_path(one, path) for one in found) for path in paths)


def _sees_path(access: Access, path: str) -> bool:
    return access.everything or any(grant.may_see(path) for grant in access.grants)


def _access(actor: Actor, app: AppRef, form: str) -> Access | None:
    try:
        return ports.permissions().access(actor, app, form)
    except NotFound:
        return None
