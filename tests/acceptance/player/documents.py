"""``docs`` of a step: how a document stands, and its figures."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from tests.acceptance.player.amounts import dec, money, quantity
from tests.acceptance.player.expecting import Difference, compare
from tests.acceptance.player.labels import Doc
from tests.acceptance.player.stage import Stage

_TOTALS = {
    "total": ("total", "gross", "amount"),
    "gross": ("total", "gross", "total_gross"),
    "net": ("total_net", "net"),
    "tax": ("total_tax", "tax"),
    "applied": ("applied", "total_applied"),
    "advance": ("advance",),
    "prepaid": ("prepaid",),
    "return_gross": ("return_total",),
    "out_gross": ("out_total",),
    "difference": ("difference",),
}
"""Figure of a story: names a form may give the field."""
_LEDGER_SIDES = {"component_cost": -1, "out_cost": -1, "return_cost": 1}
"""Figures that are one side only of what a document did to the stock ledger."""
_LEDGER_VALUES = ("cost", "value", "stock_value")
_EXECUTED = {
    ("purchase_order", "partial"): "partial_received",
    ("sales_order", "partial"): "partial_shipped",
    ("transfer", "none"): "in_transit",
    ("transfer", "partial"): "in_transit",
}
_COMPLETED_WHEN_APPROVED = {"stocktake"}
_DRAFTS = {"stocktake": "counting"}


def differences(stage: Stage, label: str, expected: dict[str, Any]) -> list[Difference]:
    if not stage.labels.knows(label):
        return [(f"docs.{label}", expected, None)]
    doc = stage.labels.doc(label)
    record = stage.read(doc)
    got = {name: figure(stage, doc, record, name) for name in expected}
    return compare(expected, got, f"docs.{label}")


def figure(stage: Stage, doc: Doc, record: dict[str, Any], name: str) -> Any:
    values = record["values"]
    if name == "status":
        return status(doc.form, record)
    if name == "approval_route":
        return [one.role for one in stage.approvals if one.doc == doc]
    if name == "value" and doc.form == "assembly":
        return money(_ledger_side(stage, doc, 1))
    if name in _LEDGER_VALUES:
        return money(abs(_ledger_value(stage, doc)))
    if name in _LEDGER_SIDES:
        return money(_ledger_side(stage, doc, _LEDGER_SIDES[name]))
    if name == "amount" and doc.form == "settlement":
        return money(max(dec(values.get("total_ar")), dec(values.get("total_ap"))))
    if name == "deductible_tax":
        return money(_deductible(stage, doc))
    if name == "difference" and doc.form == "stocktake":
        return _counted(stage, values["lines"])
    field = next((one for one in _TOTALS.get(name, (name,)) if one in values), None)
    return None if field is None else money(values[field])


def status(form: str, record: dict[str, Any]) -> str:
    """As stories write it: the state, or how far an approved order is executed."""
    state = str(record["state"])
    if state != "approved":
        return _DRAFTS.get(form, state) if state == "draft" else state
    if form in _COMPLETED_WHEN_APPROVED:
        return "completed"
    executed = record["values"].get("exec_status") or "none"
    if executed in ("completed", "closed"):
        return str(executed)
    return _EXECUTED.get((form, executed), "approved" if executed == "none" else str(executed))


def _ledger_value(stage: Stage, doc: Doc) -> Decimal:
    """What its entries in the stock ledger are worth, as of now."""
    return sum((value for _, value in _stock_entries(stage, doc)), Decimal(0))


def _ledger_side(stage: Stage, doc: Doc, sign: int) -> Decimal:
    """What went in, or with -1 what went out."""
    entries = _stock_entries(stage, doc)
    return sum((sign * value for qty, value in entries if qty * sign > 0), Decimal(0))


def _stock_entries(stage: Stage, doc: Doc) -> list[tuple[Decimal, Decimal]]:
    items = stage.observer.session.record(doc.form, doc.id, "/trace")["items"]
    return [
        (dec(item["measures"].get("qty")), dec(item["measures"].get("value")))
        for item in items
        if item["ledger"] == "stock"
    ]


def _deductible(stage: Stage, doc: Doc) -> Decimal:
    """Input tax in its vouchers, certified or not yet."""
    from tests.acceptance.player import vouchers

    found = stage.observer.session.record(doc.form, doc.id, "/vouchers")["vouchers"]
    read = vouchers.read(stage)
    lines = [line for one in found for line in read[one["id"]].lines]
    own = [x.debit - x.credit for x in lines if x.account in ("222105", "22210101")]
    return sum(own, Decimal(0))


def _counted(stage: Stage, lines: list[dict[str, Any]]) -> dict[str, str]:
    found: dict[str, Decimal] = {}
    for row in lines:
        sku = stage.labels.code("product", row["product"]["id"]) or row["product"]["title"]
        found[sku] = found.get(sku, Decimal(0)) + dec(row.get("diff"))
    return {sku: quantity(diff) for sku, diff in found.items()}
