"""Who submitted, or said yes before, need not answer where the flow says so."""

from __future__ import annotations

import pytest

from tests.support.flows import ANN, M1, M2, World, approval, flow, state, todo
from workflow_engine import api


def test_the_initiator_need_not_answer_themselves(world: World) -> None:
    world.publish(
        flow(approval("a", ANN, M1, mode="all"), approval("b", ANN), same_as_initiator="pass")
    )
    record = world.submit()
    assert todo(record) == {"a": {M1}}
    assert world.approve(record, M1) == "approved"


def test_whoever_said_yes_before_need_not_say_it_again(world: World) -> None:
    world.publish(
        flow(
            approval("a", M1),
            approval("b", M1, M2, mode="sequential"),
            duplicate_approver="pass",
        )
    )
    record = world.submit()
    world.approve(record, M1)
    assert todo(record) == {"b": {M2}}


@pytest.mark.parametrize("policy", ["pass", "previous"])
def test_whoever_submits_again_has_approved_nothing(world: World, policy: str) -> None:
    """They are asked all the same where they approve."""
    nodes = [approval("a", ANN, M1, mode="all"), approval("b", M2)]
    world.publish(flow(*nodes, duplicate_approver=policy))
    record = world.submit()
    world.approve(record, ANN, M1)
    api.send_back(world.item(record, M2), actor=world.org.actor(M2), to="resubmit")
    world.approve(record, ANN)
    assert todo(record) == {"a": {ANN, M1}}


def test_both_are_asked_unless_the_flow_says_otherwise(world: World) -> None:
    world.publish(flow(approval("a", ANN), approval("b", ANN)))
    record = world.submit()
    world.approve(record, ANN)
    assert todo(record) == {"b": {ANN}}


def test_a_flow_that_asks_nobody_is_over_before_submit_returns(world: World) -> None:
    world.publish(flow(approval("a", ANN), same_as_initiator="pass"))
    record = world.submit()
    assert state(record) == ("DONE", "approved")
    assert world.records.decisions == [(record.id, "approved")]
    assert world.notifier.sent == []
