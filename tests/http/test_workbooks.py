"""A workbook becomes a form through the doors everything comes by."""

from __future__ import annotations

import io

import openpyxl
import pytest

from tests.support.company import make
from tests.support.door import Door

pytestmark = pytest.mark.django_db(transaction=True)


def workbook() -> io.BytesIO:
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in (["客户", "数量"], ["华联", 3], ["北辰", 4]):
        book.active.append(row)
    book.save(out)
    out.seek(0)
    out.name = "customers.xlsx"
    return out


def test_its_columns_are_told_to_who_may_make_a_form_of_them() -> None:
    company = make()
    admin = Door(company.admin)
    status, told = admin.upload("/workbooks/read", workbook())
    assert (status, told["rows"]) == (200, 2)
    assert [(one["label"], one["fits"][0]["type"]) for one in told["columns"]] == [
        ("客户", "text"),
        ("数量", "number"),
    ]
    assert told["columns"][1]["fits"][0] == {
        "type": "number", "title": {"zh-CN": "数字", "en": "Number"}, "settings": {"scale": 0},
    }  # fmt: skip
    clerk = Door(company.clerk)
    assert clerk.upload("/workbooks/read", workbook())[0] == 403
    nonsense = io.BytesIO(b"no workbook")
    nonsense.name = "x.xlsx"
    assert admin.upload("/workbooks/read", nonsense)[1]["code"] == "bad_workbook"
