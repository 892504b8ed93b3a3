"""Gross profit at the end of a story: net sales against their cost as it is now, by every
dimension that the documents froze. Added up from the documents, and as the report says it."""

from __future__ import annotations

from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from tests.acceptance.player import gross_profit
from tests.acceptance.player.amounts import CENT, dec, money, quantity
from tests.acceptance.player.expecting import Difference, compare, shaped
from tests.acceptance.player.stage import Stage

_SALES = (
    ("sales_delivery", "lines", 1),
    ("retail", "lines", 1),
    ("sales_return", "lines", -1),
    ("exchange", "out_lines", 1),
    ("exchange", "return_lines", -1),
)
_DIMENSIONS = {"by_customer": "customer", "by_salesperson": "salesperson", "by_store": "store",
               "by_channel": "channel"}  # fmt: skip
Sale = dict[str, Any]


def differences(stage: Stage, expected: dict[str, Any]) -> list[Difference]:
    wanted = expected.get("gross_profit")
    if wanted is None:
        return []
    sales = _sales(stage)
    found = compare(wanted["total"], _figures(sales), "gross_profit.total")
    for part, rows in wanted.items():
        if part == "total":
            continue
        key = next(k for k in rows[0] if k in ("sku", *_DIMENSIONS.values()))
        by_key = {row[key]: {k: v for k, v in row.items() if k != key} for row in rows}
        found += compare(by_key, _grouped(sales, key), f"documents.{part}")
        found += compare(by_key, gross_profit.by(stage, key), f"gross_profit.{part}")
    return found


def variant_differences(
    stage: Stage, expected: dict[str, Any], state: dict[str, Any]
) -> list[Difference]:
    found = []
    for part, value in expected.items():
        if part == "gross_profit_total":
            found += compare(value, _figures(_sales(stage), quantities=False), part)
        else:
            found += compare(shaped({part: value})[part], state.get(part), part)
    return found


def _sales(stage: Stage) -> list[Sale]:
    return [
        sale
        for form, part, sign in _SALES
        if stage.designs.has_form(form)
        for sale in _of_form(stage, form, part, sign)
    ]


def _of_form(stage: Stage, form: str, part: str, sign: int) -> list[Sale]:
    names = [name for name in _DIMENSIONS.values() if name in stage.designs.fields(form)]
    records = stage.observer.session.query(form, fields=[*names, part])
    found = []
    for record in (one for one in records if one["state"] == "approved"):
        values = record["values"]
        head = {name: _word(stage, form, name, values.get(name)) for name in names}
        for row in values[part]:
            found.append({
                **head,
                "sku": stage.labels.code("product", row["product"]["id"]),
                "qty": sign * dec(row["base_qty"]),
                "net": sign * dec(row["net"]),
                "cost": sign * dec(row.get("cost")),
            })  # fmt: skip
    return found


def _word(stage: Stage, form: str, name: str, value: Any) -> str:
    """As stories call it: a customer by its code, anything else by its name."""
    if isinstance(value, dict):
        code = stage.labels.code(name, value["id"]) if name == "customer" else None
        return code or str(value.get("title") or value.get("name"))
    for option in stage.designs.fields(form)[name].get("options", []):
        if option["id"] == value:
            return str(option["label"]["zh-CN"])
    return str(value)


def _grouped(sales: list[Sale], key: str) -> dict[str, dict[str, str]]:
    groups: dict[str, list[Sale]] = defaultdict(list)
    for sale in sales:
        groups[sale.get(key) or ""].append(sale)
    return {name: _figures(rows, quantities=True) for name, rows in groups.items()}


def _figures(sales: list[Sale], *, quantities: bool = False) -> dict[str, str]:
    net = sum((sale["net"] for sale in sales), Decimal(0))
    cost = sum((sale["cost"] for sale in sales), Decimal(0))
    margin = ((net - cost) / net * 100).quantize(CENT, ROUND_HALF_UP) if net else Decimal(0)
    qty = {"qty": quantity(sum((s["qty"] for s in sales), Decimal(0)))} if quantities else {}
    return {
        **qty,
        "revenue_net": money(net),
        "cost": money(cost),
        "gross_profit": money(net - cost),
        "margin_pct": f"{margin}",
    }
