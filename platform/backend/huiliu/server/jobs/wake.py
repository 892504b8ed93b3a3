"""Tells a runner that there is work. Losing a wake-up loses nothing: the sweeper looks itself."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from django.conf import settings

log = logging.getLogger("huiliu.jobs")

PAUSE_SECONDS = 5.0
_listeners: dict[str, threading.Event] = {}
_quiet_until = 0.0


def about(job_id: int, queue: str) -> Callable[[], None]:
    """What ``on_commit`` calls: an event in this process, or a message with the id and no more."""
    if settings.EMBEDDED:
        return lambda: nudge(queue)
    return lambda: _publish(job_id, queue)


def listener(queue: str) -> threading.Event:
    return _listeners.setdefault(queue, threading.Event())


def nudge(queue: str) -> None:
    listener(queue).set()


def _publish(job_id: int, queue: str) -> None:
    global _quiet_until
    if time.monotonic() < _quiet_until:
        return
    try:
        from huiliu.server.celery import run_job

        run_job.apply_async((job_id,), queue=queue, retry=False)
    except Exception as error:
        # The write is committed: a broker that is away must not fail it, nor slow the next ones.
        _quiet_until = time.monotonic() + PAUSE_SECONDS
        log.warning("no broker (%s): job %s waits for the sweeper", type(error).__name__, job_id)
