"""What a load balancer and an operator learn without signing in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone

from form_engine.storage_check import Drift
from huiliu.server.http import health
from huiliu.server.jobs import runner
from huiliu.server.jobs.models import Heartbeat

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nobody_looked_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_last_look", (-health.LOOK_SECONDS, ""))


def ready() -> tuple[int, dict[str, Any]]:
    answer = Client().get("/readyz")
    assert answer["Cache-Control"] == "no-store"
    return answer.status_code, answer.json()


def test_a_runner_that_beats_is_ready() -> None:
    runner.sweep()
    assert ready() == (
        200,
        {"status": "ok", "database": "ok", "runner": "ok", "tables": "ok"},
    )


def test_a_runner_that_was_never_seen_or_is_late_is_told() -> None:
    """Requests can be answered all the same: the web stays in service."""
    assert ready()[1]["runner"] == "never seen"
    at = timezone.now() - timedelta(minutes=2)
    Heartbeat.objects.create(name="runner", at=at)
    status, said = ready()
    assert (status, said["status"], said["runner"]) == (
        200,
        "degraded",
        f"last seen {at.isoformat()}",
    )


def test_tables_that_differ_are_told_and_looked_at_seldom(monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[int] = []

    def find_drift() -> list[Drift]:
        looks.append(1)
        return [Drift(1, "bill", 1, "create_index", "f_1_uid")]

    monkeypatch.setattr(health.forms, "find_drift", find_drift)
    for _ in range(3):
        status, said = ready()
        assert (status, said["status"]) == (200, "degraded")
        assert said["tables"] == "1 differences: see ./huiliu storage-check"
    assert len(looks) == 1


def test_without_its_database_it_is_not_ready_but_alive() -> None:
    with away():
        assert ready() == (503, {"status": "not ready", "database": "OperationalError"})
        assert Client().get("/healthz").json() == {"status": "ok"}


@contextmanager
def away() -> Iterator[None]:
    def refuse(*_: Any) -> Any:
        raise OperationalError("secret words of the driver")

    with connection.execute_wrapper(refuse):
        yield
