"""Whatever a reader asks, by whatever door: a hidden field and a hidden row are not there.

Two ways of looking: no answer contains a secret, and a question about something hidden gets the
answer that a question about nothing gets.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command

from form_engine.uid import new_uid
from huiliu.server.jobs.runner import drain
from huiliu.server.realtime.sight import Sight
from tests.support.door import Door
from tests.support.secretive import HIDDEN_IDS, SECRETS, Secretive, build

pytestmark = pytest.mark.django_db
PRODUCTS, DEALS = "/apps/shop/forms/product/records", "/apps/shop/forms/deal/records"
MEMOS = "/apps/shop/forms/memo/records"
LEDGER = "/apps/shop/ledgers/stock"


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[Secretive]:
    """Made once: these tests only read, and are refused whatever they write."""
    with django_db_blocker.unblock():
        try:
            made = build()
            while drain("default"):
                pass
            yield made
        finally:
            call_command("flush", verbosity=0, interactive=False, reset_sequences=False)


@pytest.fixture
def seller(world: Secretive) -> Door:
    return Door(world.keys["seller"])


def told(door: Door, method: str, path: str, body: Any = None) -> str:
    """The whole answer as text, of whatever status; anything but a server error."""
    answer = door.send(method, path, body)
    assert answer.status_code < 500, (path, answer.content)
    text = answer.content.decode()
    return json.dumps(json.loads(text), ensure_ascii=False) if text else ""


def everything_asked(world: Secretive) -> list[tuple[str, str, Any]]:
    """Every read there is, as a curious seller would ask it."""
    mine, draft, near, cup = (world.ids[n] for n in ("mine", "draft", "near", "cup"))
    deal = {"product": cup, "lines": [{"product": cup, "qty": "1"}]}
    subforms = {"fields": ["lines", "product", "note", "day"]}
    asked: list[tuple[str, str, Any]] = [
        ("GET", path, None)
        for path in (
            "/me", "/apps", "/apps/shop", "/people", "/people?kind=department", "/notifications",
            "/apps/shop/forms/product", "/apps/shop/forms/product/schema",
            "/apps/shop/forms/deal", "/apps/shop/forms/deal/schema",
            "/apps/shop/forms/memo", "/apps/shop/forms/supplier",
            "/apps/shop/forms/supplier/schema",
            "/apps/shop/forms/product/views", "/apps/shop/forms/deal/views",
            "/apps/shop/documents", "/apps/shop/documents/form/product/draft",
            "/apps/shop/documents/form/product/versions", "/apps/shop/documents/form/product/diff",
            "/apps/shop/documents/permission/seller_own/draft", "/apps/shop/export",
            "/apps/shop/automations/tell/runs", "/members", "/members/1/view-as",
            "/apps/shop/forms/product/explain?field=cost",
            LEDGER, f"{LEDGER}/balances", f"{LEDGER}/entries", f"{LEDGER}/trace",
            f"{LEDGER}/balances?as_of=2999-01-01", f"{LEDGER}/balances?product={cup}",
            f"{LEDGER}/entries?product={cup}",
            f"{PRODUCTS}/{cup}", f"{PRODUCTS}/{cup}/history", f"{PRODUCTS}/{cup}/flow",
            f"{DEALS}/{near}", f"{DEALS}/{near}/history", f"{DEALS}/{near}/trace",
            f"{DEALS}/{near}/flow", f"{DEALS}/{mine}", f"{DEALS}/{mine}/history",
            f"{DEALS}/{mine}/trace", f"{DEALS}/{mine}/flow",
            f"{MEMOS}/{world.ids['memo']}", f"{MEMOS}/{world.ids['memo']}/history",
            f"{MEMOS}/{world.ids['memo']}/flow",
            *(f"/tasks?box={box}" for box in ("todo", "done", "started", "cc")),
        )
    ]  # fmt: skip
    return [
        *asked,
        ("POST", f"{PRODUCTS}/query", {"count": True}),
        ("POST", f"{PRODUCTS}/query", {"deleted": True}),
        ("POST", f"{DEALS}/query", {"count": True}),
        ("POST", f"{DEALS}/query", subforms),
        ("POST", f"{DEALS}/query", {"sort": [{"field": "product"}]}),
        ("POST", f"{MEMOS}/query", {}),
        ("POST", f"{MEMOS}/query", {"search": "绝密"}),
        ("POST", f"{PRODUCTS}/aggregate", {"group_by": [{"field": "name"}]}),
        ("POST", f"{DEALS}/aggregate", {"group_by": [{"field": "product"}]}),
        ("POST", f"{DEALS}/aggregate", {"group_by": [{"field": "$title"}]}),
        ("POST", f"{DEALS}/options", {"field": "product", "values": deal}),
        ("POST", f"{DEALS}/options", {"field": "lines.product", "values": deal}),
        ("POST", f"{PRODUCTS}/preview", {"values": {"name": "新", "price": "100"}}),
        ("POST", f"{PRODUCTS}/preview", {"values": {"price": "1"}, "record": cup}),
        ("POST", f"{DEALS}/preview", {"values": deal}),
        ("POST", f"{DEALS}/preview", {"values": {}, "record": mine}),
        ("POST", f"{DEALS}/preview", {"values": {}, "record": near}),
        ("POST", f"{DEALS}/preview", {"values": {}, "record": draft}),
        ("POST", "/apps/shop/forms/product/view-as", {"member": "1"}),
        ("POST", "/apps/shop/forms/product/view-as/query", {"member": "1"}),
        ("POST", "/apps/shop/forms/product/view-as/record", {"member": "1", "record": cup}),
        ("GET", "/apps/shop/permissions/form/product/draft", None),
        ("GET", "/apps/shop/permissions/form/product/diff", None),
    ]


def test_no_answer_tells_a_secret(world: Secretive, seller: Door) -> None:
    leaks = [
        (secret, method, path, body)
        for method, path, body in everything_asked(world)
        for answer in [told(seller, method, path, body)]
        for secret in SECRETS
        if secret in answer
    ]
    assert leaks == []


def test_the_secrets_are_there_for_whoever_may_see_them(world: Secretive) -> None:
    boss = Door(world.keys["boss"])
    answers = "".join(told(boss, *asked) for asked in everything_asked(world))
    answers += told(boss, "POST", f"{DEALS}/query", {"fields": ["note", "lines", "total_cost"]})
    answers += told(boss, "GET", f"/apps/shop/forms/supplier/records/{world.ids['supplier']}")
    assert [secret for secret in SECRETS if secret not in answers] == []


def test_no_form_names_a_hidden_field(world: Secretive, seller: Door) -> None:
    words = [word for id in HIDDEN_IDS for word in (f'"{id}"', f"标{id}", f"The {id}", f".{id}")]
    for path in ("product", "product/schema", "deal", "deal/schema"):
        answer = told(seller, "GET", f"/apps/shop/forms/{path}")
        assert [word for word in words if word in answer] == [], path
    for path, shown in ((PRODUCTS, "cup"), (DEALS, "mine"), (DEALS, "near")):
        answer = told(seller, "GET", f"{path}/{world.ids[shown]}")
        assert [word for word in words if word in answer] == [], shown
    assert "worth" not in told(seller, "GET", LEDGER) + told(seller, "GET", f"{LEDGER}/balances")


HIDDEN = [
    (PRODUCTS, path)
    for path in ("cost", "margin", "supplier", "supplier.name", "manual", "token")
] + [
    (DEALS, path)
    for path in (
        "deal_cost", "total_cost", "hint", "lines.bonus", "lines.cost", "product.cost",
        "product.supplier", "product.supplier.name", "lines.product.cost", "lines.product.margin",
    )
]  # fmt: skip


def questions(path: str) -> list[tuple[str, Any]]:
    """Every question that takes a path."""
    filters = [
        {"field": path, "op": op, "value": value}
        for op, value in [("eq", "73.19"), ("gt", "1"), ("empty", None), ("in", ["73.19"]),
                          ("contains", "绝"), ("not_empty", None), ("ne", "x")]
    ]  # fmt: skip
    return [
        *(("query", {"filter": {"cond": [one]}}) for one in filters),
        *(("aggregate", {"filter": {"cond": [one]}}) for one in filters[:2]),
        ("query", {"filter": {"cond": [{"field": "$id", "op": "eq", "value": {"field": path}}]}}),
        ("query", {"filter": {"rel": "or", "cond": [{"cond": [filters[0]]}]}}),
        ("query", {"sort": [{"field": path}]}),
        ("query", {"sort": [{"field": path, "desc": True}]}),
        ("query", {"fields": [path]}),
        ("query", {"deleted": True, "sort": [{"field": path}]}),
        ("aggregate", {"group_by": [{"field": path}]}),
        ("aggregate", {"group_by": [{"field": path, "bucket": "day"}]}),
        ("aggregate", {"measures": [{"fn": "sum", "field": path}]}),
        ("aggregate", {"measures": [{"fn": "count", "field": path}]}),
        ("aggregate", {"measures": [{"fn": "max", "field": path}]}),
        ("options", {"field": path}),
    ]


@pytest.mark.parametrize(("form", "path"), HIDDEN, ids=[path for _, path in HIDDEN])
def test_a_question_about_a_hidden_path_is_one_about_nothing(
    seller: Door, form: str, path: str
) -> None:
    nothing = path.rpartition(".")[0] + "." + "nope" if "." in path else "nope"
    for (call, body), (_, other) in zip(questions(path), questions(nothing), strict=True):
        status, answer = seller.ask("POST", f"{form}/{call}", body)
        expected = seller.ask("POST", f"{form}/{call}", other)
        text = json.dumps(answer, ensure_ascii=False).replace(path, nothing)
        assert (status, json.loads(text)) == expected, (call, body)
        assert status == 422, (call, body)


def writes(form: str, path: str, value: Any, record: str) -> list[tuple[str, str, Any]]:
    """Every write that takes values."""
    sub, _, column = path.rpartition(".")
    rows = [{"product": record, "qty": "1", column: value}]
    values = {sub: rows} if sub else {path: value}
    return [
        ("POST", form, {"values": values}),
        ("PATCH", f"{form}/{{record}}", {"values": values}),
        ("POST", f"{form}/{{record}}/actions/submit", {"values": values}),
        ("POST", f"{form}/preview", {"values": values}),
        ("POST", f"{form}/preview", {"values": values, "record": "{record}"}),
        ("POST", f"{form}/batch", {"create": [{"values": values}]}),
        ("POST", f"{form}/batch", {"create": [{"values": values}], "atomic": False}),
        ("POST", f"{form}/batch", {"update": [{"id": "{record}", "values": values}]}),
    ]


@pytest.mark.parametrize("value", ["73.19", "1", "", None, [], "NaN", {"id": "x"}], ids=repr)
@pytest.mark.parametrize("path", ["deal_cost", "total_cost", "hint", "lines.bonus", "lines.cost"])
def test_writing_a_hidden_field_is_writing_nothing(
    world: Secretive, seller: Door, path: str, value: Any
) -> None:
    sub = path.rpartition(".")[0]
    nothing = f"{sub}.nope" if sub else "nope"
    record, cup = world.ids["draft"], world.ids["cup"]
    before = seller.ask("GET", f"{DEALS}/{record}")
    pairs = zip(writes(DEALS, path, value, cup), writes(DEALS, nothing, value, cup), strict=True)
    for (method, call, body), (_, _, other) in pairs:
        call = call.replace("{record}", record)
        asked = json.loads(json.dumps(body).replace("{record}", record))
        instead = json.loads(json.dumps(other).replace("{record}", record))
        status, answer = seller.ask(method, call, asked)
        expected = seller.ask(method, call, instead)
        known = path.rpartition(".")[2]
        text = json.dumps(answer, ensure_ascii=False).replace(known, "nope")
        assert (status, json.loads(text)) == expected, (method, call, body)
    assert seller.ask("GET", f"{DEALS}/{record}") == before


@pytest.mark.parametrize("record", ["far", "near"])
def test_a_hidden_record_is_no_record(world: Secretive, seller: Door, record: str) -> None:
    """``far`` is hidden; of ``near`` day and product are seen, and nothing can be done with it."""
    actions = ("submit", "withdraw", "unapprove", "void", "restore", "copy")
    calls: list[tuple[str, str, Any]] = [
        ("GET", "", None), ("GET", "/history", None), ("GET", "/flow", None),
        ("GET", "/trace", None), ("PATCH", "", {"values": {"note": "x"}}), ("DELETE", "", None),
        *(("POST", f"/actions/{one}", {}) for one in actions),
    ]  # fmt: skip
    for method, call, body in calls:
        found, none = (
            seller.ask(method, f"{DEALS}/{uid}{call}", body)
            for uid in (world.ids[record], new_uid())
        )
        if record == "near" and none[0] == 404:
            assert found[0] in (200, 403, 404), (method, call)
            continue
        assert found == none, (method, call)
    if record == "far":
        for body in [
            {"filter": {"cond": [{"field": "$id", "op": "eq", "value": world.ids["far"]}]}},
            {"search": "隐藏单据"},
        ]:
            assert seller.ask("POST", f"{DEALS}/query", body)[1]["items"] == []


def test_a_hidden_record_cannot_be_pointed_at(world: Secretive, seller: Door) -> None:
    def errors(uid: str) -> Any:
        return seller.ask("POST", PRODUCTS, {"values": {"name": "a", "supplier": uid}})

    assert errors(world.ids["supplier"]) == errors(new_uid())
    batch = [
        seller.ask("POST", f"{DEALS}/batch", {"delete": [uid], "atomic": False})
        for uid in (world.ids["far"], new_uid())
    ]
    assert [b[1]["results"][0]["error"]["code"] for b in batch] == ["not_found", "not_found"]


def test_groups_add_up_row_by_row(world: Secretive, seller: Door) -> None:
    items = seller.ask("POST", f"{DEALS}/query", {"fields": ["note", "product", "lines"]})[1][
        "items"
    ]
    seen = {item["id"]: set(item["values"]) for item in items}
    assert seen == {
        world.ids["mine"]: {"note", "product", "lines"},
        world.ids["draft"]: {"note", "product", "lines"},
        world.ids["near"]: {"product"},
    }
    by_note = {"filter": {"cond": [{"field": "note", "op": "contains", "value": "隐藏"}]}}
    assert seller.ask("POST", f"{DEALS}/query", by_note)[1]["items"] == []
    counted = seller.ask("POST", f"{DEALS}/aggregate", {"group_by": [{"field": "note"}]})[1]
    assert counted["rows"] == [{"keys": ["自己的"], "values": ["2"]}]


def test_a_search_finds_nothing_by_what_is_hidden(world: Secretive, seller: Door) -> None:
    for form, word in ((PRODUCTS, "SECRET-TOKEN"), (MEMOS, "绝密"), (DEALS, "隐藏单据")):
        found = seller.ask("POST", f"{form}/query", {"search": word, "count": True})[1]
        assert (found["items"], found["count"]["value"]) == ([], 0)
    options = {"field": "product", "search": "SECRET-TOKEN"}
    assert seller.ask("POST", f"{DEALS}/options", options)[1]["items"] == []


def test_a_ledger_counts_only_what_one_reaches(world: Secretive, seller: Door) -> None:
    balances = seller.ask("GET", f"{LEDGER}/balances")[1]["items"]
    assert [b["measures"] for b in balances] == [{"qty": "4"}]
    for question in ("worth=1", "nope=1"):
        status, refusal = seller.ask("GET", f"{LEDGER}/balances?{question}")
        assert (status, refusal["code"]) == (422, "unknown_path")
    entries = seller.ask("GET", f"{LEDGER}/entries")[1]["items"]
    assert {e["record"]["id"] for e in entries} == {world.ids["mine"], world.ids["near"]}
    everywhere = Door(world.keys["boss"]).ask("GET", f"{LEDGER}/balances")[1]["items"]
    assert len(everywhere) == 2


def test_a_notification_says_only_what_its_reader_sees(world: Secretive) -> None:
    texts = {
        name: told(Door(world.keys[name]), "GET", "/notifications?limit=100")
        for name in ("seller", "colleague", "approver")
    }
    assert "自己的" in texts["seller"]
    assert [s for s in SECRETS if s in texts["seller"]] == []
    assert [s for s in SECRETS if s != "隐藏单据" and s in texts["colleague"]] == []
    assert [s for s in SECRETS if s in texts["approver"]] == []


def test_a_task_shows_what_its_node_shows(world: Secretive) -> None:
    approver = Door(world.keys["approver"])
    todo = approver.ask("GET", "/tasks?box=todo")[1]
    assert todo["counts"]["todo"] == 1
    task = todo["items"][0]["id"]
    answers = [
        told(approver, "GET", path)
        for path in ("/tasks?box=todo", f"/tasks/{task}", "/tasks?box=todo&search=正文")
    ]
    assert "正文" in answers[1]
    assert [a for a in answers if "绝密" in a or "subject" in a] == []
    assert approver.ask("GET", "/tasks?box=todo&search=绝密")[1]["items"] == []
    for path in (f"{MEMOS}/{world.ids['memo']}", f"{MEMOS}/{new_uid()}"):
        assert approver.ask("GET", path)[0] == 404


def test_a_live_hint_names_no_hidden_row_and_no_closed_app(world: Secretive) -> None:
    hints = [
        {"type": "record", "app": "shop", "form": form, "id": "x", "event": "changed"}
        for form in ("product", "deal", "supplier")
    ]
    hints += [
        {"type": "ledger", "app": "shop", "ledger": "stock"},
        {"type": "design", "app": "shop"},
    ]
    assert Sight(world.actors["seller"]).filter(hints) == [
        hints[0],
        {"type": "record", "app": "shop", "form": "deal"},
        hints[3],
        hints[4],
    ]
    assert Sight(world.actors["approver"]).filter(hints) == []


def test_a_shared_view_shows_only_columns_one_sees(world: Secretive, seller: Door) -> None:
    admin = Door(world.keys["admin"])
    contents = {
        "columns": {"columns": ["name", "cost", "supplier.name"], "widths": {"cost": 9, "name": 5}},
        "filter": {"filter": {"cond": [{"field": "cost", "op": "gt", "value": "73.19"}]}},
        "sort": {"sort": [{"field": "cost"}]},
    }
    boss = Door(world.keys["boss"])
    for name, content in contents.items():
        saved = admin.ask(
            "PUT", "/apps/shop/forms/product/views",
            {"name": name, "shared": True, "content": content},
        )  # fmt: skip
        assert saved[0] in (200, 404), saved
    views = seller.ask("GET", "/apps/shop/forms/product/views")[1]["items"]
    assert [s for s in ("cost", "supplier", "73.19") if s in json.dumps(views)] == []
    assert len(boss.ask("GET", "/apps/shop/forms/product/views")[1]["items"]) == 3
    assert [(v["name"], v["content"]["columns"]) for v in views] == [("columns", ["name"])]
