"""What a purchase cost is hidden from everybody who sells, by the documents themselves."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2] / "jxc_template"
OUTSIDE = {"sales", "sales_manager", "store_manager", "keeper"}
PURCHASE = {"purchase_order", "purchase_receipt", "purchase_return", "payment", "payment_request"}
COST = (
    "cost", "profit", "unit_cost", "purchase_price", "last_purchase_price", "lost_cost",
    "gain_cost", "loss_cost", "tax_out", "est_cost", "diff_value", "product_cost", "component_cost",
)  # fmt: skip
PRICE = ("price", "amount", "net", "tax", "disc", "total", "total_net", "total_tax", "total_caps")


def _groups() -> list[dict[str, Any]]:
    files = sorted((ROOT / "permissions").glob("*.json"))
    return [group for file in files for group in json.loads(file.read_text(encoding="utf-8"))]


def _paths(form: str) -> list[str]:
    design = json.loads((ROOT / "forms" / f"{form}.json").read_text(encoding="utf-8"))
    found = []
    for field in design["fields"]:
        found.append(field["id"])
        found += [f"{field['id']}.{column['id']}" for column in field.get("fields", ())]
    return found


def _is_secret(form: str, path: str) -> bool:
    name = path.rpartition(".")[2]
    if name.removeprefix("total_") in COST:
        return True
    return form in PURCHASE and name in PRICE


@pytest.mark.parametrize("group", [g for g in _groups() if "form" in g], ids=lambda g: g["id"])
def test_who_sells_sees_no_cost_on_any_form(group: dict[str, Any]) -> None:
    if not OUTSIDE & set(group["members"].get("roles", ())):
        return
    fields = group["fields"]
    seen = [
        path
        for path in _paths(group["form"])
        if _is_secret(group["form"], path)
        and fields.get(path, fields.get(path.partition(".")[0], fields["*"])) != "hidden"
    ]
    assert seen == []


def test_who_sells_sees_no_value_of_stock_and_no_payables() -> None:
    for group in _groups():
        if not OUTSIDE & set(group["members"].get("roles", ())):
            continue
        assert group.get("ledger") not in ("payable", "prepaid", "requested")
        if group.get("ledger") == "stock":
            assert group["fields"]["value"] == "hidden"


def test_every_form_and_ledger_has_somebody_who_sees_it() -> None:
    seen = {(kind, g[kind]) for g in _groups() for kind in ("form", "ledger") if kind in g}
    there = {("form", f.stem) for f in (ROOT / "forms").glob("*.json")}
    there |= {("ledger", f.stem) for f in (ROOT / "ledgers").glob("*.json")}
    assert seen == there
