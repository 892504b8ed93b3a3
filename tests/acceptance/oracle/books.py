"""The oracle's world as the plain ``books`` that the invariants are written over."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from . import chain
from .chain import quantity_of
from .gross_profit import SALES, gross_profit
from .model import Document, Line, World
from .parties import open_amount
from .stock import shipped

Dicts = list[dict[str, Any]]


def books(world: World) -> dict[str, Any]:
    return {
        "accounts": {one["code"]: one["gl"] for one in world.master["accounts"]},
        "rows": _rows(world),
        "vouchers": _vouchers(world),
        "links": _links(world),
        "wholes": _wholes(world),
        "transfers": _transfers(world),
        "must_have_vouchers": [_must_have(doc) for doc in world.live("delivery", "retail")],
        "profits": _profits(world),
        "sales_docs": [doc.no for doc in world.docs.values() if doc.op in SALES],
    }


def _rows(world: World) -> Dicts:
    keys = ("id", "doc", "date", "seq", "sku", "wh")
    return [
        {key: getattr(row, key) for key in keys} | {"qty": str(row.qty), "value": str(row.value)}
        for row in world.rows.values()
    ]


def _vouchers(world: World) -> Dicts:
    return [
        {
            "kind": voucher.kind,
            "date": voucher.date,
            "lines": [
                {"account": e.account, "dr": str(e.dr), "cr": str(e.cr), "aux": e.aux, "doc": e.doc}
                for e in voucher.entries
            ],
        }
        for voucher in world.vouchers
    ]


def _links(world: World) -> Dicts:
    over_in = 1 + Decimal(world.setting("over_receipt_pct", "0"))
    over_out = 1 + Decimal(world.setting("over_delivery_pct", "0"))
    links: Dicts = []

    def link(name: str, doc: Document, line: Line, done: Decimal, limit: Decimal) -> None:
        of = f"{doc.no}#{line.number}"
        links.append({"name": name, "of": of, "done": str(done), "limit": str(limit)})

    for doc in world.live():
        for line in doc.lines:
            if doc.op == "purchase_order":
                link("received", doc, line, chain.received(world, doc, line), line.qty * over_in)
            if doc.op == "sales_order":
                link("shipped", doc, line, shipped(world, doc, line), line.qty * over_out)
            if doc.op in ("purchase_receipt", "delivery", "retail", "exchange"):
                back = quantity_of(chain.returned(world, doc, line))
                link("returned", doc, line, back, line.qty)
            if doc.op == "transfer_ship":
                arrived = line.qty - chain.in_transit(world, doc, line)
                link("arrived", doc, line, arrived, line.qty)
        if doc.item:
            applied = doc.item[1] - open_amount(world, doc)
            signed = {"done": str(applied), "limit": str(doc.item[1])}
            links.append({"name": "applied", "of": doc.no, **signed})
    return links


def _wholes(world: World) -> Dicts:
    wholes: Dicts = []
    for doc in world.live():
        for line in doc.lines:
            of = f"{doc.no}#{line.number}"
            parts = [str(line.net), str(line.tax)]
            wholes.append({"of": of, "whole": str(line.gross), "parts": parts})
            done = _executions(world, doc, line)
            if done and quantity_of(done) == line.qty:
                parts = [str(one.gross) for one in done]
                wholes.append({"of": f"{of} done", "whole": str(line.gross), "parts": parts})
        if doc.more.get("order_discount"):
            parts = [str(line.more["share"]) for line in doc.lines]
            whole = str(doc.more["order_discount"])
            wholes.append({"of": f"{doc.no} discount", "whole": whole, "parts": parts})
    return wholes


def _executions(world: World, doc: Document, line: Line) -> list[Line]:
    if doc.op == "sales_order":
        return world.executed(doc.no, line.number, "delivery")
    return chain.returned(world, doc, line)


def _transfers(world: World) -> Dicts:
    def sum_of(doc: Document, line: Line, op: str) -> str:
        return str(quantity_of(world.executed(doc.no, line.number, op)))

    return [
        {
            "no": doc.no,
            "sku": line.sku,
            "shipped": str(line.qty),
            "received": sum_of(doc, line, "transfer_receive"),
            "lost": sum_of(doc, line, "transit_loss"),
        }
        for doc in world.live("transfer_ship")
        for line in doc.lines
    ]


def _must_have(doc: Document) -> dict[str, Any]:
    return {"doc": doc.no, "expected": {"5001": str(-doc.total("net"))}}


def _profits(world: World) -> dict[str, dict[str, str]]:
    report = gross_profit(world)
    profits = {"total": {"": report.pop("total")["gross_profit"]}}
    for name, lines in report.items():
        dim = name.removeprefix("by_")
        profits[dim] = {line[dim]: line["gross_profit"] for line in lines}
    return profits


def numbers(world: World) -> dict[str, Any]:
    """What must not move when a document is refused, beside the state."""
    return {f"{prefix}-{day}": count for (prefix, day), count in world.counters.items()}
