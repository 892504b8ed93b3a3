"""The rules of a trading company (A01-A32 and its alerts) can be said as documents: what belongs
to ledgers is theirs, everything else is here, and the publisher finds nothing wrong with it."""

from __future__ import annotations

from typing import Any

import pytest

from huiliu.core.forms import FormShape, ledger_shape_of, shape_of
from workflow_engine.automations.document import AutomationDocument
from workflow_engine.automations.publisher import problems

Json = dict[str, Any]


def _field(id_: str, type_: str, **more: Any) -> Json:
    return {"id": id_, "type": type_, "label": {"zh-CN": id_}, **more}


def _lines(*more: Json) -> Json:
    fields = [
        _field("product", "reference", form="product"),
        _field("qty", "number", scale=4),
        _field("open", "number", scale=4),
        *more,
    ]
    return _field("lines", "subform", fields=fields)


def _document(id_: str, *fields: Json) -> Json:
    head = [
        _field("no", "text"), _field("bill_date", "date"), _field("total", "money"),
        _field("party", "reference", form="party"), _field("owner", "member"),
        _field("source", "text"), _field("open", "number", scale=4), _field("due", "date"),
    ]  # fmt: skip
    return {
        "id": id_, "title": {"zh-CN": id_}, "document": True, "fields": [*head, *fields, _lines()],
    }  # fmt: skip


FORMS = [
    {
        "id": "party",
        "title": {"zh-CN": "往来单位"},
        "fields": [
            _field("name", "text"),
            _field("credit", "money"),
            _field("email", "text"),
            _field("rating", "number", scale=0),
            _field("auto_invoice", "switch"),
            _field("blocked", "switch"),
            _field("credit_days", "number", scale=0),
        ],
    },
    {
        "id": "product",
        "title": {"zh-CN": "商品"},
        "fields": [
            _field("name", "text"),
            _field("safety", "number", scale=4),
            _field("price", "money"),
            _field("most", "number", scale=4),
            _field("last_price", "money"),
        ],
    },
    {
        "id": "warehouse",
        "title": {"zh-CN": "仓库"},
        "fields": [_field("name", "text"), _field("frozen", "switch")],
    },
    *(
        _document(id_)
        for id_ in (
            "request",
            "order",
            "arrival",
            "receipt",
            "return_note",
            "invoice",
            "payment_request",
            "payment",
            "quote",
            "sales_order",
            "deposit",
            "delivery",
            "sales_return",
            "transfer",
            "price_list",
        )
    ),
    _document("count", _field("warehouse", "reference", form="warehouse")),
    _document("gain"),
]
STOCK = {
    "id": "stock",
    "title": {"zh-CN": "库存"},
    "dimensions": [_field("product", "reference", form="product")],
    "measures": [_field("on_hand", "number", scale=4), _field("in_transit", "number", scale=4)],
}
SHAPES: dict[str, FormShape] = {str(form["id"]): shape_of(form) for form in FORMS}
SHAPES["ledger:stock"] = ledger_shape_of(STOCK)


def approved(form: str) -> Json:
    return {"type": "record_approved", "form": form}


def when(field: str, op: str, value: Any = None) -> Json:
    term: Json = {"field": field, "op": op}
    return {"cond": [{**term, "value": value} if value is not None else term]}


def tell(role: str, text: str, id_: str = "tell") -> Json:
    return {"id": id_, "type": "notify", "to": {"roles": [role]}, "message": {"zh-CN": text}}


def push(form: str, open_: str = "lines.qty", id_: str = "push") -> Json:
    return {
        "id": id_,
        "type": "push_document",
        "form": form,
        "values": {"party": {"field": "party"}, "source": {"field": "no"}},
        "rows": {
            "lines": {
                "of": "lines",
                "when": when(open_, "gt", "0"),
                "values": {"product": {"field": "lines.product"}, "qty": {"field": open_}},
            }
        },
    }


def by_source(form: str, **values: Json) -> Json:
    return {
        "id": "back",
        "type": "update_record",
        "form": form,
        "match": {"cond": [{"field": "no", "op": "eq", "value": {"field": "source"}}]},
        "values": values,
    }


