"""组装, 拆卸: a cost goes into what is made, and is shared by what is taken apart."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from tests.jxc_template.conftest import Demo
from tests.support.storeroom import KNIFE, MAIN, PAN, cost_of, held

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_an_assembly_costs_its_components_and_its_fee(demo: Demo) -> None:
    before = held(demo, PAN), held(demo, KNIFE), held(demo, "product/foil")
    parts = cost_of(demo, PAN, "2") + cost_of(demo, KNIFE, "4")
    made = demo.enter(
        "assembly", "keeper", product="product/foil", qty="2", warehouse=MAIN, fee="30",
        fee_party="顺达加工厂",
        components=[{"product": PAN, "qty": "2"}, {"product": KNIFE, "qty": "4"}],
    )  # fmt: skip
    demo.approve(made, "finance")
    assert held(demo, "product/foil") == (before[2][0] + 2, before[2][1] + parts + 30)
    assert held(demo, PAN)[0] == before[0][0] - 2
    assert demo.now(made).values["product_cost"] == parts + 30
    assert demo.vouchers(made) == [("debit", "1405", Decimal(30)), ("credit", "2241", Decimal(30))]


def test_a_cheaper_component_told_late_makes_what_was_assembled_and_sold_cheaper(
    demo: Demo,
) -> None:
    made = demo.enter(
        "assembly", "boss", product="product/foil", qty="50", warehouse=MAIN,
        components=[{"product": PAN, "qty": "5"}],
    )  # fmt: skip
    demo.approve(made, "finance")
    before, foil = held(demo, PAN), demo.total("stock", "value", product="product/foil")
    day = made.values["bill_date"] - timedelta(days=1)
    late = demo.enter(
        "other_in", "boss", kind="gift", warehouse=MAIN, bill_date=day.isoformat(),
        lines=[{"product": PAN, "qty": "100", "price": "0"}],
    )  # fmt: skip
    demo.approve(late, "finance")
    cheaper = demo.total("stock", "value", product="product/foil")
    assert cheaper < foil
    assert demo.books_agree()
    demo.unapprove_record(late, "boss")
    assert held(demo, PAN) == before
    assert demo.total("stock", "value", product="product/foil") == foil
    assert demo.books_agree()


def test_what_is_taken_apart_shares_its_cost(demo: Demo) -> None:
    cost = cost_of(demo, "product/foil", "10")
    before = held(demo, PAN), held(demo, KNIFE)
    apart = demo.enter(
        "disassembly", "keeper", product="product/foil", qty="10", warehouse=MAIN,
        components=[{"product": PAN, "qty": "1"}, {"product": KNIFE, "qty": "1"}],
    )  # fmt: skip
    demo.approve(apart, "finance")
    after = held(demo, PAN), held(demo, KNIFE)
    gained = [now[1] - then[1] for now, then in zip(after, before, strict=True)]
    assert sum(gained) == cost
    assert gained[0] > gained[1] > 0
    assert demo.books_agree()
