"""Who started a flow takes the document back: while the flow lets them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from huiliu.core.records import Record
from tests.support.expense import expense
from tests.support.flows import ANN, BOB, F1, M1, M2, World, state, todo
from workflow_engine import api
from workflow_engine.errors import NotWithdrawable, NotYours, TooLateToWithdraw
from workflow_engine.models import Process


def withdraw(world: World, record: Any, member: int = ANN) -> None:
    api.flows.withdraw(record, actor=world.org.actor(member), comment="写错了")


def test_the_initiator_withdraws_before_anybody_answered(world: World) -> None:
    world.publish(expense())
    record = world.submit()
    withdraw(world, record)
    assert state(record) == ("CANCELED", "withdrawn")
    assert todo(record) == {}
    assert world.records.decisions == [(record.id, "withdrawn")]
    with pytest.raises(NotWithdrawable):
        withdraw(world, record)


@pytest.mark.parametrize(("setting", "allowed"), [("before_first", False), ("any_time", True)])
def test_withdrawing_after_the_first_answer(world: World, setting: str, allowed: bool) -> None:
    world.publish(expense(withdraw=setting))
    record = world.submit()
    world.approve(record, M1)
    if allowed:
        withdraw(world, record)
        assert state(record) == ("CANCELED", "withdrawn")
    else:
        with pytest.raises(NotWithdrawable):
            withdraw(world, record)
        assert todo(record) == {"finance": {F1}}


def submitted_ago(world: World, hours: int) -> Record:
    world.publish(expense(withdraw="any_time", withdraw_hours=24))
    record = world.submit()
    then = world.clock.now() - timedelta(hours=hours)
    Process.objects.filter(record_id=record.id).update(created=then)
    return record


def offered(world: World) -> tuple[str, ...]:
    (line,) = api.page("started", world.org.actor(ANN)).items
    return api.open_task(line.id, world.org.actor(ANN)).actions


def test_a_flow_can_let_one_withdraw_for_some_hours(world: World) -> None:
    record = submitted_ago(world, 24)
    assert "withdraw" in offered(world)
    withdraw(world, record)
    assert state(record) == ("CANCELED", "withdrawn")


def test_and_no_longer(world: World) -> None:
    record = submitted_ago(world, 25)
    assert "withdraw" not in offered(world)
    with pytest.raises(TooLateToWithdraw):
        withdraw(world, record)
    assert todo(record) == {"manager": {M1, M2}}


def test_a_flow_can_forbid_to_withdraw(world: World) -> None:
    world.publish(expense(withdraw="never"))
    record = world.submit()
    with pytest.raises(NotWithdrawable):
        withdraw(world, record)
    assert todo(record) == {"manager": {M1, M2}}


def test_only_the_initiator_withdraws(world: World) -> None:
    world.publish(expense())
    record = world.submit()
    with pytest.raises(NotYours):
        withdraw(world, record, BOB)
    assert todo(record) == {"manager": {M1, M2}}


def test_the_system_takes_back_what_anybody_started(world: World) -> None:
    world.publish(expense(withdraw="never"))
    record = world.submit()
    world.approve(record, M1)
    api.flows.retract(record, actor=world.org.actor(BOB))
    assert state(record) == ("CANCELED", "withdrawn")
    assert world.records.decisions == [(record.id, "withdrawn")]
