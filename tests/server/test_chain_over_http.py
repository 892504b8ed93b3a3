"""下推, 关闭 and 上下游单据 over HTTP, with a real ledger behind the documents."""

from __future__ import annotations

from typing import Any

import pytest

from tests.server.test_records_over_http import Door
from tests.support.at_once import at_once
from tests.support.company import make
from tests.support.trade import make_trade

pytestmark = pytest.mark.django_db(transaction=True)
_FORMS = "/apps/trade/forms"


class Trade:
    def __init__(self) -> None:
        self.company = make()
        make_trade()
        self.clerk, self.guest = Door(self.company.clerk), Door(self.company.guest)

    def ask(
        self, path: str, method: str = "GET", body: Any = None, door: Door | None = None
    ) -> Any:
        status, answer = (door or self.clerk).ask(method, f"{_FORMS}/{path}", body)
        assert status < 300, answer
        return answer

    def refused(self, path: str, body: Any = None, door: Door | None = None) -> Any:
        status, answer = (door or self.clerk).ask("POST", f"{_FORMS}/{path}", body or {})
        assert status >= 400, answer
        return answer

    def act(self, path: str, action: str, body: Any = None) -> Any:
        return self.ask(f"{path}/actions/{action}", "POST", body or {})

    def order(self, *quantities: str) -> str:
        rows = [{"sku": f"P{n}", "qty": q, "gross": "100"} for n, q in enumerate(quantities)]
        values = {"bill_date": "2026-01-01", "supplier": "S1", "lines": rows}
        made = self.ask("order/records", "POST", {"values": values, "submit": True})
        return f"order/records/{made['id']}"

    def push(self, path: str, link: str = "receipt.from_order", **body: Any) -> str:
        made = self.act(path, f"push/{link}", body)
        return f"{made['form']}/records/{made['record']['id']}"

    def received(self, path: str, **body: Any) -> str:
        made = self.push(path, **body)
        self.act(made, "submit")
        return made

    def stock(self, sku: str = "P0") -> dict[str, str]:
        _, answer = self.clerk.ask("GET", "/apps/trade/ledgers/stock/balances")
        found = [one for one in answer["items"] if one["dimensions"]["sku"] == sku]
        return dict(found[0]["measures"]) if found else {}


@pytest.fixture
def trade() -> Trade:
    return Trade()


def test_a_push_makes_a_draft_of_what_is_open(trade: Trade) -> None:
    of = trade.order("10", "5")
    made = trade.ask(trade.push(of))
    rows = [(r["sku"], r["qty"], r["gross"]) for r in made["values"]["lines"]]
    assert rows == [("P0", "10.0000", "100.00"), ("P1", "5.0000", "100.00")]
    assert (made["state"], made["values"]["supplier"]) == ("draft", "S1")
    trade.received(of, lines=[{"row": made["values"]["lines"][0]["order_line"], "amount": "4"}])
    (push,) = trade.ask(f"{of}/pushes")["items"]
    assert (push["link"], push["title"]) == ("receipt.from_order", "采购入库")
    assert [(one["amount"], one["drafted"]) for one in push["lines"]] == [
        ("6.0000", "10.0000"), ("5.0000", "5.0000"),
    ]  # fmt: skip


def test_what_is_open_is_counted_by_a_ledger_until_it_is_done_or_closed(trade: Trade) -> None:
    of = trade.order("10")
    assert trade.stock() == {"qty": "0.0000", "coming": "10.0000"}
    row = trade.ask(of)["values"]["lines"][0]["$row"]
    receipt = trade.received(of, lines=[{"row": row, "amount": "4"}])
    assert trade.stock() == {"qty": "4.0000", "coming": "6.0000"}
    assert "close" in trade.ask(of)["actions"]
    assert trade.act(of, "close")["actions"].count("reopen") == 1
    assert trade.stock() == {"qty": "4.0000", "coming": "0.0000"}
    trade.act(of, "reopen")
    assert trade.stock() == {"qty": "4.0000", "coming": "6.0000"}
    trade.act(receipt, "unapprove")
    assert trade.stock() == {"qty": "0.0000", "coming": "10.0000"}
    trade.act(of, "unapprove")
    assert trade.stock() in ({}, {"qty": "0.0000", "coming": "0.0000"})


