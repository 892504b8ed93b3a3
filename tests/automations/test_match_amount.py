"""Open items that add up to an amount, in steps and in messages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import pytest

from huiliu.core import ports
from huiliu.core.access import Access
from huiliu.core.actor import Actor, AppRef
from huiliu.core.conditions import Condition, Term
from huiliu.core.errors import RuleRefused
from huiliu.core.text import fill
from huiliu.notify.models import Notification
from tests.support.fakes import RecordingLedgers
from tests.support.office import Office, automation
from workflow_engine.automations.api import runs

LEDGER: dict[str, Any] = {
    "kind": "ledger",
    "version": 1,
    "id": "owed",
    "title": {"zh-CN": "应收"},
    "dimensions": [
        {"id": "customer", "label": {"zh-CN": "客户"}, "type": "reference", "form": "customer"},
        {"id": "document", "label": {"zh-CN": "单据"}, "type": "text"},
    ],
    "measures": [{"id": "amount", "label": {"zh-CN": "未清"}, "scale": 2}],
    "postings": [],
}
Items = list[dict[str, Any]]


@dataclass
class Owed(RecordingLedgers):
    """Open items, of which member 3 sees no amount and member 2 nothing."""

    items: Items = field(default_factory=list)
    asked: list[tuple[Any, bool]] = field(default_factory=list)

    def open_items(
        self, app: AppRef, ledger: str, measure: str, where: Condition, *, access: Access,
        named: tuple[str, str] | None = None, limit: int,
    ) -> Items:  # fmt: skip
        self.asked.append((named, access.everything))
        wanted = {t.field: t.value for t in where.cond if isinstance(t, Term)}
        return [one for one in self.items if all(str(one[k]) == v for k, v in wanted.items())]

    def visible(
        self, app: AppRef, ledger: str, values: dict[str, Any], actor: Actor
    ) -> frozenset[str] | None:
        seen = {1: frozenset({"document", "amount"}), 3: frozenset({"document"})}
        return seen.get(actor.member_id)


@pytest.fixture
def owed(office: Office) -> Iterator[Owed]:
    ledgers = Owed()
    office.documents.publish(office.app, LEDGER)
    with ports.bound(ledgers=ledgers):
        yield ledgers


def _match(*ways: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "id": "items", "type": "match_amount", "ledger": "owed", "measure": "amount",
        "amount": {"field": "total"}, "ways": [*ways], **more,
    }  # fmt: skip


OF_CUSTOMER = {
    "match": {"cond": [{"field": "customer", "op": "eq", "value": {"field": "customer"}}]}
}
MENTIONED = {"mentioned": {"dimension": "document", "text": "note"}}
DRAFT = {
    "id": "draft", "type": "push_document", "form": "order",
    "values": {"customer": {"field": "$items.customer"}, "note": {"value": "草稿"}},
    "rows": {
        "lines": {
            "of": "$items",
            "values": {"qty": {"field": "$items.amount"}, "note": {"field": "$items.document"}},
        }
    },
}  # fmt: skip


def _customer(office: Office, owed: Owed, **amounts: str) -> str:
    made = office.create("customer", name="甲公司")
    owed.items += [
        {"customer": made.id, "document": document, "amount": Decimal(amount)}
        for document, amount in amounts.items()
    ]
    return made.uid


def _drafted(office: Office) -> list[list[tuple[str, str]]]:
    drafts = [one for one in office.all("order") if one.values["note"] == "草稿"]
    return [[(r["note"], str(r["qty"])) for r in one.values["lines"]] for one in drafts]


def _pay(office: Office, total: str, note: str = "", customer: str | None = None) -> None:
    office.create("order", submit=True, total=total, note=note, customer=customer)


def test_a_draft_has_a_row_for_each_item_that_was_found(office: Office, owed: Owed) -> None:
    office.publish({**automation("pay", "approved order"), "steps": [_match(OF_CUSTOMER), DRAFT]})
    customer = _customer(office, owed, a="10.00", b="20.50", c="30.00")
    _customer(office, owed, d="50.50")
    _pay(office, "50.50", customer=customer)
    assert _drafted(office) == [[("b", "20.50"), ("c", "30.00")]]
    (run,) = runs(office.app, "pay", actor=office.org.actor(1)).items[-1:]
    assert run["steps"][0]["text"] == "台账“owed”按第 1 种方式在 3 笔未清项中找到 2 笔"


def test_ways_are_tried_one_after_the_other(office: Office, owed: Owed) -> None:
    steps = [_match(MENTIONED, OF_CUSTOMER), DRAFT]
    office.publish({**automation("pay", "approved order"), "steps": steps})
    customer = _customer(office, owed, XS1="8.00", XS12="8.00")
    _pay(office, "8.00", "付 XS12，谢谢", customer)
    assert _drafted(office) == [[("XS12", "8.00")]]
    _pay(office, "8.00", "付 XS1-2", customer)
    assert len(_drafted(office)) == 1


@pytest.mark.parametrize(("several", "made"), [("first", [[("a", "5.00")]]), ("nothing", [])])
def test_where_several_would_do_the_design_decides(
    office: Office, owed: Owed, several: str, made: Any
) -> None:
    steps = [_match({**OF_CUSTOMER, "several": several}, order="document"), DRAFT]
    office.publish({**automation("pay", "approved order"), "steps": steps})
    customer = _customer(office, owed, b="5.00", a="5.00")
    _pay(office, "5.00", customer=customer)
    assert _drafted(office) == made


def test_where_several_would_do_the_run_may_be_refused(office: Office, owed: Owed) -> None:
    steps = [_match({**OF_CUSTOMER, "several": "refuse"}), DRAFT]
    office.publish({**automation("pay", "approved order"), "steps": steps})
    customer = _customer(office, owed, b="5.00", a="5.00")
    with pytest.raises(RuleRefused) as error:
        _pay(office, "5.00", customer=customer)
    assert error.value.wire_code == "AUTOMATION_SEVERAL_MATCH"
    assert office.all("order") == []


def test_what_has_several_balances_is_no_item(office: Office, owed: Owed) -> None:
    steps = [_match(OF_CUSTOMER, single="document"), DRAFT]
    office.publish({**automation("pay", "approved order"), "steps": steps})
    customer = _customer(office, owed, a="5.00", b="6.00")
    owed.items.append({**owed.items[0], "amount": Decimal("1.00")})
    _pay(office, "5.00", customer=customer)
    _pay(office, "6.00", customer=customer)
    assert _drafted(office) == [[("b", "6.00")]]


def test_items_of_two_customers_are_never_one_payment(office: Office, owed: Owed) -> None:
    steps = [_match(MENTIONED, together="customer"), DRAFT]
    office.publish({**automation("pay", "approved order"), "steps": steps})
    _customer(office, owed, a="5.00")
    _customer(office, owed, b="6.00")
    _pay(office, "11.00", "a 和 b")
    assert _drafted(office) == []


def test_who_acts_with_their_own_rights_finds_what_they_see(office: Office, owed: Owed) -> None:
    plan = {
        **automation("pay", "approved order"),
        "acts_as": {"rights": "own"},
        "steps": [_match(MENTIONED)],
    }
    office.publish(plan)
    office.permissions.given["owed", 2] = None
    _pay(office, "5.00", "a")
    assert owed.asked == []


def test_each_reader_of_a_message_reads_what_the_ledger_shows_them(
    office: Office, owed: Owed
) -> None:
    office.org.roles["boss"] = [1, 2, 3]
    tell = {
        "id": "tell", "type": "notify", "to": {"roles": ["boss"]},
        "message": {"zh-CN": "{$items.document} {$items.amount}"},
    }  # fmt: skip
    office.publish({**automation("pay", "approved order"), "steps": [_match(OF_CUSTOMER), tell]})
    customer = _customer(office, owed, a="5.00")
    _pay(office, "5.00", customer=customer)
    office.work()
    told = {r.member_id: fill(r.words, "zh-CN", r.data) for r in Notification.objects.all()}
    assert told == {1: "a 5", 2: " ", 3: "a "}
