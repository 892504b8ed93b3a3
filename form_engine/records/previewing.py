"""What a record would be, with nothing stored: defaults, copies and formulas as the server has
them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from form_engine.plan import Outcome
from form_engine.records.context import Writing
from form_engine.records.told import plain
from form_engine.titles import titles_for
from huiliu.core.access import Access
from huiliu.core.actor import AppRef, Cause
from huiliu.core.errors import FieldErrors
from huiliu.core.records import Record, Values


@dataclass(frozen=True)
class Preview:
    """``values`` on the wire, hidden fields absent; errors by path, of visible fields."""

    values: dict[str, Any]
    errors: FieldErrors


def preview(
    app: AppRef,
    form: str,
    given: Mapping[str, Any],
    *,
    access: Access,
    record: Record | None = None,
) -> Preview:
    """Of a new record, or of a change to one that the caller has read."""
    writing = Writing.on(app, form, access, Cause())
    here = access if record is None else writing.here(record.id)
    outcome = _check(writing, given, here, record)

    def visible(path: str) -> bool:
        return here.may_see(path) if record is not None else _shown_of_new(here, path)

    titles = titles_for(app, writing.plan, [outcome.values], wanted=visible)
    values = writing.plan.to_json(outcome.values, visible=visible, titles=titles)
    return Preview(values, {p: e for p, e in outcome.errors.items() if visible(plain(p))})


def _shown_of_new(access: Access, path: str) -> bool:
    """By the grants to make it, and those that reach every record: nobody knows yet whether one
    for some records will reach this one."""
    if access.everything:
        return True
    makes, always = access.with_action("create"), access.with_action("view")
    return any(g.may_see(path) for g in makes) or any(
        g.may_see(path) for g in always if g.rows is None
    )


def preview_values(app: AppRef, form: str, given: Mapping[str, Any], *, access: Access) -> Values:
    """The same, typed."""
    return _check(Writing.on(app, form, access, Cause()), given, access, None).values


def _check(
    writing: Writing, given: Mapping[str, Any], access: Access, record: Record | None
) -> Outcome:
    before = None if record is None else record.values
    settled = record is not None and record.state == "approved"
    return writing.check(given, access, before, final=True, settled=settled)
