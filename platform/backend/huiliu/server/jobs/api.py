"""The front door of jobs and of the outbox: rows in the caller's transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import orjson
from django.db import connection, transaction
from django.utils import timezone

from huiliu.core import ddl
from huiliu.core import events as names
from huiliu.core import jobs as kinds
from huiliu.core.errors import NotFound, StateConflict
from huiliu.core.jobs import register
from huiliu.core.pending import Statement, send_later
from huiliu.server.jobs import wake
from huiliu.server.jobs.models import Job, Schedule
from huiliu.server.jobs.outbox import EVENT
from huiliu.server.jobs.schedules import next_after

__all__ = ["cancel", "events", "find", "jobs", "register", "schedule", "unschedule"]


class RowJobs:
    """``ports.jobs()``."""

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
        known = kinds.find(kind)
        job = Job(
            kind=kind,
            payload=dict(payload),
            workspace_id=workspace_id,
            member_id=member_id,
            key=key,
            run_after=run_after or timezone.now(),
            queue=known.queue if known is not None and queue == "default" else queue,
        )
        if key is None:
            job.save(force_insert=True)
        elif (earlier := self._insert_once(job)) is not None:
            return earlier
        transaction.on_commit(wake.about(job.pk, job.queue))
        return int(job.pk)

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
        Schedule.objects.update_or_create(
            workspace_id=workspace_id,
            key=key,
            defaults={
                "kind": kind,
                "payload": dict(payload),
                "cron": cron,
                "time_zone": time_zone,
                "next_run": next_after(cron, time_zone, timezone.now()),
                "active": True,
            },
        )

    def unschedule(self, key: str, *, workspace_id: int) -> None:
        Schedule.objects.filter(workspace_id=workspace_id, key=key).delete()

    def _insert_once(self, job: Job) -> int | None:
        """None when this call made the row, else the id of the row with the same key."""
        same = Job.objects.filter(workspace_id=job.workspace_id, kind=job.kind, key=job.key)
        earlier = same.values_list("pk", flat=True).first()
        if earlier is not None:
            return earlier
        Job.objects.bulk_create([job], ignore_conflicts=True)
        row = same.get()
        mine = row.created_at == job.created_at
        job.pk = row.pk
        return None if mine else row.pk


class OutboxEvents:
    """``ports.events()``: a job of the kind ``event``, delivered after commit."""

    def publish(self, name: str, payload: Mapping[str, Any], *, workspace_id: int) -> None:
        if names.subscribers(name):
            body = {"name": name, "payload": {**payload, "workspace": workspace_id}}
            at = connection.ops.adapt_datetimefield_value(timezone.now())
            args = [workspace_id, EVENT, orjson.dumps(body).decode(), False, at, at]
            send_later(Statement(_TELL + _VALUES, args, _wake, _ROW, _TELL + _OF_JSON))


# The most frequent insert of all, therefore by hand; the columns are those of ``Job``.
_TELL = (
    "INSERT INTO jobs_job (workspace_id, kind, payload, cancel_requested, run_after, created_at,"
    " queue, state, attempts, owner, progress, message, delivered)"
    " "
)
_VALUES = "VALUES {rows} RETURNING id"
_ROW = "(%s, %s, %s, %s, %s, %s, 'default', 'queued', 0, '', 0, '', '[]')"
_KINDS: tuple[Any, ...] = ("id", "text", "jsonb", "boolean", "datetime", "datetime")
_OF_JSON = (
    f"SELECT {', '.join(ddl.of_json(place, kind) for place, kind in enumerate(_KINDS))},"  # noqa: S608
    " 'default', 'queued', 0, '', 0, '', '[]'::jsonb"
    " FROM jsonb_array_elements(%s::jsonb) r RETURNING id"
)


def _wake(cursor: Any) -> None:
    transaction.on_commit(wake.about(int(cursor.fetchone()[0]), "default"))


jobs = RowJobs()
events = OutboxEvents()


def find(job_id: int, *, workspace_id: int, member_id: int | None) -> Job:
    """``member_id`` None finds anybody's: for administrators."""
    found = Job.objects.filter(pk=job_id, workspace_id=workspace_id)
    if member_id is not None:
        found = found.filter(member_id=member_id)
    job = found.first()
    if job is None:
        raise NotFound
    return job


def cancel(job_id: int) -> None:
    """A waiting job at once; a running one as soon as it next tells its progress."""
    now = timezone.now()
    waiting = Job.objects.filter(pk=job_id, state=Job.State.QUEUED)
    if waiting.update(state=Job.State.CANCELLED, finished_at=now):
        return
    running = Job.objects.filter(pk=job_id, state=Job.State.RUNNING)
    if not running.update(cancel_requested=True):
        state = Job.objects.filter(pk=job_id).values_list("state", flat=True).first()
        raise StateConflict(state=state or "")


schedule = jobs.schedule
unschedule = jobs.unschedule
