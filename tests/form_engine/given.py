"""An order form and the little world around it, for tests of what needs no database."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from form_engine.columns import wanted_columns
from form_engine.document import FormDocument
from form_engine.plan import Plan, build
from form_engine.storage import Column, Storage, Table
from huiliu.core.access import Access, Grant, system_access
from huiliu.core.actor import Actor
from huiliu.core.conditions import Condition
from huiliu.core.expressions.conditions import current_values, evaluate
from huiliu.core.expressions.values import Env

NOW = datetime(2026, 10, 1, 8, 30, tzinfo=UTC)
ENV = Env(date(2026, 10, 1), NOW.astimezone(ZoneInfo("Asia/Shanghai")), "王芳")
ACTOR = Actor(7, 1, "王芳", department_ids=frozenset({3}))
CURRENT = current_values(ACTOR, ENV.now, ENV.today)


def form(*fields: Mapping[str, Any], **more: Any) -> FormDocument:
    """A form of these fields; a field without a label gets its id for one."""
    return FormDocument.parse(content(*fields, **more))


def content(*fields: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "kind": "form",
        "version": 1,
        "id": "order",
        "title": {"zh-CN": "订单", "en": "Order"},
        "fields": [labelled(one) for one in fields],
        **more,
    }


def labelled(given: Mapping[str, Any]) -> dict[str, Any]:
    one = {"label": {"zh-CN": given["id"], "en": given["id"]}, **given}
    if "fields" in one:
        one["fields"] = [labelled(inner) for inner in one["fields"]]
    return one


def plan_of(document: FormDocument) -> Plan:
    return build(document, storage_of(document), form_id=12, version=1)


def storage_of(document: FormDocument) -> Storage:
    main: list[Column] = []
    rows: dict[str, list[Column]] = {}
    for want in wanted_columns(document):
        sub, _, field_id = want.path.rpartition(".")
        column = Column(field_id, want.path, f"c_{field_id}", want.kind, want.scale)
        (rows.setdefault(sub, []) if sub else main).append(column)
    tables = {key: Table(f"f_12_s_{key}", tuple(columns)) for key, columns in rows.items()}
    return Storage(Table("f_12", tuple(main)), tables)


def access_to(document: FormDocument, **rights: str) -> Access:
    """Everything may be edited, but for the fields named (``lines__qty`` is ``lines.qty``)."""
    fields: dict[str, Any] = dict.fromkeys(document.by_path, "edit")
    fields.update({path.replace("__", "."): right for path, right in rights.items()})
    grant = Grant("sales", frozenset({"view", "create", "edit"}), fields)
    return Access(ACTOR, document.id, (grant,))


def system(document: FormDocument) -> Access:
    return system_access(ACTOR, document.id)


@dataclass
class World:
    """Records, people and files that exist; counts the questions it is asked."""

    records: dict[str, dict[str, int]] = field(default_factory=dict)
    """Form → public id → internal id."""
    known: dict[str, dict[int, dict[str, Any]]] = field(default_factory=dict)
    """Form → internal id → values by path."""
    people: dict[str, int] = field(default_factory=dict)
    offices: dict[str, int] = field(default_factory=dict)
    uploads: dict[str, dict[str, Any]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def learn(self, wanted: Mapping[str, Collection[Any]]) -> None:
        """Nothing to be saved here."""

    def ids(
        self, form: str, given: Collection[str | int], *, kept: Collection[int]
    ) -> dict[str | int, int]:
        self.asked.append(f"ids {form}")
        present = self.records.get(form, {})
        internal = {*present.values(), *kept}
        return {
            one: present[one] if isinstance(one, str) else one
            for one in given
            if one in present or one in internal
        }

    def fulfilling(self, form: str, ids: Collection[int], where: Condition) -> list[int]:
        self.asked.append(f"fulfilling {form}")
        known = self.known.get(form, {})
        return [one for one in ids if evaluate(where, known.get(one, {}).get, CURRENT)]

    def first(self, form: str, where: Condition, order: Sequence[tuple[str, bool]]) -> int | None:
        self.asked.append(f"first {form}")
        known = self.known.get(form, {})
        found = [one for one in sorted(known) if evaluate(where, known[one].get, CURRENT)]
        for path, desc in reversed(order):
            found.sort(key=lambda one: known[one][path], reverse=desc)
        return found[0] if found else None

    def values(
        self, wanted: Mapping[str, tuple[Sequence[int], Sequence[str]]]
    ) -> dict[str, dict[int, dict[str, Any]]]:
        found: dict[str, dict[int, dict[str, Any]]] = {}
        for form, (ids, paths) in wanted.items():
            self.asked.append(f"values {form} {','.join(paths)}")
            there = {one: row for one, row in self.known.get(form, {}).items() if one in ids}
            found[form] = {
                one: {path: row.get(path) for path in paths} for one, row in there.items()
            }
        return found

    def members(
        self, given: Collection[str | int], *, departments: Sequence[str], roles: Sequence[str]
    ) -> dict[str | int, int]:
        return {one: self.people[str(one)] for one in given if str(one) in self.people}

    def departments(self, given: Collection[str | int]) -> dict[str | int, int]:
        return {one: self.offices[str(one)] for one in given if str(one) in self.offices}

    def main_department(self) -> int | None:
        return 3

    def files(self, given: Collection[str]) -> dict[str, dict[str, Any]]:
        return {one: self.uploads[one] for one in given if one in self.uploads}


def save(
    document: FormDocument,
    given: Mapping[str, Any],
    *,
    world: World | None = None,
    access: Access | None = None,
    before: dict[str, Any] | None = None,
    final: bool = True,
) -> dict[str, Any]:
    """One save; edits are partial, as in the browser."""
    return plan_of(document).clean(
        given,
        access=access or access_to(document),
        before=before,
        resolve=world or World(),
        env=ENV,
        current=CURRENT,
        partial=before is not None,
        final=final,
    )


def errors_of(error: Any) -> dict[str, list[str]]:
    """Path → codes of a refusal."""
    return {path: [one.code for one in many] for path, many in error.value.fields.items()}
