"""Open quantities of linked lines, what they refuse, and the status that shows them (K4, I6)."""

from __future__ import annotations

from decimal import Decimal

from .model import Document, Line, Refused, World
from .stock import on_hand, shipped

RECEIPTS, RETURNS = ("purchase_receipt",), ("purchase_return", "sales_return", "exchange")


def quantity_of(lines: list[Line]) -> Decimal:
    return sum((line.qty for line in lines), Decimal(0))


def received(world: World, order: Document, line: Line) -> Decimal:
    return quantity_of(world.executed(order.no, line.number, *RECEIPTS))


def returned(world: World, source: Document, line: Line) -> list[Line]:
    return world.executed(source.no, line.number, *RETURNS)


def check_receipt(world: World, order: Document, line: Line, qty: Decimal) -> None:
    product = world.product(line.sku)
    pct = product.get("over_receipt_pct", world.setting("over_receipt_pct", "0"))
    if received(world, order, line) + qty > line.qty * (1 + Decimal(pct)):
        raise Refused("OVER_RECEIPT")


def check_inspected(world: World, inspection: Document, lines: list[Line]) -> None:
    """Not more than qualified, together with the receipts of this inspection before."""
    for inspected in inspection.lines:
        into = [
            line
            for receipt in world.live(*RECEIPTS)
            if inspection.no in receipt.sources
            for line in receipt.lines
        ]
        same = [line for line in [*into, *lines] if line.sku == inspected.sku]
        if quantity_of(same) > inspected.more["qualified"]:
            raise Refused("OVER_RECEIPT")


def check_delivery(world: World, order: Document, line: Line, qty: Decimal) -> None:
    pct = Decimal(world.setting("over_delivery_pct", "0"))
    if order.closed or shipped(world, order, line) + qty > line.qty * (1 + pct):
        raise Refused("OVER_DELIVERY")


def check_return(world: World, source: Document, line: Line, qty: Decimal) -> None:
    if quantity_of(returned(world, source, line)) + qty > line.qty:
        raise Refused("OVER_RETURN")


def check_transit(world: World, transfer: Document, line: Line, qty: Decimal) -> None:
    if in_transit(world, transfer, line) < qty:
        raise Refused("OVER_TRANSFER_RECEIPT")


def in_transit(world: World, transfer: Document, line: Line) -> Decimal:
    """Shipped less received less lost."""
    arrived = world.executed(transfer.no, line.number, "transfer_receive", "transit_loss")
    return line.qty - quantity_of(arrived)


def on_order(world: World, sku: str) -> Decimal:
    return sum(
        (
            max(Decimal(0), line.qty - received(world, order, line))
            for order in world.live("purchase_order")
            if not order.closed
            for line in order.lines
            if line.sku == sku
        ),
        Decimal(0),
    )


def status(world: World, doc: Document) -> str:
    if doc.cancelled:
        return "draft"
    if doc.closed:
        return "closed"
    if doc.op == "purchase_order":
        return _progress(doc, [received(world, doc, line) for line in doc.lines], "received")
    if doc.op == "sales_order":
        return _progress(doc, [shipped(world, doc, line) for line in doc.lines], "shipped")
    if doc.op == "transfer_ship":
        left = any(in_transit(world, doc, line) for line in doc.lines)
        return "in_transit" if left else "completed"
    if doc.op == "stocktake_snapshot":
        return "completed" if doc.more["done"] else "counting"
    return "approved"


def _progress(doc: Document, done: list[Decimal], word: str) -> str:
    if all(qty >= line.qty for qty, line in zip(done, doc.lines, strict=True)):
        return "completed"
    return f"partial_{word}" if any(done) else "approved"


def downstream(world: World, doc: Document) -> list[Document]:
    """Live documents that came from this one or settle its open item (U2)."""
    return [
        other
        for other in world.live()
        if doc.no in other.sources or any(no == doc.no for no, _ in other.applied)
    ]


def transit_place(transfer: Document) -> str:
    return f"TR:{transfer.no}"


def stock_rows(world: World) -> dict[tuple[str, str], Decimal]:
    """On hand at warehouses only, without the transit locations."""
    return {place: qty for place, qty in on_hand(world).items() if not place[1].startswith("TR:")}
