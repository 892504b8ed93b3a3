"""An order, what is received for it, what goes back and what is billed: documents in a chain."""

from __future__ import annotations

from typing import Any

Field = dict[str, Any]


def number(id_: str, scale: int = 4, **more: Any) -> Field:
    return {"id": id_, "type": "number", "scale": scale, **more}


def money(id_: str, **more: Any) -> Field:
    return {"id": id_, "type": "money", "scale": 2, **more}


def formula(id_: str, text: str, scale: int = 4) -> Field:
    return {"id": id_, "type": "formula", "result": "number", "scale": scale, "formula": text}


def lines(*fields: Field) -> Field:
    return {"id": "lines", "type": "subform", "fields": list(fields)}


_STATUS = [
    {"id": one, "label": {"zh-CN": one}} for one in ("none", "partial", "completed", "closed")
]
_HEAD: list[Field] = [
    {"id": "no", "type": "serial", "parts": [
        {"kind": "text", "text": "D"}, {"kind": "count", "digits": 4, "reset": "never"}]},
    {"id": "bill_date", "type": "date"},
    {"id": "supplier", "type": "text"},
]  # fmt: skip

ORDER: dict[str, Any] = {
    "fields": [
        *_HEAD,
        {"id": "exec_status", "type": "choice", "readonly": True, "options": _STATUS},
        number("over_pct", 2),
        lines(
            {"id": "sku", "type": "text"},
            number("qty"),
            money("gross"),
            number("received", readonly=True),
            formula("open", 'IF({exec_status}="closed", 0, MAX({lines.qty}-{lines.received}, 0))'),
        ),
    ],
    "document": True,
    "title_field": "no",
    "execution": {"status": "exec_status", "open": "lines.open", "executed": ["lines.received"]},
}
RECEIPT: dict[str, Any] = {
    "fields": [
        *_HEAD,
        {"id": "order", "type": "reference", "form": "order"},
        lines(
            number("order_line", 0),
            {"id": "sku", "type": "text"},
            number("qty"),
            money("gross", readonly=True),
            formula("net", "{lines.gross}/1.13", 2),
            number("returned", readonly=True),
            number("billed", readonly=True),
        ),
    ],
    "document": True,
    "title_field": "no",
    "links": [
        {
            "id": "from_order",
            "title": {"zh-CN": "采购入库", "en": "Receive"},
            "form": "order",
            "lines": "lines",
            "record": "order",
            "row": "lines.order_line",
            "quantity": "lines.qty",
            "into": "lines.received",
            "limit": "{lines.qty} * (1 + {over_pct})",
            "refused": {"code": "OVER_RECEIPT", "message": {
                "zh-CN": "超收：最多 {limit}，已收 {taken}，本次 {quantity}",
                "en": "Too much: at most {limit}, {taken} received, {quantity} now"}},
            "offer": {"into": "lines.qty", "amount": "{lines.open}"},
            "same": {"lines.sku": "lines.sku", "supplier": "supplier"},
            "shares": {"of": "lines.qty", "fields": {"lines.gross": "lines.gross"}},
            "many": False,
        }
    ],
}  # fmt: skip


def _after_receipt(id_: str, title: str, into: str, limit: str, code: str) -> dict[str, Any]:
    return {
        "id": id_,
        "title": {"zh-CN": title},
        "form": "receipt",
        "lines": "lines",
        "record": "lines.receipt",
        "row": "lines.receipt_line",
        "quantity": "lines.qty",
        "into": into,
        "limit": limit,
        "refused": {"code": code, "message": {"zh-CN": f"{code} {{over}}"}},
        "offer": {"into": "lines.qty", "amount": limit},
        "same": {"supplier": "supplier"},
        "copy": {"lines.sku": "lines.sku"},
        "not_before": {
            "date": "bill_date", "source": "bill_date", "code": "RETURN_BEFORE_SOURCE",
        },
    }  # fmt: skip


def _follower(link: dict[str, Any]) -> dict[str, Any]:
    return {
        "fields": [
            *_HEAD,
            lines(
                {"id": "receipt", "type": "reference", "form": "receipt"},
                number("receipt_line", 0),
                {"id": "sku", "type": "text"},
                number("qty"),
            ),
        ],
        "document": True,
        "title_field": "no",
        "links": [link],
    }


