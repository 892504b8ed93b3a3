"""Several ways at once, ways again and again, and the people on them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.support.flows import (
    ANN,
    BOB,
    D1,
    F1,
    M1,
    M2,
    World,
    approval,
    flow,
    handle,
    inclusive,
    over,
    parallel,
    state,
    todo,
)
from workflow_engine import api
from workflow_engine.errors import TooManyRounds, WrongAnswer
from workflow_engine.models import CarbonCopy, FlowTask, WorkItem

OUT = {"id": "out", "type": "end", "outcome": "rejected"}


def copy_to(node: str, *members: int) -> dict[str, Any]:
    return {**approval(node, *members), "type": "cc"}


class TestParallel:
    def test_everybody_is_asked_at_once_and_the_flow_waits_for_all(self, world: World) -> None:
        both = parallel("both", [approval("a", M1), approval("b", M2)], [approval("c", D1)])
        world.publish(flow(both, approval("last", F1)))
        record = world.submit()
        assert todo(record) == {"a": {M1}, "c": {D1}}
        world.approve(record, D1)
        assert todo(record) == {"a": {M1}}
        world.approve(record, M1)
        assert todo(record) == {"b": {M2}}
        world.approve(record, M2)
        assert todo(record) == {"last": {F1}}
        assert world.approve(record, F1) == "approved"

    def test_a_fork_in_a_fork_meets_where_it_was_forked(self, world: World) -> None:
        inner = parallel("inner", [approval("a", M1)], [approval("b", M2)])
        world.publish(flow(parallel("outer", [inner, approval("c", D1)], [approval("d", F1)])))
        record = world.submit()
        world.approve(record, F1, M1)
        assert todo(record) == {"b": {M2}}
        world.approve(record, M2)
        assert todo(record) == {"c": {D1}}
        assert world.approve(record, D1) == "approved"

    def test_one_rejection_ends_every_way(self, world: World) -> None:
        world.publish(flow(parallel("both", [approval("a", M1)], [approval("b", M2)])))
        record = world.submit()
        assert world.reject(record, M1) == "rejected"
        assert (todo(record), state(record)) == ({}, ("DONE", "rejected"))
        assert WorkItem.objects.get(member_id=M2).state == "canceled"
        assert world.records.decisions == [(record.id, "rejected")]

    def test_ways_without_people_are_passed_at_once(self, world: World) -> None:
        world.publish(flow(parallel("both", [], [copy_to("tell", BOB)]), approval("last", F1)))
        assert todo(world.submit()) == {"last": {F1}}

    def test_an_end_as_rejected_beside_ways_that_have_not_begun(self, world: World) -> None:
        """What was drawn after it is not asked, not even told."""
        world.publish(flow(parallel("both", [OUT], [copy_to("tell", BOB)], [approval("a", M1)])))
        record = world.submit()
        assert (todo(record), state(record)) == ({}, ("DONE", "rejected"))
        assert not CarbonCopy.objects.filter(member_id=BOB).exists()
        open_tasks = FlowTask.objects.exclude(status__in=("DONE", "CANCELED"))
        assert not open_tasks.filter(process__record_id=record.id).exists()

    def test_the_way_drawn_first_asks_first(self, world: World) -> None:
        """Who has said yes before is known in drawing order, whatever the numbers of the rows."""
        ways = [[approval(f"w{n}", ANN), approval(f"x{n}", M1)] for n in range(9)]
        world.publish(flow(parallel("many", *ways), same_as_initiator="pass"))
        record = world.submit()
        numbers = WorkItem.objects.filter(process__record_id=record.id).order_by("id")
        nodes = list(numbers.values_list("node", flat=True))
        assert nodes == [f"{letter}{n}" for n in range(9) for letter in "wx"]


class TestInclusive:
    def test_every_way_whose_condition_holds(self, world: World) -> None:
        large = over("total", 100, approval("boss", M1), id="large")
        many = over("qty", 5, approval("store", M2), id="many")
        node = inclusive("need", large, many, rest=[approval("clerk", BOB)])
        world.publish(flow(node, approval("last", F1)))
        assert todo(world.submit(total=Decimal(200), qty=Decimal(1))) == {"boss": {M1}}
        assert todo(world.submit(total=Decimal(2), qty=Decimal(1))) == {"clerk": {BOB}}
        record = world.submit(total=Decimal(200), qty=Decimal(9))
        assert todo(record) == {"boss": {M1}, "store": {M2}}
        world.approve(record, M1)
        assert todo(record) == {"store": {M2}}
        world.approve(record, M2)
        assert todo(record) == {"last": {F1}}

    def test_the_ways_taken_are_kept(self, world: World) -> None:
        large = over("total", 100, approval("boss", M1), id="large")
        world.publish(flow(inclusive("need", large)))
        record = world.submit(total=Decimal(200))
        fork = FlowTask.objects.get(process__record_id=record.id, node="need")
        assert fork.data == {"taken": ["large"]}


class TestRepeat:
    UNTIL = {"cond": [{"field": "qty", "op": "gt", "value": "5"}]}

    def test_until_a_condition_is_true(self, world: World) -> None:
        count = handle("count", BOB, fields={"qty": "edit"})
        node = {"id": "r", "type": "repeat", "nodes": [count], "until": self.UNTIL}
        world.publish(flow(node))
        record = world.submit(qty=Decimal(0))
        assert world.handle(record, BOB, qty=Decimal(3)) == "running"
        assert world.handle(record, BOB, qty=Decimal(7)) == "approved"

    @pytest.mark.parametrize(("times", "qty"), [(3, Decimal(0)), ({"field": "qty"}, Decimal(3))])
    def test_a_number_of_times(self, world: World, times: Any, qty: Decimal) -> None:
        node = {"id": "r", "type": "repeat", "nodes": [approval("a", M1)], "times": times}
        world.publish(flow(node))
        record = world.submit(qty=qty)
        assert [world.approve(record, M1) for _ in range(3)] == ["running", "running", "approved"]

    def test_no_round_at_all(self, world: World) -> None:
        node = {
            "id": "r", "type": "repeat", "nodes": [approval("a", M1)], "times": {"field": "qty"}
        }  # fmt: skip
        world.publish(flow(node))
        assert state(world.submit(qty=Decimal(0))) == ("DONE", "approved")

    def test_a_repetition_inside_a_repetition_counts_anew(self, world: World) -> None:
        inner = {"id": "i", "type": "repeat", "nodes": [approval("a", M1)], "times": 2}
        outer = {"id": "o", "type": "repeat", "nodes": [inner, approval("b", M2)], "times": 2}
        world.publish(flow(outer))
        record = world.submit()
        world.approve(record, M1, M1, M2, M1, M1)
        assert world.approve(record, M2) == "approved"

    def back(self, world: World, record: Any, member: int, to: str) -> None:
        api.send_back(world.item(record, member), actor=world.org.actor(member), to=to)

    def test_a_return_inside_a_round_does_not_begin_another(self, world: World) -> None:
        inside = [approval("a", M1), approval("b", M2)]
        world.publish(flow({"id": "r", "type": "repeat", "nodes": inside, "times": 2}))
        record = world.submit()
        world.approve(record, M1, M2, M1)
        self.back(world, record, M2, "a")
        assert todo(record) == {"a": {M1}}
        assert [world.approve(record, M1), world.approve(record, M2)] == ["running", "approved"]

    def test_a_return_into_the_rounds_from_behind_goes_through_the_last_one(
        self, world: World
    ) -> None:
        inside = [approval("a", M1)]
        world.publish(
            flow({"id": "r", "type": "repeat", "nodes": inside, "times": 2}, approval("c", M2))
        )
        record = world.submit()
        world.approve(record, M1, M1)
        self.back(world, record, M2, "a")
        assert todo(record) == {"a": {M1}}
        world.approve(record, M1)
        assert todo(record) == {"c": {M2}}

    def test_a_return_to_before_the_rounds_counts_them_anew(self, world: World) -> None:
        inside = [approval("a", M1)]
        world.publish(
            flow(approval("s", BOB), {"id": "r", "type": "repeat", "nodes": inside, "times": 2})
        )
        record = world.submit()
        world.approve(record, BOB, M1)
        self.back(world, record, M1, "s")
        world.approve(record, BOB)
        assert [world.approve(record, M1) for _ in range(2)] == ["running", "approved"]

    def test_without_an_end_it_is_refused_and_nothing_happened(self, world: World) -> None:
        node = {
            "id": "r", "type": "repeat", "nodes": [copy_to("tell", BOB)],
            "until": self.UNTIL, "limit": 4,
        }  # fmt: skip
        world.publish(flow(approval("a", M1), node))
        record = world.submit(qty=Decimal(0))
        with pytest.raises(TooManyRounds, match="4"):
            world.approve(record, M1)
        assert todo(record) == {"a": {M1}}
        assert not CarbonCopy.objects.exists()


class TestHandle:
    def test_people_fill_in_and_hand_on(self, world: World) -> None:
        world.publish(flow(handle("count", BOB, fields={"qty": "edit"}), approval("a", M1)))
        record = world.submit(qty=Decimal(1))
        assert world.handle(record, BOB, qty=Decimal(8)) == "running"
        assert world.records.kept[record.id].values["qty"] == Decimal(8)
        assert todo(record) == {"a": {M1}}
        assert WorkItem.objects.get(member_id=BOB).state == "handled"

    @pytest.mark.parametrize("wrong", [api.approve, api.reject])
    def test_nobody_votes_there(self, world: World, wrong: Any) -> None:
        world.publish(flow(handle("count", BOB)))
        record = world.submit()
        with pytest.raises(WrongAnswer):
            wrong(world.item(record, BOB), actor=world.org.actor(BOB))
        assert todo(record) == {"count": {BOB}}

    def test_an_approval_is_not_handled(self, world: World) -> None:
        world.publish(flow(approval("a", M1)))
        record = world.submit()
        with pytest.raises(WrongAnswer):
            world.handle(record, M1)
        assert todo(record) == {"a": {M1}}

    def test_settings_answer_votes_but_fill_in_nothing(self, world: World) -> None:
        settings = {"same_as_initiator": "pass", "duplicate_approver": "pass"}
        world.publish(flow(approval("a", M1), handle("h", ANN, M1), **settings))
        record = world.submit(ANN)
        world.approve(record, M1)
        assert todo(record) == {"h": {ANN, M1}}

    def test_the_task_says_what_can_be_done(self, world: World) -> None:
        world.publish(flow(handle("count", BOB)))
        item = world.item(world.submit(), BOB)
        assert api.open_task(f"w{item}", world.org.actor(BOB)).actions[0] == "handle"


def test_a_drawn_end_rejects_without_asking(world: World) -> None:
    small = over("total", 100, OUT, id="large")
    world.publish(flow({"id": "b", "type": "branch", "branches": [small, {"id": "else"}]}))
    record = world.submit(total=Decimal(200))
    assert state(record) == ("DONE", "rejected")
    assert world.records.decisions == [(record.id, "rejected")]


class TestWhen:
    def test_a_document_that_needs_no_approval_starts_no_flow(self, world: World) -> None:
        large = {"cond": [{"field": "total", "op": "gt", "value": "5"}]}
        world.publish({**flow(approval("a", M1)), "when": large})
        small = world.submit(total=Decimal(5))
        assert world.resubmit(small) is False
        assert not FlowTask.objects.exists()
        record = world.submit(total=Decimal(6))
        assert todo(record) == {"a": {M1}}
