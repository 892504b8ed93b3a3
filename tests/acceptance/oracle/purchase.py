"""Purchase: request, order, inspection, receipt, return, invoice (part 3)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from . import chain, routes
from .amounts import priced_lines, returned_part
from .invoices import invoiced, register
from .model import Document, Entry, Line, Refused, World
from .money import ZERO, money_text, quantity, ratio_text
from .posting import accept, add_row, adjust, begin, post
from .stock import reserve_waiting
from .vouchers import INPUT_TAX, TRANSFERRED_OUT, WAITING_TAX, into_stock, out_of_stock, write_for

Answer = dict[str, Any]


def purchase_request(world: World, inputs: dict[str, Any]) -> Answer:
    doc = begin(world, "purchase_request", inputs)
    doc.lines = priced_lines(world, inputs["lines"], sale=False)
    accept(world, doc, "CGSQ")
    return {"docs": {doc.no: {"status": "approved", "total": money_text(doc.total("gross"))}}}


def purchase_order(world: World, inputs: dict[str, Any]) -> Answer:
    doc = begin(world, "purchase_order", inputs, party=inputs["supplier"])
    if inputs.get("request"):
        doc.sources = [world.document(inputs["request"]).no]
        doc.more["request"] = inputs["request"]
    discount = inputs.get("order_discount")
    doc.lines = priced_lines(world, inputs["lines"], sale=False, discount=discount)
    route = doc.more["route"] = routes.purchase_order(world, doc)
    accept(world, doc, "CGDD")
    total = money_text(doc.total("gross"))
    return {"docs": {doc.no: {"status": "approved", "total": total, "approval_route": route}}}


def arrival_inspection(world: World, inputs: dict[str, Any]) -> Answer:
    doc = begin(world, "arrival_inspection", inputs)
    order = world.document(inputs["po"])
    doc.sources = [order.no]
    alerts = []
    for number, one in enumerate(inputs["lines"], 1):
        line = Line(number, one["sku"], "", quantity(one["arrived"]))
        line.more["qualified"] = quantity(one["qualified"])
        ordered = next(line for line in order.lines if line.sku == one["sku"])
        chain.check_receipt(world, order, ordered, line.qty)
        doc.lines.append(line)
        rate = quantity(one["unqualified"]) / line.qty
        if rate > Decimal(world.product(line.sku).get("reject_alert_rate", "0.01")):
            alerts.append({"type": "到货异常", "sku": line.sku, "reject_rate": ratio_text(rate)})
    accept(world, doc, "DHYS")
    answer: Answer = {"docs": {doc.no: {"status": "approved"}}}
    return answer | ({"alerts": alerts} if alerts else {})


def purchase_receipt(world: World, inputs: dict[str, Any]) -> Answer:
    doc = begin(world, "purchase_receipt", inputs, party=inputs["supplier"])
    doc.lines = priced_lines(world, inputs["lines"], sale=False)
    for line, one in zip(doc.lines, inputs["lines"], strict=True):
        line.deductible = deductible(world, doc.party, one)
        if world.product(line.sku).get("batch") and not one.get("batch"):
            raise Refused("BATCH_REQUIRED")
    order = _link_to_order(world, doc, inputs)
    accept(world, doc, "CGRK")
    doc.item = ("ap", doc.total("gross"))
    for line in doc.lines:
        add_row(world, doc, line, line.qty, "entered", given=stock_amount(line))
    changes = post(world, doc)
    tax = deductible_tax(doc.lines)
    payable = Entry("220201", cr=doc.total("gross"), aux=doc.party)
    entries = [*into_stock(world, doc.lines), Entry(WAITING_TAX, dr=tax), payable]
    write_for(world, doc, "采购入库", entries)
    adjust(world, doc.no, changes)
    reserve_waiting(world, doc)
    shown = amounts_shown(doc) | {
        "deductible_tax": money_text(tax),
        "stock_value": money_text(sum((stock_amount(line) for line in doc.lines), ZERO)),
    }
    return {"docs": {doc.no: shown} | _order_status(world, order)}


def deductible(world: World, supplier: str, given: dict[str, Any]) -> bool:
    """Input tax counts for a general taxpayer only, and by default from one."""
    default = world.supplier(supplier)["taxpayer"] == "general"
    return world.general and bool(given.get("deductible", default))


def stock_amount(line: Line) -> Decimal:
    return line.net if line.deductible else line.gross


def deductible_tax(lines: list[Line]) -> Decimal:
    return sum((line.tax for line in lines if line.deductible), ZERO)


def amounts_shown(doc: Document) -> dict[str, Any]:
    totals = {what: money_text(doc.total(what)) for what in ("net", "tax", "gross")}
    return {"status": "approved", **totals}


def _order_status(world: World, order: Document | None) -> dict[str, Any]:
    return {order.no: {"status": chain.status(world, order)}} if order else {}


def _link_to_order(world: World, doc: Document, inputs: dict[str, Any]) -> Document | None:
    if not inputs.get("po"):
        return None
    order = world.document(inputs["po"])
    doc.sources = [order.no]
    for line, one in zip(doc.lines, inputs["lines"], strict=True):
        ordered = order.line(one["po_line"])
        same = [other for other in doc.lines if other.source == (order.no, ordered.number)]
        chain.check_receipt(world, order, ordered, line.qty + chain.quantity_of(same))
        line.source = (order.no, ordered.number)
    if order.closed:
        raise Refused("OVER_RECEIPT")
    if inputs.get("inspection"):
        inspection = world.document(inputs["inspection"])
        chain.check_inspected(world, inspection, doc.lines)
        doc.sources.append(inspection.no)
    return order


def purchase_return(world: World, inputs: dict[str, Any]) -> Answer:
    doc = begin(world, "purchase_return", inputs, party=inputs["supplier"])
    source = world.document(inputs["source"])
    doc.sources = [source.no]
    if doc.date < source.date:
        raise Refused("RETURN_BEFORE_SOURCE")
    for number, one in enumerate(inputs["lines"], 1):
        bought = source.line(one["src_line"])
        line = Line(number, bought.sku, one["wh"], quantity(one["qty"]))
        same = [other for other in doc.lines if other.source == (source.no, bought.number)]
        chain.check_return(world, source, bought, line.qty + chain.quantity_of(same))
        returned_part(bought, [*chain.returned(world, source, bought), *same], line)
        line.source = (source.no, bought.number)
        doc.lines.append(line)
    certified = invoiced(world, source.no, "purchase_invoice")
    accept(world, doc, "CGTH")
    doc.item = ("ap", -doc.total("gross"))
    doc.more["before_invoice"] = not certified
    for line in doc.lines:
        bought_row = source.line(line.source[1]).row if line.source else None
        add_row(
            world, doc, line, -line.qty, "refund",
            given=stock_amount(line), source=bought_row, contra="5401",
        )  # fmt: skip
    changes = post(world, doc)
    write_for(world, doc, "采购退货", _return_entries(world, doc, certified))
    adjust(world, doc.no, changes)
    return {"docs": {doc.no: amounts_shown(doc)}}


def _return_entries(world: World, doc: Document, certified: bool) -> list[Entry]:
    goods, tax = out_of_stock(world, doc.lines), deductible_tax(doc.lines)
    refunded = sum((stock_amount(line) for line in doc.lines), ZERO)
    cost = sum((entry.cr for entry in goods), ZERO)
    tax_entry = Entry(TRANSFERRED_OUT, cr=tax) if certified else Entry(WAITING_TAX, dr=-tax)
    payable = Entry("220201", cr=-doc.total("gross"), aux=doc.party)
    return [Entry("5401", dr=cost - refunded), *goods, tax_entry, payable]


def purchase_invoice(world: World, inputs: dict[str, Any]) -> Answer:
    """Certified at once (勾选认证); a difference of a few cents goes to 5603."""
    doc = begin(world, "purchase_invoice", inputs, party=inputs["supplier"])
    doc.more["invoice_no"] = inputs["invoice_no"]
    used = {other.more["invoice_no"] for other in world.live("purchase_invoice")}
    if inputs["invoice_no"] in used:
        raise Refused("DUPLICATE_NO")
    register(world, doc, inputs, returns="purchase_return")
    accept(world, doc, "CGFP")
    if deductible_tax([line for no in doc.sources for line in world.docs[no].lines]):
        write_for(world, doc, "采购发票勾选认证", _invoice_entries(world, doc))
    return {"docs": {doc.no: doc.more["shown"]}}


def _invoice_entries(world: World, doc: Document) -> list[Entry]:
    waiting, difference = doc.more["covered_tax"], doc.more["difference"]
    invoiced = doc.more["tax"]
    payable = difference + invoiced - waiting
    if payable:
        doc.item = ("ap", payable)
    return [
        Entry(INPUT_TAX, dr=invoiced),
        Entry(WAITING_TAX, cr=waiting),
        Entry("5603", dr=difference),
        Entry("220201", cr=payable, aux=doc.party),
    ]
