"""Looks at a database after a storm, past every door: ``python -m tests.faults.audit``; with
``drained``, when the jobs that were waiting have been done."""

from __future__ import annotations

import json
import sys
import threading
import time
from collections import Counter
from typing import Any

STUCK_SECONDS = 45.0


def audit() -> dict[str, Any]:
    """What must be whole: jobs by kind and state, what automations told, balances, tables."""
    from form_engine import api as forms
    from form_engine.models import DdlStep
    from huiliu.core import ports
    from huiliu.ledgers import api as ledgers
    from huiliu.notify.models import Notification
    from huiliu.org.models import Workspace
    from huiliu.server.jobs.models import Job
    from huiliu.server.models import FirstAnswer
    from workflow_engine.automations.models import Run

    app = ports.documents().app(Workspace.objects.get().pk, "shop")
    states = Counter(Job.objects.exclude(kind="event").values_list("kind", "state"))
    return {
        "jobs": {f"{kind} {state}": count for (kind, state), count in sorted(states.items())},
        "jobs_left": Job.objects.filter(state__in=("queued", "running")).count(),
        "jobs_lost": Job.objects.filter(state__in=("dead", "failed")).count(),
        "runs": Run.objects.count(),
        "steps_waiting": sum(
            step["outcome"] != "done" for run in Run.objects.all() for step in run.steps
        ),
        "told": sorted(n.data["note"] for n in Notification.objects.all()),
        "answers_open": FirstAnswer.objects.filter(status=0).count(),
        "balances_differ": len(ledgers.differences(ledgers.latest_plan(app).get("stock"))),
        "drift": [drift.target for drift in forms.find_drift()],
        "ddl_open": DdlStep.objects.filter(done_at=None).count(),
    }


def wait_for_jobs() -> None:
    """Until none is waiting, or for a while none was done."""
    from huiliu.server.jobs.models import Job

    left, pause = None, threading.Event()
    deadline = time.monotonic() + STUCK_SECONDS
    while found := Job.objects.filter(state__in=("queued", "running")).count():
        if left is None or found < left:
            left, deadline = found, time.monotonic() + STUCK_SECONDS
        if time.monotonic() > deadline:
            return
        pause.wait(0.5)


def main() -> None:
    from huiliu.server.cli.places import load_django

    load_django()
    if "drained" in sys.argv[1:]:
        wait_for_jobs()
    print(json.dumps(audit()))


if __name__ == "__main__":
    main()
