"""What the server itself keeps: first answers by idempotency key."""

from __future__ import annotations

from django.db import models
from django.utils import timezone


class FirstAnswer(models.Model):
    """``status`` 0: the first request is still being answered."""

    owner = models.CharField(max_length=80)
    key = models.CharField(max_length=200)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    body = models.BinaryField(default=b"")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "key"], name="first_answer_once")]
        indexes = [models.Index(fields=["created_at"], name="first_answer_age")]
