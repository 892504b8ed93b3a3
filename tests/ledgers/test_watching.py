"""Balances for who watches them: by what was posted, or by one record in one dimension."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from huiliu.ledgers.posting import LedgerPoster
from tests.support.shop import Shop


def test_all_balances_of_one_record(shop: Shop) -> None:
    shop.approve("receipt", (1, "10"), (2, "4"))
    shop.approve("receipt", (1, "5"), warehouse=2)
    ledgers = LedgerPoster()

    def of(per: list[str], dimension: str, value: int) -> list[tuple[Any, ...]]:
        rows = ledgers.sums_of(shop.app, "stock", per, dimension, value)
        return sorted((row.get("product"), row.get("warehouse"), row["qty"]) for row in rows)

    assert of([], "product", 1) == [(1, 1, Decimal(10)), (1, 2, Decimal(5))]
    assert of([], "warehouse", 1) == [(1, 1, Decimal(10)), (2, 1, Decimal(4))]
    assert of(["product"], "product", 1) == [(1, None, Decimal(15))]
    assert of(["product"], "product", 3) == []
