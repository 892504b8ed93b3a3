"""What a form says about the life of its documents: voiding, copies, gaps, late edits, closed
periods, reversal, and changes of what is approved."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from form_engine.api import copied_values, get_plan, number_gaps, publisher, records
from form_engine.planning.rules import FORM
from huiliu.core.actor import Cause
from huiliu.core.errors import HuiliuError
from huiliu.core.records import Record
from tests.form_engine.conftest import Company
from tests.support.trade import CHAIN, ORDER, RECEIPT, number

pytestmark = pytest.mark.django_db

LIFE: dict[str, Any] = {
    "void_reason": "why",
    "not_copied": ["supplier"],
    "editable_after_approval": ["remark", "lines.note"],
    "period": "bill_date",
    "reversal": {
        "negate": ["lines.qty", "lines.gross"], "of": "reverses",
        "of_line": "lines.reverses_line", "date": "bill_date",
    },
}  # fmt: skip
MORE = [
    {"id": "why", "type": "text"},
    {"id": "remark", "type": "text"},
    {"id": "reverses", "type": "reference", "form": "receipt", "readonly": True},
]


def _with_columns(fields: list[dict[str, Any]], *columns: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {**one, "fields": [*one["fields"], *columns]} if one["id"] == "lines" else one
        for one in fields
    ]


_FIELDS = _with_columns(
    RECEIPT["fields"], {"id": "note", "type": "text"}, number("reverses_line", 0)
)
LIVING = {**RECEIPT, "fields": [*_FIELDS, *MORE], "life": LIFE}
CHANGE: dict[str, Any] = {
    "fields": [
        {"id": "order", "type": "reference", "form": "order"},
        {"id": "supplier", "type": "text"},
        {"id": "lines", "type": "subform", "fields": [
            number("order_line", 0), {"id": "sku", "type": "text"}, number("qty")]},
    ],
    "document": True,
    "links": [{
        "id": "of_order", "title": {"zh-CN": "变更"}, "form": "order", "lines": "lines",
        "record": "order", "row": "lines.order_line", "quantity": "lines.qty", "many": False,
        "offer": {"into": "lines.qty", "amount": "{lines.qty}"},
    }],
    "changes": {
        "link": "of_order",
        "fields": {"supplier": "supplier", "lines.qty": "lines.qty", "lines.sku": "lines.sku"},
        "version": "version_no",
    },
}  # fmt: skip


@pytest.fixture
def trade(company: Company) -> Company:
    order = {**ORDER, "fields": [*ORDER["fields"], number("version_no", 0, readonly=True)]}
    for key, form in {**CHAIN, "order": order, "receipt": LIVING, "change": CHANGE}.items():
        company.publish(key, **form)
    return company


def order(trade: Company, qty: str = "10") -> Record:
    rows = [{"sku": "P0", "qty": qty, "gross": "100.00"}]
    given = {"bill_date": "2026-10-01", "supplier": "S1", "lines": rows}
    return trade.create("order", given, submit=True)


def receive(trade: Company, of: Record, qty: str, submit: bool = True, **more: Any) -> Record:
    rows = [{"order_line": str(of.values["lines"][0]["$row"]), "qty": qty}]
    given = {"order": of.uid, "bill_date": "2026-10-01", "lines": rows, **more}
    return trade.create("receipt", given, submit=submit)


def do(trade: Company, action: str, record: Record, **more: Any) -> Record:
    access = more.pop("access", trade.system(record.form))
    done: Record = getattr(records, action)(
        trade.app, record.form, record.id, access=access, cause=Cause(), **more
    )
    return done


def code_of(error: pytest.ExceptionInfo[HuiliuError]) -> str:
    return error.value.wire_code


def test_a_document_is_voided_for_a_reason_and_keeps_its_number(trade: Company) -> None:
    draft = receive(trade, order(trade), "1", submit=False)
    access = trade.grant("receipt")
    with pytest.raises(HuiliuError) as error:
        do(trade, "void", draft, access=access, reason=" ")
    assert [one.code for one in error.value.fields["why"]] == ["required"]
    assert error.value.message("zh-CN") == "请填写作废原因"
    assert trade.read(draft).state == "draft"
    voided = do(trade, "void", draft, access=access, reason="重复录入")
    found = trade.read(draft)
    assert (voided.state, found.state, found.values["why"]) == ("void", "void", "重复录入")
    assert found.values["no"] == draft.values["no"]


def test_the_gaps_of_numbers_say_why(trade: Company) -> None:
    of = order(trade)
    made = [receive(trade, of, "1", submit=False) for _ in range(4)]
    do(trade, "void", made[1], reason="重复录入")
    do(trade, "remove", made[2])
    found = number_gaps(trade.app, "receipt", access=trade.system("receipt"))
    assert [(one.number, one.why, one.reason, one.by) for one in found] == [
        ("D0002", "void", "重复录入", 1), ("D0003", "deleted", "", 1),
    ]  # fmt: skip
    own = {"rel": "and", "cond": [{"field": "supplier", "op": "eq", "value": "S1"}]}
    for rights in ({"rows": own}, {"fields": {"no": "hidden"}}):
        access = trade.grant("receipt", **rights)  # type: ignore[arg-type]
        with pytest.raises(HuiliuError) as error:
            number_gaps(trade.app, "receipt", access=access)
        assert code_of(error) == "forbidden"
        trade.permissions.given.clear()


def test_a_copy_leaves_its_source_behind_and_what_the_form_says(trade: Company) -> None:
    made = receive(trade, order(trade), "1")
    access = trade.system("receipt")
    seen = records.to_json(trade.read(made), access=access)
    values = copied_values(get_plan(trade.app, "receipt"), seen["values"], access)
    assert {"order", "supplier", "no", "reverses"}.isdisjoint(values)
    assert values["lines"] == [{"sku": "P0", "qty": "1.0000", "note": None, "reverses_line": None}]


def test_after_approval_only_what_the_form_leaves_open_is_edited(trade: Company) -> None:
    made = receive(trade, order(trade), "4")
    access = trade.grant("receipt")
    row = {"$row": str(made.values["lines"][0]["$row"])}
    shown = records.to_json(trade.read(made), access=access)
    assert "edit" in shown["actions"]
    assert {p for p, right in shown["fields"].items() if right == "edit"} == {
        "remark", "lines", "lines.note",
    }  # fmt: skip
    lines = [{**shown["values"]["lines"][0], "note": "补记"}]
    changed = trade.change(made, {"remark": "单号 SF1", "lines": lines}, access=access)
    assert (changed.values["remark"], changed.values["lines"][0]["note"]) == ("单号 SF1", "补记")
    for given in ({"supplier": "S2"}, {"lines": []}, {"lines": [{**row, "qty": "3"}]}):
        before = trade.read(made)
        with pytest.raises(HuiliuError):
            trade.change(made, given, access=access)
        assert trade.read(made).values == before.values


def test_nothing_is_written_into_a_closed_period(trade: Company) -> None:
    of = order(trade)
    draft, approved = receive(trade, of, "1", submit=False), receive(trade, of, "1")
    trade.ledgers.closed = date(2026, 10, 31)
    for refused in (
        lambda: receive(trade, of, "1", submit=False),
        lambda: trade.change(draft, {"remark": "x"}),
        lambda: do(trade, "submit", draft),
        lambda: do(trade, "unapprove", approved),
    ):
        with pytest.raises(HuiliuError) as error:
            refused()
        assert code_of(error) == "PERIOD_CLOSED"
    assert (trade.read(draft).state, trade.read(approved).state) == ("draft", "approved")
    moved = trade.change(draft, {"bill_date": "2026-11-01"})
    assert do(trade, "submit", moved).state == "approved"


def test_a_reversal_takes_everything_back_and_leaves_the_original(trade: Company) -> None:
    of = order(trade)
    made = receive(trade, of, "4")
    red = do(trade, "reverse", made)
    row = trade.read(red).values["lines"][0]
    assert (red.state, row["qty"], row["gross"]) == (
        "approved", Decimal("-4.0000"), Decimal("-40.00"),
    )  # fmt: skip
    assert trade.read(red).values["reverses"] == made.id
    assert row["reverses_line"] == made.values["lines"][0]["$row"]
    assert trade.read(made).state == "approved"
    source = trade.read(of).values
    assert (source["lines"][0]["received"], source["exec_status"]) == (Decimal("0.0000"), "none")
    names = [(event.record.id, event.name) for event in trade.ledgers.applied[-1]]
    assert (red.id, "approved") in names


def test_what_was_reversed_is_done_with(trade: Company) -> None:
    made = receive(trade, order(trade), "4")
    red = do(trade, "reverse", made)
    for action, record, code in (
        ("reverse", made, "ALREADY_REVERSED"),
        ("reverse", red, "IS_REVERSAL"),
        ("unapprove", made, "HAS_DOWNSTREAM"),
    ):
        with pytest.raises(HuiliuError) as error:
            do(trade, action, record)
        assert code_of(error) == code
    actions = [
        records.to_json(trade.read(one), access=trade.system("receipt"))["actions"]
        for one in (made, red)
    ]
    assert ["reverse" in one for one in actions] == [True, False]
    do(trade, "void", do(trade, "unapprove", red), reason="误操作")
    assert do(trade, "unapprove", made).state == "draft"


def test_what_already_has_followers_is_not_reversed(trade: Company) -> None:
    made = receive(trade, order(trade), "4")
    row = {"receipt": made.uid, "receipt_line": str(made.values["lines"][0]["$row"]), "qty": "1"}
    trade.create("return", {"bill_date": "2026-10-01", "lines": [row]}, submit=True)
    with pytest.raises(HuiliuError) as error:
        do(trade, "reverse", made)
    assert code_of(error) == "HAS_DOWNSTREAM"


def test_who_may_not_reverse_does_not(trade: Company) -> None:
    made = receive(trade, order(trade), "4")
    with pytest.raises(HuiliuError) as error:
        do(trade, "reverse", made, access=trade.grant("receipt"))
    assert code_of(error) == "forbidden"
    access = trade.grant("receipt", actions="view reverse")
    assert do(trade, "reverse", made, access=access).state == "approved"


def change(trade: Company, of: Record, qty: str | None, *added: dict[str, Any], **more: Any) -> Any:
    rows = [{"order_line": str(of.values["lines"][0]["$row"]), "qty": qty}, *added]
    return trade.create("change", {"order": of.uid, "lines": rows, **more}, submit=True)


def test_a_change_order_makes_a_new_version_of_what_is_approved(trade: Company) -> None:
    of = order(trade)
    receive(trade, of, "4")
    change(trade, of, "12", {"sku": "P9", "qty": "2"}, supplier="S2")
    found = trade.read(of)
    assert (found.state, found.rev, found.values["supplier"]) == ("approved", of.rev + 1, "S2")
    assert found.values["version_no"] == Decimal(2)
    assert [(r["sku"], r["qty"], r["open"]) for r in found.values["lines"]] == [
        ("P0", Decimal("12.0000"), Decimal("8.0000")),
        ("P9", Decimal("2.0000"), Decimal("2.0000")),
    ]
    changed = [
        event for event in trade.ledgers.applied[-1]
        if (event.record.form, event.name) == ("order", "changed")
    ]  # fmt: skip
    assert "lines.open" in changed[0].changed


def test_a_change_leaves_no_less_than_was_executed(trade: Company) -> None:
    of = order(trade)
    receive(trade, of, "4")
    before = trade.read(of).values
    with pytest.raises(HuiliuError) as error:
        change(trade, of, "3.9")
    assert (code_of(error), error.value.data["taken"], error.value.data["limit"]) == (
        "BELOW_EXECUTED", "4", "3.9",
    )  # fmt: skip
    assert trade.read(of).values == before
    change(trade, of, "4")
    assert trade.read(of).values["exec_status"] == "completed"


def test_a_change_is_not_taken_back_but_does_not_hold_the_order(trade: Company) -> None:
    of = order(trade)
    done = change(trade, of, "8")
    with pytest.raises(HuiliuError) as error:
        do(trade, "unapprove", done)
    assert code_of(error) == "CHANGE_APPLIED"
    assert do(trade, "unapprove", of).state == "draft"


@pytest.mark.parametrize(
    ("setting", "value", "path", "code"),
    [
        ("void_reason", "gone", "life.void_reason", "unknown_field"),
        ("period", "supplier", "life.period", "not_a_date"),
        ("editable_after_approval", ["lines.net"], "life.editable_after_approval.0",
         "bad_copy_target"),
        ("reversal", {"negate": ["supplier"], "of": "order"}, "life.reversal.of",
         "names_other_form"),
        ("reversal", {"negate": ["supplier"], "of": "reverses"}, "life.reversal.negate.0",
         "bad_number"),
    ],
)  # fmt: skip
def test_a_life_that_cannot_be_is_told_at_its_place(
    trade: Company, setting: str, value: Any, path: str, code: str
) -> None:
    content = trade.document("receipt", **{**LIVING, "life": {**LIFE, setting: value}})
    found = publisher.validate(trade.app, "receipt", content)
    assert (path, code) in [(one.path, one.code) for one in found]


def test_who_does_not_see_the_order_is_not_told_its_figures(trade: Company) -> None:
    of = order(trade)
    receive(trade, of, "4")
    trade.grant("order", actions="view", fields={"lines": "hidden"})
    access = trade.grant("change")
    rows = [{"order_line": str(of.values["lines"][0]["$row"]), "qty": "3.9"}]
    before = trade.read(of).values
    with pytest.raises(HuiliuError) as error:
        trade.create("change", {"order": of.uid, "lines": rows}, submit=True, access=access)
    assert (code_of(error), error.value.data) == ("BELOW_EXECUTED", {})
    assert error.value.message("zh-CN") == "变更后少于已执行数量"
    assert trade.read(of).values == before


def test_what_the_changed_form_complains_of_names_none_of_its_places(trade: Company) -> None:
    of = order(trade)
    content = trade.document(
        "order",
        **{**ORDER, "fields": [*ORDER["fields"], number("version_no", 0, readonly=True)]},
        rules=[
            {
                "id": "few", "when": {"cond": [{"field": "lines.qty", "op": "gt", "value": "100"}]},
                "code": "TOO_MANY", "message": {"zh-CN": "一次最多 100"}, "field": "lines.qty",
            }
        ],
    )  # fmt: skip
    trade.publish_document(content)
    before = trade.read(of).values
    with pytest.raises(HuiliuError) as error:
        change(trade, of, "101")
    assert {path: [one.code for one in found] for path, found in error.value.fields.items()} == {
        FORM: ["TOO_MANY"]
    }
    assert trade.read(of).values == before
