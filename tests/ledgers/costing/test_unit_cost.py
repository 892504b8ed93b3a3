"""The unit cost is shown where a row is a pool, to whoever sees quantity and value."""

from __future__ import annotations

import pytest

from huiliu.core.access import Grant
from huiliu.ledgers.balance_list import BalanceQuery, list_balances
from tests.ledgers.test_reading import access
from tests.support.costed import CostedShop, open_costed
from tests.support.shop import Shop

SEEN = {"product": "view", "warehouse": "view", "qty": "view", "value": "view"}


@pytest.fixture
def by_warehouse(shop: Shop) -> CostedShop:
    costed = open_costed(shop, "moving_average", "product", "warehouse")
    costed.approve("receipt", (1, "3", "10.00"))
    costed.approve("receipt", (1, "1", "1.00"), warehouse=2)
    costed.approve("delivery", (1, "1"), warehouse=2, on=2)
    return costed


def shown(costed: CostedShop, **hidden: str) -> list[str | None]:
    grant = Grant("g", frozenset({"view"}), SEEN | hidden)  # type: ignore[arg-type]
    items = list_balances(costed.plan, access(grant), BalanceQuery()).items
    return [item["unit_cost"] for item in items]


def test_value_by_quantity_with_six_decimals(by_warehouse: CostedShop) -> None:
    assert shown(by_warehouse) == ["3.333333", None]
    assert shown(by_warehouse, warehouse="hidden") == ["3.333333"]


def test_not_for_who_does_not_see_the_value(by_warehouse: CostedShop) -> None:
    assert shown(by_warehouse, value="hidden") == [None, None]
    assert shown(by_warehouse, qty="hidden") == [None, None]


def test_not_where_a_row_is_only_a_part_of_a_pool(shop: Shop) -> None:
    costed = open_costed(shop)
    costed.approve("receipt", (1, "3", "10.00"))

    assert shown(costed) == [None]
    assert shown(costed, warehouse="hidden") == ["3.333333"]
