"""A document that is dated back or taken back changes what others cost, and says by how much."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from huiliu.core import ddl, ports
from huiliu.core.access import Grant, system_access
from huiliu.core.errors import NotFound, RuleRefused
from huiliu.core.records import Record
from huiliu.ledgers.costing.revaluations import changes_of
from huiliu.ledgers.models import Revaluation
from huiliu.ledgers.rebuild import differences, rebuild
from huiliu.ledgers.revaluation_list import list_changes, list_revaluations
from tests.ledgers.test_reading import Records, access
from tests.support.costed import CostedShop, open_costed
from tests.support.shop import ACTOR, Shop


@pytest.fixture
def costed(shop: Shop) -> CostedShop:
    return open_costed(shop)


def changes(costed: CostedShop, number: int = -1) -> list[tuple[str, int, str, str]]:
    """Form, record, value before and after, of the event told last."""
    told = [payload for name, payload in costed.shop.events.published if name == "ledger_revalued"]
    found = changes_of(costed.plan, int(told[number]["revaluation"]))
    return [
        (c.form, c.record, *(str(Decimal(v).scaleb(-2)) for v in (c.before, c.after)))
        for c in found
    ]  # type: ignore[misc]


def test_a_cheaper_receipt_dated_back_makes_what_was_sold_cheaper(costed: CostedShop) -> None:
    costed.approve("receipt", (1, "10", "100.00"), on=1)
    sold = costed.approve("delivery", (1, "4"), on=5)
    late = costed.approve("receipt", (1, "10", "50.00"), on=3)

    assert costed.costs(sold) == ["-30.00"]
    assert costed.pools() == {(1,): ("16", "120.00")}
    assert changes(costed) == [("delivery", sold.id, "-40.00", "-30.00")]
    told = Revaluation.objects.get()
    assert (told.form, told.record, told.entries, told.difference) == ("receipt", late.id, 1, 1000)

    costed.tell("unapproved", late)
    assert costed.costs(sold) == ["-40.00"]
    assert changes(costed) == [("delivery", sold.id, "-30.00", "-40.00")]
    assert differences(costed.plan) == []


def test_the_return_of_what_was_sold_follows_and_so_does_what_is_sold_after(
    costed: CostedShop,
) -> None:
    costed.approve("receipt", (1, "10", "100.00"), on=1)
    sold = costed.approve("delivery", (1, "4"), on=5)
    back = costed.approve("sales_return", (1, "1"), source=sold, on=6)
    again = costed.approve("delivery", (1, "7"), on=7)

    costed.approve("receipt", (1, "10", "50.00"), on=3)

    assert costed.costs(sold) + costed.costs(back) + costed.costs(again) == [
        "-30.00",
        "7.50",
        "-52.50",
    ]
    assert [c[0] for c in changes(costed)] == ["delivery", "sales_return", "delivery"]
    assert differences(costed.plan) == []


def test_a_component_changes_the_product_and_what_was_sold_of_it(costed: CostedShop) -> None:
    costed.approve("receipt", (1, "10", "100.00"), on=1)
    made = costed.approve("assembly", (1, "4"), product=3, qty="2", fee="1.00", on=4)
    sold = costed.approve("delivery", (3, "1"), on=6)
    assert costed.costs(sold) == ["-20.50"]

    costed.approve("receipt", (1, "10", "50.00"), on=3)

    assert costed.costs(made) == ["-30.00", "31.00"]
    assert costed.costs(sold) == ["-15.50"]
    assert costed.pools() == {(1,): ("16", "120.00"), (3,): ("1", "15.50")}
    assert differences(costed.plan) == []


def test_goods_carry_their_new_cost_into_the_other_warehouse(shop: Shop) -> None:
    costed = open_costed(shop, "moving_average", "product", "warehouse")
    costed.approve("receipt", (1, "10", "100.00"), on=1)
    costed.approve("transfer", (1, "4"), to=2, on=4)
    sold = costed.approve("delivery", (1, "2"), warehouse=2, on=5)

    costed.approve("receipt", (1, "10", "50.00"), on=3)

    assert costed.costs(sold) == ["-15.00"]
    assert costed.pools() == {(1, 1): ("16", "120.00"), (1, 2): ("2", "15.00")}
    assert differences(costed.plan) == []


def test_an_older_layer_goes_first_even_when_it_is_told_late(shop: Shop) -> None:
    costed = open_costed(shop, "fifo")
    costed.approve("receipt", (1, "10", "100.00"), on=2)
    sold = costed.approve("delivery", (1, "6"), on=5)

    costed.approve("receipt", (1, "4", "20.00"), on=1)

    assert costed.costs(sold) == ["-40.00"]
    assert changes(costed) == [("delivery", sold.id, "-60.00", "-40.00")]
    assert differences(costed.plan) == []


def test_a_return_told_late_shifts_the_cents_of_the_later_ones(costed: CostedShop) -> None:
    costed.approve("receipt", (1, "3", "10.00"), (1, "9", "30.00"))
    sold = costed.approve("delivery", (1, "3"), on=2)
    later = costed.approve("sales_return", (1, "2"), source=sold, on=5)
    earlier = costed.approve("sales_return", (1, "1"), source=sold, on=4)

    assert (costed.costs(earlier), costed.costs(later)) == (["3.33"], ["6.67"])
    costed.tell("unapproved", earlier)
    assert costed.costs(later) == ["6.67"]
    assert differences(costed.plan) == []


def test_what_would_have_been_short_then_is_refused_and_no_cost_changes(
    costed: CostedShop,
) -> None:
    costed.approve("receipt", (1, "10", "100.00"), on=1)
    sold = costed.approve("delivery", (1, "8"), on=5)
    costed.approve("receipt", (1, "10", "100.00"), on=6)
    before = costed.costs(sold), costed.pools(), costed.shop.balances()

    with pytest.raises(RuleRefused) as refused, transaction.atomic():
        costed.tell("approved", costed.document("delivery", (1, "5"), on=3))

    assert refused.value.wire_code == "NEGATIVE_STOCK_HISTORY"
    assert (costed.costs(sold), costed.pools(), costed.shop.balances()) == before
    assert Revaluation.objects.count() == 0


def test_no_statement_more_for_a_thousand_later_entries(costed: CostedShop) -> None:
    """Measured in statements, which do not depend on how busy the machine is: one more for every
    500 entries whose returns are looked for."""

    def statements(later: int, product: int) -> int:
        costed.approve("receipt", (product, "2000", "20000.00"), on=1)
        for _ in range(later // 50):
            costed.approve("delivery", *[(product, "1")] * 50, on=5)
        with CaptureQueriesContext(connection) as queries:
            costed.approve("receipt", (product, "2000", "1.00"), on=3)
        assert Revaluation.objects.latest("id").entries == later
        return len(queries)

    few, many = statements(50, 1), statements(1000, 2)
    assert many <= few + 1000 // 500


def test_a_wrong_cost_is_found_and_mended(costed: CostedShop) -> None:
    costed.approve("receipt", (1, "10", "100.00"), on=1)
    sold = costed.approve("delivery", (1, "4"), on=5)
    storage = costed.plan.storage
    with connection.cursor() as cursor:
        cursor.execute(
            f'UPDATE {ddl.qualified(storage.entries)} SET "{storage.measures[1].column}" = -1'  # noqa: S608
            " WHERE form = 'delivery'"
        )

    found = [one.as_json(costed.plan) for one in rebuild(costed.plan)]

    assert found[0]["balance"] == {"qty": "6.0000", "value": "60.00"}
    assert found[1]["value"], found[1]["cost"] == ("-0.01", "-40.00")
    assert costed.costs(sold) == ["-40.00"]
    assert differences(costed.plan) == []


def sold_and_revalued(costed: CostedShop) -> tuple[Record, Record]:
    costed.approve("receipt", (1, "10", "100.00"), on=1)
    sold = costed.approve("delivery", (1, "4"), on=5)
    return sold, costed.approve("receipt", (1, "10", "50.00"), on=3)


def test_whoever_may_see_the_values_can_see_what_changed_them(costed: CostedShop) -> None:
    sold_and_revalued(costed)
    everything = system_access(ACTOR, "stock")
    ports.bind(records=Records(costed.shop.records.known))

    events = list_revaluations(costed.plan, everything).items
    assert [(e["form"], e["entries"], e["difference"]) for e in events] == [("receipt", 1, "10.00")]
    changed = list_changes(costed.plan, everything, int(events[0]["id"])).items
    assert [(c["date"], c["form"], c["before"], c["after"], c["difference"]) for c in changed] == [
        (str(date(2026, 10, 5)), "delivery", "-40.00", "-30.00", "10.00")
    ]
    assert changed[0]["dimensions"]["product"] == {"id": "product-1", "title": "保温杯"}


def test_who_may_not_see_the_value_sees_no_revaluation(costed: CostedShop) -> None:
    sold_and_revalued(costed)
    fields = {"product": "view", "warehouse": "view", "qty": "view", "value": "hidden"}
    blind = access(Grant("g", frozenset({"view"}), fields))  # type: ignore[arg-type]

    for ask in (
        lambda: list_revaluations(costed.plan, blind),
        lambda: list_changes(costed.plan, blind, Revaluation.objects.get().id),
    ):
        with pytest.raises(NotFound):
            ask()
