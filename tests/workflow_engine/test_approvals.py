"""The life of an approval: who is asked, what a vote does, where a document goes."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from huiliu.core.errors import NotFound, RuleRefused, StateConflict, ValidationFailed
from huiliu.core.records import Record
from tests.support.flows import (
    ADMIN,
    ANN,
    BOB,
    CFO,
    D1,
    D2,
    D3,
    F1,
    K1,
    K2,
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
    AlreadyHandled,
    BadTransfer,
    NoApprover,
    NotWithdrawable,
    NotYours,
    TooLateToWithdraw,
)
from workflow_engine.models import CarbonCopy, Process, WorkItem


def expense(limit: int = 5000, manager: str = "manager", **settings: Any) -> dict[str, Any]:
    """Manager → over the limit: all three directors → finance."""
    directors = approval("directors", D1, D2, D3, mode="all")
    return flow(
        approval(manager, M1, M2),
        branch("amount", over("total", limit, directors)),
        approval("finance", F1),
        **settings,
    )


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


@pytest.mark.parametrize(
    ("op", "value", "taken"),
    [
        ("eq", "store-5", True),
        ("eq", "store-6", False),
        ("eq", "store-99", False),
        ("ne", "store-6", True),
        ("in", ["store-6", "store-5"], True),
        ("in", ["store-6"], False),
        ("not_empty", None, True),
    ],
)
def test_a_branch_can_ask_for_a_certain_record(
    world: World, op: str, value: Any, taken: bool
) -> None:
    world.records.others = {"store": {5: {}, 6: {}}}
    here = {"cond": [{"field": "store", "op": op, "value": value}]}
    way = {"id": "here", "when": here, "nodes": [approval("a", M1)]}
    world.publish(flow(branch("by", way, rest=[approval("b", M2)])))
    assert todo(world.submit(store=5)) == ({"a": {M1}} if taken else {"b": {M2}})


def test_a_branch_can_ask_who_submitted(world: World) -> None:
    own = {"cond": [{"field": "owner", "op": "eq", "value": {"current": "member"}}]}
    way = {"id": "own", "when": own, "nodes": [approval("a", M1)]}
    world.publish(flow(approval("first", M2), branch("by", way, rest=[approval("b", F1)])))
    record = world.submit(ANN, owner=ANN)
    world.approve(record, M2)
    assert todo(record) == {"a": {M1}}


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


# Who is asked


@pytest.mark.parametrize(
    ("assignees", "expected"),
    [
        ({"members": ["m2", "m1"]}, [M2, M1]),
        ({"roles": ["directors"]}, [D1, D2]),
        ({"departments": ["shop"]}, [ANN]),
        ({"initiator": True}, [ANN]),
        ({"heads": 1}, [M1]),
        ({"heads": 2}, [CFO]),
        ({"fields": ["owner"]}, [K1]),
        ({"fields": ["lines.buyer"]}, [K1, K2]),
        ({"fields": ["store.manager"]}, [M2]),
        ({"members": ["m1"], "roles": ["directors"], "fields": ["owner"]}, [M1, D1, D2, K1]),
        ({"members": ["m1"], "heads": 1}, [M1]),
        ({"roles": ["nobody"]}, [ADMIN]),
        ({"heads": 3}, [ADMIN]),
    ],
)
def test_assignees(world: World, assignees: dict[str, Any], expected: list[int]) -> None:
    world.org.roles = {"directors": [D1, D2]}
    world.publish(flow({"id": "a", "type": "approval", "assignees": assignees, "mode": "all"}))
    world.records.others = {"store": {5: {"manager": M2}}}
    world.submit(owner=K1, store=5, lines=[{"buyer": K1}, {"buyer": K2}, {"buyer": None}])
    assert (
        list(WorkItem.objects.order_by("position").values_list("member_id", flat=True)) == expected
    )


def test_somebody_who_left_is_not_asked(world: World) -> None:
    world.org.gone = {M1}
    world.publish(flow(approval("a", M1, M2, mode="all")))
    assert todo(world.submit()) == {"a": {M2}}


@pytest.mark.parametrize(
    ("empty", "asked"),
    [("admin", {"a": {ADMIN}}), ({"members": ["k1"]}, {"a": {K1}}), ("pass", {"b": {M1}})],
)
def test_nobody_to_ask(world: World, empty: Any, asked: dict[str, set[int]]) -> None:
    nobody = {"roles": ["nobody"]}
    world.publish(
        flow(
            {"id": "a", "type": "approval", "assignees": nobody, "empty": empty},
            approval("b", M1),
        )
    )
    assert todo(world.submit()) == asked


def test_nobody_to_ask_can_stop_the_submission(world: World) -> None:
    world.publish(
        flow({"id": "a", "type": "approval", "assignees": {"roles": ["x"]}, "empty": "stop"})
    )
    with pytest.raises(NoApprover):
        world.submit()
    assert not Process.objects.exists()


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


# What an approver may fill in


RIGHTS = {"*": "view", "remark": "edit", "lines.price": "edit", "total": "hidden"}


def test_an_approver_fills_in_what_the_node_lets_them(world: World) -> None:
    world.publish(flow(approval("a", M1, fields=RIGHTS)))
    record = world.submit()
    given = {"remark": "同意", "lines": [{"$row": "1", "price": "5"}]}
    api.approve(world.item(record, M1), actor=world.org.actor(M1), values=given)
    assert world.records.changes == [(record.id, given)]
    assert state(record) == ("DONE", "approved")


@pytest.mark.parametrize(
    ("values", "refused"),
    [
        ({"no": "X"}, {"no"}),
        ({"total": "1", "remark": "x"}, {"total"}),
        ({"lines": [{"buyer": "3"}]}, {"lines.buyer"}),
        ({"lines": []}, {"lines"}),
        ({"gone": "1"}, {"gone"}),
    ],
)
def test_an_approver_changes_nothing_else(
    world: World, values: dict[str, Any], refused: set[str]
) -> None:
    world.publish(flow(approval("a", M1, fields=RIGHTS)))
    record = world.submit()
    with pytest.raises(ValidationFailed) as error:
        api.approve(world.item(record, M1), actor=world.org.actor(M1), values=values)
    assert set(error.value.fields) == refused
    assert world.records.changes == []
    assert todo(record) == {"a": {M1}}


def test_what_an_approver_filled_in_decides_the_branch(world: World) -> None:
    world.publish(
        flow(
            approval("a", M1, fields={"total": "edit"}),
            branch("by", over("total", 10, approval("boss", CFO))),
        )
    )
    record = world.submit(total=Decimal(1))
    item = world.item(record, M1)
    api.approve(item, actor=world.org.actor(M1), values={"total": Decimal(11)})
    assert todo(record) == {"boss": {CFO}}


def test_a_new_title_is_shown_in_the_boxes(world: World) -> None:
    world.publish(flow(approval("a", M1, fields={"no": "edit"}), approval("b", M2)))
    record = world.submit()
    api.approve(world.item(record, M1), actor=world.org.actor(M1), values={"no": "新编号"})
    assert [item.title for item in api.page("todo", world.org.actor(M2)).items] == ["新编号"]


# Transfer and withdraw


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


# Copies, events, messages


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
