"""A document was approved. Un-approval takes back what the steps did."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from huiliu.core.ports import Problem
from workflow_engine.automations.design import Design
from workflow_engine.automations.part import problem
from workflow_engine.automations.trigger_type import FormTrigger, TriggerType, trigger_types


class RecordApproved(FormTrigger):
    type: Literal["record_approved"]


class RecordApprovedType(TriggerType[RecordApproved]):
    name = "record_approved"
    words = {"zh-CN": "单据审核通过时", "en": "A document is approved"}
    icon = "check"
    config = RecordApproved
    events = frozenset({"approved"})
    samples = ({"type": "record_approved", "form": "order"},)
    refused = (({"type": "record_approved", "form": "customer"}, "not_a_document"),)

    def problems(self, trigger: RecordApproved, design: Design) -> Iterator[Problem]:
        if not design.form.is_document:
            yield problem("form", "not_a_document", form=trigger.form)


trigger_types.add(RecordApprovedType())
