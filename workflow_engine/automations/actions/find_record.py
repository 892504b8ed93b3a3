"""Finds one record, or many, of a form, for the steps after it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from huiliu.core.conditions import Condition
from huiliu.core.documents import Id
from huiliu.core.forms import FormShape
from huiliu.core.ports import Problem
from workflow_engine.automations.action_type import ActionType, Saw, StepConfig, action_types
from workflow_engine.automations.design import Design, rights
from workflow_engine.automations.errors import nothing_found
from workflow_engine.automations.part import problem
from workflow_engine.automations.work import MAX_FOUND, Work


class FindRecord(StepConfig):
    """``match`` as in ``update_record``. Later steps read ``$id.field``; of ``many`` that is all
    their values (``SUM({$id.qty})``), and ``$id.count`` how many. ``required``: finding nothing
    refuses the run; otherwise everything read from it is empty."""

    type: Literal["find_record"]
    form: Id
    match: Condition
    many: bool = False
    limit: int = Field(default=MAX_FOUND, ge=1, le=MAX_FOUND)
    required: bool = False


class FindRecordType(ActionType[FindRecord]):
    name = "find_record"
    words = {"zh-CN": "查询数据", "en": "Find records"}
    told = {"zh-CN": "在“{form}”中找到 {found} 条", "en": "Found {found} in {form}"}
    icon = "search"
    config = FindRecord
    in_transaction = True
    samples = (
        {
            "id": "s1",
            "type": "find_record",
            "form": "task",
            "many": True,
            "match": {"cond": [{"field": "customer", "op": "eq", "value": {"field": "customer"}}]},
        },
        {
            "id": "s1",
            "type": "find_record",
            "form": "customer",
            "required": True,
            "match": {"cond": [{"field": "$id", "op": "eq", "value": {"field": "customer"}}]},
        },
    )
    refused = (
        ({"id": "s1", "type": "find_record", "form": "x", "match": {"cond": []}}, "no_such_form"),
        (
            {
                "id": "s1",
                "type": "find_record",
                "form": "task",
                "match": {"cond": [{"field": "colour", "op": "empty"}]},
            },
            "no_such_path",
        ),
    )

    def reads(self, step: FindRecord) -> frozenset[str]:
        return frozenset(rights(step.match))

    def gives(self, step: FindRecord, design: Design) -> FormShape | None:
        return design.shapes(step.form)

    def problems(self, step: FindRecord, design: Design) -> Iterator[Problem]:
        if design.shapes(step.form) is None:
            yield problem("form", "no_such_form", form=step.form)
        yield from design.match(step.form, step.match)

    def do(self, step: FindRecord, work: Work) -> Saw:
        found = work.find(step.form, step.match, work.get, most=step.limit)
        if step.required and not found:
            raise nothing_found(work.title, step.id)
        work.bind(found if step.many else found[:1], many=step.many)
        return {"form": step.form, "found": len(found)}


action_types.add(FindRecordType())
