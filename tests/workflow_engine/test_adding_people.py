"""Adding people to a task, transferring it, asking for advice."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.desk import EVERY_RULE, ON, Desk, refused, states
from tests.support.flows import (
    D1,
    D2,
    D3,
    F1,
    M1,
    M2,
    World,
    approval,
    flow,
    state,
    todo,
)
from workflow_engine import api
from workflow_engine.errors import (
    BadAddition,
    BadTransfer,
    NotRemovable,
)


@pytest.mark.parametrize("rule", EVERY_RULE, ids=lambda rule: rule["mode"])
def test_before_first_they_then_i(world: World, rule: Any) -> None:
    world.publish(flow(approval("a", M1, **rule), approval("b", F1)))
    record = world.submit()
    Desk(world, record, M1).do(api.add_sign, [D1, D2], "before")
    assert todo(record) == {"a": {D1, D2}}
    world.approve(record, D1)
    assert todo(record) == {"a": {D2}}
    world.approve(record, D2)
    assert todo(record) == {"a": {M1}}
    world.approve(record, M1)
    assert todo(record) == {"b": {F1}}


@pytest.mark.parametrize("rule", EVERY_RULE, ids=lambda rule: rule["mode"])
def test_after_they_decide_once_i_have_approved(world: World, rule: Any) -> None:
    world.publish(flow(approval("a", M1, **rule), approval("b", F1)))
    record = world.submit()
    Desk(world, record, M1).do(api.add_sign, [D1], "after")
    assert todo(record) == {"a": {M1}}
    assert world.approve(record, M1) == "running"
    assert todo(record) == {"a": {D1}}
    world.approve(record, D1)
    assert todo(record) == {"b": {F1}}


@pytest.mark.parametrize("where", ["before", "after"])
def test_a_no_of_somebody_added_is_a_no_of_the_seat(world: World, where: str) -> None:
    world.publish(flow(approval("a", M1)))
    record = world.submit()
    Desk(world, record, M1).do(api.add_sign, [D1], where)
    if where == "after":
        world.approve(record, M1)
    assert world.reject(record, D1) == "rejected"
    assert state(record) == ("DONE", "rejected")


def test_parallel_counts_in_the_quorum(world: World) -> None:
    world.publish(flow(approval("a", M1, M2, mode="percent", percent=60)))
    record = world.submit()
    Desk(world, record, M1).do(api.add_sign, [D1, D2, D3], "parallel")
    world.approve(record, M1, D1)
    assert todo(record) == {"a": {M2, D2, D3}}
    assert world.approve(record, D2) == "approved"


def test_somebody_added_can_add_too(world: World) -> None:
    world.publish(flow(approval("a", M1)))
    record = world.submit()
    Desk(world, record, M1).do(api.add_sign, [D1], "before")
    Desk(world, record, D1).do(api.add_sign, [D2], "before")
    assert todo(record) == {"a": {D2}}
    world.approve(record, D2, D1)
    assert todo(record) == {"a": {M1}}


@pytest.mark.parametrize("members", [[], [M1], [M2], [99], [D1, 99]])
def test_people_who_cannot_be_added(world: World, members: list[int]) -> None:
    world.publish(flow(approval("a", M1, M2, mode="all")))
    record = world.submit()
    desk = Desk(world, record, M1)
    refused(world, record, BadAddition, lambda: desk.do(api.add_sign, members, "before"))


def test_removing_may_decide(world: World) -> None:
    world.publish(flow(approval("a", M1, M2, mode="all")))
    record = world.submit()
    mine = Desk(world, record, M1)
    mine.do(api.add_sign, [D1, D2], "parallel")
    world.approve(record, M1, M2)
    assert todo(record) == {"a": {D1, D2}}
    mine.do(api.remove_sign, [D1])
    assert todo(record) == {"a": {D2}}
    mine.do(api.remove_sign, [D2])
    assert state(record) == ("DONE", "approved")
    assert states(record)[2:] == [(D1, "removed"), (D2, "removed")]


def test_only_those_i_added_and_only_before_they_answer(world: World) -> None:
    world.publish(flow(approval("a", M1, M2, mode="all")))
    record = world.submit()
    mine, theirs = Desk(world, record, M1), Desk(world, record, M2)
    mine.do(api.add_sign, [D1, D2], "parallel")
    refused(world, record, NotRemovable, lambda: theirs.do(api.remove_sign, [D1]))
    refused(world, record, NotRemovable, lambda: mine.do(api.remove_sign, [M2]))
    world.approve(record, D1)
    refused(world, record, NotRemovable, lambda: mine.do(api.remove_sign, [D1, D2]))


def test_removing_those_before_me_gives_the_task_back(world: World) -> None:
    world.publish(flow(approval("a", M1)))
    record = world.submit()
    mine = Desk(world, record, M1)
    mine.do(api.add_sign, [D1], "before")
    opened = api.open_task(f"w{mine.item}", mine.actor)
    assert [(b.name, b.people) for b in opened.buttons] == [("remove_sign", (D1,))]
    mine.do(api.remove_sign, [D1])
    assert todo(record) == {"a": {M1}}


# ---- transfer and delegation ----


def test_a_delegate_advises_and_the_task_comes_back(world: World) -> None:
    world.publish(flow(approval("a", M1, actions={"delegate": ON})))
    record = world.submit()
    Desk(world, record, M1).do(api.delegate, D1)
    assert todo(record) == {"a": {D1}}
    world.reject(record, D1, "too dear")
    assert todo(record) == {"a": {M1}}
    assert world.approve(record, M1) == "approved"


def test_a_transfer_takes_the_seat_with_everybody_in_it(world: World) -> None:
    world.publish(flow(approval("a", M1)))
    record = world.submit()
    desk = Desk(world, record, M1)
    desk.do(api.add_sign, [D1], "after")
    desk.do(api.transfer, M2)
    assert world.approve(record, M2) == "running"
    assert todo(record) == {"a": {D1}}
    Desk(world, record, D1).do(api.transfer, D2)
    assert world.approve(record, D2) == "approved"


def test_a_delegation_to_somebody_who_is_asked_is_refused(world: World) -> None:
    world.publish(flow(approval("a", M1, M2, mode="all", actions={"delegate": ON})))
    record = world.submit()
    desk = Desk(world, record, M1)
    refused(world, record, BadTransfer, lambda: desk.do(api.delegate, M2))
