"""What parties owe and are owed: open items, advances, credit (7.4)."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from .model import Document, Refused, World
from .money import ZERO, money

ADVANCES = {"ar": ("money_in", "advance_ar"), "ap": ("money_out", "prepay_ap")}


def open_amount(world: World, doc: Document) -> Decimal:
    assert doc.item is not None
    applied = [amount for other in world.live() for no, amount in other.applied if no == doc.no]
    return doc.item[1] - sum(applied, ZERO)


def balances(world: World, side: str) -> dict[str, Decimal]:
    """Σ open items of each party, ``side`` being ``ar`` or ``ap``."""
    sums: dict[str, Decimal] = defaultdict(lambda: ZERO)
    for doc in world.live():
        if doc.item and doc.item[0] == side:
            sums[doc.party] += open_amount(world, doc)
    return sums


def advances(world: World, side: str) -> dict[str, Decimal]:
    """Advances from customers (``ar``) or prepayments to suppliers (``ap``)."""
    sums: dict[str, Decimal] = defaultdict(lambda: ZERO)
    for doc in world.live():
        if doc.more.get("advance_side") == side:
            sums[doc.party] += doc.advance
    return sums


def money_balances(world: World) -> dict[str, Decimal]:
    sums = {account["code"]: ZERO for account in world.master["accounts"]}
    for doc in world.live():
        for account, amount in doc.money.items():
            sums[account] += amount
    return sums


def apply(
    world: World, side: str, party: str, wanted: list[dict[str, str]] | None
) -> list[tuple[str, Decimal]]:
    """The items to settle: of this party, of the item's sign, at most what is open."""
    applied: list[tuple[str, Decimal]] = []
    for one in wanted or []:
        doc, amount = world.document(one["doc"]), money(one["amount"])
        if doc.item is None or doc.item[0] != side or doc.party != party:
            raise Refused("OVER_APPLY")
        before = sum((other for no, other in applied if no == doc.no), ZERO)
        left = open_amount(world, doc) - before
        if left * amount <= 0 or abs(amount) > abs(left):
            raise Refused("OVER_APPLY")
        applied.append((doc.no, amount))
    return applied


def check_credit(world: World, customer: str, more: Decimal) -> None:
    """``CREDIT_LIMIT`` when receivable + open orders + this goes over the limit; none, no limit."""
    limit = world.customer(customer).get("credit_limit")
    if limit is None or more <= 0:
        return
    if balances(world, "ar")[customer] + open_orders(world, customer) + more > money(limit):
        raise Refused("CREDIT_LIMIT")


def open_orders(world: World, customer: str) -> Decimal:
    """Gross of approved order lines that is not delivered yet."""
    total = ZERO
    for order in world.live("sales_order"):
        if order.party == customer and not order.closed:
            for line in order.lines:
                done = world.executed(order.no, line.number, "delivery")
                total += line.gross - sum((one.gross for one in done), ZERO)
    return total
