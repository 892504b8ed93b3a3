"""What an approver reads first: figures worked out as the task is opened."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from pytest_django.plugin import DjangoDbBlocker

from huiliu.core import ports
from huiliu.design import api as design
from huiliu.org.api import Workspace
from tests.support.company import Company, goods, make
from tests.support.door import Door
from tests.support.shared import made_once
from workflow_engine.figures import without_zeros

pytestmark = pytest.mark.django_db

CARD: list[dict[str, Any]] = [
    {"field": "total"},
    {"title": {"zh-CN": "说明"}, "field": "note"},
    {
        "title": {"zh-CN": "库存"},
        "ledger": "stock",
        "measure": "qty",
        "key": {"product": "lines.product"},
    },
    {
        "title": {"zh-CN": "上次单价"},
        "latest": {
            "form": "receipt",
            "field": "lines.price",
            "match": {"lines.product": "lines.product"},
            "by": "day",
            "until": "day",
        },
    },
]


def flow(card: list[dict[str, Any]], role: str = "clerk", **node: Any) -> dict[str, Any]:
    check = {"id": "check", "type": "approval", "assignees": {"roles": [role]}, "card": card}
    return {
        "kind": "flow",
        "version": 1,
        "id": "receipt",
        "form": "receipt",
        "title": {"zh-CN": "入库审批"},
        "nodes": [{"id": "start", "type": "start"}, check | node, {"id": "end", "type": "end"}],
    }


def publish(content: dict[str, Any]) -> None:
    workspace = Workspace.objects.get().pk
    admin = ports.org().actor(ports.org().administrators(workspace)[0])
    app = ports.documents().app(workspace, "shop")
    key = content["id"]
    rev = design.drafts.revision_of(app, content["kind"], key)
    saved = design.drafts.save(admin, app, content["kind"], key, content, rev)
    design.publish(admin, app, content["kind"], key, rev=saved.rev)


@pytest.fixture(scope="module")
def company(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Company]:
    with made_once(django_db_blocker):
        yield make()


def submit(company: Company, **values: Any) -> str:
    status, record = Door(company.clerk).ask(
        "POST", "/apps/shop/forms/receipt/records", {"values": values, "submit": True}
    )
    assert status == 201, record
    return str(record["id"])


def received(company: Company, qty: int, price: str, day: str) -> None:
    """A receipt of before there was a flow: it is approved at once."""
    submit(company, day=day, **goods(company.cup, qty, price))


def open_card(key: str) -> list[dict[str, Any]]:
    """On the page of the task; the page of the record tells its holder the same."""
    item = Door(key).ask("GET", "/tasks?box=todo")[1]["items"][0]
    card = list(Door(key).ask("GET", f"/tasks/{item['id']}")[1]["card"])
    assert asked_on(key, item) == [
        {"task": item["id"], "node_title": item["node_title"], "due": None, "card": card}
    ]
    return card


def asked_on(key: str, item: dict[str, Any]) -> list[dict[str, Any]]:
    record = f"/apps/shop/forms/{item['form']}/records/{item['record']}"
    return list(Door(key).ask("GET", f"{record}/flow")[1]["asked"])


def line(label: str, now: str, after: str | None = None) -> dict[str, Any]:
    return {"label": label, "now": now, "after": after}


def test_a_card_tells_fields_balances_and_latest_values(company: Company) -> None:
    received(company, 7, "2.00", "2026-01-10")
    received(company, 5, "3.00", "2026-01-05")
    received(company, 1, "9.00", "2026-03-01")
    publish(flow(CARD))
    submit(company, day="2026-02-01", note="急", **goods(company.cup, 4, "2.50"))
    assert open_card(company.clerk) == [
        {"kind": "field", "title": "total", "lines": [line("", "¥10.00")], "more": 0},
        {"kind": "field", "title": "说明", "lines": [line("", "急")], "more": 0},
        {"kind": "ledger", "title": "库存", "lines": [line("cup", "13", "17")], "more": 0},
        {"kind": "latest", "title": "上次单价", "lines": [line("cup", "¥2.00")], "more": 0},
    ]


def test_several_rows_of_a_product_are_one_line_and_a_first_purchase_has_no_price(
    company: Company,
) -> None:
    publish(flow(CARD[2:]))
    rows = [
        {"product": company.cup, "qty": "4", "price": "1"},
        {"product": company.pen, "qty": "2", "price": "1"},
        {"product": company.cup, "qty": "3", "price": "1"},
    ]
    submit(company, day="2026-02-01", lines=rows)
    assert open_card(company.clerk) == [
        {
            "kind": "ledger",
            "title": "库存",
            "lines": [line("cup", "0", "7"), line("pen", "0", "2")],
            "more": 0,
        }
    ]


def test_a_line_of_the_to_do_list_begins_with_the_card(company: Company) -> None:
    publish(flow([{"title": {"zh-CN": "应付"}, "field": "total"}, *CARD[1:]]))
    submit(company, day="2026-02-01", note="急", **goods(company.cup, 4, "2.50"))
    (item,) = Door(company.clerk).ask("GET", "/tasks?box=todo")[1]["items"]
    assert item["summary"][:2] == [
        {"label": "应付", "value": "¥10.00"},
        {"label": "说明", "value": "急"},
    ]


def test_what_the_node_hides_is_not_told_by_a_figure_either(company: Company) -> None:
    """Neither the field, nor what a balance would become, nor the price by the hidden product."""
    received(company, 7, "2.00", "2026-01-10")
    rights = {"*": "view", "lines.qty": "hidden", "lines.price": "hidden"}
    publish(flow(CARD, fields=rights))
    submit(company, day="2026-02-01", **goods(company.cup, 4, "2.50"))
    assert open_card(company.clerk) == [
        {"kind": "ledger", "title": "库存", "lines": [line("cup", "7")], "more": 0},
        {"kind": "latest", "title": "上次单价", "lines": [line("cup", "¥2.00")], "more": 0},
    ]
    publish(flow(CARD[2:], fields={"*": "view", "lines.product": "hidden"}))
    submit(company, day="2026-02-01", **goods(company.cup, 5, "2.50"))
    item = Door(company.clerk).ask("GET", "/tasks?box=todo")[1]["items"][0]
    assert Door(company.clerk).ask("GET", f"/tasks/{item['id']}")[1]["card"] == []


def test_a_ledger_and_a_form_are_seen_with_the_approvers_own_permission(company: Company) -> None:
    """The guest may not open the ledger, and sees no prices of receipts."""
    received(company, 7, "2.00", "2026-01-10")
    publish(flow(CARD, role="guest"))
    submit(company, day="2026-02-01", note="急", **goods(company.cup, 4, "2.50"))
    assert [(one["kind"], one["title"]) for one in open_card(company.guest)] == [
        ("field", "total"),
        ("field", "说明"),
    ]


def test_a_card_is_for_who_is_asked_and_until_they_answer(company: Company) -> None:
    publish(flow(CARD[:1]))
    submit(company, day="2026-02-01", **goods(company.cup, 4))
    door = Door(company.clerk)
    item = door.ask("GET", "/tasks?box=todo")[1]["items"][0]
    assert door.ask("POST", f"/tasks/{item['id']}/approve", {})[0] == 200
    assert door.ask("GET", f"/tasks/{item['id']}")[1]["card"] == []
    (started,) = door.ask("GET", "/tasks?box=started")[1]["items"]
    assert door.ask("GET", f"/tasks/{started['id']}")[1]["card"] == []
    assert asked_on(company.clerk, item) == []


def test_the_record_s_page_tells_it_only_who_is_asked(company: Company) -> None:
    publish(flow(CARD[:1], role="guest", time_outs=[{"hours": 4, "then": "remind"}]))
    submit(company, day="2026-02-01", **goods(company.cup, 4))
    (mine,) = Door(company.clerk).ask("GET", "/tasks?box=started")[1]["items"]
    assert asked_on(company.clerk, mine) == []
    (asked,) = asked_on(company.guest, mine)
    assert [one["lines"] for one in asked["card"]] == [[line("", "¥10.00")]]
    assert asked["due"] is not None


def test_numbers_are_said_without_empty_decimals(company: Company) -> None:
    received(company, 4000, "2.00", "2026-01-10")
    publish(flow([CARD[2], {"field": "lines.qty", "row": "lines.product"}]))
    submit(company, day="2026-02-01", **goods(company.cup, 1000))
    stock, qty = open_card(company.clerk)
    assert stock["lines"] == [line("cup", "4,000", "5,000")]
    assert qty["lines"] == [line("cup", "1,000")]


@pytest.mark.parametrize(
    ("said", "shown"),
    [("13.400000", "13.4"), ("13.00%", "13%"), ("1.50 kg", "1.5 kg"), ("1,200", "1,200"),
     ("0.0000", "0"), ("1.2500, 3.0000", "1.25, 3"), ("100", "100")],
)  # fmt: skip
def test_empty_decimals(said: str, shown: str) -> None:
    assert without_zeros(said) == shown


def test_a_column_says_one_value_for_each_thing(company: Company) -> None:
    publish(flow([{"field": "lines.price", "row": "lines.product"}]))
    rows = [
        {"product": company.cup, "qty": "4", "price": "1"},
        {"product": company.pen, "qty": "2", "price": "2"},
        {"product": company.cup, "qty": "3", "price": "3"},
    ]
    submit(company, day="2026-02-01", lines=rows)
    (figure,) = open_card(company.clerk)
    assert figure["title"] == "price"
    assert figure["lines"] == [line("cup", "¥1.00, ¥3.00"), line("pen", "¥2.00")]


@pytest.mark.parametrize(
    ("entry", "path", "code"),
    [
        ({"field": "gone"}, "field", "unknown_field"),
        ({"field": "lines.qty", "row": "note"}, "row", "two_subforms"),
        (CARD[2] | {"ledger": "gone"}, "ledger", "unknown_ledger"),
        (CARD[2] | {"measure": "product"}, "measure", "unknown_measure"),
        (CARD[2] | {"key": {"qty": "lines.qty"}}, "key.qty", "unknown_dimension"),
        (CARD[2] | {"key": {"product": "gone"}}, "key.product", "unknown_field"),
        (CARD[2] | {"key": {"product": "note"}}, "key.product", "other_kind"),
        (
            CARD[3] | {"latest": {"form": "gone", "field": "x", "match": {"x": "no"}}},
            "latest.form",
            "unknown_form",
        ),
        (
            CARD[3] | {"latest": CARD[3]["latest"] | {"field": "gone"}},
            "latest.field",
            "unknown_field",
        ),
        (
            CARD[3] | {"latest": CARD[3]["latest"] | {"match": {"lines.product": "note"}}},
            "latest.match.lines.product",
            "other_kind",
        ),
        (
            CARD[3] | {"latest": {"form": "receipt", "field": "total", "match": {"x": "no"}}},
            "latest.match.x",
            "unknown_field",
        ),
        (
            CARD[3] | {"latest": CARD[3]["latest"] | {"by": "note", "until": "note"}},
            "latest.by",
            "not_an_order",
        ),
    ],
)
def test_a_wrong_entry_is_pointed_at(
    company: Company, entry: dict[str, Any], path: str, code: str
) -> None:
    from workflow_engine.api import publisher

    app = ports.documents().app(Workspace.objects.get().pk, "shop")
    found = publisher.validate(app, "receipt", flow([{"field": "total"}, entry]))
    assert [(one.path, one.code) for one in found] == [(f"nodes.1.card.1.{path}", code)]
