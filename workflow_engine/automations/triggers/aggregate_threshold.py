"""A sum or count over the records of a form comes under or over a value."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from huiliu.core import ports
from huiliu.core.access import Access
from huiliu.core.actor import Actor
from huiliu.core.conditions import Condition
from huiliu.core.documents import Id, Title
from huiliu.core.errors import NotFound
from huiliu.core.expressions.conditions import paths
from huiliu.core.forms import FieldShape, FormShape, Shapes, find_path
from huiliu.core.ports import Problem
from huiliu.core.records import Record
from workflow_engine.automations.dependence import ANY, Dependence, read_through, together
from workflow_engine.automations.design import Design
from workflow_engine.automations.part import Part, problem
from workflow_engine.automations.trigger_type import FormTrigger, TriggerType, trigger_types


class Total(Part):
    """``label``: what people call it; without one, as the field that is added up."""

    label: Title | None = None
    fn: Literal["count", "sum", "avg", "min", "max"]
    field: str | None = Field(default=None, max_length=200)


class AggregateThreshold(FormTrigger):
    """``group_by``: fields of the record; ``totals`` by names that ``holds`` and the steps read.
    It is set off when ``holds`` comes to be true of a group, and again only after it was not."""

    type: Literal["aggregate_threshold"]
    filter: Condition = Condition()
    group_by: tuple[Id, ...] = Field(default=(), max_length=5)
    totals: dict[Id, Total] = Field(min_length=1, max_length=10)
    holds: Condition


_OVER = {"cond": [{"field": "owed", "op": "gt", "value": {"field": "customer.credit"}}]}
_OWED = {"owed": {"fn": "sum", "field": "total"}}


class AggregateThresholdType(TriggerType[AggregateThreshold]):
    name = "aggregate_threshold"
    words = {"zh-CN": "汇总值达到条件时", "en": "A total crosses a line"}
    icon = "alert"
    config = AggregateThreshold
    samples = (
        {
            "type": "aggregate_threshold",
            "form": "order",
            "filter": {"cond": [{"field": "$state", "op": "eq", "value": "approved"}]},
            "group_by": ["customer"],
            "totals": _OWED,
            "holds": _OVER,
        },
    )
    refused = (
        (
            {
                "type": "aggregate_threshold",
                "form": "order",
                "totals": {"owed": {"fn": "sum", "field": "note"}},
                "holds": {"cond": [{"field": "owed", "op": "gt", "value": "1"}]},
            },
            "not_a_number_field",
        ),
        (
            {"type": "aggregate_threshold", "form": "order", "totals": _OWED, "holds": _OVER},
            "no_such_path",
        ),
        (
            {
                "type": "aggregate_threshold",
                "form": "order",
                "group_by": ["lines"],
                "totals": _OWED,
                "holds": {"cond": [{"field": "owed", "op": "gt", "value": "1"}]},
            },
            "no_such_path",
        ),
    )

    def subject(self, trigger: AggregateThreshold, shapes: Shapes) -> FormShape | None:
        form = shapes(trigger.form)
        if form is None:
            return None
        fields = {path: form.fields[path] for path in trigger.group_by if path in form.fields}
        for id_, total in trigger.totals.items():
            source = find_path(form, total.field, shapes) if total.field else None
            scale = (source.scale if source else 0) + (2 if total.fn == "avg" else 0)
            label = total.label or (source.label if source else None)
            fields[id_] = FieldShape(id_, "number", scale=scale, label=label, is_computed=True)
        return FormShape("", False, form.title, fields)

    def reads(self, trigger: AggregateThreshold) -> frozenset[str]:
        return paths(trigger.holds)

    def line(self, trigger: AggregateThreshold) -> Condition | None:
        return trigger.holds

    def depends(
        self, trigger: AggregateThreshold, subject: FormShape, shapes: Shapes
    ) -> Dependence:
        form = shapes(trigger.form)
        summed = read_through(paths(trigger.filter), form, shapes) if form else {}
        lines = read_through(paths(trigger.holds), subject, shapes)
        any_group = {of: frozenset({ANY}) for of in (*summed, trigger.form)}
        return together(any_group, lines)

    def problems(self, trigger: AggregateThreshold, design: Design) -> Iterator[Problem]:
        form = design.shapes(trigger.form)
        assert form is not None
        for path in trigger.group_by:
            if path not in form.fields or form.fields[path].type == "subform":
                yield problem("group_by", "no_such_path", path=path)
        for id_, total in trigger.totals.items():
            field = form.fields.get(total.field or "")
            if total.fn != "count" and (field is None or field.type not in ("number", "money")):
                path = total.field or ""
                yield problem(f"totals.{id_}", "not_a_number_field", path=path)
        yield from Design(form, design.shapes).condition("filter", trigger.filter)
        yield from design.condition("holds", trigger.holds)

    def sight(self, trigger: AggregateThreshold, receiver: Actor, record: Record) -> Access | None:
        """Only who may see every record of the form, and in it all that was added up, may see the
        totals."""
        try:
            access = ports.permissions().access(receiver, record.app, trigger.form)
        except NotFound:
            return None
        used = {total.field for total in trigger.totals.values() if total.field}
        wanted = {*used, *trigger.group_by, *paths(trigger.filter)}
        whole = [grant for grant in access.seeing(wanted) if grant.rows is None]
        return Access(receiver, "", (), everything=True) if access.everything or whole else None


trigger_types.add(AggregateThresholdType())
