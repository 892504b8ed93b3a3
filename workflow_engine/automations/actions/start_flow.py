"""Submits a draft that a step found or made: into its approval, or approved at once without one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from huiliu.core.documents import Id
from huiliu.core.ports import Problem
from huiliu.core.records import Record
from workflow_engine.automations.action_type import ActionType, Saw, StepConfig, action_types
from workflow_engine.automations.design import Design
from workflow_engine.automations.part import problem
from workflow_engine.automations.work import Work


class StartFlow(StepConfig):
    """``of``: the id of a step that found or made drafts; without it, the record itself. Those that
    are no drafts any more are passed over."""

    type: Literal["start_flow"]
    of: Id | None = None


class StartFlowType(ActionType[StartFlow]):
    name = "start_flow"
    words = {"zh-CN": "发起流程", "en": "Start the flow"}
    told = {"zh-CN": "提交 {submitted} 张单据", "en": "Submitted {submitted}"}
    icon = "audit"
    config = StartFlow
    in_transaction = True
    samples = ({"id": "s1", "type": "start_flow"},)
    refused = (
        ({"id": "s1", "type": "start_flow", "of": "nothing"}, "no_such_step"),
        ({"id": "s1", "type": "start_flow", "form": "order"}, "bad_setting"),
    )

    def reads(self, step: StartFlow) -> frozenset[str]:
        return frozenset({f"${step.of}"}) if step.of else frozenset()

    def problems(self, step: StartFlow, design: Design) -> Iterator[Problem]:
        if step.of is not None and step.of not in design.known:
            yield problem("of", "no_such_step", id=step.of)
            return
        shape = design.known[step.of] if step.of else design.form
        if not shape.is_document:
            yield problem("of", "not_a_document", form=shape.key)

    def do(self, step: StartFlow, work: Work) -> Saw:
        drafts = [record for record in _records(step, work) if record.state == "draft"]
        for record in drafts:
            work.submit(record)
        return {"submitted": [record.uid for record in drafts]}


def _records(step: StartFlow, work: Work) -> list[Record]:
    if step.of is None:
        return [work.record]
    variable = work.variable(step.of)
    return list(variable.records) if variable is not None else []


action_types.add(StartFlowType())
