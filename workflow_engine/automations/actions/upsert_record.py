"""Changes the record that matches, or makes one: 更新或新增."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from huiliu.core.conditions import Condition
from huiliu.core.documents import Id
from huiliu.core.forms import FormShape
from huiliu.core.ports import Problem
from workflow_engine.automations.action_type import ActionType, Saw, StepConfig, action_types
from workflow_engine.automations.design import Design, read_by, rights
from workflow_engine.automations.part import Values
from workflow_engine.automations.work import Work


class UpsertRecord(StepConfig):
    """All that match are changed. Where none does, one is made, with ``values`` alone."""

    type: Literal["upsert_record"]
    form: Id
    each: Id | None = None
    match: Condition
    values: Values
    submit: bool = False


_BY_NOTE = {"cond": [{"field": "note", "op": "eq", "value": {"field": "note"}}]}


class UpsertRecordType(ActionType[UpsertRecord]):
    name = "upsert_record"
    words = {"zh-CN": "更新或新增数据", "en": "Change or create a record"}
    told = {
        "zh-CN": "“{form}”修改 {changed} 条，新增 {created} 条",
        "en": "Changed {changed} in {form}, created {created}",
    }
    icon = "sync"
    config = UpsertRecord
    in_transaction = True
    samples = (
        {
            "id": "s1",
            "type": "upsert_record",
            "form": "task",
            "match": _BY_NOTE,
            "values": {"note": {"field": "note"}, "amount": {"formula": "{total}*2"}},
        },
    )
    refused = (
        (
            {
                "id": "s1",
                "type": "upsert_record",
                "form": "task",
                "match": {"cond": [{"field": "colour", "op": "empty"}]},
                "values": {"note": {"field": "note"}},
            },
            "no_such_path",
        ),
        (
            {
                "id": "s1",
                "type": "upsert_record",
                "form": "task",
                "match": _BY_NOTE,
                "values": {"no": {"value": "1"}},
            },
            "not_writable",
        ),
    )

    def reads(self, step: UpsertRecord) -> frozenset[str]:
        return read_by(step.values) | rights(step.match)

    def gives(self, step: UpsertRecord, design: Design) -> FormShape | None:
        return design.shapes(step.form)

    def problems(self, step: UpsertRecord, design: Design) -> Iterator[Problem]:
        yield from design.each(step.each)
        yield from design.match(step.form, step.match)
        yield from design.values(step.form, step.values)

    def do(self, step: UpsertRecord, work: Work) -> Saw:
        changed: list[str] = []
        created: list[str] = []
        for get in work.rows(step.each):
            values = work.values(step.form, step.values, get)
            found = work.find(step.form, step.match, get)
            changed += [record.uid for record in found if work.change(record, values)]
            if not found:
                found = [work.create(step.form, values, submit=step.submit)]
                created.append(found[0].uid)
            work.bind(found[:1])
        return {"form": step.form, "changed": changed, "created": created}


action_types.add(UpsertRecordType())
