"""Celery, in production only: it carries ids of job rows and ticks the sweeper, nothing else."""

from __future__ import annotations

import os
import time

import django
from celery import Celery
from django.apps import apps
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huiliu.server.settings")
if not apps.ready:  # the worker's own process starts here
    django.setup()

SWEEP_SECONDS = 10.0

app = Celery("huiliu", broker=settings.REDIS_URL or "memory://")
app.conf.update(
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    worker_prefetch_multiplier=1,
    task_ignore_result=True,
    task_serializer="json",
    accept_content=["json"],
    task_default_queue="default",
    task_time_limit=3600,
    worker_hijack_root_logger=False,
    broker_connection_retry_on_startup=True,
    broker_transport_options={
        "visibility_timeout": 3600,
        "socket_connect_timeout": 1,
        "socket_timeout": 5,
    },
    beat_schedule={
        "sweep": {
            "task": "huiliu.sweep",
            "schedule": SWEEP_SECONDS,
            "options": {"expires": SWEEP_SECONDS},
        }
    },
)


@app.task(name="huiliu.run_job")
def run_job(pk: int) -> None:
    from django.db import close_old_connections

    from huiliu.server.jobs.run import run_one

    close_old_connections()
    run_one(pk)


@app.task(name="huiliu.sweep")
def sweep() -> None:
    """Heals what no message announced: lost wake-ups, lost leases, retries whose time has come.
    Short jobs are done here; long ones are announced anew, lest they hold up the next sweep."""
    from django.db import close_old_connections

    from huiliu.server.jobs import runner
    from huiliu.server.jobs.run import run_one

    close_old_connections()
    runner.sweep()
    for pk in runner.due("long"):
        run_job.apply_async((pk,), queue="long", retry=False)
    deadline = time.monotonic() + SWEEP_SECONDS * 3
    while (waiting := runner.due("default")) and time.monotonic() < deadline:
        if sum(run_one(pk) for pk in waiting) == 0:
            break
