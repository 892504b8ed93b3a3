"""The working calendar of a workspace: its weekend, its hours, its days off and made-up days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from huiliu.core.actor import Actor
from huiliu.core.errors import FieldError, ValidationFailed
from huiliu.core.working_time import WorkingTime, hours_of
from huiliu.org.change import require_admin
from huiliu.org.models import CalendarDay, WorkCalendar, Workspace

WEEKEND = (6, 7)
HOURS = (("09:00", "12:00"), ("13:30", "18:00"))
MOST_DAYS = 2000


@dataclass(frozen=True)
class Day:
    works: bool
    title: str = ""


@dataclass(frozen=True)
class Calendar:
    """``weekend``: ISO weekdays. ``hours``: from and to as ``HH:MM``."""

    weekend: Sequence[int] = WEEKEND
    hours: Sequence[tuple[str, str]] = HOURS
    days: Mapping[date, Day] = field(default_factory=dict)


def of(workspace_id: int) -> Calendar:
    kept = WorkCalendar.objects.filter(workspace_id=workspace_id).first()
    if kept is None:
        return Calendar()
    rows = CalendarDay.objects.filter(workspace_id=workspace_id).order_by("day")
    days = {row.day: Day(row.works, row.title) for row in rows}
    hours = [(str(begin), str(end)) for begin, end in kept.hours]
    return Calendar([int(one) for one in kept.weekend], hours, days)


def working_time(workspace_id: int) -> WorkingTime:
    calendar = of(workspace_id)
    zone = Workspace.objects.values_list("time_zone", flat=True).get(pk=workspace_id)
    return WorkingTime(
        zone,
        frozenset(calendar.weekend),
        hours_of(calendar.hours),
        {day: one.works for day, one in calendar.days.items()},
    )


def replace(actor: Actor, calendar: Calendar) -> None:
    """The whole calendar at once, by an administrator."""
    require_admin(actor)
    _require_sense(calendar)
    with transaction.atomic():
        WorkCalendar.objects.update_or_create(
            workspace_id=actor.workspace_id,
            defaults={
                "weekend": sorted(set(calendar.weekend)),
                "hours": [list(stretch) for stretch in calendar.hours],
            },
        )
        CalendarDay.objects.filter(workspace_id=actor.workspace_id).delete()
        CalendarDay.objects.bulk_create(
            CalendarDay(workspace_id=actor.workspace_id, day=day, works=one.works, title=one.title)
            for day, one in calendar.days.items()
        )


def _require_sense(calendar: Calendar) -> None:
    wrong: dict[str, list[FieldError]] = {}
    if not set(calendar.weekend) < set(range(1, 8)):
        wrong["weekend"] = [FieldError("bad_value")]
    try:
        hours_of(calendar.hours)
    except ValueError:
        wrong["hours"] = [FieldError("bad_value")]
    if len(calendar.days) > MOST_DAYS:
        wrong["days"] = [FieldError("bad_value")]
    if wrong:
        raise ValidationFailed(fields=wrong)
