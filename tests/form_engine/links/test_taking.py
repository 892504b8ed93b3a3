"""What follows takes from its source no more than is open there."""

from __future__ import annotations

from decimal import Decimal

import pytest

from huiliu.core.errors import HuiliuError
from tests.form_engine.conftest import Company
from tests.support.trade_steps import code_of, follow, line_of, order, progress, receive

pytestmark = pytest.mark.django_db


def test_what_is_approved_counts_and_what_is_a_draft_does_not(trade: Company) -> None:
    of = order(trade, "10", "5")
    assert progress(trade, of) == ("none", [("0", "10.0000"), ("0", "5.0000")])
    receive(trade, of, "4", submit=False)
    assert progress(trade, of)[0] == "none"
    receive(trade, of, "4")
    assert progress(trade, of) == ("partial", [("4.0000", "6.0000"), ("0", "5.0000")])
    receive(trade, of, "6", "5")
    assert progress(trade, of) == ("completed", [("10.0000", "0.0000"), ("5.0000", "0.0000")])


def test_more_than_is_open_is_refused_and_changes_nothing(trade: Company) -> None:
    of = order(trade, "10")
    receive(trade, of, "7")
    before, posted = progress(trade, of), len(trade.ledgers.applied)
    with pytest.raises(HuiliuError) as error:
        receive(trade, of, "3.0001")
    assert code_of(error) == "OVER_RECEIPT"
    assert error.value.data == {
        "limit": "10", "taken": "7", "quantity": "3.0001", "over": "0.0001", "source": "D0001",
    }  # fmt: skip
    assert list(error.value.fields) == ["lines.0.qty"]
    assert progress(trade, of) == before
    assert len(trade.ledgers.applied) == posted


def test_what_is_too_much_does_not_even_enter_its_approval(trade: Company) -> None:
    of = order(trade, "10")
    trade.flows.waits = True
    with pytest.raises(HuiliuError) as error:
        receive(trade, of, "11")
    assert code_of(error) == "OVER_RECEIPT"
    assert receive(trade, of, "10").values["no"] == "D0001"


def test_the_tolerance_may_come_from_the_source(trade: Company) -> None:
    of = order(trade, "10", over_pct="0.05")
    receive(trade, of, "10.5")
    assert progress(trade, of) == ("completed", [("10.5000", "0.0000")])
    with pytest.raises(HuiliuError, match=r"at most 10\.5, 10\.5 received, 0\.1 now"):
        receive(trade, of, "0.1")


def test_two_lines_of_one_document_take_from_one_source_together(trade: Company) -> None:
    of = order(trade, "10")
    rows = [{"order_line": str(line_of(of)), "qty": "6"}] * 2
    with pytest.raises(HuiliuError) as error:
        trade.create("receipt", {"order": of.uid, "lines": rows}, submit=True)
    assert code_of(error) == "OVER_RECEIPT"
    assert sorted(error.value.fields) == ["lines.0.qty", "lines.1.qty"]


def test_what_the_system_changes_in_an_approved_document_is_counted_anew(trade: Company) -> None:
    of = order(trade, "10", "5")
    made = receive(trade, of, "4", "3")
    receive(trade, of, "1", "2")
    rows = [{"$row": str(line_of(made)), "qty": "6"}]
    trade.change(made, {"lines": rows})
    after = "partial", [("7.0000", "3.0000"), ("2.0000", "3.0000")]
    assert progress(trade, of) == after
    with pytest.raises(HuiliuError) as error:
        trade.change(made, {"lines": [{**rows[0], "qty": "10"}]})
    assert code_of(error) == "OVER_RECEIPT"
    assert progress(trade, of) == after


def test_the_source_hears_of_what_was_taken_in_the_same_transaction(trade: Company) -> None:
    of = order(trade, "10")
    receive(trade, of, "4")
    names = [(event.record.form, event.name) for event in trade.ledgers.applied[-1]]
    assert names == [
        ("receipt", "created"), ("receipt", "submitted"), ("receipt", "approved"),
        ("order", "changed"),
    ]  # fmt: skip
    changed = trade.ledgers.applied[-1][-1].changed
    assert changed["lines.open"] == ([Decimal("10.0000")], [Decimal("6.0000")])
    assert trade.read(of).rev == of.rev


def test_returns_and_invoices_share_the_receipt_line(trade: Company) -> None:
    receipt = receive(trade, order(trade, "10"), "10")
    follow(trade, "return", receipt, "4")
    with pytest.raises(HuiliuError) as error:
        follow(trade, "return", receipt, "7")
    assert code_of(error) == "OVER_RETURN"
    with pytest.raises(HuiliuError) as error:
        follow(trade, "invoice", receipt, "6.5")
    assert (code_of(error), error.value.data["over"]) == ("OVER_INVOICE", "0.5")
    follow(trade, "invoice", receipt, "6")
    row = trade.read(receipt).values["lines"][0]
    assert (row["returned"], row["billed"]) == (Decimal("4.0000"), Decimal("6.0000"))
