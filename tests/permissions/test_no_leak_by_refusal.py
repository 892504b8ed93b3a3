"""What a refused writer hears of ledgers, of other forms behind automations and sub-flows, and of
what an approval checks: no figure, path or value that they may not see."""

from __future__ import annotations

import json
from typing import Any

import pytest

from huiliu.core import ports
from huiliu.design import api as design
from huiliu.org import api as org
from huiliu.org.members import MemberChange
from huiliu.server.jobs.runner import drain
from tests.support.door import Door

pytestmark = pytest.mark.django_db
Json = dict[str, Any]
SLIPS, DIARY = "/apps/shop/forms/slip/records", "/apps/shop/forms/diary/records"
RUNS = "/apps/shop/automations/keep/runs"
SECRETS = ("73", "机密", "diary", "cost", "标cost")


def field(id: str, type: str, **more: Any) -> Json:
    return {"id": id, "type": type, "label": {"zh-CN": f"标{id}", "en": id}, **more}


def document(kind: str, id: str, **more: Any) -> Json:
    return {"kind": kind, "version": 1, "id": id, "title": {"zh-CN": id, "en": id}, **more}


def group(role: str, on: Json, actions: str, **more: Any) -> Json:
    id = f"{role}_{next(iter(on.values()))}"
    given = {"members": {"roles": [role]}, "actions": actions.split()}
    return document("permission", id, **on, **given, **more)


CUP = document("form", "cup", title_field="name", fields=[field("name", "text")])
SLIP = document(
    "form", "slip", document=True, title_field="note",
    fields=[
        field("note", "text"),
        field("day", "date", default={"current": "today"}),
        field("kind", "text"),
        field("secret", "number", scale=0),
        field("lines", "subform", fields=[
            field("cup", "reference", form="cup"), field("qty", "number", scale=0),
        ]),
    ],
    rules=[{
        "id": "high", "code": "HIGH", "field": "secret",
        "message": {"zh-CN": "不合规：{secret}", "en": "Not right: {secret}"},
        "when": {"cond": [{"field": "secret", "op": "gt", "value": "70"},
                          {"field": "kind", "op": "eq", "value": "strict"}]},
    }],
)  # fmt: skip
DIARY_FORM = document(
    "form", "diary", title_field="word",
    fields=[field("word", "text", max_length=20), field("cost", "number", scale=0, max="10")],
    rules=[{
        "id": "dear", "code": "DEAR", "field": "cost",
        "message": {"zh-CN": "太贵：{cost}", "en": "Too dear: {cost}"},
        "when": {"cond": [{"field": "cost", "op": "eq", "value": "7"}]},
    }],
)  # fmt: skip
SHELF = document(
    "ledger", "shelf",
    dimensions=[{"id": "cup", "label": {"zh-CN": "杯"}, "type": "reference", "form": "cup"}],
    measures=[{
        "id": "qty", "label": {"zh-CN": "现存"}, "scale": 0,
        "floor": {"min": "0", "code": "NEGATIVE", "message": {
            "zh-CN": "{cup} 库存不足：现存 {current}，需要 {required}",
        }},
    }],
    postings=[{
        "id": "slip", "form": "slip", "event": "approved", "each": "lines", "date": "day",
        "dimensions": {"cup": "lines.cup"}, "measures": {"qty": "{lines.qty}"},
    }],
)  # fmt: skip
WRITES = {
    "id": "s1", "type": "create_record", "form": "diary",
    "values": {"word": {"formula": '"机密"'}, "cost": {"formula": "{secret}"}},
}  # fmt: skip
KEEP = document(
    "automation", "keep", trigger={"type": "record_created", "form": "slip"},
    when={"cond": [{"field": "kind", "op": "eq", "value": "kept"}]}, steps=[WRITES],
)  # fmt: skip
FLOW = document(
    "flow", "slip_flow", form="slip",
    nodes=[
        {"id": "start", "type": "start"},
        {
            "id": "check", "type": "approval", "title": {"zh-CN": "审批"},
            "assignees": {"roles": ["approver"]},
            "fields": {"*": "view", "secret": "hidden", "kind": "edit"},
        },
        {"id": "end", "type": "end"},
    ],
)  # fmt: skip
ALL = "view create edit submit withdraw unapprove batch import"
CLERK = group("clerk", {"form": "slip"}, ALL, fields={"*": "edit", "secret": "hidden"})
BASE = [CUP, SLIP, DIARY_FORM, SHELF, KEEP]
GROUPS = [
    *(group("boss", {"form": form}, ALL) for form in ("cup", "slip", "diary")),
    group("boss", {"ledger": "shelf"}, "view"),
    group("clerk", {"form": "cup"}, "view"),
    CLERK,
]


