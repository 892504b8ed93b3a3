"""A ledger with costs, over HTTP: what a sale cost, what changed it, 收发存, and closed periods."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from huiliu.core import ports
from huiliu.design import api as design
from huiliu.org import api as org
from huiliu.server.jobs import runner
from tests.server.test_records_over_http import Door
from tests.support.company import FORMS, STOCK, Company, goods, make

pytestmark = pytest.mark.django_db(transaction=True)

APP = "/apps/shop"
VALUE = {"id": "value", "label": {"zh-CN": "金额"}, "scale": 2}


@pytest.fixture
def company() -> Company:
    found = make()
    workspace = org.Workspace.objects.get().pk
    admin = ports.org().actor(ports.org().administrators(workspace)[0])
    delivery, stock = deepcopy(FORMS[2]), deepcopy(STOCK)
    cost = {"id": "cost", "type": "money", "scale": 2, "label": {"zh-CN": "成本"}}
    next(f for f in delivery["fields"] if f["id"] == "lines")["fields"].append(cost)
    stock["measures"].append(VALUE)
    stock["measures"][0]["floor"]["past"] = {"code": "WAS_SHORT", "message": {"zh-CN": "{date}"}}
    stock["costing"] = {
        "method": "moving_average", "quantity": "qty", "value": "value", "scope": ["product"]
    }  # fmt: skip
    stock["postings"][0]["measures"]["value"] = "{lines.amount}"
    stock["postings"][1]["cost"] = {"rule": "method", "into": "lines.cost"}
    for content in (delivery, stock):
        app = ports.documents().app(admin.workspace_id, "shop")
        draft = design.drafts.read(admin, app, content["kind"], content["id"])
        kind, key = content["kind"], content["id"]
        saved = design.drafts.save(admin, app, kind, key, content, draft.rev)
        design.publish(admin, app, kind, key, rev=saved.rev)
    return found


def approve(company: Company, form: str, qty: int, day: str, price: str = "0") -> Any:
    values = {**goods(company.cup, qty, price), "day": day}
    body = {"values": values, "submit": True}
    status, record = Door(company.clerk).ask("POST", f"{APP}/forms/{form}/records", body)
    assert status == 201, record
    return record


def ask(company: Company, path: str, method: str = "GET", body: Any = None, **by: str) -> Any:
    key = by.get("key", company.clerk)
    return Door(key).ask(method, f"{APP}{path}", body)


def cost_of(company: Company, record: Any) -> Any:
    _, found = ask(company, f"/forms/delivery/records/{record['id']}")
    return found["values"]["lines"][0]["cost"]


def test_a_sale_knows_its_cost_and_what_changed_it_is_listed(company: Company) -> None:
    approve(company, "receipt", 10, "2026-01-01", "10.00")
    sold = approve(company, "delivery", 4, "2026-01-05")
    assert cost_of(company, sold) == "40.00"

    late = approve(company, "receipt", 10, "2026-01-03", "5.00")
    runner.drain("default")
    assert cost_of(company, sold) == "30.00"

    _, events = ask(company, "/ledgers/stock/revaluations")
    (event,) = events["items"]
    assert (event["record"]["id"], event["entries"], event["difference"]) == (
        late["id"],
        1,
        "10.00",
    )
    _, changes = ask(company, f"/ledgers/stock/revaluations/{event['id']}")
    (change,) = changes["items"]
    assert change["record"] == {"id": sold["id"], "title": sold["title"]}
    assert (change["before"], change["after"]) == ("-40.00", "-30.00")
    _, balances = ask(company, "/ledgers/stock/balances")
    assert balances["items"][0]["measures"] == {"qty": "16", "value": "120.00"}
    assert balances["items"][0]["unit_cost"] == "7.500000"


def test_what_came_and_went_between_two_days(company: Company) -> None:
    approve(company, "receipt", 10, "2026-01-01", "10.00")
    approve(company, "delivery", 4, "2026-01-05")

    status, flows = ask(company, "/ledgers/stock/flows?from=2026-01-02&to=2026-01-31")

    assert status == 200
    assert flows["items"] == [
        {
            "dimensions": {"product": {"id": company.cup, "title": "cup"}},
            "opening": {"qty": "10", "value": "100.00"},
            "incoming": {"qty": "0", "value": "0.00"},
            "outgoing": {"qty": "4", "value": "40.00"},
            "closing": {"qty": "6", "value": "60.00"},
        }
    ]
    assert ask(company, "/ledgers/stock/flows?from=2026-01-02")[0] == 422


def test_periods_are_closed_and_opened_by_who_designs_the_app(company: Company) -> None:
    approve(company, "receipt", 10, "2026-01-01", "10.00")
    close = {"through": "2026-01-31"}
    assert ask(company, "/periods/close", "POST", close)[0] == 403
    assert ask(company, "/periods")[0] == 403

    status, periods = ask(company, "/periods/close", "POST", close, key=company.admin)
    assert (status, periods["closed_through"]) == (200, "2026-01-31")
    values = {**goods(company.cup, 1), "day": "2026-01-31"}
    body = {"values": values, "submit": True}
    status, refusal = ask(company, "/forms/receipt/records", "POST", body)
    assert (status, refusal["code"]) == (422, "PERIOD_CLOSED")
    assert ask(company, "/periods/close", "POST", close, key=company.admin)[0] == 409

    status, periods = ask(company, "/periods/reopen", "POST", key=company.admin)
    assert (status, periods["closed_through"]) == (200, None)
    assert periods["items"][0]["through"] == "2026-01-31"
    approve(company, "receipt", 1, "2026-01-31")
