"""The books over HTTP, as a member with a key sees them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from huiliu.core.actor import Actor
from tests.support.books import Books, nameless

AT = "/api/v1/apps/books"


class Door:
    def __init__(self, actor: Actor) -> None:
        from huiliu.org import api as org

        key = org.keys.make(actor, "tests")[1]
        self.client = Client(headers={"Authorization": f"Bearer {key}", "Accept-Language": "en"})

    def get(self, path: str) -> tuple[int, Any]:
        answer = self.client.get(f"{AT}{path}")
        return answer.status_code, answer.json()

    def post(self, path: str, body: Any) -> tuple[int, Any]:
        answer = self.client.post(f"{AT}{path}", json.dumps(body), content_type="application/json")
        return answer.status_code, answer.json()


@pytest.fixture
def traded(books: Books) -> Books:
    books.approve("receipt", ("cup", 10, "300.00", "39.00"), on=2)
    return books


def test_an_accountant_reads_the_books(traded: Books) -> None:
    door = Door(traded.accountant)
    status, found = door.get("/journals")
    assert status == 200
    assert [(one["id"], one["ledger"], one["may_close"]) for one in found["items"]] == [
        ("main", "general", True)
    ]
    status, trial = door.get("/journals/main/trial-balance?first=2026-10&last=2026-10")
    assert status == 200
    assert trial["total"]["closing"] == {"debit": "339.00", "credit": "339.00"}
    status, sheet = door.get("/journals/main/statements/sheet?first=2026-10&last=2026-10")
    assert [one["amount"] for one in sheet["items"] if one["strong"]] == ["339.00", "339.00"]
    assert door.get("/journals/main/statements/none?first=2026-10&last=2026-10")[0] == 404
    status, refused = door.get("/journals/main/trial-balance?first=oct&last=2026-10")
    assert (status, list(refused["fields"])) == (422, ["first"])


def test_a_clerk_finds_no_books(traded: Books) -> None:
    door = Door(traded.clerk)
    assert door.get("/journals") == (200, {"items": []})
    for path in (
        "/journals/main/trial-balance?first=2026-10&last=2026-10",
        "/journals/main/statements/sheet?first=2026-10&last=2026-10",
        "/journals/main/close?month=2026-10",
    ):
        assert door.get(path)[0] == 404
    for path in ("close", "close/vouchers", "reopen"):
        assert door.post(f"/journals/main/{path}", {"month": "2026-10"})[0] == 404
    kinds = {item["kind"] for group in door.get("")[1]["navigation"] for item in group["items"]}
    assert kinds == {"form"}


def test_the_navigation_has_the_journal(traded: Books) -> None:
    groups = Door(traded.accountant).get("")[1]["navigation"]
    found = [(one["kind"], one["key"]) for group in groups for one in group["items"]]
    assert ("journal", "main") in found


def test_from_a_document_to_its_vouchers_and_back(traded: Books) -> None:
    (receipt,), (voucher,) = traded.all("receipt"), traded.all("voucher")
    door = Door(traded.accountant)
    _, there = door.get(f"/forms/receipt/records/{receipt.uid}/vouchers")
    assert [(one["form"], one["id"], one["kind"]) for one in there["vouchers"]] == [
        ("voucher", voucher.uid, "auto")
    ]
    _, back = door.get(f"/forms/voucher/records/{voucher.uid}/vouchers")
    assert [(one["form"], one["id"]) for one in back["documents"]] == [("receipt", receipt.uid)]
    clerk = Door(traded.clerk)
    empty = {"vouchers": [], "documents": []}
    assert clerk.get(f"/forms/receipt/records/{receipt.uid}/vouchers") == (200, empty)
    assert clerk.get(f"/forms/voucher/records/{voucher.uid}/vouchers")[0] == 404


def test_a_document_is_not_called_by_what_one_may_not_see(traded: Books) -> None:
    """Neither beside its voucher nor among what stands in the way of a close."""
    (voucher,) = traded.all("voucher")
    values = {"day": "2026-10-08", "party": traded.ids["mill"], "lines": []}
    draft = traded.draft("receipt", values)
    traded.publish(nameless("receipt", "accountant"))
    door = Door(traded.accountant)
    _, back = door.get(f"/forms/voucher/records/{voucher.uid}/vouchers")
    assert [(one["form"], one["title"]) for one in back["documents"]] == [("receipt", "")]
    _, found = door.get("/journals/main/close?month=2026-10")
    (drafts,) = [one for one in found["checks"] if one["id"] == "drafts"]
    assert drafts["offenders"] == [{"form": "receipt", "id": draft.uid, "title": ""}]


def test_a_month_is_closed_and_opened(traded: Books) -> None:
    door = Door(traded.accountant)
    status, found = door.post("/journals/main/close", {"month": "2026-10"})
    assert (status, found["code"]) == (422, "CLOSE_NOT_READY")
    traded.clock.advance(days=20)
    status, found = door.post("/journals/main/close", {"month": "2026-10"})
    assert (status, found["closed"]) == (200, True)
    assert door.get("/journals/main/close?month=2026-10")[1] == found
    status, found = door.post("/journals/main/reopen", {"month": "2026-10"})
    assert (status, found["closed"]) == (200, False)
