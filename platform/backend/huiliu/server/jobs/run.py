"""Does one job: claims it, calls its handler, writes down how it ended."""

from __future__ import annotations

import logging
import os
import random
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.db import connection, connections
from django.utils import timezone

from huiliu.core import jobs as kinds
from huiliu.core.errors import HuiliuError
from huiliu.core.jobs import Cancelled, JobKind
from huiliu.core.transactions import run_in_transaction
from huiliu.server.jobs.models import Job
from huiliu.server.jobs.outbox import EVENT, deliver

log = logging.getLogger("huiliu.jobs")

LEASE_SECONDS = 30
RENEW_SECONDS = 10
LONGEST_WAIT_SECONDS = 3600
PROGRESS_EVERY_SECONDS = 0.5
EVENT_ATTEMPTS = 12
_EVENT_KIND = JobKind(EVENT, lambda payload, job: None, max_attempts=EVENT_ATTEMPTS)
OWNER = f"{os.getpid()}-{secrets.token_hex(6)}"


def run_one(pk: int) -> bool:
    """False when somebody else has it, or it is not due, or it is done."""
    kind_name = Job.objects.filter(pk=pk).values_list("kind", flat=True).first()
    if kind_name is None:
        return False
    if kind_name == EVENT:
        return _run_event(pk)
    kind = kinds.find(kind_name)
    if kind is None:
        return _refuse_unknown(pk, kind_name)
    return _run_in_transaction(pk, kind) if kind.transactional else _run_leased(pk, kind)


class Handle:
    """What the handler sees of its job."""

    def __init__(self, job: Job) -> None:
        self.id = int(job.pk)
        self.workspace_id = job.workspace_id
        self.member_id = job.member_id
        self.attempt = job.attempts
        self._last = 0.0

    def progress(self, done: int, total: int | None = None, message: str = "") -> None:
        now = time.monotonic()
        if now - self._last < PROGRESS_EVERY_SECONDS and done != total:
            return
        self._last = now
        mine = Job.objects.filter(pk=self.id)
        said: dict[str, Any] = {"progress": done, "message": message[:500]}
        if total is not None:
            said["total"] = total
        if mine.filter(cancel_requested=True).exists():
            raise Cancelled
        mine.update(**said)


def _run_event(pk: int) -> bool:
    try:
        return run_in_transaction(lambda: _deliver(pk))
    except Exception as error:
        _record_failure(pk, _EVENT_KIND, error, count=True)
        return True


def _deliver(pk: int) -> bool:
    job = _claim(pk)
    if job is None:
        return False
    failed = deliver(job)
    job.attempts += 1
    if failed:
        _put_back(job, EVENT_ATTEMPTS, f"subscribers failed: {', '.join(failed)}")
    else:
        _finish(job, Job.State.DONE, None)
    return True


def _run_in_transaction(pk: int, kind: JobKind) -> bool:
    def whole() -> bool:
        job = _claim(pk)
        if job is None:
            return False
        job.attempts += 1
        _finish(job, Job.State.DONE, kind.handler(job.payload, Handle(job)))
        return True

    try:
        return run_in_transaction(whole)
    except Exception as error:
        _record_failure(pk, kind, error, count=True)
        return True


def _run_leased(pk: int, kind: JobKind) -> bool:
    job = run_in_transaction(lambda: _lease(pk))
    if job is None:
        return False
    try:
        with _lease_kept(pk):
            result = kind.handler(job.payload, Handle(job))
    except Exception as error:
        _record_failure(pk, kind, error, count=False)
    else:
        run_in_transaction(lambda: _finish_own(pk, result))
    return True


def _lease(pk: int) -> Job | None:
    job = _claim(pk)
    if job is not None:
        job.state, job.owner, job.attempts = Job.State.RUNNING, OWNER, job.attempts + 1
        job.locked_until = timezone.now() + timedelta(seconds=LEASE_SECONDS)
        job.save(update_fields=["state", "owner", "attempts", "locked_until"])
    return job