OF_PARTY = {"cond": [{"field": "$id", "op": "eq", "value": {"field": "party"}}]}
OF_PRODUCT = {"cond": [{"field": "$id", "op": "eq", "value": {"field": "lines.product"}}]}
DATE = {"type": "record_date", "field": "due", "at": "06:00"}
HTTP: Json = {
    "type": "http_received",
    "signed": True,
    "fields": {
        "no": {"pointer": "/order/no", "required": True},
        "status": {"pointer": "/order/status"},
        "total": {"pointer": "/order/total", "type": "number"},
    },
    "lists": {
        "items": {
            "pointer": "/order/items",
            "fields": {"sku": {"pointer": "/sku"}, "qty": {"pointer": "/qty", "type": "number"}},
        }
    },
}
BY_NO = {"cond": [{"field": "source", "op": "eq", "value": {"field": "no"}}]}
RULES: dict[str, tuple[Json, list[Json], Json | None]] = {
    "A01": (approved("request"), [tell("buyer", "{no} 待采购")], None),
    "A02": (approved("order"), [
        by_source("request", open={"formula": "0"}),
        tell("keeper", "{no} 将到货"),
        {"id": "mail", "type": "send_email", "address_fields": ["party.email"],
         "subject": "采购订单 {no}", "message": "请按时送货"},
    ], None),
    "A03": (
        {**DATE, "form": "order", "days": 1, "repeat": "daily"},
        [tell("buyer", "{no} 采购延误")], when("open", "gt", "0"),
    ),
    "A04": (approved("arrival"), [push("receipt", "lines.open")], when("open", "gt", "0")),
    "A05": (approved("arrival"), [
        tell("buyer_head", "{no} 到货异常"), push("return_note"),
        {"id": "rate", "type": "update_record", "form": "party", "match": OF_PARTY,
         "values": {"rating": {"formula": "{party.rating}-1"}}},
    ], when("total", "gt", "0")),
    "A06": (approved("receipt"), [
        by_source("order", open={"formula": "{open}"}),
        {"id": "price", "type": "update_record", "form": "product", "each": "lines",
         "match": OF_PRODUCT, "values": {"last_price": {"field": "total"}}},
        {"id": "waiting", "type": "find_record", "form": "sales_order", "many": True,
         "match": when("open", "gt", "0")},
        {"id": "each", "type": "for_each", "found": "waiting",
         "steps": [{"id": "watch", "type": "notify", "to": {"fields": ["$each.owner"]},
                    "message": {"zh-CN": "{$each.no} 缺的货到了"}}]},
    ], None),
    "A07": (approved("return_note"), [by_source("order", open={"formula": "{open}+1"})], None),
    "A09": (approved("payment_request"), [push("payment")], None),
    "A11": (
        {"type": "state_changed", "form": "quote", "steps": ["approved"]},
        [push("sales_order")], None,
    ),
    "A12": (approved("sales_order"), [
        {"id": "short", "type": "branch",
         "cases": [{"when": when("open", "gt", "0"), "steps": [push("request", "lines.open")]}],
         "otherwise": [tell("keeper", "{no} 可发货")]},
    ], None),
    "A13": (approved("sales_order"), [push("deposit")], when("total", "gt", "0")),
    "A14": ({**DATE, "form": "sales_order", "days": -1}, [tell("keeper", "明天发货 {no}")],
            when("open", "gt", "0")),
    "A15": (approved("delivery"), [
        by_source("sales_order", open={"formula": "0"}),
        {"id": "ship", "type": "http_request", "url": "https://shop.example.com/ship",
         "headers": {"Authorization": {"secret": "shop"}}, "body": {"no": {"field": "source"}}},
    ], None),
    "A16": (
        {"type": "record_changed", "form": "sales_order", "fields": ["open"]},
        [push("invoice")],
        {"cond": [{"field": "open", "op": "eq", "value": "0"},
                  {"field": "party.auto_invoice", "op": "eq", "value": True}]},
    ),
    "A17": (approved("sales_return"), [by_source("delivery", open={"formula": "1"})], None),
    "A20": (HTTP, [
        {"id": "order", "type": "upsert_record", "form": "sales_order", "match": BY_NO,
         "values": {"source": {"field": "no"}, "total": {"field": "total"}}},
        {"id": "row", "type": "for_each", "rows": "items", "steps": [
            {"id": "known", "type": "find_record", "form": "product",
             "match": {"cond": [{"field": "name", "op": "eq", "value": {"field": "$row.sku"}}]}},
            {"id": "mapped", "type": "branch",
             "cases": [{"when": when("$known.name", "empty"),
                        "steps": [tell("admin", "{no} 未匹配 {$row.sku}")]}]},
        ]},
    ], when("status", "eq", "paid")),
    "A21": (HTTP, [
        {"id": "find", "type": "find_record", "form": "sales_order", "match": BY_NO},
        {"id": "gone", "type": "delete_record", "form": "sales_order", "match": BY_NO},
    ], when("status", "eq", "refunded")),
    "A22": (
        {"type": "ledger_threshold", "ledger": "stock", "per": ["product"],
         "holds": when("on_hand", "lte", "0")},
        [{"id": "back", "type": "http_request", "method": "PUT", "sign": "shop",
          "url": "https://shop.example.com/stock", "body": {"qty": {"formula": "{on_hand}"}}}],
        None,
    ),
    "A23": (approved("transfer"), [tell("store", "{no} 已发出")], None),
    "A24": (approved("transfer"), [
        {"id": "three", "type": "wait", "days": 3},
        {"id": "still", "type": "branch",
         "cases": [{"when": when("open", "gt", "0"), "steps": [tell("store", "{no} 在途超期")]}]},
    ], None),
    "A25": (
        {"type": "state_changed", "form": "count", "steps": ["submitted"]},
        [{"id": "freeze", "type": "update_record", "form": "warehouse",
          "match": {"cond": [{"field": "$id", "op": "eq", "value": {"field": "warehouse"}}]},
          "values": {"frozen": {"value": True}}}],
        None,
    ),
    "A26": (approved("count"), [
        push("gain"), {"id": "go", "type": "start_flow", "of": "push"},
        {"id": "thaw", "type": "update_record", "form": "warehouse",
         "match": {"cond": [{"field": "$id", "op": "eq", "value": {"field": "warehouse"}}]},
         "values": {"frozen": {"value": False}}},
    ], when("total", "ne", "0")),
    "A29": (approved("deposit"), [
        {"id": "mail", "type": "send_email", "address_fields": ["party.email"],
         "subject": "已收款 {no}", "message": "金额 {total}"},
    ], None),
    "low stock": (
        {"type": "ledger_threshold", "ledger": "stock", "per": ["product"],
         "holds": when("on_hand", "lte", {"field": "product.safety"})},
        [tell("buyer", "{product} 库存 {on_hand}"), {
            "id": "ask", "type": "create_record", "form": "request",
            "values": {"source": {"field": "product.name"}}}],
        None,
    ),
    "overstock": (
        {"type": "ledger_threshold", "ledger": "stock",
         "holds": when("on_hand", "gt", {"field": "product.most"})},
        [{"id": "say", "type": "post_message", "channel": "stock", "message": "{product} 超储"}],
        None,
    ),
    "credit": (
        {"type": "aggregate_threshold", "form": "delivery", "group_by": ["party"],
         "filter": when("$state", "eq", "approved"),
         "totals": {"owed": {"fn": "sum", "field": "total"}},
         "holds": when("owed", "gt", {"field": "party.credit"})},
        [{"id": "block", "type": "update_record", "form": "party", "match": OF_PARTY,
          "values": {"blocked": {"value": True}}}, tell("sales_head", "{party} 欠款 {owed}")],
        None,
    ),
    "uninvoiced": ({**DATE, "form": "receipt", "field": "bill_date", "days": 30},
                   [tell("finance", "{no} 未到票")], when("open", "gt", "0")),
    "daily": (
        {"type": "schedule", "daily": {"at": "06:00"}},
        [{"id": "late", "type": "find_record", "form": "delivery", "many": True,
          "match": {"cond": [{"field": "due", "op": "lt", "value": {"current": "today"}}]}},
         {"id": "sum", "type": "calculate",
          "values": {"all": {"formula": "SUM({$late.total})"}}},
         tell("finance", "逾期 {$late.count} 张")],
        None,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", RULES)
def test_a_rule_is_a_document_that_can_be_published(name: str) -> None:
    trigger, steps, condition = RULES[name]
    content: Json = {
        "kind": "automation",
        "version": 1,
        "id": "rule",
        "title": {"zh-CN": name},
        "trigger": trigger,
        "steps": steps,
        **({"when": condition} if condition else {}),
    }
    assert list(problems(AutomationDocument.parse(content), SHAPES.get)) == []
