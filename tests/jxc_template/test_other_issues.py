"""其他出库: cost, tax and account by what it was issued for."""

from __future__ import annotations

from decimal import Decimal

import pytest

from huiliu.core import ports
from huiliu.core.errors import HuiliuError
from tests.jxc_template.conftest import Demo
from tests.support.storeroom import CENT, MAIN, PAN, cost_of, here, other_out

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_samples_cost_what_stock_costs_and_go_to_selling_expenses(demo: Demo) -> None:
    before, cost = here(demo, PAN), cost_of(demo, PAN, "3")
    sample = other_out(demo, "sample", "3")
    assert (demo.now(sample).state, here(demo, PAN)) == ("pending", before)
    demo.approve(sample, "sales_manager")
    assert here(demo, PAN) == before - 3
    assert demo.vouchers(sample) == [("debit", "5601", cost), ("credit", "1405", cost)]
    assert demo.now(sample).values["total_cost"] == cost


def test_costly_issues_ask_the_general_manager_by_their_expected_cost(demo: Demo) -> None:
    large = other_out(demo, "sample", "30")
    assert large.values["total_est_cost"] > 2000
    demo.approve(large, "sales_manager")
    demo.approve(large, "finance")
    assert demo.now(large).state == "pending"
    demo.approve(large, "boss")
    assert demo.now(large).state == "approved"


def test_a_gift_is_taxed_like_a_sale(demo: Demo) -> None:
    cost = cost_of(demo, PAN, "2")
    gift = other_out(demo, "gift", "2", login="boss")
    demo.approve(gift, "finance")
    gross = Decimal("338.00")
    tax = gross - (gross / Decimal("1.13")).quantize(CENT, "ROUND_HALF_UP")
    assert demo.vouchers(gift) == [
        ("debit", "5601", cost + tax),
        ("credit", "1405", cost),
        ("credit", "22210107", tax),
    ]


def test_scrap_gives_back_its_input_tax_and_another_account_may_be_chosen(demo: Demo) -> None:
    cost = cost_of(demo, PAN, "2")
    tax = (cost * Decimal("0.13")).quantize(CENT, "ROUND_HALF_UP")
    scrap = other_out(demo, "scrap", "2", tax_transfer_rate="0.13")
    demo.approve(scrap, "finance")
    assert demo.vouchers(scrap) == [
        ("debit", "1901", cost + tax),
        ("credit", "1405", cost),
        ("credit", "22210109", tax),
        ("debit", "5711", cost + tax),
        ("credit", "1901", cost + tax),
    ]
    cost = cost_of(demo, PAN, "1")
    used = other_out(demo, "use", "1", contra="research")
    demo.approve(used, "finance")
    assert demo.vouchers(used) == [("debit", "4301", cost), ("credit", "1405", cost)]


def test_salespeople_ask_for_samples_only_and_see_no_cost(demo: Demo) -> None:
    with pytest.raises(HuiliuError):
        other_out(demo, "use", "1", login="sales")
    sample = other_out(demo, "sample", "1", login="sales")
    access = ports.permissions().access(demo.actor("sales"), demo.app, "other_out")
    for path in ("lines.unit_cost", "lines.est_cost", "lines.cost", "total_cost", "total_est_cost"):
        assert not access.may_see(path)
    assert demo.numbers("other_out", "sales") == [sample.values["no"]]


def test_what_is_available_stands_beside_the_line(demo: Demo) -> None:
    there = demo.total("stock", "qty", product="product/keyboard", warehouse=MAIN)
    draft = demo.enter_plain(
        "other_out", "keeper", kind="use", warehouse=MAIN,
        lines=[{"product": "product/keyboard", "qty": "1"}],
    )  # fmt: skip
    assert draft.values["lines"][0]["available"] == there - 10
