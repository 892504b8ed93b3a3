"""What a compiled plan costs to save one order: 15 header fields, 10 lines of 8, with formulas.

``python -m bench.plan`` prints microseconds of this machine and the ratio to the code that a Django
developer would write by hand for exactly this form (parse, check, compute; no database in either).
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import orjson

from form_engine.document import FormDocument
from tests.form_engine.given import (
    CURRENT,
    ENV,
    World,
    access_to,
    content,
    plan_of,
)

OPTIONS = [{"id": f"o{n}", "label": {"zh-CN": str(n)}} for n in range(6)]
LINE = [
    {"id": "product", "type": "reference", "form": "product", "required": True},
    {"id": "warehouse", "type": "reference", "form": "warehouse", "required": True},
    {"id": "qty", "type": "number", "scale": 4, "min": "0.0001", "required": True},
    {"id": "price", "type": "number", "scale": 6, "min": "0", "required": True},
    {"id": "discount", "type": "number", "scale": 4},
    {
        "id": "amount",
        "type": "formula",
        "result": "money",
        "formula": "{lines.qty}*{lines.price}*(1-{lines.discount})",
    },
    {"id": "batch", "type": "text"},
    {"id": "note", "type": "text"},
]
HEADER: list[dict[str, Any]] = [
    {"id": "customer", "type": "reference", "form": "customer", "required": True},
    {"id": "date", "type": "date", "required": True},
    {"id": "due", "type": "date"},
    {"id": "status", "type": "choice", "options": OPTIONS, "required": True},
    {"id": "currency", "type": "choice", "options": OPTIONS, "required": True},
    {"id": "channel", "type": "choice", "options": OPTIONS},
    {"id": "discount", "type": "money"},
    {"id": "tax", "type": "money"},
    {"id": "freight", "type": "money"},
    {"id": "remark", "type": "long_text"},
    {"id": "contact", "type": "text"},
    {"id": "phone", "type": "text"},
    {"id": "rush", "type": "switch"},
    {"id": "lines", "type": "subform", "min_rows": 1, "fields": LINE},
    {"id": "total", "type": "formula", "result": "money", "formula": "SUM({lines.amount})"},
    {
        "id": "payable",
        "type": "formula",
        "result": "money",
        "formula": "{total}-{discount}+{freight}",
    },
]
BODY = orjson.dumps(
    {
        "customer": "c1",
        "date": "2026-10-01",
        "due": "2026-10-31",
        "status": "o1",
        "currency": "o2",
        "channel": "o3",
        "discount": "10.00",
        "tax": "13.00",
        "freight": "20.00",
        "remark": "尽快发货",
        "contact": "王芳",
        "phone": "13800000000",
        "rush": True,
        "lines": [
            {
                "product": f"p{n}",
                "warehouse": "w1",
                "qty": f"{n + 1}.5",
                "price": "12.340000",
                "discount": "0.05",
                "batch": f"B{n}",
                "note": "小心轻放",
            }
            for n in range(10)
        ],
    }
)
WORLD = World(
    records={
        "customer": {"c1": 1},
        "product": {f"p{n}": n + 1 for n in range(10)},
        "warehouse": {"w1": 1},
    }
)


def platform() -> Callable[[], Any]:
    document = FormDocument.parse(content(*HEADER))
    plan, access = plan_of(document), access_to(document)

    def run() -> Any:
        values = plan.clean(
            orjson.loads(BODY),
            access=access,
            before=None,
            resolve=WORLD,
            env=ENV,
            current=CURRENT,
            partial=False,
            final=True,
        )
        return plan.row(values), plan.sub_rows("lines", values["lines"])

    return run


def by_hand() -> Any:
    given = orjson.loads(BODY)
    keys = {option["id"] for option in OPTIONS}
    for key in ("status", "currency", "channel"):
        if given[key] not in keys:
            raise ValueError(key)
    if len(given["remark"]) > 2000 or len(given["contact"]) > 200 or len(given["phone"]) > 200:
        raise ValueError("length")
    total, lines = Decimal(0), []
    for line in given["lines"]:
        qty, price, off = Decimal(line["qty"]), Decimal(line["price"]), Decimal(line["discount"])
        if qty <= 0 or price < 0 or len(line["batch"]) > 200 or len(line["note"]) > 200:
            raise ValueError("line")
        amount = round(qty * price * (1 - off), 2)
        total += amount
        product, warehouse = (
            WORLD.records["product"][line["product"]],
            WORLD.records["warehouse"][line["warehouse"]],
        )
        lines.append([product, warehouse, qty, price, off, amount, line["batch"], line["note"]])
    discount, freight = Decimal(given["discount"]), Decimal(given["freight"])
    header = [
        WORLD.records["customer"][given["customer"]],
        date.fromisoformat(given["date"]),
        date.fromisoformat(given["due"]),
        *(given[key] for key in ("status", "currency", "channel", "remark", "contact", "phone")),
        *(discount, Decimal(given["tax"]), freight, total, total - discount + freight),
    ]
    return header, lines


def microseconds(run: Callable[[], Any], rounds: int = 15, times: int = 200) -> float:
    found = []
    for _ in range(rounds):
        start = time.process_time()
        for _ in range(times):
            run()
        found.append((time.process_time() - start) / times * 1e6)
    return statistics.median(found)


if __name__ == "__main__":
    hand, ours = microseconds(by_hand), microseconds(platform())
    print(f"by hand {hand:.0f} µs · plan {ours:.0f} µs · ratio {ours / hand:.2f}")
