"""库存: transfers, losses on the way, other issues, assemblies."""

from __future__ import annotations

from typing import Any

from tests.acceptance.player.carrying import submit
from tests.acceptance.player.designs import Missing
from tests.acceptance.player.labels import Doc
from tests.acceptance.player.ops import goods
from tests.acceptance.player.ops.registry import op
from tests.acceptance.player.people import Person
from tests.acceptance.player.sheet import Sheet
from tests.acceptance.player.stage import Stage

Given = dict[str, Any]


@op("transfer_ship")
def transfer_ship(stage: Stage, actor: Person, given: Given) -> list[Doc]:
    sheet = Sheet(stage, "transfer")
    sheet.put(given["date"], "bill_date")
    sheet.put("two_step", "mode")
    sheet.put(given["from"], "warehouse")
    sheet.put(given["to"], "to_warehouse")
    for line in given["lines"]:
        row = sheet.row()
        row.put(line["sku"], "product")
        row.put(line["qty"], "qty")
        goods.put_unit(stage, row, line)
    return [submit(stage, actor, sheet)]


@op("transfer_receive")
def transfer_receive(stage: Stage, actor: Person, given: Given) -> list[Doc]:
    return [submit(stage, actor, _after_transfer(stage, "transfer_receipt", given))]


@op("transit_loss")
def transit_loss(stage: Stage, actor: Person, given: Given) -> list[Doc]:
    sheet = _after_transfer(stage, "transit_loss", given)
    sheet.put(given.get("tax_transfer_rate"), "tax_transfer_rate")
    sheet.put(given.get("compensation"), "compensation")
    sheet.put(given.get("compensation_party"), "compensation_party")
    return [submit(stage, actor, sheet)]


def _after_transfer(stage: Stage, form: str, given: Given) -> Sheet:
    sheet = Sheet(stage, form)
    sheet.put(given["date"], "bill_date")
    transfer = stage.labels.doc(given["transfer"])
    for line in given["lines"]:
        goods.follow_line(stage, sheet, transfer, line, None)
    return sheet


@op("misc_out")
def misc_out(stage: Stage, actor: Person, given: Given) -> list[Doc]:
    sheet = goods.begin(stage, "other_out", given)
    goods.require_one_warehouse(sheet, given["lines"])
    sheet.put(given["type"], "kind")
    sheet.put(given["contra"], "contra", "contra_account", "account")
    for line in given["lines"]:
        goods.put_line(stage, sheet.row(), line)
    return [submit(stage, actor, sheet)]


@op("assembly")
def assembly(stage: Stage, actor: Person, given: Given) -> list[Doc]:
    sheet = goods.begin(stage, "assembly", given)
    sheet.put(given["product"], "product")
    sheet.put(given["qty"], "qty")
    sheet.put(given.get("fee"), "fee")
    _put_fee_party(sheet, given.get("fee_party"))
    part = "lines" if "lines" in sheet.fields else "components"
    for component in given["components"]:
        row = sheet.row(part)
        row.put(component["sku"], "product")
        row.put(component["qty"], "qty")
        row.put(component["wh"], "warehouse", needed=component["wh"] != given["wh"])
    return [submit(stage, actor, sheet)]


def _put_fee_party(sheet: Sheet, party: str | None) -> None:
    """By name; a form may know suppliers only, and then a stranger is a difference."""
    try:
        sheet.put(party, "fee_party")
    except Missing:
        sheet.stage.lost.append(("inputs.assembly.fee_party", party, None))
