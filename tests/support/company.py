"""A real small company, made through the front doors: nothing is faked, for tests over HTTP.

``python -m tests.support.company`` makes it in the configured database and prints its keys.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

Json = dict[str, Any]


def _field(id: str, type: str, **settings: Any) -> Json:
    return {"id": id, "type": type, "label": {"zh-CN": id, "en": id}, **settings}


def _form(id: str, *fields: Json, **more: Any) -> Json:
    title = {"zh-CN": id, "en": id}
    return {"kind": "form", "version": 1, "id": id, "title": title, "fields": list(fields), **more}


def _document(id: str) -> Json:
    lines = _field(
        "lines",
        "subform",
        min_rows=1,
        fields=[
            _field("product", "reference", form="product", required=True),
            _field("qty", "number", scale=0, min="1", required=True),
            _field("price", "money", scale=2),
            _field("amount", "formula", result="money", formula="{lines.qty}*{lines.price}"),
        ],
    )
    serial = _field(
        "no",
        "serial",
        parts=[{"kind": "text", "text": f"{id[:1].upper()}-"}, {"kind": "count", "digits": 5}],
    )
    return _form(
        id,
        serial,
        _field("day", "date", required=True, default={"current": "today"}),
        _field("note", "text", max_length=40),
        lines,
        _field("total", "formula", result="money", formula="SUM({lines.amount})"),
        document=True,
        title_field="no",
    )


FORMS = [
    _form("product", _field("name", "text", required=True), title_field="name", search=["name"]),
    _document("receipt"),
    _document("delivery"),
]
STOCK: Json = {
    "kind": "ledger",
    "version": 1,
    "id": "stock",
    "title": {"zh-CN": "库存", "en": "Stock"},
    "dimensions": [
        {"id": "product", "label": {"zh-CN": "商品"}, "type": "reference", "form": "product"}
    ],
    "measures": [
        {
            "id": "qty",
            "label": {"zh-CN": "数量"},
            "scale": 0,
            "floor": {
                "min": "0",
                "code": "NEGATIVE_STOCK",
                "message": {"zh-CN": "{product} 库存不足", "en": "Not enough {product}"},
            },
        }
    ],
    "postings": [
        {
            "id": form,
            "form": form,
            "event": "approved",
            "each": "lines",
            "date": "day",
            "dimensions": {"product": "lines.product"},
            "measures": {"qty": f"{sign}{{lines.qty}}"},
        }
        for form, sign in (("receipt", ""), ("delivery", "-"))
    ],
}
_EVERYTHING = [
    "view",
    "create",
    "edit",
    "delete",
    "submit",
    "unapprove",
    "copy",
    "batch",
    "restore",
]


def _group(role: str, kind: str, target: str, actions: list[str], **more: Any) -> Json:
    return {
        "kind": "permission",
        "version": 1,
        "id": f"{role}_{target}",
        kind: target,
        "title": {"zh-CN": role},
        "members": {"roles": [role]},
        "actions": actions,
        **more,
    }


PERMISSIONS = [
    *(_group("clerk", "form", form["id"], _EVERYTHING) for form in FORMS),
    _group("clerk", "ledger", "stock", ["view"]),
    _group("guest", "form", "product", ["view"]),
    _group(
        "guest",
        "form",
        "receipt",
        ["view"],
        fields={"*": "view", "lines.price": "hidden", "lines.amount": "hidden", "total": "hidden"},
    ),
]


@dataclass(frozen=True)
class Company:
    """API keys by role, and the public ids of two products."""

    app: str
    clerk: str
    guest: str
    admin: str
    cup: str
    pen: str


def make() -> Company:
    from huiliu.core import ports
    from huiliu.core.access import system_access
    from huiliu.core.actor import Cause
    from huiliu.design import api as design
    from huiliu.org import api as org

    org.make_first_administrator()
    workspace = org.Workspace.objects.get()
    admin = ports.org().actor(ports.org().administrators(workspace.pk)[0])
    keys = {"admin": org.keys.make(admin, "tests")[1]}
    actors = {}
    for role in ("clerk", "guest"):
        org.roles.add(admin, role, {"zh-CN": role})
        change = org.members.MemberChange(name=role, roles=[role])
        member = org.members.add(admin, role, change)
        actors[role] = ports.org().actor(member.pk)
        keys[role] = org.keys.make(actors[role], "tests")[1]
    design.apps.create(admin, "shop", {"zh-CN": "小店"})
    for content in (*FORMS, STOCK, *PERMISSIONS):
        app = ports.documents().app(workspace.pk, "shop")
        saved = design.drafts.save(admin, app, content["kind"], content["id"], content, 0)
        design.publish(admin, app, content["kind"], content["id"], rev=saved.rev)
    app = ports.documents().app(workspace.pk, "shop")
    access = system_access(actors["clerk"], "product")
    products = {
        name: ports.records()
        .create(app, "product", {"name": name}, access=access, submit=True, cause=Cause("system"))
        .uid
        for name in ("cup", "pen")
    }
    return Company("shop", **keys, **products)


def goods(product: str, qty: int, price: str = "2.50") -> Json:
    """The values of a receipt or a delivery of one line."""
    return {"lines": [{"product": product, "qty": str(qty), "price": price}]}


def main() -> None:
    from huiliu.server.cli.places import load_django

    load_django()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    print(json.dumps(asdict(make())))


if __name__ == "__main__":
    main()
