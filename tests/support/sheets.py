"""Workbooks as files, and the orders that go into them and come out of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl

from form_engine.api import append, records
from form_engine.exchange.appending import Appended
from huiliu.core.access import Access
from huiliu.core.conditions import Condition
from tests.form_engine.conftest import Company

FULL = "view create edit import export"


def workbook(folder: Path, *rows: Sequence[Any]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    path = folder / "given.xlsx"
    book.save(path)
    return path


def cells(path: Path) -> list[list[Any]]:
    sheet = openpyxl.load_workbook(path).worksheets[0]
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def orders(shop: Company) -> list[dict[str, Any]]:
    access = shop.system("order")
    found = records.find(shop.app, "order", Condition(), access=access)
    return [record.values for record in found]


def put_in(shop: Company, path: Path, access: Access | None = None, **more: Any) -> Appended:
    return append(shop.app, "order", path, access=access or shop.system("order"), **more)


def sold(shop: Company) -> None:
    given = [
        {"no": "=1+1", "day": "2026-10-01", "at": "2026-10-01T00:30:00Z", "pay": "cash"},
        {"no": "B2", "lines": [{"qty": "1.5", "rate": "0.13"}, {"qty": "123456789012.1234"}]},
    ]
    for values in given:
        shop.create("order", values)
