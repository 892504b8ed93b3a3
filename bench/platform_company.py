"""Fills the platform's side with the same company, through its own front doors. Prints ids."""

from __future__ import annotations

import json
import sys
from typing import Any

import django

from bench import documents
from bench.documents import CUSTOMERS, PRODUCTS, WAREHOUSES

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from form_engine.models import Form, FormVersion  # noqa: E402
from form_engine.storage import Storage  # noqa: E402
from huiliu.core import ports  # noqa: E402
from huiliu.core.access import system_access  # noqa: E402
from huiliu.core.actor import Actor, AppRef, Cause  # noqa: E402
from huiliu.design import api as design  # noqa: E402
from huiliu.org import api as org  # noqa: E402

SYSTEM = Cause("system")


def fill(orders: int) -> dict[str, Any]:
    call_command("migrate", verbosity=0)
    org.make_first_administrator()
    workspace = org.Workspace.objects.get()
    admin = ports.org().actor(ports.org().administrators(workspace.pk)[0])
    org.roles.add(admin, "sales", {"zh-CN": "销售员"})
    member = org.members.add(admin, "sales", org.members.MemberChange(name="周婷", roles=["sales"]))
    actor = ports.org().actor(member.pk)
    app = _published(admin, design.apps.create(admin, "bench", {"zh-CN": "bench"}))
    ids = _masters(app, actor)
    _goods_in(app, actor, ids)
    _many(app, orders, ids, actor)
    return {"key": org.keys.make(actor, "bench")[1], **ids}


def _published(admin: Actor, app: AppRef) -> AppRef:
    forms = [("form", form) for form in documents.FORMS]
    grants = [("permission", documents.permission(form["id"])) for form in documents.FORMS]
    ledger = [("ledger", documents.STOCK)]
    for kind, content in [*forms, *ledger, *grants]:
        saved = design.drafts.save(admin, app, kind, content["id"], content, 0)
        design.publish(admin, app, kind, content["id"], rev=saved.rev)
    return ports.documents().app(app.workspace_id, app.key)


def _masters(app: AppRef, actor: Actor) -> dict[str, Any]:
    def make(form: str, count: int, **values: str) -> list[str]:
        access = system_access(actor, form)
        return [
            ports.records()
            .create(
                app,
                form,
                {"name": f"{form}{n}", "status": "enabled", **values},
                access=access,
                submit=True,
                cause=SYSTEM,
            )
            .uid
            for n in range(count)
        ]

    return {
        "products": make("product", PRODUCTS, spec="标准", unit="个"),
        "customers": make("customer", CUSTOMERS),
        "warehouses": make("warehouse", WAREHOUSES, department="1"),
        "scarce": make("warehouse", 1, name="scarce", department="1")[0],
    }


def _goods_in(app: AppRef, actor: Actor, ids: dict[str, Any]) -> None:
    access = system_access(actor, "receipt")
    today = ports.clock().today(actor.time_zone).isoformat()
    stocks = [(warehouse, 100_000_000) for warehouse in ids["warehouses"]]
    for warehouse, qty in [*stocks, (ids["scarce"], documents.SCARCE)]:
        values = documents.order(0, ids["products"], ids["customers"][0], warehouse, today)
        for line in values["lines"]:
            line["qty"] = str(qty)
        ports.records().create(app, "receipt", values, access=access, submit=True, cause=SYSTEM)


def _many(app: AppRef, count: int, ids: dict[str, list[str]], actor: Actor) -> None:
    """Orders without lines, for lists, straight into their table: the same values as by hand."""
    if not count:
        return
    form = Form.objects.get(app_id=app.id, key="order")
    version = FormVersion.objects.filter(form=form).latest("number")
    main = Storage.of_json(version.storage).main
    column = {c.field: c.name for c in main.columns}
    inside = {
        form: list(ports.records().ids(app, form, uids).values())
        for form, uids in (("customer", ids["customers"]), ("warehouse", ids["warehouses"]))
    }
    given = {
        "no": "'B-' || n", "bill_date": "DATE '2026-01-01' + (n %% 300)",
        "customer": "(%s::bigint[])[1 + n %% %s]", "warehouse": "(%s::bigint[])[1 + n %% %s]",
        "store": "1 + n %% 2", "channel": "(%s::text[])[1 + n %% 3]", "contact": "'刘经理'",
        "carrier": "'顺丰'", "tracking_no": "'SF' || n", "salesperson": "%s",
        "total_qty": "100000", "total": "n * 7919 %% 1000000", "remark": "'请在工作日送货'",
    }  # fmt: skip
    names = ", ".join(f'"{column[field]}"' for field in given)
    sql = f"""INSERT INTO huiliu_data."{main.name}" (uid, rev, version, created_at, created_by,
        updated_at, updated_by, title, search, {names})
      SELECT 'bench' || n, 1, %s, now(), %s, now(), %s, 'B-' || n, '', {", ".join(given.values())}
      FROM generate_series(1, %s) AS n"""  # noqa: S608 - names are the published version's own
    customers, warehouses = inside["customer"], inside["warehouse"]
    with connection.cursor() as cursor:
        cursor.execute(sql, [
            version.number, actor.member_id, actor.member_id, customers, len(customers), warehouses,
            len(warehouses), list(documents.CHANNELS), actor.member_id, count,
        ])  # fmt: skip
        cursor.execute(f'ANALYZE huiliu_data."{main.name}"')


if __name__ == "__main__":
    print(json.dumps(fill(int(sys.argv[1]))))
