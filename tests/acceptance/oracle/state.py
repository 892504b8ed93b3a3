"""The whole state a story compares after every step. Rows that are all zero are left out."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from . import chain, parties
from .ledger import balances
from .model import World
from .money import ZERO, money_text, quantity_text, ratio_text
from .stock import reserved


def state(world: World) -> dict[str, Any]:
    values = valuation(world)
    total = sum((Decimal(one["value"]) for one in values), ZERO)
    on_order = {p["sku"]: chain.on_order(world, p["sku"]) for p in world.master["products"]}
    return {
        "stock": _stock(world),
        "in_transit": _in_transit(world),
        "valuation": values,
        "inventory_value": money_text(total),
        "on_order": {sku: quantity_text(qty) for sku, qty in on_order.items() if qty},
        "ar": _amounts(parties.balances(world, "ar")),
        "ap": _amounts(parties.balances(world, "ap")),
        "advance_from_customers": _amounts(parties.advances(world, "ar")),
        "prepaid_to_suppliers": _amounts(parties.advances(world, "ap")),
        "money": {k: money_text(v) for k, v in parties.money_balances(world).items()},
        "gl": _amounts(balances(world.vouchers)),
    }


def _amounts(sums: Mapping[str, Decimal]) -> dict[str, str]:
    return {key: money_text(amount) for key, amount in sorted(sums.items()) if amount}


def _stock(world: World) -> list[dict[str, str]]:
    now, held, shown = chain.stock_rows(world), reserved(world), []
    for product in world.master["products"]:
        for warehouse in world.master["warehouses"]:
            place = (product["sku"], warehouse["code"])
            has, promised = now.get(place, Decimal(0)), held.get(place, Decimal(0))
            if has or promised:
                numbers = {"on_hand": has, "reserved": promised, "available": has - promised}
                texts = {key: quantity_text(qty) for key, qty in numbers.items()}
                shown.append({"sku": place[0], "wh": place[1], **texts})
    return shown


def _in_transit(world: World) -> list[dict[str, str]]:
    return [
        {"transfer": doc.no, "sku": line.sku, "qty": quantity_text(left)}
        for doc in world.live("transfer_ship")
        for line in doc.lines
        if (left := chain.in_transit(world, doc, line))
    ]


def valuation(world: World) -> list[dict[str, str]]:
    shown = []
    for product in world.master["products"]:
        pools = [pool for key, pool in world.pools.items() if key[0] == product["sku"]]
        qty = sum((pool.qty for pool in pools), Decimal(0))
        value = sum((pool.value for pool in pools), ZERO)
        if qty:
            unit = ratio_text(value / qty)
            texts = {"qty": quantity_text(qty), "value": money_text(value), "unit_cost": unit}
            shown.append({"sku": product["sku"], **texts})
    return shown
