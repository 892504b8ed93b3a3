"""Stock-take (I04): counted against a snapshot, posted as a difference on the day of approval."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from . import chain
from .inventory import lose
from .model import Document, Entry, Line, Refused, World
from .money import ZERO, quantity, quantity_text
from .posting import accept, add_row, adjust, begin, post
from .purchase import Answer
from .sales import cost_shown
from .stock import on_hand
from .vouchers import into_stock, loss_entries, write_for


def stocktake_snapshot(world: World, inputs: dict[str, Any]) -> Answer:
    doc = begin(world, "stocktake_snapshot", inputs)
    _freeze(world, doc, inputs["wh"], inputs["lines"])
    accept(world, doc, "PDD")
    return {"docs": {doc.no: {"status": chain.status(world, doc)}}}


def _freeze(world: World, doc: Document, wh: str, lines: list[dict[str, Any]]) -> None:
    """The book quantities of this moment."""
    now = on_hand(world)
    doc.more |= {"wh": wh, "done": False, "book": {o["sku"]: now[o["sku"], wh] for o in lines}}


def stocktake(world: World, inputs: dict[str, Any]) -> Answer:
    begin(world, "stocktake", inputs)
    plan = _plan(world, inputs)
    plan.more["done"] = True
    gains = Document("stocktake_gain", inputs["date"], sources=[plan.no])
    losses = Document("stocktake_loss", inputs["date"], sources=[plan.no])
    rates = []
    for one in inputs["lines"]:
        difference = quantity(one["counted"]) - plan.more["book"][one["sku"]]
        plan.more["difference"][one["sku"]] = difference
        doc = gains if difference > 0 else losses
        if difference:
            doc.lines.append(Line(len(doc.lines) + 1, one["sku"], inputs["wh"], abs(difference)))
        if difference < 0:
            rates.append(Decimal(one.get("tax_transfer_rate") or 0))
    return {"docs": _gain(world, gains) | _loss(world, losses, rates) | _shown(world, plan)}


def _plan(world: World, inputs: dict[str, Any]) -> Document:
    """The snapshot the count belongs to, or one taken now."""
    if inputs.get("stocktake"):
        plan = world.document(inputs["stocktake"])
        if plan.more["done"]:
            raise Refused("STATUS_CONFLICT")
    else:
        plan = Document("stocktake_snapshot", inputs["date"])
        _freeze(world, plan, inputs["wh"], inputs["lines"])
        accept(world, plan, "PDD")
    plan.more["difference"] = {}
    return plan


def _gain(world: World, doc: Document) -> Answer:
    if not doc.lines:
        return {}
    accept(world, doc, "PYRK")
    for line in doc.lines:
        add_row(world, doc, line, line.qty, "gain", contra="5301")
    changes = post(world, doc)
    goods = into_stock(world, doc.lines)
    value = sum((entry.dr for entry in goods), ZERO)
    through = [Entry("1901", cr=value), Entry("1901", dr=value), Entry("5301", cr=value)]
    write_for(world, doc, "盘盈", [*goods, *through])
    adjust(world, doc.no, changes)
    return {doc.no: {"status": "approved", "value": cost_shown(world, doc.lines)}}


def _loss(world: World, doc: Document, rates: list[Decimal]) -> Answer:
    if not doc.lines:
        return {}
    accept(world, doc, "PKCK")
    lose(world, doc, doc.lines, rates)
    changes = post(world, doc)
    write_for(world, doc, "盘亏", loss_entries(world, doc.lines, rates, ZERO, ""))
    adjust(world, doc.no, changes)
    return {doc.no: {"status": "approved", "value": cost_shown(world, doc.lines)}}


def _shown(world: World, plan: Document) -> Answer:
    difference = {sku: quantity_text(qty) for sku, qty in plan.more["difference"].items()}
    return {plan.no: {"status": chain.status(world, plan), "difference": difference}}
