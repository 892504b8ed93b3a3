"""What a document has of its source, and that the source stays what it was."""

from __future__ import annotations

from typing import Any

import pytest

from form_engine.api import records
from huiliu.core.errors import HuiliuError
from huiliu.core.records import Record
from tests.form_engine.conftest import Company
from tests.support.trade import ORDER, RECEIPT
from tests.support.trade_steps import code_of, follow, line_of, order, receive

pytestmark = pytest.mark.django_db


def test_values_come_from_the_source_and_stay_the_same(trade: Company) -> None:
    of = order(trade, "10")
    made = receive(trade, of, "1", submit=False)
    assert (made.values["supplier"], made.values["lines"][0]["sku"]) == ("S1", "P0")
    row = {"order_line": str(line_of(of)), "qty": "1", "sku": "other"}
    with pytest.raises(HuiliuError) as error:
        trade.create("receipt", {"order": of.uid, "lines": [row]})
    assert [one.code for one in error.value.fields["lines.0.sku"]] == ["not_as_source"]


def test_what_is_copied_from_a_source_comes_before_a_default_and_after_what_is_said(
    trade: Company,
) -> None:
    who = {"id": "seller", "type": "text", "default": {"value": "nobody"}}
    trade.publish("order", **{**ORDER, "fields": [*ORDER["fields"], who]})
    link = {**RECEIPT["links"][0], "copy": {"seller": "seller"}}
    trade.publish("receipt", **{**RECEIPT, "fields": [*RECEIPT["fields"], who], "links": [link]})
    of = order(trade, "10", seller="Ann")
    rows = [{"order_line": str(line_of(of)), "qty": "1"}]
    given = {"order": of.uid, "bill_date": "2026-10-05", "lines": rows}

    def seller(**more: Any) -> Any:
        return trade.create("receipt", given | more, submit=False).values["seller"]

    assert (seller(), seller(seller="Bob")) == ("Ann", "Bob")
    assert seller(order=None, lines=[{"qty": "1"}]) == "nobody"


def test_a_source_does_not_change_once_it_is_set(trade: Company) -> None:
    of, other = order(trade, "10", "10"), order(trade, "10")
    made = receive(trade, of, "1", submit=False)
    row = {"$row": str(line_of(made)), "order_line": str(line_of(of, 1))}
    for given, path in (
        ({"lines": [row]}, "lines.0.order_line"), ({"order": other.uid}, "order"),
    ):  # fmt: skip
        with pytest.raises(HuiliuError) as error:
            trade.change(made, given)
        assert [one.code for one in error.value.fields[path]] == ["source_is_fixed"]


def test_what_a_document_follows_from_is_shown_as_fixed(trade: Company) -> None:
    made = receive(trade, order(trade, "10"), "1", submit=False)
    rights = records.to_json(trade.read(made), access=trade.system("receipt"))["fields"]
    assert (rights["order"], rights["supplier"]) == ("view", "edit")
    free = trade.create("receipt", {"bill_date": "2026-10-01"})
    rights = records.to_json(trade.read(free), access=trade.system("receipt"))["fields"]
    assert rights["order"] == "edit"


def test_a_line_of_another_document_is_no_source(trade: Company) -> None:
    of, other = order(trade, "10"), order(trade, "10")
    row = {"order_line": str(line_of(other)), "qty": "1"}
    with pytest.raises(HuiliuError) as error:
        trade.create("receipt", {"order": of.uid, "lines": [row]})
    assert [one.code for one in error.value.fields["lines.0.order_line"]] == ["no_such_line"]


def test_sources_that_differ_are_not_merged(trade: Company) -> None:
    receipts = [receive(trade, order(trade, "10", supplier=s), "10") for s in ("S1", "S2", "S1")]

    def merged(*of: Record) -> Record:
        rows = [
            {"receipt": one.uid, "receipt_line": str(line_of(one)), "qty": "1"} for one in of
        ]  # fmt: skip
        return trade.create("return", {"bill_date": "2026-10-06", "lines": rows})

    with pytest.raises(HuiliuError) as error:
        merged(receipts[0], receipts[1])
    assert [one.code for one in error.value.fields["supplier"]] == ["sources_differ"]
    assert merged(receipts[0], receipts[2]).values["supplier"] == "S1"


def test_a_return_is_not_dated_before_what_it_returns(trade: Company) -> None:
    receipt = receive(trade, order(trade, "10"), "10")
    with pytest.raises(HuiliuError) as error:
        follow(trade, "return", receipt, "1", day="2026-10-04")
    assert code_of(error) == "RETURN_BEFORE_SOURCE"
    assert list(error.value.fields) == ["bill_date"]
    assert follow(trade, "return", receipt, "1", day="2026-10-05").state == "approved"
