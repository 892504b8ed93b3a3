"""What an administrator sees of all runs and does with them; what a node wants filled in."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from huiliu.core.actor import Actor
from huiliu.core.errors import Forbidden, NotFound, ValidationFailed
from huiliu.core.records import Record
from tests.support.flows import (
    ADMIN,
    ANN,
    APP,
    D1,
    F1,
    K1,
    M1,
    M2,
    World,
    approval,
    branch,
    flow,
    over,
    parallel,
    state,
    todo,
)
from workflow_engine import api
from workflow_engine.errors import BadReturn, BadTransfer, NotRunning
from workflow_engine.models import Process
from workflow_engine.overseeing import Wanted


def admin(world: World) -> Actor:
    return replace(world.org.actor(ADMIN), is_admin=True)


def run_of(record: Record) -> int:
    return Process.objects.get(record_id=record.id).pk


def test_the_list_says_who_is_asked_and_how_runs_ended(world: World) -> None:
    world.publish(flow(approval("a", M1, M2, mode="all", title={"zh-CN": "主管"})))
    first, second = world.submit(), world.submit()
    world.reject(second, M1)
    page = api.overseeing.runs(admin(world), APP.id, Wanted())
    shown = [(r.record, r.state, [(a.node, a.member_id) for a in r.asked]) for r in page.items]
    assert shown == [("r2", "rejected", []), ("r1", "running", [("a", M1), ("a", M2)])]
    assert page.items[0].node_titles["a"] == {"zh-CN": "主管"}
    only = api.overseeing.runs(admin(world), APP.id, Wanted(state="running"))
    assert [run.record for run in only.items] == [first.uid]
    one = api.overseeing.runs(admin(world), APP.id, Wanted(), limit=1)
    rest = api.overseeing.runs(admin(world), APP.id, Wanted(), limit=1, cursor=one.next)
    assert [one.items[0].record, rest.items[0].record, rest.next] == ["r2", "r1", None]
    assert api.overseeing.runs(admin(world), APP.id, Wanted(search="BX-2")).items[0].record == "r2"


def shown(world: World, **wanted: Any) -> list[str]:
    return [r.record for r in api.overseeing.runs(admin(world), APP.id, Wanted(**wanted)).items]


def test_the_list_is_narrowed_by_where_whom_and_when(world: World) -> None:
    world.publish(flow(approval("a", M1, M2, mode="all"), approval("b", F1)))
    first = world.submit()
    world.approve(first, M1, M2)
    second = world.submit()
    world.approve(second, M1)
    now = world.clock.now()
    Process.objects.filter(pk=run_of(first)).update(created=now - timedelta(days=2))
    Process.objects.filter(pk=run_of(second)).update(created=now)
    assert shown(world, node="a") == ["r2"]
    assert shown(world, node="b") == ["r1"]
    assert shown(world, handler=M2) == ["r2"]
    assert shown(world, handler=M1) == []
    assert shown(world, node="b", handler=M2) == []
    assert shown(world, since=now - timedelta(days=1)) == ["r2"]
    assert shown(world, until=now - timedelta(days=1)) == ["r1"]
    assert shown(world, form="other") == []


def test_overdue_is_whose_open_node_has_passed_a_time_out(world: World) -> None:
    late = [{"hours": 1, "then": "remind"}]
    world.publish(flow(approval("a", M1, time_outs=late), approval("b", F1)))
    first, _ = world.submit(), world.submit()
    assert shown(world, overdue=True) == []
    world.later(hours=2)
    assert shown(world, overdue=True) == ["r2", "r1"]
    world.approve(first, M1)
    assert shown(world, overdue=True) == ["r2"]
    page = api.overseeing.runs(admin(world), APP.id, Wanted())
    assert [run.overdue for run in page.items] == [True, False]


def test_where_a_run_can_go_on(world: World) -> None:
    ways = parallel("p", [approval("c", D1)], [approval("d", K1)])
    world.publish(flow(approval("a", M1, title={"zh-CN": "主管"}), ways, approval("e", F1)))
    found = api.overseeing.targets(admin(world), run_of(world.submit()))
    assert [(node, words["zh-CN"]) for node, words in found] == [
        ("resubmit", "发起人修改"), ("a", "主管"), ("e", "审批")
    ]  # fmt: skip
    with pytest.raises(NotFound):
        api.overseeing.targets(admin(world), 99)


def test_the_times_of_nodes_and_people(world: World) -> None:
    world.publish(flow(approval("a", M1), approval("b", F1)))
    for minutes in (10, 20):
        record = world.submit()
        world.clock.advance(minutes=minutes)
        world.approve(record, M1)
        world.clock.advance(hours=1)
        world.approve(record, F1)
    since = world.clock.now() - timedelta(days=1)
    nodes, people = api.flow_times.times(admin(world), APP.id, since=since)
    assert [(t.node, t.count, t.mean, t.longest) for t in nodes] == [
        ("b", 2, 3600, 3600),
        ("a", 2, 900, 1200),
    ]
    assert [(t.member_id, t.count, t.mean, t.longest) for t in people] == [
        (F1, 2, 3600, 3600),
        (M1, 2, 900, 1200),
    ]


def test_another_person_is_asked(world: World) -> None:
    world.publish(flow(approval("a", M1, M2, mode="all")))
    record = world.submit()
    api.change_assignee(run_of(record), "a", M1, K1, actor=admin(world), comment="ill")
    assert todo(record) == {"a": {K1, M2}}
    with pytest.raises(BadTransfer):
        api.change_assignee(run_of(record), "a", K1, M2, actor=admin(world))
    with pytest.raises(NotRunning):
        api.change_assignee(run_of(record), "a", M1, D1, actor=admin(world))
    assert todo(record) == {"a": {K1, M2}}


def test_a_jump_forward_back_and_to_the_initiator(world: World) -> None:
    world.publish(
        flow(
            approval("a", M1),
            branch("x", over("total", 5, approval("b", M2))),
            parallel("p", [approval("c", D1)], [approval("d", K1)]),
            approval("e", F1),
        )
    )
    record = world.submit()
    for node, asked in (("e", {F1}), ("b", {M2}), ("a", {M1}), ("resubmit", {ANN})):
        api.jump(run_of(record), node, actor=admin(world))
        assert todo(record) == {node: asked}
    for node in ("c", "d", "x", "p", "start", "end", "gone"):
        with pytest.raises(BadReturn):
            api.jump(run_of(record), node, actor=admin(world))
        assert todo(record) == {"resubmit": {ANN}}


def test_a_jump_out_of_parallel_ways_closes_them(world: World) -> None:
    ways = parallel("p", [approval("c", D1)], [approval("d", K1)])
    world.publish(flow(approval("a", M1), ways, approval("e", F1)))
    record = world.submit()
    world.approve(record, M1, D1)
    api.jump(run_of(record), "e", actor=admin(world))
    assert todo(record) == {"e": {F1}}
    assert world.approve(record, F1) == "approved"
    again = world.submit()
    world.approve(again, M1, D1)
    api.jump(run_of(again), "a", actor=admin(world))
    world.approve(again, M1)
    assert todo(again) == {"c": {D1}, "d": {K1}}
    world.approve(again, D1, K1)
    assert world.approve(again, F1) == "approved"


def test_a_return_out_of_one_of_parallel_ways(world: World) -> None:
    ways = parallel("p", [approval("c", D1)], [approval("d", K1)])
    world.publish(flow(approval("a", M1), ways, approval("e", F1)))
    record = world.submit()
    world.approve(record, M1)
    api.send_back(world.item(record, D1), actor=world.org.actor(D1), to="a")
    assert todo(record) == {"a": {M1}}
    world.approve(record, M1)
    assert todo(record) == {"c": {D1}, "d": {K1}}
    world.approve(record, D1, K1)
    assert todo(record) == {"e": {F1}}
    assert world.approve(record, F1) == "approved"


def test_a_return_from_behind_the_meeting_into_the_ways_before_it(world: World) -> None:
    ways = parallel("p", [approval("c", D1)], [approval("d", K1)])
    world.publish(flow(approval("a", M1), ways, approval("e", F1)))
    record = world.submit()
    world.approve(record, M1, D1, K1)
    api.send_back(world.item(record, F1), actor=world.org.actor(F1), to="c")
    assert todo(record) == {"c": {D1}}
    world.approve(record, D1)
    assert todo(record) == {"e": {F1}}
    assert world.approve(record, F1) == "approved"


def test_the_end_by_an_administrator(world: World) -> None:
    world.publish(flow(approval("a", M1)))
    record = world.submit()
    api.end(run_of(record), actor=admin(world), comment="twice")
    assert state(record) == ("CANCELED", "terminated")
    assert world.records.decisions == [(record.id, "rejected")]
    for act in (api.end, lambda pk, actor: api.jump(pk, "a", actor=actor)):
        with pytest.raises(NotRunning):
            act(run_of(record), actor=admin(world))


def test_administrators_only(world: World) -> None:
    world.publish(flow(approval("a", M1)))
    record = world.submit()
    run, actor = run_of(record), world.org.actor(M2)
    acts: list[Any] = [
        lambda: api.overseeing.runs(actor, APP.id, Wanted()),
        lambda: api.overseeing.targets(actor, run),
        lambda: api.overseeing.nodes_of_flows(actor, APP.id),
        lambda: api.flow_times.times(actor, APP.id, since=world.clock.now()),
        lambda: api.change_assignee(run, "a", M1, K1, actor=actor),
        lambda: api.jump(run, "a", actor=actor),
        lambda: api.end(run, actor=actor),
    ]
    for act in acts:
        with pytest.raises(Forbidden):
            act()
    with pytest.raises(NotFound):
        api.end(99, actor=admin(world))
    assert todo(record) == {"a": {M1}}


# ---- required fields ----


def test_a_node_wants_fields_filled_in(world: World) -> None:
    node = approval("a", M1, fields={"*": "edit"}, required=["remark", "lines.buyer"], batch=True)
    world.publish(flow(node))
    record = world.submit(lines=[{"buyer": D1}, {"buyer": None}])
    item, actor = world.item(record, M1), world.org.actor(M1)
    with pytest.raises(ValidationFailed) as error:
        api.approve(item, actor=actor)
    assert sorted(error.value.fields) == ["lines.1.buyer", "remark"]
    assert todo(record) == {"a": {M1}}
    values = {"remark": "x", "lines": [{"buyer": D1}, {"buyer": K1}]}
    assert api.approve(item, actor=actor, values=values) == "approved"


def test_a_no_needs_nothing_filled_in(world: World) -> None:
    world.publish(flow(approval("a", M1, required=["remark"])))
    assert world.reject(world.submit(), M1) == "rejected"
