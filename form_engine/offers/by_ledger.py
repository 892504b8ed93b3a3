"""The rows that a ledger offers: its balances that are not 0, as the actor may see them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from form_engine.offer_document import FromLedger, Spread
from form_engine.offers.narrowing import admitted
from form_engine.plan import Plan
from huiliu.core import ports
from huiliu.core.actor import Actor, AppRef
from huiliu.core.exact import parse, to_json
from huiliu.core.expressions.formula import FormulaError
from huiliu.core.expressions.formula import parse as parse_formula
from huiliu.core.expressions.results import fitted
from huiliu.core.paths import env_of, is_true

Row = dict[str, Any]
_LAST = "\uffff"


def rows_of(
    app: AppRef, plan: Plan, sub: str, offer: FromLedger, known: Mapping[str, Any], actor: Actor
) -> list[Row]:
    """Values on the wire by column. ``known``: the record as it is, typed."""
    if offer.when is not None and not is_true(offer.when, known.get, actor, env_of(actor)):
        return []
    key = {
        dimension: None if field is None else known.get(field)
        for dimension, field in offer.key.items()
    }
    if any(key[one] in (None, "") for one, field in offer.key.items() if field is not None):
        return []
    found = ports.ledgers().open_rows(app, offer.ledger, key, offer.open, actor)
    found.sort(key=lambda one: _text(one.get(offer.order or "")) or _LAST)
    rows = [*_spread(offer, found, _amount(offer.spread, known, actor))]
    for column, where in offer.only.items():
        rows = admitted(app, plan, f"{sub}.{column}", where, rows, known, actor)
    return rows


def shown_columns(offer: FromLedger) -> list[str]:
    """Of what is offered, the columns that have to be shown to the actor."""
    return [
        column for column in (*offer.columns, *offer.values) if not _is_given(offer.spread, column)
    ]


def _is_given(spread: Spread | None, column: str) -> bool:
    return spread is not None and spread.into == column


def _text(value: Any) -> str:
    return str(value["title"]) if isinstance(value, dict) else str(value or "")


def _amount(spread: Spread | None, known: Mapping[str, Any], actor: Actor) -> Decimal:
    if spread is None:
        return Decimal(0)
    result = fitted(parse_formula(spread.of).run(known.get, env_of(actor)), "number", 6)
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
        row |= offer.values
        is_open = parse(one[offer.open])
        if offer.spread is None:
            yield row
        elif not amount:
            yield {**row, offer.spread.into: to_json(is_open)}
        elif left and (is_open > 0) == (amount > 0):
            part = min(is_open, left) if amount > 0 else max(is_open, left)
            left -= part
            yield {**row, offer.spread.into: to_json(part.quantize(is_open))}
