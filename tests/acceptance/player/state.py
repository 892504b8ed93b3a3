"""What holds after a step, read through the ledgers as the general manager sees them, in the
shape of the stories' ``state``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from tests.acceptance.player.amounts import dec, money, quantity, unit_cost
from tests.acceptance.player.labels import Doc
from tests.acceptance.player.stage import Stage

State = dict[str, Any]
Row = dict[str, Any]
_PARTIES = {
    "ar": ("receivable", "customer", ("amount",)),
    "ap": ("payable", "supplier", ("amount",)),
    "advance_from_customers": ("advance", "customer", ("amount",)),
    "prepaid_to_suppliers": ("prepaid", "supplier", ("amount",)),
    "money": ("cash", "money_account", ("balance",)),
}
"""Part of the state: ledger, the form of the dimension that counts, names of the measure."""


def read(stage: Stage) -> State:
    stock = stage.observer.session.ledger("stock")
    commitment = stage.observer.session.ledger("commitment")
    valuation = _valuation(stage, stock)
    return {
        "stock": _stock(stage, stock, commitment),
        "in_transit": _in_transit(stage, stock),
        "valuation": valuation,
        "inventory_value": money(sum((dec(v["value"]) for v in valuation.values()), Decimal(0))),
        "on_order": _on_order(stage, commitment),
        **{part: _parties(stage, *where) for part, where in _PARTIES.items()},
        "gl": _accounts(stage),
    }


def summed(
    rows: Iterable[Row], key: Callable[[Row], Any], measures: Iterable[str]
) -> dict[Any, Decimal]:
    found: dict[Any, Decimal] = defaultdict(Decimal)
    for row in rows:
        for measure in measures:
            found[key(row)] += dec(row["measures"].get(measure))
    return dict(found)


def _code(stage: Stage, form: str, dimension: Any) -> str:
    if dimension is None:
        return ""
    return stage.labels.code(form, dimension["id"]) or str(dimension["title"])


def _is_on_its_way(row: Row) -> bool:
    return row["dimensions"].get("transfer") is not None


def _place(stage: Stage, row: Row) -> tuple[str, str]:
    dimensions = row["dimensions"]
    return (
        _code(stage, "product", dimensions["product"]),
        _code(stage, "warehouse", dimensions["warehouse"]),
    )


def _stock(stage: Stage, stock: list[Row], commitment: list[Row]) -> dict[str, Any]:
    def key(row: Row) -> tuple[str, str]:
        return _place(stage, row)

    here = [row for row in stock if not _is_on_its_way(row)]
    on_hand, reserved = summed(here, key, ["qty"]), summed(commitment, key, ["reserved"])
    found = {}
    for place in sorted(on_hand.keys() | reserved.keys()):
        have, held = on_hand.get(place, Decimal(0)), reserved.get(place, Decimal(0))
        figures = {"on_hand": have, "reserved": held, "available": have - held}
        found["@".join(place)] = {name: quantity(figure) for name, figure in figures.items()}
    return found


def _in_transit(stage: Stage, stock: list[Row]) -> dict[str, str]:
    def key(row: Row) -> tuple[str, str]:
        transfer = row["dimensions"]["transfer"]
        doc = Doc("transfer", transfer["id"], transfer["title"])
        return stage.labels.label(doc), _place(stage, row)[0]

    rows = summed([row for row in stock if _is_on_its_way(row)], key, ["qty"])
    return {"/".join(k): quantity(v) for k, v in rows.items() if v}


def _valuation(stage: Stage, stock: list[Row]) -> dict[str, dict[str, str]]:
    def key(row: Row) -> str:
        return _place(stage, row)[0]

    qty, value = summed(stock, key, ["qty"]), summed(stock, key, ["value"])
    return {
        sku: {
            "qty": quantity(qty[sku]),
            "value": money(value[sku]),
            "unit_cost": unit_cost(value[sku], qty[sku]),
        }
        for sku in sorted(qty)
        if qty[sku] or value[sku]
    }


def _on_order(stage: Stage, commitment: list[Row]) -> dict[str, str]:
    found = summed(commitment, lambda row: _place(stage, row)[0], ["coming"])
    return {sku: quantity(qty) for sku, qty in found.items() if qty}


def _parties(
    stage: Stage, ledger: str, form: str, measures: tuple[str, ...]
) -> dict[str, str] | None:
    """None where the template has no such ledger."""
    document = next((one for one in stage.designs.ledgers() if one["id"] == ledger), None)
    if document is None:
        return None
    name = next(one["id"] for one in document["dimensions"] if one.get("form") == form)
    measure = next(one["id"] for one in document["measures"] if one["id"] in measures)
    rows = stage.observer.session.ledger(ledger)
    found = summed(rows, lambda row: _code(stage, form, row["dimensions"][name]), [measure])
    return {code: money(amount) for code, amount in sorted(found.items()) if amount}


def _accounts(stage: Stage) -> dict[str, str]:
    """Signed balances by account code, debit positive."""
    rows = stage.observer.session.ledger("general")

    def code(row: Row) -> str:
        return str(row["dimensions"]["account"]["title"]).partition(" ")[0]

    debit, credit = summed(rows, code, ["debit"]), summed(rows, code, ["credit"])
    found = {one: debit[one] - credit[one] for one in debit}
    return {one: money(amount) for one, amount in sorted(found.items()) if amount}
