"""The demo company's storeroom: what lies there, what it costs, and who moves it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from huiliu.core.records import Record
from tests.jxc_template.conftest import Demo

MAIN, SHOP = "warehouse/main", "warehouse/chaoyang"
PAN, KNIFE = "product/pan", "product/knife"
CENT = Decimal("0.01")


def held(demo: Demo, product: str) -> tuple[Decimal, Decimal]:
    """Quantity and value of the whole company."""
    return demo.total("stock", "qty", product=product), demo.total(
        "stock", "value", product=product
    )


def here(demo: Demo, product: str, warehouse: str = MAIN) -> Decimal:
    return demo.total("stock", "qty", product=product, warehouse=warehouse)


def cost_of(demo: Demo, product: str, qty: str) -> Decimal:
    """By the moving average."""
    there, value = held(demo, product)
    return (value * Decimal(qty) / there).quantize(CENT, "ROUND_HALF_UP")


def books(demo: Demo) -> list[Any]:
    """Everything that is not zero in stock and accounts, whichever month it was booked in."""
    stock = [(d, m) for d, m in demo.balances("stock") if any(map(Decimal, m.values()))]
    net: dict[str, Decimal] = {}
    for d, m in demo.balances("general"):
        net.setdefault(d["account"], Decimal(0))
        net[d["account"]] += Decimal(m["debit"]) - Decimal(m["credit"])
    return [stock, {name: amount for name, amount in net.items() if amount}]


def other_out(demo: Demo, kind: str, qty: str, login: str = "keeper", **more: Any) -> Record:
    lines = [{"product": PAN, "qty": qty, **more.pop("line", {})}]
    return demo.enter("other_out", login, kind=kind, warehouse=MAIN, lines=lines, **more)


def count(demo: Demo, *lines: dict[str, Any], submit: bool = True, **more: Any) -> Record:
    enter = demo.enter if submit else demo.enter_plain
    return enter("stocktake", "keeper", warehouse=MAIN, lines=list(lines), **more)
