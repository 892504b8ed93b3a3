"""Shops whose stock must not go below a floor, now or in the past, nor below what is reserved."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from datetime import date
from typing import Any

import pytest
from django.db import transaction

from huiliu.core.errors import RuleRefused
from huiliu.core.records import Record
from tests.support.shop import Shop
from tests.support.stock import STOCK

RESERVED: dict[str, Any] = {
    "kind": "ledger",
    "version": 1,
    "id": "reserved",
    "title": {"zh-CN": "锁定量"},
    "dimensions": [
        *STOCK["dimensions"],
        {"id": "order", "label": {"zh-CN": "订单"}, "type": "reference", "form": "order"},
    ],
    "measures": [{"id": "qty", "label": {"zh-CN": "锁定量"}, "scale": 4}],
    "postings": [
        {
            "id": event,
            "form": form,
            "event": event if form == "order" else "approved",
            "each": "lines",
            "date": "bill_date",
            "dimensions": {"product": "lines.product", "warehouse": "warehouse", "order": order},
            "measures": {"qty": formula},
            "when": {"cond": [{"field": "order", "op": "not_empty"}]} if form != "order" else None,
        }
        for event, form, order, formula in (
            ("pending", "order", "$id", "{lines.qty}"),
            ("approved", "order", "$id", "{lines.qty}"),
            ("used", "delivery", "order", "-{lines.qty}"),
        )
    ],
}
AVAILABLE: dict[str, Any] = {
    "id": "available",
    "label": {"zh-CN": "可用量"},
    "by": ["product", "warehouse"],
    "terms": [{"measure": "qty"}, {"ledger": "reserved", "measure": "qty", "sign": "-"}],
    "code": "INSUFFICIENT_AVAILABLE",
    "message": {"zh-CN": "{product} 可用量不足：可用 {current}，需要 {required}"},
}
PAST = {
    "code": "NEGATIVE_STOCK_HISTORY",
    "message": {"zh-CN": "{product} 在 {date} 库存不足：当时 {current}，需要 {required}"},
}


def stock(*, past: bool = True, checks: tuple[Mapping[str, Any], ...] = ()) -> dict[str, Any]:
    design = deepcopy(STOCK)
    if past:
        design["measures"][0]["floor"]["past"] = PAST
    return {**design, "checks": list(checks)}


def dated_shop(shop: Shop) -> Shop:
    shop.publish(stock())
    return shop


def reserving_shop(shop: Shop, message: str | None = None) -> Shop:
    words = AVAILABLE["message"] if message is None else {"zh-CN": message, "en": message}
    shop.publish(RESERVED)
    shop.publish(stock(checks=({**AVAILABLE, "message": words},)))
    return shop


def day(number: int) -> date:
    return date(2026, 10, number)


def refused_by(shop: Shop, event: Any, *records: Record) -> RuleRefused:
    before = shop.balances()
    with pytest.raises(RuleRefused) as refused, transaction.atomic():
        shop.tell(event, *records)
    assert shop.balances() == before == shop.sums()
    return refused.value