_LEFT = "{lines.qty}-{lines.returned}"
_BACK = _after_receipt("back", "采购退货", "lines.returned", "{lines.qty}", "OVER_RETURN")
_BILL = _after_receipt("bill", "采购发票", "lines.billed", _LEFT, "OVER_INVOICE")
RETURN = _follower(_BACK)
RETURN["fields"].append(
    {"id": "reverses", "type": "reference", "form": "return", "readonly": True}
)  # fmt: skip
RETURN["life"] = {
    "reversal": {"negate": ["lines.qty"], "of": "reverses", "date": "bill_date"},
}  # fmt: skip
INVOICE = _follower(_BILL) | {"life": {"period": "bill_date"}}
CHAIN = {"order": ORDER, "receipt": RECEIPT, "return": RETURN, "invoice": INVOICE}


def _labelled(fields: list[Field]) -> list[Field]:
    return [
        {
            "label": {"zh-CN": one["id"], "en": one["id"]},
            **one,
            **({"fields": _labelled(one["fields"])} if "fields" in one else {}),
        }
        for one in fields
    ]


def documents() -> list[dict[str, Any]]:
    """The forms as whole documents, sources first."""
    titles = {
        "order": "采购订单",
        "receipt": "采购入库",
        "return": "采购退货",
        "invoice": "采购发票",
    }
    return [
        {
            "kind": "form",
            "version": 1,
            "id": key,
            "title": {"zh-CN": titles[key], "en": key},
            **form,
            "fields": _labelled(form["fields"]),
        }
        for key, form in CHAIN.items()
    ]


def _posting(id_: str, form: str, **measures: str) -> dict[str, Any]:
    return {
        "id": id_, "form": form, "event": "approved", "each": "lines", "date": "bill_date",
        "dimensions": {"sku": "lines.sku"}, "measures": measures,
    }  # fmt: skip


STOCK: dict[str, Any] = {
    "kind": "ledger",
    "version": 1,
    "id": "stock",
    "title": {"zh-CN": "库存"},
    "dimensions": [{"id": "sku", "label": {"zh-CN": "商品"}, "type": "text"}],
    "measures": [
        {"id": "qty", "label": {"zh-CN": "现存"}, "scale": 4, "floor": {
            "min": "0", "code": "NEGATIVE_STOCK", "message": {"zh-CN": "库存不足"}}},
        {"id": "coming", "label": {"zh-CN": "在途"}, "scale": 4},
    ],
    "postings": [
        _posting("ordered", "order", coming="{lines.open}"),
        _posting("received", "receipt", qty="{lines.qty}"),
        _posting("returned", "return", qty="-{lines.qty}"),
    ],
}  # fmt: skip
_ALL = ["view", "create", "edit", "delete", "submit", "withdraw", "unapprove", "reverse", "void",
        "close", "reopen", "copy", "restore"]  # fmt: skip


def _group(role: str, form: str, actions: list[str], **more: Any) -> dict[str, Any]:
    return {
        "kind": "permission", "version": 1, "id": f"{role}_{form}", "form": form,
        "title": {"zh-CN": role}, "members": {"roles": [role]}, "actions": actions, **more,
    }  # fmt: skip


def permissions() -> list[dict[str, Any]]:
    """A clerk does everything; a guest sees receipts, and orders without what was received."""
    ledger = _group("clerk", "stock", ["view"])
    ledger["ledger"] = ledger.pop("form")
    hidden = {"*": "view", "lines.received": "hidden", "lines.open": "hidden"}
    return [
        *(_group("clerk", key, _ALL) for key in CHAIN),
        ledger,
        _group("guest", "order", ["view"], fields=hidden),
        _group("guest", "receipt", ["view", "create", "edit", "submit"]),
    ]


def make_trade() -> None:
    """An app ``trade`` beside the shop of ``company.make``."""
    from huiliu.core import ports
    from huiliu.design import api as design
    from huiliu.org import api as org

    workspace = org.Workspace.objects.get().pk
    admin = ports.org().actor(ports.org().administrators(workspace)[0])
    design.apps.create(admin, "trade", {"zh-CN": "贸易"})
    for content in (*documents(), STOCK, *permissions()):
        app = ports.documents().app(workspace, "trade")
        saved = design.drafts.save(admin, app, content["kind"], content["id"], content, 0)
        design.publish(admin, app, content["kind"], content["id"], rev=saved.rev)
