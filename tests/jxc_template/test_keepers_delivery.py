"""A keeper sends goods without an order: who sells says what they cost."""

from __future__ import annotations

from decimal import Decimal

import pytest

from huiliu.core import ports
from huiliu.core.records import Record
from tests.jxc_template.conftest import Demo
from workflow_engine import api as workflow

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def _sent(demo: Demo, **more: str) -> Record:
    return demo.enter(
        "sales_delivery", "keeper", customer="customer/2", warehouse="warehouse/main",
        lines=[{"product": "product/keyboard", "qty": "1", **more}],
    )  # fmt: skip


def test_prices_come_from_the_sales_manager(demo: Demo) -> None:
    product = demo.named("product/keyboard")
    demo.set("product/keyboard", wholesale_price=None)
    before = demo.total("stock", "qty", product="product/keyboard")
    sent = _sent(demo)
    assert demo.now(sent).state == "pending"
    assert demo.total("stock", "qty", product="product/keyboard") == before
    rights = ports.flows().rights(sent, demo.actor("sales_manager"))
    assert rights is not None
    (line,) = demo.now(sent).values["lines"]
    workflow.approve(
        rights.task_id,
        actor=demo.actor("sales_manager"),
        values={"lines": [{"$row": line["$row"], "price": "226"}]},
    )
    assert demo.now(sent).state == "approved"
    assert demo.now(sent).values["total"] == Decimal("226.00")
    assert demo.total("stock", "qty", product="product/keyboard") == before - 1
    demo.set("product/keyboard", wholesale_price=str(product.values["wholesale_price"]))


def test_with_a_price_list_goods_go_out_at_once(demo: Demo) -> None:
    demo.set("product/keyboard", wholesale_price="200")
    assert demo.now(_sent(demo)).state == "approved"
