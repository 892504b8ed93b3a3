"""The working calendar: everybody reads it, administrators change it."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from huiliu.org import api as org
from huiliu.org.calendars import Calendar, Day
from huiliu.server.http.doors import actor_of
from huiliu.server.http.payload import Given

router = Router()
prefix = "/calendar"


class DayOut(Schema):
    day: date
    works: bool
    title: str


class CalendarOut(Schema):
    """``weekend``: ISO weekdays (7 is Sunday). ``days`` beat their weekday: days off, and days
    made up for (``works``)."""

    weekend: list[int]
    hours: list[tuple[str, str]]
    days: list[DayOut]


class DayIn(Given):
    day: date
    works: bool
    title: str = Field(default="", max_length=50)


class CalendarIn(Given):
    weekend: list[int] = Field(max_length=7)
    hours: list[tuple[str, str]] = Field(max_length=8)
    days: list[DayIn] = Field(default=[], max_length=2000)


@router.get("", response=CalendarOut)
def get_calendar(request: HttpRequest) -> CalendarOut:
    return _shown(org.calendars.of(actor_of(request).workspace_id))


@router.put("", response=CalendarOut)
def put_calendar(request: HttpRequest, payload: CalendarIn) -> CalendarOut:
    actor = actor_of(request)
    days = {one.day: Day(one.works, one.title) for one in payload.days}
    org.calendars.replace(actor, Calendar(payload.weekend, payload.hours, days))
    return _shown(org.calendars.of(actor.workspace_id))


def _shown(calendar: Calendar) -> CalendarOut:
    days = sorted(calendar.days.items())
    return CalendarOut(
        weekend=list(calendar.weekend),
        hours=list(calendar.hours),
        days=[DayOut(day=day, works=one.works, title=one.title) for day, one in days],
    )
