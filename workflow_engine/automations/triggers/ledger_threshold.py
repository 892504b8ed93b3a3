"""A balance of a ledger comes under or over a value: 低库存预警."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Literal

from pydantic import Field

from huiliu.core import ports
from huiliu.core.access import Access, Grant
from huiliu.core.actor import Actor
from huiliu.core.conditions import Condition
from huiliu.core.documents import Id
from huiliu.core.expressions.conditions import paths
from huiliu.core.forms import FormShape, Shapes, ledger_key
from huiliu.core.ports import Problem
from huiliu.core.records import Record
from workflow_engine.automations.dependence import Dependence, read_through
from workflow_engine.automations.design import Design
from workflow_engine.automations.part import problem
from workflow_engine.automations.trigger_type import TriggerConfig, TriggerType, trigger_types


class LedgerThreshold(TriggerConfig):
    """``per``: the dimensions a balance is looked at by (none: all), summed over the others.
    ``holds`` reads dimensions, through references too (``product.min_stock``), and measures. It is
    set off when that comes to hold, and again only after it has not."""

    type: Literal["ledger_threshold"]
    ledger: Id
    per: tuple[Id, ...] = Field(default=(), max_length=10)
    holds: Condition


_LOW = {"cond": [{"field": "qty", "op": "lt", "value": {"field": "customer.credit"}}]}


class LedgerThresholdType(TriggerType[LedgerThreshold]):
    name = "ledger_threshold"
    words = {"zh-CN": "台账余额达到条件时", "en": "A balance crosses a line"}
    icon = "alert"
    config = LedgerThreshold
    samples = (
        {"type": "ledger_threshold", "ledger": "stock", "per": ["customer"], "holds": _LOW},
        {
            "type": "ledger_threshold",
            "ledger": "stock",
            "holds": {"cond": [{"field": "qty", "op": "lte", "value": "0"}]},
        },
    )
    refused = (
        ({"type": "ledger_threshold", "ledger": "nothing", "holds": _LOW}, "no_such_ledger"),
        (
            {"type": "ledger_threshold", "ledger": "stock", "per": ["colour"], "holds": _LOW},
            "no_such_path",
        ),
        (
            {
                "type": "ledger_threshold",
                "ledger": "stock",
                "holds": {"cond": [{"field": "weight", "op": "gt", "value": "1"}]},
            },
            "no_such_path",
        ),
        ({"type": "ledger_threshold", "ledger": "stock", "holds": {"cond": []}}, "no_match"),
    )

    def subject(self, trigger: LedgerThreshold, shapes: Shapes) -> FormShape | None:
        whole = shapes(ledger_key(trigger.ledger))
        if whole is None:
            return None
        fields = {
            path: one
            for path, one in whole.fields.items()
            if one.is_computed or not trigger.per or path in trigger.per
        }
        return FormShape("", False, whole.title, fields)

    def missing(self, trigger: LedgerThreshold) -> Problem:
        return problem("ledger", "no_such_ledger", ledger=trigger.ledger)

    def reads(self, trigger: LedgerThreshold) -> frozenset[str]:
        return paths(trigger.holds)

    def line(self, trigger: LedgerThreshold) -> Condition | None:
        return trigger.holds

    def depends(self, trigger: LedgerThreshold, subject: FormShape, shapes: Shapes) -> Dependence:
        return read_through(paths(trigger.holds), subject, shapes)

    def problems(self, trigger: LedgerThreshold, design: Design) -> Iterator[Problem]:
        for path in trigger.per:
            if path not in design.form.fields:
                yield problem("per", "no_such_path", path=path)
        if not trigger.holds.cond:
            yield problem("holds", "no_match")
        yield from design.condition("holds", trigger.holds)

    def rehearsed(self, trigger: LedgerThreshold, payload: Any, now: datetime) -> Mapping[str, Any]:
        """Nothing is known of a balance that was not read: an empty one."""
        return {}

    def sight(self, trigger: LedgerThreshold, receiver: Actor, record: Record) -> Access | None:
        seen = ports.ledgers().visible(record.app, trigger.ledger, record.values, receiver)
        if seen is None:
            return None
        grant = Grant("", frozenset({"view"}), dict.fromkeys(seen, "view"))
        return Access(receiver, "", (grant,))


trigger_types.add(LedgerThresholdType())
