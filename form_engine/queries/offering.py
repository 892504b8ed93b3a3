"""The rows that a ledger offers for a subform of a record that is being filled in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from form_engine.catalog import get_plan
from form_engine.fields.subform import SubformConfig
from form_engine.offer_document import FromLedger, Spread
from form_engine.queries.rights import unknown
from form_engine.records.previewing import preview_values
from huiliu.core import ports
from huiliu.core.access import Access
from huiliu.core.actor import AppRef
from huiliu.core.exact import parse, to_json
from huiliu.core.expressions.formula import FormulaError
from huiliu.core.expressions.formula import parse as parse_formula
from huiliu.core.expressions.results import fitted
from huiliu.core.paths import env_of

Row = dict[str, Any]
_LAST = "\uffff"


def offered_rows(
    app: AppRef, form: str, subform: str, values: Mapping[str, Any], *, access: Access
) -> list[Row]:
    """Values on the wire by column, of columns that the actor may see. ``values``: of the record
    being filled in. What the ledger hides from the actor is not offered."""
    plan = get_plan(app, form)
    config = plan.fields.get(subform)
    seen = access.everything or any(grant.may_see(subform) for grant in access.grants)
    if not isinstance(config, SubformConfig) or config.from_ledger is None or not seen:
        unknown(subform)
    offer = config.from_ledger
    known = preview_values(app, form, values, access=access)
    key = {dimension: known.get(field) for dimension, field in offer.key.items()}
    if any(value in (None, "") for value in key.values()):
        return []
    found = ports.ledgers().open_rows(app, offer.ledger, key, offer.open, access.actor)
    found.sort(key=lambda one: _text(one.get(offer.order or "")) or _LAST)
    rows = [*_spread(offer, found, _amount(offer.spread, known, access))][: config.max_rows]
    visible = {column for column in offer.columns if _sees(access, f"{subform}.{column}")}
    if offer.spread is not None:
        visible.add(offer.spread.into)
    return [{name: value for name, value in row.items() if name in visible} for row in rows]


def _sees(access: Access, path: str) -> bool:
    return access.everything or any(grant.may_see(path) for grant in access.grants)


def _text(value: Any) -> str:
    return str(value["title"]) if isinstance(value, dict) else str(value or "")


def _amount(spread: Spread | None, known: Mapping[str, Any], access: Access) -> Decimal:
    if spread is None:
        return Decimal(0)
    result = fitted(parse_formula(spread.of).run(known.get, env_of(access.actor)), "number", 6)
    if isinstance(result, FormulaError) or not isinstance(result, Decimal):
        return Decimal(0)
    return result


def _spread(
    offer: FromLedger, found: Sequence[Mapping[str, Any]], amount: Decimal
) -> Iterator[Row]:
    """Of items on the side of the amount only; without an amount of all of them."""
    left = amount
    for one in found:
        row = {column: one.get(source) for column, source in offer.columns.items()}
        is_open = parse(one[offer.open])
        if offer.spread is None:
            yield row
        elif not amount:
            yield {**row, offer.spread.into: to_json(is_open)}
        elif left and (is_open > 0) == (amount > 0):
            part = min(is_open, left) if amount > 0 else max(is_open, left)
            left -= part
            yield {**row, offer.spread.into: to_json(part.quantize(is_open))}
