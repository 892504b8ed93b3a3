"""An empty workspace with the 进销存 template installed, and a small company in it, made through
the front doors. In any database: nothing here is a fixture."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from form_engine import api as forms
from huiliu.core import ports
from huiliu.core.access import system_access
from huiliu.core.actor import Actor, AppRef, Cause
from huiliu.core.conditions import Condition
from huiliu.core.records import Record
from huiliu.core.transactions import run_in_transaction
from huiliu.org import api as org
from templates_library.api import install
from workflow_engine import api as flows

PEOPLE = ("buyer", "purchase_manager", "keeper", "sales", "sales_manager", "boss", "finance")
CAUSE = Cause("browser")
AT_ONCE, LINES_AT_ONCE = 500, 500


@dataclass(frozen=True)
class Company:
    app: AppRef

    @classmethod
    def here(cls) -> Company:
        workspace = org.Workspace.objects.get()
        return cls(ports.documents().app(workspace.pk, "jxc"))

    @cached_property
    def admin(self) -> Actor:
        return ports.org().actor(ports.org().administrators(self.app.workspace_id)[0])

    def actor(self, login: str) -> Actor:
        return org.actor_of(org.Account.objects.get(login=login).pk)

    @classmethod
    def prepared(cls, products: int, warehouses: int, qty: int) -> dict[str, Any]:
        """What ``make`` gave, with so much of everything in stock; made only once."""
        if org.Workspace.objects.exists():
            return cls.here().known()
        ids, company = make(products, warehouses), cls.here()
        company.goods_in(ids, qty, company.today - dt.timedelta(days=60))
        return ids

    def known(self) -> dict[str, Any]:
        """The masters that are there, by public id."""

        def uids(form: str) -> list[str]:
            access = system_access(self.admin, form)
            found = ports.records().find(self.app, form, Condition(), access=access, limit=1000)
            return [one.uid for one in sorted(found, key=lambda one: one.id)]

        return {
            "products": uids("product"), "warehouses": uids("warehouse"),
            "customer": uids("customer")[0], "supplier": uids("supplier")[0],
        }  # fmt: skip

    @cached_property
    def today(self) -> dt.date:
        return ports.clock().today(self.admin.time_zone)

    def plain(self, form: str, values: dict[str, Any]) -> Record:
        access = system_access(self.admin, form)
        return ports.records().create(
            self.app, form, values, access=access, submit=False, cause=CAUSE
        )

    def many(self, form: str, rows: Sequence[dict[str, Any]]) -> list[str]:
        """Public ids, several records a transaction."""
        found: list[str] = []
        for start in range(0, len(rows), AT_ONCE):
            some = rows[start : start + AT_ONCE]
            found += run_in_transaction(lambda some=some: [self.plain(form, v).uid for v in some])
        return found

    def enter(self, form: str, login: str, values: dict[str, Any]) -> Record:
        """Submitted with a member's own rights."""
        access = ports.permissions().access(self.actor(login), self.app, form)
        return ports.records().create(
            self.app, form, values, access=access, submit=True, cause=CAUSE
        )

    def goods_in(self, ids: dict[str, Any], qty: int, day: dt.date) -> None:
        """So many of each product in each warehouse, at 10.00."""
        places = list(itertools.product(ids["products"], ids["warehouses"]))
        access = system_access(self.actor("sales"), "other_in")
        for start in range(0, len(places), LINES_AT_ONCE):
            some = places[start : start + LINES_AT_ONCE]
            values = {
                "bill_date": day.isoformat(), "kind": "other", "warehouse": ids["warehouses"][0],
                "lines": [{"product": product, "warehouse": warehouse, "qty": str(qty),
                           "price": "10"} for product, warehouse in some],
            }  # fmt: skip
            record = ports.records().create(
                self.app, "other_in", values, access=access, submit=True, cause=CAUSE
            )
            self.approve(record, "finance")

    def approve(self, record: Record, *logins: str) -> None:
        """By those of the members who are asked, in this order."""
        for login in logins:
            actor = self.actor(login)
            rights = ports.flows().rights(record, actor)
            if rights is not None:
                flows.approve(rights.task_id, actor=actor)

    def submit(self, record: Record, login: str) -> Record:
        access = ports.permissions().access(self.actor(login), self.app, record.form)
        return ports.records().submit(self.app, record.form, record.id, access=access, cause=CAUSE)

    def unapprove(self, record: Record) -> Record:
        access = system_access(self.admin, record.form)
        return ports.records().unapprove(
            self.app, record.form, record.id, access=access, cause=CAUSE
        )

    def push(
        self,
        source: Record,
        link: str,
        login: str,
        wanted: Mapping[int, str | None] | None = None,
        **more: str,
    ) -> Record:
        """A draft of what is open of the source, or of the wanted rows; ``more`` is filled in."""
        actor = self.actor(login)
        form, draft = forms.push(self.app, [source], link, actor=actor, cause=CAUSE, wanted=wanted)
        if more:
            access = system_access(actor, form)
            ports.records().change(self.app, form, draft.id, more, access=access, cause=CAUSE)
        return draft

    def now(self, record: Record) -> Record:
        access = system_access(self.admin, record.form)
        return ports.records().read(self.app, record.form, record.id, access=access)

    def ids(self, form: str, uids: Sequence[str]) -> list[int]:
        found = ports.records().ids(self.app, form, uids)
        return [found[uid] for uid in uids]


def make(products: int, warehouses: int) -> dict[str, Any]:
    org.make_first_administrator()
    workspace = org.Workspace.objects.get().pk
    admin = ports.org().actor(ports.org().administrators(workspace)[0])
    install("jxc", actor=admin)
    for role in PEOPLE:
        org.members.add(admin, role, org.members.MemberChange(name=role, roles=[role]))
    company = Company.here()
    company.plain("company_settings", SETTINGS)
    category = company.plain("category", {"code": "bench", "name": "bench"}).uid
    department = str(org.departments.add(admin, org.departments.DepartmentChange(name="bench")).pk)
    return {
        "products": company.many("product", list(_products(products, category))),
        "warehouses": company.many("warehouse", list(_warehouses(warehouses, department))),
        "customer": company.plain("customer", CUSTOMER).uid,
        "supplier": company.plain("supplier", SUPPLIER).uid,
        "key": org.keys.make(company.actor("boss"), "bench")[1],
    }


SETTINGS = {
    "name": "bench", "taxpayer": "general", "industry": "wholesale_retail",
    "auto_order_limit": "1000000.00",
}  # fmt: skip
CUSTOMER = {
    "name": "bench",
    "kind": "wholesale",
    "channel": "wholesale",
    "credit_limit": "99999999",
}
SUPPLIER = {"name": "bench", "taxpayer": "general", "invoice_kind": "special"}


def _products(count: int, category: str) -> Iterator[dict[str, Any]]:
    for n in range(count):
        yield {
            "name": f"商品{n}", "category": category, "tax_rate": "0.13",
            "purchase_price": "11.30", "wholesale_price": "22.60", "retail_price": "30.00",
            "safety_stock": "20",
        }  # fmt: skip


def _warehouses(count: int, department: str) -> Iterator[dict[str, Any]]:
    for n in range(count):
        yield {"name": f"仓库{n}", "kind": "normal", "department": department}
