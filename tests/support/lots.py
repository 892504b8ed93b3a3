"""A ledger of batches, the documents that move them, and what is held of each."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from huiliu.core.errors import RuleRefused
from huiliu.core.records import Record
from tests.support.designs import record
from tests.support.shop import DAY, Shop

_LOT = {
    "kind": "form",
    "version": 1,
    "id": "lot",
    "title": {"zh-CN": "批次"},
    "fields": [
        {"id": "no", "type": "text"},
        {"id": "expires_on", "type": "date"},
        {"id": "frozen", "type": "switch"},
    ],
}
_FORM = {
    "kind": "form",
    "version": 1,
    "document": True,
    "fields": [
        {"id": "bill_date", "type": "date"},
        {"id": "warehouse", "type": "reference", "form": "warehouse"},
        {"id": "to", "type": "reference", "form": "warehouse"},
        {"id": "source", "type": "reference", "form": "issue"},
        {"id": "by_hand", "type": "switch"},
        {
            "id": "lines",
            "type": "subform",
            "fields": [
                {"id": "product", "type": "reference", "form": "product"},
                {"id": "qty", "type": "number", "scale": 4},
                {"id": "lot", "type": "reference", "form": "lot"},
                {"id": "source_line", "type": "number", "scale": 0},
            ],
        },
    ],
}
_EXPIRED = {
    "code": "BATCH_EXPIRED",
    "message": {"zh-CN": "{product} 可用 {current}，需要 {required}，其余已过期"},
}


def _posting(id_: str, form: str, sign: str, lot: Any, warehouse: str = "warehouse") -> Any:
    return {
        "id": id_,
        "form": form,
        "each": "lines",
        "date": "bill_date",
        "dimensions": {"product": "lines.product", "warehouse": warehouse, "lot": lot},
        "measures": {"qty": f"{sign}{{lines.qty}}"},
    }


_FEFO = {
    "given": "lines.lot",
    "first": [
        {
            "by": ["expires_on", "no"],
            "when": {"cond": [{"field": "by_hand", "op": "ne", "value": True}]},
        }
    ],
    "only": {"cond": [{"field": "frozen", "op": "ne", "value": True}]},
    "until": "expires_on",
    "refused": _EXPIRED,
}
LOTS: dict[str, Any] = {
    "kind": "ledger",
    "version": 1,
    "id": "lots",
    "title": {"zh-CN": "批次库存"},
    "dimensions": [
        {"id": "product", "label": {"zh-CN": "商品"}, "type": "reference", "form": "product"},
        {"id": "warehouse", "label": {"zh-CN": "仓库"}, "type": "reference", "form": "warehouse"},
        {"id": "lot", "label": {"zh-CN": "批次"}, "type": "reference", "form": "lot"},
    ],
    "measures": [
        {
            "id": "qty",
            "label": {"zh-CN": "现存量"},
            "scale": 4,
            "floor": {
                "code": "NEGATIVE_STOCK",
                "message": {"zh-CN": "{lot} 现存 {current}，需要 {required}"},
                "past": {"code": "NEGATIVE_STOCK_HISTORY", "message": {"zh-CN": "{date}"}},
            },
        }
    ],
    "postings": [
        _posting("arrived", "arrival", "", "lines.lot"),
        _posting("issued", "issue", "-", _FEFO),
        _posting("left", "move", "-", _FEFO),
        _posting("came", "move", "", {"like": "left"}, "to"),
        _posting(
            "back",
            "back",
            "",
            {
                "given": "lines.lot",
                "of": {"record": "source", "row": "lines.source_line"},
                "refused": {"code": "BATCH_OF_SOURCE", "message": {"zh-CN": "不是该单据的批次"}},
            },
        ),
    ],
}
A, B, C, EXPIRED, FROZEN = 1, 2, 3, 4, 5
KNOWN = {
    A: ("A", date(2027, 3, 1), False),
    B: ("B", date(2027, 1, 1), False),
    C: ("C", date(2028, 1, 1), False),
    EXPIRED: ("X", date(2026, 9, 30), False),
    FROZEN: ("F", date(2026, 12, 1), True),
}


def open_lots(shop: Shop) -> Shop:
    for form in (
        _LOT,
        *({**_FORM, "id": i, "title": {"zh-CN": i}} for i in ("arrival", "issue", "move", "back")),
    ):
        shop.documents.publish(shop.app, form)
    for id_, (no, last, frozen) in KNOWN.items():
        shop.records.known["lot", id_] = {"no": no, "expires_on": last, "frozen": frozen}
    shop.publish(LOTS)
    return shop


def document(
    shop: Shop, form: str, *lines: tuple[str, int | None], day: date = DAY, **more: Any
) -> Record:
    """``lines``: quantity and batch; the columns ``source_line`` count from 1 like the rows."""
    shop.last += 1
    rows = [
        {
            "$row": n,
            "product": more.get("product", 1),
            "qty": Decimal(qty),
            "lot": lot,
            "source_line": more.pop("row", n),
        }
        for n, (qty, lot) in enumerate(lines, 1)
    ]
    values = {"bill_date": day, "warehouse": 1, "lines": rows, **more}
    return record(form, shop.last, values, app=shop.app)


def approve(shop: Shop, form: str, *lines: tuple[str, int | None], **more: Any) -> Record:
    made = document(shop, form, *lines, **more)
    shop.tell("approved", made)
    return made


def held(shop: Shop, warehouse: int = 1, product: int = 1) -> dict[int, Decimal]:
    """By batch, 0 is none; what is empty is left out."""
    assert shop.balances("lots") == shop.sums("lots")
    return {
        key[2]: Decimal(amounts[0]).scaleb(-4)
        for key, amounts in shop.balances("lots").items()
        if key[:2] == (product, warehouse) and amounts[0]
    }


def refused(shop: Shop, act: Any) -> RuleRefused:
    before = shop.balances("lots")
    with pytest.raises(RuleRefused) as caught:
        act()
    assert shop.balances("lots") == before
    return caught.value
