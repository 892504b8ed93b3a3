"""The bench app: the order of ``bench/hand/models.py``, said in JSON."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]
CHANNELS = ("web", "store", "phone")
PRODUCTS, CUSTOMERS, WAREHOUSES = 200, 50, 2
SCARCE = 300  # of each product there are in the warehouse that is sold out


def _field(id: str, type: str, **settings: Any) -> Json:
    return {"id": id, "type": type, "label": {"zh-CN": id, "en": id}, **settings}


def _master(id: str, *fields: Json) -> Json:
    title = {"zh-CN": id, "en": id}
    status = _field("status", "choice", options=_options("enabled", "disabled"))
    return {
        "kind": "form", "version": 1, "id": id, "title": title, "title_field": "name",
        "fields": [_field("name", "text", required=True), *fields, status],
    }  # fmt: skip


def _options(*ids: str) -> list[Json]:
    return [{"id": id, "label": {"zh-CN": id, "en": id}} for id in ids]


ENABLED = {"cond": [{"field": "status", "op": "eq", "value": "enabled"}]}
LINES = _field(
    "lines", "subform", min_rows=1, fields=[
        _field("product", "reference", form="product", required=True, filter=ENABLED,
               copy={"spec": "spec", "unit": "unit"}),
        _field("spec", "text", readonly=True),
        _field("unit", "text", readonly=True),
        _field("qty", "number", scale=4, min="0.0001", required=True),
        _field("price", "number", scale=6, min="0", required=True),
        _field("amount", "formula", result="money", scale=2,
               formula="ROUND({lines.qty}*{lines.price},2)"),
        _field("note", "text", max_length=100),
    ])  # fmt: skip


def _order(id: str, *, document: bool) -> Json:
    future = {"cond": [{"field": "bill_date", "op": "gt", "value": {"current": "today"}}]}
    return {
        "kind": "form", "version": 1, "id": id, "title": {"zh-CN": id, "en": id},
        "document": document, "title_field": "no",
        "fields": [
            _field("no", "serial", parts=[
                {"kind": "text", "text": "XSCK-"},
                {"kind": "date", "field": "bill_date", "format": "YYYYMMDD"},
                {"kind": "text", "text": "-"},
                {"kind": "count", "digits": 4, "reset": "date"}]),
            _field("bill_date", "date", required=True),
            _field("customer", "reference", form="customer", required=True, filter=ENABLED),
            _field("warehouse", "reference", form="warehouse", required=True, filter=ENABLED,
                   copy={"store": "department"}),
            _field("store", "number", scale=0, readonly=True),
            _field("channel", "choice", options=_options(*CHANNELS), required=True),
            _field("contact", "text", max_length=80),
            _field("carrier", "text", max_length=50),
            _field("tracking_no", "text", max_length=50),
            _field("salesperson", "member", default={"current": "member"}),
            LINES,
            _field("total_qty", "formula", result="number", scale=4, formula="SUM({lines.qty})"),
            _field("total", "formula", result="money", scale=2, formula="SUM({lines.amount})",
                   index=True),
            _field("remark", "text", max_length=500)],
        "rules": [{"id": "no_future", "when": future, "code": "FUTURE_DATE",
                   "message": {"zh-CN": "日期不能晚于今天"}, "field": "bill_date"}],
    }  # fmt: skip


FORMS = (
    _master("product", _field("spec", "text"), _field("unit", "text")),
    _master("customer"),
    _master("warehouse", _field("department", "number", scale=0)),
    _order("order", document=False),
    _order("delivery", document=True),
    _order("receipt", document=True),
)
WIDE: Json = {
    "kind": "form", "version": 1, "id": "wide", "title": {"zh-CN": "wide", "en": "wide"},
    "fields": [_field("note", "text"), _field("lines", "subform", max_rows=500, fields=[
        *(_field(f"t{n}", "text") for n in range(1, 7)),
        _field("qty", "number", scale=4), _field("price", "number", scale=6),
        _field("rate", "number", scale=4),
        _field("amount", "formula", result="money", scale=2,
               formula="ROUND({lines.qty}*{lines.price},2)"),
        _field("tax", "formula", result="money", scale=2,
               formula="ROUND({lines.amount}*{lines.rate},2)"),
        _field("sum", "formula", result="money", scale=2, formula="{lines.amount}+{lines.tax}")]),
        _field("total", "formula", result="money", scale=2, formula="SUM({lines.sum})")],
}  # fmt: skip
STOCK: Json = {
    "kind": "ledger", "version": 1, "id": "stock", "title": {"zh-CN": "stock", "en": "stock"},
    "dimensions": [
        {"id": "product", "label": {"zh-CN": "p"}, "type": "reference", "form": "product"},
        {"id": "warehouse", "label": {"zh-CN": "w"}, "type": "reference", "form": "warehouse"}],
    "measures": [{"id": "qty", "label": {"zh-CN": "qty"}, "scale": 4, "floor": {
        "min": "0", "code": "NEGATIVE_STOCK", "message": {"zh-CN": "{product} 库存不足"}}}],
    "postings": [
        {"id": form, "form": form, "event": "approved", "each": "lines", "date": "bill_date",
         "dimensions": {"product": "lines.product", "warehouse": "warehouse"},
         "measures": {"qty": sign + "{lines.qty}"}}
        for form, sign in (("receipt", ""), ("delivery", "-"))],
}  # fmt: skip


def permission(target: str, *, ledger: bool = False) -> Json:
    actions = ["view", "create", "edit", "delete", "submit", "import"]
    return {
        "kind": "permission", "version": 1, "id": f"{target}_sales",
        ("ledger" if ledger else "form"): target, "title": {"zh-CN": "销售"},
        "members": {"roles": ["sales"]}, "actions": ["view"] if ledger else actions,
    }  # fmt: skip


VOTERS = {"voter": 5, "crowd": 200}
"""Role → how many people have it."""


def _claim(id: str, role: str) -> list[tuple[str, Json]]:
    title = {"zh-CN": id, "en": id}
    form = {
        "kind": "form", "version": 1, "id": id, "title": title, "document": True,
        "title_field": "reason",
        "fields": [_field("reason", "text", required=True), _field("amount", "money", scale=2)],
    }  # fmt: skip
    everybody = {**permission(id), "members": {"roles": ["sales", *VOTERS]}}
    flow = {
        "kind": "flow", "version": 1, "id": id, "form": id, "title": title,
        "nodes": [
            {"id": "start", "type": "start"},
            {"id": "vote", "type": "approval", "title": title, "mode": "all",
             "assignees": {"roles": [role]}},
            {"id": "end", "type": "end"}],
    }  # fmt: skip
    return [("form", form), ("permission", everybody), ("flow", flow)]


CLAIMS = [*_claim("claim", "voter"), *_claim("crowd", "crowd")]


def order(channel: int, products: list[str], customer: str, warehouse: str, day: str) -> Json:
    """The values of one order with a line per product, as both sides are sent them."""
    return {
        "bill_date": day, "customer": customer, "warehouse": warehouse,
        "channel": CHANNELS[channel % len(CHANNELS)], "contact": "刘经理", "carrier": "顺丰",
        "tracking_no": f"SF{channel:08d}", "remark": "请在工作日送货",
        "lines": [{"product": product, "qty": str(1 + place % 3), "price": "12.50",
                   "note": "小心轻放"} for place, product in enumerate(products)],
    }  # fmt: skip
