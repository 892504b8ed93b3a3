"""What is open in a ledger for a document that is being filled in: the items a payment may pay."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice
from typing import Any

from huiliu.core import ports
from huiliu.core.access import Access
from huiliu.core.actor import Actor, AppRef
from huiliu.core.errors import NotFound, ValidationFailed
from huiliu.core.exact import parse
from huiliu.ledgers.balance_list import MAX_LIMIT, BalanceQuery, list_balances
from huiliu.ledgers.plan import LedgerPlan, latest_plan


def open_rows(
    app: AppRef, ledger: str, key: Mapping[str, Any], measure: str, actor: Actor
) -> list[dict[str, Any]]:
    """Balances with these stored values that are not 0, at most a thousand, as the actor may see
    them: dimension or measure → value on the wire. Nothing of a ledger they do not see.
    ``measure`` may be a check of which its rows are the keys: those where it comes to something."""
    try:
        access = ports.permissions().ledger_access(actor, app, ledger)
        plan = latest_plan(app).get(ledger)
        if measure in plan.document.measure:
            query = BalanceQuery(known=key, open=measure, limit=MAX_LIMIT)
            found = list_balances(plan, access, query).items
        else:
            found = [*islice(_by_check(plan, access, key, measure), MAX_LIMIT)]
    except (NotFound, ValidationFailed):
        return []
    return [{**one["dimensions"], **one["measures"], **one["checks"]} for one in found]


def _by_check(
    plan: LedgerPlan, access: Access, key: Mapping[str, Any], check: str
) -> Iterator[dict[str, Any]]:
    """Page by page: a sum is known of rows that were read only."""
    query = BalanceQuery(known=key, sums=(check,), limit=MAX_LIMIT)
    while True:
        page = list_balances(plan, access, query)
        yield from (one for one in page.items if parse(one["checks"].get(check, "0")))
        if page.next is None:
            return
        query = replace(query, cursor=page.next)
