"""The rows that are the truth about work to be done. Everything else merely wakes somebody."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone


class Job(models.Model):
    class State(models.TextChoices):
        QUEUED = "queued"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"  # refused by a rule: trying again would not help
        CANCELLED = "cancelled"
        DEAD = "dead"  # tried max_attempts times

    workspace_id = models.BigIntegerField()
    member_id = models.BigIntegerField(null=True)
    kind = models.CharField(max_length=100)
    queue = models.CharField(max_length=20, default="default")
    key = models.CharField(max_length=200, null=True)
    payload = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    attempts = models.PositiveIntegerField(default=0)
    run_after = models.DateTimeField(default=timezone.now)
    owner = models.CharField(max_length=40, default="")
    locked_until = models.DateTimeField(null=True)
    cancel_requested = models.BooleanField(default=False)
    progress = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(null=True)
    message = models.TextField(default="")
    result = models.JSONField(null=True)
    delivered = models.JSONField(default=list)
    created_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace_id", "kind", "key"],
                condition=Q(key__isnull=False),
                name="job_key_once",
            )
        ]
        indexes = [
            models.Index(
                fields=["queue", "run_after", "id"],
                condition=Q(state="queued"),
                name="job_waiting",
            ),
            models.Index(fields=["locked_until"], condition=Q(state="running"), name="job_running"),
            models.Index(fields=["finished_at"], name="job_finished"),
        ]


class Schedule(models.Model):
    """Work at times: ``0 8 * * 1-5`` in the time zone of the company."""

    workspace_id = models.BigIntegerField()
    key = models.CharField(max_length=200)
    kind = models.CharField(max_length=100)
    payload = models.JSONField(default=dict)
    cron = models.CharField(max_length=100)
    time_zone = models.CharField(max_length=64, default="Asia/Shanghai")
    next_run = models.DateTimeField()
    active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace_id", "key"], name="schedule_key_once")
        ]
        indexes = [models.Index(fields=["next_run"], condition=Q(active=True), name="schedule_due")]


class Heartbeat(models.Model):
    """A runner that lives says so every few seconds; the health page reads it."""

    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()
