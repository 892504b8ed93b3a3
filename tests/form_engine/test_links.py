"""Documents that follow from others: what they may take, what they leave on their sources."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from form_engine.api import form_view, get_plan, publisher, records, values_schema
from huiliu.core.actor import Cause
from huiliu.core.errors import HuiliuError
from huiliu.core.records import Record
from tests.form_engine.conftest import Company
from tests.support.trade import CHAIN, ORDER, RECEIPT

pytestmark = pytest.mark.django_db


@pytest.fixture
def trade(company: Company) -> Company:
    for key, form in CHAIN.items():
        company.publish(key, **form)
    return company


def order(trade: Company, *quantities: str, gross: str = "100.00", **more: Any) -> Record:
    rows = [{"sku": f"P{n}", "qty": q, "gross": gross} for n, q in enumerate(quantities)]
    given = {"bill_date": "2026-10-01", "supplier": "S1", "lines": rows, **more}
    return trade.create("order", given, submit=True)


def line_of(record: Record, n: int = 0) -> int:
    return int(record.values["lines"][n]["$row"])


def receive(trade: Company, of: Record, *quantities: str, submit: bool = True) -> Record:
    rows = [{"order_line": str(line_of(of, n)), "qty": q} for n, q in enumerate(quantities)]
    given = {"order": of.uid, "bill_date": "2026-10-05", "lines": rows}
    return trade.create("receipt", given, submit=submit)


def follow(trade: Company, form: str, of: Record, qty: str, day: str = "2026-10-06") -> Record:
    row = {"receipt": of.uid, "receipt_line": str(line_of(of)), "qty": qty}
    return trade.create(form, {"bill_date": day, "lines": [row]}, submit=True)


def unapprove(trade: Company, record: Record) -> Record:
    form = record.form
    return records.unapprove(
        trade.app, form, record.id, access=trade.system(form), cause=Cause()
    )  # fmt: skip


def close(trade: Company, record: Record) -> Record:
    return records.close(
        trade.app, "order", record.id, access=trade.system("order"), cause=Cause()
    )  # fmt: skip


def progress(trade: Company, of: Record) -> tuple[str, list[tuple[str, str]]]:
    """The state of execution, and of each line what is received and what is open."""
    values = trade.read(of).values
    amounts = [(str(r["received"] or 0), str(r["open"])) for r in values["lines"]]
    return values["exec_status"], amounts


def code_of(error: pytest.ExceptionInfo[HuiliuError]) -> str:
    return error.value.wire_code


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


def test_un_approval_gives_back_exactly_what_was_taken(trade: Company) -> None:
    of = order(trade, "10")
    first = receive(trade, of, "4")
    before = progress(trade, of)
    second = receive(trade, of, "6")
    assert progress(trade, of)[0] == "completed"
    unapprove(trade, second)
    assert progress(trade, of) == before
    unapprove(trade, first)
    assert progress(trade, of) == ("none", [("0", "10.0000")])


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


def test_a_document_with_approved_followers_is_not_un_approved(trade: Company) -> None:
    of = order(trade, "10")
    receipt = receive(trade, of, "4")
    with pytest.raises(HuiliuError) as error:
        unapprove(trade, of)
    assert code_of(error) == "HAS_DOWNSTREAM"
    assert error.value.data == {"documents": "D0001"}
    assert trade.read(of).state == "approved"
    trade.permissions.given["receipt", 3] = None
    hidden = trade.grant("order", actions="view unapprove")
    with pytest.raises(HuiliuError) as error:
        records.unapprove(trade.app, "order", of.id, access=hidden, cause=Cause())
    assert error.value.data == {"documents": "…"}
    unapprove(trade, receipt)
    assert unapprove(trade, of).state == "draft"


def test_nothing_is_taken_from_a_source_that_is_no_longer_approved(trade: Company) -> None:
    of = order(trade, "10")
    waiting = receive(trade, of, "4", submit=False)
    unapprove(trade, of)
    with pytest.raises(HuiliuError) as error:
        records.submit(
            trade.app, "receipt", waiting.id, access=trade.system("receipt"), cause=Cause()
        )  # fmt: skip
    assert code_of(error) == "SOURCE_NOT_APPROVED"
    assert trade.read(waiting).state == "draft"


def test_closing_lets_go_of_what_is_open_and_reopening_takes_it_up(trade: Company) -> None:
    of = order(trade, "10")
    receive(trade, of, "4")
    close(trade, of)
    assert progress(trade, of) == ("closed", [("4.0000", "0.0000")])
    event = trade.ledgers.applied[-1][-1]
    assert (event.name, sorted(event.changed)) == (
        "changed", ["exec_status", "lines", "lines.open"],
    )  # fmt: skip
    with pytest.raises(HuiliuError) as error:
        close(trade, of)
    assert code_of(error) == "STATUS_CONFLICT"
    with pytest.raises(HuiliuError) as error:
        receive(trade, of, "1")
    assert code_of(error) == "SOURCE_CLOSED"
    records.reopen(trade.app, "order", of.id, access=trade.system("order"), cause=Cause())
    assert progress(trade, of) == ("partial", [("4.0000", "6.0000")])


def test_only_who_may_close_closes(trade: Company) -> None:
    of = order(trade, "10")
    access = trade.grant("order", actions="view edit submit unapprove")
    with pytest.raises(HuiliuError) as error:
        records.close(trade.app, "order", of.id, access=access, cause=Cause())
    assert code_of(error) == "forbidden"
    assert progress(trade, of)[0] == "none"


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


def test_amounts_in_proportion_add_up_to_the_cent(trade: Company) -> None:
    of = order(trade, "3", gross="100.00")
    parts = [receive(trade, of, "1") for _ in range(3)]
    gross = [trade.read(one).values["lines"][0]["gross"] for one in parts]
    assert gross == [Decimal("33.33"), Decimal("33.33"), Decimal("33.34")]
    assert trade.read(parts[2]).values["lines"][0]["net"] == Decimal("29.50")


def test_the_share_is_worked_out_when_it_is_approved(trade: Company) -> None:
    """Two drafts of the last piece: the one approved last takes the rest."""
    of = order(trade, "3", gross="100.00")
    drafts = [receive(trade, of, "1", submit=False) for _ in range(3)]
    assert [d.values["lines"][0]["gross"] for d in drafts] == [Decimal("33.33")] * 3
    for one in drafts:
        access = trade.system("receipt")
        records.submit(trade.app, "receipt", one.id, access=access, cause=Cause())
    found = [trade.read(one).values["lines"][0]["gross"] for one in drafts]
    assert found == [Decimal("33.33"), Decimal("33.33"), Decimal("33.34")]


def test_a_share_stays_what_it_was_when_something_else_is_kept_on_its_line(
    trade: Company,
) -> None:
    of = order(trade, "3", gross="100.00")
    parts = [receive(trade, of, "1") for _ in range(3)]
    follow(trade, "return", parts[2], "1")
    row = trade.read(parts[2]).values["lines"][0]
    assert (row["returned"], row["gross"]) == (Decimal("1.0000"), Decimal("33.34"))


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


def test_a_form_without_links_asks_nothing_more(company: Company) -> None:
    company.publish("note", [{"id": "text", "type": "text"}], document=True)

    def questions() -> int:
        unapprove(company, company.create("note", {"text": "warm"}, submit=True))
        with CaptureQueriesContext(connection) as asked:
            unapprove(company, company.create("note", {"text": "a"}, submit=True))
        return len(asked)

    alone = questions()
    for key, form in CHAIN.items():
        company.publish(key, **form)
    assert questions() == alone


@pytest.mark.parametrize(
    ("change", "path", "code"),
    [
        ({"form": "nothing"}, "links.0.form", "unknown_form"),
        ({"record": "supplier"}, "links.0.record", "unknown_field"),
        ({"row": "lines.qty"}, "links.0.row", "bad_row_field"),
        ({"row": None}, "links.0.row", "row_and_lines"),
        ({"into": "lines.qty"}, "links.0.into", "not_readonly"),
        ({"into": "over_pct"}, "links.0.into", "bad_number"),
        ({"quantity": "supplier"}, "links.0.quantity", "bad_number"),
        ({"limit": "{lines.gone}"}, "links.0.limit", "unknown_field"),
        ({"limit": "1 +"}, "links.0.limit", "formula_syntax"),
        ({"same": {"lines.qty": "lines.sku"}}, "links.0.same.lines.qty", "copy_mismatch"),
        ({"form": "receipt"}, "links", "follows_itself"),
    ],
)
def test_a_link_that_cannot_work_is_told_at_its_place(
    trade: Company, change: dict[str, Any], path: str, code: str
) -> None:
    link = {**RECEIPT["links"][0], **change}
    content = trade.document("receipt", **{**RECEIPT, "links": [link]})
    found = publisher.validate(trade.app, "receipt", content)
    assert (path, code) in [(one.path, one.code) for one in found]


def test_a_source_keeps_the_fields_that_others_take_from(trade: Company) -> None:
    content = trade.document("order", **ORDER)
    rows = next(one for one in content["fields"] if one["id"] == "lines")
    rows["fields"] = [one for one in rows["fields"] if one["id"] != "gross"]
    found = publisher.validate(trade.app, "order", content)
    assert [(one.path, one.code, one.data) for one in found] == [
        ("fields", "breaks_link", {"form": "receipt", "link": "from_order"})
    ]


def test_an_execution_status_needs_its_options(trade: Company) -> None:
    content = trade.document("order", **ORDER)
    content["execution"] = {"status": "supplier", "open": "no", "executed": ["lines.received"]}
    found = publisher.validate(trade.app, "order", content)
    assert [(one.path, one.code) for one in found] == [
        ("execution.status", "bad_status_field"), ("execution", "bad_number"),
    ]  # fmt: skip


def test_the_schema_says_how_a_source_is_named(trade: Company) -> None:
    schema = values_schema(get_plan(trade.app, "receipt").document)
    link = {"id": "from_order", "form": "order", "lines": "lines"}
    assert schema["properties"]["order"]["x-link"] == link
    lines = schema["properties"]["lines"]["anyOf"][0]["items"]
    assert lines["properties"]["order_line"]["x-link"] == link


def test_who_sees_a_form_is_not_told_how_much_may_be_taken(trade: Company) -> None:
    document = get_plan(trade.app, "receipt").document
    rights: dict[str, Any] = dict.fromkeys(document.by_path, "view")
    assert form_view(document, rights)["links"] == [
        {
            "id": "from_order", "title": {"zh-CN": "采购入库", "en": "Receive"}, "form": "order",
            "lines": "lines", "record": "order", "row": "lines.order_line",
        }
    ]  # fmt: skip
    del rights["order"]
    assert form_view(document, rights)["links"] == []
    del rights["lines.order_line"]
    rights["order"] = "view"
    assert "row" not in form_view(document, rights)["links"][0]
