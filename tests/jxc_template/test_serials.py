"""序列号: one for each piece, in one place at a time, followed from the receipt to the customer and
back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from huiliu.core import ports
from huiliu.core.errors import HuiliuError
from huiliu.core.records import Record
from tests.jxc_template.conftest import Demo

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
MAIN, SHOP, BUYER, OTHER = "warehouse/main", "warehouse/chaoyang", "customer/7", "customer/8"


@pytest.fixture(scope="module")
def kettle(demo: Demo) -> Record:
    """Three of them are in the main warehouse: K1, K2, K3."""
    made = demo.enter_plain(
        "product", "manager", name="电热水壶", category="category/kitchen", unit="unit/piece",
        tax_rate="0.13", wholesale_price="90", serial_flag=True, warranty_days="365",
    )  # fmt: skip
    receive(demo, made, ["K1", "K2", "K3"])
    return made


def decided(demo: Demo, made: Record) -> Record:
    while demo.now(made).state == "pending":
        people = ("keeper", "buyer", "manager", "sales_manager", "finance", "boss", "chaoyang")
        asked = (p for p in people if ports.flows().rights(demo.now(made), demo.actor(p)))
        demo.approve(demo.now(made), next(asked))
    return demo.now(made)


def receive(demo: Demo, kettle: Record, serials: list[str], qty: str | None = None) -> Record:
    row = {"product": kettle.uid, "qty": qty or str(len(serials)), "price": "56.50"}
    made = demo.enter(
        "purchase_receipt", "manager", supplier="supplier/1", warehouse=MAIN,
        lines=[{**row, "serials": serials}],
    )  # fmt: skip
    return decided(demo, made)


def deliver(demo: Demo, kettle: Record, *serials: str, warehouse: str = MAIN) -> Record:
    row = {"product": kettle.uid, "qty": str(len(serials)), "price": "90", "serials": [*serials]}
    made = demo.enter("sales_delivery", "sales", customer=BUYER, warehouse=warehouse, lines=[row])
    return decided(demo, made)


def places(demo: Demo, kettle: Record) -> dict[str, str]:
    """Where each piece is: the warehouse, or the customer who bought it."""
    found: dict[str, str] = {}
    for d, m in demo.balances("stock_serials", product=kettle.uid):
        if m["qty"] != "0" or m["sold"] != "0":
            assert d["serial"] not in found
            found[d["serial"]] = str(d["warehouse"] or d["customer"])
    return found


def name(demo: Demo, key: str) -> str:
    return str(demo.named(key).values["name"])


def refused(demo: Demo, kettle: Record, act: Any) -> tuple[str, list[str]]:
    before = places(demo, kettle), demo.total("stock", "qty", product=kettle.uid)
    with pytest.raises(HuiliuError) as caught:
        act()
    assert (places(demo, kettle), demo.total("stock", "qty", product=kettle.uid)) == before
    return caught.value.wire_code, list(caught.value.fields)


def warranty(demo: Demo, kettle: Record, serial: str) -> list[tuple[Any, Any]]:
    """When it was sold and until when it is under warranty; nothing where it is not sold."""
    found = demo.balances("stock_serials", product=kettle.uid)
    return [
        (d["sold_on"], d["warranty_until"])
        for d, m in found
        if d["serial"] == serial and m["sold"] != "0"
    ]


def test_a_sold_piece_is_under_warranty_until_it_comes_back(demo: Demo, kettle: Record) -> None:
    today = ports.clock().today("Asia/Shanghai")
    sold = (today.isoformat(), (today + timedelta(365)).isoformat())
    first = deliver(demo, kettle, "K2")
    assert warranty(demo, kettle, "K2") == [sold]
    assert warranty(demo, kettle, "K1") == []
    demo.unapprove_record(first, "sales_manager")
    assert warranty(demo, kettle, "K2") == []

    delivery = deliver(demo, kettle, "K2")
    row = str(delivery.values["lines"][0]["$row"])
    line = {"product": kettle.uid, "qty": "1", "delivery_line": row, "serials": ["K2"]}
    given = demo.enter(
        "sales_return", "sales", customer=BUYER, warehouse=MAIN, delivery=delivery.uid,
        lines=[line],
    )  # fmt: skip
    back = decided(demo, given)
    assert warranty(demo, kettle, "K2") == []
    demo.unapprove_record(back, "sales_manager")
    assert warranty(demo, kettle, "K2") == [sold]


def test_as_many_as_there_are_pieces(demo: Demo, kettle: Record) -> None:
    found = refused(demo, kettle, lambda: receive(demo, kettle, ["K4"], qty="2"))

    assert found == ("SERIAL_COUNT", ["lines.0.serials"])


def test_a_piece_that_is_there_is_not_received_again(demo: Demo, kettle: Record) -> None:
    found = refused(demo, kettle, lambda: receive(demo, kettle, ["K4", "K2"]))

    assert found == ("SERIAL_DUPLICATE", ["lines.0.serials"])


def test_a_piece_is_sold_once_and_stays_with_its_buyer(demo: Demo, kettle: Record) -> None:
    delivery = deliver(demo, kettle, "K2")
    there = {"K1": name(demo, MAIN), "K2": name(demo, BUYER), "K3": name(demo, MAIN)}
    assert places(demo, kettle) == there

    for serial in ("K2", "X9"):
        found = refused(demo, kettle, lambda s=serial: deliver(demo, kettle, s))
        assert found == ("SERIAL_NOT_IN_STOCK", ["lines.0.serials"])

    demo.unapprove_record(delivery, "sales_manager")
    assert places(demo, kettle)["K2"] == name(demo, MAIN)


def test_only_what_was_delivered_comes_back_and_only_once(demo: Demo, kettle: Record) -> None:
    delivery = deliver(demo, kettle, "K1", "K2")
    row = delivery.values["lines"][0]["$row"]

    def give_back(serial: str) -> Record:
        line = {"product": kettle.uid, "qty": "1", "delivery_line": str(row), "serials": [serial]}
        made = demo.enter(
            "sales_return", "sales", customer=BUYER, warehouse=MAIN, delivery=delivery.uid,
            lines=[line],
        )  # fmt: skip
        return decided(demo, made)

    assert refused(demo, kettle, lambda: give_back("K3"))[1] == ["lines.0.serials"]
    give_back("K1")
    assert places(demo, kettle)["K1"] == name(demo, MAIN)
    assert refused(demo, kettle, lambda: give_back("K1")) == (
        "SERIAL_NOT_SOLD",
        ["lines.0.serials"],
    )


def test_a_transfer_takes_the_pieces_along(demo: Demo, kettle: Record) -> None:
    sent = decided(
        demo,
        demo.enter(
            "transfer", "keeper", warehouse=MAIN, to_warehouse=SHOP,
            lines=[{"product": kettle.uid, "qty": "2", "serials": ["K1", "K3"]}],
        ),
    )  # fmt: skip
    found = refused(demo, kettle, lambda: deliver(demo, kettle, "K1"))
    assert found[0] == "SERIAL_NOT_IN_STOCK"

    rows = {sent.values["lines"][0]["$row"]: "2"}
    decided(demo, demo.push_record(sent, "transfer_receipt.from_transfer", "chaoyang", rows))

    assert places(demo, kettle) == {
        "K1": name(demo, SHOP),
        "K2": name(demo, MAIN),
        "K3": name(demo, SHOP),
    }


def test_what_was_sold_holds_its_receipt(demo: Demo, kettle: Record) -> None:
    receipt = receive(demo, kettle, ["K4"])
    deliver(demo, kettle, "K4")

    code, _ = refused(demo, kettle, lambda: demo.unapprove_record(receipt, "manager"))

    assert code in ("NEGATIVE_STOCK_HISTORY", "SERIAL_NOT_IN_STOCK")


def test_pieces_in_stock_are_as_many_as_the_stock_says(demo: Demo, kettle: Record) -> None:
    deliver(demo, kettle, "K2")

    assert demo.total("stock_serials", "qty", product=kettle.uid) == 2
    assert demo.total("stock", "qty", product=kettle.uid) == 2


def test_a_piece_that_is_missing_goes_to_the_general_manager(demo: Demo) -> None:
    cheap = demo.enter_plain(
        "product", "manager", name="小配件", category="category/kitchen", tax_rate="0.13",
        serial_flag=True, wholesale_price="1",
    )  # fmt: skip
    receive(demo, cheap, ["S1", "S2"])
    count = demo.enter_plain("stocktake", "keeper", warehouse=MAIN, mode="snapshot",
                             lines=[{"product": cheap.uid}])  # fmt: skip
    row = demo.now(count).values["lines"][0]
    given = [{"$row": str(row["$row"]), "product": cheap.uid, "counted": "1", "serials": ["S2"]}]
    demo.change(count, "keeper", lines=given)
    made = demo.submit(count, "keeper")
    demo.approve(made, "finance")
    assert demo.now(made).state == "pending"
    demo.approve(made, "boss")
    assert demo.now(made).state == "approved"
    assert set(places(demo, cheap)) == {"S1"}
