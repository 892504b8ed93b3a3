"""Lets the ledgers look anew at documents that wait for something: reservations at a receipt."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from pydantic import Field

from huiliu.core.conditions import Condition
from huiliu.core.documents import Id
from huiliu.core.ports import Problem
from huiliu.core.records import Record
from workflow_engine.automations.action_type import ActionType, Saw, StepConfig, action_types
from workflow_engine.automations.design import Design, rights
from workflow_engine.automations.part import Part, problem
from workflow_engine.automations.work import Work


class FirstBy(Part):
    """Who comes first: by a field of the documents' own."""

    field: Id
    desc: bool = False


class PostAgain(StepConfig):
    """Approved documents that ``match``, one after the other: ``sort``, then the oldest first. What
    their ledgers keep within a check (reserve what there is) takes as much as the check allows
    now."""

    type: Literal["post_again"]
    form: Id
    match: Condition
    sort: tuple[FirstBy, ...] = Field(default=(), max_length=5)


_WAITING = {"cond": [{"field": "customer", "op": "eq", "value": {"field": "customer"}}]}


class PostAgainType(ActionType[PostAgain]):
    name = "post_again"
    words = {"zh-CN": "重新记账", "en": "Post again"}
    told = {"zh-CN": "重新记账“{form}” {posted} 张", "en": "Posted {posted} of {form} again"}
    icon = "stock"
    config = PostAgain
    in_transaction = True
    samples = (
        {"id": "s1", "type": "post_again", "form": "order", "match": _WAITING},
        {
            "id": "s1",
            "type": "post_again",
            "form": "order",
            "match": _WAITING,
            "sort": [{"field": "note", "desc": True}],
        },
    )
    refused = (
        (
            {"id": "s1", "type": "post_again", "form": "customer", "match": {"cond": []}},
            "not_a_document",
        ),
        (
            {
                "id": "s1",
                "type": "post_again",
                "form": "order",
                "match": {"cond": []},
                "sort": [{"field": "colour"}],
            },
            "no_such_path",
        ),
    )

    def reads(self, step: PostAgain) -> frozenset[str]:
        return frozenset(rights(step.match))

    def problems(self, step: PostAgain, design: Design) -> Iterator[Problem]:
        target = design.shapes(step.form)
        if target is None:
            yield problem("form", "no_such_form", form=step.form)
            return
        if not target.is_document:
            yield problem("form", "not_a_document", form=step.form)
        yield from design.match(step.form, step.match)
        for position, one in enumerate(step.sort):
            if one.field not in target.fields:
                yield problem(f"sort.{position}.field", "no_such_path", path=one.field)

    def do(self, step: PostAgain, work: Work) -> Saw:
        found = work.find(step.form, step.match, work.get)
        if found:
            work.post_again(step.form, _in_order(found, step.sort))
        return {"form": step.form, "posted": [record.uid for record in found]}


def _in_order(records: list[Record], sort: tuple[FirstBy, ...]) -> list[Record]:
    """Stable: the last of ``sort`` first. What is empty comes last."""
    found = sorted(records, key=lambda one: one.id, reverse=bool(sort) and sort[0].desc)
    for by in reversed(sort):
        filled = [one for one in found if one.values.get(by.field) is not None]
        filled.sort(key=lambda one: _value(one, by.field), reverse=by.desc)
        found = filled + [one for one in found if one.values.get(by.field) is None]
    return found


def _value(record: Record, field: str) -> Any:
    return record.values[field]


action_types.add(PostAgainType())
