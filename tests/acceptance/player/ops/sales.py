"""销售: order, delivery, return, close, retail, exchange, invoice."""

from __future__ import annotations

from typing import Any

from tests.acceptance.player.carrying import submit
from tests.acceptance.player.labels import Doc
from tests.acceptance.player.ops import goods
from tests.acceptance.player.ops.purchase import bill
from tests.acceptance.player.ops.registry import op
from tests.acceptance.player.people import Person
from tests.acceptance.player.sheet import Sheet
from tests.acceptance.player.stage import Stage

Given = dict[str, Any]


def put_party(sheet: Sheet, given: Given) -> None:
    """Who buys, through whom. Store and channel are the dimensions of the profit."""
    sheet.put(given["customer"], "customer")
    sheet.put(given.get("salesperson"), "salesperson")
    sheet.put(given.get("store"), "store")
    sheet.put(given.get("channel"), "channel")


@op("sales_order")
def sales_order(stage: Stage, actor: Person, given: Given) -> list[Doc]:
    sheet = goods.begin(stage, "sales_order", given)
    goods.require_one_warehouse(sheet, given["lines"])
    put_party(sheet, given)
    sheet.put(given.get("order_discount"), "order_discount")
    for line in given["lines"]:
        goods.put_line(stage, sheet.row(), line)
    return [submit(stage, actor, sheet)]


@op("delivery")
def delivery(stage: Stage, actor: Person, given: Given) -> list[Doc]:
    sheet = goods.begin(stage, "sales_delivery", given)
    if given.get("so"):
        order = stage.labels.doc(given["so"])
        sheet.values.pop("warehouse", None)  # the order's own
        for line in given["lines"]:
            goods.follow_line(stage, sheet, order, line, line.get("so_line"))
    else:
        goods.require_one_warehouse(sheet, given["lines"])
        put_party(sheet, given)
        for line in given["lines"]:
            goods.put_line(stage, sheet.row(), line)
    return [submit(stage, actor, sheet)]


@op("sales_return")
def sales_return(stage: Stage, actor: Person, given: Given) -> list[Doc]:
    sheet = goods.begin(stage, "sales_return", given)
    goods.require_one_warehouse(sheet, given["lines"])
    if given.get("source"):
        source = stage.labels.doc(given["source"])
        for line in given["lines"]:
            goods.follow_line(stage, sheet, source, line, line.get("src_line"))
    else:
        put_party(sheet, given)
        for line in given["lines"]:
            goods.put_line(stage, sheet.row(), line)
    _put_refund(sheet, given.get("refund"))
    return [submit(stage, actor, sheet)]


def _put_refund(sheet: Sheet, refund: Any) -> None:
    if refund:
        account = refund["account"] if isinstance(refund, dict) else refund
        sheet.put("cash", "refund")
        sheet.put(account, "refund_account", "money_account")


@op("so_close")
def so_close(stage: Stage, actor: Person, given: Given) -> list[Doc]:
    order = stage.labels.doc(given["so"])
    actor.session.act(order.form, order.id, "close")
    return [order]


@op("retail")
def retail(stage: Stage, actor: Person, given: Given) -> list[Doc]:
    sheet = goods.begin(stage, "retail", given)
    goods.require_one_warehouse(sheet, given["lines"])
    put_party(sheet, given)
    for line in given["lines"]:
        goods.put_line(stage, sheet.row(), line)
    for payment in given["payments"]:
        row = sheet.row("payments")
        row.put(payment["account"], "account", "money_account")
        row.put(payment["amount"], "amount")
    return [submit(stage, actor, sheet)]


@op("exchange")
def exchange(stage: Stage, actor: Person, given: Given) -> list[Doc]:
    sheet = goods.begin(stage, "exchange", given)
    source = stage.labels.doc(given["source"])
    for line in given["return_lines"]:
        goods.follow_line(stage, sheet, source, line, line.get("src_line"))
    for line in given["out_lines"]:
        goods.put_line(stage, sheet.row("out_lines"), line)
    return [submit(stage, actor, sheet)]


@op("sales_invoice")
def sales_invoice(stage: Stage, actor: Person, given: Given) -> list[Doc]:
    sheet = Sheet(stage, "sales_invoice")
    sheet.put(given["date"], "bill_date")
    sheet.put(given["customer"], "customer")
    bill(stage, sheet, given)
    return [submit(stage, actor, sheet)]
