"""Orders that come in from a shop on a platform, also twice."""

from __future__ import annotations

import time
from typing import Any

from tests.acceptance.people import Refused
from tests.acceptance.player.carrying import approve, complete
from tests.acceptance.player.labels import Doc
from tests.acceptance.player.ops.registry import op
from tests.acceptance.player.people import Person
from tests.acceptance.player.sheet import Sheet
from tests.acceptance.player.stage import Stage

Given = dict[str, Any]
SECONDS = 20.0


@op("channel_order")
def channel_order(stage: Stage, actor: Person, given: Given) -> list[Doc]:
    """``replay``: sent twice, as platforms do; the second time nothing new may come of it."""
    sheet = _order(stage, actor, given)
    record = _send(actor, sheet)
    order = _sales_order(stage, record)
    approve(stage, order, actor, {})
    if given.get("replay"):
        before = _orders(stage)
        try:
            _send(actor, sheet)
        except Refused as refused:
            stage.note(f"a channel order that comes twice is answered {refused.body.get('code')}")
        stage.answers["replay_result"] = "idempotent" if _orders(stage) == before else "twice"
    return [order]


def _order(stage: Stage, actor: Person, given: Given) -> Sheet:
    sheet = Sheet(stage, "channel_order")
    sheet.put(given["date"], "bill_date")
    sheet.values["shop"] = _shop(stage, actor, given)
    sheet.put(given["platform_order_no"], "platform_order_no")
    sheet.put(given["salesperson"], "salesperson")
    sheet.put(given["store"], "store")
    sheet.put(given["channel"], "channel")
    sheet.put(given.get("order_discount"), "order_discount")
    for number, line in enumerate(given["lines"], 1):
        row = sheet.row("items")
        row.put(str(number), "oid", needed=False)
        row.put(_mapped(stage, actor, sheet.values["shop"], line["sku"]), "platform_sku_id")
        row.put(line["sku"], "outer_code", needed=False)
        row.put(line["wh"], "warehouse")
        row.put(line["qty"], "qty")
        row.put(line["price"], "price")
    return sheet


def _send(actor: Person, sheet: Sheet) -> dict[str, Any]:
    values, _ = sheet.for_person(actor)
    body = {"values": values, "submit": True}
    found: dict[str, Any] = actor.session.app("POST", "/forms/channel_order/records", body)
    return found


def _sales_order(stage: Stage, record: dict[str, Any]) -> Doc:
    """The order that is made of it; that may come after the answer."""
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        values = stage.observer.session.record("channel_order", record["id"])["values"]
        if values.get("order"):
            return Doc("sales_order", values["order"]["id"], values["order"]["title"])
        time.sleep(0.1)
    raise AssertionError(f"no sales order came of the channel order: {values.get('error')}")


def _orders(stage: Stage) -> list[tuple[str, str]]:
    return sorted(
        (form, one["id"])
        for form in ("channel_order", "sales_order")
        for one in stage.observer.session.query(form)
    )


def _shop(stage: Stage, actor: Person, given: Given) -> str:
    """One for each platform and customer, set up at the first order."""
    name = f"{given['platform']}/{given['customer']}"
    known = stage.labels.master("channel_shop", name)
    if known is not None:
        return known
    sheet = Sheet(stage, "channel_shop")
    sheet.put(given["platform"], "platform")
    sheet.put(name, "shop_name")
    sheet.put(name, "shop_id")
    sheet.put(given["customer"], "customer")
    sheet.put(given["lines"][0]["wh"], "warehouse")
    sheet.put(given["store"], "store")
    sheet.put(given["salesperson"], "salesperson")
    sheet.put(True, "auto_audit")
    return _made(stage, actor, sheet, name)


def _mapped(stage: Stage, actor: Person, shop: str, sku: str) -> str:
    """The platform's own key of a product, which is mapped to ours."""
    name = f"{shop}/{sku}"
    if stage.labels.master("channel_product", name) is None:
        sheet = Sheet(stage, "channel_product")
        sheet.values["shop"] = shop
        sheet.put(f"I-{sku}", "platform_item_id")
        sheet.put(f"K-{sku}", "platform_sku_id")
        sheet.put(sku, "outer_code")
        sheet.put(sku, "product")
        _made(stage, actor, sheet, name)
    return f"K-{sku}"


def _made(stage: Stage, actor: Person, sheet: Sheet, name: str) -> str:
    complete(sheet, actor)
    values, _ = sheet.for_person(actor)
    made = actor.session.app("POST", f"/forms/{sheet.form}/records", {"values": values})
    stage.labels.add(sheet.form, name, made["id"])
    return str(made["id"])
