"""A company with secrets, made through the front doors: who sees what of it is the test.

The seller sees products without their costs and suppliers, their own deals without bonuses, of
others' deals only day and product, and of the ledger the quantities of their own department. The
approver has no permission group at all: only what the flow's node shows.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from huiliu.core import ports
from huiliu.core.access import system_access
from huiliu.core.actor import Actor, AppRef, Cause
from huiliu.design import api as design
from huiliu.org import api as org
from huiliu.org.departments import DepartmentChange
from huiliu.org.members import MemberChange

Json = dict[str, Any]

SECRETS = ("73.19", "26.81", "84.27", "146.38", "61.83", "绝密", "隐藏单据", "SECRET-TOKEN")
"""What is in hidden fields and rows, and what formulas make of it."""
HIDDEN_IDS = (
    "cost", "margin", "supplier", "manual", "token", "deal_cost", "bonus", "total_cost", "hint",
)  # fmt: skip
"""Fields that the seller must not even hear of."""


def _field(id: str, type: str, **settings: Any) -> Json:
    return {"id": id, "type": type, "label": {"zh-CN": f"标{id}", "en": f"The {id}"}, **settings}


def _document(kind: str, id: str, **more: Any) -> Json:
    return {"kind": kind, "version": 1, "id": id, "title": {"zh-CN": id, "en": id}, **more}


SUPPLIER = _document(
    "form", "supplier", title_field="name", search=["name"],
    fields=[_field("name", "text"), _field("bank", "text")],
)  # fmt: skip
PRODUCT = _document(
    "form", "product", title_field="name", search=["name", "token"],
    fields=[
        _field("name", "text", required=True),
        _field("code", "text", unique=True),
        _field("price", "money"),
        _field("cost", "money", max="1000"),
        _field("margin", "formula", result="money", formula="{price}-{cost}"),
        _field("supplier", "reference", form="supplier"),
        _field("manual", "attachment"),
        _field("photo", "attachment"),
        _field("token", "text", unique=True, default={"formula": '"SECRET-TOKEN-"&{name}'}),
    ],
    rules=[
        {
            "id": "loss", "code": "LOSS", "message": {"zh-CN": "售价不合适"}, "field": "cost",
            "when": {"cond": [{"field": "price", "op": "lt", "value": {"field": "cost"}}]},
        }
    ],
    list={"columns": ["name", "cost", "price"], "sort": [{"field": "cost"}]},
)  # fmt: skip
DEAL = _document(
    "form", "deal", document=True, search=["note"],
    fields=[
        _field("day", "date", default={"current": "today"}),
        _field(
            "product", "reference", form="product", show=["cost", "price"],
            copy={"deal_cost": "cost", "deal_price": "price"},
            filter={"cond": [{"field": "cost", "op": "lt", "value": "900"}]},
        ),
        _field("deal_price", "money"),
        _field("deal_cost", "money"),
        _field("note", "text"),
        _field("store", "department", default={"current": "department"}),
        _field(
            "lines", "subform",
            fields=[
                _field("product", "reference", form="product", required=True),
                _field("qty", "number", scale=0, required=True),
                _field("bonus", "money"),
                _field(
                    "cost", "formula", result="money", formula="{lines.qty}*{lines.product.cost}"
                ),
            ],
        ),
        _field("total_cost", "formula", result="money", formula="SUM({lines.cost})"),
        _field("hint", "formula", result="text", formula='IF({product.cost}>10,"高","低")'),
    ],
    rules=[
        {
            "id": "bonus", "code": "BONUS", "message": {"zh-CN": "不合规：{bonus}"},
            "field": "lines.qty",
            "when": {"cond": [{"field": "lines.bonus", "op": "gt", "value": "100"}]},
        }
    ],
)  # fmt: skip
MEMO = _document(
    "form", "memo", document=True, title_field="subject",
    fields=[
        _field("subject", "text"),
        _field("body", "text"),
        _field("paper", "attachment"),
        _field("stamp", "formula", result="text", formula='"印："&{subject}'),
    ],
    list={"columns": ["subject", "stamp", "body"]},
)  # fmt: skip
FLOW = _document(
    "flow", "memo_approval", form="memo",
    nodes=[
        {"id": "start", "type": "start"},
        {
            "id": "check", "type": "approval", "title": {"zh-CN": "审批"},
            "assignees": {"roles": ["approver"]}, "fields": {"*": "view", "subject": "hidden"},
        },
        {"id": "end", "type": "end"},
    ],
)  # fmt: skip
LEDGER = _document(
    "ledger", "stock",
    dimensions=[
        {"id": "product", "label": {"zh-CN": "商品"}, "type": "reference", "form": "product"},
        {"id": "store", "label": {"zh-CN": "门店"}, "type": "department"},
    ],
    measures=[
        {"id": "qty", "label": {"zh-CN": "数量"}, "scale": 0},
        {"id": "worth", "label": {"zh-CN": "价值"}, "scale": 2},
    ],
    postings=[
        {
            "id": "deal", "form": "deal", "event": "approved", "each": "lines", "date": "day",
            "dimensions": {"product": "lines.product", "store": "store"},
            "measures": {"qty": "{lines.qty}", "worth": "{lines.cost}"},
        }
    ],
)  # fmt: skip
TELL = _document(
    "automation", "tell", trigger={"type": "record_created", "form": "deal"},
    steps=[
        {
            "id": "s1", "type": "notify", "to": {"roles": ["seller"]},
            "message": {
                "zh-CN": "新单 {note} {deal_cost} {total_cost} {product.cost} {lines.bonus}"
            },
        }
    ],
)  # fmt: skip
_ALL = [
    "view", "create", "edit", "delete", "submit", "unapprove", "copy", "batch", "import", "export",
    "restore", "void",
]  # fmt: skip


def _group(id: str, role: str, on: Json, actions: list[str], **more: Any) -> Json:
    return _document("permission", id, **on, members={"roles": [role]}, actions=actions, **more)


OWN = {"cond": [{"field": "$created_by", "op": "eq", "value": {"current": "member"}}]}
HERE = {"cond": [{"field": "store", "op": "in", "value": {"current": "departments_below"}}]}
GROUPS = [
    *(
        _group(f"boss_{form}", "boss", {"form": form}, _ALL)
        for form in ("supplier", "product", "deal", "memo")
    ),
    _group("boss_stock", "boss", {"ledger": "stock"}, ["view"]),
    _group(
        "seller_product", "seller", {"form": "product"}, _ALL,
        fields={
            "*": "edit", "cost": "hidden", "supplier": "hidden", "manual": "hidden",
            "token": "hidden", "margin": "hidden",
        },
    ),
    _group(
        "seller_own", "seller", {"form": "deal"}, _ALL, rows=OWN,
        fields={"*": "edit", "deal_cost": "hidden", "lines.bonus": "hidden"},
    ),
    _group(
        "seller_here", "seller", {"form": "deal"}, ["view"], rows=HERE,
        fields={"*": "hidden", "day": "view", "product": "view"},
    ),
    _group(
        "seller_stock", "seller", {"ledger": "stock"}, ["view"], rows=HERE,
        fields={"*": "view", "worth": "hidden"},
    ),
    _group(
        "seller_memo", "seller", {"form": "memo"}, ["view"],
        fields={"*": "view", "subject": "hidden", "stamp": "hidden"},
    ),
]  # fmt: skip


@dataclass
class Secretive:
    app: AppRef
    keys: dict[str, str] = field(default_factory=dict)
    """API keys by member."""
    actors: dict[str, Actor] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)
    """Public ids of the records."""

    def make(self, name: str, form: str, by: str, values: Json, *, submit: bool = False) -> str:
        record = ports.records().create(
            self.app, form, values, submit=submit, cause=Cause("api"),
            access=system_access(self.actors[by], form),
        )  # fmt: skip
        self.ids[name] = record.uid
        return record.uid


def build() -> Secretive:
    org.make_first_administrator()
    workspace = org.Workspace.objects.order_by("-id")[0]
    admin = ports.org().actor(ports.org().administrators(workspace.pk)[0])
    design.apps.create(admin, "shop", {"zh-CN": "小店"})
    actors = _people(admin)
    for content in (SUPPLIER, PRODUCT, DEAL, MEMO, FLOW, LEDGER, TELL, *GROUPS):
        app = ports.documents().app(workspace.pk, "shop")
        saved = design.drafts.save(admin, app, content["kind"], content["id"], content, 0)
        design.publish(admin, app, content["kind"], content["id"], rev=saved.rev)
    world = Secretive(ports.documents().app(workspace.pk, "shop"), actors=actors)
    world.keys = {name: org.keys.make(actor, "t")[1] for name, actor in world.actors.items()}
    _records(world)
    return world


def _people(admin: Actor) -> dict[str, Actor]:
    places = {
        key: org.departments.add(admin, DepartmentChange(key), key=key).pk
        for key in ("north", "south")
    }
    for role in ("boss", "seller", "approver"):
        org.roles.add(admin, role, {"zh-CN": role})
    found = {}
    for name, role, place in [
        ("boss", "boss", "south"),
        ("seller", "seller", "north"),
        ("colleague", "seller", "north"),
        ("approver", "approver", "south"),
    ]:
        change = MemberChange(name, departments=[places[place]], roles=[role])
        found[name] = ports.org().actor(org.members.add(admin, name, change).pk)
    org.members.enrol(admin, admin.key, MemberChange(roles=["boss"]))
    found["admin"] = admin
    return {name: ports.org().actor(actor.member_id) for name, actor in found.items()}


def _records(world: Secretive) -> None:
    supplier = world.make("supplier", "supplier", "boss", {"name": "绝密供应商"})
    cup = world.make(
        "cup", "product", "boss",
        {"name": "杯子", "code": "P1", "price": "100", "cost": "73.19", "supplier": supplier},
    )  # fmt: skip
    world.make(
        "pen", "product", "boss", {"name": "笔", "code": "P2", "price": "90", "cost": "84.27"}
    )
    lines = [{"product": cup, "qty": "2", "bonus": "61.83"}]
    deal = {"product": cup, "note": "自己的", "lines": lines}
    world.make("mine", "deal", "seller", deal, submit=True)
    world.make("draft", "deal", "seller", deal)
    world.make("near", "deal", "colleague", {**deal, "note": "隐藏单据甲"}, submit=True)
    world.make("far", "deal", "boss", {**deal, "note": "隐藏单据乙"}, submit=True)
    world.make("memo", "memo", "boss", {"subject": "绝密主题", "body": "正文"}, submit=True)
