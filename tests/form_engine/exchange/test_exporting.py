"""What goes out: typed cells, never a formula, and nothing hidden from who asks."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from form_engine.api import Query, export
from huiliu.core.errors import Forbidden, ValidationFailed
from tests.form_engine.conftest import Company
from tests.support.sheets import FULL, cells, orders, put_in, sold

pytestmark = pytest.mark.django_db


def test_export_writes_typed_cells_and_never_a_formula(shop: Company, tmp_path: Path) -> None:
    sold(shop)
    path = tmp_path / "out.xlsx"
    assert export(shop.app, "order", path, access=shop.system("order")) == 2
    book = openpyxl.load_workbook(path).worksheets[0]
    header, first, second, third = cells(path)
    assert header[:3] == ["单号", "日期", "时间"]
    assert header[7:] == ["明细.商品", "明细.数量", "明细.税率", "明细.双倍"]
    assert first == ["B2", None, None, None, "否", None, None, None, 1.5, 0.13, 3]
    assert second == [None] * 8 + ["123456789012.1234", None, "246913578024.2468"]
    assert third[:5] == ["=1+1", datetime(2026, 10, 1), datetime(2026, 10, 1, 8, 30), "现金", "否"]
    assert book["A4"].data_type == "s"
    assert book["J2"].number_format == "0%"


def test_what_was_exported_can_be_imported(shop: Company, tmp_path: Path) -> None:
    apple = shop.create("product", {"name": "桃", "code": "P9"})
    shop.create(
        "order", {"no": "C1", "lines": [{"product": apple.uid, "qty": "1.5"}, {"qty": "2"}]}
    )
    path = tmp_path / "out.xlsx"
    export(shop.app, "order", path, access=shop.system("order"))
    assert put_in(shop, path).errors == []
    first, second = orders(shop)
    for values in (first, second):
        for row in values["lines"]:
            row.pop("$row")
    assert first == second


def test_a_hidden_field_is_not_exported(shop: Company, tmp_path: Path) -> None:
    sold(shop)
    hidden = {"secret": "hidden", "lines.qty": "hidden"}
    access = shop.grant("order", actions=FULL, fields=hidden)
    path = tmp_path / "out.xlsx"
    export(shop.app, "order", path, access=access)
    header = cells(path)[0]
    assert "机密" not in header
    assert "明细.数量" not in header
    with pytest.raises(ValidationFailed) as error:
        export(shop.app, "order", path, access=access, asked=Query(fields=("secret",)))
    assert set(error.value.fields) == {"secret"}


def test_a_field_is_exported_only_for_rows_whose_grant_shows_it(
    shop: Company, tmp_path: Path
) -> None:
    sold(shop)
    only_b2 = {"cond": [{"field": "no", "op": "eq", "value": "B2"}]}
    shop.grant("order", actions=FULL, fields={"day": "hidden", "at": "hidden", "secret": "hidden"})
    access = shop.grant("order", actions=FULL, rows=only_b2)
    path = tmp_path / "out.xlsx"
    export(shop.app, "order", path, access=access, asked=Query(fields=("no", "day", "secret")))
    assert cells(path)[1:] == [["B2", None, None], ["=1+1", None, None]]


def test_rows_without_the_right_to_export_stay(shop: Company, tmp_path: Path) -> None:
    sold(shop)
    only_b2 = {"cond": [{"field": "no", "op": "eq", "value": "B2"}]}
    shop.grant("order", actions="view")
    access = shop.grant("order", actions="view export", rows=only_b2)
    path = tmp_path / "out.xlsx"
    assert export(shop.app, "order", path, access=access, asked=Query(fields=("no",))) == 1
    assert cells(path) == [["单号"], ["B2"]]
    with pytest.raises(Forbidden):
        export(shop.app, "order", path, access=shop.grant("order", member=2, actions="view"))
