"""Fifty people at the same moment, and twenty pieces of a product of the template.

``python -m tests.faults.trade_fifty`` in the database of ``trade_storm``, or in an empty one:
prints what each was told, what is left, and what does not hold.
"""

from __future__ import annotations

import json
import threading
from collections import Counter
from typing import Any

PEOPLE, STOCK = 50, 20


def main() -> None:
    from huiliu.server.cli.places import load_django

    load_django()
    from tests.faults.trade_checks import balances, broken, deadlocks
    from tests.support.jxc_company import Company

    ids, company = Company.prepared(2, 1, STOCK), Company.here()
    product = _product(company, ids)
    shelf = {"products": [product], "warehouses": ids["warehouses"][:1]}
    company.goods_in(shelf, STOCK, company.today)
    values = {
        "customer": ids["customer"], "warehouse": ids["warehouses"][0],
        "lines": [{"product": product, "qty": "1", "price": "22.60"}],
    }  # fmt: skip
    before = deadlocks()
    told = _at_once(company, values)
    (number,) = company.ids("product", [product])
    left = [str(m["qty"]) for k, m in balances(company, "stock") if k["product"] == number]
    waited = deadlocks() - before
    found = {"told": told, "left": left, "deadlocks": waited, "broken": broken(company)}
    print(json.dumps(found), flush=True)


def _product(company: Any, ids: dict[str, Any]) -> str:
    """One that nobody else touches."""
    known = company.plain("category", {"code": "fifty", "name": "fifty"}).uid
    values = {"name": "fifty", "category": known, "tax_rate": "0.13"}
    return str(company.plain("product", values).uid)


def _at_once(company: Any, values: dict[str, Any]) -> dict[str, int]:
    from django.db import connection

    from huiliu.core.errors import HuiliuError

    gate, told = threading.Barrier(PEOPLE), Counter[str]()

    def sell() -> None:
        connection.ensure_connection()
        gate.wait()
        try:
            word = str(company.enter("sales_delivery", "sales_manager", values).state)
        except HuiliuError as refused:
            word = refused.wire_code
        except Exception as error:
            word = f"{type(error).__name__}: {error}"[:200]
        finally:
            connection.close()
        told[word] += 1

    people = [threading.Thread(target=sell) for _ in range(PEOPLE)]
    for one in people:
        one.start()
    for one in people:
        one.join()
    return dict(told)


if __name__ == "__main__":
    main()
