"""A run that is over goes on at one of its nodes: when, and when not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from huiliu.core.errors import Forbidden, RuleRefused
from huiliu.core.records import Record, State
from tests.support.flows import ANN, F1, M1, M2, World, approval, flow, parallel, state, todo
from tests.workflow_engine.test_overseeing import admin, run_of
from workflow_engine import api
from workflow_engine.errors import BadReturn, MovedOn, StillRunning
from workflow_engine.models import FlowAction


def publish(world: World) -> None:
    world.publish(
        flow(
            approval("a", M1),
            parallel("p", [approval("c", M1)], [approval("d", M2)]),
            approval("b", F1),
            withdraw="any_time",
        )
    )


def ended(world: World, *, how: str) -> Record:
    publish(world)
    record = world.submit()
    match how:
        case "rejected":
            world.reject(record, M1)
        case "terminated":
            api.end(run_of(record), actor=admin(world))
        case "withdrawn":
            api.flows.withdraw(record, actor=world.org.actor(ANN))
            world.records.decide(
                record.app,
                record.form,
                record.id,
                "withdrawn",
                actor=admin(world),
                cause=None,  # type: ignore[arg-type]
            )
    return record


def stands(world: World, record: Record, now: State) -> None:
    world.records.kept[record.id] = replace(record, state=now)


@pytest.mark.parametrize("how", ["rejected", "terminated", "withdrawn"])
def test_it_goes_on_at_the_node_and_to_its_end(world: World, how: str) -> None:
    record = ended(world, how=how)
    api.reactivate(run_of(record), "b", actor=admin(world), comment="again")
    assert (state(record), todo(record)) == (("NEW", ""), {"b": {F1}})
    assert world.records.kept[record.id].state == "pending"
    assert world.approve(record, F1) == "approved"
    assert world.records.decisions[-2:] == [(record.id, "taken_up"), (record.id, "approved")]
    said = FlowAction.objects.get(action="reactivate")
    assert (said.comment, said.data) == ("again", {"node": "b"})


def test_it_goes_on_with_its_initiator(world: World) -> None:
    record = ended(world, how="rejected")
    api.reactivate(run_of(record), "resubmit", actor=admin(world))
    assert todo(record) == {"resubmit": {ANN}}


def test_an_earlier_yes_spares_nobody_the_question(world: World) -> None:
    world.publish(flow(approval("a", M1), approval("b", F1), approval("c", M1),
                       duplicate_approver="pass"))  # fmt: skip
    record = world.submit()
    world.approve(record, M1)
    world.reject(record, F1)
    api.reactivate(run_of(record), "b", actor=admin(world))
    world.approve(record, F1)
    assert todo(record) == {"c": {M1}}


@pytest.mark.parametrize("now", ["approved", "void", "pending"])
def test_a_record_that_has_moved_on_is_left_alone(world: World, now: State) -> None:
    """Approved with its effects posted, void, or pending for another reason."""
    record = ended(world, how="rejected")
    stands(world, record, now)
    before = list(world.records.decisions)
    with pytest.raises(MovedOn):
        api.reactivate(run_of(record), "a", actor=admin(world))
    assert (state(record), todo(record)) == (("DONE", "rejected"), {})
    assert world.records.decisions == before


def test_an_approved_run_waits_for_its_effects_to_be_undone(world: World) -> None:
    world.publish(flow(approval("a", M1), approval("b", F1)))
    record = world.submit()
    world.approve(record, M1, F1)
    with pytest.raises(MovedOn):
        api.reactivate(run_of(record), "b", actor=admin(world))
    stands(world, record, "draft")
    api.reactivate(run_of(record), "b", actor=admin(world))
    assert todo(record) == {"b": {F1}}


def test_a_deleted_record_and_one_submitted_anew_are_refused(world: World) -> None:
    record = ended(world, how="rejected")
    first = run_of(record)
    gone = world.records.kept.pop(record.id)
    with pytest.raises(MovedOn):
        api.reactivate(first, "a", actor=admin(world))
    world.records.kept[record.id] = gone
    world.resubmit(record)
    world.reject(record, M1)
    with pytest.raises(MovedOn):
        api.reactivate(first, "a", actor=admin(world))
    assert todo(record) == {}


def test_a_record_that_refuses_stays_a_draft_and_its_run_over(world: World) -> None:
    record = ended(world, how="terminated")
    world.records.refuse = RuleRefused("REQUIRED", {"zh-CN": "请填写"})
    with pytest.raises(RuleRefused):
        api.reactivate(run_of(record), "a", actor=admin(world))
    assert (state(record), todo(record)) == (("CANCELED", "terminated"), {})
    assert not FlowAction.objects.filter(action="reactivate").exists()


@pytest.mark.parametrize("node", ["c", "p", "start", "end", "gone"])
def test_not_at_a_node_that_is_not_on_the_main_way(world: World, node: str) -> None:
    record = ended(world, how="rejected")
    with pytest.raises(BadReturn):
        api.reactivate(run_of(record), node, actor=admin(world))
    assert (state(record), todo(record)) == (("DONE", "rejected"), {})


def test_not_while_it_runs_and_not_by_others(world: World) -> None:
    publish(world)
    record = world.submit()
    with pytest.raises(StillRunning):
        api.reactivate(run_of(record), "a", actor=admin(world))
    with pytest.raises(Forbidden):
        api.reactivate(run_of(record), "a", actor=world.org.actor(M1))
    assert todo(record) == {"a": {M1}}
