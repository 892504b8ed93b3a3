"""Other stock documents: transfers, transit loss, other issue, assembly (part 5)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from . import chain
from .model import Document, Entry, Line, World
from .money import ZERO, money, quantity, without_tax
from .posting import accept, add_row, adjust, begin, post
from .purchase import Answer
from .sales import cost_shown
from .vouchers import (
    into_stock,
    loss_entries,
    out_of_stock,
    output_tax_account,
    write_for,
)


def plain_lines(given: list[dict[str, Any]], wh: str = "") -> list[Line]:
    return [
        Line(number, one["sku"], wh or one["wh"], quantity(one["qty"]))
        for number, one in enumerate(given, 1)
    ]


def transfer_ship(world: World, inputs: dict[str, Any]) -> Answer:
    doc = begin(world, "transfer_ship", inputs)
    doc.lines = plain_lines(inputs["lines"], inputs["from"])
    doc.more |= {"from": inputs["from"], "to": inputs["to"]}
    accept(world, doc, "DBD")
    for line in doc.lines:
        move(world, doc, line, line.wh, chain.transit_place(doc))
    adjust(world, doc.no, post(world, doc))
    return {"docs": {doc.no: {"status": chain.status(world, doc)}}}


def move(world: World, doc: Document, line: Line, origin: str, target: str) -> None:
    out = add_row(world, doc, line, -line.qty, "move_out", wh=origin)
    add_row(world, doc, line, line.qty, "move_in", wh=target, source=out.id)


def transfer_receive(world: World, inputs: dict[str, Any]) -> Answer:
    doc = begin(world, "transfer_receive", inputs)
    transfer = _arrivals(world, doc, inputs)
    accept(world, doc, no=f"{transfer.no}/{len(world.docs)}")
    world.touched.remove(doc.no)
    for line in doc.lines:
        move(world, doc, line, chain.transit_place(transfer), str(transfer.more["to"]))
    adjust(world, doc.no, post(world, doc))
    return {"docs": {transfer.no: {"status": chain.status(world, transfer)}}}


def _arrivals(world: World, doc: Document, inputs: dict[str, Any]) -> Document:
    """Lines that take goods out of transit, each linked to the line that shipped them."""
    transfer = world.document(inputs["transfer"])
    doc.sources = [transfer.no]
    for line in plain_lines(inputs["lines"], chain.transit_place(transfer)):
        shipped = next(one for one in transfer.lines if one.sku == line.sku)
        same = [other for other in doc.lines if other.sku == line.sku]
        chain.check_transit(world, transfer, shipped, line.qty + chain.quantity_of(same))
        line.source = (transfer.no, shipped.number)
        doc.lines.append(line)
    return transfer


def transit_loss(world: World, inputs: dict[str, Any]) -> Answer:
    doc = begin(world, "transit_loss", inputs)
    transfer = _arrivals(world, doc, inputs)
    rate = Decimal(inputs.get("tax_transfer_rate") or 0)
    accept(world, doc, "PKCK")
    lose(world, doc, doc.lines, [rate] * len(doc.lines))
    changes = post(world, doc)
    compensation = money(inputs.get("compensation"))
    party = inputs.get("compensation_party") or ""
    rates = [rate] * len(doc.lines)
    write_for(world, doc, "在途损失", loss_entries(world, doc.lines, rates, compensation, party))
    adjust(world, doc.no, changes)
    shown = {"status": "approved", "value": cost_shown(world, doc.lines)}
    return {"docs": {doc.no: shown, transfer.no: {"status": chain.status(world, transfer)}}}


def lose(world: World, doc: Document, lines: list[Line], rates: list[Decimal]) -> None:
    for line, rate in zip(lines, rates, strict=True):
        tax_rate = rate if world.general else Decimal(0)
        add_row(world, doc, line, -line.qty, "issue", contra="5711", tax_rate=tax_rate)


def misc_out(world: World, inputs: dict[str, Any]) -> Answer:
    doc = begin(world, "misc_out", inputs)
    doc.lines = plain_lines(inputs["lines"])
    accept(world, doc, "QTCK")
    for line in doc.lines:
        add_row(world, doc, line, -line.qty, "issue", contra=inputs["contra"])
    changes = post(world, doc)
    cost = -sum((entry.dr for entry in into_stock(world, doc.lines)), ZERO)
    tax = _deemed_sale_tax(world, doc) if "赠" in inputs["type"] else ZERO
    contra = Entry(inputs["contra"], dr=cost + tax)
    tax_entry = Entry(output_tax_account(world), cr=tax)
    write_for(world, doc, "其他出库", [contra, *out_of_stock(world, doc.lines), tax_entry])
    adjust(world, doc.no, changes)
    return {"docs": {doc.no: {"status": "approved", "cost": cost_shown(world, doc.lines)}}}


def _deemed_sale_tax(world: World, doc: Document) -> Decimal:
    """Output tax of a gift on its market price (视同销售), where a retail price is known."""
    tax = ZERO
    for line in doc.lines:
        product = world.product(line.sku)
        gross = money(product.get("retail_price")) * line.qty
        tax += gross - without_tax(gross, Decimal(product["tax_rate"]))
    return tax


def assembly(world: World, inputs: dict[str, Any]) -> Answer:
    doc = begin(world, "assembly", inputs)
    components = plain_lines(inputs["components"])
    number = len(components) + 1
    product = Line(number, inputs["product"], inputs["wh"], quantity(inputs["qty"]))
    doc.lines, fee = [*components, product], money(inputs.get("fee"))
    accept(world, doc, "ZZD")
    for line in components:
        add_row(world, doc, line, -line.qty, "component")
    add_row(world, doc, product, product.qty, "assembled", given=fee)
    changes = post(world, doc)
    owed = Entry("2241", cr=fee, aux=inputs.get("fee_party") or "")
    entries = [*into_stock(world, [product]), *out_of_stock(world, components), owed]
    write_for(world, doc, "组装", _netted(entries))
    adjust(world, doc.no, changes)
    shown = {
        "status": "approved",
        "component_cost": cost_shown(world, components),
        "value": cost_shown(world, [product]),
    }
    return {"docs": {doc.no: shown}}


def _netted(entries: list[Entry]) -> list[Entry]:
    """One line an account: with the same account on both sides only the fee is left (#20)."""
    sums: dict[tuple[str, str], Decimal] = {}
    for entry in entries:
        key = (entry.account, entry.aux)
        sums[key] = sums.get(key, ZERO) + entry.dr - entry.cr
    return [
        Entry(account, dr=max(net, ZERO), cr=max(-net, ZERO), aux=aux)
        for (account, aux), net in sums.items()
    ]
