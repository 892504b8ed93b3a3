"""One amount of a ledger at one key, as far as a member may see it: a hint beside a field."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from huiliu.core import ports
from huiliu.core.actor import Actor, AppRef
from huiliu.core.errors import NotFound
from huiliu.core.exact import parse
from huiliu.core.figures import FigureQuery
from huiliu.ledgers.check_columns import check_amounts, shown_checks
from huiliu.ledgers.figures import figures
from huiliu.ledgers.finding import key_part
from huiliu.ledgers.plan import latest_plan
from huiliu.ledgers.sight import Sight


def shown_amount(
    app: AppRef, ledger: str, key: Mapping[str, Any], measure: str, actor: Actor
) -> Decimal | None:
    """``measure``: of the ledger, balances along dimensions that are not in the key added up; or a
    check of which the key is a whole row. None for what the member does not see, for a measure
    also where nothing was ever posted, which cannot be told from what they may not see."""
    try:
        plan = latest_plan(app).get(ledger)
        access = ports.permissions().ledger_access(actor, app, ledger)
        sight = Sight(plan, access)
    except NotFound:
        return None
    if not key.keys() <= plan.document.dimension.keys():
        return None
    if measure in plan.document.measure:
        return _measured(app, sight, ledger, key, measure)
    found = [one for one in shown_checks(sight, (measure,)) if one.check.id == measure]
    row = tuple(key_part(one, key.get(one.id)) for one in plan.storage.dimensions)
    amount = check_amounts(sight, found[:1], [row])[0].get(measure)
    return None if amount is None else parse(amount)


def _measured(
    app: AppRef, sight: Sight, ledger: str, key: Mapping[str, Any], measure: str
) -> Decimal | None:
    columns = {one.id: one for one in sight.plan.storage.dimensions}
    wanted = tuple(key_part(columns[one], value) for one, value in key.items())
    query = FigureQuery(ledger, measure, [*key], [wanted])
    try:
        found = figures(app, query, access=sight.access).get(wanted)
    except NotFound:
        return None
    return found if isinstance(found, Decimal) else None
