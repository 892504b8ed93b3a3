"""Records that point at a record, whoever may see them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection

from form_engine.catalog import forms_of, plan_of
from form_engine.plan import Plan
from form_engine.use_document import InUse
from huiliu.core import ddl
from huiliu.core.actor import AppRef


@dataclass(frozen=True)
class User:
    """A record, and the path of the reference by which it points."""

    form: str
    id: int
    path: str


def users_of(app: AppRef, form: str, record_id: int, rule: InUse, *, most: int) -> Iterator[User]:
    """Of each reference at most so many, in the order of the forms' keys; not those in the recycle
    bin, and not the record itself."""
    for key in sorted(forms_of(app)):
        if key in rule.but or (rule.forms and key not in rule.forms):
            continue
        plan = plan_of(forms_of(app)[key])
        for path in [path for path, there in plan.references if there == form]:
            for number in _pointing(plan, path, record_id, most):
                if (key, number) != (form, record_id):
                    yield User(key, number, path)


def _pointing(plan: Plan, path: str, record_id: int, most: int) -> list[int]:
    sub = path.rpartition(".")[0]
    table = plan.storage.subforms[sub] if sub else plan.storage.main
    column = next(one.name for one in table.columns if one.path == path)
    main = f"{ddl.qualified(plan.storage.main.name)} t"
    tables = f"{ddl.qualified(table.name)} s JOIN {main} ON t.id = s.parent_id" if sub else main
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT DISTINCT t.id FROM {tables}"  # noqa: S608
            f' WHERE {"s" if sub else "t"}."{column}" = %s AND t.deleted_at IS NULL'
            f" ORDER BY t.id LIMIT {most + 1}",
            [record_id],
        )
        return [row[0] for row in cursor.fetchall()]
