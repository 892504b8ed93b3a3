"""How a clock is set for an automation, and taken away."""

from __future__ import annotations

from huiliu.core import ports
from huiliu.core.actor import AppRef

CLOCK_JOB = "automation_clock"


def arm(app: AppRef, automation: str, *, cron: str, time_zone: str) -> None:
    ports.jobs().schedule(
        _key(app, automation),
        CLOCK_JOB,
        {"app": app.id, "automation": automation},
        cron=cron,
        time_zone=time_zone,
        workspace_id=app.workspace_id,
    )


def disarm(app: AppRef, automation: str) -> None:
    ports.jobs().unschedule(_key(app, automation), workspace_id=app.workspace_id)


def _key(app: AppRef, automation: str) -> str:
    return f"automation:{app.id}:{automation}"
