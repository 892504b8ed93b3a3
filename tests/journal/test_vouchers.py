"""Documents become vouchers, and vouchers follow their documents."""

from __future__ import annotations

from copy import deepcopy
from decimal import Decimal
from typing import Any

import pytest

from huiliu.core.errors import RuleRefused
from huiliu.journal import differences
from tests.support.books import RULES, Books, entry, row_of


def test_an_approved_receipt_is_vouchered(books: Books) -> None:
    books.approve("receipt", ("cup", 10, "300.00", "39.00"), ("pen", 4, "20.00", "2.60"))
    assert books.vouchers() == [
        ("auto", "2026-10-05", ["Dr 1405 320.00", "Dr 222101 41.60", "Cr 220201 mill 361.60"])
    ]


def test_a_delivery_has_revenue_and_the_cost_its_approval_found(books: Books) -> None:
    books.approve("receipt", ("cup", 3, "100.00", "13.00"))
    books.approve("delivery", ("cup", 1, "50.00", "6.50"))
    assert [lines for _, _, lines in books.vouchers()[1:]] == [
        ["Dr 5401 33.33", "Cr 1405 33.33"],
        ["Dr 1122 acme 56.50", "Cr 5001 50.00", "Cr 222101 6.50"],
    ]
    assert books.net()["1405"] == Decimal("66.67")


def test_the_summary_names_the_document(books: Books) -> None:
    receipt = books.approve("receipt", ("cup", 1, "10.00", "0"))
    (voucher,) = books.all("voucher")
    assert voucher.values["summary"] == "采购入库 R-0001"
    assert voucher.values["lines"][0]["summary"] == "采购入库 R-0001"
    assert voucher.values["source"] == "R-0001"
    assert voucher.state == "approved"
    assert receipt.state == "approved"


def test_a_condition_and_a_table_choose(books: Books) -> None:
    books.approve("receipt", ("cup", 2, "10.00", "0"))
    books.approve("delivery", ("cup", 1, "0", "0"), purpose="sample")
    assert [lines for _, _, lines in books.vouchers()[1:]] == [["Dr 5601 5.00", "Cr 1405 5.00"]]


def test_a_negative_amount_stays_on_its_side(books: Books) -> None:
    books.approve("receipt", ("cup", 2, "10.00", "0"))
    books.approve("delivery", ("cup", 1, "-50.00", "-6.50"))
    assert books.vouchers()[2][2] == [
        "Dr 1122 acme -56.50",
        "Cr 5001 -50.00",
        "Cr 222101 -6.50",
    ]


def test_an_unapproval_writes_a_red_voucher_of_today(books: Books) -> None:
    receipt = books.approve("receipt", ("cup", 10, "300.00", "39.00"))
    books.unapprove(receipt)
    assert books.vouchers()[1] == (
        "reversal",
        "2026-10-20",
        ["Dr 1405 -300.00", "Dr 222101 -39.00", "Cr 220201 mill -339.00"],
    )
    assert books.net() == {}


def test_what_is_approved_again_is_vouchered_again(books: Books) -> None:
    from huiliu.core import ports
    from huiliu.core.actor import Cause

    receipt = books.approve("receipt", ("cup", 10, "300.00", "39.00"))
    before = books.net()
    books.unapprove(receipt)
    access = books.access(books.clerk, "receipt")
    ports.records().submit(books.app, "receipt", receipt.id, access=access, cause=Cause())
    assert [kind for kind, _, _ in books.vouchers()] == ["auto", "reversal", "auto"]
    assert books.net() == before


