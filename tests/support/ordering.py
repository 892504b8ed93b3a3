"""The customers and products of an order form, and what its fields bring of them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from tests.form_engine.given import World

CUSTOMER = {"id": "customer", "type": "reference", "form": "customer", "copy": {"phone": "phone"}}
LINES: dict[str, Any] = {
    "id": "lines",
    "type": "subform",
    "fields": [
        {
            "id": "product",
            "type": "reference",
            "form": "product",
            "copy": {"price": "sale_price", "unit": "unit"},
        },
        {"id": "qty", "type": "number", "scale": 4, "required": True},
        {"id": "price", "type": "number", "scale": 6},
        {"id": "unit", "type": "text", "readonly": True},
        {
            "id": "amount",
            "type": "formula",
            "result": "money",
            "formula": "{lines.qty}*{lines.price}",
        },
    ],
}
WORLD = World(
    records={"customer": {"c1": 11, "c2": 12}, "product": {"p1": 21, "p2": 22}},
    known={
        "customer": {
            11: {"phone": "138", "level": "a", "$title": "华东"},
            12: {"phone": "139", "level": "b"},
        },
        "product": {
            21: {"sale_price": Decimal("3.5"), "unit": "箱"},
            22: {"sale_price": Decimal("0.1234567"), "unit": "个"},
        },
    },
)
