"""零售: paid at once, by whom and with what; what comes back, and the money with it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from huiliu.core import ports
from huiliu.core.access import system_access
from huiliu.core.conditions import Condition
from huiliu.core.errors import HuiliuError, RuleRefused
from huiliu.core.records import Record
from tests.jxc_template.conftest import Demo

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
MAIN, CUP = "warehouse/main", "product/glass"


@pytest.fixture(scope="module")
def till(demo: Demo, django_db_blocker: Any) -> tuple[str, str]:
    """The shop's till, and its bank account."""
    with django_db_blocker.unblock():
        shop = str(demo.named("warehouse/chaoyang").values["department"])
        accounts = {demo.now_of("account", one).values["code"]: one for one in _accounts(demo)}
        made = [
            demo.enter_plain(
                "money_account", "finance", code=code, name=code, kind=kind,
                gl_account=demo.now_of("account", accounts[gl]).uid, store=shop,
            )
            for code, kind, gl in (("TILL", "cash", "1001"), ("CARD", "bank", "1002"))
        ]  # fmt: skip
        return made[0].uid, made[1].uid


def _accounts(demo: Demo) -> list[int]:

    access = system_access(demo.actor("admin"), "account")
    found = ports.records().find(demo.app, "account", Condition(), access=access, limit=1000)
    return [one.id for one in found]


def _sold(demo: Demo, *payments: tuple[str, str], **more: Any) -> Record:
    """Two glasses for 22.60, VAT 13 % in it."""
    made = demo.enter(
        "retail", "chaoyang", customer="customer/12", warehouse="warehouse/chaoyang",
        lines=[{"product": CUP, "qty": "2", "price": "11.30", "tax_rate": "0.13"}],
        payments=[{"account": account, "amount": amount} for account, amount in payments],
        **more,
    )  # fmt: skip
    return demo.now(made)


@pytest.fixture(scope="module", autouse=True)
def stocked(demo: Demo, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock():
        made = demo.enter(
            "purchase_receipt", "buyer", supplier="supplier/3", warehouse="warehouse/chaoyang",
            lines=[{"product": CUP, "qty": "100", "price": "5.65", "tax_rate": "0.13"}],
        )  # fmt: skip
        demo.approve(made, "manager")


def test_a_retail_sale_is_money_and_no_receivable(demo: Demo, till: tuple[str, str]) -> None:
    cash, card = till
    owed = demo.total("receivable", "amount")
    sale = _sold(demo, (cash, "12.60"), (card, "10.00"))
    assert sale.state == "approved"
    assert demo.total("receivable", "amount") == owed
    cost = str(sale.values["total_cost"])
    assert demo.booked(sale) == {
        "1001": "12.60", "1002": "10.00", "5001": "-20.00", "22210107": "-2.60",
        "5401": cost, "1405": "-" + cost,
    }  # fmt: skip


def test_change_is_given_from_the_till(demo: Demo, till: tuple[str, str]) -> None:
    before = demo.total("cash", "balance", account=till[0])
    sale = _sold(demo, (till[0], "50.00"), change="27.40", change_account=till[0])
    assert demo.total("cash", "balance", account=till[0]) == before + sale.values["total"]
    assert demo.booked(sale)["1001"] == "22.60"


@pytest.mark.parametrize(
    ("paid", "change", "code"),
    [("20.00", None, "PAYMENT_MISMATCH"), ("50.00", None, "PAYMENT_MISMATCH")],
)
def test_what_is_paid_is_the_total_and_the_change(
    demo: Demo, till: tuple[str, str], paid: str, change: str | None, code: str
) -> None:
    before = demo.total("stock", "qty", product=CUP)
    with pytest.raises(RuleRefused) as refused:
        _sold(demo, (till[0], paid), change=change)
    assert refused.value.wire_code == code
    assert demo.total("stock", "qty", product=CUP) == before


def test_change_is_not_given_on_a_card(demo: Demo, till: tuple[str, str]) -> None:
    with pytest.raises(RuleRefused) as refused:
        _sold(demo, (till[1], "50.00"), change="27.40", change_account=till[0])
    assert refused.value.wire_code == "CHANGE_NOT_CASH"


def test_goods_from_the_counter_come_back_for_their_money(
    demo: Demo, till: tuple[str, str]
) -> None:
    sale = _sold(demo, (till[0], "22.60"))
    before, owed = (
        demo.total("cash", "balance", account=till[0]),
        demo.total("receivable", "amount"),
    )
    (row,) = sale.values["lines"]
    back = demo.push_record(
        sale, "sales_return.from_retail", "chaoyang", {row["$row"]: "1"},
        refund="cash", refund_account=till[0],
    )  # fmt: skip
    demo.approve(back, "sales_manager")
    assert demo.total("cash", "balance", account=till[0]) == before - demo.now(back).values["total"]
    assert demo.total("receivable", "amount") == owed
    assert demo.booked(back)["1001"] == "-11.30"


def test_a_sale_that_the_till_sends_twice_counts_once(demo: Demo, till: tuple[str, str]) -> None:
    _sold(demo, (till[0], "22.60"), client_key="T-1")
    before = demo.total("stock", "qty", product=CUP)
    with pytest.raises(HuiliuError):
        _sold(demo, (till[0], "22.60"), client_key="T-1")
    assert demo.total("stock", "qty", product=CUP) == before


def test_a_shift_is_handed_over_with_what_is_counted(demo: Demo, till: tuple[str, str]) -> None:
    """S10: opening cash + cash sales − refunds = counted; what is short is a loss."""

    def hand_over(counted: str, **more: str) -> Record:
        made = demo.enter("shift_handover", "chaoyang", account=till[0], counted=counted, **more)
        return demo.now(made)

    book = demo.total("cash", "balance", account=till[0])
    first = hand_over(f"{book:.2f}")
    _sold(demo, (till[0], "22.60"))
    _sold(demo, (till[1], "22.60"))
    second = hand_over(f"{book + Decimal('22.00'):.2f}", reason="找错零")

    figures = ("opening", "sales", "refunds", "others", "book", "difference")
    assert [f"{second.values[one] or 0:.2f}" for one in figures] == [
        f"{book:.2f}", "22.60", "0.00", "0.00", f"{book + Decimal('22.60'):.2f}", "-0.60",
    ]  # fmt: skip
    assert demo.booked(first) == {}
    assert demo.booked(second) == {"1001": "-0.60", "5711": "0.60"}
    assert demo.total("cash", "balance", account=till[0]) == book + Decimal("22.00")
    assert demo.total("till", "sales", account=till[0]) == 0
