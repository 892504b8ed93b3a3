"""Files of a bank, put in as lines of an account."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from form_engine.api import append, records
from form_engine.exchange.appending import Appended
from huiliu.core.conditions import Condition
from tests.form_engine.conftest import Company

TEXTS = ("bank_ref", "counterparty", "counter_account", "memo", "remark")


def line_fields() -> list[dict[str, Any]]:
    return [
        line_field("account", "reference", form="account", required=True),
        line_field("bank_date", "date", required=True),
        line_field("amount", "money", scale=2, required=True),
        line_field("balance", "money", scale=2),
        *(line_field(one, "text", required=one == "bank_ref") for one in TEXTS),
    ]


def line_field(id: str, type: str, **more: Any) -> dict[str, Any]:
    return {"id": id, "type": type, "label": {"zh-CN": id}, **more}


def put_in(bank: Company, folder: Path, text: str, encoding: str = "utf-8") -> Appended:
    path = folder / "given.csv"
    path.write_bytes(text.encode(encoding))
    (account,) = records.find(bank.app, "account", Condition(), access=bank.system("account"))
    access = bank.system("line")
    values = {"account": account.uid}
    return append(bank.app, "line", path, access=access, is_text=True, values=values)


def lines(bank: Company, *fields: str) -> list[Sequence[Any]]:
    found = records.find(bank.app, "line", Condition(), access=bank.system("line"))
    return [tuple(one.values[field] for field in fields) for one in found]


def told(done: Appended) -> list[tuple[str, str]]:
    return [(one.cell, one.error.code) for one in done.errors]
