"""Steps of automations that a flow does at one of its nodes: the same steps, plans and traces.

They count as done at the approval: un-approval takes them back, and so does a flow that ends any
other way.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from huiliu.core.actor import Actor, AppRef, Cause
from huiliu.core.documents import InvalidDocument
from huiliu.core.forms import published_shapes
from huiliu.core.ports import FlowSteps, Problem
from huiliu.core.records import Record
from workflow_engine.automations.document import AutomationDocument
from workflow_engine.automations.plan import AutomationPlan, automations_of, compiled
from workflow_engine.automations.publisher import problems
from workflow_engine.automations.run import Occasion, run_for

EVENT = "approved"
_OWN = "steps"


def step_problems(app: AppRef, form: str, steps: Sequence[Mapping[str, Any]]) -> list[Problem]:
    """Pointers begin with ``steps``."""
    content = _content(FlowSteps("check", 1, {"zh-CN": "check"}, tuple(steps)), form)
    try:
        document = AutomationDocument.parse(content)
    except InvalidDocument as error:
        found = error.problems
    else:
        found = list(problems(document, published_shapes(app)))
    return [one if one.path.startswith(_OWN) else replace(one, path=_OWN) for one in found]


def perform(record: Record, steps: FlowSteps, *, actor: Actor, cause: Cause) -> None:
    """Inside the transaction of whoever pressed the button before: all or nothing with it."""
    app = automations_of(record.app)
    plan = _plan(record.app, record.form, steps.key, steps.version, _Frozen(steps))
    if plan is not None:
        run_for(plan, Occasion(record, EVENT, actor, cause), app)


class _Frozen:
    """Steps as the key of a cache: a published version of a flow never changes."""

    def __init__(self, steps: FlowSteps) -> None:
        self.steps = steps

    def __hash__(self) -> int:
        return hash((self.steps.key, self.steps.version))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Frozen) and other.steps == self.steps


@lru_cache(maxsize=256)
def _plan(app: AppRef, form: str, key: str, version: int, frozen: _Frozen) -> AutomationPlan | None:
    document = AutomationDocument.parse(_content(frozen.steps, form))
    return compiled(document, version, automations_of(app).shapes)


def _content(steps: FlowSteps, form: str) -> dict[str, Any]:
    return {
        "kind": "automation",
        "version": 1,
        "id": _id(steps.key),
        "title": dict(steps.title),
        "trigger": {"type": "record_approved", "form": form},
        "steps": [dict(step) for step in steps.steps],
    }


def _id(key: str) -> str:
    """``flow/node`` as an id of at most 63 letters, and no automation's by accident."""
    mark = hashlib.sha256(key.encode()).hexdigest()[:8]
    return f"{key.replace('/', '_')[:50]}_{mark}"
