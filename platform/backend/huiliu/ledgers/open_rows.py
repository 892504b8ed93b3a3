"""What is open in a ledger for a document that is being filled in: the items a payment may pay."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from huiliu.core import ports
from huiliu.core.actor import Actor, AppRef
from huiliu.core.errors import NotFound, ValidationFailed
from huiliu.ledgers.balance_list import MAX_LIMIT, BalanceQuery, list_balances
from huiliu.ledgers.plan import latest_plan


def open_rows(
    app: AppRef, ledger: str, key: Mapping[str, Any], measure: str, actor: Actor
) -> list[dict[str, Any]]:
    """Balances with these stored values that are not 0, at most a thousand, as the actor may see
    them: dimension or measure → value on the wire. Nothing of a ledger they do not see."""
    try:
        access = ports.permissions().ledger_access(actor, app, ledger)
        plan = latest_plan(app).get(ledger)
        query = BalanceQuery(known=key, open=measure, limit=MAX_LIMIT)
        found = list_balances(plan, access, query).items
    except (NotFound, ValidationFailed):
        return []
    return [{**one["dimensions"], **one["measures"]} for one in found]
