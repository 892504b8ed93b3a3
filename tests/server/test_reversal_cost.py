"""A reversal brings goods back at what they cost when they left, whatever they cost now."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

import tests.support.trade as designs
from tests.server.test_chain_over_http import Trade
from tests.support.trade import number

pytestmark = pytest.mark.django_db(transaction=True)


def _costed_stock() -> dict[str, Any]:
    stock = deepcopy(designs.STOCK)
    postings = {one["id"]: one for one in stock["postings"]}
    postings["received"]["measures"]["value"] = "{lines.gross}"
    line = {"record": "reverses", "row": "lines.reverses_line"}
    postings["returned"]["cost"] = {"rule": "source", **line}
    value = {"id": "value", "label": {"zh-CN": "金额"}, "scale": 2}
    return {
        **stock,
        "measures": [stock["measures"][0], value],
        "postings": [postings["received"], postings["returned"]],
        "costing": {
            "method": "moving_average", "quantity": "qty", "value": "value", "scope": ["sku"],
        },
    }  # fmt: skip


@pytest.fixture
def trade(monkeypatch: pytest.MonkeyPatch) -> Trade:
    back = deepcopy(designs.RETURN)
    lines = next(one for one in back["fields"] if one["id"] == "lines")
    lines["fields"].append(number("reverses_line", 0))
    back["life"]["reversal"]["of_line"] = "lines.reverses_line"
    monkeypatch.setattr(designs, "STOCK", _costed_stock())
    monkeypatch.setitem(designs.CHAIN, "return", back)
    return Trade()


def test_what_left_for_thirty_comes_back_for_thirty(trade: Trade) -> None:
    receipt = trade.received(trade.order("10"))
    row = trade.ask(receipt)["values"]["lines"][0]["$row"]
    back = trade.push(receipt, "return.back", lines=[{"row": row, "amount": "3"}])
    trade.act(back, "submit")
    assert trade.stock() == {"qty": "7.0000", "value": "70.00"}
    trade.received(trade.order("5"))
    assert trade.stock() == {"qty": "12.0000", "value": "170.00"}
    trade.act(back, "reverse")
    assert trade.stock() == {"qty": "15.0000", "value": "200.00"}
