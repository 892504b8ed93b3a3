"""When a time has come: a period from now, a date of the record or a moment; on working time if
wanted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import AwareDatetime, Field

from huiliu.core import ports
from huiliu.core.ports import Problem
from workflow_engine.form_paths import FormPaths
from workflow_engine.node_type import Part
from workflow_engine.run import Run

DATE_FIELDS = ("date", "datetime")


class Until(Part):
    """A date of the record (then ``at`` that time of day) or a moment, moved by ``days``."""

    field: str = Field(min_length=1, max_length=200)
    days: int = Field(default=0, ge=-3660, le=3660)
    at: str = Field(default="09:00", pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")


class Period(Part):
    """One of: a length of time, ``until``, ``moment``. ``working``: days and hours of the
    workspace's working calendar; a date that is free moves to the next working day. To be inherited
    by what has a time."""

    days: int = Field(default=0, ge=0, le=3660)
    hours: int = Field(default=0, ge=0, le=10_000)
    minutes: int = Field(default=0, ge=0, le=100_000)
    until: Until | None = None
    moment: AwareDatetime | None = None
    """A moment that is the same for every record."""
    working: bool = False


def due(period: Period, run: Run) -> datetime:
    """In UTC. An empty date has passed already: it is now."""
    if period.until is not None:
        return _at_field(period.until, run, working=period.working) or run.now
    if period.moment is not None:
        return _moved(period.moment.astimezone(UTC), run, working=period.working)
    if not period.working:
        length = timedelta(days=period.days, hours=period.hours, minutes=period.minutes)
        return run.now + length
    calendar = ports.org().working_time(run.app.workspace_id)
    hours = period.hours + period.minutes / 60
    return calendar.after(run.now, days=period.days, hours=hours)


def problems(period: Period, form: FormPaths) -> Iterator[Problem]:
    """Pointers relative to where the period's settings are."""
    has_length = bool(period.days or period.hours or period.minutes)
    if has_length + (period.until is not None) + (period.moment is not None) != 1:
        named = "until" if period.until else "moment" if period.moment else "days"
        yield Problem(named, "no_time", _NO_TIME)
    if period.until is not None:
        path = period.until.field
        field = form.find(path)
        if field is None or field.type not in DATE_FIELDS or ("." in path and _in_rows(path, form)):
            yield Problem("until.field", "not_a_date_field", _NOT_A_DATE, {"field": path})


def _in_rows(path: str, form: FormPaths) -> bool:
    """A column of a subform has many dates: which one would be meant?"""
    outer = form.find(path.split(".", 1)[0])
    return outer is not None and outer.type == "subform"


def _at_field(until: Until, run: Run, *, working: bool) -> datetime | None:
    moment = _moment(until, run.reader([until.field])(until.field), run.initiator.time_zone)
    return None if moment is None else _moved(moment, run, working=working)


def _moved(moment: datetime, run: Run, *, working: bool) -> datetime:
    """To the next working day, if it must be one."""
    return ports.org().working_time(run.app.workspace_id).moved(moment) if working else moment


def _moment(until: Until, value: Any, time_zone: str) -> datetime | None:
    if isinstance(value, datetime):
        return value + timedelta(days=until.days)
    if not isinstance(value, date):
        return None
    at = datetime.combine(
        value + timedelta(days=until.days), time.fromisoformat(until.at), ZoneInfo(time_zone)
    )
    return at.astimezone(UTC)


_NO_TIME = {
    "zh-CN": "请设置时长、日期字段或固定时间（三选一）",
    "en": "Say a length of time, a date field or a moment, one of them",
}
_NOT_A_DATE = {"zh-CN": "“{field}”不是日期字段", "en": '"{field}" is not a date field'}
