"""Replenishment suggestions (5.4), over the whole company."""

from __future__ import annotations

from datetime import date as Day
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import Any

from .chain import on_order
from .gross_profit import sign
from .model import World
from .money import quantity_text, ratio_text, round_to
from .purchase import Answer
from .stock import backorder, on_hand, reserved

DEMAND = ("delivery", "retail", "exchange", "sales_return", "assembly")


def replenish(world: World, inputs: dict[str, Any]) -> Answer:
    suggestions = [_suggest(world, product, inputs) for product in world.master["products"]]
    return {"docs": {}, "replenishment": suggestions}


def _suggest(world: World, product: dict[str, Any], inputs: dict[str, Any]) -> dict[str, Any]:
    sku, run = product["sku"], Day.fromisoformat(inputs["date"])
    days = _days(world, sku, run, inputs)
    demand = _demand(world, sku, run - timedelta(days=days), run)
    daily = max(Fraction(0), Fraction(demand)) / days
    safety = Fraction(product.get("safety_stock", "0"))
    lead, review = product.get("lead_time_days", 7), product.get("review_days", 7)
    order_point = daily * lead + safety
    target = Fraction(product.get("max_stock") or daily * (lead + review) + safety)
    position = _position(world, sku)
    return {
        "sku": sku,
        "demand": quantity_text(demand),
        "days": days,
        "avg_daily": ratio_text(daily),
        "reorder_point": ratio_text(order_point),
        "position": quantity_text(position),
        "target": ratio_text(target),
        "suggest_qty": quantity_text(_quantity(product, Fraction(position), order_point, target)),
    }


def _quantity(
    product: dict[str, Any], position: Fraction, point: Fraction, up_to: Fraction
) -> Decimal:
    """Whole packs, at least the minimum order."""
    if position > point:
        return Decimal(0)
    need = max(up_to - position, Fraction(product.get("moq", "0")))
    pack = Fraction(product.get("pack_multiple", "1"))
    return round_to(ceil(need / pack) * pack, 4)


def _days(world: World, sku: str, run: Day, inputs: dict[str, Any]) -> int:
    """Days of history: at most the window, at least one."""
    inbound = [row.date for row in world.rows.values() if row.sku == sku and row.qty > 0]
    first = max([inputs["enabled_on"], *sorted(inbound)[:1]])
    return max(1, min(int(inputs["window_days"]), (run - Day.fromisoformat(first)).days))


def _demand(world: World, sku: str, since: Day, until: Day) -> Decimal:
    """Sold and used as components less what came back."""
    total = Decimal(0)
    for doc in world.live(*DEMAND):
        if since.isoformat() <= doc.date < until.isoformat():
            lines = doc.lines[:-1] if doc.op == "assembly" else doc.lines
            total += sum((sign(doc, one) * one.qty for one in lines if one.sku == sku), Decimal(0))
    return total


def _position(world: World, sku: str) -> Decimal:
    """预计可用: on hand and in transit, less promised, plus ordered, less owed."""
    owned = sum((qty for (one, _), qty in on_hand(world).items() if one == sku), Decimal(0))
    held = sum((qty for (one, _), qty in reserved(world).items() if one == sku), Decimal(0))
    return owned - held + on_order(world, sku) - backorder(world, sku)