def test_lists_filter_and_sort_by_the_state_of_execution(trade: Trade) -> None:
    first, second = trade.order("10"), trade.order("10")
    trade.received(first)
    where = {"rel": "and", "cond": [{"field": "exec_status", "op": "eq", "value": "completed"}]}
    found = trade.ask("order/records/query", "POST", {"filter": where})
    assert [one["id"] for one in found["items"]] == [first.rpartition("/")[2]]
    assert trade.refused(f"{first}/actions/push/receipt.from_order")["code"] == "nothing_open"
    assert trade.ask(second)["values"]["exec_status"] == "none"


def test_the_chain_is_told_as_far_as_one_may_see(trade: Trade) -> None:
    of = trade.order("10")
    receipt = trade.received(of)
    back = trade.push(receipt, "return.back")

    def told(path: str, door: Door | None = None) -> list[tuple[str, int, str]]:
        items = trade.ask(f"{path}/chain", door=door)["items"]
        return [(one["form"], one["level"], one["state"]) for one in items]

    assert told(receipt) == [
        ("receipt", 0, "approved"), ("order", -1, "approved"), ("return", 1, "draft"),
    ]  # fmt: skip
    assert told(of) == [
        ("order", 0, "approved"), ("receipt", 1, "approved"), ("return", 2, "draft"),
    ]  # fmt: skip
    assert [one[0] for one in told(back)] == ["return", "receipt", "order"]
    assert [one[0] for one in told(of, trade.guest)] == ["order", "receipt"]


def test_who_may_not_see_what_is_open_is_not_told_by_a_push(trade: Trade) -> None:
    of = trade.order("10")
    (push,) = trade.ask(f"{of}/pushes", door=trade.guest)["items"]
    assert [one["amount"] for one in push["lines"]] == [None]
    assert trade.ask(f"{trade.push(of)}/pushes")["items"][0]["lines"] == []
    refused = trade.refused(
        f"{trade.received(of)}/actions/push/return.back", door=trade.guest
    )  # fmt: skip
    assert refused["code"] == "forbidden"


def test_who_may_not_see_what_is_left_is_told_no_numbers(trade: Trade) -> None:
    of = trade.order("10")
    made = trade.push(of)
    row = trade.ask(made)["values"]["lines"][0]["order_line"]
    lines = [{"order_line": row, "qty": "10.5"}]
    values = {"order": of.rpartition("/")[2], "bill_date": "2026-01-01", "lines": lines}
    body = {"values": values, "submit": True}
    seen = trade.refused("receipt/records", body)
    assert (seen["code"], seen["data"]["limit"]) == ("OVER_RECEIPT", "10")
    hidden = trade.refused("receipt/records", body, door=trade.guest)
    complaint = {"code": "OVER_RECEIPT", "message": "超出来源单据的可执行数量"}
    assert hidden == {**complaint, "fields": {"lines.0.qty": [complaint]}}


def test_several_sources_are_merged_where_they_agree(trade: Trade) -> None:
    first, second = trade.received(trade.order("10")), trade.received(trade.order("5"))
    made = trade.ask(trade.push(first, "return.back", also=[second.rpartition("/")[2]]))
    assert [one["qty"] for one in made["values"]["lines"]] == ["10.0000", "5.0000"]
    orders = [trade.order("1"), trade.order("2")]
    also = [orders[1].rpartition("/")[2]]
    refused = trade.refused(f"{orders[0]}/actions/push/receipt.from_order", {"also": also})
    assert refused["code"] == "validation_failed"


def test_the_chain_refuses_before_the_stock_does(trade: Trade) -> None:
    of = trade.received(trade.order("10"))
    back = trade.push(of, "return.back")
    trade.act(back, "submit")
    row = trade.ask(of)["values"]["lines"][0]["$row"]
    line = {"receipt": of.rpartition("/")[2], "receipt_line": row, "qty": "99"}
    body = {"values": {"bill_date": "2026-01-01", "lines": [line]}, "submit": True}
    assert trade.refused("return/records", body)["code"] == "OVER_RETURN"
    assert trade.stock()["qty"] == "0.0000"


