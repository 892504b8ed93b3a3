"""Goods that come back: sales return and exchange (S05, S06)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from . import chain
from .amounts import priced_lines, returned_part
from .invoices import invoiced
from .model import Document, Entry, Line, Refused, World
from .money import money_text, quantity
from .parties import check_credit
from .posting import accept, add_row, adjust, begin, post
from .purchase import Answer, amounts_shown
from .sales import cost_shown, dims_of
from .vouchers import cost_entries, revenue_entries, write_for


def sales_return(world: World, inputs: dict[str, Any]) -> Answer:
    doc = begin(world, "sales_return", inputs)
    if inputs.get("source"):
        _link(world, doc, inputs["source"])
        doc.lines = returned_lines(world, doc, inputs["lines"])
    else:
        doc.party, doc.dims = inputs["customer"], dims_of(inputs)
        doc.lines = priced_lines(world, inputs["lines"], sale=True)
    accept(world, doc, "XSTH")
    gross, refund = doc.total("gross"), inputs.get("refund")
    if refund:
        account = refund["account"] if isinstance(refund, dict) else refund
        doc.money[account] = -gross
        other_side = Entry(world.account(account), cr=gross, aux=account)
    else:
        doc.item = ("ar", -gross)
        other_side = Entry("1122", dr=-gross, aux=doc.party)
    take_back(world, doc, doc.lines)
    changes = post(world, doc)
    entries = [other_side, *revenue_entries(world, doc.lines, -1)]
    write_for(world, doc, "销售退货", entries)
    write_for(world, doc, "销售退货冲成本", cost_entries(world, doc.lines))
    adjust(world, doc.no, changes)
    return {"docs": {doc.no: amounts_shown(doc) | {"cost": cost_shown(world, doc.lines)}}}


def _link(world: World, doc: Document, no: str) -> Document:
    source = world.document(no)
    doc.party, doc.dims, doc.sources = source.party, source.dims, [source.no]
    doc.more["before_invoice"] = not invoiced(world, no, "sales_invoice")
    if doc.date < source.date:
        raise Refused("RETURN_BEFORE_SOURCE")
    return source


def returned_lines(world: World, doc: Document, given: list[dict[str, Any]]) -> list[Line]:
    source = world.docs[doc.sources[0]]
    lines: list[Line] = []
    for number, one in enumerate(given, 1):
        sold = source.line(one["src_line"])
        if sold.role == "back":
            raise Refused("OVER_RETURN")
        line = Line(number, sold.sku, one["wh"], quantity(one["qty"]), role="back")
        same = [other for other in lines if other.source == (source.no, sold.number)]
        chain.check_return(world, source, sold, line.qty + chain.quantity_of(same))
        returned_part(sold, [*chain.returned(world, source, sold), *same], line)
        line.source = (source.no, sold.number)
        lines.append(line)
    return lines


def take_back(world: World, doc: Document, lines: list[Line]) -> None:
    for line in lines:
        contra = str(world.product(line.sku).get("cogs_account") or "5401")
        if line.source is None:
            add_row(world, doc, line, line.qty, "gain", contra=contra)
            continue
        sold = world.docs[line.source[0]].line(line.source[1])
        add_row(world, doc, line, line.qty, "returned_goods", source=sold.row, contra=contra)


def exchange(world: World, inputs: dict[str, Any]) -> Answer:
    """The return and the new delivery in one; what is left is owed by one side or the other."""
    doc = begin(world, "exchange", inputs)
    _link(world, doc, inputs["source"])
    back = returned_lines(world, doc, inputs["return_lines"])
    out = priced_lines(world, inputs["out_lines"], sale=True)
    for number, line in enumerate(out, len(back) + 1):
        line.number, line.role = number, "out"
    doc.lines = [*back, *out]
    difference = doc.total("gross", "out") - doc.total("gross", "back")
    check_credit(world, doc.party, difference)
    accept(world, doc, "XSHH")
    doc.item = ("ar", difference)
    take_back(world, doc, back)
    for line in out:
        contra = str(world.product(line.sku).get("cogs_account") or "5401")
        add_row(world, doc, line, -line.qty, "issue", contra=contra)
    changes = post(world, doc)
    _write_exchange(world, doc, back, out, difference)
    adjust(world, doc.no, changes)
    return {"docs": {doc.no: _shown(world, doc, back, out, difference)}}


def _write_exchange(
    world: World, doc: Document, back: list[Line], out: list[Line], difference: Decimal
) -> None:
    returned = doc.total("gross", "back")
    entries = [
        Entry("1122", dr=-returned, aux=doc.party),
        *revenue_entries(world, back, -1),
        Entry("1122", dr=difference + returned, aux=doc.party),
        *revenue_entries(world, out),
    ]
    write_for(world, doc, "换货", entries)
    write_for(world, doc, "换货结转成本", cost_entries(world, [*back, *out]))


def _shown(
    world: World, doc: Document, back: list[Line], out: list[Line], difference: Decimal
) -> dict[str, str]:
    return {
        "status": "approved",
        "return_gross": money_text(doc.total("gross", "back")),
        "out_gross": money_text(doc.total("gross", "out")),
        "difference": money_text(difference),
        "return_cost": cost_shown(world, back),
        "out_cost": cost_shown(world, out),
    }
