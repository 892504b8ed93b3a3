"""Runs a report and gives its lines, for the steps after it to go through."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from pydantic import Field

from huiliu.core import ports
from huiliu.core.conditions import Condition
from huiliu.core.documents import Id
from huiliu.core.expressions.conditions import paths
from huiliu.core.forms import FormShape, report_key
from huiliu.core.paths import is_true
from huiliu.core.ports import Problem
from workflow_engine.automations.action_type import ActionType, Saw, StepConfig, action_types
from workflow_engine.automations.design import Design
from workflow_engine.automations.errors import too_many
from workflow_engine.automations.part import problem
from workflow_engine.automations.variables import unstored
from workflow_engine.automations.work import MAX_FOUND, Work


class RunReport(StepConfig):
    """``parameters``: other values than the report's own, as text; ``when`` leaves lines out, its
    paths are columns. Later steps read
    ``$id.column`` of all lines, and ``for_each`` goes through them; ``$id.record`` is the record a
    line is about."""

    type: Literal["run_report"]
    report: Id
    parameters: dict[Id, str] = Field(default={}, max_length=20)
    when: Condition | None = None
    many: ClassVar[bool] = True


class RunReportType(ActionType[RunReport]):
    name = "run_report"
    words = {"zh-CN": "运行报表", "en": "Run a report"}
    told = {"zh-CN": "报表“{report}”有 {found} 行", "en": "The report {report} has {found} lines"}
    icon = "table"
    config = RunReport
    in_transaction = True
    samples = (
        {
            "id": "s1",
            "type": "run_report",
            "report": "low",
            "parameters": {"lead": "9"},
            "when": {"cond": [{"field": "qty", "op": "lt", "value": "5"}]},
        },
    )
    refused = (
        ({"id": "s1", "type": "run_report", "report": "gone"}, "no_such_report"),
        (
            {
                "id": "s1",
                "type": "run_report",
                "report": "low",
                "when": {"cond": [{"field": "colour", "op": "empty"}]},
            },
            "no_such_path",
        ),
    )

    def gives(self, step: RunReport, design: Design) -> FormShape | None:
        return design.shapes(report_key(step.report))

    def problems(self, step: RunReport, design: Design) -> Iterator[Problem]:
        shape = design.shapes(report_key(step.report))
        if shape is None:
            yield problem("report", "no_such_report", report=step.report)
            return
        for path in sorted(paths(step.when)) if step.when else ():
            if path not in shape.fields:
                yield problem("when", "no_such_path", path=path)

    def do(self, step: RunReport, work: Work) -> Saw:
        lines = ports.reports().lines(
            work.app,
            step.report,
            actor=work.actor,
            given=step.parameters,
            everything=work.plan.document.acts_as.rights == "all",
        )
        if step.when is not None:
            lines = [one for one in lines if is_true(step.when, one.get, work.actor, work.env)]
        if len(lines) > MAX_FOUND:
            raise too_many(work.title, MAX_FOUND)
        work.bind([unstored(work.app, one, work.actor.member_id) for one in lines], many=True)
        return {"report": step.report, "found": len(lines)}


action_types.add(RunReportType())
