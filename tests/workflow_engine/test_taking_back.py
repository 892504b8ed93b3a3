"""Taking an answer back."""

from __future__ import annotations

from typing import Any

from huiliu.core.records import Record
from tests.support.desk import Desk, refused
from tests.support.flows import (
    D1,
    D2,
    F1,
    K1,
    M1,
    M2,
    World,
    approval,
    branch,
    flow,
    over,
    todo,
)
from workflow_engine import api
from workflow_engine.errors import (
    NotRecallable,
)
from workflow_engine.models import WorkItem


def recall(world: World, record: Record, member: int) -> Any:
    mine = WorkItem.objects.filter(
        process__record_id=record.id, member_id=member, acted_at__isnull=False
    )
    return api.recall(mine.order_by("-id")[0].pk, actor=world.org.actor(member))


def test_a_decided_node_opens_again(world: World) -> None:
    world.publish(flow(approval("a", M1, M2), branch("x", over("total", 5)), approval("b", F1)))
    record = world.submit()
    world.approve(record, M1)
    recall(world, record, M1)
    assert todo(record) == {"a": {M1, M2}}
    assert world.approve(record, M2) == "running"
    assert todo(record) == {"b": {F1}}
    assert world.approve(record, F1) == "approved"


def test_one_vote_of_many_is_taken_back(world: World) -> None:
    world.publish(flow(approval("a", M1, M2, mode="all")))
    record = world.submit()
    world.approve(record, M1)
    recall(world, record, M1)
    assert todo(record) == {"a": {M1, M2}}


def test_in_order_the_next_one_waits_again(world: World) -> None:
    world.publish(flow(approval("a", M1, M2, mode="sequential")))
    record = world.submit()
    world.approve(record, M1)
    assert todo(record) == {"a": {M2}}
    recall(world, record, M1)
    assert todo(record) == {"a": {M1}}
    world.approve(record, M1)
    assert world.approve(record, M2) == "approved"


def test_advice_heard_before_the_answer_does_not_hold_it(world: World) -> None:
    """Whoever was added before, or asked for advice, has said so; the answer is one's own."""
    world.publish(flow(approval("a", M1, actions={"delegate": {"on": True}}), approval("b", F1)))
    record = world.submit()
    Desk(world, record, M1).do(api.add_sign, [D1], "before")
    world.approve(record, D1)
    Desk(world, record, M1).do(api.delegate, D2)
    world.approve(record, D2, M1)
    assert todo(record) == {"b": {F1}}
    recall(world, record, M1)
    assert todo(record) == {"a": {M1}}
    assert world.approve(record, M1, F1) == "approved"


def test_not_after_somebody_has_acted_or_the_end(world: World) -> None:
    world.publish(flow(approval("a", M1), approval("b", F1, K1, mode="all"), approval("c", D1)))
    record = world.submit()
    world.approve(record, M1, F1)
    refused(world, record, NotRecallable, lambda: recall(world, record, M1))
    world.approve(record, K1)
    refused(world, record, NotRecallable, lambda: recall(world, record, F1))
    world.approve(record, D1)
    refused(world, record, NotRecallable, lambda: recall(world, record, D1))


def test_not_where_the_flow_forbids_it(world: World) -> None:
    world.publish(flow(approval("a", M1), approval("b", F1), recall=False))
    record = world.submit()
    world.approve(record, M1)
    refused(world, record, NotRecallable, lambda: recall(world, record, M1))
