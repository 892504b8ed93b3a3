"""缴税单: what the close found to be owed is paid from an account (7.3 #25)."""

from __future__ import annotations

from typing import Any

import pytest

from huiliu.core.records import Record
from tests.jxc_template.conftest import Demo
from tests.jxc_template.money import meaning, refused, title, uid

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(autouse=True)
def owed(demo: Demo) -> None:
    """100.00 of VAT and 7.00 of city tax, as a close leaves them."""
    rows = [
        {"account": uid(demo, "account", "code", code), **side}
        for code, side in (
            ("5403", {"debit": "107.00"}), ("222102", {"credit": "100.00"}),
            ("222111", {"credit": "7.00"}),
        )
    ]  # fmt: skip
    demo.enter("voucher", "finance", lines=rows)


def _pay(demo: Demo, vat: str, city: str, **more: Any) -> Record:
    rows = [
        {"account": uid(demo, "account", "code", code), "amount": amount}
        for code, amount in (("222102", vat), ("222111", city))
    ]
    return demo.enter("tax_payment", "finance", account="money/bank", lines=rows, **more)


def test_taxes_are_paid_with_what_was_late(demo: Demo) -> None:
    before = demo.total("cash", "balance", account="money/bank")
    paid = _pay(demo, "100.00", "7.00", late_fee="0.50")
    assert [str(row["owed"]) for row in demo.now(paid).values["lines"]] == ["100.00", "7.00"]
    demo.approve(demo.now(paid), "boss")
    bank = demo.named("money/bank")
    assert meaning(demo, paid) == {
        ("222102", ""): "100.00", ("222111", ""): "7.00", ("5711", ""): "0.50",
        ("1002", title(demo, bank.form, bank.id)): "-107.50",
    }  # fmt: skip
    assert f"{before - demo.total('cash', 'balance', account='money/bank'):.2f}" == "107.50"


def test_no_more_is_paid_than_is_owed(demo: Demo) -> None:
    assert refused(demo, lambda: _pay(demo, "100.01", "7.00")) == "OVER_APPLY"
