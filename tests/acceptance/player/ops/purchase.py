"""采购: request, order, inspection, receipt, return, invoice."""

from __future__ import annotations

from typing import Any

from tests.acceptance.player.carrying import submit
from tests.acceptance.player.labels import Doc
from tests.acceptance.player.ops import goods
from tests.acceptance.player.ops.registry import op
from tests.acceptance.player.people import Person
from tests.acceptance.player.sheet import Sheet
from tests.acceptance.player.stage import Stage

Given = dict[str, Any]


@op("purchase_request")
def purchase_request(stage: Stage, actor: Person, given: Given) -> list[Doc]:
    sheet = goods.begin(stage, "purchase_request", given)
    goods.put_tax_included(sheet, given["lines"])
    for line in given["lines"]:
        goods.put_line(stage, sheet.row(), line)
    return [submit(stage, actor, sheet)]


@op("purchase_order")
def purchase_order(stage: Stage, actor: Person, given: Given) -> list[Doc]:
    sheet = goods.begin(stage, "purchase_order", given)
    sheet.put(given["supplier"], "supplier")
    sheet.put(given.get("expected_on"), "expected_on")
    goods.put_tax_included(sheet, given["lines"])
    request = stage.labels.doc(given["request"]) if given.get("request") else None
    for line in given["lines"]:
        row = sheet.row()
        goods.put_line(stage, row, line)
        if request is not None:
            link = sheet.follow(request)
            row.follow(link, request, goods.source_row(stage, request, line, None))
    return [submit(stage, actor, sheet)]


@op("arrival_inspection")
def arrival_inspection(stage: Stage, actor: Person, given: Given) -> list[Doc]:
    order = stage.labels.doc(given["po"])
    sheet = goods.begin(stage, "arrival_inspection", given)
    for line in given["lines"]:
        row, _ = goods.follow_line(
            stage, sheet, order, {**line, "qty": line["arrived"]}, line.get("po_line")
        )
        row.put(line["qualified"], "qualified", "qualified_qty")
        row.put(line["unqualified"], "unqualified", "unqualified_qty", needed=False)
    return [submit(stage, actor, sheet)]


@op("purchase_receipt")
def purchase_receipt(stage: Stage, actor: Person, given: Given) -> list[Doc]:
    sheet = goods.begin(stage, "purchase_receipt", given)
    goods.require_one_warehouse(sheet, given["lines"])
    order = stage.labels.doc(given["po"]) if given.get("po") else None
    if order is None:
        sheet.put(given["supplier"], "supplier")
    for line in given["lines"]:
        if order is None:
            row = sheet.row()
            goods.put_line(stage, row, line)
        else:
            row, _ = goods.follow_line(stage, sheet, order, line, line.get("po_line"))
        _inspected(stage, sheet, row, given, line)
        _put_deductible(sheet, row, line)
    return [submit(stage, actor, sheet)]


def _inspected(stage: Stage, sheet: Sheet, row: Any, given: Given, line: Given) -> None:
    if given.get("inspection"):
        inspection = stage.labels.doc(given["inspection"])
        link = sheet.follow(inspection)
        row.follow(link, inspection, goods.source_row(stage, inspection, line, None))


def _put_deductible(sheet: Sheet, row: Any, line: Given) -> None:
    """On the line where it has a field, otherwise by the kind of the invoice."""
    if "deductible" not in line:
        return
    if "lines.deductible" in sheet.fields:
        row.put(line["deductible"], "deductible")
    else:
        sheet.put("special" if line["deductible"] else "normal", "invoice_kind")


@op("purchase_return")
def purchase_return(stage: Stage, actor: Person, given: Given) -> list[Doc]:
    receipt = stage.labels.doc(given["source"])
    sheet = goods.begin(stage, "purchase_return", given)
    goods.require_one_warehouse(sheet, given["lines"])
    for line in given["lines"]:
        goods.follow_line(stage, sheet, receipt, line, line.get("src_line"))
    return [submit(stage, actor, sheet)]


@op("purchase_invoice")
def purchase_invoice(stage: Stage, actor: Person, given: Given) -> list[Doc]:
    sheet = Sheet(stage, "purchase_invoice")
    sheet.put(given["date"], "bill_date")
    sheet.put(given["date"], "issue_date", needed=False)
    sheet.put(given["supplier"], "supplier")
    sheet.put(given["invoice_no"], "invoice_no")
    bill(stage, sheet, given)
    return [submit(stage, actor, sheet)]


def bill(stage: Stage, sheet: Sheet, given: Given) -> None:
    """Whole documents, line by line: what is left of them to be billed."""
    for label in given["sources"]:
        source = stage.labels.doc(label)
        link = sheet.follow(source)
        for held in stage.rows(source):
            row = sheet.row()
            row.follow(link, source, held)
            row.put(_unbilled(held), "qty", "base_qty")
    sheet.put(given["net"], "net", "invoice_net", needed=False)
    sheet.put(given["tax"], "tax", "invoice_tax", needed=False)


def _unbilled(held: Given) -> str:
    from tests.acceptance.player.amounts import dec, quantity

    taken = dec(held.get("returned")) + dec(held.get("invoiced"))
    return quantity(dec(held.get("base_qty") or held["qty"]) - taken)
