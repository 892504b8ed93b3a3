"""Waiting: until when, on whose calendar, and who rings. The clock is a stand-in."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from huiliu.core.errors import RuleRefused
from huiliu.core.working_time import WorkingTime
from tests.support.flows import ADMIN, ANN, BOB, M1, World, approval, flow, parallel, state, todo
from workflow_engine import api
from workflow_engine.models import FlowTask


def wait(node: str = "w", **period: Any) -> dict[str, Any]:
    return {"id": node, "type": "wait", **period}


def due(record: Any) -> datetime:
    return FlowTask.objects.get(process__record_id=record.id, status="SCHEDULED").scheduled


class TestUntilWhen:
    """It is Thursday, 1 October 2026, 10:00 in Shanghai (02:00 UTC)."""

    @pytest.mark.parametrize(
        ("period", "expected"),
        [
            ({"minutes": 30}, datetime(2026, 10, 1, 2, 30, tzinfo=UTC)),
            ({"days": 1, "hours": 2}, datetime(2026, 10, 2, 4, 0, tzinfo=UTC)),
            ({"hours": 10, "working": True}, datetime(2026, 10, 2, 6, 0, tzinfo=UTC)),
            ({"days": 2, "working": True}, datetime(2026, 10, 5, 2, 0, tzinfo=UTC)),
            ({"until": {"field": "day"}}, datetime(2026, 10, 10, 1, 0, tzinfo=UTC)),
            (
                {"until": {"field": "day", "days": -2, "at": "23:30"}},
                datetime(2026, 10, 8, 15, 30, tzinfo=UTC),
            ),
            ({"until": {"field": "day"}, "working": True}, datetime(2026, 10, 12, 1, tzinfo=UTC)),
        ],
    )
    def test_periods_and_dates(self, world: World, period: Any, expected: datetime) -> None:
        world.publish(flow(wait(**period)))
        assert due(world.submit(day=date(2026, 10, 10))) == expected

    def test_days_off_of_the_workspace(self, world: World) -> None:
        world.org.calendar = WorkingTime(days={date(2026, 10, 2): False, date(2026, 10, 3): True})
        world.publish(flow(wait(days=1, working=True)))
        assert due(world.submit()) == datetime(2026, 10, 3, 2, 0, tzinfo=UTC)

    @pytest.mark.parametrize("day", [None, date(2026, 9, 1)])
    def test_what_has_passed_is_not_waited_for(self, world: World, day: date | None) -> None:
        world.publish(flow(wait(until={"field": "day"}), approval("a", M1)))
        assert todo(world.submit(day=day)) == {"a": {M1}}


class TestRinging:
    def test_nothing_rings_before_its_time(self, world: World) -> None:
        world.publish(flow(wait(hours=2), approval("a", M1)))
        record = world.submit()
        assert world.later(minutes=119) == 0
        assert todo(record) == {}
        assert world.later(minutes=1) == 1
        assert todo(record) == {"a": {M1}}

    def test_a_timer_rings_once_however_often_it_is_found(self, world: World) -> None:
        world.publish(flow(wait(hours=1), approval("a", M1)))
        record = world.submit()
        world.clock.advance(hours=1)
        assert (api.timers.sweep(), api.timers.sweep()) == (1, 1)
        assert world.work() == ["flow_timer", "flow_timer"]
        assert FlowTask.objects.filter(node="a").count() == 1
        assert todo(record) == {"a": {M1}}

    def test_ways_beside_it_go_on(self, world: World) -> None:
        world.publish(flow(parallel("both", [wait(hours=1)], [approval("a", M1)])))
        record = world.submit()
        assert world.approve(record, M1) == "running"
        world.later(hours=1)
        assert state(record) == ("DONE", "approved")

    def test_a_run_that_is_over_does_not_ring(self, world: World) -> None:
        world.publish(flow(parallel("both", [wait(hours=1)], [approval("a", M1)])))
        record = world.submit()
        world.reject(record, M1)
        assert world.later(hours=1) == 0
        assert FlowTask.objects.get(node="w").status == "CANCELED"

    def test_its_initiator_may_withdraw_while_it_waits(self, world: World) -> None:
        world.publish(flow(wait(hours=1)))
        record = world.submit()
        api.flows.withdraw(record, actor=world.org.actor(ANN))
        assert world.later(hours=1) == 0
        assert world.records.decisions == [(record.id, "withdrawn")]

    def test_the_initiator_hears_how_it_ended(self, world: World) -> None:
        world.publish(flow(wait(hours=1)))
        world.submit(ANN)
        world.later(hours=1)
        assert world.notifier.kinds() == [("flow_approved", [ANN])]

    def test_where_the_record_refuses_it_waits_on_and_administrators_hear(
        self, world: World
    ) -> None:
        world.publish(flow(wait(hours=1)))
        record = world.submit(total=Decimal(1))
        words = {"zh-CN": "库存不足", "en": "Not enough"}
        world.records.refuse = RuleRefused("NEGATIVE_STOCK", words)
        world.later(hours=1)
        assert state(record) == ("NEW", "")
        assert world.notifier.kinds() == [("flow_stuck", [ADMIN])]
        world.records.refuse = None
        assert world.later(minutes=59) == 0
        assert world.later(minutes=1) == 1
        assert state(record) == ("DONE", "approved")


def test_the_box_of_the_initiator_says_what_is_waited_for(world: World) -> None:
    world.publish(flow(wait(hours=1, title={"zh-CN": "等到货"})))
    world.submit(BOB)
    assert [item.node for item in api.page("started", world.org.actor(BOB)).items] == ["w"]
