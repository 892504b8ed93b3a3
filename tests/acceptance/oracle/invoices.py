"""How much of its sources an invoice covers (P07, S08)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from .model import Document, Refused, World
from .money import ZERO, money, money_text

TOLERANCE = Decimal("0.06")


def register(world: World, doc: Document, inputs: dict[str, Any], returns: str) -> None:
    """Note what the invoice covers; ``OVER_INVOICE`` beyond what its sources have open.

    A return counts against its source whether the invoice names it or not, unless it came after
    the source's invoice: then it is for a red invoice of its own.
    """
    doc.sources = [world.document(no).no for no in inputs["sources"]]
    net, tax = money(inputs["net"]), money(inputs["tax"])
    goods = _covered(world, doc.sources, returns)
    open_net = sum((_sign(one) * one.total("net") for one in goods), ZERO)
    open_tax = sum((_sign(one) * one.total("tax") for one in goods), ZERO)
    done = [other for other in world.live(doc.op) if set(other.sources) & set(doc.sources)]
    open_net -= sum((other.more["net"] for other in done), ZERO)
    open_tax -= sum((other.more["tax"] for other in done), ZERO)
    nothing_left = bool(done) and not open_net
    if nothing_left or (net - open_net > TOLERANCE if net > 0 else net - open_net < -TOLERANCE):
        raise Refused("OVER_INVOICE")
    rounding = abs(net - open_net) <= TOLERANCE
    doc.more |= {
        "net": net,
        "tax": tax,
        "difference": net - open_net if rounding else ZERO,
        "covered_tax": open_tax if rounding else tax,
        "shown": {
            "status": "approved",
            "net": money_text(net),
            "tax": money_text(tax),
            "gross": money_text(net + tax),
        },
    }


def _covered(world: World, sources: list[str], returns: str) -> list[Document]:
    """The sources and the returns of them that no invoice came before."""
    named = [world.docs[no] for no in sources]
    back = [
        other
        for other in world.live(returns)
        if other not in named
        and set(other.sources) & set(sources)
        and other.more.get("before_invoice", True)
    ]
    return [*named, *back]


def _sign(doc: Document) -> int:
    return -1 if doc.op in ("purchase_return", "sales_return") else 1


def invoiced(world: World, no: str, op: str) -> bool:
    """Whether a live invoice covers this receipt or delivery."""
    return any(no in doc.sources for doc in world.live(op))
