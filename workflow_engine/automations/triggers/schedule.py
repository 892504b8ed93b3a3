"""A time comes: every day, on days of the week or the month, or by a line of cron."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from celery.schedules import ParseException, crontab_parser
from pydantic import Field, StringConstraints

from huiliu.core.access import Access
from huiliu.core.actor import Actor, AppRef
from huiliu.core.forms import FieldShape, FormShape, Shapes
from huiliu.core.ports import Problem
from huiliu.core.records import Record
from workflow_engine.automations import alarms
from workflow_engine.automations.design import Design
from workflow_engine.automations.part import Part, problem
from workflow_engine.automations.trigger_type import TriggerConfig, TriggerType, trigger_types

At = Annotated[str, StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
_LABELS = {
    "date": {"zh-CN": "日期", "en": "Date"},
    "at": {"zh-CN": "时间", "en": "Time"},
}
_PARTS = ((60, 0), (24, 0), (31, 1), (12, 1), (7, 0))


class Daily(Part):
    at: At


class Weekly(Part):
    """``days``: 1 is Monday, 7 Sunday."""

    days: tuple[Annotated[int, Field(ge=1, le=7)], ...] = Field(min_length=1)
    at: At


class Monthly(Part):
    """``days``: 1 to 31 where the month has it, -1 is its last day."""

    days: tuple[Annotated[int, Field(ge=-1, le=31)], ...] = Field(min_length=1)
    at: At


class Schedule(TriggerConfig):
    """One of the four. Steps read ``date`` and ``at`` of the moment it was due. A time that passed
    while nothing ran is made up for once."""

    type: Literal["schedule"]
    time_zone: str = "Asia/Shanghai"
    daily: Daily | None = None
    weekly: Weekly | None = None
    monthly: Monthly | None = None
    cron: str | None = Field(default=None, max_length=100)


class ScheduleType(TriggerType[Schedule]):
    name = "schedule"
    words = {"zh-CN": "定时触发", "en": "At a time"}
    icon = "clock"
    config = Schedule
    samples = (
        {"type": "schedule", "daily": {"at": "06:00"}},
        {"type": "schedule", "weekly": {"days": [1, 5], "at": "08:30"}, "time_zone": "UTC"},
        {"type": "schedule", "monthly": {"days": [1, -1], "at": "23:50"}},
        {"type": "schedule", "cron": "*/10 8-20 * * 1-5"},
    )
    refused = (
        ({"type": "schedule"}, "bad_schedule"),
        ({"type": "schedule", "daily": {"at": "6:00"}}, "bad_setting"),
        ({"type": "schedule", "cron": "0 25 * * *"}, "bad_schedule"),
        ({"type": "schedule", "cron": "0 8 * *"}, "bad_schedule"),
        ({"type": "schedule", "monthly": {"days": [0], "at": "08:00"}}, "bad_schedule"),
        ({"type": "schedule", "daily": {"at": "06:00"}, "time_zone": "Mars"}, "bad_zone"),
    )

    def subject(self, trigger: Schedule, shapes: Shapes) -> FormShape:
        fields = {
            "date": FieldShape("date", "date", label=_LABELS["date"]),
            "at": FieldShape("at", "datetime", label=_LABELS["at"]),
        }
        return FormShape("", False, self.words, fields)

    def problems(self, trigger: Schedule, design: Design) -> Iterator[Problem]:
        ways = [trigger.daily, trigger.weekly, trigger.monthly, trigger.cron]
        if sum(way is not None for way in ways) != 1:
            yield problem("cron", "bad_schedule", reason="daily | weekly | monthly | cron")
        elif trigger.cron is not None and not is_cron(trigger.cron):
            yield problem("cron", "bad_schedule", reason=trigger.cron)
        if trigger.monthly is not None and 0 in trigger.monthly.days:
            yield problem("monthly.days", "bad_schedule", reason="0")
        yield from zone_problems(trigger.time_zone)

    def arm(self, trigger: Schedule, app: AppRef, key: str) -> None:
        alarms.arm(app, key, cron=cron_of(trigger), time_zone=trigger.time_zone)

    def rehearsed(self, trigger: Schedule, payload: Any, now: datetime) -> dict[str, Any]:
        return {"date": now.astimezone(ZoneInfo(trigger.time_zone)).date(), "at": now}

    def sight(self, trigger: Schedule, receiver: Actor, record: Record) -> Access:
        """What time it is is no secret."""
        return Access(receiver, "", (), everything=True)

    def strikes(self, trigger: Schedule, day: date) -> bool:
        """Whether the day is one of those meant: cron cannot say the last of a month."""
        if trigger.monthly is None:
            return True
        is_last = (day + timedelta(days=1)).day == 1
        return day.day in trigger.monthly.days or (is_last and -1 in trigger.monthly.days)


def cron_of(trigger: Schedule) -> str:
    if trigger.daily is not None:
        return f"{clock_of(trigger.daily.at)} * * *"
    if trigger.weekly is not None:
        days = ",".join(str(day % 7) for day in sorted(trigger.weekly.days))
        return f"{clock_of(trigger.weekly.at)} * * {days}"
    if trigger.monthly is not None:
        named = {*trigger.monthly.days} - {-1}
        named |= {28, 29, 30, 31} if -1 in trigger.monthly.days else set()
        return f"{clock_of(trigger.monthly.at)} {','.join(map(str, sorted(named)))} * *"
    return trigger.cron or ""


def clock_of(at: str) -> str:
    """``08:30`` → ``30 8``."""
    hour, minute = at.split(":")
    return f"{int(minute)} {int(hour)}"


def is_cron(line: str) -> bool:
    parts = line.split()
    if len(parts) != len(_PARTS):
        return False
    try:
        for part, (most, first) in zip(parts, _PARTS, strict=True):
            crontab_parser(most, first).parse(part)
    except (ParseException, ValueError):
        return False
    return True


def zone_problems(zone: str) -> Iterator[Problem]:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        yield problem("time_zone", "bad_zone", zone=zone)


trigger_types.add(ScheduleType())
