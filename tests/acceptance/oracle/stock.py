"""How much there is, now and at every past moment, and how much of it is promised (5.1)."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from .model import Document, Line, Refused, Row, World
from .replay import in_order

Place = tuple[str, str]
"""(sku, warehouse)"""


def on_hand(world: World) -> dict[Place, Decimal]:
    """Every place that ever had a row, transit locations included."""
    sums: dict[Place, Decimal] = defaultdict(Decimal)
    for row in world.rows.values():
        sums[row.sku, row.wh] += row.qty
    return sums


def lowest(rows: list[Row]) -> dict[Place, Decimal]:
    """The lowest running balance of each place in the order of the books."""
    running: dict[Place, Decimal] = defaultdict(Decimal)
    least: dict[Place, Decimal] = defaultdict(Decimal)
    for row in in_order(rows):
        place = (row.sku, row.wh)
        running[place] += row.qty
        least[place] = min(least[place], running[place])
    return least


def shipped(world: World, order: Document, line: Line) -> Decimal:
    done = world.executed(order.no, line.number, "delivery")
    return sum((one.qty for one in done), Decimal(0))


def line_reserved(world: World, order: Document, line: Line) -> Decimal:
    """What is still held for an order line: granted less consumed."""
    if order.closed:
        return Decimal(0)
    granted: Decimal = line.more["reserved"]
    return max(Decimal(0), granted - shipped(world, order, line))


def reserved(world: World) -> dict[Place, Decimal]:
    sums: dict[Place, Decimal] = defaultdict(Decimal)
    for order in world.live("sales_order"):
        for line in order.lines:
            sums[line.sku, line.wh] += line_reserved(world, order, line)
    return sums


def backorder(world: World, sku: str) -> Decimal:
    """欠货: what is ordered, neither shipped nor held."""
    return sum(
        (
            line.qty - shipped(world, order, line) - line_reserved(world, order, line)
            for order in world.live("sales_order")
            if not order.closed
            for line in order.lines
            if line.sku == sku
        ),
        Decimal(0),
    )


Grant = tuple[str, int, Decimal]
"""Order, line, quantity held for it."""


def reserve(world: World, order: Document) -> list[Grant]:
    """Hold for each line what is available, at most what is ordered."""
    grants = []
    for line in order.lines:
        place = (line.sku, line.wh)
        free = on_hand(world)[place] - reserved(world)[place]
        missing = line.qty - shipped(world, order, line) - line_reserved(world, order, line)
        held = max(Decimal(0), min(missing, free))
        line.more["reserved"] += held
        grants.append((order.no, line.number, held))
    return grants


def reserve_waiting(world: World, receipt: Document) -> None:
    """After a receipt the orders that wait get what they miss, the oldest first (A06)."""
    receipt.more["grants"] = []
    for order in sorted(world.live("sales_order"), key=lambda doc: (doc.date, doc.seq)):
        if not order.closed:
            receipt.more["grants"] += reserve(world, order)


def release_grants(world: World, receipt: Document) -> None:
    """What a receipt taken back made possible to hold is not held any more."""
    for no, number, held in receipt.more.get("grants", []):
        world.docs[no].line(number).more["reserved"] -= held


def check_takes(world: World, taken: set[Place]) -> None:
    """What a document takes must be there: now, at every later moment, and not be promised.

    It is posted already, so its own order's reservation is consumed; the caller undoes everything
    when this refuses.
    """
    now, held = on_hand(world), reserved(world)
    if any(now[place] < 0 for place in taken):
        raise Refused("NEGATIVE_STOCK")
    check_history(world)
    if any(now[place] < held[place] for place in taken):
        raise Refused("INSUFFICIENT_AVAILABLE")


def check_history(world: World) -> None:
    if any(least < 0 for least in lowest(list(world.rows.values())).values()):
        raise Refused("NEGATIVE_STOCK_HISTORY")
