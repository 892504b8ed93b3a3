"""Computes values once, for the steps after it: ``$id.name``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from huiliu.core.documents import Id, Title
from huiliu.core.forms import FieldShape, FormShape
from huiliu.core.ports import Problem
from huiliu.core.text import choose
from workflow_engine.automations.action_type import ActionType, Saw, StepConfig, action_types
from workflow_engine.automations.design import Design, read_by
from workflow_engine.automations.part import Computed
from workflow_engine.automations.sources import value_for
from workflow_engine.automations.work import Work


class Result(Computed):
    """``scale``: the digits after the point of a number; ``label``: what people call it."""

    label: Title | None = None
    type: Literal["number", "text", "date", "switch"] = "number"
    scale: int = Field(default=2, ge=0, le=8)


class Calculate(StepConfig):
    type: Literal["calculate"]
    values: dict[Id, Result] = Field(min_length=1, max_length=50)


class CalculateType(ActionType[Calculate]):
    name = "calculate"
    words = {"zh-CN": "计算", "en": "Calculate"}
    told = {"zh-CN": "计算 {computed}", "en": "Computed {computed}"}
    icon = "calculator"
    config = Calculate
    in_transaction = True
    samples = (
        {
            "id": "s1",
            "type": "calculate",
            "values": {
                "pieces": {"formula": "SUM({lines.qty})", "scale": 0},
                "who": {"formula": "CONCATENATE({customer.name},{note})", "type": "text"},
            },
        },
    )
    refused = (
        ({"id": "s1", "type": "calculate", "values": {}}, "bad_setting"),
        ({"id": "s1", "type": "calculate", "values": {"a": {"formula": "1+"}}}, "bad_formula"),
        ({"id": "s1", "type": "calculate", "values": {"a": {"formula": "{x}"}}}, "no_such_path"),
    )

    def reads(self, step: Calculate) -> frozenset[str]:
        return read_by(step.values)

    def gives(self, step: Calculate, design: Design) -> FormShape | None:
        fields = {id_: shape_of(id_, one) for id_, one in step.values.items()}
        return FormShape("", False, self.words, fields)

    def problems(self, step: Calculate, design: Design) -> Iterator[Problem]:
        for id_, one in step.values.items():
            yield from design.source(f"values.{id_}", one)

    def do(self, step: Calculate, work: Work) -> Saw:
        values = {
            id_: value_for(shape_of(id_, one), one, get=work.get, env=work.env, app=work.app)
            for id_, one in step.values.items()
        }
        work.bind_values(values)
        said = work.actor.language
        return {
            "computed": sorted(choose(step.values[id_].label or {}, said) or id_ for id_ in values)
        }


def shape_of(id_: str, result: Result) -> FieldShape:
    scale = result.scale if result.type == "number" else 0
    return FieldShape(id_, result.type, scale=scale, label=result.label)


action_types.add(CalculateType())
