"""Low stock is said once, to those who may see that stock, through the real ledger and outbox."""

from __future__ import annotations

from typing import Any

import pytest

from huiliu.server.jobs import runner
from tests.server.test_automations_over_http import publish
from tests.server.test_records_over_http import Door
from tests.support.company import Company, goods, make

pytestmark = pytest.mark.django_db
LOW = {
    "type": "ledger_threshold",
    "ledger": "stock",
    "holds": {"cond": [{"field": "qty", "op": "lt", "value": "3"}]},
}
TELL = {
    "type": "notify",
    "to": {"roles": ["clerk", "guest"]},
    "message": {"zh-CN": "{product} 只剩 {qty}"},
}


@pytest.fixture
def company() -> Company:
    return make()


def move(company: Company, form: str, product: str, qty: int) -> None:
    body = {"values": goods(product, qty), "submit": True}
    assert Door(company.clerk).ask("POST", f"/apps/shop/forms/{form}/records", body)[0] == 201
    while runner.drain("default"):
        pass


def told(key: str) -> list[Any]:
    return [one["text"] for one in Door(key).ask("GET", "/notifications")[1]["items"]]


def test_low_stock_is_said_once_until_there_is_enough_again(company: Company) -> None:
    publish(LOW, TELL)
    move(company, "receipt", company.cup, 5)
    move(company, "receipt", company.pen, 9)
    assert told(company.clerk) == []
    move(company, "delivery", company.cup, 3)
    move(company, "delivery", company.cup, 1)
    assert told(company.clerk) == ["cup 只剩 2"]
    assert told(company.guest) == []

    move(company, "receipt", company.cup, 5)
    move(company, "delivery", company.cup, 4)
    assert told(company.clerk) == ["cup 只剩 2", "cup 只剩 2"]
    runs = Door(company.admin).ask("GET", "/apps/shop/automations/notes/runs")[1]["items"]
    outcomes = [(run["event"], run["outcome"]) for run in runs]  # the newest first
    assert outcomes == [("threshold", "done"), ("threshold", "skipped")] * 2


def test_the_sum_over_all_keys_may_be_watched_too(company: Company) -> None:
    from huiliu.core import ports
    from huiliu.org.models import Workspace

    move(company, "receipt", company.cup, 5)
    move(company, "receipt", company.pen, 9)
    app = ports.documents().app(Workspace.objects.get().pk, "shop")
    rows = ports.ledgers().sums(app, "stock", (), None)
    assert sorted(str(row["qty"]) for row in rows) == ["5", "9"]
    key = [rows[0]["product"]]
    assert ports.ledgers().sums(app, "stock", ("product",), [key, key]) == [rows[0]]
    assert ports.ledgers().sums(app, "stock", ("product",), []) == []


def test_a_dry_run_knows_what_the_ledger_would_refuse(company: Company) -> None:
    """Balances are judged last of all; a dry run ends behind that."""
    from huiliu.org.models import Account

    deliver = {
        "type": "push_document",
        "form": "delivery",
        "values": {"note": {"value": "x"}},
        "rows": {
            "lines": {
                "of": "lines",
                "values": {
                    "product": {"field": "lines.product"},
                    "qty": {"formula": "{lines.qty}*2"},
                },
            }
        },
    }
    publish(
        {"type": "record_changed", "form": "receipt"}, deliver, {"type": "start_flow", "of": "s1"}
    )
    Account.objects.filter(login="clerk").update(is_admin=True)
    move(company, "receipt", company.cup, 5)
    clerk = Door(company.clerk)
    record = clerk.ask("POST", "/apps/shop/forms/receipt/records/query", {})[1]["items"][0]["id"]

    found = clerk.ask("POST", "/apps/shop/automations/notes/dry-run", {"record": record})[1]

    assert (found["outcome"], found["error"]["code"]) == ("failed", "NEGATIVE_STOCK")
    assert clerk.ask("POST", "/apps/shop/forms/delivery/records/query", {})[1]["items"] == []
