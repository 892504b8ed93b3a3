"""A small shop: stock of products in warehouses, received and delivered by documents."""

from __future__ import annotations

from typing import Any

FORMS: dict[str, dict[str, Any]] = {
    "product": {
        "fields": [{"id": "name", "type": "text"}, {"id": "factor", "type": "number", "scale": 4}],
    },
    "warehouse": {
        "fields": [{"id": "name", "type": "text"}, {"id": "department", "type": "department"}],
    },
    "opening": {
        "fields": [
            {"id": "day", "type": "date"},
            {"id": "product", "type": "reference", "form": "product"},
            {"id": "warehouse", "type": "reference", "form": "warehouse"},
            {"id": "qty", "type": "number", "scale": 4},
            {"id": "remark", "type": "text"},
        ],
    },
}
_GOODS = [
    {"id": "bill_date", "type": "date"},
    {"id": "warehouse", "type": "reference", "form": "warehouse"},
    {"id": "order", "type": "reference", "form": "order"},
    {
        "id": "lines",
        "type": "subform",
        "fields": [
            {"id": "product", "type": "reference", "form": "product"},
            {"id": "qty", "type": "number", "scale": 4},
            {"id": "price", "type": "money", "scale": 2},
        ],
    },
]
for _key in ("receipt", "delivery", "order"):
    FORMS[_key] = {"document": True, "fields": _GOODS}
for _key, _form in FORMS.items():
    _form |= {"kind": "form", "version": 1, "id": _key, "title": {"zh-CN": _key}}

STOCK: dict[str, Any] = {
    "kind": "ledger",
    "version": 1,
    "id": "stock",
    "title": {"zh-CN": "即时库存", "en": "Stock"},
    "dimensions": [
        {"id": "product", "label": {"zh-CN": "商品"}, "type": "reference", "form": "product"},
        {"id": "warehouse", "label": {"zh-CN": "仓库"}, "type": "reference", "form": "warehouse"},
    ],
    "measures": [
        {
            "id": "qty",
            "label": {"zh-CN": "现存量"},
            "scale": 4,
            "floor": {
                "min": "0",
                "code": "NEGATIVE_STOCK",
                "message": {
                    "zh-CN": "{product} 库存不足：现存 {current}，需要 {required}",
                    "en": "Not enough {product}: {current} on hand, {required} needed",
                },
            },
        },
        {"id": "value", "label": {"zh-CN": "金额"}, "scale": 2},
    ],
    "postings": [
        {
            "id": "receipt",
            "form": "receipt",
            "event": "approved",
            "each": "lines",
            "date": "bill_date",
            "dimensions": {"product": "lines.product", "warehouse": "warehouse"},
            "measures": {"qty": "{lines.qty}", "value": "{lines.qty}*{lines.price}"},
        },
        {
            "id": "delivery",
            "form": "delivery",
            "event": "approved",
            "each": "lines",
            "date": "bill_date",
            "dimensions": {"product": "lines.product", "warehouse": "warehouse"},
            "measures": {"qty": "-{lines.qty}"},
        },
        {
            "id": "opening",
            "form": "opening",
            "event": "saved",
            "date": "day",
            "dimensions": {"product": "product", "warehouse": "warehouse"},
            "measures": {"qty": "{qty}*{product.factor}"},
            "when": {"cond": [{"field": "qty", "op": "gt", "value": "0"}]},
        },
    ],
}
