"""The platform's deliveries: pushed down from an order that holds its goods, by a keeper."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

LINES = 10


def of(ids: dict[str, Any]) -> Callable[[], Callable[[], str]]:
    import django

    django.setup()
    from huiliu.core import ports
    from tests.support.jxc_company import CAUSE, Company

    company, count = Company.here(), itertools.count()
    access = ports.permissions().access(company.actor("keeper"), company.app, "sales_delivery")

    def prepare() -> Callable[[], str]:
        order = company.enter("sales_order", "sales_manager", values(ids, next(count)))
        company.approve(order, "sales_manager", "boss")
        draft = company.push(company.now(order), "sales_delivery.from_order", "keeper")

        def approve() -> str:
            done = ports.records().submit(
                company.app, "sales_delivery", draft.id, access=access, cause=CAUSE
            )
            return str(done.state)

        return approve

    return prepare


def values(ids: dict[str, Any], number: int) -> dict[str, Any]:
    products = ids["products"]
    start = number * LINES % len(products)
    return {
        "customer": ids["customer"],
        "warehouse": ids["warehouses"][number % len(ids["warehouses"])],
        "lines": [
            {"product": products[(start + n) % len(products)], "qty": str(1 + n % 3),
             "price": "22.60"}
            for n in range(LINES)
        ],
    }  # fmt: skip
