"""What a ledger and an automation do while they are gone, and once they are back."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction

from huiliu.server.jobs import runner
from huiliu.server.jobs.models import Schedule
from tests.server.test_automations_over_http import ON_RECEIPT, PRODUCT, publish
from tests.server.test_records_over_http import Door
from tests.support.company import Company, goods, make
from workflow_engine.automations.delivery import _inside
from workflow_engine.automations.models import Promise

pytestmark = pytest.mark.django_db(transaction=True)
STOCK = "/apps/shop/documents/ledger/stock"
NOTES = "/apps/shop/documents/automation/notes"
RECORDS = "/apps/shop/forms/receipt/records"
PRODUCTS = "/apps/shop/forms/product/records"
COUNTED: dict[str, Any] = {
    "kind": "ledger", "version": 1, "id": "counted", "title": {"zh-CN": "种类"},
    "dimensions": [{"id": "name", "label": {"zh-CN": "名称"}, "type": "text"}],
    "measures": [{"id": "n", "label": {"zh-CN": "个数"}, "scale": 0}],
    "postings": [
        {
            "id": "made", "form": "product", "event": "saved", "date": "$created_at",
            "dimensions": {"name": "name"}, "measures": {"n": "1"},
        }
    ],
}  # fmt: skip


@pytest.fixture
def company() -> Company:
    return make()


def receive(company: Company, n: int) -> str:
    given = {"values": goods(company.cup, n), "submit": True}
    status, made = Door(company.clerk).ask("POST", RECORDS, given)
    assert status == 201
    return str(made["id"])


def run_jobs() -> None:
    while runner.drain("default") or runner.drain("long"):
        pass


def publish_as(door: Door, content: dict[str, Any]) -> None:
    at = f"/apps/shop/documents/{content['kind']}/{content['id']}"
    _, saved = door.ask("PUT", f"{at}/draft", {"content": content, "rev": 0})
    assert door.ask("POST", f"{at}/publish", {"rev": saved["rev"]})[0] == 200


def counted(door: Door) -> dict[str, str]:
    found = door.ask("GET", "/apps/shop/ledgers/counted/balances")[1]["items"]
    return {one["dimensions"]["name"]: one["measures"]["n"] for one in found}


def stock(company: Company) -> list[Any]:
    found = Door(company.clerk).ask("GET", "/apps/shop/ledgers/stock/balances")[1]["items"]
    return [one["measures"]["qty"] for one in found]


def test_a_ledger_that_comes_back_counts_what_it_missed(company: Company) -> None:
    admin, clerk = Door(company.admin), Door(company.clerk)
    receive(company, 7)
    gone = receive(company, 5)
    assert stock(company) == ["12"]
    assert admin.ask("DELETE", STOCK)[0] == 204
    assert clerk.ask("GET", "/apps/shop/ledgers/stock/balances")[0] == 404
    receive(company, 100)
    assert clerk.ask("POST", f"{RECORDS}/{gone}/actions/unapprove", {})[0] == 200

    status, restored = admin.ask("POST", f"{STOCK}/restore", {})
    assert status == 200
    assert stock(company) == ["12"]
    run_jobs()
    assert admin.ask("GET", f"/jobs/{restored['job']}")[1]["state"] == "done"
    assert stock(company) == ["107"]
    receive(company, 1)
    assert stock(company) == ["108"]


def test_it_takes_back_what_was_deleted_meanwhile(company: Company) -> None:
    """Nothing posts for a record in the recycle bin."""
    admin, clerk = Door(company.admin), Door(company.clerk)
    publish_as(admin, COUNTED)
    for name in ("ink", "glue"):
        made = clerk.ask("POST", PRODUCTS, {"values": {"name": name}, "submit": True})[1]
    assert counted(admin) == {"ink": "1", "glue": "1"}
    assert admin.ask("DELETE", "/apps/shop/documents/ledger/counted")[0] == 204
    assert clerk.ask("DELETE", f"{PRODUCTS}/{made['id']}")[0] == 204
    assert admin.ask("POST", "/apps/shop/documents/ledger/counted/restore", {})[0] == 200
    run_jobs()
    assert counted(admin) == {"cup": "1", "pen": "1", "ink": "1", "glue": "0"}


def test_an_automation_that_is_gone_is_set_off_by_nothing(company: Company) -> None:
    admin = Door(company.admin)
    publish(ON_RECEIPT, PRODUCT)
    assert admin.ask("DELETE", NOTES)[0] == 204
    receive(company, 1)
    assert admin.ask("GET", "/apps/shop/automations")[1]["items"] == []
    assert admin.ask("GET", "/apps/shop/automations/notes/runs")[0] == 404
    products = {"fields": ["name"]}
    query = "/apps/shop/forms/product/records/query"
    assert len(Door(company.clerk).ask("POST", query, products)[1]["items"]) == 2

    assert admin.ask("POST", f"{NOTES}/restore", {})[0] == 200
    receive(company, 1)
    assert len(Door(company.clerk).ask("POST", query, products)[1]["items"]) == 3


def test_its_clock_stops_and_goes_on(company: Company) -> None:
    clock = {"type": "schedule", "daily": {"at": "08:00"}}
    publish(clock, {"type": "create_record", "form": "product", "values": {"name": {"value": "x"}}})
    assert Schedule.objects.filter(kind="automation_clock").count() == 1
    Door(company.admin).ask("DELETE", NOTES)
    assert Schedule.objects.filter(kind="automation_clock").count() == 0
    Door(company.admin).ask("POST", f"{NOTES}/restore", {})
    assert Schedule.objects.filter(kind="automation_clock").count() == 1


def test_what_it_promised_is_not_kept(company: Company) -> None:
    """The step after a wait finds its automation gone."""
    publish(ON_RECEIPT, {"type": "wait", "days": 3}, PRODUCT)
    receive(company, 1)
    promise = Promise.objects.get()
    Door(company.admin).ask("DELETE", NOTES)
    with transaction.atomic():
        _inside(promise.pk)
    promise.refresh_from_db()
    assert (promise.state, promise.run.steps[0]["outcome"]) == ("done", "dropped")
    assert Promise.objects.count() == 1
