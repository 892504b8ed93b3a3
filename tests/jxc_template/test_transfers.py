"""调拨 in the demo company: shipped, on the way to nobody's available stock, received in parts."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest

from form_engine.links.pushing import NothingOpen
from huiliu.core.errors import HuiliuError, RuleRefused
from huiliu.core.records import Record
from huiliu.ledgers import api as ledgers
from tests.jxc_template.conftest import Demo

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
MAIN, SHOP = "warehouse/main", "warehouse/chaoyang"
PAN = "product/pan"


def ship(demo: Demo, qty: str, product: str = PAN, **more: str) -> Record:
    return demo.enter(
        "transfer", "keeper", warehouse=MAIN, to_warehouse=SHOP,
        lines=[{"product": product, "qty": qty}], **more,
    )  # fmt: skip


def receive(demo: Demo, sent: Record, qty: str, login: str = "chaoyang") -> Record:
    rows: Mapping[int, str | None] = {sent.values["lines"][0]["$row"]: qty}
    return demo.push_record(sent, "transfer_receipt.from_transfer", login, rows)


def lose(demo: Demo, sent: Record, qty: str, **more: str) -> Record:
    rows: Mapping[int, str | None] = {sent.values["lines"][0]["$row"]: qty}
    return demo.push_record(sent, "transit_loss.from_transfer", "keeper", rows, **more)


def here(demo: Demo, warehouse: str, product: str = PAN) -> Decimal:
    """What has arrived there."""
    found = demo.balances("stock", product=product, warehouse=warehouse)
    return sum((Decimal(m["qty"]) for d, m in found if d["transfer"] is None), Decimal(0))


def coming(demo: Demo, product: str = PAN, login: str = "boss") -> dict[str, Decimal]:
    """调拨在途 by the transfer."""
    found = demo.balances("stock", login, product=product, warehouse=SHOP)
    return {
        d["transfer"]: Decimal(m["qty"])
        for d, m in found
        if d["transfer"] is not None and Decimal(m["qty"])
    }


def value(demo: Demo) -> Decimal:
    return demo.total("stock", "value", product=PAN)


def test_what_is_shipped_is_on_its_way_and_worth_what_it_was(demo: Demo) -> None:
    before = here(demo, MAIN), here(demo, SHOP), value(demo)
    sent = ship(demo, "10")
    assert (here(demo, MAIN), here(demo, SHOP), value(demo)) == (before[0] - 10, *before[1:])
    assert coming(demo, login="chaoyang")[sent.values["no"]] == 10
    assert demo.now(sent).values["exec_status"] == "none"

    receive(demo, sent, "4")
    assert demo.now(sent).values["exec_status"] == "partial"
    assert coming(demo)[sent.values["no"]] == 6
    receive(demo, sent, "6")
    assert demo.now(sent).values["exec_status"] == "completed"
    assert sent.values["no"] not in coming(demo)
    assert (here(demo, MAIN), here(demo, SHOP), value(demo)) == (
        before[0] - 10, before[1] + 10, before[2],
    )  # fmt: skip


def test_more_than_was_shipped_is_not_received(demo: Demo) -> None:
    sent = ship(demo, "5")
    receive(demo, sent, "3")
    before = demo.balances("stock", product=PAN)
    with pytest.raises(RuleRefused) as refused:
        receive(demo, sent, "3")
    assert refused.value.wire_code == "OVER_TRANSFER_RECEIPT"
    assert demo.balances("stock", product=PAN) == before


def test_goods_in_transit_are_nobodys_to_sell(demo: Demo) -> None:
    before = here(demo, SHOP)
    ship(demo, "20")
    with pytest.raises(RuleRefused) as refused:
        demo.enter(
            "sales_delivery", "keeper", customer="customer/7", warehouse=SHOP,
            lines=[{"product": PAN, "qty": str(before + 1)}],
        )  # fmt: skip
    assert refused.value.wire_code == "NEGATIVE_STOCK"


def test_a_loss_leaves_with_its_input_tax(demo: Demo) -> None:
    sent = ship(demo, "8")
    receive(demo, sent, "5")
    before, worth = demo.total("stock", "qty", product=PAN), value(demo)
    lost = lose(
        demo, sent, "3", tax_transfer_rate="0.13", compensation="20",
        compensation_party="顺达物流", reason="破损",
    )  # fmt: skip
    demo.approve(lost, "finance")
    assert demo.total("stock", "qty", product=PAN) == before - 3
    assert demo.now(sent).values["exec_status"] == "completed"
    cost = worth - value(demo)
    tax = (cost * Decimal("0.13")).quantize(Decimal("0.01"), "ROUND_HALF_UP")
    assert cost > 0
    assert demo.vouchers(lost) == [
        ("debit", "1901", cost + tax),
        ("credit", "1405", cost),
        ("credit", "22210109", tax),
        ("debit", "1221", Decimal(20)),
        ("debit", "5711", cost + tax - 20),
        ("credit", "1901", cost + tax),
    ]
    with pytest.raises(NothingOpen):
        receive(demo, sent, "1")


def test_a_transfer_with_receipts_stands_and_without_them_is_undone_exactly(demo: Demo) -> None:
    before = _there(demo)
    sent = ship(demo, "7")
    got = receive(demo, sent, "7")
    with pytest.raises(HuiliuError) as refused:
        demo.unapprove_record(sent, "boss")
    assert refused.value.wire_code == "HAS_DOWNSTREAM"
    demo.unapprove_record(got, "boss")
    assert coming(demo)[sent.values["no"]] == 7
    demo.unapprove_record(sent, "boss")
    assert _there(demo) == before


def test_within_a_store_goods_move_at_once_and_between_stores_they_do_not(demo: Demo) -> None:
    shelf = demo.enter_plain(
        "warehouse", "admin", name="朝阳店后仓", kind="store",
        department=demo.named(SHOP).values["department"],
    )  # fmt: skip
    before = here(demo, SHOP)
    sent = ship(demo, "4")
    receive(demo, sent, "4")
    moved = demo.enter(
        "transfer", "chaoyang", mode="one_step", warehouse=SHOP, to_warehouse=shelf.uid,
        lines=[{"product": PAN, "qty": "3"}],
    )  # fmt: skip
    assert demo.now(moved).state == "approved"
    assert moved.values["no"] not in coming(demo)
    assert here(demo, SHOP) == before + 1
    assert here(demo, shelf.uid) == 3
    with pytest.raises(RuleRefused) as refused:
        ship(demo, "1", mode="one_step")
    assert refused.value.wire_code == "ONE_STEP_OTHER_STORE"


def test_what_sales_ask_for_a_keeper_ships(demo: Demo) -> None:
    before = here(demo, MAIN)
    with pytest.raises(HuiliuError):
        demo.enter(
            "transfer", "sales", warehouse=MAIN, to_warehouse=SHOP,
            lines=[{"product": PAN, "qty": "1"}],
        )  # fmt: skip
    asked = demo.enter(
        "transfer", "sales", warehouse=MAIN, to_warehouse=SHOP, requested=True,
        lines=[{"product": PAN, "qty": "1"}],
    )  # fmt: skip
    assert (demo.now(asked).state, here(demo, MAIN)) == ("pending", before)
    demo.approve(asked, "keeper")
    assert here(demo, MAIN) == before - 1


def test_a_store_sees_its_own_transfers_only(demo: Demo) -> None:
    sent, theirs = ship(demo, "1").values["no"], demo.named("transfer/2").values["no"]
    for login, seen in (("haidian", {theirs}), ("chaoyang", {sent}), ("boss", {sent, theirs})):
        assert {sent, theirs} & set(demo.numbers("transfer", login)) == seen


def test_the_ledgers_follow_from_their_entries(demo: Demo) -> None:
    assert ledgers.check_all(demo.app.workspace_id) == 0


def _there(demo: Demo) -> list[object]:
    found = [*demo.balances("stock"), *demo.balances("general")]
    return [(d, m) for d, m in found if any(Decimal(one) for one in m.values())]
