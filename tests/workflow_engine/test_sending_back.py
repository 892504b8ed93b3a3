"""Sending a run back: to whom, and how it comes forward again."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.support.desk import Desk, refused, states
from tests.support.flows import (
    ANN,
    D1,
    D2,
    D3,
    F1,
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
    BadReturn,
)
from workflow_engine.log import Said


def three_steps(**more: Any) -> dict[str, Any]:
    return flow(
        approval("a", M1), approval("b", M2), approval("c", F1, **more), same_as_initiator="pass"
    )


def test_back_to_a_node_and_through_those_between_again(world: World) -> None:
    world.publish(three_steps())
    record = world.submit()
    world.approve(record, M1, M2)
    assert Desk(world, record, F1).do(api.send_back, to="a") == "running"
    assert todo(record) == {"a": {M1}}
    world.approve(record, M1)
    assert todo(record) == {"b": {M2}}
    world.approve(record, M2)
    assert world.approve(record, F1) == "approved"


def test_back_without_a_name_is_the_node_before(world: World) -> None:
    world.publish(three_steps())
    record = world.submit()
    world.approve(record, M1, M2)
    Desk(world, record, F1).do(api.send_back)
    assert todo(record) == {"b": {M2}}
    Desk(world, record, M2).do(api.send_back)
    assert todo(record) == {"a": {M1}}
    Desk(world, record, M1).do(api.send_back)
    assert todo(record) == {"resubmit": {ANN}}


def test_straight_back_to_whoever_sent_it(world: World) -> None:
    world.publish(three_steps(actions={"return": {"after": "direct"}}))
    record = world.submit()
    world.approve(record, M1, M2)
    Desk(world, record, F1).do(api.send_back, to="a")
    world.approve(record, M1)
    assert todo(record) == {"c": {F1}}
    assert world.approve(record, F1) == "approved"


def test_the_person_may_choose_how_it_comes_back(world: World) -> None:
    world.publish(three_steps(actions={"return": {"after": "choose"}}))
    record = world.submit()
    world.approve(record, M1, M2)
    Desk(world, record, F1).do(api.send_back, to="start", after="direct")
    world.approve(record, ANN)
    assert todo(record) == {"c": {F1}}
    Desk(world, record, F1).do(api.send_back, to="start", after="replay")
    world.approve(record, ANN)
    assert todo(record) == {"a": {M1}}


def test_the_initiator_corrects_and_submits_again(world: World) -> None:
    world.publish(three_steps())
    record = world.submit()
    Desk(world, record, M1).do(api.send_back, said=Said("price?"))
    desk = Desk(world, record, ANN)
    opened = api.open_task(f"w{desk.item}", desk.actor)
    assert [b.name for b in opened.buttons] == ["approve", "save"]
    assert opened.access.grants[0].fields["total"] == "edit"
    desk.do(api.approve, values={"remark": "corrected"})
    assert world.records.changes == [(record.id, {"remark": "corrected"})]
    assert todo(record) == {"a": {M1}}
    assert world.records.decisions == []


def test_a_branch_is_chosen_again_after_a_return(world: World) -> None:
    large = over("total", 5, approval("b", M2))
    world.publish(
        flow(approval("a", M1, fields={"*": "edit"}), branch("x", large), approval("c", F1))
    )
    record = world.submit(total=Decimal(9))
    world.approve(record, M1, M2)
    Desk(world, record, F1).do(api.send_back, to="a")
    Desk(world, record, M1).do(api.approve, values={"total": Decimal(1)})
    assert todo(record) == {"c": {F1}}


@pytest.mark.parametrize(
    ("to", "allowed"),
    [
        ("passed", ["b", "a", "resubmit"]),
        ("previous", ["b"]),
        ("initiator", ["resubmit"]),
        (["a", "start"], ["a", "resubmit"]),
        (["c"], []),
    ],
)
def test_where_it_may_go_is_a_setting(world: World, to: Any, allowed: list[str]) -> None:
    world.publish(three_steps(actions={"return": {"to": to}}))
    record = world.submit()
    world.approve(record, M1, M2)
    desk = Desk(world, record, F1)
    buttons = {b.name: b for b in api.open_task(f"w{desk.item}", desk.actor).buttons}
    assert list(buttons["return"].targets if "return" in buttons else ()) == allowed
    for node in {"a", "b", "c", "start", "nowhere"} - {
        n.replace("resubmit", "start") for n in allowed
    }:
        refused(world, record, BadReturn, lambda n=node: desk.do(api.send_back, to=n))


def test_a_return_out_of_a_full_node_asks_nobody_else(world: World) -> None:
    world.publish(flow(approval("a", M1), approval("b", D1, D2, D3, mode="all")))
    record = world.submit()
    world.approve(record, M1, D1)
    Desk(world, record, D2).do(api.send_back, to="a")
    assert todo(record) == {"a": {M1}}
    assert states(record, "b") == [(D1, "approved"), (D2, "returned"), (D3, "skipped")]


@pytest.mark.parametrize(("after", "asked"), [("replay", {"b": {M1}}), ("direct", {"c": {F1}})])
def test_answers_from_before_a_return_speak_for_nobody(
    world: World, after: str, asked: dict[str, set[int]]
) -> None:
    """M1 approved at ``a``; "asked once is enough" must not skip them after the return."""
    world.publish(
        flow(
            approval("a", M1),
            approval("b", M1, M2, mode="all"),
            approval("c", F1, actions={"return": {"after": after}}),
            duplicate_approver="pass",
        )
    )
    record = world.submit()
    world.approve(record, M1, M2)
    Desk(world, record, F1).do(api.send_back, to="a")
    assert todo(record) == {"a": {M1}}
    world.approve(record, M1)
    if after == "replay":
        assert todo(record) == {"b": {M2}}
    else:
        assert todo(record) == asked
