"""In the demo company: a salesperson meets no purchase price, a shop's manager only her shop."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack, closing
from typing import Any

import pytest
from websockets.sync.client import connect

from tests.acceptance.people import Person, Refused
from tests.support.live import LiveServer

PRICE = "7771.37"
HIDDEN = ("purchase_price", "last_purchase_price", "default_supplier")
FORMS = (
    "product", "warehouse", "supplier", "customer", "purchase_receipt", "sales_delivery",
)  # fmt: skip


@pytest.fixture(scope="module")
def people(company: LiveServer) -> Iterator[dict[str, Person]]:
    logins = ("admin", "buyer", "manager", "sales", "chaoyang", "haidian")
    with ExitStack() as doors:
        yield {login: doors.enter_context(closing(Person(company.url, login))) for login in logins}


@pytest.fixture(scope="module")
def dear(people: dict[str, Person]) -> str:
    """A product that was bought at a price nobody else has, and is in stock."""
    admin, buyer = people["admin"], people["buyer"]
    office = admin.find("category", "code", "office")
    product = admin.create(
        "product",
        {"name": "贵重品", "spec": "限量", "category": office, "purchase_price": PRICE},
    )
    receipt = buyer.create(
        "purchase_receipt",
        {
            "supplier": buyer.find("supplier", "name", "广东潮州陶瓷厂"),
            "warehouse": buyer.find("warehouse", "name", "总仓"),
            "lines": [{"product": product["id"], "qty": "5", "price": PRICE}],
        },
    )
    people["manager"].approve(people["manager"].todo(str(receipt["title"])))
    return str(product["id"])


def answer(person: Person, method: str, path: str, body: Any = None) -> str:
    """What comes back, refusals too, as text."""
    try:
        found, status = person.app(method, path, body), 200
    except Refused as refused:
        found, status = refused.body, refused.status
    assert status < 500, (path, found)
    return json.dumps(found, ensure_ascii=False)


def seen(person: Person, product: str) -> Iterator[tuple[str, str]]:
    """Everything a person can open: where, and what it says."""
    for form in FORMS:
        here = f"/forms/{form}"
        yield here, answer(person, "GET", here)
        yield f"{here}/schema", answer(person, "GET", f"{here}/schema")
        everything = {"limit": 1000, "count": True}
        yield here, answer(person, "POST", f"{here}/records/query", everything)
        yield here, answer(person, "POST", f"{here}/records/query", {"fields": ["lines"]})
        for record in _some(person, form):
            for part in ("", "/history", "/flow", "/trace"):
                path = f"{here}/records/{record}{part}"
                yield path, answer(person, "GET", path)
    lines = {"values": {"lines": [{"product": product, "qty": "1"}]}}
    delivery = "/forms/sales_delivery/records"
    yield "preview", answer(person, "POST", f"{delivery}/preview", lines)
    asked = {"field": "lines.product", "search": "贵重品", **lines}
    yield "options", answer(person, "POST", f"{delivery}/options", asked)
    for page in ("", "/balances?limit=1000", f"/entries?product={product}", "/trace?limit=1000"):
        yield page, answer(person, "GET", f"/ledgers/stock{page}")


def _some(person: Person, form: str) -> list[str]:
    try:
        return [record["id"] for record in person.query(form, limit=4)]
    except Refused:
        return []


@pytest.mark.parametrize("login", ["sales", "chaoyang"])
def test_no_purchase_price_is_seen(people: dict[str, Person], dear: str, login: str) -> None:
    leaks = [
        (where, word)
        for where, text in seen(people[login], dear)
        for word in (PRICE, *(f'"{field}"' for field in HIDDEN))
        if word in text
    ]
    assert leaks == []


def test_the_price_is_there_for_the_buyer(people: dict[str, Person], dear: str) -> None:
    texts = "".join(text for _, text in seen(people["buyer"], dear))
    assert PRICE in texts
    assert '"purchase_price"' in texts


@pytest.mark.parametrize("field", ["purchase_price", "nope", "default_supplier.name"])
def test_nothing_is_found_by_a_purchase_price(
    people: dict[str, Person], dear: str, field: str
) -> None:
    for body in [
        {"filter": {"cond": [{"field": field, "op": "gt", "value": "7000"}]}},
        {"sort": [{"field": field}]},
        {"fields": [field]},
    ]:
        with pytest.raises(Refused) as refused:
            people["sales"].query("product", **body)
        complaint = [{"code": "unknown_field", "message": "没有这个字段"}]
        assert (refused.value.status, refused.value.body["fields"]) == (422, {field: complaint})


def test_a_shop_manager_sees_her_shop_alone(people: dict[str, Person], dear: str) -> None:
    chaoyang, haidian, admin = people["chaoyang"], people["haidian"], people["admin"]
    shop = chaoyang.me["departments"][0]["name"]
    for form in ("sales_delivery", "purchase_receipt"):
        mine = {r["id"]: r for r in chaoyang.query(form, limit=1000, fields=["store"])}
        theirs = {r["id"] for r in haidian.query(form, limit=1000)}
        everybody = {r["id"] for r in admin.query(form, limit=1000)}
        assert {r["values"]["store"]["name"] for r in mine.values()} <= {shop}
        assert mine.keys() < everybody
        assert mine.keys().isdisjoint(theirs)
        other = sorted(everybody - mine.keys())[0]
        for method, part, body in [
            ("GET", "", None),
            ("GET", "/history", None),
            ("GET", "/trace", None),
            ("PATCH", "", {"values": {"remark": "x"}}),
            ("DELETE", "", None),
            ("POST", "/actions/copy", {}),
        ]:
            with pytest.raises(Refused) as refused:
                chaoyang.app(method, f"/forms/{form}/records/{other}{part}", body)
            assert (refused.value.status, refused.value.body["code"]) == (404, "not_found")
    warehouses = {warehouse for _, warehouse in chaoyang.stock()}
    assert warehouses
    assert warehouses == {w["title"] for w in chaoyang.query("warehouse", limit=1000)}
    assert len({warehouse for _, warehouse in admin.stock()}) > len(warehouses)
    entries = chaoyang.app("GET", f"/ledgers/stock/entries?product={dear}")["items"]
    assert entries == []


def test_live_news_name_no_document_of_others(
    company: LiveServer, people: dict[str, Person], dear: str
) -> None:
    """What the head office sells is news for the shop's manager that something changed, no more."""
    frames: list[dict[str, Any]] = []
    expected = [
        {"type": "record", "app": "jxc", "form": "sales_delivery"},
        {"type": "ledger", "app": "jxc", "ledger": "stock"},
    ]
    with connect(
        company.url.replace("http", "ws") + "/ws", additional_headers=people["chaoyang"].cookies()
    ) as line:
        assert json.loads(line.recv(timeout=20))["type"] == "ready"
        sold = people["sales"].create(
            "sales_delivery",
            {
                "customer": people["sales"].find("customer", "name", "北京华联商贸有限公司"),
                "warehouse": people["sales"].find("warehouse", "name", "总仓"),
                "lines": [{"product": dear, "qty": "1", "price": "9000"}],
            },
        )
        while not all(one in frames for one in expected):
            frames.append(json.loads(line.recv(timeout=20)))
    assert sold["id"] not in json.dumps(frames)