class World:
    """The boss sees everything; the clerk slips without their secret, cups, and nothing else; the
    approver only what the flow shows."""

    def __init__(self, *more: Json) -> None:
        org.make_first_administrator()
        workspace = org.Workspace.objects.order_by("-id")[0]
        admin = ports.org().actor(ports.org().administrators(workspace.pk)[0])
        design.apps.create(admin, "shop", {"zh-CN": "小店"})
        self.admin, self.workspace = admin, workspace.pk
        names = ("boss", "clerk", "approver")
        for role in (*names, "reader"):
            org.roles.add(admin, role, {"zh-CN": role})
        people = [org.members.add(admin, n, MemberChange(n, roles=[n])).pk for n in names]
        every = {(one["kind"], one["id"]): one for one in (*BASE, *GROUPS, *more)}
        for content in every.values():
            self.publish(content)
        actors = [ports.org().actor(one) for one in people]
        keys = [org.keys.make(actor, "t")[1] for actor in (*actors, admin)]
        self.boss, self.clerk, self.approver, self.designer = map(Door, keys)
        self.cup = self.boss.ask(
            "POST", "/apps/shop/forms/cup/records", {"values": {"name": "马克杯"}}
        )[1]["id"]

    def publish(self, content: Json) -> None:
        app = ports.documents().app(self.workspace, "shop")
        kind, key = content["kind"], content["id"]
        saved = design.drafts.save(self.admin, app, kind, key, content, 0)
        design.publish(self.admin, app, kind, key, rev=saved.rev)

    def slip(self, door: Door, qty: str = "0", **values: Any) -> tuple[int, Json]:
        lines = [{"cup": self.cup, "qty": qty}]
        body = {"values": {"note": "单", "lines": lines, **values}, "submit": True}
        return door.ask("POST", SLIPS, body)


def secrets_in(answer: Any) -> list[str]:
    text = json.dumps(answer, ensure_ascii=False)
    return [one for one in SECRETS if one in text]


def test_a_ledger_says_its_figures_to_who_may_open_it() -> None:
    world = World()
    assert world.slip(world.boss, "73")[0] == 201
    status, told = world.slip(world.boss, "-80")
    assert (status, told["code"]) == (422, "NEGATIVE")
    assert told["message"] == "马克杯 库存不足：现存 73，需要 80"
    status, told = world.slip(world.clerk, "-80")
    assert (status, told["code"], told["message"]) == (422, "NEGATIVE", "马克杯 库存不足")
    assert [*told["fields"]] == ["lines.0.qty"]
    assert secrets_in(told) == []
    assert len(world.boss.ask("POST", f"{SLIPS}/query", {})[1]["items"]) == 1


@pytest.mark.parametrize("headers", [{}, {"Idempotency-Key": "k"}])
def test_no_door_says_more(headers: dict[str, str]) -> None:
    hidden = {"*": "edit", "secret": "hidden", "lines.cup": "hidden", "lines.qty": "hidden"}
    world = World({**CLERK, "fields": hidden})
    world.slip(world.boss, "73")
    draft = {"values": {"note": "单", "lines": [{"cup": world.cup, "qty": "-80"}]}}
    made = world.boss.ask("POST", SLIPS, draft)[1]["id"]
    status, told = world.clerk.ask("POST", f"{SLIPS}/{made}/actions/submit", {}, **headers)
    assert (status, told["code"], told["message"]) == (422, "NEGATIVE", "杯 库存不足")
    assert [*told["fields"]] == ["$form"]
    assert secrets_in(told) == []
    assert world.boss.ask("GET", f"{SLIPS}/{made}")[1]["state"] == "draft"


@pytest.mark.parametrize(
    ("secret", "code", "discreet", "whole"),
    [
        (
            "73",
            "validation_failed",
            "有内容需要修改",
            "标cost: 不能大于 10",
        ),
        ("7", "DEAR", "太贵", "太贵：7"),
    ],
)
def test_an_automation_says_what_it_wrote_to_who_sees_that_form(
    secret: str, code: str, discreet: str, whole: str
) -> None:
    fixed = {"word": {"value": "机密"}, "cost": {"value": secret}}
    world = World({**KEEP, "steps": [{**WRITES, "values": fixed}]})
    status, told = world.clerk.ask("POST", SLIPS, {"values": {"kind": "kept"}})
    assert (status, told["code"]) == (422, code)
    assert told["message"] == f"智能助手“keep”未能完成：{discreet}"
    assert (told.get("fields"), told.get("data"), secrets_in(told)) == (None, None, [])
    status, told = world.boss.ask("POST", SLIPS, {"values": {"kind": "kept"}})
    assert (status, told["code"], whole in told["message"]) == (422, code, True)
    assert world.boss.ask("POST", f"{SLIPS}/query", {})[1]["items"] == []
    assert world.boss.ask("POST", f"{DIARY}/query", {})[1]["items"] == []


