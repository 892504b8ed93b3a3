"""The fixed tables of ledgers: which are published, where their numbers live, what was found wrong.

Entries and balances are in tables of their own, which no migration knows: see ``publishing``.
"""

from __future__ import annotations

from django.db import models


class Ledger(models.Model):
    """A ledger of an app. ``storage`` names its tables and columns; ``version`` is the published
    one, null until the first publish ends. Column numbers up to ``last_column`` were given out,
    also by a publish that was killed, and are never given again. ``closed_through`` repeats the end
    of the app's last closed period where every posting reads it anyway."""

    app_id = models.BigIntegerField()
    key = models.CharField(max_length=63)
    version = models.IntegerField(null=True)
    closed_through = models.DateField(null=True)
    storage = models.JSONField(default=dict)
    last_column = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["app_id", "key"], name="ledger_key")]


class LedgerCheck(models.Model):
    """One nightly comparison of balances with the sums of their entries."""

    ledger = models.ForeignKey(Ledger, models.CASCADE, related_name="checks")
    at = models.DateTimeField()
    differences = models.JSONField(default=list)

    class Meta:
        indexes = [models.Index(fields=["ledger", "at"], name="ledger_check_at")]


class Closing(models.Model):
    """A period of an app, closed up to a day. With ``reopened_at`` it is open again."""

    app_id = models.BigIntegerField()
    through = models.DateField()
    at = models.DateTimeField()
    by = models.BigIntegerField()
    reopened_at = models.DateTimeField(null=True)
    reopened_by = models.BigIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["app_id", "through"], name="closing_app_through")]


class Revaluation(models.Model):
    """One document changed the costs of others. ``difference`` is the sum, scaled; the single
    differences are in the ledger's own table."""

    ledger = models.ForeignKey(Ledger, models.CASCADE, related_name="revaluations")
    at = models.DateTimeField()
    by = models.BigIntegerField()
    form = models.CharField(max_length=63)
    record = models.BigIntegerField()
    entries = models.IntegerField()
    difference = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["ledger", "id"], name="revaluation_ledger")]
