"""Makes a record of a form, once or for each row of a subform."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from huiliu.core.documents import Id
from huiliu.core.forms import FormShape
from huiliu.core.ports import Problem
from workflow_engine.automations.action_type import ActionType, Saw, StepConfig, action_types
from workflow_engine.automations.design import Design, read_by
from workflow_engine.automations.part import Values
from workflow_engine.automations.work import Work


class CreateRecord(StepConfig):
    """``submit``: a document is submitted at once and takes its own way through its flow."""

    type: Literal["create_record"]
    form: Id
    each: Id | None = None
    values: Values
    submit: bool = False


class CreateRecordType(ActionType[CreateRecord]):
    name = "create_record"
    words = {"zh-CN": "新增数据", "en": "Create a record"}
    told = {"zh-CN": "新增 {created} 条“{form}”", "en": "Created {created} in {form}"}
    icon = "plus"
    config = CreateRecord
    in_transaction = True
    samples = (
        {
            "id": "s1",
            "type": "create_record",
            "form": "task",
            "values": {"customer": {"formula": "{customer}"}, "note": {"value": "回访"}},
            "submit": True,
        },
        {
            "id": "s1",
            "type": "create_record",
            "form": "task",
            "each": "lines",
            "values": {"amount": {"formula": "{lines.qty}*2"}, "customer": {"field": "customer"}},
        },
    )
    refused = (
        ({"id": "s1", "type": "create_record", "form": "task", "values": {}}, "bad_setting"),
        (
            {"id": "s1", "type": "create_record", "form": "x", "values": {"a": {"value": "b"}}},
            "no_such_form",
        ),
        (
            {"id": "s1", "type": "create_record", "form": "task", "values": {"x": {"value": "b"}}},
            "no_such_path",
        ),
        (
            {"id": "s1", "type": "create_record", "form": "task", "values": {"no": {"value": "1"}}},
            "not_writable",
        ),
        (
            {
                "id": "s1",
                "type": "create_record",
                "form": "task",
                "each": "customer",
                "values": {"note": {"formula": "1+"}},
            },
            "bad_formula",
        ),
    )

    def reads(self, step: CreateRecord) -> frozenset[str]:
        return read_by(step.values)

    def problems(self, step: CreateRecord, design: Design) -> Iterator[Problem]:
        yield from design.each(step.each)
        yield from design.values(step.form, step.values)

    def gives(self, step: CreateRecord, design: Design) -> FormShape | None:
        """The last one that was made."""
        return design.shapes(step.form)

    def do(self, step: CreateRecord, work: Work) -> Saw:
        made = [
            work.create(step.form, work.values(step.form, step.values, get), submit=step.submit)
            for get in work.rows(step.each)
        ]
        work.bind(made[-1:])
        return {"form": step.form, "created": [record.uid for record in made]}


action_types.add(CreateRecordType())
