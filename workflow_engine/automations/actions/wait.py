"""Waits a while, or until a moment of the record. What follows is a transaction of its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo

from pydantic import Field

from huiliu.core import ports
from huiliu.core.ports import Problem
from workflow_engine.automations.action_type import ActionType, Saw, StepConfig, action_types
from workflow_engine.automations.design import Design
from workflow_engine.automations.part import Part, problem
from workflow_engine.automations.work import Work


class Until(Part):
    """A date (then ``at`` that time of day) or a moment of the record, moved by ``days``."""

    field: str = Field(min_length=1, max_length=200)
    days: int = Field(default=0, ge=-3660, le=3660)
    at: str = Field(default="09:00", pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")


class Wait(StepConfig):
    """Either a length of time or ``until``; what has passed already is waited for no longer.
    Un-approval of what set the automation off calls the waiting off."""

    type: Literal["wait"]
    days: int = Field(default=0, ge=0, le=3660)
    hours: int = Field(default=0, ge=0, le=10_000)
    minutes: int = Field(default=0, ge=0, le=10_000)
    until: Until | None = None


class WaitType(ActionType[Wait]):
    name = "wait"
    words = {"zh-CN": "等待", "en": "Wait"}
    told = {"zh-CN": "等到 {until}", "en": "Waited until {until}"}
    icon = "clock"
    config = Wait
    in_transaction = False
    samples = (
        {"id": "s1", "type": "wait", "days": 3},
        {"id": "s1", "type": "wait", "until": {"field": "day", "days": -1, "at": "08:30"}},
    )
    refused = (
        ({"id": "s1", "type": "wait"}, "no_time"),
        ({"id": "s1", "type": "wait", "until": {"field": "note"}}, "not_a_date_field"),
        ({"id": "s1", "type": "wait", "until": {"field": "day", "at": "25:00"}}, "bad_setting"),
    )

    def pauses(self, step: Wait) -> bool:
        return True

    def reads(self, step: Wait) -> frozenset[str]:
        return frozenset({step.until.field}) if step.until else frozenset()

    def problems(self, step: Wait, design: Design) -> Iterator[Problem]:
        length = step.days or step.hours or step.minutes
        if bool(length) == (step.until is not None):
            yield problem("until", "no_time")
        if step.until is not None:
            field = design.find(step.until.field)
            if field is None or field.type not in ("date", "datetime"):
                yield problem("until.field", "not_a_date_field", path=step.until.field)

    def due(self, step: Wait, work: Work) -> datetime:
        now = ports.clock().now()
        if step.until is None:
            return now + timedelta(days=step.days, hours=step.hours, minutes=step.minutes)
        return max(now, _moment(step.until, work.get(step.until.field), work) or now)

    def do(self, step: Wait, work: Work) -> Saw:
        zone = ZoneInfo(work.actor.time_zone)
        return {"until": f"{ports.clock().now().astimezone(zone):%Y-%m-%d %H:%M}"}

    def foresee(self, step: Wait, work: Work) -> Saw:
        zone = ZoneInfo(work.actor.time_zone)
        return {"until": f"{self.due(step, work).astimezone(zone):%Y-%m-%d %H:%M}"}


def _moment(until: Until, value: Any, work: Work) -> datetime | None:
    if isinstance(value, datetime):
        return value + timedelta(days=until.days)
    if not isinstance(value, date):
        return None
    hour, minute = map(int, until.at.split(":"))
    day = value + timedelta(days=until.days)
    return datetime.combine(day, time(hour, minute), ZoneInfo(work.actor.time_zone))


action_types.add(WaitType())
