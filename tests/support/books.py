"""A small company that keeps books: sales, purchases, costed stock, vouchers and a general ledger.

Made through the front doors: every engine is the real one. Only the clock is set.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from huiliu.core import ports
from huiliu.core.access import Access, system_access
from huiliu.core.actor import Actor, AppRef, Cause
from huiliu.core.conditions import Condition
from huiliu.core.records import Record
from huiliu.core.transactions import run_in_transaction
from tests.support.fakes import FakeClock

Json = dict[str, Any]
TODAY = date(2026, 10, 20)
OPENED = datetime(2026, 10, TODAY.day, 2, 0, tzinfo=UTC)
CHART = {
    "1001": "库存现金", "1002": "银行存款", "1122": "应收账款", "1405": "库存商品",
    "220201": "应付货款", "222101": "应交增值税", "3001": "实收资本", "3103": "本年利润",
    "5001": "主营业务收入", "5401": "主营业务成本", "5601": "销售费用",
}  # fmt: skip


def _field(id: str, type: str, **settings: Any) -> Json:
    return {"id": id, "type": type, "label": {"zh-CN": id, "en": id}, **settings}


def _form(id: str, *fields: Json, **more: Any) -> Json:
    title = {"zh-CN": id, "en": id}
    return {"kind": "form", "version": 1, "id": id, "title": title, "fields": list(fields), **more}


def _serial(prefix: str) -> Json:
    count = {"kind": "count", "digits": 4, "reset": "never"}
    return _field("no", "serial", parts=[{"kind": "text", "text": prefix}, count])


def _ref(id: str, form: str, **more: Any) -> Json:
    return _field(id, "reference", form=form, **more)


def _document(id: str, prefix: str, party: str) -> Json:
    lines = _field(
        "lines",
        "subform",
        min_rows=1,
        fields=[
            _ref("product", "product", required=True),
            _field("qty", "number", scale=0, required=True),
            _field("net", "money", scale=2),
            _field("tax", "money", scale=2),
        ],
    )
    kinds = [{"id": one, "label": {"zh-CN": one}} for one in ("normal", "sample")]
    return _form(
        id,
        _serial(prefix),
        _field("day", "date", required=True),
        _ref("party", party, required=True),
        _field("purpose", "choice", options=kinds),
        lines,
        _field("gross", "formula", result="money", formula="SUM({lines.net})+SUM({lines.tax})"),
        document=True,
        title_field="no",
        life={"period": "day"},
    )


_KINDS = [
    {"id": one, "label": {"zh-CN": one}}
    for one in ("manual", "opening", "auto", "cost_adjust", "reversal", "close")
]
VOUCHER = _form(
    "voucher",
    _serial("记-"),
    _field("day", "date", required=True),
    _field("kind", "choice", options=_KINDS),
    _field("summary", "text", max_length=200),
    _field("source", "text", max_length=200),
    _field("exported", "switch"),
    _field(
        "lines",
        "subform",
        fields=[
            _field("summary", "text", max_length=200),
            _ref("account", "account", required=True),
            _ref("customer", "customer"),
            _ref("supplier", "supplier"),
            _field("debit", "money", scale=2),
            _field("credit", "money", scale=2),
        ],
    ),
    _field("period", "formula", result="text", formula='TEXT({day},"yyyy-MM")'),
    document=True,
    title_field="no",
    life={"period": "day", "editable_after_approval": ["exported"]},
)
FORMS = [
    _form("account", _field("code", "text", required=True), _field("name", "text"),
          _field("leaf", "switch"), title_field="name"),
    _form("product", _field("name", "text"), _field("account", "text"), title_field="name"),
    _form("customer", _field("name", "text"), title_field="name"),
    _form("supplier", _field("name", "text"), title_field="name"),
    _document("receipt", "R-", "supplier"),
    _document("delivery", "D-", "customer"),
    VOUCHER,
]  # fmt: skip


def _dimension(id: str, type: str, **more: Any) -> Json:
    return {"id": id, "label": {"zh-CN": id}, "type": type, **more}


STOCK: Json = {
    "kind": "ledger", "version": 1, "id": "stock", "title": {"zh-CN": "库存"},
    "dimensions": [_dimension("product", "reference", form="product")],
    "measures": [
        {"id": "qty", "label": {"zh-CN": "数量"}, "scale": 0, "floor": {
            "min": "0", "code": "NEGATIVE_STOCK", "message": {"zh-CN": "{product} 库存不足"},
            "past": {"code": "NEGATIVE_STOCK_HISTORY", "message": {"zh-CN": "{product} 不足"}}}},
        {"id": "value", "label": {"zh-CN": "金额"}, "scale": 2},
    ],
    "costing": {"method": "moving_average", "quantity": "qty", "value": "value",
                "scope": ["product"]},
    "postings": [
        {"id": "in", "form": "receipt", "event": "approved", "each": "lines", "date": "day",
         "dimensions": {"product": "lines.product"},
         "measures": {"qty": "{lines.qty}", "value": "{lines.net}"}},
        {"id": "out", "form": "delivery", "event": "approved", "each": "lines", "date": "day",
         "dimensions": {"product": "lines.product"}, "measures": {"qty": "-{lines.qty}"}},
    ],
}  # fmt: skip
GENERAL: Json = {
    "kind": "ledger", "version": 1, "id": "general", "title": {"zh-CN": "总账"},
    "dimensions": [
        _dimension("account", "reference", form="account"),
        _dimension("period", "text"),
        _dimension("customer", "reference", form="customer"),
        _dimension("supplier", "reference", form="supplier"),
    ],
    "measures": [{"id": one, "label": {"zh-CN": one}, "scale": 2} for one in ("debit", "credit")],
    "postings": [
        {"id": "line", "form": "voucher", "event": "approved", "each": "lines", "date": "day",
         "dimensions": {"account": "lines.account", "period": "period",
                        "customer": "lines.customer", "supplier": "lines.supplier"},
         "measures": {"debit": "{lines.debit}", "credit": "{lines.credit}"}},
    ],
}  # fmt: skip


def _term(side: str, *accounts: str, **more: Any) -> Json:
    return {"side": side, "accounts": list(accounts), **more}


def _line(id: str, terms: list[Json] | None = None, **more: Any) -> Json:
    return {"id": id, "title": {"zh-CN": id, "en": id}, "terms": terms or [], **more}


JOURNAL: Json = {
    "kind": "journal", "version": 1, "id": "main", "title": {"zh-CN": "总账"},
    "voucher": {
        "form": "voucher", "date": "day", "kind": "kind", "summary": "summary",
        "source": "source", "lines": "lines", "account": "account", "debit": "debit",
        "credit": "credit", "line_summary": "summary",
        "auxiliaries": {"customer": "customer", "supplier": "supplier"},
        "posted": {"cond": [{"field": "exported", "op": "eq", "value": True}]},
    },
    "accounts": {"form": "account", "code": "code",
                 "usable": {"cond": [{"field": "leaf", "op": "eq", "value": True}]}},
    "books": {"ledger": "general", "account": "account", "period": "period",
              "debit": "debit", "credit": "credit"},
    "statements": [
        {"id": "profit", "title": {"zh-CN": "利润表"}, "of": "turnover", "lines": [
            _line("revenue", [_term("credit", "5001")]),
            _line("cost", [_term("debit", "5401")]),
            _line("selling", [_term("debit", "5601")]),
            _line("net", total="{revenue}-{cost}-{selling}", strong=True),
        ]},
        {"id": "sheet", "title": {"zh-CN": "资产负债表"}, "of": "balance", "lines": [
            _line("cash", [_term("debit", "10")]),
            _line("receivable", [_term("debit", "1122", by="customer", only=True)]),
            _line("stock", [_term("debit", "1405")]),
            _line("credit", [_term("debit", "222101", only=True)]),
            _line("assets", total="{cash}+{receivable}+{stock}+{credit}", strong=True),
            _line("advance", [_term("credit", "1122", by="customer", only=True)]),
            _line("payable", [_term("credit", "2202")]),
            _line("tax", [_term("credit", "222101", only=True)]),
            _line("capital", [_term("credit", "3001")]),
            _line("left", [_term("credit", "3103"), _term("credit", "5")]),
            _line("both", total="{advance}+{payable}+{tax}+{capital}+{left}", strong=True),
        ]},
    ],
    "closing": {
        "steps": [{
            "id": "levy", "title": {"zh-CN": "计提"},
            "amounts": {"sold": {"accounts": ["5001"], "side": "credit", "of": "turnover"},
                        "done": {"accounts": ["5601"], "side": "debit", "of": "turnover"}},
            "entries": [
                {"side": "debit", "account": "5601", "amount": "IF({done}=0,{sold}*0.01,0)"},
                {"side": "credit", "account": "222101", "amount": "IF({done}=0,{sold}*0.01,0)"},
            ]}],
        "transfer": {"title": {"zh-CN": "结转损益"}, "accounts": ["5"], "into": "3103"},
        "reconcile": [{"id": "stock", "title": {"zh-CN": "存货与台账一致"}, "accounts": ["1405"],
                       "side": "debit", "ledger": "stock", "measure": "value"}],
        "equation": {"statement": "sheet", "left": "assets", "right": "both"},
    },
}  # fmt: skip


def rule(id: str, form: str, *entries: Json, **more: Any) -> Json:
    title = {"zh-CN": id, "en": id}
    head = {"kind": "voucher_rule", "version": 1, "id": id, "title": title, "journal": "main"}
    return {**head, "form": form, "date": "day", "entries": list(entries), **more}


def entry(side: str, account: Any, amount: Any, **more: Any) -> Json:
    return {"side": side, "account": account, "amount": amount, **more}


COST = {"ledger": "stock", "measure": "value", "negate": True}
_CUSTOMER = {"customer": "party"}
RULES = [
    rule(
        "receiving", "receipt",
        entry("debit", {"path": "lines.product.account"}, "{lines.net}", each="lines"),
        entry("debit", "222101", "SUM({lines.tax})"),
        entry("credit", "220201", "{gross}", auxiliaries={"supplier": "party"}),
        summary='"采购入库 " & {no}',
    ),
    rule(
        "revenue", "delivery",
        entry("debit", "1122", "{gross}", auxiliaries=_CUSTOMER),
        entry("credit", "5001", "{lines.net}", each="lines"),
        entry("credit", "222101", "{lines.tax}", each="lines"),
        summary='"销售收入 " & {no}',
        when={"cond": [{"field": "purpose", "op": "ne", "value": "sample"}]},
    ),
    rule(
        "cost", "delivery",
        entry("debit", {"by": "purpose", "codes": {"sample": "5601"}, "otherwise": "5401"},
              COST, each="lines"),
        entry("credit", {"path": "lines.product.account"}, COST, each="lines"),
        summary='"结转成本 " & {no}',
    ),
]  # fmt: skip
_WORK = ["view", "create", "edit", "submit", "unapprove", "copy", "void"]


def _group(id: str, role: str, target: tuple[str, str], actions: list[str], **more: Any) -> Json:
    return {
        "kind": "permission", "version": 1, "id": id, target[0]: target[1],
        "title": {"zh-CN": id}, "members": {"roles": [role]}, "actions": actions, **more,
    }  # fmt: skip


PERMISSIONS = [
    *(_group(f"clerk_{f}", "clerk", ("form", f), _WORK)
      for f in ("product", "customer", "supplier", "receipt", "delivery")),
    *(_group(f"books_{f['id']}", "accountant", ("form", f["id"]), [*_WORK, "close", "reopen"])
      for f in FORMS),
    *(_group(f"books_{one}", "accountant", ("ledger", one), ["view"])
      for one in ("general", "stock")),
]  # fmt: skip


def nameless(form: str, role: str) -> Json:
    """Lets the role see documents of the form, all of them, and everything but their numbers."""
    fields = {"*": "view", "no": "hidden"}
    return _group(f"books_{form}", role, ("form", form), _WORK, fields=fields)


@dataclass
class Books:
    """The company at work. Amounts are given and told as strings of money."""

    workspace: int
    admin: Actor
    clerk: Actor
    accountant: Actor
    clock: FakeClock
    ids: dict[str, str] = field(default_factory=dict)
    """Public ids of the parties and products by name."""

    def again(self) -> Books:
        """The same company on its first day, for another test."""
        return replace(self, clock=FakeClock(OPENED), ids=dict(self.ids))

    @property
    def app(self) -> AppRef:
        return ports.documents().app(self.workspace, "books")

    def publish(self, content: Json) -> None:
        from huiliu.design import api as design

        kind, key = content["kind"], content["id"]
        assert design.publisher_of(kind).validate(self.app, key, content) == []
        rev = design.drafts.revision_of(self.app, kind, key)
        saved = design.drafts.save(self.admin, self.app, kind, key, content, rev)
        design.publish(self.admin, self.app, kind, key, rev=saved.rev)

    def access(self, actor: Actor, form: str) -> Access:
        return ports.permissions().access(actor, self.app, form)

    def make(self, form: str, values: Mapping[str, Any], *, actor: Actor | None = None) -> Record:
        """A record; a document is approved at once."""
        access = self.access(actor, form) if actor else system_access(self.admin, form)
        return ports.records().create(
            self.app, form, dict(values), access=access, submit=True, cause=Cause()
        )

    def draft(self, form: str, values: Mapping[str, Any]) -> Record:
        access = system_access(self.admin, form)
        return ports.records().create(
            self.app, form, dict(values), access=access, submit=False, cause=Cause()
        )

    def approve(
        self, form: str, *lines: tuple[str, int, str, str], on: int = 5, **more: Any
    ) -> Record:
        """A line is a product, a quantity, net and tax."""
        party = self.ids["acme" if form == "delivery" else "mill"]
        rows = [
            {"product": self.ids[p], "qty": str(q), "net": net, "tax": tax}
            for p, q, net, tax in lines
        ]
        day = date(2026, 10, on).isoformat()
        values = {"day": day, "party": party, "lines": rows, **more}
        return self.make(form, values, actor=self.clerk)

    def unapprove(self, record: Record, *, actor: Actor | None = None) -> Record:
        access = self.access(actor or self.clerk, record.form)
        return ports.records().unapprove(
            self.app, record.form, record.id, access=access, cause=Cause()
        )

    def all(self, form: str) -> list[Record]:
        access = system_access(self.admin, form)
        return ports.records().find(self.app, form, Condition(), access=access, limit=10_000)

    def vouchers(self) -> list[tuple[str, str, list[str]]]:
        """Kind, day and lines of each: ``Dr 1122 acme 113.00``."""
        return [
            (v.values["kind"], v.values["day"].isoformat(), [*map(self._line, v.values["lines"])])
            for v in self.all("voucher")
        ]

    def net(self) -> dict[str, Decimal]:
        """By account code: all debits less all credits in the general ledger."""
        found: dict[str, Decimal] = {}
        for row in ports.ledgers().sums(self.app, "general", ["account"], None):
            code = self._account(row["account"])
            found[code] = found.get(code, Decimal(0)) + row["debit"] - row["credit"]
        return {code: amount for code, amount in sorted(found.items()) if amount}

    def _account(self, id_: int) -> str:
        return str(self._values("account", id_)["code"])

    def _line(self, row: Mapping[str, Any]) -> str:
        side = "Dr" if row["debit"] is not None else "Cr"
        party = [
            self._values(form, row[form])["name"]
            for form in ("customer", "supplier")
            if row[form] is not None
        ]
        amount = row["debit"] if side == "Dr" else row["credit"]
        return " ".join([side, self._account(row["account"]), *party, str(amount)])

    def _values(self, form: str, id_: int) -> Mapping[str, Any]:
        access = system_access(self.admin, form)
        return ports.records().read(self.app, form, id_, access=access).values


def row_of(books: Books, code: str, **amount: str) -> dict[str, Any]:
    """A line of a voucher made by hand."""
    (account,) = [one for one in books.all("account") if one.values["code"] == code]
    return {"account": account.uid, **amount}


@contextmanager
def open_books(*, rules: list[Json] | None = None) -> Iterator[Books]:
    from huiliu.design import api as design
    from huiliu.org import api as org

    org.make_first_administrator()
    workspace = org.Workspace.objects.get()
    admin = ports.org().actor(ports.org().administrators(workspace.pk)[0])
    actors = {}
    for role in ("clerk", "accountant"):
        org.roles.add(admin, role, {"zh-CN": role})
        member = org.members.add(admin, role, org.members.MemberChange(name=role, roles=[role]))
        actors[role] = ports.org().actor(member.pk)
    design.apps.create(admin, "books", {"zh-CN": "账"})
    clock = FakeClock(OPENED)
    with ports.bound(clock=clock):
        books = Books(workspace.pk, admin, actors["clerk"], actors["accountant"], clock)
        _found(books, RULES if rules is None else rules)
        yield books


def _found(books: Books, rules: list[Json]) -> None:
    for content in (*FORMS, STOCK, GENERAL, *PERMISSIONS):
        books.publish(deepcopy(content))

    def masters() -> None:
        for code, name in CHART.items():
            books.make("account", {"code": code, "name": name, "leaf": True})
        books.make("account", {"code": "2221", "name": "应交税费", "leaf": False})
        for form, names in {
            "customer": ("acme", "bodega"),
            "supplier": ("mill",),
            "product": ("cup", "pen"),
        }.items():
            for name in names:
                own = {"account": "1405"} if form == "product" else {}
                books.ids[name] = books.make(form, {"name": name, **own}).uid

    run_in_transaction(masters)
    for content in (JOURNAL, *rules):
        books.publish(deepcopy(content))