def test_a_backdated_receipt_adjusts_the_costs_of_others(books: Books) -> None:
    books.approve("receipt", ("cup", 10, "100.00", "0"), on=5)
    first = books.approve("delivery", ("cup", 5, "0", "0"), on=8)
    books.approve("delivery", ("cup", 2, "0", "0"), on=9)
    books.approve("receipt", ("cup", 10, "200.00", "0"), on=6)
    kind, day, lines = books.vouchers()[-1]
    assert (kind, day) == ("cost_adjust", "2026-10-20")
    assert lines == ["Dr 5401 25.00", "Cr 1405 25.00", "Dr 5401 10.00", "Cr 1405 10.00"]
    assert books.net()["1405"] == _value(books)
    books.unapprove(first)
    assert books.vouchers()[-1][2] == ["Dr 5401 -75.00", "Cr 1405 -75.00"]
    assert books.net()["1405"] == _value(books)


def test_an_adjustment_too_long_for_one_voucher_takes_more_and_splits_no_document(
    books: Books, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(differences, "_MOST_LINES", 5)
    books.approve("receipt", ("cup", 10, "100.00", "0"), on=5)
    for day in (7, 8, 9):
        books.approve("delivery", ("cup", 2, "0", "0"), on=day)
    books.approve("receipt", ("cup", 10, "200.00", "0"), on=6)

    one = ["Dr 5401 10.00", "Cr 1405 10.00"]
    assert books.vouchers()[-2:] == [
        ("cost_adjust", "2026-10-20", one * 2),
        ("cost_adjust", "2026-10-20", one),
    ]
    assert books.net()["1405"] == _value(books)


def test_a_part_of_a_cost_follows_it(books: Books) -> None:
    """进项税额转出: 13 % of what was lost, also when it turns out to have cost more."""
    tax = {"ledger": "stock", "measure": "value", "negate": True, "times": "{lines.qty}*0.065"}
    lost = deepcopy(RULES[2])
    lost["entries"] += [
        entry("debit", "5601", tax, each="lines"),
        entry("credit", "222101", tax, each="lines"),
    ]
    books.publish(lost)
    books.approve("receipt", ("cup", 3, "100.00", "0"), on=5)
    books.approve("delivery", ("cup", 2, "0", "0"), on=8)
    assert books.vouchers()[-1][2] == [
        "Dr 5401 66.67", "Cr 1405 66.67", "Dr 5601 8.67", "Cr 222101 8.67",
    ]  # fmt: skip
    books.approve("receipt", ("cup", 3, "200.00", "0"), on=6)
    assert books.vouchers()[-1] == (
        "cost_adjust",
        "2026-10-20",
        ["Dr 5401 33.33", "Cr 1405 33.33", "Dr 5601 4.33", "Cr 222101 4.33"],
    )


def test_what_cost_nothing_at_first_is_adjusted_too(books: Books) -> None:
    books.approve("receipt", ("cup", 1, "0", "0"), on=7)
    books.approve("delivery", ("cup", 1, "0", "0"), on=8)
    assert books.vouchers() == []
    books.approve("receipt", ("cup", 1, "10.00", "0"), on=6)
    assert books.vouchers()[-1] == ("cost_adjust", "2026-10-20", ["Dr 5401 5.00", "Cr 1405 5.00"])
    assert books.net()["1405"] == _value(books)


def test_what_does_not_balance_is_refused_and_nothing_is_left(books: Books) -> None:
    wrong: dict[str, Any] = deepcopy(RULES[0])
    wrong["entries"][1]["amount"] = "SUM({lines.tax})+0.01"
    books.publish(wrong)
    with pytest.raises(RuleRefused) as refused:
        books.approve("receipt", ("cup", 10, "300.00", "39.00"))
    assert refused.value.wire_code == "UNBALANCED_VOUCHER"
    assert [one.code for one in refused.value.fields["$form"]] == ["UNBALANCED_VOUCHER"]
    assert "300" not in refused.value.message("zh-CN")
    assert books.all("receipt") == books.all("voucher") == []
    assert _value(books) == 0
    books.publish(RULES[0])
    assert books.approve("receipt", ("cup", 1, "1.00", "0")).values["no"] == "R-0001"


def test_a_stock_that_is_short_is_told_before_a_voucher_that_does_not_balance(
    books: Books,
) -> None:
    """A delivery before its receipt costs what nothing cost yet, and the receipt pays for that."""
    wrong: dict[str, Any] = deepcopy(RULES[0])
    wrong["entries"][0] = entry("debit", "1405", {"ledger": "stock", "measure": "value"})
    books.publish(wrong)
    books.approve("receipt", ("cup", 10, "300.00", "0"), on=5)
    before = books.vouchers(), _value(books)
    with pytest.raises(RuleRefused) as refused:
        books.approve("delivery", ("cup", 5, "0", "0"), on=3)
    assert refused.value.wire_code == "NEGATIVE_STOCK_HISTORY"
    assert books.all("delivery") == []
    assert (books.vouchers(), _value(books)) == before


def test_an_account_that_is_gone_is_named(books: Books) -> None:
    from huiliu.core import ports
    from huiliu.core.access import system_access
    from huiliu.core.actor import Cause

    (account,) = [one for one in books.all("account") if one.values["code"] == "220201"]
    access = system_access(books.admin, "account")
    ports.records().remove(books.app, "account", account.id, access=access, cause=Cause())
    with pytest.raises(RuleRefused) as refused:
        books.approve("receipt", ("cup", 10, "300.00", "39.00"))
    assert refused.value.wire_code == "NO_SUCH_ACCOUNT"
    assert "220201" in refused.value.message("zh-CN")
    assert books.all("receipt") == []


def test_an_automatic_voucher_is_not_taken_back_by_itself(books: Books) -> None:
    books.approve("receipt", ("cup", 10, "300.00", "39.00"))
    (voucher,) = books.all("voucher")
    with pytest.raises(RuleRefused) as refused:
        books.unapprove(voucher, actor=books.accountant)
    assert refused.value.wire_code == "AUTO_VOUCHER"
    assert [one.state for one in books.all("voucher")] == ["approved"]


def test_a_voucher_made_by_hand_may_be_taken_back(books: Books) -> None:
    rows = [row_of(books, "1001", debit="5.00"), row_of(books, "3001", credit="5.00")]
    values = {"day": "2026-10-01", "kind": "manual", "lines": rows}
    voucher = books.make("voucher", values, actor=books.accountant)
    assert books.net() == {"1001": Decimal(5), "3001": Decimal(-5)}
    books.unapprove(voucher, actor=books.accountant)
    assert books.net() == {}


def test_exported_vouchers_hold_their_document(books: Books) -> None:
    from huiliu.core import ports
    from huiliu.core.actor import Cause

    receipt = books.approve("receipt", ("cup", 10, "300.00", "39.00"))
    (voucher,) = books.all("voucher")
    access = books.access(books.accountant, "voucher")
    ports.records().change(
        books.app, "voucher", voucher.id, {"exported": True}, access=access, cause=Cause()
    )
    with pytest.raises(RuleRefused) as refused:
        books.unapprove(receipt)
    assert refused.value.wire_code == "VOUCHER_POSTED"
    assert [one.state for one in books.all("receipt")] == ["approved"]
    assert len(books.all("voucher")) == 1


def _value(books: Books) -> Decimal:
    from huiliu.core import ports

    rows = ports.ledgers().sums(books.app, "stock", ["product"], None)
    return sum((row["value"] for row in rows), Decimal(0))


def test_a_rule_may_write_what_a_company_begins_with(books: Books) -> None:
    opening = deepcopy(next(rule for rule in RULES if rule["form"] == "receipt"))
    books.publish({**opening, "voucher": "opening"})
    receipt = books.approve("receipt", ("cup", 1, "10.00", "0"))
    assert [kind for kind, _, _ in books.vouchers()] == ["opening"]
    books.unapprove(receipt)
    assert [kind for kind, _, _ in books.vouchers()] == ["opening", "reversal"]
