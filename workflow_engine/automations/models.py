"""What automations did: a run per event and automation, every value a run wrote, and what is still
promised.

``Effect`` rows are what an un-approval takes back, so they hold the values before and after.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Version(models.Model):
    """The document a run was begun with. What is promised is done as it was designed then."""

    app_id = models.BigIntegerField()
    automation = models.CharField(max_length=63)
    n = models.IntegerField()
    content = models.JSONField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["app_id", "automation", "n"], name="automation_version_once"
            )
        ]


class Run(models.Model):
    """One automation that was asked about one event. ``seen`` is the condition, term by term;
    ``steps`` is what each step did or why it did not. ``subject`` holds the values of what set it
    off when that is no record; ``key`` makes a repeat of the same occasion harmless."""

    app_id = models.BigIntegerField()
    automation = models.CharField(max_length=63)
    version = models.IntegerField()
    form = models.CharField(max_length=63, blank=True)
    record_id = models.BigIntegerField(default=0)
    subject = models.JSONField(null=True)
    key = models.CharField(max_length=200, null=True)
    event = models.CharField(max_length=24)
    at = models.DateTimeField()
    by = models.BigIntegerField()
    depth = models.IntegerField(default=0)
    chain = models.JSONField(default=list)
    outcome = models.CharField(max_length=16)
    error = models.JSONField(null=True)
    seen = models.JSONField(default=list)
    steps = models.JSONField(default=list)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["app_id", "automation", "key"],
                condition=models.Q(key__isnull=False),
                name="automation_run_once",
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["app_id", "automation", "-id"], name="automation_run_list"),
            models.Index(fields=["app_id", "form", "record_id"], name="automation_run_record"),
            models.Index(fields=["app_id", "-id"], name="automation_run_app"),
        ]


class Effect(models.Model):
    """Something a run wrote: a record it made, removed or submitted, or a field it changed."""

    class Kind(models.TextChoices):
        MADE = "made"
        CHANGED = "changed"
        REMOVED = "removed"
        SUBMITTED = "submitted"

    run = models.ForeignKey(Run, models.CASCADE, related_name="effects")
    app_id = models.BigIntegerField()
    step = models.CharField(max_length=63)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.CHANGED)
    form = models.CharField(max_length=63)
    record_id = models.BigIntegerField()
    field = models.CharField(max_length=63, blank=True)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    undone = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["app_id", "form", "record_id"], name="automation_effect_record")
        ]


class Promise(models.Model):
    """A step that happens after the transaction. ``place`` is where it stands in the document,
    ``line`` its line in the run's trace, ``rest`` what follows it; ``variables`` what the steps
    before had found. ``answer`` is kept as soon as there is one: nothing is sent twice for it."""

    class State(models.TextChoices):
        WAITING = "waiting"
        DONE = "done"
        FAILED = "failed"
        CANCELLED = "cancelled"

    run = models.ForeignKey(Run, models.CASCADE, related_name="promises")
    place = models.CharField(max_length=200)
    line = models.IntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempts = models.IntegerField(default=0)
    tries = models.IntegerField(default=0)
    variables = models.JSONField(default=dict)
    items = models.JSONField(default=dict)
    rest = models.JSONField(default=list)
    answer = models.JSONField(null=True)
    error = models.JSONField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["run"], condition=models.Q(state="failed"), name="automation_promise_dead"
            )
        ]


class Clock(models.Model):
    """The last day whose records a trigger by date has been through."""

    app_id = models.BigIntegerField()
    automation = models.CharField(max_length=63)
    day = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["app_id", "automation"], name="automation_clock_once")
        ]


class Alert(models.Model):
    """Whether a balance or total is beyond its line, by the group it is of; ``times`` how often it
    has gone there. The row without a key is locked by whoever looks."""

    app_id = models.BigIntegerField()
    automation = models.CharField(max_length=63)
    key = models.CharField(max_length=32, blank=True)
    on = models.BooleanField(default=False)
    times = models.IntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["app_id", "automation", "key"], name="automation_alert_once"
            )
        ]


class Hook(models.Model):
    """The address at which another system sets an automation off. Of the token only the hash is
    kept; ``window`` and ``calls`` count how often it is called."""

    app_id = models.BigIntegerField()
    automation = models.CharField(max_length=63)
    token_hash = models.CharField(max_length=64, unique=True)
    prefix = models.CharField(max_length=16)
    signing = models.TextField(blank=True)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    window = models.BigIntegerField(default=0)
    calls = models.IntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["app_id", "automation"], name="automation_hook_once")
        ]
