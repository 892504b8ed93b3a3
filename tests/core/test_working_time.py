"""Working days and hours: weekends, holidays, days made up for, clocks that are put back."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from huiliu.core.working_time import NeverWorking, WorkingTime, hours_of

SHANGHAI = ZoneInfo("Asia/Shanghai")
NATIONAL_DAY = {date(2026, 10, d): False for d in range(1, 8)} | {date(2026, 10, 10): True}


def at(text: str, zone: ZoneInfo = SHANGHAI) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


def told(moment: datetime, zone: ZoneInfo = SHANGHAI) -> str:
    assert moment.tzinfo is UTC
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 9, 30), True),
        (date(2026, 10, 1), False),
        (date(2026, 10, 8), True),
        (date(2026, 10, 10), True),
        (date(2026, 10, 11), False),
    ],
)
def test_a_single_day_beats_its_weekday(day: date, works: bool) -> None:
    assert WorkingTime(days=NATIONAL_DAY).is_working_day(day) is works


@pytest.mark.parametrize(
    ("since", "hours", "until"),
    [
        ("2026-09-07 10:00", 1, "2026-09-07 11:00"),
        ("2026-09-07 11:00", 2, "2026-09-07 14:30"),
        ("2026-09-07 12:30", 1, "2026-09-07 14:30"),
        ("2026-09-04 17:00", 4, "2026-09-07 12:00"),
        ("2026-09-05 03:00", 1, "2026-09-07 10:00"),
        ("2026-09-07 09:00", 7.5, "2026-09-07 18:00"),
        ("2026-09-07 09:00", 7.75, "2026-09-08 09:15"),
        ("2026-09-30 17:30", 1, "2026-10-08 09:30"),
    ],
)
def test_working_hours_later(since: str, hours: float, until: str) -> None:
    assert told(WorkingTime(days=NATIONAL_DAY).after(at(since), hours=hours)) == until


@pytest.mark.parametrize(
    ("since", "days", "until"),
    [
        ("2026-09-04 17:00", 1, "2026-09-07 17:00"),
        ("2026-09-05 11:00", 1, "2026-09-07 11:00"),
        ("2026-09-07 10:00", 5, "2026-09-14 10:00"),
        ("2026-09-30 10:00", 3, "2026-10-10 10:00"),
    ],
)
def test_working_days_later_at_the_same_time(since: str, days: int, until: str) -> None:
    assert told(WorkingTime(days=NATIONAL_DAY).after(at(since), days=days)) == until


def test_days_come_before_hours() -> None:
    assert told(WorkingTime().after(at("2026-09-04 17:00"), days=1, hours=2)) == "2026-09-08 10:00"


def test_no_time_later_is_the_moment_itself() -> None:
    assert told(WorkingTime().after(at("2026-09-05 03:00"))) == "2026-09-05 03:00"


def test_a_free_day_moves_to_the_next_working_day() -> None:
    calendar = WorkingTime(days=NATIONAL_DAY)
    assert told(calendar.moved(at("2026-10-03 08:30"))) == "2026-10-08 08:30"
    assert told(calendar.moved(at("2026-10-10 08:30"))) == "2026-10-10 08:30"


@pytest.mark.parametrize(
    ("moment", "works"),
    [
        ("2026-09-07 08:59", False),
        ("2026-09-07 09:00", True),
        ("2026-09-07 12:00", False),
        ("2026-09-07 17:59", True),
        ("2026-09-06 10:00", False),
    ],
)
def test_within_working_hours(moment: str, works: bool) -> None:
    assert WorkingTime().is_working(at(moment)) is works


def test_an_hour_that_the_clocks_repeat_is_worked_twice() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    night = WorkingTime("Europe/Berlin", frozenset(), ((time(0), time(6)),))
    until = night.after(at("2026-10-25 00:00", berlin), hours=7)
    assert told(until, berlin) == "2026-10-25 06:00"


@pytest.mark.parametrize("count", [{"hours": 1}, {"days": 1}])
def test_a_calendar_without_working_days_says_so(count: dict[str, int]) -> None:
    never = WorkingTime(weekend=frozenset(range(1, 8)))
    with pytest.raises(NeverWorking):
        never.after(at("2026-09-07 10:00"), **count)


def test_hours_are_read_from_text() -> None:
    assert hours_of([("09:00", "12:00"), ("13:00", "18:30")]) == (
        (time(9), time(12)),
        (time(13), time(18, 30)),
    )


@pytest.mark.parametrize(
    "wrong", [[], [("18:00", "09:00")], [("09:00", "12:00"), ("11:00", "13:00")], [("9", "x")]]
)
def test_hours_that_are_none_are_refused(wrong: list[tuple[str, str]]) -> None:
    with pytest.raises(ValueError, match=r".+"):
        hours_of(wrong)
