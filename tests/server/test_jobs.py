"""A job is a row: what that promises when handlers fail, people cancel and clocks tick."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from huiliu.core import events, jobs
from huiliu.core.errors import Conflict, StateConflict
from huiliu.core.jobs import JobHandle
from huiliu.server.jobs import api, runner
from huiliu.server.jobs.models import Job, Schedule
from huiliu.server.jobs.run import run_one
from huiliu.server.jobs.schedules import next_after, tick

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _own_kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "_kinds", {})
    monkeypatch.setattr(events, "_subscribers", {})


def done(payload: Mapping[str, Any], job: JobHandle) -> Any:
    return {"saw": payload["n"]}


def enqueue(kind: str = "count", **more: Any) -> int:
    return api.jobs.enqueue(kind, {"n": 1}, workspace_id=7, **more)


def test_a_job_runs_once_and_shows_its_result() -> None:
    api.register("count", done)
    pk = enqueue()
    assert (runner.drain("default"), runner.drain("default")) == (1, 0)
    job = Job.objects.get(pk=pk)
    assert (job.state, job.result, job.attempts) == ("done", {"saw": 1}, 1)


def test_a_job_is_part_of_the_callers_transaction() -> None:
    api.register("count", done)
    with transaction.atomic():
        enqueue()
        transaction.set_rollback(True)
    assert not Job.objects.exists()


def test_the_same_key_is_the_same_job() -> None:
    api.register("count", done)
    assert enqueue(key="a") == enqueue(key="a") != enqueue(key="b")
    assert Job.objects.count() == 2


def test_a_failed_job_waits_and_is_dead_in_the_end() -> None:
    def fail(payload: Mapping[str, Any], job: JobHandle) -> Any:
        raise ZeroDivisionError("no")

    api.register("count", fail, max_attempts=2)
    pk = enqueue()
    run_one(pk)
    job = Job.objects.get(pk=pk)
    assert (job.state, job.attempts, job.message) == ("queued", 1, "ZeroDivisionError: no")
    assert job.run_after > timezone.now()
    Job.objects.update(run_after=timezone.now())
    run_one(pk)
    job.refresh_from_db()
    assert (job.state, job.attempts) == ("dead", 2)


def test_a_refusal_is_final() -> None:
    def refuse(payload: Mapping[str, Any], job: JobHandle) -> Any:
        raise Conflict

    api.register("count", refuse)
    pk = enqueue()
    run_one(pk)
    job = Job.objects.get(pk=pk)
    assert (job.state, job.attempts) == ("failed", 1)
    assert job.result["error"]["code"] == "conflict"


def test_a_transactional_job_that_fails_leaves_no_effect() -> None:
    def half(payload: Mapping[str, Any], job: JobHandle) -> Any:
        enqueue("other")
        raise ZeroDivisionError

    api.register("count", half, transactional=True)
    pk = enqueue()
    run_one(pk)
    assert Job.objects.filter(kind="other").count() == 0
    assert Job.objects.get(pk=pk).attempts == 1


def test_a_waiting_job_is_cancelled_at_once() -> None:
    api.register("count", done)
    pk = enqueue()
    api.cancel(pk)
    assert run_one(pk) is False
    assert Job.objects.get(pk=pk).state == "cancelled"
    with pytest.raises(StateConflict):
        api.cancel(pk)


def test_a_running_job_stops_when_it_tells_its_progress() -> None:
    seen: list[int] = []

    def slow(payload: Mapping[str, Any], job: JobHandle) -> Any:
        job.progress(1, 3)
        api.cancel(job.id)
        seen.append(1)
        job.progress(3, 3)
        seen.append(2)

    api.register("count", slow)
    pk = enqueue()
    run_one(pk)
    assert (seen, Job.objects.get(pk=pk).state) == ([1], "cancelled")


def test_a_job_whose_runner_was_killed_runs_again() -> None:
    api.register("count", done)
    pk = enqueue()
    Job.objects.update(
        state="running", owner="gone", locked_until=timezone.now() - timedelta(seconds=1)
    )
    runner.sweep()
    assert runner.drain("default") == 1
    assert Job.objects.get(pk=pk).state == "done"


def test_a_lease_that_holds_is_left_alone() -> None:
    api.register("count", done)
    enqueue()
    Job.objects.update(
        state="running", owner="alive", locked_until=timezone.now() + timedelta(seconds=9)
    )
    runner.sweep()
    assert runner.drain("default") == 0


def test_each_subscriber_hears_an_event_once_though_another_fails() -> None:
    heard: list[str] = []

    def good(payload: Mapping[str, Any]) -> None:
        heard.append(f"good {payload['id']}")

    def bad(payload: Mapping[str, Any]) -> None:
        heard.append("bad")
        if heard.count("bad") == 1:
            raise ZeroDivisionError

    events.subscribe("record", "good", good)
    events.subscribe("record", "bad", bad)
    api.events.publish("record", {"id": 5}, workspace_id=7)
    runner.drain("default")
    Job.objects.update(run_after=timezone.now())
    runner.drain("default")
    assert heard == ["good 5", "bad", "bad"]
    assert Job.objects.get().state == "done"


def test_an_event_nobody_hears_costs_nothing() -> None:
    api.events.publish("record", {"id": 5}, workspace_id=7)
    assert not Job.objects.exists()


def test_an_unknown_kind_waits_for_a_newer_release() -> None:
    pk = enqueue("from_the_future")
    run_one(pk)
    assert Job.objects.get(pk=pk).state == "queued"


@pytest.mark.parametrize(
    ("cron", "zone", "after", "then"),
    [
        ("0 8 * * *", "Asia/Shanghai", "2026-01-05T00:00:00", "2026-01-06T00:00:00"),
        ("0 8 * * 1-5", "Asia/Shanghai", "2026-01-09T01:00:00", "2026-01-12T00:00:00"),
        ("*/15 * * * *", "UTC", "2026-01-05T10:07:00", "2026-01-05T10:15:00"),
        ("0 0 29 2 *", "UTC", "2026-01-05T10:07:00", "2028-02-29T00:00:00"),
    ],
)
def test_cron_lines_follow_the_clocks_of_the_company(
    cron: str, zone: str, after: str, then: str
) -> None:
    moment = datetime.fromisoformat(after).replace(tzinfo=UTC)
    assert next_after(cron, zone, moment) == datetime.fromisoformat(then).replace(tzinfo=UTC)


def test_two_ticks_make_one_job() -> None:
    api.schedule("daily", "count", {"n": 1}, cron="0 8 * * *", time_zone="UTC", workspace_id=7)
    Schedule.objects.update(next_run=timezone.now() - timedelta(minutes=1))
    now = timezone.now()
    assert (tick(now), tick(now)) == (1, 0)
    assert Job.objects.count() == 1


@pytest.fixture
def embedded() -> Iterator[runner.EmbeddedRunner]:
    threads = runner.EmbeddedRunner()
    threads.start()
    yield threads
    threads.stop()


def test_the_embedded_runner_wakes_at_commit(embedded: runner.EmbeddedRunner) -> None:
    import threading

    ran = threading.Event()
    api.register("count", lambda payload, job: ran.set())
    enqueue()
    assert ran.wait(5)


def test_the_sweep_does_short_jobs_and_announces_long_ones(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """An import that runs inside the sweep would hold up the heart and every lost message."""
    from huiliu.server import celery

    sent: list[Any] = []
    monkeypatch.setattr(
        celery.run_job, "apply_async", lambda args, **how: sent.append((args, how["queue"]))
    )
    api.register("count", done)
    api.register("import", done, queue="long")
    short, long = enqueue(), enqueue("import")
    celery.sweep()
    assert sent == [((long,), "long")]
    assert Job.objects.get(pk=short).state == "done"
    assert Job.objects.get(pk=long).state == "queued"
