"""The front door of automations."""

from __future__ import annotations

from workflow_engine.automations import buttons, clock, delivery, flow_watch, hooks, watch
from workflow_engine.automations.catalog import listed
from workflow_engine.automations.dry_run import dry_run
from workflow_engine.automations.publisher import publisher
from workflow_engine.automations.retrying import retry
from workflow_engine.automations.run import RunningAutomations
from workflow_engine.automations.trace import Page, rehearsal, runs

__all__ = [
    "Page",
    "automations",
    "buttons",
    "clock",
    "delivery",
    "dry_run",
    "flow_watch",
    "hooks",
    "listed",
    "publisher",
    "rehearsal",
    "retry",
    "runs",
    "watch",
]

automations = RunningAutomations()
