"""Keeps on each source what was taken of it, and how far it is done.

The source's formulas follow (what is open), and whoever posts it hears of it: a ledger that counts
what is open posts the difference.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from form_engine.links.catalog import links_of
from form_engine.links.taking import Others, Taken, others_took, taken_by
from form_engine.records.context import Writing
from form_engine.records.derived import derive
from form_engine.records.effects import announce
from huiliu.core.access import system_access
from huiliu.core.records import Record, Values

Given = dict[tuple[str, int | None], Any]


def keep_taken(
    writing: Writing, record: Record, known: Others | None = None, *, before: Values | None = None
) -> None:
    """After the document was approved, or is no longer: it counts itself only while approved.
    ``known``: what others took, from under the same locks. ``before``: its values until now, for
    the sources that it no longer takes from."""
    given: dict[tuple[str, int], Given] = {}
    for linked in links_of(writing.plan):
        link = linked.link
        own = taken_by(link, record.values)
        own |= {key: Taken(key) for key in taken_by(link, before or {}) if key not in own}
        if link.into is None or not own:
            continue
        others = (known or {}).get(link.id)
        if others is None:
            others = others_took(writing.plan, record, link, own)
        for key, one in own.items():
            total = others.get(key, Decimal(0))
            total += one.quantity if record.state == "approved" else 0
            given.setdefault((link.form, key[0]), {})[link.into, key[1]] = total
    for form, source in sorted(given):
        _keep(writing, form, source, given[form, source])


def _keep(writing: Writing, form: str, record_id: int, given: Mapping[Any, Any]) -> None:
    cause = writing.cause
    access = system_access(writing.actor, form)
    there = Writing.on(writing.app, form, access, cause)
    after, changed = derive(there, record_id, given)
    if after is not None and changed:
        announce("changed", after, actor=writing.actor, cause=cause, changed=changed)
