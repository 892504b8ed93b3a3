"""What a unit costs where a row of balances is a whole pool: shown, and never reckoned with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from huiliu.core.exact import CONTEXT, round_half_up
from huiliu.core.exact import to_json as decimal_json
from huiliu.ledgers.plan import LedgerPlan

SCALE = 6


def has_unit_cost(plan: LedgerPlan, dimensions: Iterable[str]) -> bool:
    """Rows by these dimensions are pools, or several of them."""
    costing = plan.document.costing
    return costing is not None and {*dimensions} <= {*costing.scope}


def unit_cost(plan: LedgerPlan, measures: Mapping[str, str]) -> str | None:
    """Of amounts as they go over the wire; None without a quantity or where one is hidden."""
    costing = plan.document.costing
    if costing is None or not {costing.quantity, costing.value} <= measures.keys():
        return None
    quantity, value = Decimal(measures[costing.quantity]), Decimal(measures[costing.value])
    if quantity <= 0:
        return None
    return decimal_json(round_half_up(CONTEXT.divide(value, quantity), SCALE))
