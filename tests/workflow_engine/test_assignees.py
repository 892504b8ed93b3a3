"""Who is asked: every source of people, and what happens where the answer is awkward."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from huiliu.core.errors import Forbidden, HuiliuError, ValidationFailed
from huiliu.core.records import Record
from tests.support.flows import (
    ADMIN,
    ANN,
    APP,
    BOB,
    CFO,
    D1,
    D2,
    F1,
    K1,
    M1,
    M2,
    World,
    approval,
    flow,
    state,
    todo,
)
from workflow_engine import api
from workflow_engine.errors import ChoosePeople, NoApprover
from workflow_engine.models import Process, WorkItem


def by(**assignees: Any) -> dict[str, Any]:
    return {"id": "a", "type": "approval", "mode": "all", "assignees": assignees}


SOURCES: list[tuple[dict[str, Any], set[int]]] = [
    ({"members": ["m1", "nobody"]}, {M1}),
    ({"roles": ["finance"]}, {F1}),
    ({"departments": ["shop"]}, {ANN}),
    ({"initiator": True}, {ANN}),
    ({"heads": 1}, {M1}),
    ({"heads": 2}, {CFO}),
    ({"heads_up_to": 2}, {M1, CFO}),
    ({"heads_up_to": 5}, {M1, CFO}),
    ({"fields": ["owner"]}, {D1}),
    ({"fields": ["lines.buyer"]}, {D1, D2}),
    ({"fields": ["store.manager"]}, {M2}),
    ({"fields": ["team"]}, {BOB}),
    ({"field_heads": [{"field": "team"}]}, {CFO}),
    ({"field_heads": [{"field": "clerk"}]}, {M1}),
    ({"field_heads": [{"field": "clerk", "level": 2}]}, {CFO}),
    ({"previous": True}, {ANN}),
    ({"formula": 'IF({qty}>5,"m1,m2","cfo")'}, {M1, M2}),
    ({"formula": "{owner}"}, {D1}),
    ({"members": ["m1"], "heads": 1, "formula": '"m1"'}, {M1}),
]


def filled_in(world: World) -> Record:
    from decimal import Decimal

    from tests.support.flows import FORM

    fields = [
        *FORM["fields"],
        {"id": "team", "type": "department", "label": {"zh-CN": "部门"}},
        {"id": "clerk", "type": "member", "label": {"zh-CN": "店员"}},
    ]
    world.documents.content["form", "expense"] = {**FORM, "fields": fields}
    world.org.roles = {"finance": [F1]}
    world.records.others = {"store": {5: {"manager": M2}}}
    return world.submit(
        qty=Decimal(9),
        owner=D1,
        clerk=ANN,
        team=1,
        store=5,
        lines=[{"buyer": D1}, {"buyer": D2}, {"buyer": None}],
    )


@pytest.mark.parametrize(("assignees", "asked"), SOURCES, ids=str)
def test_every_source(world: World, assignees: dict[str, Any], asked: set[int]) -> None:
    filled_in(world)
    world.publish(flow(by(**assignees)))
    assert todo(filled_in(world)) == {"a": asked}


def test_level_by_level_asks_the_nearest_first(world: World) -> None:
    world.publish(flow({**by(heads_up_to=3), "mode": "sequential"}))
    record = world.submit()
    assert todo(record) == {"a": {M1}}
    world.approve(record, M1)
    assert todo(record) == {"a": {CFO}}


def test_the_previous_handlers(world: World) -> None:
    world.publish(
        flow(
            approval("x", D1, D2),
            {**by(previous=True), "id": "y"},
            {**by(previous=True), "id": "z"},
        )
    )
    record = world.submit()
    world.approve(record, D2)
    assert todo(record) == {"y": {D2}}
    world.approve(record, D2)
    assert todo(record) == {"z": {D2}}


@pytest.mark.parametrize(
    "nobody", [{"heads": 5}, {"fields": ["owner"]}, {"formula": '"ghost"'}, {"formula": "1/0"}]
)
@pytest.mark.parametrize(
    ("empty", "asked"),
    [("admin", {ADMIN}), ({"members": ["k1"]}, {K1}), ({"members": ["ghost"]}, {ADMIN})],
)
def test_nobody_found_asks_others(world: World, nobody: Any, empty: Any, asked: set[int]) -> None:
    world.publish(flow({**by(**nobody), "empty": empty}))
    record = world.submit()
    assert todo(record) == {"a": asked}
    assert WorkItem.objects.get().origin == "fallback"


def test_nobody_found_passes_visibly_or_stops(world: World) -> None:
    world.publish(flow({**by(heads=5), "empty": "pass"}))
    record = world.submit()
    assert state(record) == ("DONE", "approved")
    shown = api.flows.timeline(record, actor=world.org.actor(ANN))
    assert [(e["node"], e["state"]) for e in shown][1] == ("a", "skipped")
    world.publish(flow({**by(heads=5), "empty": "stop"}))
    with pytest.raises(NoApprover):
        world.submit()


# ---- chosen by hand ----


def test_the_initiator_chooses_before_submitting(world: World) -> None:
    world.publish(flow(approval("x", D1), by(chosen="initiator")))
    with pytest.raises(ChoosePeople) as error:
        world.submit()
    assert error.value.data["nodes"] == "a"
    assert not Process.objects.exists()
    record = world.records.kept[1]
    api.choosing.keep(record, {"a": [K1, M1]}, actor=world.org.actor(ANN))
    world.resubmit(record)
    world.approve(record, D1)
    assert todo(record) == {"a": {K1, M1}}


def test_whoever_answers_chooses_the_next(world: World) -> None:
    world.publish(flow(approval("x", D1), by(chosen="previous")))
    record = world.submit()
    item, actor = world.item(record, D1), world.org.actor(D1)
    wrong: list[tuple[Mapping[str, list[int]], type[HuiliuError]]] = [
        ({}, ChoosePeople),
        ({"a": [99]}, ValidationFailed),
        ({"x": [M1]}, ValidationFailed),
        ({"gone": [M1]}, ValidationFailed),
    ]
    for choose, refusal in wrong:
        with pytest.raises(refusal):
            api.approve(item, actor=actor, choose=choose)
        assert todo(record) == {"x": {D1}}
    api.approve(item, actor=actor, choose={"a": [M2]})
    assert todo(record) == {"a": {M2}}


# ---- the initiator, and people who have answered ----


@pytest.mark.parametrize(
    ("policy", "asked"),
    [("ask", {ANN, BOB}), ("pass", {BOB}), ("head", {M1, BOB}), ("exclude", {BOB})],
)
def test_when_the_initiator_would_be_asked(world: World, policy: str, asked: set[int]) -> None:
    world.publish(flow(approval("a", ANN, BOB, mode="all"), same_as_initiator=policy))
    assert todo(world.submit()) == {"a": asked}


@pytest.mark.parametrize("policy", ["head", "exclude"])
def test_nobody_else_is_there(world: World, policy: str) -> None:
    world.org.led_by = {}
    world.publish(flow(approval("a", ANN), same_as_initiator=policy))
    assert todo(world.submit()) == {"a": {ADMIN}}


@pytest.mark.parametrize(
    ("policy", "second", "third"),
    [
        ("ask", {"b": {M1, M2}}, {"c": {M1, M2}}),
        ("previous", {"b": {M2}}, {"c": {M1}}),
        ("pass", {"b": {M2}}, None),
    ],
)
def test_when_somebody_has_answered(world: World, policy: str, second: Any, third: Any) -> None:
    nodes = [
        approval("a", M1),
        approval("b", M1, M2, mode="all"),
        approval("x", D1),
        approval("c", M1, M2, D1, mode="all"),
    ]
    if policy == "previous":
        nodes = [
            approval("a", M1),
            approval("b", M1, M2, mode="all"),
            approval("x", M2),
            approval("c", M1, M2, mode="all"),
        ]
    world.publish(flow(*nodes, duplicate_approver=policy))
    record = world.submit()
    world.approve(record, M1)
    assert todo(record) == second
    for member in sorted(second["b"]):
        world.approve(record, member)
    if "x" in todo(record):
        world.approve(record, *todo(record)["x"])
    if policy == "ask":
        assert todo(record) == {"c": {M1, M2, D1}}
    elif third is None:
        assert state(record) == ("DONE", "approved")
    else:
        assert todo(record) == third


# ---- people who are away ----


def away(world: World, member: int, to: int, days: int = 7, app: int | None = None) -> Any:
    begins = world.clock.now()
    ends = begins + timedelta(days=days)
    return api.stand_ins.add(member, to, begins, ends, app, actor=world.org.actor(member))


def test_a_stand_in_is_asked_for_a_period(world: World) -> None:
    world.publish(flow(approval("a", M1, M2, mode="all")))
    away(world, M1, K1, days=7)
    record = world.submit()
    assert todo(record) == {"a": {K1, M2}}
    mine = WorkItem.objects.get(member_id=K1)
    assert (mine.on_behalf, mine.origin) == (M1, "stand_in")
    found = api.flows.diagram(record, actor=world.org.actor(ANN))
    line = api.flows.timeline(record, actor=world.org.actor(ANN))
    for people in (found["nodes"][1]["people"] if found else [], line[1]["people"]):
        assert [(one["name"], one["behalf"]) for one in people] == [("k1", "m1"), ("m2", "")]
    world.clock.advance(days=7)
    assert todo(world.submit()) == {"a": {M1, M2}}


@pytest.mark.parametrize(
    ("pairs", "asked"),
    [
        ([(M1, K1), (K1, D1)], {D1, M2}),
        ([(M1, M2)], {M2}),
        ([(M1, K1), (K1, M1)], {M1, M2}),
        ([(M1, K1), (M2, K1)], {K1}),
        ([(M1, M2), (M2, M1)], {M1, M2}),
    ],
)
def test_chains_circles_and_shared_stand_ins(
    world: World, pairs: list[tuple[int, int]], asked: set[int]
) -> None:
    world.publish(flow(approval("a", M1, M2, mode="all")))
    for member, to in pairs:
        away(world, member, to)
    assert todo(world.submit()) == {"a": asked}


def test_what_is_said_for_one_app_goes_first(world: World) -> None:
    world.publish(flow(approval("a", M1)))
    away(world, M1, K1, app=APP.id)
    away(world, M1, D1)
    away(world, M1, D2, app=99)
    assert todo(world.submit()) == {"a": {K1}}


def test_a_stand_in_who_has_left_is_not_asked(world: World) -> None:
    world.publish(flow(approval("a", M1)))
    away(world, M1, K1)
    world.org.gone = {K1}
    assert todo(world.submit()) == {"a": {M1}}


def test_only_for_oneself_with_a_sound_period(world: World) -> None:
    now = datetime(2026, 10, 1, tzinfo=UTC)
    with pytest.raises(Forbidden):
        api.stand_ins.add(M1, K1, now, now + timedelta(days=1), None, actor=world.org.actor(M2))
    for to, ends in ((M1, now + timedelta(days=1)), (99, now + timedelta(days=1)), (K1, now)):
        with pytest.raises(ValidationFailed):
            api.stand_ins.add(M1, to, now, ends, None, actor=world.org.actor(M1))
    row = away(world, M1, K1)
    with pytest.raises(Forbidden):
        api.stand_ins.remove(row.pk, actor=world.org.actor(M2))
    api.stand_ins.remove(row.pk, actor=world.org.actor(M1))
    assert api.stand_ins.of_workspace(world.org.actor(M1)) == []


def test_all_questions_of_a_leaver_go_over(world: World) -> None:
    world.publish(flow(approval("a", M1, M2, mode="sequential"), approval("b", K1)))
    first, second = world.submit(), world.submit()
    world.publish(flow(approval("a", M1, K1, mode="all")))
    third = world.submit()
    away(world, D1, M1)
    with pytest.raises(Forbidden):
        api.hand_over_all(M1, K1, actor=world.org.actor(M2))
    from dataclasses import replace

    admin = replace(world.org.actor(ADMIN), is_admin=True)
    assert api.hand_over_all(M1, K1, actor=admin) == 3
    assert (todo(first), todo(second), todo(third)) == ({"a": {K1}}, {"a": {K1}}, {"a": {K1}})
    assert world.approve(third, K1) == "approved"
    world.publish(flow(approval("a", D1)))
    assert todo(world.submit()) == {"a": {K1}}
