"""The public ids and words of what records point at: one question per form, however many rows."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence, Set
from typing import Any

from form_engine.catalog import find_form
from form_engine.plan import Plan
from huiliu.core import ddl, ports
from huiliu.core.actor import Actor, AppRef
from huiliu.core.pending import Statement, send
from huiliu.core.records import Values

Names = Mapping[str, Mapping[int, tuple[str, str]]]
"""Form → internal id → (public id, title)."""
NOTHING_KNOWN: Names = {}


class FoundTitles:
    """What was fetched; satisfies ``field_type.Titles``."""

    def __init__(self) -> None:
        self.records: dict[str, dict[int, tuple[str, str]]] = {}
        self.members: dict[int, str] = {}
        self.departments: Mapping[int, str] = {}

    def record(self, form: str, record_id: int) -> tuple[str, str] | None:
        return self.records.get(form, {}).get(record_id)

    def member(self, member_id: int) -> tuple[str, str] | None:
        name = self.members.get(member_id)
        return None if name is None else (str(member_id), name)

    def department(self, department_id: int) -> tuple[str, str] | None:
        name = self.departments.get(department_id)
        return None if name is None else (str(department_id), name)


def titles_of(app: AppRef, form: str, ids: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Internal id → (public id, title); also of deleted records, whose name still stands."""
    unsent = {one: named for one in ids if (named := _named_unsent(app, form, one)) is not None}
    asked = [one for one in ids if one not in unsent]
    return {**titles_by_form(app, {form: asked}).get(form, {}), **unsent}


def _named_unsent(app: AppRef, form: str, record_id: int) -> tuple[str, str] | None:
    """What a new record is called that is still to be sent, if that does not wait for a number."""
    from form_engine.records.unsent import find_unsent

    target = find_form(app, form)
    one = find_unsent(ddl.qualified(f"f_{target.id}"), record_id) if target is not None else None
    return one.named() if one is not None else None


def titles_by_form(
    app: AppRef, wanted: Mapping[str, Collection[int]]
) -> dict[str, dict[int, tuple[str, str]]]:
    """The same for several forms, in one round trip."""
    found: dict[str, dict[int, tuple[str, str]]] = {}
    asked = [
        _asking(target.id, ids, found.setdefault(form, {}))
        for form, ids in wanted.items()
        if ids and (target := find_form(app, form)) is not None
    ]
    if asked:
        send(asked)
    return found


def _asking(form_id: int, ids: Collection[int], into: dict[int, tuple[str, str]]) -> Statement:
    def then(cursor: Any) -> None:
        into.update((row[0], (row[1], row[2] or "")) for row in cursor.fetchall())

    # Our own numbers, written out: each count of placeholders would be parsed as a new statement.
    numbers = ", ".join(str(int(one)) for one in ids)
    table = ddl.qualified(f"f_{form_id}")
    sql = f"SELECT id, uid, title FROM {table} WHERE id IN ({numbers})"  # noqa: S608
    return Statement(sql, [], then)


def titles_for(
    app: AppRef,
    plan: Plan,
    records: Iterable[Values],
    *,
    wanted: Callable[[str], bool] = lambda path: True,
    members: Iterable[int] = (),
    known: Names = NOTHING_KNOWN,
    me: Actor | None = None,
) -> FoundTitles:
    """Everything these records point at in the wanted fields, and some members besides. What is
    ``known`` already is not asked for, nor what the actor is called."""
    linked = plan.linked(records, visible=wanted)
    titles = FoundTitles()
    titles.records = _titles_besides(app, linked.records, known)
    people = linked.members | set(members)
    if me is not None and me.member_id in people:
        titles.members[me.member_id] = me.name
    unknown = sorted(people - titles.members.keys())
    if unknown:
        titles.members.update(ports.org().names(unknown))
    if linked.departments:
        titles.departments = ports.org().department_names(sorted(linked.departments))
    return titles


def _titles_besides(
    app: AppRef, wanted: Mapping[str, Set[int]], known: Names
) -> dict[str, dict[int, tuple[str, str]]]:
    had = {
        form: {one: names[one] for one in ids if one in names}
        for form, ids in wanted.items()
        for names in [known.get(form, {})]
    }
    found = titles_by_form(app, {form: ids - had[form].keys() for form, ids in wanted.items()})
    return {form: {**names, **found.get(form, {})} for form, names in had.items()}
