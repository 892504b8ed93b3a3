"""The company clock: a test moves it, a real company's cannot be moved by anybody."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings

from huiliu.server.clock import clock, move
from tests.http.conftest import Browser

pytestmark = pytest.mark.django_db
THEN = {"now": "2026-09-30T09:00:00+08:00"}


@pytest.fixture(autouse=True)
def _own_clock(settings: LazySettings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


def _is_the_machines() -> bool:
    return abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=30)


def test_a_test_sets_the_day_of_the_company(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUILIU_TESTING", "1")
    assert Browser().post("/test/clock", THEN).status_code == 200
    assert clock.today("Asia/Shanghai") == date(2026, 9, 30)
    assert Browser().post("/test/clock", {"now": None}).status_code == 200
    assert _is_the_machines()


@pytest.mark.parametrize("value", ["", "0", "true", "yes"])
def test_a_real_company_has_no_such_door(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, value: str
) -> None:
    monkeypatch.setenv("HUILIU_TESTING", value)
    answer = Browser().post("/test/clock", THEN)
    assert answer.status_code == 404
    with pytest.raises(RuntimeError):
        move(datetime(2026, 9, 30, tzinfo=UTC))
    assert list(tmp_path.iterdir()) == []
    assert _is_the_machines()


def test_what_a_test_left_behind_moves_no_real_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUILIU_TESTING", "1")
    move(datetime(2026, 9, 30, tzinfo=UTC))
    monkeypatch.delenv("HUILIU_TESTING")
    monkeypatch.setenv("HUILIU_TEST_CLOCK", "2026-09-30T09:00:00+08:00")
    assert _is_the_machines()


def test_a_moment_needs_its_time_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUILIU_TESTING", "1")
    assert Browser().post("/test/clock", {"now": "2026-09-30T09:00:00"}).status_code == 400
    assert _is_the_machines()
