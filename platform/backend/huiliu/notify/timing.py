"""When a member wants to be told: not at night, or all at once."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from huiliu.notify.models import Preference


def due_at(preference: Preference, now: datetime, time_zone: str) -> datetime:
    """``now`` when nothing speaks against it."""
    zone = ZoneInfo(time_zone)
    local = now.astimezone(zone)
    wanted = _after_quiet(preference, _digest(preference, local))
    return now if wanted == local else wanted.astimezone(UTC)


def _digest(preference: Preference, local: datetime) -> datetime:
    match preference.digest:
        case "hourly":
            return local.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
        case "daily":
            at = _at(local, preference.digest_at)
            return at if at > local else _at(local + timedelta(days=1), preference.digest_at)
        case _:
            return local


def _after_quiet(preference: Preference, local: datetime) -> datetime:
    """Quiet hours may go over midnight: 22:00 to 08:00."""
    start, end = preference.quiet_from, preference.quiet_to
    if not start or not end or start == end:
        return local
    clock = f"{local:%H:%M}"
    if start < end:
        return _at(local, end) if start <= clock < end else local
    if clock >= start:
        return _at(local + timedelta(days=1), end)
    return _at(local, end) if clock < end else local


def _at(day: datetime, clock: str) -> datetime:
    hour, minute = map(int, clock.split(":"))
    return datetime.combine(day.date(), time(hour, minute), day.tzinfo)
