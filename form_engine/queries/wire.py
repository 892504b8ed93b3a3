"""Records as they go over the wire, and as words for a person: hidden fields are absent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from form_engine.catalog import get_plan
from form_engine.field_type import type_of
from form_engine.plan import Plan
from form_engine.queries.far_values import values_of
from form_engine.queries.reach import narrowed
from form_engine.queries.rights import split_at_reference
from form_engine.records.approved import editable
from form_engine.titles import FoundTitles, titles_for, titles_of
from form_engine.wording import shown, title_path
from huiliu.core.access import Access, FieldRight
from huiliu.core.actor import AppRef
from huiliu.core.errors import NotFound, ValidationFailed
from huiliu.core.records import Record


def to_json(record: Record, *, access: Access) -> dict[str, Any]:
    """What this actor may see of the record, as it is now in the database."""
    plan = get_plan(record.app, record.form)
    here = narrowed(record.app, plan, record.id, access)
    people = [record.created_by]
    titles = titles_for(
        record.app, plan, [record.values], wanted=here.may_see, members=people,
        known=record.named, me=access.actor,
    )  # fmt: skip
    return {
        "id": record.uid,
        "rev": record.rev,
        "version": record.version,
        "state": record.state,
        "title": _title(plan, record, here, titles),
        "values": plan.to_json(record.values, visible=here.may_see, titles=titles),
        "created_at": moment(record.created_at),
        "updated_at": moment(record.updated_at),
        "created_by": person(titles, record.created_by),
        "actions": actions(plan, record, here),
        "fields": _rights_now(plan, record, here),
    }


def actions(plan: Plan, record: Record, here: Access) -> list[str]:
    """What the actor may do with the record in its state. ``here``: only grants that reach it.
    Taking back is offered to whom the flow lets do it: who submits what another made finds it
    among what they have started."""
    possible = _POSSIBLE[record.state] if record.state else ("edit", "delete")
    if record.state == "approved":
        possible = (*possible, *_turns(plan, record), *(("edit",) if editable(plan) else ()))
    always = ("copy", "print", "export")
    found = [name for name in (*possible, *always) if here.may(name)]
    is_mine = record.created_by == here.actor.member_id
    return found if is_mine else [name for name in found if name != "withdraw"]


def _turns(plan: Plan, record: Record) -> tuple[str, ...]:
    """What else its form lets one do with an approved document."""
    execution, life = plan.document.execution, plan.document.life
    found: tuple[str, ...] = ()
    if execution is not None:
        found = ("reopen",) if record.values.get(execution.status) == "closed" else ("close",)
    if life is not None and life.reversal is not None:
        found += ("reverse",) if record.values.get(life.reversal.of) is None else ()
    return found


def field_rights(plan: Plan, here: Access) -> dict[str, FieldRight]:
    """``view`` or ``edit`` for every field that is not hidden."""
    if here.everything:
        return dict.fromkeys(plan.fields, "edit")
    grants, editing = here.with_action("view"), here.with_action("edit")
    rights: dict[str, FieldRight] = {}
    for path in plan.fields:
        if any(grant.may_edit(path) for grant in editing):
            rights[path] = "edit"
        elif any(grant.may_see(path) for grant in grants):
            rights[path] = "view"
    return rights


def _rights_now(plan: Plan, record: Record, here: Access) -> dict[str, FieldRight]:
    """Of an approved document only what its form leaves open may still be edited; what a document
    follows from stays what it is."""
    rights = field_rights(plan, here)
    for link in plan.document.links:
        if rights.get(link.record) == "edit" and record.values.get(link.record) is not None:
            rights[link.record] = "view"
    if record.state != "approved" or here.everything:
        return rights
    may = editable(plan)
    return {path: right if path in may else "view" for path, right in rights.items()}


def texts(record: Record, paths: Sequence[str], *, access: Access, language: str) -> dict[str, str]:
    """Values as words. A path that is hidden on this record is absent."""
    plan = get_plan(record.app, record.form)
    here = narrowed(record.app, plan, record.id, access)
    titles = titles_for(record.app, plan, [record.values], wanted=here.may_see)
    found: dict[str, str] = {}
    for path in paths:
        own, rest = split_at_reference(plan, path)
        if own is None or not here.may_see(own):
            continue
        if rest:
            found[path] = _far_text(record, path, language)
        elif path == "$title":
            found[path] = _title(plan, record, here, titles)
        else:
            found[path] = own_text(plan, record, path, titles, language)
    return found


def moment(value: datetime) -> str:
    """UTC, to the millisecond."""
    return value.isoformat(timespec="milliseconds")[:23] + "Z"


def person(titles: FoundTitles, member_id: int) -> dict[str, str]:
    found = titles.member(member_id)
    return {"id": str(member_id), "name": found[1] if found else ""}


_POSSIBLE: Mapping[str, tuple[str, ...]] = {
    "draft": ("edit", "submit", "delete", "void"),
    "pending": ("withdraw",),
    "approved": ("unapprove",),
    "void": (),
}


def _title(plan: Plan, record: Record, here: Access, titles: FoundTitles) -> str:
    path = title_path(plan)
    if path is None or not here.may_see(path):
        return ""
    return shown(plan, path, record.values.get(path), titles)


def own_text(plan: Plan, record: Record, path: str, titles: FoundTitles, language: str) -> str:
    if path.startswith("$"):
        return _system_text(record, path)
    sub, _, column = path.rpartition(".")
    if path in plan.storage.subforms:
        return str(len(record.values.get(path) or ()))
    values = [row.get(column) for row in record.values.get(sub) or ()] if sub else [
        record.values.get(path)
    ]  # fmt: skip
    return ", ".join(shown(plan, path, v, titles, language) for v in values if v is not None)


def _system_text(record: Record, path: str) -> str:
    known = {
        "$id": record.uid,
        "$state": record.state or "",
        "$created_at": moment(record.created_at),
        "$updated_at": moment(record.updated_at),
    }
    return known.get(path, "")


def _far_text(record: Record, path: str, language: str) -> str:
    """Through a reference: the value there, with its own field's words."""
    try:
        found = values_of(record.app, record.form, [record.id], [path])
    except (NotFound, ValidationFailed):
        return ""
    value = found.get(record.id, {}).get(path)
    return _plain_text(record.app, record.form, path, value, language)


def _plain_text(app: AppRef, form: str, path: str, value: Any, language: str) -> str:
    plan = get_plan(app, form)
    own, rest = split_at_reference(plan, path)
    if value is None or own is None:
        return ""
    if rest:
        target = str(getattr(plan.fields[own], "form", ""))
        return _plain_text(app, target, rest, value, language)
    if isinstance(value, list):
        return ", ".join(_plain_text(app, form, path, one, language) for one in value)
    if path.startswith("$"):
        return str(value)
    titles = FoundTitles()
    if type_of(plan.fields[path]).link == "record":
        there = str(getattr(plan.fields[path], "form", ""))
        titles.records[there] = titles_of(app, there, [value])
    return shown(plan, path, value, titles, language)
