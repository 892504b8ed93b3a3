"""A date of a record comes near, is here, or has passed: 到期提醒."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal

from pydantic import Field

from huiliu.core.actor import AppRef
from huiliu.core.conditions import Condition, Term
from huiliu.core.ports import Problem
from workflow_engine.automations import alarms
from workflow_engine.automations.design import Design
from workflow_engine.automations.part import problem
from workflow_engine.automations.trigger_type import FormTrigger, TriggerType, trigger_types
from workflow_engine.automations.triggers.schedule import At, clock_of, zone_problems


class RecordDate(FormTrigger):
    """On the date ``field`` moved by ``days`` (-1: the day before), ``at`` that time. ``daily``:
    again every day after it, as long as ``when`` holds."""

    type: Literal["record_date"]
    field: str = Field(min_length=1, max_length=200)
    days: int = Field(default=0, ge=-3660, le=3660)
    at: At = "09:00"
    time_zone: str = "Asia/Shanghai"
    repeat: Literal["once", "daily"] = "once"


class RecordDateType(TriggerType[RecordDate]):
    name = "record_date"
    words = {"zh-CN": "到达数据中的日期时", "en": "By a date of a record"}
    icon = "calendar"
    config = RecordDate
    samples = (
        {"type": "record_date", "form": "order", "field": "day", "days": -1, "at": "08:00"},
        {"type": "record_date", "form": "order", "field": "day", "days": 3, "repeat": "daily"},
    )
    refused = (
        ({"type": "record_date", "form": "order", "field": "note"}, "not_a_date_field"),
        ({"type": "record_date", "form": "order", "field": "day", "at": "24:00"}, "bad_setting"),
        ({"type": "record_date", "form": "order", "field": "day", "time_zone": "x"}, "bad_zone"),
        ({"type": "record_date", "form": "nowhere", "field": "day"}, "no_such_form"),
    )

    def problems(self, trigger: RecordDate, design: Design) -> Iterator[Problem]:
        field = design.form.fields.get(trigger.field)
        if field is None or field.type not in ("date", "datetime") or field.subform:
            yield problem("field", "not_a_date_field", path=trigger.field)
        yield from zone_problems(trigger.time_zone)

    def arm(self, trigger: RecordDate, app: AppRef, key: str) -> None:
        alarms.arm(app, key, cron=f"{clock_of(trigger.at)} * * *", time_zone=trigger.time_zone)

    def conditions(
        self, trigger: RecordDate, first: date, last: date
    ) -> Iterator[tuple[Condition, date]]:
        """Whose turn it is on each of the days from ``first`` to ``last``. What repeats daily is
        not made up for: it is said again today anyway."""
        if trigger.repeat == "daily":
            yield self._where(trigger, "lte", last), last
            return
        for ahead in range((last - first).days + 1):
            day = first + timedelta(days=ahead)
            yield self._where(trigger, "eq", day), day

    def _where(self, trigger: RecordDate, op: Literal["eq", "lte"], day: date) -> Condition:
        wanted = day - timedelta(days=trigger.days)
        return Condition(cond=(Term(field=trigger.field, op=op, value=wanted.isoformat()),))


trigger_types.add(RecordDateType())
