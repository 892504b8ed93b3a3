"""The to-do centre: four boxes, their pages and counts, and what opening a line shows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from huiliu.core.access import Access, Grant
from huiliu.core.errors import Malformed, NotFound
from tests.support.flows import (
    ADMIN,
    ANN,
    BOB,
    F1,
    K1,
    M1,
    M2,
    World,
    approval,
    branch,
    flow,
    over,
)
from workflow_engine import api, compiled
from workflow_engine.models import CarbonCopy, FlowTask, Process

RIGHTS = {
    "*": "view",
    "remark": "edit",
    "total": "hidden",
    "lines": "hidden",
    "lines.price": "edit",
}
TELL = {"id": "tell", "type": "cc", "assignees": {"members": ["k1"]}, "title": {"zh-CN": "抄送"}}
TITLED = {"zh-CN": "主管审批", "en": "Manager"}


@pytest.fixture
def busy(world: World) -> World:
    """Three records: one approved, one rejected, one that waits for the manager."""
    world.publish(
        flow(approval("m", M1, M2, title=TITLED, fields=RIGHTS), TELL, withdraw="any_time")
    )
    first, second = world.submit(no="甲-1"), world.submit(no="乙-2")
    world.clock.advance(minutes=1)
    world.approve(first, M1)
    world.clock.advance(minutes=1)
    world.reject(second, M1)
    world.submit(BOB, no="丙-3")
    return world


def titles(world: World, box: Any, member: int, **options: Any) -> list[str]:
    return [item.title for item in api.page(box, world.org.actor(member), **options).items]


def test_every_box_shows_what_is_its_own(busy: World) -> None:
    assert titles(busy, "todo", M1) == ["丙-3"]
    assert titles(busy, "todo", M2) == ["丙-3"]
    assert titles(busy, "done", M1) == ["乙-2", "甲-1"]
    assert titles(busy, "done", M2) == []
    assert titles(busy, "started", ANN) == ["乙-2", "甲-1"]
    assert titles(busy, "started", BOB) == ["丙-3"]
    assert titles(busy, "cc", K1) == ["甲-1"]
    assert titles(busy, "todo", ADMIN) == []


def test_a_line_says_what_a_list_needs(busy: World) -> None:
    (item,) = api.page("todo", busy.org.actor(M1)).items
    assert (item.form, item.record, item.node, item.node_title) == ("expense", "r3", "m", TITLED)
    assert (item.initiator_id, item.state, item.since) == (BOB, "running", busy.clock.now())
    done = api.page("done", busy.org.actor(M1)).items
    assert [(one.state, one.action) for one in done] == [
        ("rejected", "rejected"),
        ("approved", "approved"),
    ]
    (running,) = api.page("started", busy.org.actor(BOB)).items
    assert running.node == "m"


def test_counts_are_tasks_to_do_and_copies_not_read(busy: World) -> None:
    assert api.counts(busy.org.actor(M1)) == {"todo": 1, "cc": 0}
    assert api.counts(busy.org.actor(K1)) == {"todo": 0, "cc": 1}
    api.mark_read(CarbonCopy.objects.get().pk, actor=busy.org.actor(K1))
    assert api.counts(busy.org.actor(K1)) == {"todo": 0, "cc": 0}


def test_apps_and_what_a_box_is_narrowed_to(busy: World) -> None:
    now = busy.clock.now()
    minute = timedelta(minutes=1)
    assert titles(busy, "done", M1, narrowed=api.Narrowed(initiator=ANN)) == ["乙-2", "甲-1"]
    assert titles(busy, "done", M1, narrowed=api.Narrowed(initiator=BOB)) == []
    assert titles(busy, "todo", M1, narrowed=api.Narrowed(initiator=BOB)) == ["丙-3"]
    assert titles(busy, "todo", M1, narrowed=api.Narrowed(form="other")) == []
    assert titles(busy, "started", ANN, narrowed=api.Narrowed(form="expense")) == ["乙-2", "甲-1"]
    assert titles(busy, "done", M1, narrowed=api.Narrowed(since=now)) == ["乙-2"]
    assert titles(busy, "done", M1, narrowed=api.Narrowed(until=now)) == ["甲-1"]
    assert titles(busy, "done", M1, narrowed=api.Narrowed(since=now + minute)) == []
    assert titles(busy, "started", ANN, apps=[7]) == ["乙-2", "甲-1"]
    assert titles(busy, "started", ANN, apps=[8]) == []
    assert api.counts(busy.org.actor(M1), apps=[8]) == {"todo": 0, "cc": 0}
    assert api.counts(busy.org.actor(M1), apps=[7, 8]) == {"todo": 1, "cc": 0}
    assert api.counts(busy.org.actor(K1), apps=[7]) == {"todo": 0, "cc": 1}


@pytest.mark.parametrize(("box", "member"), [("done", M1), ("started", ANN)])
def test_pages_follow_each_other(busy: World, box: Any, member: int) -> None:
    actor = busy.org.actor(member)
    first = api.page(box, actor, limit=1)
    assert first.next is not None
    second = api.page(box, actor, limit=1, cursor=first.next)
    assert [i.title for i in (*first.items, *second.items)] == ["乙-2", "甲-1"]
    assert second.next is None


@pytest.mark.parametrize("cursor", ["x", "WzFd", "bnVsbA==", "é"])
def test_a_bent_cursor_is_refused(busy: World, cursor: str) -> None:
    with pytest.raises(Malformed):
        api.page("todo", busy.org.actor(M1), cursor=cursor)


@pytest.mark.parametrize("box", ["todo", "done", "started", "cc"])
def test_a_page_is_one_query_and_loads_no_flow_class(
    busy: World, box: Any, django_assert_num_queries: Callable[[int], Any]
) -> None:
    compiled.evict()
    with django_assert_num_queries(1):
        api.page(box, busy.org.actor(M1), narrowed=api.Narrowed(form="expense"), cursor=None)
    assert not compiled._recent


def test_another_workspace_sees_nothing(busy: World) -> None:
    Process.objects.update(workspace_id=99)
    for box, member in (("todo", M1), ("done", M1), ("started", ANN), ("cc", K1)):
        assert titles(busy, box, member) == []


# Opening a line


def opened(world: World, ref: str, member: int) -> api.OpenTask:
    return api.open_task(ref, world.org.actor(member))


def test_a_task_opens_with_the_rights_of_its_node(busy: World) -> None:
    (item,) = api.page("todo", busy.org.actor(M1)).items
    task = opened(busy, item.id, M1)
    grant = task.access.grants[0]
    assert task.actions == ("approve", "reject", "return", "transfer", "add_sign", "save")
    assert {p: grant.fields[p] for p in ("no", "remark", "total", "lines", "lines.price")} == {
        "no": "view",
        "remark": "edit",
        "total": "hidden",
        "lines": "hidden",
        "lines.price": "hidden",
    }


def test_a_task_that_is_done_is_read_only(busy: World) -> None:
    task = opened(busy, api.page("done", busy.org.actor(M1)).items[0].id, M1)
    assert task.actions == ()
    assert task.access.grants[0].fields["remark"] == "view"
    assert task.access.grants[0].fields["total"] == "hidden"


def test_a_visit_opens_whatever_one_holds_of_it(busy: World) -> None:
    visit = FlowTask.objects.get(node="m", status="STARTED")
    assert opened(busy, f"t{visit.pk}", M2).item.title == "丙-3"
    copied = FlowTask.objects.get(node="tell")
    assert opened(busy, f"t{copied.pk}", K1).actions == ("read",)


def test_the_initiator_opens_a_run_with_their_own_permission(busy: World) -> None:
    own = Access(busy.org.actor(BOB), "expense", (Grant("g", frozenset({"view"}), {"no": "view"}),))
    busy.permissions.given[("expense", BOB)] = own
    (item,) = api.page("started", busy.org.actor(BOB)).items
    task = opened(busy, item.id, BOB)
    assert task.access is own
    assert task.actions == ("withdraw", "urge")


@pytest.mark.parametrize("ref", ["", "w", "x1", "w0", "w99999", "w1.5", "w１", "t1", "p-1", "c1 "])
def test_what_is_not_mine_does_not_exist(busy: World, ref: str) -> None:
    with pytest.raises(NotFound):
        opened(busy, ref, F1)


def test_a_task_is_not_opened_before_its_turn(world: World) -> None:
    world.publish(flow(approval("a", M1, M2, mode="sequential")))
    record = world.submit()
    mine = world.item(record, M1)
    with pytest.raises(NotFound):
        opened(world, f"w{mine + 1}", M2)


def test_the_holder_of_a_task_has_rights_on_the_record(busy: World) -> None:
    record = busy.records.kept[3]
    rights = api.flows.rights(record, busy.org.actor(M2))
    assert rights is not None
    assert rights.task_id == busy.item(record, M2)
    assert rights.fields["remark"] == "edit"
    assert api.flows.rights(record, busy.org.actor(K1)) is None
    assert api.flows.rights(busy.records.kept[1], busy.org.actor(M2)) is None


# The timeline


def story(world: World, record: int, member: int = ANN) -> list[tuple[str, str, str]]:
    found = api.flows.timeline(world.records.kept[record], actor=world.org.actor(member))
    return [(entry["node"], entry["title"], entry["state"]) for entry in found]


def test_a_finished_run_tells_who_did_what(busy: World) -> None:
    found = api.flows.timeline(busy.records.kept[1], actor=busy.org.actor(ANN))
    assert [(e["node"], e["title"], e["kind"], e["state"]) for e in found] == [
        ("start", "发起", "start", "done"),
        ("m", "主管审批", "approval", "done"),
        ("tell", "抄送", "cc", "done"),
        ("end", "结束", "end", "done"),
    ]
    assert [(p["name"], p["state"], p["action"]) for p in found[1]["people"]] == [
        ("m1", "done", "approve"),
        ("m2", "skipped", None),
    ]
    assert [(p["name"], p["state"]) for p in found[2]["people"]] == [("k1", "unread")]


def test_a_running_run_tells_what_comes(world: World) -> None:
    large = over("total", 10, approval("boss", M2))
    world.publish(flow(approval("a", M1), branch("by", large, rest=[approval("small", F1)]), TELL))
    record = world.submit(total=Decimal(11))
    assert story(world, 1) == [
        ("start", "发起", "done"),
        ("a", "审批", "current"),
        ("boss", "审批", "todo"),
        ("tell", "抄送", "todo"),
        ("end", "结束", "todo"),
    ]
    world.approve(record, M1)
    world.records.kept[1].values["total"] = Decimal(1)
    assert [node for node, _, _ in story(world, 1)] == ["start", "a", "boss", "tell", "end"]


def test_runs_follow_each_other(busy: World) -> None:
    record = busy.records.kept[2]
    busy.resubmit(record)
    api.flows.withdraw(record, actor=busy.org.actor(ANN), comment="写错了")
    assert story(busy, 2) == [
        ("start", "发起", "done"),
        ("m", "主管审批", "done"),
        ("rejected", "已驳回", "done"),
        ("start", "发起", "done"),
        ("m", "主管审批", "skipped"),
        ("withdrawn", "已撤回", "done"),
    ]


def test_a_node_that_a_setting_answered_says_so(world: World) -> None:
    nobody = {"id": "n", "type": "approval", "assignees": {"roles": ["x"]}, "empty": "pass"}
    world.publish(flow(nobody, approval("a", ANN), same_as_initiator="pass"))
    world.submit()
    assert [state for _, _, state in story(world, 1)] == ["done", "skipped", "done", "done"]
    found = api.flows.timeline(world.records.kept[1], actor=world.org.actor(ANN))
    assert [p["action"] for p in found[2]["people"]] == ["pass"]


def test_the_timeline_is_in_the_reader_s_language(busy: World) -> None:
    from dataclasses import replace

    reader = replace(busy.org.actor(ANN), language="en")
    found = api.flows.timeline(busy.records.kept[1], actor=reader)
    assert [entry["title"] for entry in found] == ["Start", "Manager", "抄送", "End"]
