"""What a sheet says comes in: exact, and told by cell where it is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from form_engine.exchange import appending, naming
from form_engine.exchange.errors import NothingToImport
from huiliu.core.errors import Forbidden, RuleRefused
from tests.form_engine.conftest import Company
from tests.support.sheets import orders, put_in, workbook

pytestmark = pytest.mark.django_db


def test_lines_of_one_record_stand_in_consecutive_rows(shop: Company, tmp_path: Path) -> None:
    path = workbook(
        tmp_path,
        ["单号", "日期", "时间", "付款", "加急", "经手人", "明细.商品", "lines.qty", "明细.税率"],
        ["A1", date(2026, 10, 1), "2026/10/1 16:30", "现金", "是", "销售员", "苹果", 1.1, "13%"],
        [None, None, None, None, None, None, "P2", 2],
        ["A2", "2026年9月3日", datetime(2026, 9, 3, 8), "Cash", "no"],
    )
    assert put_in(shop, path).created == 2
    first, second = orders(shop)
    assert (first["no"], first["day"], first["pay"], first["rush"], first["who"]) == (
        "A1",
        date(2026, 10, 1),
        "cash",
        True,
        3,
    )
    assert first["at"] == datetime(2026, 10, 1, 8, 30, tzinfo=UTC)
    assert [(row["qty"], row["rate"], row["twice"]) for row in first["lines"]] == [
        (Decimal("1.1"), Decimal("0.13"), Decimal("2.2")),
        (Decimal("2"), None, Decimal("4")),
    ]
    assert (second["no"], second["day"], second["rush"]) == ("A2", date(2026, 9, 3), False)
    assert (second["at"], second["lines"]) == (datetime(2026, 9, 3, tzinfo=UTC), [])


def test_mistakes_are_told_by_cell_and_the_rest_comes_in(shop: Company, tmp_path: Path) -> None:
    path = workbook(
        tmp_path,
        ["单号", "日期", "明细.商品", "明细.数量"],
        ["A1", "明天", "苹果", "1"],
        ["A2", None, "苹果", "1"],
        [None, None, "西瓜", "-1"],
        [None, "2026-10-01", "苹果", "1"],
        ["A4", None, "梨", "1"],
        ["A5", None, "苹果", "1"],
    )
    done = put_in(shop, path)
    assert (done.done, done.created, done.failed) == (5, 1, 4)
    assert [(one.cell, one.column, one.error.code) for one in done.errors] == [
        ("B2", "日期", "bad_value"),
        ("C4", "明细.商品", "no_such_record"),
        ("D4", "明细.数量", "too_small"),
        ("A5", "单号", "required"),
        ("C6", "明细.商品", "ambiguous"),
    ]
    assert [values["no"] for values in orders(shop)] == ["A5"]


def test_who_may_not_import_does_not(shop: Company, tmp_path: Path) -> None:
    access = shop.grant("order", actions="view create")
    with pytest.raises(Forbidden):
        put_in(shop, workbook(tmp_path, ["单号"], ["A1"]), access)
    assert orders(shop) == []


def test_a_refusal_at_the_end_of_the_transaction_fails_one_record_only(
    shop: Company, tmp_path: Path
) -> None:
    refused = RuleRefused("NEGATIVE_STOCK", {"zh-CN": "库存不足"})

    def apply_all(postings: Any) -> None:
        if any(posting.event.record.values["no"] == "A2" for posting in postings):
            raise refused

    shop.ledgers.apply_all = apply_all  # type: ignore[method-assign]
    done = put_in(shop, workbook(tmp_path, ["单号"], ["A1"], ["A2"], ["A3"]))
    assert [(one.cell, one.error.code) for one in done.errors] == [("3", "NEGATIVE_STOCK")]
    assert [values["no"] for values in orders(shop)] == ["A1", "A3"]


def test_an_empty_sheet_is_told(shop: Company, tmp_path: Path) -> None:
    with pytest.raises(NothingToImport):
        put_in(shop, workbook(tmp_path, ["单号"]))


def test_a_name_is_looked_up_once_and_only_while_it_is_certain(
    shop: Company, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[list[str]] = []
    monkeypatch.setattr(appending, "CHUNK", 1)
    known = naming.called

    def noted(app: Any, form: str, texts: Sequence[str], **more: Any) -> Any:
        asked.append(list(texts))
        return known(app, form, texts, **more)

    monkeypatch.setattr(naming, "called", noted)
    path = workbook(
        tmp_path,
        ["单号", "明细.商品"],
        ["A1", "苹果"],
        ["A2", "苹果"],
        ["A3", "梨"],
        ["A4", "梨"],
        ["A5", "没有"],
        ["A6", "没有"],
    )
    came = put_in(shop, path)
    assert (came.created, came.failed) == (2, 4)
    assert asked == [["苹果"], ["梨"], ["梨"], ["没有"], ["没有"]]
