"""Sales: order, channel order, delivery, retail, return, exchange, invoice (part 4)."""

from __future__ import annotations

from typing import Any

from . import chain, routes
from .amounts import delivered_part, priced_lines
from .invoices import register
from .model import Document, Entry, Line, Refused, World
from .money import ZERO, money, money_text, quantity
from .parties import check_credit
from .posting import accept, add_row, adjust, begin, post
from .purchase import Answer, amounts_shown
from .stock import reserve
from .vouchers import cost_entries, revenue_entries, write_for

DIMS = ("customer", "salesperson", "store", "channel")


def dims_of(inputs: dict[str, Any]) -> dict[str, str]:
    return {dim: inputs.get(dim, "") for dim in DIMS}


def sales_order(world: World, inputs: dict[str, Any]) -> Answer:
    doc = begin(world, "sales_order", inputs, party=inputs["customer"], dims=dims_of(inputs))
    discount = inputs.get("order_discount")
    doc.lines = priced_lines(world, inputs["lines"], sale=True, discount=discount)
    doc.more["platform_order_no"] = inputs.get("platform_order_no")
    doc.more["order_discount"] = discount
    check_credit(world, doc.party, doc.total("gross"))
    route = doc.more["route"] = routes.sales_order(world, doc)
    for line in doc.lines:
        line.more["reserved"] = quantity("0")
    accept(world, doc, "XSDD")
    reserve(world, doc)
    total = money_text(doc.total("gross"))
    return {"docs": {doc.no: {"status": "approved", "total": total, "approval_route": route}}}


def channel_order(world: World, inputs: dict[str, Any]) -> Answer:
    """The same order a second time makes nothing new (K8, I12)."""
    for order in world.live("sales_order"):
        if order.more["platform_order_no"] == inputs["platform_order_no"]:
            status = chain.status(world, order)
            return {"docs": {order.no: {"status": status}}, "replay_result": "idempotent"}
    answer = sales_order(world, inputs)
    return answer | ({"replay_result": "idempotent"} if inputs.get("replay") else {})


def so_close(world: World, inputs: dict[str, Any]) -> Answer:
    begin(world, "so_close", inputs)
    order = world.document(inputs["so"])
    if chain.status(world, order) in ("closed", "completed"):
        raise Refused("STATUS_CONFLICT")
    order.closed = True
    return {"docs": {order.no: {"status": "closed"}}}


def delivery(world: World, inputs: dict[str, Any]) -> Answer:
    doc = begin(world, "delivery", inputs)
    order = world.document(inputs["so"]) if inputs.get("so") else None
    if order:
        doc.party, doc.dims, doc.sources = order.party, order.dims, [order.no]
        doc.lines = [
            _from_order(world, doc, order, number, one)
            for number, one in enumerate(inputs["lines"], 1)
        ]
    else:
        _direct(world, doc, inputs)
        check_credit(world, doc.party, doc.total("gross"))
    accept(world, doc, "XSCK")
    doc.item = ("ar", doc.total("gross"))
    changes = issue(world, doc, doc.lines)
    receivable = Entry("1122", dr=doc.total("gross"), aux=doc.party)
    write_for(world, doc, "销售收入", [receivable, *revenue_entries(world, doc.lines)])
    write_for(world, doc, "结转成本", cost_entries(world, doc.lines))
    adjust(world, doc.no, changes)
    shown = {doc.no: amounts_shown(doc) | {"cost": cost_shown(world, doc.lines)}}
    return {"docs": shown | ({order.no: {"status": chain.status(world, order)}} if order else {})}


def _direct(world: World, doc: Document, inputs: dict[str, Any]) -> None:
    doc.party, doc.dims = inputs["customer"], dims_of(inputs)
    discount = inputs.get("order_discount")
    doc.lines = priced_lines(world, inputs["lines"], sale=True, discount=discount)


def _from_order(
    world: World, doc: Document, order: Document, number: int, given: dict[str, Any]
) -> Line:
    ordered = order.line(given["so_line"])
    line = Line(number, ordered.sku, given.get("wh") or ordered.wh, quantity(given["qty"]))
    same = [other for other in doc.lines if other.source == (order.no, ordered.number)]
    chain.check_delivery(world, order, ordered, line.qty + chain.quantity_of(same))
    done = world.executed(order.no, ordered.number, "delivery")
    delivered_part(ordered, [*done, *same], line)
    line.source = (order.no, ordered.number)
    return line


def issue(world: World, doc: Document, lines: list[Line]) -> dict[int, Any]:
    for line in lines:
        contra = str(world.product(line.sku).get("cogs_account") or "5401")
        add_row(world, doc, line, -line.qty, "issue", contra=contra)
    return post(world, doc)


def cost_shown(world: World, lines: list[Line]) -> str:
    rows = [world.rows[line.row] for line in lines if line.row is not None]
    return money_text(abs(sum((row.value for row in rows), ZERO)))


def retail(world: World, inputs: dict[str, Any]) -> Answer:
    doc = begin(world, "retail", inputs)
    _direct(world, doc, inputs)
    paid = [(one["account"], money(one["amount"])) for one in inputs["payments"]]
    accept(world, doc, "LSXS")
    changes = issue(world, doc, doc.lines)
    for account, amount in paid:
        doc.money[account] = doc.money.get(account, ZERO) + amount
    received = [Entry(world.account(code), dr=amount, aux=code) for code, amount in paid]
    write_for(world, doc, "零售收入", [*received, *revenue_entries(world, doc.lines)])
    write_for(world, doc, "结转成本", cost_entries(world, doc.lines))
    adjust(world, doc.no, changes)
    return {"docs": {doc.no: amounts_shown(doc) | {"cost": cost_shown(world, doc.lines)}}}


def sales_invoice(world: World, inputs: dict[str, Any]) -> Answer:
    """Registers only: revenue and tax were posted at delivery."""
    doc = begin(world, "sales_invoice", inputs, party=inputs["customer"])
    register(world, doc, inputs, returns="sales_return")
    accept(world, doc, "XSFP")
    return {"docs": {doc.no: doc.more["shown"]}}
