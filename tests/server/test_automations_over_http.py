"""Those who design automations see, switch, try and mend them; other systems call them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from huiliu.core import ports
from huiliu.core.networks import listed
from huiliu.design import api as design
from huiliu.server.jobs import runner
from tests.server.test_records_over_http import Door
from tests.support.company import Company, goods, make

pytestmark = pytest.mark.django_db(transaction=True)
AT = "/apps/shop/automations/notes"


@pytest.fixture
def company() -> Company:
    return make()


def publish(trigger: dict[str, Any], *steps: dict[str, Any], **more: Any) -> None:
    from huiliu.org.models import Workspace

    workspace = Workspace.objects.get().pk
    admin = ports.org().actor(ports.org().administrators(workspace)[0])
    app = ports.documents().app(workspace, "shop")
    content = {
        "kind": "automation", "version": 1, "id": "notes", "title": {"zh-CN": "备注"},
        "trigger": trigger, "steps": [{"id": f"s{n}", **s} for n, s in enumerate(steps, 1)], **more,
    }  # fmt: skip
    saved = design.drafts.save(admin, app, "automation", "notes", content, 0)
    design.publish(admin, app, "automation", "notes", rev=saved.rev)


ON_RECEIPT = {"type": "record_approved", "form": "receipt"}
PRODUCT = {"type": "create_record", "form": "product", "values": {"name": {"field": "no"}}}


def test_a_list_with_how_it_is_going_and_a_switch(company: Company) -> None:
    publish(ON_RECEIPT, PRODUCT)
    admin = Door(company.admin)
    receipt = {"values": goods(company.cup, 2), "submit": True}
    Door(company.clerk).ask("POST", "/apps/shop/forms/receipt/records", receipt)

    item = admin.ask("GET", "/apps/shop/automations")[1]["items"][0]
    assert (item["key"], item["enabled"], item["runs"], item["failed"]) == ("notes", True, 1, 0)
    assert (item["form_title"]["zh-CN"], item["trigger"]) == ("receipt", "record_approved")

    assert admin.ask("PUT", f"{AT}/enabled", {"enabled": False}) == (200, {"version": 2})
    assert admin.ask("PUT", f"{AT}/enabled", {"enabled": False}) == (200, {"version": 2})
    Door(company.clerk).ask("POST", "/apps/shop/forms/receipt/records", receipt)
    assert admin.ask("GET", "/apps/shop/automations")[1]["items"][0]["runs"] == 1


def test_who_does_not_design_sees_nothing_of_it(company: Company) -> None:
    publish(ON_RECEIPT, PRODUCT)
    clerk = Door(company.clerk)
    for method, path, body in (
        ("GET", "/apps/shop/automations", None),
        ("GET", f"{AT}/runs", None),
        ("PUT", f"{AT}/enabled", {"enabled": False}),
        ("POST", f"{AT}/runs/1/retry", {}),
        ("POST", f"{AT}/dry-run", {}),
        ("GET", f"{AT}/hook", None),
        ("PUT", f"{AT}/hook", {}),
        ("GET", "/secrets", None),
        ("PUT", "/secrets/token", {"value": "x"}),
    ):
        status, _ = clerk.ask(method, path, body)
        assert status in (403, 404), path


def test_a_dry_run_is_read_in_ones_own_language(company: Company) -> None:
    when = {"cond": [{"field": "total", "op": "gt", "value": "40"}]}
    publish(ON_RECEIPT, PRODUCT, when=when)
    admin, clerk = Door(company.admin), Door(company.clerk)
    draft = {"values": goods(company.cup, 2)}
    record = clerk.ask("POST", "/apps/shop/forms/receipt/records", draft)[1]["id"]
    assert admin.ask("POST", f"{AT}/dry-run", {"record": record})[0] == 404

    from huiliu.org.models import Account

    Account.objects.filter(login="clerk").update(is_admin=True, language="en")
    _bump()
    status, found = clerk.ask("POST", f"{AT}/dry-run", {"record": record})
    assert (status, found["text"]) == (200, "Not done: total 5 > 40 does not hold")


def test_another_system_calls_the_address_that_was_shown_once(company: Company) -> None:
    trigger = {"type": "http_received", "fields": {"name": {"pointer": "/name", "required": True}}}
    step = {"type": "create_record", "form": "product", "values": {"name": {"field": "name"}}}
    publish(trigger, step)
    admin = Door(company.admin)
    assert admin.ask("GET", f"{AT}/hook")[1] == {"hook": None}
    made = admin.ask("PUT", f"{AT}/hook", {})[1]
    shown = admin.ask("GET", f"{AT}/hook")[1]["hook"]
    assert made["path"].startswith(f"/api/v1/hooks/{shown['prefix']}")

    def call(path: str, payload: Any, **headers: str) -> tuple[int, Any]:
        body = json.dumps(payload)
        answer = Client().post(path, body, content_type="application/json", headers=headers)
        return answer.status_code, answer.json()

    first = call(made["path"], {"name": "bag"}, **{"Idempotency-Key": "a"})
    assert first[0] == 202
    assert call(made["path"], {"name": "bag"}, **{"Idempotency-Key": "a"}) == first
    assert call(made["path"], {})[1]["code"] == "BAD_PAYLOAD"
    assert call("/api/v1/hooks/hk_guess", {"name": "x"})[0] == 404
    names = Door(company.clerk).ask("POST", "/apps/shop/forms/product/records/query", {})[1]
    assert [one["title"] for one in names["items"]].count("bag") == 1

    assert admin.ask("DELETE", f"{AT}/hook")[0] == 204
    assert call(made["path"], {"name": "bag"})[0] == 404


def test_only_some_addresses_may_call_and_only_our_proxy_says_who_they_are(
    company: Company, settings: Any
) -> None:
    trigger = {
        "type": "http_received",
        "fields": {"name": {"pointer": "/name"}},
        "allow": ["203.0.113.0/24"],
    }
    step = {"type": "create_record", "form": "product", "values": {"name": {"field": "name"}}}
    publish(trigger, step)
    made = Door(company.admin).ask("PUT", f"{AT}/hook", {})[1]
    shown = Door(company.admin).ask("GET", f"{AT}/hook")[1]["hook"]
    assert shown["allow"] == ["203.0.113.0/24"]

    def call(name: str, peer: str, forwarded: str = "") -> tuple[int, Any]:
        headers = {"X-Forwarded-For": forwarded} if forwarded else {}
        answer = Client(REMOTE_ADDR=peer).post(
            made["path"], json.dumps({"name": name}), "application/json", headers=headers
        )
        return answer.status_code, answer.json().get("code")

    assert call("friend", "203.0.113.9")[0] == 202
    assert call("stranger", "10.0.0.5") == (403, "address_not_allowed")
    assert call("liar", "10.0.0.5", "203.0.113.9") == (403, "address_not_allowed")
    settings.TRUSTED_PROXIES = listed("10.0.0.5")
    assert call("through our proxy", "10.0.0.5", "203.0.113.9")[0] == 202
    assert call("liar", "10.0.0.5", "203.0.113.9, 198.51.100.1") == (403, "address_not_allowed")
    assert call("liar", "10.0.0.6", "203.0.113.9") == (403, "address_not_allowed")
    names = Door(company.clerk).ask("POST", "/apps/shop/forms/product/records/query", {})[1]
    titles = {one["title"] for one in names["items"]}
    assert {"friend", "through our proxy"} <= titles
    assert titles.isdisjoint({"stranger", "liar"})


def test_what_failed_is_tried_again_by_hand(company: Company) -> None:
    ask = {"type": "http_request", "url": "http://127.0.0.1:9/"}
    publish(ON_RECEIPT, ask)
    receipt = {"values": goods(company.cup, 2), "submit": True}
    Door(company.clerk).ask("POST", "/apps/shop/forms/receipt/records", receipt)
    while runner.drain("default"):
        pass
    admin = Door(company.admin)
    run = admin.ask("GET", f"{AT}/runs?outcome=failed")[1]["items"][0]
    assert run["steps"][0]["error"]["code"] == "outgoing_refused"

    assert admin.ask("POST", f"{AT}/runs/{run['id']}/retry", {}) == (200, {"steps": 1})
    assert admin.ask("POST", f"{AT}/runs/{run['id']}/retry", {})[0] == 409
    while runner.drain("default"):
        pass
    assert len(admin.ask("GET", f"{AT}/runs?outcome=failed")[1]["items"]) == 1


def test_a_secret_is_set_and_never_read_again(company: Company) -> None:
    admin = Door(company.admin)
    assert admin.ask("PUT", "/secrets/token", {"value": "s3cr3t"})[0] == 204
    listed = admin.ask("GET", "/secrets")[1]
    assert [one["name"] for one in listed["items"]] == ["token"]
    assert "s3cr3t" not in json.dumps(listed)

    from huiliu.org.models import Workspace
    from huiliu.vault.models import Secret

    assert "s3cr3t" not in str(Secret.objects.values().get())
    assert ports.secrets().reveal(Workspace.objects.get().pk, "token") == "s3cr3t"
    assert admin.ask("DELETE", "/secrets/token")[0] == 204
    assert admin.ask("DELETE", "/secrets/token")[0] == 404
    assert admin.ask("PUT", "/secrets/Bad-Name", {"value": "x"})[0] in (400, 422)


def _bump() -> None:
    from django.db.models import F

    from huiliu.org.models import Workspace

    Workspace.objects.update(org_rev=F("org_rev") + 1)
