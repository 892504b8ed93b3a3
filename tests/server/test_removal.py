"""A document is taken away with all that is about it, and comes back as it was."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from huiliu.design import api as design
from huiliu.org import api as org
from huiliu.server import removal
from tests.support.receipts import BUYERS, FLOW, RECEIPT, Office, get, post

AT = "/api/v1/apps/shop/documents"
FORM = f"{AT}/form/receipt"
NOTE: dict[str, Any] = {
    "kind": "form", "version": 1, "id": "note", "title": {"zh-CN": "备忘"},
    "fields": [
        {"id": "of", "type": "reference", "form": "receipt", "label": {"zh-CN": "入库单"}}
    ],
}  # fmt: skip


@pytest.fixture
def boss(office: Office) -> Client:
    client = Client()
    client.force_login(org.Account.objects.get(pk=office.admin.member_id))
    return client


def keys(boss: Client) -> list[tuple[str, str]]:
    items = boss.get(AT).json()["items"]
    return [(one["kind"], one["key"]) for one in items if one["kind"] != "app"]


def test_before_it_goes_is_told_what_goes_with_it(office: Office, boss: Client) -> None:
    office.submit()
    office.publish(NOTE)
    told = boss.get(f"{FORM}/removal").json()
    assert (told["records"], told["runs"], told["others"]) == (1, 1, 0)
    assert [(one["kind"], one["key"], one["title"]["zh-CN"]) for one in told["along"]] == [
        ("flow", "receipt", "入库审批"),
        ("permission", "receipt_buyer", "采购员"),
    ]
    assert [(one["kind"], one["key"]) for one in told["used_by"]] == [("form", "note")]


def test_what_others_use_stays(office: Office, boss: Client) -> None:
    office.publish(NOTE)
    refused = boss.delete(FORM, HTTP_ACCEPT_LANGUAGE="zh-CN")
    assert (refused.status_code, refused.json()["code"]) == (409, "document_in_use")
    assert refused.json()["data"]["documents"] == [{"kind": "form", "key": "note"}]
    assert "备忘" in refused.json()["message"]
    assert ("form", "receipt") in keys(boss)


def test_a_draft_that_names_it_keeps_it_too(office: Office, boss: Client) -> None:
    design.drafts.save(office.admin, office.app, "form", "note", NOTE, 0)
    assert boss.delete(FORM).status_code == 409


def test_a_removed_form_is_gone_for_everybody(office: Office, boss: Client) -> None:
    uid = office.submit()
    (task,) = office.todo("wang")
    li, wang = office.client("li"), office.client("wang")
    (started,) = get(li, "/tasks?box=started")["items"]
    assert boss.delete(FORM).status_code == 204

    gone = [
        "/apps/shop/forms/receipt",
        f"/apps/shop/forms/receipt/records/{uid}",
        f"/tasks/{started['id']}",
        "/apps/shop",
    ]
    assert [li.get(f"/api/v1{path}").status_code for path in gone] == [404] * 4
    assert get(li, "/search?words=RK-1")["records"] == []
    assert get(li, "/tasks?box=started")["items"] == []
    assert get(wang, "/tasks?box=todo") == {
        "items": [],
        "next": None,
        "counts": {"todo": 0, "cc": 0},
    }
    assert wang.get(f"/api/v1/tasks/{task['id']}").status_code == 404
    assert post(wang, f"/tasks/{task['id']}/approve", {}).status_code == 404
    assert post(wang, f"/tasks/{task['id']}/transfer", {"member": "1"}).status_code in (404, 422)
    assert boss.get("/api/v1/apps/shop/forms/receipt").status_code == 404
    assert boss.get(f"{FORM}/draft").status_code == 404
    assert boss.get(f"{FORM}/versions").status_code == 404
    assert keys(boss) == []
    assert get(boss, "/apps/shop")["navigation"] == []
    assert get(boss, "/apps/shop/flow-runs")["items"] == []


def test_it_comes_back_with_its_records_flow_rights_and_runs(office: Office, boss: Client) -> None:
    uid = office.submit()
    (task,) = office.todo("wang")
    before = office.record(uid)
    boss.delete(FORM)
    (one,) = boss.get("/api/v1/apps/shop/removed-documents").json()["items"]
    assert (one["kind"], one["key"], one["title"]["zh-CN"]) == ("form", "receipt", "入库单")
    assert one["by"]["id"] == str(office.admin.member_id)
    assert [along["kind"] for along in one["along"]] == ["flow", "permission"]

    assert boss.post(f"{FORM}/restore").json() == {"job": None}
    assert boss.get("/api/v1/apps/shop/removed-documents").json()["items"] == []
    assert {**office.record(uid), "version": 1} == {**before, "version": 1}
    assert [item["id"] for item in office.todo("wang")] == [task["id"]]
    answer = post(office.client("wang"), f"/tasks/{task['id']}/approve", {})
    assert answer.json() == {"state": "approved"}
    office.submit("RK-2")
    assert office.count() == 2
    assert [item["title"] for item in office.todo("wang")] == ["RK-2"]


def test_a_draft_in_work_comes_back_too(office: Office, boss: Client) -> None:
    changed = {**RECEIPT, "title": {"zh-CN": "收货单"}}
    rev = design.drafts.revision_of(office.app, "form", "receipt")
    design.drafts.save(office.admin, office.app, "form", "receipt", changed, rev)
    boss.delete(FORM)
    boss.post(f"{FORM}/restore")
    draft = boss.get(f"{FORM}/draft").json()
    assert (draft["content"]["title"], draft["published"]) == ({"zh-CN": "收货单"}, 2)


def test_its_key_is_not_given_to_another(office: Office, boss: Client) -> None:
    """Another form of that key would show the records of the first."""
    boss.delete(FORM)
    saved = boss.put(f"{FORM}/draft", {"content": RECEIPT, "rev": 0}, "application/json")
    assert (saved.status_code, saved.json()["code"]) == (409, "document_removed")


def test_a_flow_goes_alone_and_its_runs_go_on(office: Office, boss: Client) -> None:
    office.submit()
    assert boss.get(f"{AT}/flow/receipt/removal").json()["along"] == []
    assert boss.delete(f"{AT}/flow/receipt").status_code == 204
    (task,) = office.todo("wang")
    answer = post(office.client("wang"), f"/tasks/{task['id']}/approve", {})
    assert answer.json() == {"state": "approved"}
    values = {"values": {"no": "RK-2"}, "submit": True}
    made = post(office.client("li"), "/apps/shop/forms/receipt/records", values)
    assert made.json()["state"] == "approved"


def test_what_no_longer_fits_waits_by_itself(office: Office, boss: Client) -> None:
    """The form got another flow before the old one came back."""
    boss.delete(f"{AT}/flow/receipt")
    office.publish({**FLOW, "id": "another"})
    refused = boss.post(f"{AT}/flow/receipt/restore")
    assert (refused.status_code, refused.json()["code"]) == (422, "invalid_document")
    (waiting,) = boss.get("/api/v1/apps/shop/removed-documents").json()["items"]
    assert (waiting["kind"], waiting["key"]) == ("flow", "receipt")


def test_who_designs_one_form_does_not_remove_it(office: Office, boss: Client) -> None:
    to = design.grants.Named(members=(office.members["li"],))
    design.grants.grant(office.admin, office.app, "design", to, ("form", "receipt"))
    li = office.client("li")
    for answer in (
        li.delete(FORM),
        li.get(f"{FORM}/removal"),
        li.post(f"{FORM}/restore"),
        li.get("/api/v1/apps/shop/removed-documents"),
    ):
        assert (answer.status_code, answer.json()["code"]) == (403, "designers_only")
    assert boss.delete(f"{AT}/permission/{BUYERS['id']}").status_code == 404
    assert boss.delete(f"{AT}/app/app").status_code == 404


def test_nothing_is_removed_twice_or_restored_without(office: Office, boss: Client) -> None:
    assert boss.post(f"{FORM}/restore").status_code == 404
    assert boss.delete(FORM).status_code == 204
    assert boss.delete(FORM).status_code == 404


def test_what_comes_back_in_part_does_not_come_back(
    office: Office, boss: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process that ends in the middle leaves it to be restored once more."""
    boss.delete(FORM)
    before = boss.get("/api/v1/apps/shop/removed-documents").json()

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(removal.flows, "take_back", killed)
    with pytest.raises(KeyboardInterrupt):
        removal.restore(office.admin, office.app, "form", "receipt")
    assert boss.get("/api/v1/apps/shop/removed-documents").json() == before
    assert ("form", "receipt") not in keys(boss)