def test_an_approver_hears_nothing_of_hidden_fields() -> None:
    world = World(FLOW)
    assert world.slip(world.boss, "1", secret="73", kind="mild")[0] == 201
    task = world.approver.ask("GET", "/tasks?box=todo")[1]["items"][0]["id"]
    strict = {"values": {"kind": "strict"}}
    status, told = world.approver.ask("POST", f"/tasks/{task}/approve", strict)
    assert (status, told["code"], secrets_in(told)) == (422, "HIGH", [])
    assert ("secret" in json.dumps(told), [*told["fields"]]) == (False, ["$form"])
    assert world.approver.ask("POST", f"/tasks/{task}/approve", {})[0] == 200


def traced(door: Door) -> Json:
    status, page = door.ask("GET", RUNS)
    assert status == 200, page
    run: Json = page["items"][0]
    return run


def test_a_trace_shows_its_reader_what_they_see_of_the_record() -> None:
    world = World(
        group("reader", {"form": "slip"}, "view", rows=None, fields={"*": "view", "note": "hidden"})
    )
    assert world.slip(world.boss, note="机密单", kind="其他")[0] == 201
    run = traced(world.designer)
    assert (run["record"], run["seen"][0]["saw"], run["seen"][0]["hidden"]) == (None, None, True)
    assert "其他" not in json.dumps(run, ensure_ascii=False)
    org.members.enrol(world.admin, world.admin.key, MemberChange(roles=["reader"]))
    run = traced(world.designer)
    assert (run["record"]["title"], run["seen"][0]["saw"]) == ("", "其他")
    assert "机密" not in json.dumps(run, ensure_ascii=False)
    assert world.clerk.ask("GET", RUNS)[0] in (403, 404)


def test_a_trace_asks_the_groups_that_reach_the_record() -> None:
    """Another group that shows the field, but not of this record, does not count."""
    mine = {"cond": [{"field": "$created_by", "op": "eq", "value": {"current": "member"}}]}
    world = World(
        {
            **group("own", {"form": "slip"}, "view", rows=mine, fields={"*": "view"}),
            "members": {"everyone": True},
        },
        {
            **group("some", {"form": "slip"}, "view", fields={"*": "hidden", "secret": "view"}),
            "members": {"everyone": True},
        },
    )
    assert world.slip(world.boss, note="机密单", kind="其他")[0] == 201
    run = traced(world.designer)
    assert (run["record"]["title"], run["seen"][0]["hidden"]) == ("", True)
    assert [one for one in ("机密", "其他") if one in json.dumps(run, ensure_ascii=False)] == []


OVERSEEN = "/apps/shop/flow-runs"


def test_an_overseer_reads_titles_as_others_do() -> None:
    world = World(FLOW)
    assert world.slip(world.boss, "1", note="机密单", kind="mild")[0] == 201
    for question in (OVERSEEN, f"{OVERSEEN}?search=机密"):
        status, page = world.designer.ask("GET", question)
        assert (status, "机密" in json.dumps(page, ensure_ascii=False)) == (200, False)
    assert world.designer.ask("GET", f"{OVERSEEN}?search=机密")[1]["items"] == []
    (run,) = world.designer.ask("GET", OVERSEEN)[1]["items"]
    assert (run["title"], run["state"]) == ("slip", "running")
    org.members.enrol(world.admin, world.admin.key, MemberChange(roles=["boss"]))
    (run,) = world.designer.ask("GET", f"{OVERSEEN}?search=机密")[1]["items"]
    assert run["title"] == "机密单"


def test_what_came_of_a_job_is_for_who_asked() -> None:
    world = World()
    boss = {**group("boss", {"form": "slip"}, f"{ALL} export"), "id": "boss_out"}
    world.publish(boss)
    job = world.boss.ask("POST", "/apps/shop/forms/slip/export", {})[1]["job"]
    while drain("long"):
        pass
    assert world.boss.ask("GET", f"/jobs/{job}")[1]["result"]["records"] == 0
    status, shown = world.designer.ask("GET", f"/jobs/{job}")
    assert (status, shown["state"], shown["result"], shown["message"]) == (200, "done", None, "")


SUB = {
    **FLOW,
    "nodes": [
        FLOW["nodes"][0],
        {
            "id": "more", "type": "subflow", "form": "diary", "wait": False,
            "values": {"word": {"value": "机密"}},
        },
        *FLOW["nodes"][1:],
    ],
}  # fmt: skip


def test_the_tree_of_a_flow_names_no_record_that_one_may_not_open() -> None:
    world = World(SUB)
    status, made = world.slip(world.boss, "1", kind="mild")
    assert status == 201, made
    flow = f"{SLIPS}/{made['id']}/flow"
    assert "diary" in json.dumps(world.boss.ask("GET", flow)[1])
    status, shown = world.clerk.ask("GET", flow)
    assert status == 200
    assert [one for one in ("机密", "diary") if one in json.dumps(shown, ensure_ascii=False)] == []
