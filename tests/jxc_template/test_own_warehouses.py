"""Keepers see what is of their own warehouses, and where goods go only until they have left."""

from __future__ import annotations

import pytest

from huiliu.core import ports
from huiliu.core.errors import Forbidden
from huiliu.core.records import Record
from huiliu.ledgers import api as ledgers
from tests.jxc_template.conftest import Demo

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
MAIN, PAN = "warehouse/main", "product/pan"
SHOP, HAIDIAN = "warehouse/chaoyang", "warehouse/haidian"


@pytest.fixture(scope="module")
def kept(demo: Demo) -> Demo:
    """朝阳店仓 has a keeper of its own; 海淀店仓 has nobody in particular."""
    demo.set(SHOP, keeper=str(demo.actor("chaoyang").member_id))
    return demo


def given(demo: Demo, warehouse: str) -> Record:
    lines = [{"product": PAN, "qty": "1", "price": "1"}]
    return demo.enter("other_in", "boss", kind="gift", warehouse=warehouse, lines=lines)


def test_documents_of_another_keeper_are_not_there(kept: Demo) -> None:
    main, shop, haidian = (given(kept, one) for one in (MAIN, SHOP, HAIDIAN))
    seen = kept.numbers("other_in", "keeper")
    assert main.values["no"] in seen
    assert haidian.values["no"] in seen
    assert shop.values["no"] not in seen
    assert shop.values["no"] in kept.numbers("other_in", "boss")


def test_a_line_of_mine_is_enough(kept: Demo) -> None:
    lines = [
        {"product": PAN, "qty": "1", "price": "1"},
        {"product": PAN, "qty": "1", "price": "1", "warehouse": MAIN},
    ]
    both = kept.enter("other_in", "boss", kind="gift", warehouse=SHOP, lines=lines)
    assert both.values["no"] in kept.numbers("other_in", "keeper")


def test_a_keeper_issues_nothing_from_another_warehouse(kept: Demo) -> None:
    lines = [{"product": PAN, "qty": "1"}]
    own = kept.enter("other_out", "keeper", kind="use", warehouse=MAIN, lines=lines)
    assert own.values["no"] in kept.numbers("other_out", "keeper")
    before = kept.numbers("other_out", "boss")
    with pytest.raises(Forbidden):
        kept.enter("other_out", "keeper", kind="use", warehouse=SHOP, lines=lines)
    assert kept.numbers("other_out", "boss") == before


def test_the_stock_of_another_keeper_is_not_there(kept: Demo) -> None:
    warehouses = {one["warehouse"] for one, _ in kept.balances("stock", "keeper")}
    assert "朝阳店仓" not in warehouses
    assert {"总仓", "海淀店仓"} <= warehouses
    assert all("value" not in measures for _, measures in kept.balances("stock", "keeper"))
    free = {one["warehouse"] for one, _ in kept.balances("commitment", "keeper")}
    assert "朝阳店仓" not in free


def test_a_search_of_the_stock_goes_by_names_and_stays_within_what_is_shown(kept: Demo) -> None:
    plan = ledgers.latest_plan(kept.app).get("stock")
    name = str(kept.named(PAN).values["name"])

    def found(login: str, words: str) -> set[tuple[str, str]]:
        access = ports.permissions().ledger_access(kept.actor(login), kept.app, "stock")
        query = ledgers.BalanceQuery(search=words, limit=1000)
        keys = [one["dimensions"] for one in ledgers.list_balances(plan, access, query).items]
        return {(one["product"]["title"], one["warehouse"]["title"]) for one in keys}

    everywhere = {w for one, w in found("boss", name[1:]) if one == name}
    assert {"总仓", "朝阳店仓"} <= everywhere
    assert {w for one, w in found("keeper", name[1:]) if one == name} == everywhere - {"朝阳店仓"}
    assert {w for _, w in found("boss", "朝阳店")} == {"朝阳店仓"}
    assert found("keeper", "朝阳店") == found("boss", "没有这个") == set()


def sold(demo: Demo) -> Record:
    today = ports.clock().today("Asia/Shanghai").isoformat()
    order = demo.enter(
        "sales_order", "boss", customer="customer/1", warehouse=MAIN, deliver_on=today,
        receiver="王先生", phone="13812345678", address="北京市朝阳区建国路88号2层",
        lines=[{"product": "product/towel", "qty": "1", "price": "100"}],
    )  # fmt: skip
    if demo.now(order).state == "pending":
        demo.approve(order, "sales_manager")
    assert demo.now(order).state == "approved"
    return demo.now(order)


def test_where_goods_go_is_masked_for_who_need_not_know(kept: Demo) -> None:
    order = sold(kept)
    assert order.values["phone_masked"] == "138****5678"
    assert order.values["address_masked"] == "北京市朝阳区****"
    for login in ("boss", "sales_manager"):
        assert kept.sees(order, login, "phone")
    access = ports.permissions().access(kept.actor("finance"), kept.app, "sales_order")
    assert not access.may_see("phone")
    assert not access.may_see("address")
    assert kept.sees(order, "finance", "phone_masked")


def test_keepers_know_where_until_it_has_left(kept: Demo) -> None:
    order = sold(kept)
    assert kept.sees(order, "keeper", "phone")
    kept.push_record(order, "sales_delivery.from_order", "keeper")
    assert kept.now(order).values["exec_status"] == "completed"
    assert not kept.sees(order, "keeper", "phone")
    assert kept.sees(order, "keeper", "phone_masked")


def test_sales_see_what_is_available_beside_their_lines(kept: Demo) -> None:
    order = sold(kept)
    there = kept.total("stock", "qty", product="product/towel", warehouse=MAIN)
    reserved = kept.total("commitment", "reserved", product="product/towel", warehouse=MAIN)
    (line,) = order.values["lines"]
    assert line["available"] in (there - reserved, there - reserved + 1)
    access = ports.permissions().access(kept.actor("sales"), kept.app, "sales_order")
    assert access.may_see("lines.available")
    assert not access.may_see("lines.cost_price")


def test_the_phone_of_a_customer_is_masked_for_who_does_not_serve_them(kept: Demo) -> None:
    kept.set("customer/1", phone="13812345678", address="北京市朝阳区建国路88号")
    customer = kept.named("customer/1")
    assert customer.values["phone_masked"] == "138****5678"
    for login in ("boss", "sales_manager"):
        assert kept.sees(customer, login, "phone")
        assert kept.sees(customer, login, "address")
    access = ports.permissions().access(kept.actor("finance"), kept.app, "customer")
    hidden = ("phone", "address", "addresses.phone", "addresses.detail")
    assert not any(access.may_see(path) for path in hidden)
    assert kept.sees(customer, "finance", "phone_masked")
