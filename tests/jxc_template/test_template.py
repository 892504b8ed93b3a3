"""The bundled template is JSON and sample data only: what JSON cannot say is not finished."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from huiliu.core.text import without

ROOT = Path(__file__).parents[2] / "jxc_template"
BUNDLE = json.loads((ROOT / "bundle.json").read_text(encoding="utf-8"))
FILES = [path for path in BUNDLE["install"] if not path.startswith("data/")]
"""Beside them are records that every company starts with."""


def _load(path: str) -> Any:
    return json.loads((ROOT / path).read_text(encoding="utf-8"))


def _groups() -> list[dict[str, Any]]:
    """All permission groups: a file holds those of one form, ledger or journal."""
    return [group for path in FILES if path.startswith("permissions/") for group in _load(path)]


def test_holds_nothing_but_json_its_readme_and_its_pictures() -> None:
    files = [path for path in ROOT.rglob("*") if path.is_file() and path.suffix != ".json"]
    others = sorted(str(path.relative_to(ROOT)) for path in files)
    assert others == sorted(["README.md", *BUNDLE["pictures"]])


def test_installs_every_document_and_names_no_other() -> None:
    there = {
        str(path.relative_to(ROOT))
        for path in ROOT.rglob("*.json")
        if path.name != "bundle.json" and "data" not in path.parts
    }
    assert set(FILES) == there


@pytest.mark.parametrize("path", [path for path in FILES if not path.startswith("permissions/")])
def test_a_document_is_named_after_its_id_and_speaks_both_languages(path: str) -> None:
    document = _load(path)
    assert Path(path).stem == document["id"]
    assert set(document["title"]) == {"zh-CN", "en"}


@pytest.mark.parametrize("path", [path for path in FILES if path.startswith("permissions/")])
def test_permission_groups_lie_in_the_file_of_what_they_open(path: str) -> None:
    for group in _load(path):
        assert Path(path).stem in (group.get("form"), group.get("ledger"), group.get("journal"))
        assert set(group["title"]) == {"zh-CN", "en"}


def test_no_salesperson_may_see_a_purchase_price() -> None:
    groups = [group for group in _groups() if group.get("form") == "product"]
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


def test_a_shortage_of_the_past_tells_who_may_not_see_it_no_more_than_one_of_today() -> None:
    hidden = ("current", "required", "shortage", "date")
    for name in ("stock", "stock_batches"):
        floor = _load(f"ledgers/{name}.json")["measures"][0]["floor"]
        today, then = (without(one["message"], hidden) for one in (floor, floor["past"]))
        assert today == then != {}
