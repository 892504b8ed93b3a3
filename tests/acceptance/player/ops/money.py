"""财务: money in and out, offsets, expenses."""

from __future__ import annotations

from typing import Any

from tests.acceptance.player.amounts import dec
from tests.acceptance.player.carrying import submit
from tests.acceptance.player.designs import Missing
from tests.acceptance.player.labels import OPENING, Doc
from tests.acceptance.player.ops.registry import op
from tests.acceptance.player.people import Person
from tests.acceptance.player.resolving import reference
from tests.acceptance.player.sheet import Sheet
from tests.acceptance.player.stage import Stage

Given = dict[str, Any]
PLATFORM_FEE = "平台服务费"
_NO_PLATFORM = ("批发", "门店", "分销")


@op("money_in")
def money_in(stage: Stage, actor: Person, given: Given) -> list[Doc]:
    sheet = _money(stage, "money_receipt", given)
    sheet.put(given["customer"], "customer")
    sheet.put(given.get("discount"), "discount")
    sheet.put(given.get("fee"), "fee")
    if dec(given.get("fee")) and _sells_on_a_platform(stage, given["customer"]):
        sheet.values["fee_item"] = income_item(stage, actor, PLATFORM_FEE, "5601")
    return [submit(stage, actor, sheet)]


def _sells_on_a_platform(stage: Stage, customer: str) -> bool:
    """Their fees are the platform's (5601); of the others they are the bank's, which nobody needs
    to say (jxc-domain 7.3, #14)."""
    found = next(one for one in stage.story["master"]["customers"] if one["code"] == customer)
    return found.get("channel") not in (None, *_NO_PLATFORM)


@op("money_out")
def money_out(stage: Stage, actor: Person, given: Given) -> list[Doc]:
    sheet = _money(stage, "payment", given)
    sheet.put(given["supplier"], "supplier")
    sheet.put(given.get("fee"), "fee")
    return [submit(stage, actor, sheet)]


@op("settle")
def settle(stage: Stage, actor: Person, given: Given) -> list[Doc]:
    sheet = Sheet(stage, "settlement")
    sheet.put(given["date"], "bill_date")
    sheet.put(given["kind"], "kind")
    sheet.put(given.get("customer"), "customer")
    sheet.put(given.get("supplier"), "supplier")
    for part in ("ar_items", "ap_items"):
        put_items(stage, sheet, part, given.get(part) or [])
    return [submit(stage, actor, sheet)]


@op("expense")
def expense(stage: Stage, actor: Person, given: Given) -> list[Doc]:
    sheet = Sheet(stage, "expense")
    sheet.put(given["date"], "bill_date")
    sheet.put("account", "pay_by", needed=False)
    sheet.put(given["account"], "account", "money_account")
    row = sheet.row()
    row.values["item"] = income_item(stage, actor, given["item"], given["gl"])
    row.put(given["net"], "net")
    row.put(given["tax"], "tax")
    return [submit(stage, actor, sheet)]


def _money(stage: Stage, form: str, given: Given) -> Sheet:
    sheet = Sheet(stage, form)
    sheet.put(given["date"], "bill_date")
    sheet.put(given["account"], "account", "money_account")
    sheet.put(given["amount"], "amount")
    put_items(stage, sheet, "apply", given.get("apply") or [])
    return sheet


def put_items(stage: Stage, sheet: Sheet, part: str, items: list[Given]) -> None:
    """Open items by the number of their document."""
    for item in items:
        row = sheet.row(part)
        row.put(item_name(stage, item["doc"]), "item")
        row.put(item["amount"], "amount")


def item_name(stage: Stage, label: str) -> str:
    if OPENING.fullmatch(label):
        return stage.openings.get(label, label)
    return stage.labels.doc(label).no


def income_item(stage: Stage, actor: Person, name: str, account: str) -> str:
    """The item of that name; finance adds one that is not there yet."""
    try:
        return reference(stage, "income_item", name)
    except Missing:
        sheet = Sheet(stage, "income_item")
        sheet.put(name, "name")
        sheet.put("expense", "direction")
        sheet.put(account, "gl_account")
        values, _ = sheet.for_person(actor)
        made = actor.session.app("POST", "/forms/income_item/records", {"values": values})
        stage.labels.add("income_item", name, made["id"])
        return str(made["id"])
