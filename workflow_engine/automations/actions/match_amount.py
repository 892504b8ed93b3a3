"""Finds the open items of a ledger whose amounts add up to an amount: what a payment pays."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, ClassVar, Literal

from pydantic import Field

from huiliu.core.conditions import ALWAYS, Condition
from huiliu.core.documents import Id
from huiliu.core.forms import FieldShape, FormShape, ledger_items_of, ledger_key
from huiliu.core.ports import Problem
from workflow_engine.automations.action_type import ActionType, Saw, StepConfig, action_types
from workflow_engine.automations.adding_up import (
    MOST,
    NOTHING,
    Found,
    adding_up,
    adding_up_together,
)
from workflow_engine.automations.design import Design, lefts, read_by, rights
from workflow_engine.automations.errors import several_match
from workflow_engine.automations.part import Part, Path, ValueSource, problem
from workflow_engine.automations.sources import value_for
from workflow_engine.automations.variables import unstored
from workflow_engine.automations.work import MAX_FOUND, Work

Item = dict[str, Any]
_AMOUNT = FieldShape("amount", "number", scale=8)


class Mentioned(Part):
    """Only items whose words stand in a text as they are: a number in what the payer wrote."""

    dimension: Id
    text: Path


class Way(Part):
    """``match``: left sides are dimensions of the ledger. ``several``: what is given where other
    items, as few, would do too: ``nothing``, the ``first``, or the run is refused."""

    match: Condition = ALWAYS
    mentioned: Mentioned | None = None
    several: Literal["nothing", "first", "refuse"] = "nothing"


class MatchAmount(StepConfig):
    """The fewest open items, at most ``most``, whose ``measure`` adds up to ``amount``, looked for
    in one way after the other until one finds some. Later steps read ``$id.dimension`` of them, and
    ``$id.count``. ``together``: a dimension that they have in common. ``order``: a dimension that
    says which come first. ``single``: a dimension; what has several balances there is no item."""

    type: Literal["match_amount"]
    ledger: Id
    measure: Id
    amount: ValueSource
    ways: tuple[Way, ...] = Field(min_length=1, max_length=10)
    together: Id | None = None
    order: Id | None = None
    single: Id | None = None
    most: int = Field(default=MOST, ge=1, le=MOST)
    many: ClassVar[bool] = True


_CUSTOMER = {"match": {"cond": [{"field": "customer", "op": "eq", "value": {"field": "customer"}}]}}
_SAMPLE: dict[str, Any] = {
    "id": "s1",
    "type": "match_amount",
    "ledger": "stock",
    "measure": "qty",
    "amount": {"field": "total"},
    "ways": [_CUSTOMER],
}


class MatchAmountType(ActionType[MatchAmount]):
    name = "match_amount"
    words = {"zh-CN": "按金额匹配未清项", "en": "Match open items by amount"}
    told = {
        "zh-CN": "台账“{ledger}”按第 {way} 种方式在 {looked} 笔未清项中找到 {found} 笔",
        "en": "In way {way}, of {looked} open items of {ledger}, {found} add up to the amount",
    }
    icon = "calculator"
    config = MatchAmount
    in_transaction = True
    samples = (
        _SAMPLE,
        {
            **_SAMPLE,
            "amount": {"formula": "-{total}"},
            "ways": [_CUSTOMER, {**_CUSTOMER, "several": "first"}],
            "order": "customer",
            "together": "customer",
            "single": "customer",
            "most": 2,
        },
    )
    refused = (
        ({**_SAMPLE, "ledger": "gone"}, "no_such_ledger"),
        ({**_SAMPLE, "measure": "weight"}, "no_such_path"),
        ({**_SAMPLE, "ways": []}, "bad_setting"),
        ({**_SAMPLE, "ways": [{"match": {"cond": []}}]}, "no_match"),
        (
            {**_SAMPLE, "ways": [{"match": {"cond": [{"field": "qty", "op": "not_empty"}]}}]},
            "no_such_path",
        ),
        (
            {**_SAMPLE, "ways": [{"mentioned": {"dimension": "customer", "text": "note"}}]},
            "not_a_text_field",
        ),
        ({**_SAMPLE, "order": "qty"}, "no_such_path"),
        ({**_SAMPLE, "together": "qty"}, "no_such_path"),
        ({**_SAMPLE, "single": "qty"}, "no_such_path"),
        ({**_SAMPLE, "most": 6}, "bad_setting"),
    )

    def reads(self, step: MatchAmount) -> frozenset[str]:
        read = set(read_by({"amount": step.amount}))
        for way in step.ways:
            read |= rights(way.match) | ({way.mentioned.text} if way.mentioned else set())
        return frozenset(read)

    def gives(self, step: MatchAmount, design: Design) -> FormShape | None:
        shape = design.shapes(ledger_key(step.ledger))
        return ledger_items_of(shape, step.ledger) if shape is not None else None

    def problems(self, step: MatchAmount, design: Design) -> Iterator[Problem]:
        shape = design.shapes(ledger_key(step.ledger))
        if shape is None:
            yield problem("ledger", "no_such_ledger", ledger=step.ledger)
            return
        measure = shape.fields.get(step.measure)
        if measure is None or not measure.is_computed:
            yield problem("measure", "no_such_path", path=step.measure)
        yield from design.source("amount", step.amount)
        for path, id_ in _dimensions_of(step).items():
            if id_ is not None and not _is_dimension(shape, id_):
                yield problem(path, "no_such_path", path=id_)
        for n, way in enumerate(step.ways):
            yield from _problems_of(way, f"ways.{n}", ledger_key(step.ledger), design, shape)

    def do(self, step: MatchAmount, work: Work) -> Saw:
        amount = _amount(step, work)
        saw: Saw = {}
        for n, way in enumerate(step.ways, 1):
            items, found = _looked(step, way, amount, work)
            if found.several and way.several == "refuse":
                raise several_match(work.title, step.id)
            is_given = not found.several or way.several == "first"
            places = found.first if is_given else ()
            saw = {"ledger": step.ledger, "way": n, "looked": len(items), "found": len(places)}
            if places:
                break
        given = [unstored(work.app, items[place], work.actor.member_id) for place in places]
        work.bind(given, many=True)
        return saw


def _looked(
    step: MatchAmount, way: Way, amount: Decimal, work: Work
) -> tuple[Sequence[Item], Found]:
    """More than can be read at once are not looked through: nobody could say what is the only."""
    named = (way.mentioned.dimension, _text(way.mentioned, work)) if way.mentioned else None
    found = work.open_items(step.ledger, step.measure, way.match, named)
    if len(found) > MAX_FOUND:
        return found, NOTHING
    items = _in_order(step.order, _single(step.single, _mentioned(way, work, found)))
    amounts = [one[step.measure] for one in items]
    if step.together is None:
        return items, adding_up(amounts, amount, step.most)
    groups = [one[step.together] for one in items]
    return items, adding_up_together(amounts, groups, amount, step.most)


def _problems_of(
    way: Way, at: str, ledger: str, design: Design, shape: FormShape
) -> Iterator[Problem]:
    if not way.match.cond and way.mentioned is None:
        yield problem(f"{at}.match", "no_match")
    yield from design.match(ledger, way.match, f"{at}.match")
    for path in sorted(lefts(way.match)):
        if path in shape.fields and not _is_dimension(shape, path):
            yield problem(f"{at}.match", "no_such_path", path=path)
    if way.mentioned is not None:
        id_ = way.mentioned.dimension
        if not _is_dimension(shape, id_) or shape.fields[id_].type != "text":
            yield problem(f"{at}.mentioned", "not_a_text_field", path=id_)
        yield from design.exist(f"{at}.mentioned", [way.mentioned.text])


def _dimensions_of(step: MatchAmount) -> dict[str, str | None]:
    return {"order": step.order, "together": step.together, "single": step.single}


def _is_dimension(shape: FormShape, id_: str) -> bool:
    return id_ in shape.fields and not shape.fields[id_].is_computed


def _amount(step: MatchAmount, work: Work) -> Decimal:
    found = value_for(_AMOUNT, step.amount, get=work.get, env=work.env, app=work.app)
    return found if isinstance(found, Decimal) else Decimal(0)


def _text(mentioned: Mentioned, work: Work) -> str:
    return str(work.get(mentioned.text) or "")


def _mentioned(way: Way, work: Work, items: Sequence[Item]) -> Sequence[Item]:
    """XSCK-1 does not stand in "XSCK-12", nor in "XSCK-1-2"."""
    if way.mentioned is None:
        return items
    text, at = _text(way.mentioned, work), way.mentioned.dimension
    alone = r"(?<![0-9A-Za-z])(?<![0-9A-Za-z]-){}(?!-?[0-9A-Za-z])"
    return [one for one in items if re.search(alone.format(re.escape(str(one[at]))), text)]


def _single(by: str | None, items: Sequence[Item]) -> Sequence[Item]:
    if by is None:
        return items
    counted = Counter(one[by] for one in items)
    return [one for one in items if counted[one[by]] == 1]


def _in_order(by: str | None, items: Sequence[Item]) -> Sequence[Item]:
    """What has nothing there comes last."""
    if by is None:
        return items
    given = [one for one in items if one[by] is not None]
    return [*sorted(given, key=lambda one: one[by]), *(one for one in items if one[by] is None)]


action_types.add(MatchAmountType())
