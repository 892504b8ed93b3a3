"""What else a person can do with a task: remind, tell, end; what a node offers; the log."""

from __future__ import annotations

from typing import Any

import pytest

from huiliu.core.errors import HuiliuError, NotFound, ValidationFailed
from tests.support.desk import ON, Desk, refused
from tests.support.flows import (
    ANN,
    BOB,
    CFO,
    D1,
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
from workflow_engine.errors import (
    ActionOff,
    AlreadyHandled,
    BadAddition,
    NotYours,
    UrgedAlready,
)
from workflow_engine.log import Said
from workflow_engine.models import CarbonCopy, Process

# ---- reminding, telling, ending ----


def test_the_initiator_reminds_not_too_often(world: World) -> None:
    world.publish(flow(approval("a", M1, M2), urge_minutes=30))
    record = world.submit()
    run, ann = Process.objects.get().pk, world.org.actor(ANN)
    world.notifier.sent.clear()
    assert api.urge(run, actor=ann, comment="please") == 2
    assert world.notifier.kinds() == [("task_urged", [M1]), ("task_urged", [M2])]
    world.clock.advance(minutes=29)
    with pytest.raises(UrgedAlready) as error:
        api.urge(run, actor=ann)
    assert error.value.data == {"minutes": "1"}
    world.clock.advance(minutes=1)
    world.approve(record, M1)
    with pytest.raises(HuiliuError):
        api.urge(run, actor=ann)
    with pytest.raises(NotYours):
        api.urge(run, actor=world.org.actor(BOB))


def test_the_holder_tells_others_once(world: World) -> None:
    world.publish(flow(approval("a", M1, actions={"cc": ON})))
    record = world.submit()
    desk = Desk(world, record, M1)
    desk.do(api.copy_to, [K1, CFO])
    desk.do(api.copy_to, [K1, BOB])
    assert list(CarbonCopy.objects.order_by("id").values_list("member_id", "node")) == [
        (K1, "a"), (CFO, "a"), (BOB, "a"),
    ]  # fmt: skip
    refused(world, record, BadAddition, lambda: desk.do(api.copy_to, [99]))


def test_somebody_who_is_asked_ends_the_run(world: World) -> None:
    world.publish(flow(approval("a", M1, M2, mode="all", actions={"terminate": ON})))
    record = world.submit()
    assert Desk(world, record, M1).do(api.terminate, said=Said("no budget")) == "terminated"
    assert state(record) == ("CANCELED", "terminated")
    assert todo(record) == {}
    assert world.records.decisions == [(record.id, "rejected")]
    assert world.notifier.kinds()[-1] == ("flow_terminated", [ANN])
    *_, asked, last = api.flows.timeline(record, actor=world.org.actor(ANN))
    assert (last["node"], last["people"][0]["name"]) == ("terminated", "m1")
    assert [one["action"] for one in asked["people"]] == ["terminate", None]


def test_saving_answers_nothing(world: World) -> None:
    world.publish(flow(approval("a", M1, fields={"remark": "edit"})))
    record = world.submit()
    desk = Desk(world, record, M1)
    desk.do(api.save, values={"remark": "half done"})
    assert world.records.changes == [(record.id, {"remark": "half done"})]
    assert todo(record) == {"a": {M1}}
    refused(world, record, ValidationFailed, lambda: desk.do(api.save, values={"total": "1"}))


# ---- what a node offers ----

VERBS: dict[str, Any] = {
    "approve": lambda desk: desk.do(api.approve),
    "reject": lambda desk: desk.do(api.reject),
    "return": lambda desk: desk.do(api.send_back),
    "transfer": lambda desk: desk.do(api.transfer, D1),
    "delegate": lambda desk: desk.do(api.delegate, D1),
    "add_sign": lambda desk: desk.do(api.add_sign, [D1], "before"),
    "cc": lambda desk: desk.do(api.copy_to, [D1]),
    "save": lambda desk: desk.do(api.save, values={}),
    "terminate": lambda desk: desk.do(api.terminate),
}


@pytest.mark.parametrize("name", VERBS)
def test_what_is_off_is_refused_and_not_offered(world: World, name: str) -> None:
    actions = {name: {"on": False}}
    world.publish(flow(approval("a", M1, M2, fields={"*": "edit"}, actions=actions)))
    record = world.submit()
    desk = Desk(world, record, M1)
    names = [b.name for b in api.open_task(f"w{desk.item}", desk.actor).buttons]
    assert name not in names
    refused(world, record, ActionOff, lambda: VERBS[name](desk))


@pytest.mark.parametrize("name", sorted(VERBS.keys() - {"save"}))
@pytest.mark.parametrize("what", ["comment", "attachments", "signature"])
def test_what_an_action_asks_for_must_be_there(world: World, name: str, what: str) -> None:
    actions = {name: {"on": True, what: "required"}}
    world.publish(flow(approval("a", M1, actions=actions)))
    record = world.submit()
    desk = Desk(world, record, M1)
    refused(world, record, ValidationFailed, lambda: VERBS[name](desk))
    with pytest.raises(ValidationFailed) as error:
        VERBS[name](desk)
    assert error.value.as_json("en")["fields"] == {
        what: [{"code": "required", "message": "Required"}]
    }


def test_buttons_carry_their_names_and_what_they_ask_for(world: World) -> None:
    actions = {
        "approve": {"title": {"zh-CN": "核准"}, "signature": "required"},
        "add_sign": {"where": ["parallel"]},
        "save": {"on": False},
    }
    world.publish(flow(approval("a", M1, actions=actions, phrases=["已核对"])))
    desk = Desk(world, world.submit(), M1)
    opened = api.open_task(f"w{desk.item}", desk.actor)
    buttons = {b.name: b for b in opened.buttons}
    assert list(buttons) == ["approve", "reject", "return", "transfer", "add_sign"]
    assert buttons["approve"].title == {"zh-CN": "核准"}
    assert buttons["approve"].signature == "required"
    assert buttons["add_sign"].where == ("parallel",)
    assert buttons["return"].targets == ("resubmit",)
    assert opened.phrases == ("已核对",)


def test_where_people_may_be_added_is_a_setting(world: World) -> None:
    world.publish(flow(approval("a", M1, actions={"add_sign": {"where": ["after"]}})))
    record = world.submit()
    desk = Desk(world, record, M1)
    refused(world, record, ActionOff, lambda: desk.do(api.add_sign, [D1], "before"))


@pytest.mark.parametrize("name", VERBS)
def test_nobody_acts_twice_or_for_others(world: World, name: str) -> None:
    on = dict.fromkeys(VERBS, ON)
    world.publish(flow(approval("a", M1, fields={"*": "edit"}, actions=on), approval("b", F1)))
    record = world.submit()
    desk = Desk(world, record, M1)
    desk.actor = world.org.actor(M2)
    refused(world, record, NotFound, lambda: VERBS[name](desk))
    desk.actor = world.org.actor(M1)
    desk.do(api.approve)
    refused(world, record, AlreadyHandled, lambda: VERBS[name](desk))


# ---- the log ----


def test_the_log_says_who_when_how_long_and_what(world: World) -> None:
    world.publish(
        flow(approval("a", M1, fields={"remark": "edit", "total": "edit"}), approval("b", F1))
    )
    record = world.submit()
    world.clock.advance(minutes=5)
    desk = Desk(world, record, M1)
    desk.do(api.add_sign, [D1], "before", said=Said("look please"))
    world.clock.advance(minutes=1)
    world.approve(record, D1)
    desk.do(api.approve, values={"remark": "x", "total": "3"}, said=Said("ok", ("f1",), "s1"))
    everything = world.permissions.access(desk.actor, record.app, "expense")
    told = api.history(record, access=everything)
    assert [(e.member_id, e.action, e.node, e.comment, e.seconds) for e in told] == [
        (ANN, "submit", "", "", None),
        (M1, "add_sign", "a", "look please", 300),
        (D1, "approve", "a", "", 60),
        (M1, "approve", "a", "ok", 360),
    ]
    assert told[1].to == [D1]
    assert (told[3].changed, told[3].attachments, told[3].signature) == (
        ["remark", "total"], ["f1"], "s1",
    )  # fmt: skip
