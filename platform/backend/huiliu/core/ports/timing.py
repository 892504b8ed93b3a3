"""What tells the time, and what is done later."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Protocol


class Clock(Protocol):
    def now(self) -> datetime:
        """Aware UTC."""

    def today(self, time_zone: str) -> date:
        """The business day where the actor lives."""


class Jobs(Protocol):
    """A job is a row written in the caller's transaction; anything else only wakes the runner."""

    def enqueue(
        self,
        kind: str,
        payload: Mapping[str, Any],
        *,
        workspace_id: int,
        member_id: int | None = None,
        key: str | None = None,
        run_after: datetime | None = None,
        queue: str = "default",
    ) -> int:
        """The job's id. ``key`` is the idempotency key: a second enqueue with it is the first."""

    def schedule(
        self,
        key: str,
        kind: str,
        payload: Mapping[str, Any],
        *,
        cron: str,
        time_zone: str,
        workspace_id: int,
    ) -> None:
        """Sets or replaces the schedule of that key: a job of ``kind`` whenever the line of cron
        (minute, hour, day, month, weekday) names the minute in that zone."""

    def unschedule(self, key: str, *, workspace_id: int) -> None: ...