def test_of_many_that_take_the_last_piece_one_gets_it(trade: Trade) -> None:
    of = trade.order("10")
    drafts = [trade.push(of) for _ in range(6)]
    answers = at_once(*(
        lambda path=path: Door(trade.company.clerk).ask(
            "POST", f"{_FORMS}/{path}/actions/submit", {}
        )
        for path in drafts
    ))  # fmt: skip
    codes = sorted(answer.get("code", answer.get("state")) for _, answer in answers)
    assert codes == ["OVER_RECEIPT"] * 5 + ["approved"]
    assert trade.stock() == {"qty": "10.0000", "coming": "0.0000"}
    assert trade.ask(of)["values"]["lines"][0]["received"] == "10.0000"


def test_a_reversal_takes_back_what_the_ledgers_and_the_sources_counted(trade: Trade) -> None:
    receipt = trade.received(trade.order("10"))
    back = trade.push(receipt, "return.back")
    trade.act(back, "submit")
    assert trade.stock()["qty"] == "0.0000"
    red = trade.act(back, "reverse")
    assert (red["state"], red["values"]["lines"][0]["qty"]) == ("approved", "-10.0000")
    assert trade.stock()["qty"] == "10.0000"
    assert trade.ask(receipt)["values"]["lines"][0]["returned"] == "0.0000"
    items = trade.ask(f"{back}/chain")["items"]
    assert [(one["id"], one["level"], one["link_title"]) for one in items if one["level"] > 0] == [
        (red["id"], 1, "红冲")
    ]
    assert trade.refused(f"{back}/actions/unapprove")["code"] == "HAS_DOWNSTREAM"
    assert trade.refused(f"{back}/actions/reverse")["code"] == "ALREADY_REVERSED"


def test_a_document_that_posts_nothing_respects_closed_periods_too(trade: Trade) -> None:
    receipt = trade.received(trade.order("10"))
    row = trade.ask(receipt)["values"]["lines"][0]["$row"]
    line = {"receipt": receipt.rpartition("/")[2], "receipt_line": row, "qty": "1"}
    admin, values = Door(trade.company.admin), {"bill_date": "2026-01-31", "lines": [line]}
    made = trade.ask("invoice/records", "POST", {"values": values, "submit": True})
    status, _ = admin.ask("POST", "/apps/trade/periods/close", {"through": "2026-01-31"})
    assert status == 200
    path = f"invoice/records/{made['id']}"
    assert trade.refused(f"{path}/actions/unapprove")["code"] == "PERIOD_CLOSED"
    assert trade.refused("invoice/records", {"values": values})["code"] == "PERIOD_CLOSED"
    admin.ask("POST", "/apps/trade/periods/reopen", {})
    assert trade.act(path, "unapprove")["state"] == "draft"


def test_gaps_are_listed_for_who_may_see_every_document(trade: Trade) -> None:
    of = trade.order("10")
    first, second = trade.push(of), trade.push(of)
    trade.act(first, "void", {"comment": "重复"})
    trade.clerk.ask("DELETE", f"{_FORMS}/{second}")
    found = trade.ask("receipt/number-gaps")["items"]
    assert [(one["number"], one["why"], one["by"]) for one in found] == [
        ("D0001", "void", "clerk"), ("D0002", "deleted", "clerk"),
    ]  # fmt: skip


def test_an_order_is_un_approved_or_received_but_never_both(trade: Trade) -> None:
    for _ in range(3):
        of = trade.order("10")
        draft = trade.push(of)
        at_once(
            lambda draft=draft: Door(trade.company.clerk).ask(
                "POST", f"{_FORMS}/{draft}/actions/submit", {}
            ),
            lambda of=of: Door(trade.company.clerk).ask(
                "POST", f"{_FORMS}/{of}/actions/unapprove", {}
            ),
        )
        assert (trade.ask(of)["state"], trade.ask(draft)["state"]) in {
            ("approved", "approved"), ("draft", "draft"),
        }  # fmt: skip
