"""A task goes to somebody else, who answers in the place of the first."""

from __future__ import annotations

import pytest

from tests.support.flows import K1, M1, M2, World, approval, flow, todo
from workflow_engine import api
from workflow_engine.errors import BadTransfer


def test_a_transferred_task_counts_in_the_place_of_the_first(world: World) -> None:
    world.publish(flow(approval("a", M1, M2, mode="all")))
    record = world.submit()
    api.transfer(world.item(record, M1), K1, actor=world.org.actor(M1), comment="出差")
    assert todo(record) == {"a": {K1, M2}}
    world.approve(record, K1)
    assert world.approve(record, M2) == "approved"


@pytest.mark.parametrize("to", [M1, M2, 99])
def test_a_task_goes_only_to_somebody_who_can_take_it(world: World, to: int) -> None:
    world.publish(flow(approval("a", M1, M2, mode="all")))
    record = world.submit()
    with pytest.raises(BadTransfer):
        api.transfer(world.item(record, M1), to, actor=world.org.actor(M1))
    assert todo(record) == {"a": {M1, M2}}


def test_in_order_a_transfer_keeps_the_order(world: World) -> None:
    world.publish(flow(approval("a", M1, M2, mode="sequential")))
    record = world.submit()
    api.transfer(world.item(record, M1), K1, actor=world.org.actor(M1))
    assert todo(record) == {"a": {K1}}
    world.approve(record, K1)
    assert todo(record) == {"a": {M2}}


def test_whoever_gets_a_task_back_hears_of_it_again(world: World) -> None:
    world.publish(flow(approval("a", M1)))
    record = world.submit()
    api.transfer(world.item(record, M1), K1, actor=world.org.actor(M1))
    api.transfer(world.item(record, K1), M1, actor=world.org.actor(K1))
    assert todo(record) == {"a": {M1}}
    told = [(one["members"], one["key"]) for one in world.notifier.sent]
    assert [members for members, _ in told] == [[M1], [K1], [M1]]
    assert len({key for _, key in told}) == 3
