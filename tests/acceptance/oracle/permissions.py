"""Which documents a user of a role sees (row scope, 8.3), for the checks a story names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .model import Document, World

FORMS = {
    "采购申请": "purchase_request",
    "采购订单": "purchase_order",
    "采购入库": "purchase_receipt",
    "采购退货": "purchase_return",
    "销售订单": "sales_order",
    "销售出库": "delivery",
    "销售退货": "sales_return",
    "换货": "exchange",
    "零售单": "retail",
}


def checked(world: World, check: dict[str, Any]) -> dict[str, Any]:
    """The check with what can be worked out filled in; other checks come back as they are."""
    answer = dict(check)
    if {"visible_docs", "hidden_docs"} & set(check):
        op, sees = FORMS[check["form"]], sight(world, check["user"])
        for key, wanted in (("visible_docs", True), ("hidden_docs", False)):
            if key in check:
                answer[key] = [doc.no for doc in world.live(op) if sees(doc) is wanted]
    if check.get("action", "").startswith("approve "):
        answer["status_after"] = _status_after(world, check)
    return answer


def sight(world: World, user: str) -> Callable[[Document], bool]:
    """Sellers see their customers' and their own documents, keepers those of their warehouse,
    a shop's manager those of the shop; everybody else all."""
    name, _, rest = user.partition("(")
    inside = rest.rstrip(")")
    if inside in ("销售员", "销售主管"):
        return lambda doc: inside == "销售主管" or name in _sellers(world, doc)
    if name == "仓管" and inside:
        return lambda doc: any(line.wh == inside for line in doc.lines)
    if name == "店长" and inside:
        return lambda doc: doc.dims.get("store") == inside
    return lambda doc: True


def _sellers(world: World, doc: Document) -> set[str]:
    owner = world.customer(doc.dims["customer"]).get("salesperson")
    return {doc.dims["salesperson"], owner or ""}


def _status_after(world: World, check: dict[str, Any]) -> str:
    """Where the document stands after this approver of its route."""
    route: list[str] = world.docs[check["action"].split()[1]].more["route"]
    rest = route[route.index(check["user"]) + 1 :]
    return f"pending({rest[0]})" if rest else "approved"
