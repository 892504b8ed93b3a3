"""``python -m bench.jxc.make PRODUCTS WAREHOUSES QTY ENTRIES``: a company in the configured
database, with so much of each product everywhere, and so many entries. Prints the ids."""

from __future__ import annotations

import datetime as dt
import json
import sys
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402

from bench.jxc.past import DAYS, remember  # noqa: E402
from huiliu.core import ports  # noqa: E402
from tests.support.jxc_company import Company, make  # noqa: E402


def main(products: int, warehouses: int, qty: int, entries: int) -> dict[str, Any]:
    call_command("migrate", verbosity=0)
    ids, company = make(products, warehouses), Company.here()
    today = ports.clock().today(company.admin.time_zone)
    if qty:
        company.goods_in(ids, qty, today - dt.timedelta(days=DAYS + 1))
    if entries:
        places = [company.ids(form, ids[f"{form}s"]) for form in ("product", "warehouse")]
        remember(company, entries, *places, today)
    return {**ids, "entries": entries, "today": today.isoformat()}


if __name__ == "__main__":
    print(json.dumps(main(*map(int, sys.argv[1:]))))
