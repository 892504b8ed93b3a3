"""What the columns of a sheet may become: the likeliest type that holds every cell."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl
import pytest

from form_engine.exchange.errors import NothingToImport
from form_engine.exchange.guessing import ColumnGuess, guess

pytestmark = pytest.mark.embedded_only


def guessed(folder: Path, header: Sequence[Any], *rows: Sequence[Any]) -> Sequence[ColumnGuess]:
    book = openpyxl.Workbook()
    for row in (header, *rows):
        book.active.append(list(row))
    book.save(folder / "given.xlsx")
    zone = ZoneInfo("Asia/Shanghai")
    return guess(folder / "given.xlsx", language="zh-CN", zone=zone).columns


def first(column: ColumnGuess) -> tuple[str, dict[str, Any]]:
    return column.fits[0].type, dict(column.fits[0].settings)


def test_types_are_guessed_by_what_every_cell_says(tmp_path: Path) -> None:
    header = ["客户", "下单日期", "时间", "数量", "单价", "加急", "付款方式", "备注"]
    rows = [
        [
            "华联",
            date(2026, 10, 1),
            datetime(2026, 10, 1, 8, 5),
            3,
            "1,200.50",
            "是",
            "现金",
            "x" * 80,
        ],
        ["北辰", "2026/10/2", "2026-10-02 09:30", 2.125, "¥8", "否", "转账", ""],
        ["东方", "2026年10月3日", "2026-10-03 10:00", 7, 12, "否", "现金", "短"],
        ["西山", None, None, None, None, "是", "转账", None],
        ["南湖", None, None, None, None, "是", "现金", None],
        ["远洋", None, None, None, None, "是", "现金", None],
    ]
    columns = guessed(tmp_path, header, *rows)
    options = [
        {"id": "o1", "label": {"zh-CN": "现金"}},
        {"id": "o2", "label": {"zh-CN": "转账"}},
    ]
    assert [first(one) for one in columns] == [
        ("text", {}),
        ("date", {}),
        ("datetime", {}),
        ("number", {"scale": 3}),
        ("money", {"scale": 2}),
        ("switch", {}),
        ("choice", {"options": options}),
        ("long_text", {}),
    ]
    assert [one.filled for one in columns] == [6, 3, 3, 3, 3, 6, 6, 2]
    assert columns[0].samples == ["华联", "北辰", "东方"]


def test_one_cell_that_is_no_number_makes_it_a_text(tmp_path: Path) -> None:
    (column,) = guessed(tmp_path, ["数量"], [1], [2], ["约 3"])
    assert "number" not in {fit.type for fit in column.fits}
    assert column.fits[0].type == "text"


@pytest.mark.parametrize("code", ["007", "110101199001011234"])
def test_a_code_of_digits_keeps_all_of_them(tmp_path: Path, code: str) -> None:
    (column,) = guessed(tmp_path, ["编号"], [code], ["123"])
    assert {"number", "money"}.isdisjoint(fit.type for fit in column.fits)
    assert column.fits[0].type == "text"


def test_nobody_reckons_with_a_telephone_number(tmp_path: Path) -> None:
    (column,) = guessed(tmp_path, ["联系电话"], ["13800000001"], ["13800000002"])
    assert column.fits[0].type == "text"


def test_columns_get_names_of_their_own(tmp_path: Path) -> None:
    columns = guessed(tmp_path, ["名称", "名称", None, "空"], ["a", "b", "c"])
    assert [(one.position, one.label, one.filled) for one in columns] == [
        (0, "名称", 1), (1, "名称 2", 1), (2, "第 3 列", 1), (3, "空", 0),
    ]  # fmt: skip


def test_an_empty_sheet_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NothingToImport):
        guessed(tmp_path, [])
