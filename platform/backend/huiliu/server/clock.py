"""The company clock. Tests may move it; a real company's clock is the machine's."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings


class CompanyClock:
    """``now`` is the machine's, moved by what a test has set (``HUILIU_TESTING=1`` only)."""

    def now(self) -> datetime:
        return datetime.now(UTC) + _moved()

    def today(self, time_zone: str) -> date:
        return self.now().astimezone(ZoneInfo(time_zone)).date()


clock = CompanyClock()


def is_testing() -> bool:
    return os.environ.get("HUILIU_TESTING") == "1"


def move(to: datetime | None) -> None:
    """From now on it is ``to`` and time runs on; None gives the machine's time back."""
    if not is_testing():
        raise RuntimeError("the company clock moves only while HUILIU_TESTING=1")
    path = _file()
    if to is None:
        path.unlink(missing_ok=True)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(str((to - datetime.now(UTC)).total_seconds()))


def _moved() -> timedelta:
    if not is_testing():
        return timedelta()
    try:
        return timedelta(seconds=float(_file().read_text()))
    except FileNotFoundError:
        return _from_environment()


def _from_environment() -> timedelta:
    fixed = os.environ.get("HUILIU_TEST_CLOCK", "")
    return datetime.fromisoformat(fixed) - datetime.now(UTC) if fixed else timedelta()


def _file() -> Path:
    # A file, because web, worker and beat are several processes with one clock.
    return Path(settings.DATA_DIR) / "test-clock"
