"""Changes the records of a form that match, once or for each row of a subform."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from huiliu.core.conditions import Condition
from huiliu.core.documents import Id
from huiliu.core.ports import Problem
from huiliu.core.records import Record
from workflow_engine.automations.action_type import ActionType, Saw, StepConfig, action_types
from workflow_engine.automations.design import Design, read_by, rights
from workflow_engine.automations.part import Values
from workflow_engine.automations.work import Work

_MATCH = {"cond": [{"field": "$id", "op": "eq", "value": {"field": "customer"}}]}


class UpdateRecord(StepConfig):
    """``match``: left sides are fields of ``form``, ``{"field": …}`` on the right is a path of the
    record that set the automation off."""

    type: Literal["update_record"]
    form: Id
    each: Id | None = None
    match: Condition
    values: Values


class UpdateRecordType(ActionType[UpdateRecord]):
    name = "update_record"
    words = {"zh-CN": "修改数据", "en": "Change records"}
    told = {
        "zh-CN": "“{form}”匹配 {matched} 条，修改 {changed} 条",
        "en": "Matched {matched} in {form}, changed {changed}",
    }
    icon = "edit"
    config = UpdateRecord
    in_transaction = True
    samples = (
        {
            "id": "s1",
            "type": "update_record",
            "form": "customer",
            "match": _MATCH,
            "values": {"last": {"formula": "{day}"}},
        },
        {
            "id": "s1",
            "type": "update_record",
            "form": "customer",
            "each": "lines",
            "match": {"cond": [{"field": "name", "op": "eq", "value": {"field": "lines.note"}}]},
            "values": {"credit": {"formula": "{lines.qty}+1"}},
        },
    )
    refused = (
        (
            {
                "id": "s1",
                "type": "update_record",
                "form": "customer",
                "match": {"cond": [{"field": "colour", "op": "empty"}]},
                "values": {"last": {"field": "day"}},
            },
            "no_such_path",
        ),
        (
            {
                "id": "s1",
                "type": "update_record",
                "form": "customer",
                "each": "rows",
                "match": _MATCH,
                "values": {"last": {"field": "day"}},
            },
            "no_such_subform",
        ),
    )

    def reads(self, step: UpdateRecord) -> frozenset[str]:
        return read_by(step.values) | rights(step.match)

    def problems(self, step: UpdateRecord, design: Design) -> Iterator[Problem]:
        yield from design.each(step.each)
        yield from design.match(step.form, step.match)
        yield from design.values(step.form, step.values)

    def do(self, step: UpdateRecord, work: Work) -> Saw:
        """Records are changed in one order, whatever the order of the rows: two documents with the
        same products do not wait for each other. Of two rows the later one says."""
        matched: list[str] = []
        found: dict[int, tuple[Record, dict[str, Any]]] = {}
        for get in work.rows(step.each):
            values = work.values(step.form, step.values, get)
            for record in work.find(step.form, step.match, get):
                matched.append(record.uid)
                found.setdefault(record.id, (record, {}))[1].update(values)
        in_order = [found[id_] for id_ in sorted(found)]
        changed = [record.uid for record, values in in_order if work.change(record, values)]
        return {"form": step.form, "matched": len(matched), "changed": sorted(changed)}


action_types.add(UpdateRecordType())
