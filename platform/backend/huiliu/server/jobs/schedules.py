"""Turns schedules into jobs when their time has come."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from celery.schedules import crontab_parser
from django.db import connection, transaction

from huiliu.core import ports
from huiliu.server.jobs.models import Schedule

log = logging.getLogger("huiliu.jobs")

LOOK_AHEAD_DAYS = 366 * 4 + 1


@dataclass(frozen=True)
class CronLine:
    """What each part of the line names. Sunday is 0."""

    minute: frozenset[int]
    hour: frozenset[int]
    day_of_month: frozenset[int]
    month_of_year: frozenset[int]
    day_of_week: frozenset[int]


def next_after(cron: str, time_zone: str, moment: datetime) -> datetime:
    """The first time after ``moment`` that the cron line names, on the clocks of that zone."""
    line, zone = _parsed(cron), ZoneInfo(time_zone)
    local = moment.astimezone(zone)
    for ahead in range(LOOK_AHEAD_DAYS):
        day = local.date() + timedelta(days=ahead)
        if not _names_day(line, day):
            continue
        for hour in sorted(line.hour):
            for minute in sorted(line.minute):
                # An hour that the clocks skip becomes the next one; a repeated one runs once.
                found = datetime.combine(day, time(hour, minute), zone).astimezone(UTC)
                if found > moment:
                    return found
    raise ValueError(f"'{cron}' names no day within four years")


def tick(now: datetime) -> int:
    """Enqueues what is due, and tells each job since when (``due``). A second tick at once,
    anywhere, enqueues nothing twice: the job's key is the schedule and the time it was due."""
    due = Schedule.objects.filter(active=True, next_run__lte=now).values_list("pk", flat=True)
    return sum(_fire(pk, now) for pk in list(due[:100]))


def _fire(pk: int, now: datetime) -> bool:
    with transaction.atomic():
        rows = Schedule.objects.filter(pk=pk, active=True, next_run__lte=now)
        if connection.features.has_select_for_update_skip_locked:
            rows = rows.select_for_update(skip_locked=True)
        schedule = rows.first()
        if schedule is None:
            return False
        ports.jobs().enqueue(
            schedule.kind,
            {**schedule.payload, "due": schedule.next_run.isoformat()},
            workspace_id=schedule.workspace_id,
            key=f"{schedule.key}@{schedule.next_run.isoformat()}",
        )
        schedule.next_run = next_after(schedule.cron, schedule.time_zone, now)
        schedule.save(update_fields=["next_run"])
    return True


def _names_day(line: CronLine, day: date) -> bool:
    return (
        day.month in line.month_of_year
        and day.day in line.day_of_month
        and day.isoweekday() % 7 in line.day_of_week
    )


@lru_cache(maxsize=1000)
def _parsed(cron: str) -> CronLine:
    minute, hour, day, month, weekday = cron.split()
    return CronLine(
        minute=frozenset(crontab_parser(60).parse(minute)),
        hour=frozenset(crontab_parser(24).parse(hour)),
        day_of_month=frozenset(crontab_parser(31, 1).parse(day)),
        month_of_year=frozenset(crontab_parser(12, 1).parse(month)),
        day_of_week=frozenset(crontab_parser(7).parse(weekday)),
    )
