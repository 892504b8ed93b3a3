"""Who must approve (part 9), for the documents whose route a story names."""

from __future__ import annotations

from decimal import Decimal

from .model import Document, World
from .money import ZERO, part

BUYERS, SELLERS, FINANCE, MANAGER = "采购主管", "销售主管", "财务", "总经理"
LARGE_PURCHASE, LARGE_SALE, LARGE_PAYMENT, LARGE_PREPAYMENT = (
    Decimal(n) for n in (10000, 50000, 20000, 10000)
)


def purchase_order(world: World, order: Document) -> list[str]:
    """AF-02."""
    total = order.total("gross")
    request = world.docs.get(order.more.get("request", ""))
    if request and total <= LARGE_PURCHASE and _as_requested(total, request.total("gross")):
        return []
    steps = [BUYERS]
    if any(_price_up(world, order, number) for number in range(len(order.lines))):
        steps.append(FINANCE)
    return [*steps, MANAGER] if total > LARGE_PURCHASE else steps


def _as_requested(total: Decimal, requested: Decimal) -> bool:
    return abs(total - requested) <= requested * Decimal("0.02")


def _price_up(world: World, order: Document, at: int) -> bool:
    """Whether a line costs more than 5 % over the last receipt of its product."""
    line = order.lines[at]
    last = last_price(world, line.sku)
    limit = Decimal(world.product(line.sku).get("max_price_up_pct", "0.05"))
    return last is not None and line.gross / line.qty > last * (1 + limit)


def last_price(world: World, sku: str) -> Decimal | None:
    """Gross price of a base unit on the last approved receipt line."""
    lines = [
        line for doc in world.live("purchase_receipt") for line in doc.lines if line.sku == sku
    ]
    return lines[-1].gross / lines[-1].qty if lines else None


def sales_order(world: World, order: Document) -> list[str]:
    """AF-04; a channel order that needs nobody is approved at once."""
    careful = any(_below_minimum(world, order, at) for at in range(len(order.lines)))
    large = order.total("gross") > LARGE_SALE or _margin_low(world, order)
    if order.more.get("platform_order_no") and not (careful or large):
        return []
    return [SELLERS, MANAGER] if large else [SELLERS]


def _below_minimum(world: World, order: Document, at: int) -> bool:
    line = order.lines[at]
    minimum = world.product(line.sku).get("min_price")
    return minimum is not None and line.gross / line.qty < Decimal(minimum)


def _margin_low(world: World, order: Document) -> bool:
    net, cost = order.total("net"), ZERO
    for line in order.lines:
        pools = [pool for key, pool in world.pools.items() if key[0] == line.sku]
        qty = sum((pool.qty for pool in pools), Decimal(0))
        value = sum((pool.value for pool in pools), ZERO)
        cost += part(value, line.qty, qty) if qty else ZERO
    return net - cost < net * Decimal("0.05")


def payment(world: World, doc: Document) -> list[str]:
    """AF-08, from finance on: a payment request had the buyers' approval."""
    large = -sum(doc.money.values(), ZERO) > LARGE_PAYMENT or doc.advance > LARGE_PREPAYMENT
    return [FINANCE, MANAGER] if large else [FINANCE]
