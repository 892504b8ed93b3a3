"""Makes a new record: clean, number, store, check whose it is, note, tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from form_engine.attachments import note_uses
from form_engine.plan import Plan
from form_engine.records import history, inserting
from form_engine.records.context import Writing
from form_engine.records.effects import announce
from form_engine.records.periods import require_open
from form_engine.records.reserving import reserve
from form_engine.records.submitting import foresee, start_flow
from form_engine.records.told import write
from form_engine.resolution import main_department
from form_engine.uses.circles import require_acyclic
from huiliu.core import ports
from huiliu.core.access import Access
from huiliu.core.actor import AppRef, Cause
from huiliu.core.errors import FieldError, Forbidden, ValidationFailed
from huiliu.core.records import Record, State, Values


def create(
    app: AppRef, form: str, values: Values, *, access: Access, submit: bool, cause: Cause
) -> Record:
    """``submit`` sends a document into its approval at once; a plain record simply is."""
    return create_many(app, form, [values], access=access, submit=submit, cause=cause)[0]


def create_draft(
    app: AppRef, form: str, values: Values, *, access: Access, cause: Cause, brought: str
) -> Record:
    """``brought``: the subform whose rows come from elsewhere, and may be read-only. What is so at
    times only stays as it is."""

    def work() -> Record:
        writing = Writing.on(app, form, access, cause)
        if not access.may("create"):
            raise Forbidden
        config = writing.plan.fields.get(brought)
        if config is not None and config.readonly:
            writing = replace(writing, brought=frozenset({brought}))
        return _create_all(writing, [values], submit=False)[0]

    return write(app, form, access, work)


def create_many(
    app: AppRef, form: str, many: Sequence[Values], *, access: Access, submit: bool, cause: Cause
) -> list[Record]:
    """All of them or none, in this order. What they point at in common is asked for once, and they
    are stored together, before anything follows from the first of them."""

    def work() -> list[Record]:
        writing = Writing.on(app, form, access, cause)
        submits = submit and writing.plan.document.document
        if not access.may("create") or (submits and not access.may("submit")):
            raise Forbidden
        return _create_all(writing, many, submits)

    return write(app, form, access, work)


def _create_all(writing: Writing, many: Sequence[Mapping[str, Any]], submit: bool) -> list[Record]:
    plan, access = writing.plan, _creating(writing.access)
    final = submit or not plan.document.document
    reserved = reserve(plan, many)
    if submit:
        foresee(writing)
    elif final:
        ports.ledgers().foresee(writing.app, plan.document.id)
    if len(many) > 1:
        writing.learn(many)
    cleaned = [writing.clean(given, access, None, final=final) for given in many]
    for values in cleaned:
        require_open(plan, writing.app, values)
        require_acyclic(plan, writing.app, values, writing.actor)
    records = inserting.insert(
        plan,
        writing.app,
        cleaned,
        writing.naming(cleaned),
        state=_first_state(plan, submit),
        by=writing.actor.member_id,
        department=main_department(writing.actor),
        at=writing.at,
        reserved=reserved,
    )
    made: list[Record] = []
    disturbed = False
    for record, given in zip(records, many, strict=True):
        _require_own(writing, access, record, given)
        after, ran = _followed(writing, record, submit, disturbed)
        disturbed = disturbed or ran
        made.append(after)
    return made if disturbed else [replace(one, named=writing.named.records) for one in made]


def _followed(
    writing: Writing, record: Record, submit: bool, disturbed: bool
) -> tuple[Record, bool]:
    """Notes, tells and submits what is stored. Returns also whether anything else may have been
    written meanwhile; ``disturbed``: whether something was before."""
    actor, cause = writing.actor, writing.cause
    note_uses(writing.plan, record.id, record.values)
    history.note(writing.plan, record, "created", actor=actor, cause=cause, at=writing.at)
    ran = announce("created", record, actor=actor, cause=cause)
    if not submit:
        return record, ran
    after, more = start_flow(writing, record, checked=not (ran or disturbed))
    return after, ran or more


def _first_state(plan: Plan, submit: bool) -> State | None:
    if not plan.document.document:
        return None
    return "pending" if submit else "draft"


def _creating(access: Access) -> Access:
    if access.everything:
        return access
    return Access(access.actor, access.form, access.with_action("create"))


def _require_own(
    writing: Writing, access: Access, record: Record, given: Mapping[str, Any]
) -> None:
    """The new record must be one that a grant lets them create, with the fields *it* lets them
    fill in."""
    if access.everything:
        return
    reached = writing.here(record.id, "create")
    if not reached.grants:
        raise Forbidden
    if len(reached.grants) < len(access.grants):
        refused = [path for path in _paths(writing.plan, given) if not _may_fill(reached, path)]
        if refused:
            raise ValidationFailed(fields={path: [FieldError("not_allowed")] for path in refused})


def _may_fill(access: Access, path: str) -> bool:
    return any(grant.may_edit(path) for grant in access.grants)


def _paths(plan: Plan, given: Mapping[str, Any]) -> list[str]:
    paths = []
    for key, value in given.items():
        if key in plan.storage.subforms:
            columns = {column for row in value or () for column in row if column != "$row"}
            paths += [f"{key}.{column}" for column in sorted(columns)]
        elif key in plan.fields and not plan.fields[key].readonly:
            paths.append(key)
    return paths
