"""Who is told what: copies, messages, and events for open screens."""

from __future__ import annotations

import pytest

from huiliu.core.errors import NotFound
from tests.support.flows import ANN, F1, K1, K2, M1, M2, World, approval, flow, state
from workflow_engine import api
from workflow_engine.errors import AlreadyHandled
from workflow_engine.models import CarbonCopy


def test_copies_are_told_and_nobody_waits_for_them(world: World) -> None:
    world.publish(flow({"id": "tell", "type": "cc", "assignees": {"members": ["k1", "k2"]}}))
    record = world.submit()
    assert state(record) == ("DONE", "approved")
    assert set(CarbonCopy.objects.values_list("member_id", "read_at")) == {(K1, None), (K2, None)}
    assert world.notifier.kinds() == [("task_copied", [K1, K2])]


def test_a_copy_is_read_once(world: World) -> None:
    world.publish(flow({"id": "tell", "type": "cc", "assignees": {"members": ["k1"]}}))
    world.submit()
    copy = CarbonCopy.objects.get()
    api.mark_read(copy.pk, actor=world.org.actor(K1))
    first = CarbonCopy.objects.get().read_at
    world.clock.advance(hours=1)
    api.mark_read(copy.pk, actor=world.org.actor(K1))
    assert CarbonCopy.objects.get().read_at == first
    with pytest.raises(NotFound):
        api.mark_read(copy.pk, actor=world.org.actor(K2))


def test_people_hear_of_what_they_must_do_and_of_the_result(world: World) -> None:
    world.publish(flow(approval("a", M1, M2), approval("b", F1)))
    record = world.submit()
    world.approve(record, M1)
    world.approve(record, F1)
    assert world.notifier.kinds() == [
        ("task_assigned", [M1, M2]),
        ("task_assigned", [F1]),
        ("flow_approved", [ANN]),
    ]
    tasks = [payload for name, payload in world.events.published if name == "task"]
    told = [(payload["event"], payload["members"]) for payload in tasks]
    assert told == [("assigned", [M1, M2]), ("done", [M1, M2]), ("assigned", [F1]), ("done", [F1])]


def test_a_vote_among_others_is_told_to_open_screens_of_the_record(world: World) -> None:
    world.publish(flow(approval("a", M1, M2, mode="all")))
    record = world.submit()
    world.events.published.clear()
    world.approve(record, M1)
    told = [payload for name, payload in world.events.published if name == "flow"]
    assert told == [{"app": 7, "form": "expense", "record": record.id, "uid": record.uid}]


def test_a_vote_that_is_refused_is_not_told(world: World) -> None:
    world.publish(flow(approval("a", M1, M2, mode="all")))
    record = world.submit()
    item = world.item(record, M1)
    world.approve(record, M1)
    world.events.published.clear()
    with pytest.raises(AlreadyHandled):
        api.approve(item, actor=world.org.actor(M1))
    assert world.events.published == []


def test_the_initiator_hears_of_a_rejection(world: World) -> None:
    world.publish(flow(approval("a", M1, M2, mode="all")))
    record = world.submit()
    world.reject(record, M2)
    assert world.notifier.kinds()[-1] == ("flow_rejected", [ANN])
    assert world.notifier.sent[-1]["data"] == {"who": "m2", "title": "BX-1"}
    assert world.notifier.sent[-1]["link"] == {"app": "jxc", "form": "expense", "record": "r1"}
