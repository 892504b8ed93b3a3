"""Goes on with the first case whose condition holds, else with ``otherwise``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from huiliu.core.conditions import Condition
from huiliu.core.documents import Title
from huiliu.core.expressions.conditions import paths
from huiliu.core.ports import Problem
from workflow_engine.automations.action_type import (
    ActionType,
    Block,
    Saw,
    StepConfig,
    action_types,
)
from workflow_engine.automations.design import Design
from workflow_engine.automations.part import Part
from workflow_engine.automations.work import Work

if TYPE_CHECKING:
    AnyStep = StepConfig


class Case(Part):
    title: Title | None = None
    when: Condition
    steps: tuple[AnyStep, ...] = Field(max_length=50)


class Branch(StepConfig):
    type: Literal["branch"]
    cases: tuple[Case, ...] = Field(min_length=1, max_length=20)
    otherwise: tuple[AnyStep, ...] = Field(default=(), max_length=50)


_DO = [{"id": "s2", "type": "create_record", "form": "task", "values": {"note": {"value": "x"}}}]


class BranchType(ActionType[Branch]):
    name = "branch"
    words = {"zh-CN": "分支", "en": "Branch"}
    told = {"zh-CN": "走分支 {took}", "en": "Took case {took}"}
    icon = "branches"
    config = Branch
    in_transaction = True
    samples = (
        {
            "id": "s1",
            "type": "branch",
            "cases": [
                {
                    "when": {"cond": [{"field": "total", "op": "gt", "value": "100"}]},
                    "steps": _DO,
                },
                {"when": {"cond": [{"field": "customer", "op": "empty"}]}, "steps": []},
            ],
            "otherwise": [{**_DO[0], "id": "s3"}],
        },
    )
    refused = (
        ({"id": "s1", "type": "branch", "cases": []}, "bad_setting"),
        (
            {
                "id": "s1",
                "type": "branch",
                "cases": [{"when": {"cond": [{"field": "colour", "op": "empty"}]}, "steps": _DO}],
            },
            "no_such_path",
        ),
        (
            {
                "id": "s1",
                "type": "branch",
                "cases": [{"when": {"cond": []}, "steps": [{**_DO[0], "form": "nowhere"}]}],
            },
            "no_such_form",
        ),
    )

    def reads(self, step: Branch) -> frozenset[str]:
        return frozenset(path for case in step.cases for path in paths(case.when))

    def blocks(self, step: Branch) -> Iterable[Block]:
        for n, case in enumerate(step.cases):
            yield f"cases.{n}.steps", case.steps
        yield "otherwise", step.otherwise

    def problems(self, step: Branch, design: Design) -> Iterator[Problem]:
        for n, case in enumerate(step.cases):
            yield from design.condition(f"cases.{n}.when", case.when)

    def do(self, step: Branch, work: Work) -> Saw:
        for n, case in enumerate(step.cases):
            if work.holds(case.when):
                work.enter(f"cases.{n}.steps", case.steps)
                return {"took": str(n + 1)}
        work.enter("otherwise", step.otherwise)
        return {"took": "otherwise" if step.otherwise else "none"}


action_types.add(BranchType())
