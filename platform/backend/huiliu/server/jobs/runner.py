"""The loops that do the work inside a process: one a queue, and a sweeper that heals the gaps.

They survive every database error: a loop that dies with the first one loses work (reliability 3.1).
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import timedelta

from django.db import close_old_connections, connections
from django.db.models import Q, QuerySet
from django.utils import timezone

from huiliu.core import jobs as kinds
from huiliu.server import idempotency
from huiliu.server.jobs import schedules, wake
from huiliu.server.jobs.models import Heartbeat, Job
from huiliu.server.jobs.run import OWNER, run_one

log = logging.getLogger("huiliu.jobs")

QUEUES = ("default", "long")
SWEEPER = "sweeper"
IDLE_SECONDS = 1.0
SWEEP_SECONDS = 5.0
BATCH = 50
KEEP_EVENTS = timedelta(hours=6)
KEEP_JOBS = timedelta(days=30)


class EmbeddedRunner:
    """Threads of this process. ``stop`` waits for the jobs in hand, at most ``seconds``."""

    def __init__(self) -> None:
        self._stop = threading.Event()
        self._threads = [self._thread(f"jobs-{q}", lambda q=q: drain(q)) for q in QUEUES]  # type: ignore[misc]
        self._threads.append(self._thread(f"jobs-{SWEEPER}", sweep, SWEEP_SECONDS))

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def stop(self, seconds: float = 10.0) -> None:
        self._stop.set()
        for name in (*QUEUES, SWEEPER):
            wake.nudge(name)
        for thread in self._threads:
            thread.join(seconds)

    def _thread(
        self, name: str, work: Callable[[], int], pause: float = IDLE_SECONDS
    ) -> threading.Thread:
        event = wake.listener(name.removeprefix("jobs-"))
        return threading.Thread(
            target=_forever, args=(work, event, self._stop, pause), name=name, daemon=True
        )


def drain(queue: str) -> int:
    """Does what is due, oldest first; how many it did."""
    return sum(run_one(pk) for pk in due(queue))


def due(queue: str | None = None, *, since: timedelta = timedelta()) -> list[int]:
    rows = Job.objects.filter(state=Job.State.QUEUED, run_after__lte=timezone.now() - since)
    if queue is not None:
        rows = rows.filter(queue=queue)
    return list(rows.order_by("run_after", "id").values_list("pk", flat=True)[:BATCH])


def sweep() -> int:
    """Beats the heart, ticks the schedules, gives lost jobs back, throws old ones away."""
    now = timezone.now()
    Heartbeat.objects.update_or_create(name="runner", defaults={"at": now})
    schedules.tick(now)
    for name, look in kinds.sweeps().items():
        try:
            look()
        except Exception:  # one that fails must not keep the others from their work
            log.exception("the sweep %s failed", name)
            connections.close_all()
    release(Q(locked_until__lt=now))
    _purge(Job.objects.filter(kind="event", finished_at__lt=now - KEEP_EVENTS))
    _purge(Job.objects.filter(finished_at__lt=now - KEEP_JOBS))
    idempotency.forget_old()
    return 0


def release(which: Q) -> int:
    """Running jobs whose runner is gone go back to the queue."""
    lost = Job.objects.filter(which, state=Job.State.RUNNING)
    return lost.update(state=Job.State.QUEUED, owner="", locked_until=None)


def release_all_but_mine() -> int:
    """At the start of the only process there is: whatever ran was killed with the last one."""
    return release(~Q(owner=OWNER))


def _purge(old: QuerySet[Job]) -> None:
    pks = list(old.exclude(state=Job.State.DEAD).values_list("pk", flat=True)[:500])
    if pks:
        Job.objects.filter(pk__in=pks).delete()


def _forever(
    work: Callable[[], int], event: threading.Event, stop: threading.Event, pause: float
) -> None:
    while not stop.is_set():
        event.clear()
        try:
            close_old_connections()
            busy = work()
        except Exception:
            log.exception("%s goes on after", threading.current_thread().name)
            connections.close_all()
            stop.wait(pause)
        else:
            if not busy:
                event.wait(pause)
    connections.close_all()
