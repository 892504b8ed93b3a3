"""期初: stock, open items and balances of the day before the company goes live."""

from __future__ import annotations

from typing import Any

from tests.acceptance.player.carrying import submit
from tests.acceptance.player.labels import Doc
from tests.acceptance.player.ops.registry import op
from tests.acceptance.player.people import Person
from tests.acceptance.player.sheet import Sheet
from tests.acceptance.player.stage import Stage

Given = dict[str, Any]
_PARTIES = {
    "ar": ("customer", "ar"),
    "ap": ("supplier", "ap"),
    "advance": ("customer", "advance"),
    "prepaid": ("supplier", "prepaid"),
}


@op("opening")
def opening(stage: Stage, actor: Person, given: Given) -> list[Doc]:
    docs = [_stock(stage, actor, given["date"], line) for line in given.get("stock") or []]
    for part, (party, kind) in _PARTIES.items():
        for one in given.get(part) or []:
            docs.append(_party(stage, actor, given["date"], party, kind, one))
    docs.append(_accounts(stage, actor, given))
    return docs


def _stock(stage: Stage, actor: Person, date: str, line: Given) -> Doc:
    sheet = Sheet(stage, "opening_stock")
    sheet.put(date, "bill_date")
    sheet.put(line["wh"], "warehouse")
    sheet.put(line["sku"], "product")
    sheet.put(line["qty"], "qty")
    sheet.put(line["unit_cost"], "unit_cost")
    sheet.put(line.get("batch"), "batch")
    sheet.put(line.get("produced_on"), "produced_on")
    return submit(stage, actor, sheet)


def _party(stage: Stage, actor: Person, date: str, party: str, kind: str, one: Given) -> Doc:
    sheet = Sheet(stage, "opening_balance")
    sheet.put(date, "bill_date")
    sheet.put(kind, "kind")
    sheet.put(one[party], party)
    sheet.put(one["amount"], "amount")
    doc = submit(stage, actor, sheet)
    item = stage.read(doc)["values"].get("item") or doc.no
    stage.openings[f"期初-{one[party]}"] = item
    return doc


def _accounts(stage: Stage, actor: Person, given: Given) -> Doc:
    """Money by account, and the capital; the rest is what the company has earned so far."""
    sheet = Sheet(stage, "opening_account")
    sheet.put(given["date"], "bill_date")
    for one in given["accounts"]:
        row = sheet.row()
        row.put(one["code"], "money_account")
        row.put(one["gl"], "account")
        row.put(one["amount"], "debit")
    row = sheet.row()
    row.put("3001", "account")
    row.put(given["capital"], "credit")
    return submit(stage, actor, sheet)
