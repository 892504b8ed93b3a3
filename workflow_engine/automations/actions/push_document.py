"""Makes a prefilled draft of the next document: 下推."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from huiliu.core.conditions import Condition
from huiliu.core.documents import Id
from huiliu.core.expressions.conditions import paths
from huiliu.core.forms import FormShape
from huiliu.core.paths import Get, is_true
from huiliu.core.ports import Problem
from workflow_engine.automations.action_type import ActionType, Saw, StepConfig, action_types
from workflow_engine.automations.design import Design, read_by
from workflow_engine.automations.part import Part, Path, Values, problem
from workflow_engine.automations.variables import split
from workflow_engine.automations.work import Work


class PushedRows(Part):
    """The rows of a subform of the draft, one for each of ``of`` for which ``when`` holds: the rows
    of a subform of the record, or what a step found (``$items``; ``$items.path`` is then that
    one's)."""

    of: Path
    when: Condition | None = None
    values: Values


class PushDocument(StepConfig):
    """``rows``: by the draft's subform. With rows asked for and none that holds, nothing is made:
    a document without lines helps nobody. ``submit``: it takes its own way through its flow."""

    type: Literal["push_document"]
    form: Id
    values: Values
    rows: dict[Id, PushedRows] = {}
    submit: bool = False


_ROWS = {
    "lines": {
        "of": "lines",
        "when": {"cond": [{"field": "lines.qty", "op": "gt", "value": "0"}]},
        "values": {"qty": {"formula": "{lines.qty}-1"}, "note": {"field": "lines.note"}},
    }
}


class PushDocumentType(ActionType[PushDocument]):
    name = "push_document"
    words = {"zh-CN": "下推单据", "en": "Push to the next document"}
    told = {"zh-CN": "下推 {created} 张“{form}”草稿", "en": "Made {created} drafts of {form}"}
    icon = "export"
    config = PushDocument
    in_transaction = True
    samples = (
        {
            "id": "s1",
            "type": "push_document",
            "form": "order",
            "values": {"customer": {"field": "customer"}},
            "rows": _ROWS,
        },
        {
            "id": "s1",
            "type": "push_document",
            "form": "order",
            "values": {"customer": {"field": "customer"}},
            "rows": _ROWS,
            "submit": True,
        },
    )
    refused = (
        (
            {
                "id": "s1",
                "type": "push_document",
                "form": "customer",
                "values": {"name": {"value": "x"}},
            },
            "not_a_document",
        ),
        (
            {
                "id": "s1",
                "type": "push_document",
                "form": "order",
                "values": {"note": {"value": "x"}},
                "rows": {"lines": {**_ROWS["lines"], "of": "rows"}},
            },
            "no_such_subform",
        ),
        (
            {
                "id": "s1",
                "type": "push_document",
                "form": "order",
                "values": {"note": {"value": "x"}},
                "rows": {"lines": {**_ROWS["lines"], "of": "$gone"}},
            },
            "no_such_subform",
        ),
        (
            {
                "id": "s1",
                "type": "push_document",
                "form": "order",
                "values": {"note": {"value": "x"}},
                "rows": {"lines": {**_ROWS["lines"], "values": {"colour": {"value": "x"}}}},
            },
            "no_such_path",
        ),
    )

    def reads(self, step: PushDocument) -> frozenset[str]:
        found = set(read_by(step.values))
        for rows in step.rows.values():
            found |= read_by(rows.values) | (set(paths(rows.when)) if rows.when else set())
            found |= {rows.of} if split(rows.of) else set()
        return frozenset(found)

    def gives(self, step: PushDocument, design: Design) -> FormShape | None:
        return design.shapes(step.form)

    def problems(self, step: PushDocument, design: Design) -> Iterator[Problem]:
        target = design.shapes(step.form)
        if target is not None and not target.is_document:
            yield problem("form", "not_a_document", form=step.form)
        yield from design.values(step.form, step.values)
        for subform, rows in step.rows.items():
            here = f"rows.{subform}"
            if not design.goes_through(rows.of):
                yield problem(f"{here}.of", "no_such_subform", id=rows.of)
            yield from design.condition(f"{here}.when", rows.when)
            yield from design.values(step.form, rows.values, f"{here}.values", subform)

    def do(self, step: PushDocument, work: Work) -> Saw:
        values = work.values(step.form, step.values, work.get)
        for subform, rows in step.rows.items():
            values[subform] = [
                work.values(step.form, rows.values, get, subform)
                for get in work.rows(rows.of)
                if _holds(rows.when, get, work)
            ]
        if step.rows and not any(values[subform] for subform in step.rows):
            work.bind([])
            return {"form": step.form, "created": []}
        made = work.create(step.form, values, submit=step.submit)
        work.bind([made])
        return {"form": step.form, "created": [made.uid]}


def _holds(condition: Condition | None, get: Get, work: Work) -> bool:
    return condition is None or is_true(condition, get, work.actor, work.env)


action_types.add(PushDocumentType())
