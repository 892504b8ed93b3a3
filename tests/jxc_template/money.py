"""What the tests of the finance part have in common: parties of their own, vouchers, open items."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from huiliu.core import ports
from huiliu.core.access import system_access
from huiliu.core.conditions import Condition, Term
from huiliu.core.errors import HuiliuError
from huiliu.core.records import Record
from tests.jxc_template.conftest import Demo

AUXILIARIES = ("customer", "supplier", "money_account", "item")
Lines = dict[tuple[str, str], tuple[Decimal, Decimal]]
"""Account and title of its auxiliary → debit and credit."""


def found(demo: Demo, form: str, *terms: tuple[str, str, Any]) -> list[Record]:
    access = system_access(demo.actor("admin"), form)
    where = Condition(cond=tuple(Term(field=f, op=op, value=v) for f, op, v in terms))  # type: ignore[arg-type]
    return ports.records().find(demo.app, form, where, access=access, limit=1000)


def uid(demo: Demo, form: str, field: str, value: str) -> str:
    (record,) = found(demo, form, (field, "eq", value))
    return record.uid


def title(demo: Demo, form: str, id_: int | None) -> str:
    return ports.records().titles(demo.app, form, [id_])[id_][1] if id_ else ""


def vouchers(demo: Demo, record: Record) -> list[Record]:
    """Of a document, the first one first."""
    some = found(demo, "voucher", ("source", "eq", str(demo.now(record).values["no"])))
    return sorted(some, key=lambda one: one.id)


def lines(demo: Demo, voucher: Record) -> Lines:
    forms = {"money_account": "money_account", "item": "income_item"}
    summed: Lines = {}
    for row in voucher.values["lines"]:
        code = title(demo, "account", row["account"]).partition(" ")[0]
        aux = [title(demo, forms.get(one, one), row[one]) for one in AUXILIARIES if row[one]]
        had = summed.get((code, "".join(aux)), (Decimal(0), Decimal(0)))
        new = row["debit"] or Decimal(0), row["credit"] or Decimal(0)
        summed[code, "".join(aux)] = had[0] + new[0], had[1] + new[1]
    return summed


def net(some: Lines) -> dict[tuple[str, str], str]:
    """Debit less credit."""
    return {key: f"{debit - credit:.2f}" for key, (debit, credit) in some.items()}


def meaning(demo: Demo, record: Record) -> dict[tuple[str, str], str]:
    """The one voucher of a document."""
    (voucher,) = vouchers(demo, record)
    return net(lines(demo, voucher))


def open_items(demo: Demo, ledger: str, **key: str) -> dict[str, str]:
    return {
        dimensions["document"]: measures["amount"]
        for dimensions, measures in demo.balances(ledger, **key)
        if Decimal(measures["amount"])
    }


def left(demo: Demo, ledger: str, measure: str, **key: str) -> str:
    return f"{demo.total(ledger, measure, **key):.2f}"


def refused(demo: Demo, act: Callable[[], Any], ledgers: tuple[str, ...] = ()) -> str:
    """The code of the refusal; it changed nothing."""
    watched = ("receivable", "payable", "cash", "advance", "prepaid", "general", *ledgers)
    before = [demo.balances(one, "finance") for one in watched]
    count = len(found(demo, "voucher"))
    with pytest.raises(HuiliuError) as error:
        act()
    assert [demo.balances(one, "finance") for one in watched] == before
    assert len(found(demo, "voucher")) == count
    return error.value.wire_code


def opening(demo: Demo, kind: str, amount: str, **party: str) -> Record:
    return demo.enter("opening_balance", "finance", kind=kind, amount=amount, **party)


def apply(*some: tuple[str, str]) -> list[dict[str, str]]:
    return [{"item": item, "amount": amount} for item, amount in some]
