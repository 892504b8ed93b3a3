"""The bundled template is JSON and sample data only: what JSON cannot say is not finished."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2] / "jxc_template"
BUNDLE = json.loads((ROOT / "bundle.json").read_text(encoding="utf-8"))
DOCUMENTS = [path for path in BUNDLE["install"] if not path.startswith("data/")]
"""Beside them are records that every company starts with."""


def _load(path: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads((ROOT / path).read_text(encoding="utf-8"))
    return document


def test_holds_nothing_but_json() -> None:
    assert {path.suffix for path in ROOT.rglob("*") if path.is_file()} == {".json"}


def test_installs_every_document_and_names_no_other() -> None:
    there = {
        str(path.relative_to(ROOT))
        for path in ROOT.rglob("*.json")
        if path.name != "bundle.json" and "data" not in path.parts
    }
    assert set(DOCUMENTS) == there


@pytest.mark.parametrize("path", DOCUMENTS)
def test_a_document_is_named_after_its_id_and_speaks_both_languages(path: str) -> None:
    document = _load(path)
    assert Path(path).stem == document["id"]
    assert set(document["title"]) == {"zh-CN", "en"}


def test_no_salesperson_may_see_a_purchase_price() -> None:
    groups = [_load(p) for p in BUNDLE["install"] if p.startswith("permissions/")]
    groups = [group for group in groups if group.get("form") == "product"]
    outside = [
        group
        for group in groups
        if {"sales", "store_manager", "keeper"} & set(group["members"].get("roles", ()))
    ]
    assert outside
    for group in outside:
        assert group["fields"]["purchase_price"] == "hidden"
        assert group["fields"]["last_purchase_price"] == "hidden"


def test_the_demo_company_is_large_enough_to_be_believed() -> None:
    def records(name: str) -> list[dict[str, Any]]:
        return list(_load(f"data/records/{name}.json")["records"])

    assert len(records("3_product")) >= 30
    assert len(records("1_supplier")) + len(records("4_customer")) >= 20
    warehouses = records("2_warehouse")
    assert [w["values"]["kind"] for w in warehouses].count("store") == 2
    days = {r["values"]["bill_date"]["days_ago"] for r in records("5_documents")}
    assert max(days) >= 60
