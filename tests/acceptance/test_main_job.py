"""Goods in, approval, goods out and stock: the main job, over HTTP as the people who do it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from decimal import Decimal

import pytest

from tests.acceptance.people import Person, Refused
from tests.support.live import LiveServer


@pytest.fixture(scope="module")
def people(company: LiveServer) -> Iterator[dict[str, Person]]:
    logins = ("admin", "buyer", "manager", "sales", "chaoyang", "keeper")
    with ExitStack() as doors:
        yield {login: doors.enter_context(closing(Person(company.url, login))) for login in logins}


def _line(person: Person, spec: str, qty: str, price: str) -> dict[str, str]:
    return {"product": person.find("product", "spec", spec), "qty": qty, "price": price}


def _receipt(buyer: Person, qty: str, spec: str = "300ml 双层") -> dict[str, object]:
    return buyer.create(
        "purchase_receipt",
        {
            "supplier": buyer.find("supplier", "name", "广东潮州陶瓷厂"),
            "warehouse": buyer.find("warehouse", "name", "总仓"),
            "lines": [_line(buyer, spec, qty, "12.60")],
        },
    )


def _delivery(sales: Person, spec: str, qty: str) -> dict[str, object]:
    return sales.create(
        "sales_delivery",
        {
            "customer": sales.find("customer", "name", "北京华联商贸有限公司"),
            "warehouse": sales.find("warehouse", "name", "总仓"),
            "lines": [_line(sales, spec, qty, "45")],
        },
    )


def test_an_approved_receipt_raises_stock(people: dict[str, Person]) -> None:
    buyer, manager = people["buyer"], people["manager"]
    before = int(buyer.stock()[("玻璃水杯", "总仓")])
    receipt = _receipt(buyer, "40")
    assert receipt["state"] == "pending"
    assert receipt["values"]["total"] == "504.00"  # type: ignore[index]
    assert int(buyer.stock()[("玻璃水杯", "总仓")]) == before
    task = manager.todo(str(receipt["title"]))
    manager.approve(task)
    assert buyer.read("purchase_receipt", str(receipt["id"]))["state"] == "approved"
    assert int(buyer.stock()[("玻璃水杯", "总仓")]) == before + 40


def test_a_delivery_beyond_stock_is_refused_and_stores_nothing(people: dict[str, Person]) -> None:
    """Who sees what is there hears how much that is; a salesperson only that it is not enough."""
    sales, keeper = people["sales"], people["keeper"]
    stock, documents = keeper.stock(), sales.query("sales_delivery", limit=1000)
    for person, message in (
        (people["admin"], "保温杯 库存不足：现存 3，需要 5"),
        (sales, "保温杯 库存不足"),
    ):
        with pytest.raises(Refused) as refusal:
            _delivery(person, "500ml 不锈钢", "5")
        assert refusal.value.status == 422
        assert refusal.value.body["code"] == "NEGATIVE_STOCK"
        assert refusal.value.body["message"] == message
    assert keeper.stock() == stock
    assert sales.query("sales_delivery", limit=1000) == documents


def test_a_refused_document_takes_no_number(people: dict[str, Person]) -> None:
    sales = people["sales"]
    first = str(_delivery(sales, "Type-C 1m", "1")["title"])
    with pytest.raises(Refused):
        _delivery(sales, "500ml 不锈钢", "5000")
    second = str(_delivery(sales, "Type-C 1m", "1")["title"])
    assert int(second[-4:]) == int(first[-4:]) + 1


def test_fifty_at_once_sell_a_stock_of_twenty_exactly(people: dict[str, Person]) -> None:
    admin, buyer, manager, sales = (people[p] for p in ("admin", "buyer", "manager", "sales"))
    home = admin.find("category", "code", "home")
    admin.create("product", {"name": "秒杀品", "spec": "race", "category": home})
    receipt = _receipt(buyer, "20", "race")
    manager.approve(manager.todo(str(receipt["title"])))

    def attempt(_: int) -> str:
        try:
            return str(_delivery(sales, "race", "1")["state"])
        except Refused as refused:
            return str(refused.body["code"])

    with ThreadPoolExecutor(16) as pool:
        outcomes = list(pool.map(attempt, range(50)))
    assert sorted(outcomes) == ["NEGATIVE_STOCK"] * 30 + ["approved"] * 20
    assert people["keeper"].stock()[("秒杀品", "总仓")] == "0"


def test_unapproving_a_receipt_takes_the_goods_back(people: dict[str, Person]) -> None:
    buyer, manager = people["buyer"], people["manager"]
    before = buyer.stock()[("玻璃水杯", "总仓")]
    receipt = _receipt(buyer, "7")
    manager.approve(manager.todo(str(receipt["title"])))
    path = f"/forms/purchase_receipt/records/{receipt['id']}/actions/unapprove"
    assert manager.app("POST", path, {})["state"] == "draft"
    assert buyer.stock()[("玻璃水杯", "总仓")] == before


def test_a_salesperson_sees_no_purchase_price_anywhere(people: dict[str, Person]) -> None:
    sales = people["sales"]
    form = sales.app("GET", "/forms/product")
    assert "purchase_price" not in str(form)
    record = sales.query("product", limit=1)[0]
    assert "purchase_price" not in record["values"]
    assert "purchase_price" not in str(sales.read("product", record["id"]))
    for body in (
        {"sort": [{"field": "purchase_price"}]},
        {"filter": {"rel": "and", "cond": [{"field": "purchase_price", "op": "gt", "value": "1"}]}},
        {"fields": ["purchase_price"]},
    ):
        with pytest.raises(Refused) as hidden:
            sales.query("product", **body)
        renamed = json.loads(json.dumps(body).replace("purchase_price", "no_such_field"))
        with pytest.raises(Refused) as missing:
            sales.query("product", **renamed)
        assert (hidden.value.status, hidden.value.body["code"]) == (
            missing.value.status,
            missing.value.body["code"],
        )
    with pytest.raises(Refused) as refused:
        sales.query("purchase_receipt", limit=1)
    assert refused.value.status == 404


def test_a_store_manager_sees_only_her_store(people: dict[str, Person]) -> None:
    chaoyang = people["chaoyang"]
    warehouses = {warehouse for _, warehouse in chaoyang.stock()}
    assert warehouses == {"朝阳店仓"}
    deliveries = chaoyang.query("sales_delivery", limit=1000, fields=["warehouse"])
    assert {d["values"]["warehouse"]["title"] for d in deliveries} == {"朝阳店仓"}
    receipts = chaoyang.query("purchase_receipt", limit=1000, fields=["warehouse"])
    assert {d["values"]["warehouse"]["title"] for d in receipts} == {"朝阳店仓"}
    assert "total" not in chaoyang.read("purchase_receipt", receipts[0]["id"])["values"]


def test_every_quantity_can_be_traced_to_its_documents(people: dict[str, Person]) -> None:
    keeper = people["keeper"]
    glass = keeper.find("product", "spec", "300ml 双层")
    main = keeper.find("warehouse", "name", "总仓")
    trace = keeper.app("GET", f"/ledgers/stock/trace?product={glass}&warehouse={main}&limit=1000")
    total = sum(Decimal(item["measures"]["qty"]) for item in trace["items"])
    assert total == Decimal(keeper.stock()[("玻璃水杯", "总仓")])
    assert all(item["record"]["title"].startswith(("CGRK-", "XSCK-")) for item in trace["items"])


def test_a_published_field_is_in_form_list_and_api_at_once(people: dict[str, Person]) -> None:
    admin, sales = people["admin"], people["sales"]
    old = sales.query("sales_delivery", limit=1)[0]
    path = "/documents/form/sales_delivery"
    draft = admin.app("GET", f"{path}/draft")
    content = draft["content"]
    content["fields"].insert(3, {"id": "f_door", "type": "text", "label": {"zh-CN": "门牌号"}})
    next(f for f in content["fields"] if f["id"] == "carrier")["label"] = {"zh-CN": "物流公司"}
    saved = admin.app("PUT", f"{path}/draft", {"content": content, "rev": draft["rev"]})
    admin.app("POST", f"{path}/publish", {"rev": saved["rev"]})
    fields = sales.app("GET", "/forms/sales_delivery")["form"]["fields"]
    labels = {f["id"]: f["label"]["zh-CN"] for f in fields}
    assert labels["f_door"] == "门牌号"
    assert labels["carrier"] == "物流公司"
    new = sales.create(
        "sales_delivery",
        {
            "customer": sales.find("customer", "name", "北京华联商贸有限公司"),
            "warehouse": sales.find("warehouse", "name", "总仓"),
            "f_door": "8 号",
            "lines": [_line(sales, "Type-C 1m", "1", "13.5")],
        },
    )
    assert new["values"]["f_door"] == "8 号"
    again = sales.read("sales_delivery", old["id"])
    assert {k: v for k, v in again["values"].items() if k in old["values"]} == old["values"]
