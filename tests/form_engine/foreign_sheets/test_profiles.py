"""A sheet comes in by a profile of the form, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from form_engine.exchange.errors import BadWorkbook, UnknownColumns
from tests.form_engine.conftest import Company
from tests.support.bank_files import line_field, lines, put_in

pytestmark = pytest.mark.django_db


def test_a_sheet_that_nobody_knows_is_refused_by_its_columns(bank: Company, tmp_path: Path) -> None:
    with pytest.raises(UnknownColumns):
        put_in(bank, tmp_path, "日期,流水号,重量\n2026-10-01,1,2\n")
    with pytest.raises(BadWorkbook):
        put_in(bank, tmp_path, "PK\x03\x04\0\0\0")
    assert lines(bank, "bank_ref") == []


def test_a_profile_fills_only_fields_that_are_entered(bank: Company) -> None:
    form = {
        "kind": "form", "version": 1, "id": "other", "title": {"zh-CN": "其他"},
        "fields": [
            line_field("name", "text"),
            line_field("sum", "formula", result="text", formula="{name}"),
        ],
        "sheets": [
            {"id": "one", "title": {"zh-CN": "一"}, "columns": {"sum": ["A"], "gone": ["B"]},
             "amounts": {"name": {"plus": ["C"]}}, "digest": "sum", "asks": ["name"]},
            {"id": "one", "title": {"zh-CN": "二"}, "columns": {"name": ["A"]}},
        ],
    }  # fmt: skip
    from form_engine.api import publisher

    found = [(one.path, one.code) for one in publisher.validate(bank.app, "other", form)]
    assert found == [
        ("sheets.0.columns.sum", "unknown_field"),
        ("sheets.0.columns.gone", "unknown_field"),
        ("sheets.0.amounts.name", "bad_number"),
        ("sheets.0.digest", "unknown_field"),
        ("sheets.0.asks.0", "unknown_field"),
        ("sheets.1.id", "duplicate_id"),
    ]
