"""Everything else a person can do with a task: add people, send back, take back, remind, end."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from huiliu.core.errors import HuiliuError, NotFound, ValidationFailed
from huiliu.core.records import Record
from tests.support.flows import (
    ANN,
    BOB,
    CFO,
    D1,
    D2,
    D3,
    F1,
    K1,
    M1,
    M2,
    World,
    approval,
    branch,
    flow,
    over,
    state,
    todo,
)
from workflow_engine import api
from workflow_engine.errors import (
    ActionOff,
    AlreadyHandled,
    BadAddition,
    BadReturn,
    BadTransfer,
    NotRecallable,
    NotRemovable,
    NotYours,
    UrgedAlready,
)
from workflow_engine.log import Said
from workflow_engine.models import CarbonCopy, FlowAction, Process, WorkItem

ON = {"on": True}
EVERY_RULE: list[dict[str, Any]] = [
    {"mode": "any"},
    {"mode": "all"},
    {"mode": "sequential"},
    {"mode": "percent", "percent": 100},
]


def states(record: Record, node: str = "a") -> list[tuple[int, str]]:
    rows = WorkItem.objects.filter(process__record_id=record.id, node=node).order_by("id")
    return list(rows.values_list("member_id", "state"))


def refused(world: World, record: Record, error: type[HuiliuError], act: Any) -> None:
    """``act`` raises it and has changed nothing."""
    before = list(WorkItem.objects.order_by("id").values()), FlowAction.objects.count()
    with pytest.raises(error):
        act()
    assert (list(WorkItem.objects.order_by("id").values()), FlowAction.objects.count()) == before


class Desk:
    """What one member does with their own task on a record."""

    def __init__(self, world: World, record: Record, member: int) -> None:
        self.actor = world.org.actor(member)
        self.item = world.item(record, member)

    def do(self, verb: Any, *args: Any, **more: Any) -> Any:
        return verb(self.item, *args, actor=self.actor, **more)


# ---- add-sign ----


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


# ---- sending back ----


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


# ---- taking back ----


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
