"""Steps along the chain of trade, and how far an order has come."""

from __future__ import annotations

from typing import Any

import pytest

from form_engine.api import records
from huiliu.core.actor import Cause
from huiliu.core.errors import HuiliuError
from huiliu.core.records import Record
from tests.form_engine.conftest import Company


def order(trade: Company, *quantities: str, gross: str = "100.00", **more: Any) -> Record:
    rows = [{"sku": f"P{n}", "qty": q, "gross": gross} for n, q in enumerate(quantities)]
    given = {"bill_date": "2026-10-01", "supplier": "S1", "lines": rows, **more}
    return trade.create("order", given, submit=True)


def line_of(record: Record, n: int = 0) -> int:
    return int(record.values["lines"][n]["$row"])


def receive(trade: Company, of: Record, *quantities: str, submit: bool = True) -> Record:
    rows = [{"order_line": str(line_of(of, n)), "qty": q} for n, q in enumerate(quantities)]
    given = {"order": of.uid, "bill_date": "2026-10-05", "lines": rows}
    return trade.create("receipt", given, submit=submit)


def follow(trade: Company, form: str, of: Record, qty: str, day: str = "2026-10-06") -> Record:
    row = {"receipt": of.uid, "receipt_line": str(line_of(of)), "qty": qty}
    return trade.create(form, {"bill_date": day, "lines": [row]}, submit=True)


def unapprove(trade: Company, record: Record) -> Record:
    form = record.form
    return records.unapprove(
        trade.app, form, record.id, access=trade.system(form), cause=Cause()
    )  # fmt: skip


def close(trade: Company, record: Record) -> Record:
    return records.close(
        trade.app, "order", record.id, access=trade.system("order"), cause=Cause()
    )  # fmt: skip


def progress(trade: Company, of: Record) -> tuple[str, list[tuple[str, str]]]:
    """The state of execution, and of each line what is received and what is open."""
    values = trade.read(of).values
    amounts = [(str(r["received"] or 0), str(r["open"])) for r in values["lines"]]
    return values["exec_status"], amounts


def code_of(error: pytest.ExceptionInfo[HuiliuError]) -> str:
    return error.value.wire_code
