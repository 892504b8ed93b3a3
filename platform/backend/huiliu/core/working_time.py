"""When people work: hours of the week, days off and days made up for. Pure.

Waiting and time-outs count with it: "four working hours" pressed on Friday at 17:00 is Monday at
noon. Moments go in and come out aware, in UTC; days and hours are those of the workspace's zone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

Hours = tuple[time, time]
"""From and to, of one day."""

NINE_TO_SIX: tuple[Hours, ...] = ((time(9), time(12)), (time(13, 30), time(18)))
LONGEST_DAYS = 3660


class NeverWorking(ValueError):
    """No working time within ten years: the calendar has no working days."""


@dataclass(frozen=True)
class WorkingTime:
    """``weekend``: ISO weekdays that are free (6, 7). ``days``: what single days are, whatever
    their weekday: True a working day (made up for), False a day off (holiday)."""

    zone: str = "Asia/Shanghai"
    weekend: frozenset[int] = frozenset({6, 7})
    hours: tuple[Hours, ...] = NINE_TO_SIX
    days: Mapping[date, bool] = field(default_factory=dict)

    def is_working_day(self, day: date) -> bool:
        given = self.days.get(day)
        return day.isoweekday() not in self.weekend if given is None else given

    def is_working(self, moment: datetime) -> bool:
        local = moment.astimezone(ZoneInfo(self.zone))
        hours = self.hours if self.is_working_day(local.date()) else ()
        return any(begin <= local.time() < end for begin, end in hours)

    def working_day_from(self, day: date) -> date:
        """The day itself, or the next working day after it."""
        return next(self._working_days(day))

    def after(self, moment: datetime, *, days: int = 0, hours: float = 0) -> datetime:
        """``days`` working days later at the same time of day, then ``hours`` of working time.
        A free day counts as the evening before the next working day."""
        local = moment.astimezone(ZoneInfo(self.zone))
        if days:
            local = self._days_later(local, days)
        return self._hours_later(local, timedelta(hours=hours)) if hours else local.astimezone(UTC)

    def moved(self, moment: datetime) -> datetime:
        """The moment itself, or the same time of day on the next working day."""
        local = moment.astimezone(ZoneInfo(self.zone))
        day = self.working_day_from(local.date())
        return local.replace(year=day.year, month=day.month, day=day.day).astimezone(UTC)

    def _days_later(self, local: datetime, days: int) -> datetime:
        following = self._working_days(local.date() + timedelta(days=1))
        for _ in range(days):
            day = next(following)
        return local.replace(year=day.year, month=day.month, day=day.day)

    def _hours_later(self, local: datetime, left: timedelta) -> datetime:
        for begin, end in self._stretches(local.date()):
            begins = max(begin, local.astimezone(UTC))
            if begins >= end:
                continue
            if begins + left <= end:
                return begins + left
            left -= end - begins
        raise NeverWorking("no working time in ten years")

    def _stretches(self, first: date) -> Iterator[tuple[datetime, datetime]]:
        """Working stretches from the day on, in UTC: clocks may be put back in one."""
        zone = ZoneInfo(self.zone)
        if not self.hours:
            raise NeverWorking("the calendar has no working hours")
        for day in self._working_days(first):
            for begin, end in self.hours:
                yield (
                    datetime.combine(day, begin, zone).astimezone(UTC),
                    datetime.combine(day, end, zone).astimezone(UTC),
                )

    def _working_days(self, first: date) -> Iterator[date]:
        for ahead in range(LONGEST_DAYS):
            day = first + timedelta(days=ahead)
            if self.is_working_day(day):
                yield day
        raise NeverWorking("no working day in ten years")


def hours_of(texts: Sequence[tuple[str, str]]) -> tuple[Hours, ...]:
    """``(("09:00", "12:00"), …)``; ValueError unless they follow each other within a day."""
    hours = tuple((time.fromisoformat(begin), time.fromisoformat(end)) for begin, end in texts)
    edges = [edge for stretch in hours for edge in stretch]
    if not hours or edges != sorted(set(edges)):
        raise ValueError("working hours must follow each other within one day")
    return hours
