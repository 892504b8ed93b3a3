"""Money: receipts, payments, settlements, expenses (part 6)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from . import routes
from .model import Document, Entry, Refused, World
from .money import ZERO, money, money_text
from .parties import advances, apply
from .posting import accept, begin
from .purchase import Answer
from .vouchers import INPUT_TAX, write_for

PLATFORMS = {"淘宝", "天猫", "京东", "拼多多", "抖音", "小红书", "微信小店", "小程序"}


def total(applied: list[tuple[str, Decimal]]) -> Decimal:
    return sum((amount for _, amount in applied), ZERO)


def _applying(world: World, inputs: dict[str, Any], op: str, side: str, party: str) -> Document:
    doc = begin(world, op, inputs, party=party)
    doc.applied = apply(world, side, party, inputs.get("apply"))
    return doc


def money_in(world: World, inputs: dict[str, Any]) -> Answer:
    doc = _applying(world, inputs, "money_in", "ar", inputs["customer"])
    amount, fee, discount = (money(inputs.get(key)) for key in ("amount", "fee", "discount"))
    _rest_is_advance(doc, "ar", amount + fee + discount)
    accept(world, doc, "SKD")
    doc.money = {inputs["account"]: amount}
    entries = [
        Entry(world.account(inputs["account"]), dr=amount, aux=inputs["account"]),
        _fee_entry(world, doc.party, fee),
        Entry("5603", dr=discount, aux="现金折扣" if discount else ""),
        Entry("1122", cr=total(doc.applied), aux=doc.party),
        Entry("2203", cr=doc.advance, aux=doc.party),
    ]
    write_for(world, doc, "收款", entries)
    shown = {"applied": money_text(total(doc.applied)), "advance": money_text(doc.advance)}
    return {"docs": {doc.no: {"status": "approved"} | shown}}


def _rest_is_advance(doc: Document, side: str, available: Decimal) -> None:
    """What is not applied is an advance; to apply more than there is, is refused."""
    doc.advance, doc.more["advance_side"] = available - total(doc.applied), side
    if doc.advance < 0:
        raise Refused("OVER_APPLY")


def _fee_entry(world: World, customer: str, fee: Decimal) -> Entry:
    """A platform's fee is a selling expense, a bank's a financial one."""
    if world.customer(customer).get("channel") in PLATFORMS:
        return Entry("5601", dr=fee, aux="平台服务费")
    return Entry("5603", dr=fee, aux="手续费")


def money_out(world: World, inputs: dict[str, Any]) -> Answer:
    doc = _applying(world, inputs, "money_out", "ap", inputs["supplier"])
    amount, fee, discount = (money(inputs.get(key)) for key in ("amount", "fee", "discount"))
    _rest_is_advance(doc, "ap", amount + discount)
    doc.money = {inputs["account"]: -amount - fee}
    route = doc.more["route"] = routes.payment(world, doc)
    accept(world, doc, "FKD")
    entries = [
        Entry("220201", dr=total(doc.applied), aux=doc.party),
        Entry("1123", dr=doc.advance, aux=doc.party),
        Entry("5603", dr=fee, aux="手续费"),
        Entry("5603", cr=discount, aux="现金折扣"),
        Entry(world.account(inputs["account"]), cr=amount + fee, aux=inputs["account"]),
    ]
    write_for(world, doc, "付款", entries)
    shown = {"applied": money_text(total(doc.applied)), "prepaid": money_text(doc.advance)}
    return {"docs": {doc.no: {"status": "approved", **shown, "approval_route": route}}}


def settle(world: World, inputs: dict[str, Any]) -> Answer:
    """核销: nothing moves but what parties owe; both sides are equal."""
    kind = inputs["kind"]
    doc = begin(world, "settle", inputs)
    customer, supplier = inputs.get("customer") or "", inputs.get("supplier") or ""
    receivable = apply(world, "ar", customer, inputs.get("ar_items"))
    payable = apply(world, "ap", supplier, inputs.get("ap_items"))
    doc.applied = [*receivable, *payable]
    ar, ap = total(receivable), total(payable)
    if kind in ("advance_ar", "prepay_ap"):
        _use_advance(world, doc, kind, customer or supplier, ar or ap)
    elif kind == "ar_ap" and ar != ap:
        raise Refused("UNBALANCED_VOUCHER")
    accept(world, doc, "HXD")
    debit, credit = {
        "advance_ar": (Entry("2203", dr=ar, aux=customer), Entry("1122", cr=ar, aux=customer)),
        "prepay_ap": (Entry("220201", dr=ap, aux=supplier), Entry("1123", cr=ap, aux=supplier)),
        "ar_ap": (Entry("220201", dr=ap, aux=supplier), Entry("1122", cr=ar, aux=customer)),
        "bad_debt": (Entry("5711", dr=ar), Entry("1122", cr=ar, aux=customer)),
    }[kind]
    write_for(world, doc, "核销", [debit, credit])
    return {"docs": {doc.no: {"status": "approved", "amount": money_text(ar or ap)}}}


def _use_advance(world: World, doc: Document, kind: str, party: str, amount: Decimal) -> None:
    side = "ar" if kind == "advance_ar" else "ap"
    if amount > advances(world, side)[party]:
        raise Refused("OVER_APPLY")
    doc.party, doc.advance, doc.more["advance_side"] = party, -amount, side


def expense(world: World, inputs: dict[str, Any]) -> Answer:
    doc = begin(world, "expense", inputs)
    net, tax = money(inputs["net"]), money(inputs.get("tax"))
    account = inputs["account"]
    accept(world, doc, "FYD")
    doc.money = {account: -net - tax}
    entries = [
        Entry(inputs["gl"], dr=net if world.general else net + tax, aux=inputs["item"]),
        Entry(INPUT_TAX, dr=tax if world.general else ZERO),
        Entry(world.account(account), cr=net + tax, aux=account),
    ]
    write_for(world, doc, "费用", entries)
    return {"docs": {doc.no: {"status": "approved", "gross": money_text(net + tax)}}}
