"""Puts the records that match into the recycle bin."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from huiliu.core.conditions import Condition
from huiliu.core.documents import Id
from huiliu.core.ports import Problem
from workflow_engine.automations.action_type import ActionType, Saw, StepConfig, action_types
from workflow_engine.automations.design import Design, rights
from workflow_engine.automations.part import problem
from workflow_engine.automations.work import Work


class DeleteRecord(StepConfig):
    """``match`` must say something: nothing deletes a whole form by an oversight."""

    type: Literal["delete_record"]
    form: Id
    match: Condition


class DeleteRecordType(ActionType[DeleteRecord]):
    name = "delete_record"
    words = {"zh-CN": "删除数据", "en": "Delete records"}
    told = {"zh-CN": "从“{form}”删除 {deleted} 条", "en": "Deleted {deleted} from {form}"}
    icon = "delete"
    config = DeleteRecord
    in_transaction = True
    samples = (
        {
            "id": "s1",
            "type": "delete_record",
            "form": "task",
            "match": {"cond": [{"field": "customer", "op": "eq", "value": {"field": "customer"}}]},
        },
    )
    refused = (
        ({"id": "s1", "type": "delete_record", "form": "task", "match": {"cond": []}}, "no_match"),
        (
            {
                "id": "s1",
                "type": "delete_record",
                "form": "nowhere",
                "match": {"cond": [{"field": "a", "op": "empty"}]},
            },
            "no_such_form",
        ),
    )

    def reads(self, step: DeleteRecord) -> frozenset[str]:
        return frozenset(rights(step.match))

    def problems(self, step: DeleteRecord, design: Design) -> Iterator[Problem]:
        if design.shapes(step.form) is None:
            yield problem("form", "no_such_form", form=step.form)
        if not step.match.cond:
            yield problem("match", "no_match")
        yield from design.match(step.form, step.match)

    def do(self, step: DeleteRecord, work: Work) -> Saw:
        found = work.find(step.form, step.match, work.get)
        for record in found:
            work.remove(record)
        return {"form": step.form, "deleted": [record.uid for record in found]}


action_types.add(DeleteRecordType())
