"""账龄: what is open by how long it has been due, as one member may see it (jxc-domain F07)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from huiliu.core.access import Access
from huiliu.core.errors import NotFound
from huiliu.core.exact import parse, to_json
from huiliu.ledgers.balance_list import MAX_LIMIT, BalanceQuery, list_balances
from huiliu.ledgers.document import Ageing
from huiliu.ledgers.plan import LedgerPlan
from huiliu.ledgers.sight import Sight


@dataclass
class Aged:
    """``amounts``: not due yet, then one for each group of days; as decimals on the wire."""

    dimensions: dict[str, Any]
    amounts: list[str]
    total: str


@dataclass
class Report:
    """``days``: where the groups end. ``items`` with the greatest total first."""

    days: list[int]
    items: list[Aged]
    amounts: list[str]
    total: str


@dataclass
class _Sums:
    dimensions: dict[str, Any]
    amounts: list[Decimal] = field(default_factory=list)


def ageing(
    plan: LedgerPlan,
    access: Access,
    as_of: date,
    key: Mapping[str, str],
    *,
    past: bool,
    search: str = "",
) -> Report:
    """NotFound where the ledger has no ageing. ``past``: as it was on that day."""
    design = plan.document.ageing
    if design is None:
        raise NotFound
    Sight(plan, access).require([design.date, design.measure, *design.by])
    groups = len(design.days) + 2
    found: dict[str, _Sums] = {}
    for row in _rows(plan, access, design, key, search, as_of if past else None):
        whom = {id_: row["dimensions"].get(id_) for id_ in design.by}
        sums = found.setdefault(repr(whom), _Sums(whom, [Decimal(0)] * groups))
        due = row["dimensions"].get(design.date)
        amount = parse(row["measures"].get(design.measure) or "0")
        sums.amounts[_group(design, due, as_of)] += amount
    return _report(plan, design, list(found.values()), groups)


def _rows(
    plan: LedgerPlan,
    access: Access,
    design: Ageing,
    key: Mapping[str, str],
    search: str,
    as_of: date | None,
) -> Iterator[dict[str, Any]]:
    cursor: str | None = None
    while True:
        query = BalanceQuery(
            key=key,
            search=search,
            open=design.measure,
            as_of=as_of,
            limit=MAX_LIMIT,
            cursor=cursor,
        )
        page = list_balances(plan, access, query)
        yield from page.items
        cursor = page.next
        if cursor is None:
            return


def _group(design: Ageing, due: str | None, as_of: date) -> int:
    """0: not due yet, or due on no day."""
    overdue = (as_of - date.fromisoformat(due)).days if due else 0
    if overdue <= 0:
        return 0
    return 1 + sum(overdue > end for end in design.days)


def _report(plan: LedgerPlan, design: Ageing, found: list[_Sums], groups: int) -> Report:
    scale = Decimal(1).scaleb(-plan.document.measure[design.measure].scale)
    found.sort(key=lambda one: -sum(one.amounts, Decimal(0)))
    whole = [sum((one.amounts[n] for one in found), Decimal(0)) for n in range(groups)]

    def shown(amount: Decimal) -> str:
        return to_json(amount.quantize(scale))

    items = [
        Aged(one.dimensions, [*map(shown, one.amounts)], shown(sum(one.amounts, Decimal(0))))
        for one in found
    ]
    total = shown(sum(whole, Decimal(0)))
    return Report(list(design.days), items, [*map(shown, whole)], total)
