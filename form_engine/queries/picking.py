"""What a reference field offers: records the actor may choose, with what choosing brings along."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from form_engine.catalog import get_plan
from form_engine.field_type import type_of
from form_engine.plan import Plan
from form_engine.planning.filtering import filled
from form_engine.queries.called import Called, called
from form_engine.queries.far_values import values_of
from form_engine.queries.listing import MOST, Page, Query, Sort, query
from form_engine.queries.paths import target_form
from form_engine.queries.rights import split_at_reference, unknown
from form_engine.records.previewing import preview_values
from form_engine.titles import titles_for
from huiliu.core import ports
from huiliu.core.access import Access, system_access
from huiliu.core.actor import AppRef
from huiliu.core.conditions import Condition, Term
from huiliu.core.errors import NotFound


@dataclass
class Options:
    """``called``: each name asked for → ids of the items it names."""

    items: list[dict[str, Any]]
    next: str | None
    called: Called = field(default_factory=dict)


def options(
    app: AppRef,
    form: str,
    path: str,
    *,
    access: Access,
    values: Mapping[str, Any] | None = None,
    search: str = "",
    limit: int = 20,
    cursor: str | None = None,
    names: Sequence[str] | None = None,
    where: Condition | None = None,
) -> Options:
    """``values`` are those of the record being filled in, for the field's filter; of a subform,
    its first row is the one being filled in. With ``names``, instead of a page, everything that
    is called exactly so, by title or by a field that no two records share: for pasted cells.
    ``where`` narrows what is offered, as far as the actor may see it."""
    plan = get_plan(app, form)
    config = plan.fields.get(path)
    if config is None or not _may_use(access, path) or type_of(config).link != "record":
        unknown(path)
    there = access_to(app, plan, path, access)
    if there is None or not there.may("view"):
        return Options([], None)
    asked = Query(
        filter=where, search=search, limit=limit, cursor=cursor, sort=(Sort("$id", desc=True),)
    )
    known: Called = {}
    if names is not None:
        known = called(app, there.form, names, access=there)
        uids = sorted({uid for ids in known.values() for uid in ids})
        one_of = Condition(cond=(Term(field="$id", op="in", value=list(uids)),))
        asked = Query(filter=one_of, limit=MOST)
    condition: Condition | None = getattr(config, "filter", None)
    found = query(app, there.form, asked, access=there, also=_filter(
        app, form, plan, path, condition, access, values or {}
    ))  # fmt: skip
    items = _items(app, plan, path, config, access, there, found)
    return Options(items, found.next, _offered(known, items))


def _offered(known: Called, items: Sequence[Mapping[str, Any]]) -> Called:
    """A name may be taken by a record that the field's filter does not offer."""
    ids = {item["id"] for item in items}
    narrowed = {name: [one for one in uids if one in ids] for name, uids in known.items()}
    return {name: uids for name, uids in narrowed.items() if uids}


def _may_use(access: Access, path: str) -> bool:
    return access.everything or any(grant.may_see(path) for grant in access.grants)


def access_to(app: AppRef, plan: Plan, path: str, access: Access) -> Access | None:
    """The actor's access to the records that a reference points at."""
    form = target_form(plan, path)
    if access.everything:
        return system_access(access.actor, form)
    try:
        return ports.permissions().access(access.actor, app, form)
    except NotFound:
        return None


def _filter(
    app: AppRef,
    form: str,
    plan: Plan,
    path: str,
    condition: Condition | None,
    access: Access,
    given: Mapping[str, Any],
) -> Condition | None:
    """The field's own filter, with the values of this record put in."""
    if condition is None:
        return None
    values = preview_values(app, form, given, access=access)
    row: Mapping[str, Any] = (
        next(iter(values.get(path.partition(".")[0]) or ()), {}) if "." in path else {}
    )

    def get(one: str) -> Any:
        sub, _, column = one.rpartition(".")
        if sub and sub == path.partition(".")[0] and one in plan.fields:
            return row.get(column)
        own, rest = split_at_reference(plan, one)
        if own is not None and rest:
            return _far(app, plan, own, rest, get(own))
        return values.get(one)

    return filled(condition, get)


def _far(app: AppRef, plan: Plan, own: str, rest: str, record_id: Any) -> Any:
    if record_id is None:
        return None
    return values_of(app, target_form(plan, own), [record_id], [rest]).get(record_id, {}).get(rest)


def _items(
    app: AppRef, plan: Plan, path: str, config: Any, access: Access, there: Access, found: Page
) -> list[dict[str, Any]]:
    """``show`` as far as the reader may see it there; ``copy`` as the save will copy it, of the
    fields they may see here, so that the form can show it at once."""
    prefix = path[: -len(config.id)]
    copies = {to: far for to, far in config.copy_.items() if _may_use(access, prefix + to)}
    ids = [record.id for record in found.records]
    far = values_of(app, there.form, ids, sorted(set(copies.values())))
    written = _written(app, plan, path, copies, far)
    return [
        {
            "id": item["id"],
            "title": item["title"],
            "show": {one: item["values"][one] for one in config.show if one in item["values"]},
            "copy": written.get(record.id, {}),
        }
        for record, item in zip(found.records, found.items, strict=True)
    ]


def _written(
    app: AppRef,
    plan: Plan,
    path: str,
    copies: Mapping[str, str],
    far: Mapping[int, Mapping[str, Any]],
) -> dict[int, dict[str, Any]]:
    """Copied values in the wire form of this form's own fields."""
    sub = path.rpartition(".")[0]
    own = {record_id: {to: v.get(p) for to, p in copies.items()} for record_id, v in far.items()}
    records = {i: {sub: [values]} if sub else values for i, values in own.items()}
    titles = titles_for(app, plan, list(records.values()))
    write = plan.writer(visible=lambda _: True, titles=titles)
    found = {}
    for record_id, values in records.items():
        wire = write(values)
        found[record_id] = wire[sub][0] if sub else wire
    return found
