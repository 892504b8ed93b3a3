"""Gives records numbers anew, in an order that somebody decides: vouchers of a closed month.

Not a change of the records, as with what is derived; the counts go on behind the last one given.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from form_engine.catalog import get_plan
from form_engine.models import SerialCounter
from form_engine.records import serials
from form_engine.records.derived import Given, write_derived
from huiliu.core import ports
from huiliu.core.actor import Actor, AppRef, Cause
from huiliu.core.errors import HuiliuError
from huiliu.core.records import Record


class CannotRenumber(HuiliuError):
    code, status = "cannot_renumber", 422
    words = {
        "zh-CN": "编号含有其他字段，不能重新编号",
        "en": "These numbers name other fields and cannot be given anew",
    }


def renumber(
    app: AppRef, form: str, records: Sequence[Record], *, actor: Actor, cause: Cause
) -> int:
    """In this order, from the first number of each count on; all records that share a count must be
    among them. Returns how many have another number than before."""
    plan = get_plan(app, form)
    if serials.named_fields(plan):
        raise CannotRenumber
    changed = 0
    for config in serials.serial_fields(plan):
        numbers, counts = _numbers(config, records, ports.clock().today(actor.time_zone))
        # No two records have the same number at any moment: each is moved out of the way first.
        for taken in (True, False):
            for id_, number in numbers.items():
                given: Given = {(config.id, None): f"{number}~{id_}" if taken else number}
                write_derived(app, form, id_, given, actor=actor, cause=cause)
        changed += len(numbers)
        for scope, counted in sorted(counts.items()):
            SerialCounter.objects.filter(form_id=plan.form_id, field=config.id, scope=scope).update(
                value=counted
            )
    return changed


def _numbers(
    config: Any, records: Sequence[Record], today: date
) -> tuple[dict[int, str], dict[str, int]]:
    """The new numbers of those that get one, and the last count of each scope."""
    numbers: dict[int, str] = {}
    counts: dict[str, int] = {}
    for record in records:
        number, scope, counted = serials.at(config, record.values, today, counts)
        counts[scope] = counted
        if record.values[config.id] != number:
            numbers[record.id] = number
    return numbers, counts