def _finish_own(pk: int, result: Any) -> None:
    rows = Job.objects.filter(pk=pk, state=Job.State.RUNNING, owner=OWNER)
    job = rows.select_for_update().first()
    if job is None:
        log.warning("job %s ended after its lease was lost", pk)
    else:
        _finish(job, Job.State.DONE, result)


def _claim(pk: int) -> Job | None:
    """Locked until commit on PostgreSQL; on SQLite the transaction is IMMEDIATE already."""
    due = Job.objects.filter(pk=pk, state=Job.State.QUEUED, run_after__lte=timezone.now())
    if connection.features.has_select_for_update_skip_locked:
        due = due.select_for_update(skip_locked=True)
    return due.first()


def _finish(job: Job, state: Job.State, result: Any) -> None:
    job.state, job.result, job.finished_at, job.locked_until = state, result, timezone.now(), None
    job.save(
        update_fields=["state", "result", "finished_at", "locked_until", "attempts", "delivered"]
    )


def _record_failure(pk: int, kind: JobKind, error: Exception, *, count: bool) -> None:
    def record() -> None:
        job = Job.objects.select_for_update().filter(pk=pk).first()
        if job is not None and _is_mine(job):
            job.attempts += count
            _end_badly(job, kind, error)

    run_in_transaction(record)


def _is_mine(job: Job) -> bool:
    running = job.state == Job.State.RUNNING and job.owner == OWNER
    return running or job.state == Job.State.QUEUED


def _end_badly(job: Job, kind: JobKind, error: Exception) -> None:
    match error:
        case Cancelled():
            _finish(job, Job.State.CANCELLED, None)
        case HuiliuError():
            job.message = error.message("zh-CN")[:500]
            job.save(update_fields=["message"])
            _finish(job, Job.State.FAILED, {"error": error.as_json("zh-CN")})
        case _:
            log.error("job %s (%s), attempt %s", job.pk, kind.name, job.attempts, exc_info=error)
            _put_back(job, kind.max_attempts, f"{type(error).__name__}: {error}")


def _put_back(job: Job, max_attempts: int, why: str) -> None:
    """Later and later, with jitter; in the end it is dead, and shown as such."""
    job.message = why[:500]
    job.owner, job.locked_until = "", None
    if job.attempts >= max_attempts:
        job.state, job.finished_at = Job.State.DEAD, timezone.now()
    else:
        wait = min(2**job.attempts, LONGEST_WAIT_SECONDS) * random.uniform(0.5, 1.0)
        job.state, job.run_after = Job.State.QUEUED, timezone.now() + timedelta(seconds=wait)
    fields = ["state", "owner", "locked_until", "run_after", "message", "attempts"]
    job.save(update_fields=[*fields, "finished_at", "delivered"])


def _refuse_unknown(pk: int, kind: str) -> bool:
    """A newer release may have written it: it waits, and counts as an attempt."""

    def put_back() -> bool:
        job = _claim(pk)
        if job is not None:
            job.attempts += 1
            _put_back(job, EVENT_ATTEMPTS, f"nobody does jobs of the kind '{kind}'")
        return job is not None

    return run_in_transaction(put_back)


@contextmanager
def _lease_kept(pk: int) -> Iterator[None]:
    """Long work keeps its lease by a thread that starts only when the work turns out long."""
    over = threading.Event()

    def renew() -> None:
        try:
            while not over.is_set():
                until = timezone.now() + timedelta(seconds=LEASE_SECONDS)
                Job.objects.filter(pk=pk, owner=OWNER).update(locked_until=until)
                over.wait(RENEW_SECONDS)
        except Exception:
            log.exception("lease of job %s", pk)
        finally:
            connections.close_all()

    timer = threading.Timer(RENEW_SECONDS, renew)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        over.set()
        timer.cancel()
