"""The life of an approval: what a vote does, and where the document goes."""

from __future__ import annotations

from decimal import Decimal

import pytest

from huiliu.core.errors import NotFound, RuleRefused, StateConflict
from tests.support.expense import expense
from tests.support.flows import D1, D2, D3, F1, M1, M2, World, approval, flow, state, todo
from workflow_engine import api
from workflow_engine.errors import AlreadyHandled
from workflow_engine.models import Process


def test_a_form_without_a_flow_is_not_started(world: World) -> None:
    record = world.submit()
    assert world.resubmit(record) is False
    assert not Process.objects.exists()


def test_one_of_any_is_enough_and_a_small_amount_skips_the_directors(world: World) -> None:
    world.publish(expense())
    record = world.submit(total=Decimal(100))
    assert todo(record) == {"manager": {M1, M2}}
    assert world.approve(record, M2) == "running"
    assert todo(record) == {"finance": {F1}}
    assert world.records.decisions == []
    assert world.approve(record, F1) == "approved"
    assert state(record) == ("DONE", "approved")
    assert world.records.decisions == [(record.id, "approved")]


def test_a_large_amount_needs_every_director(world: World) -> None:
    world.publish(expense())
    record = world.submit(total=Decimal(9000))
    world.approve(record, M1, D1, D3)
    assert todo(record) == {"directors": {D2}}
    world.approve(record, D2)
    assert todo(record) == {"finance": {F1}}


def test_in_order_asks_one_after_the_other(world: World) -> None:
    world.publish(flow(approval("a", M1, M2, F1, mode="sequential")))
    record = world.submit()
    assert todo(record) == {"a": {M1}}
    world.approve(record, M1)
    assert todo(record) == {"a": {M2}}
    world.approve(record, M2, F1)
    assert state(record) == ("DONE", "approved")


@pytest.mark.parametrize("mode", ["any", "all", "sequential"])
def test_one_rejection_ends_the_run_and_sends_the_document_back(world: World, mode: str) -> None:
    world.publish(flow(approval("a", M1, M2, F1, mode=mode)))
    record = world.submit()
    assert world.reject(record, M1, "发票不全") == "rejected"
    assert state(record) == ("DONE", "rejected")
    assert todo(record) == {}
    assert world.records.decisions == [(record.id, "rejected")]


def test_submitting_again_starts_a_new_run_and_keeps_the_old_one(world: World) -> None:
    world.publish(expense())
    record = world.submit()
    world.reject(record, M1)
    assert world.resubmit(record) is True
    assert todo(record) == {"manager": {M1, M2}}
    assert [p.outcome for p in Process.objects.order_by("id")] == ["rejected", ""]


def test_what_the_record_refuses_at_the_end_takes_the_last_vote_back(world: World) -> None:
    world.publish(flow(approval("a", M1)))
    record = world.submit()
    world.records.refuse = RuleRefused("NEGATIVE_STOCK", {"zh-CN": "库存不足"})
    with pytest.raises(RuleRefused) as error:
        world.approve(record, M1)
    assert error.value.wire_code == "NEGATIVE_STOCK"
    assert todo(record) == {"a": {M1}}
    assert state(record) == ("NEW", "")
    world.records.refuse = None
    assert world.approve(record, M1) == "approved"


def test_a_second_click_finds_the_task_answered(world: World) -> None:
    world.publish(flow(approval("a", M1), approval("b", M2)))
    record = world.submit()
    item = world.item(record, M1)
    world.approve(record, M1)
    with pytest.raises(AlreadyHandled):
        api.approve(item, actor=world.org.actor(M1))
    with pytest.raises(StateConflict):
        api.reject(item, actor=world.org.actor(M1))
    assert todo(record) == {"b": {M2}}


def test_nobody_answers_for_somebody_else(world: World) -> None:
    world.publish(flow(approval("a", M1)))
    record = world.submit()
    with pytest.raises(NotFound):
        api.approve(world.item(record, M1), actor=world.org.actor(M2))
    assert todo(record) == {"a": {M1}}
