"""Delivers an event to its subscribers: each one once in the database, at least once outside."""

from __future__ import annotations

import logging

from django.db import transaction

from huiliu.core import events
from huiliu.server.jobs.models import Job

log = logging.getLogger("huiliu.jobs")

EVENT = "event"


def deliver(job: Job) -> list[str]:
    """Inside the job's transaction. A subscriber that fails is rolled back alone and named in the
    result; ``job.delivered`` remembers the others."""
    failed: list[str] = []
    for key, subscriber in events.subscribers(job.payload["name"]):
        if key in job.delivered:
            continue
        try:
            with transaction.atomic():
                subscriber(job.payload["payload"])
        except Exception:
            log.exception("event %s of job %s: subscriber %s", job.payload["name"], job.pk, key)
            failed.append(key)
        else:
            job.delivered = [*job.delivered, key]
    return failed
