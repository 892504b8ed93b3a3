"""Does steps once for every record that was found, or for every row of a subform."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from huiliu.core.conditions import Condition
from huiliu.core.documents import Id
from huiliu.core.expressions.conditions import paths
from huiliu.core.forms import FormShape
from huiliu.core.ports import Problem
from huiliu.core.records import Record
from workflow_engine.automations.action_type import (
    ActionType,
    Block,
    Saw,
    StepConfig,
    action_types,
)
from workflow_engine.automations.design import Design
from workflow_engine.automations.part import problem
from workflow_engine.automations.variables import unstored
from workflow_engine.automations.work import Work

if TYPE_CHECKING:
    AnyStep = StepConfig


class ForEach(StepConfig):
    """``found``: the id of a step that found many of any kind; ``rows``: a subform (``lines``,
    ``$order.lines``). Inside, ``$id.path`` is the one the loop is at; ``when`` leaves some out."""

    type: Literal["for_each"]
    found: Id | None = None
    rows: str | None = Field(default=None, min_length=1, max_length=200)
    when: Condition | None = None
    steps: tuple[AnyStep, ...] = Field(min_length=1, max_length=50)


_DO = [{"id": "s2", "type": "create_record", "form": "task", "values": {"note": {"value": "x"}}}]


class ForEachType(ActionType[ForEach]):
    name = "for_each"
    words = {"zh-CN": "逐条执行", "en": "For each"}
    told = {"zh-CN": "逐条执行 {times} 次", "en": "Went through {times}"}
    icon = "retweet"
    config = ForEach
    in_transaction = True
    samples = (
        {
            "id": "s1",
            "type": "for_each",
            "rows": "lines",
            "when": {"cond": [{"field": "$s1.qty", "op": "gt", "value": "1"}]},
            "steps": [
                {
                    "id": "s2",
                    "type": "create_record",
                    "form": "task",
                    "values": {"amount": {"formula": "{$s1.qty}*2"}},
                }
            ],
        },
    )
    refused = (
        ({"id": "s1", "type": "for_each", "steps": _DO}, "nothing_to_go_through"),
        ({"id": "s1", "type": "for_each", "rows": "customer", "steps": _DO}, "not_rows"),
        ({"id": "s1", "type": "for_each", "found": "nothing", "steps": _DO}, "no_such_step"),
        ({"id": "s1", "type": "for_each", "rows": "lines", "steps": []}, "bad_setting"),
    )

    def reads(self, step: ForEach) -> frozenset[str]:
        own = {step.rows} if step.rows else {f"${step.found}"}
        return frozenset(own | (set(paths(step.when)) if step.when else set()))

    def blocks(self, step: ForEach) -> Iterable[Block]:
        return (("steps", step.steps),)

    def item(self, step: ForEach, design: Design) -> FormShape | None:
        if step.rows is not None:
            return design.rows_of(step.rows)
        return design.known.get(step.found or "")

    def problems(self, step: ForEach, design: Design) -> Iterator[Problem]:
        if (step.rows is None) == (step.found is None):
            yield problem("found", "nothing_to_go_through")
        elif step.rows is not None and design.rows_of(step.rows) is None:
            yield problem("rows", "not_rows", path=step.rows)
        elif step.found is not None and not _is_lines(design.known.get(step.found)):
            yield from design.one("found", step.found)
        yield from design.knowing(step.id, self.item(step, design)).condition("when", step.when)

    def do(self, step: ForEach, work: Work) -> Saw:
        times = sum(work.enter_if("steps", step.steps, one, step.when) for one in _all(step, work))
        return {"times": times}


def _is_lines(shape: FormShape | None) -> bool:
    return shape is not None and bool(shape.lines_of or shape.items_of)


def _all(step: ForEach, work: Work) -> list[Record]:
    if step.rows is not None:
        rows = work.rows_at(step.rows)
        return [unstored(work.app, row, work.actor.member_id) for row in rows]
    variable = work.variable(step.found or "")
    return list(variable.records) if variable is not None else []


action_types.add(ForEachType())
