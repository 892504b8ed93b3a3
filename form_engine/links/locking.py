"""The sources of a document, locked until the commit: two that take the last of one come in turn.

Always downstream first and then its sources by (form, number); a form never follows from itself
by a detour, so nobody waits in a circle.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

from form_engine.catalog import get_plan
from form_engine.links.catalog import links_of
from form_engine.links.sight import seen_title
from form_engine.links.taking import taken_by
from form_engine.plan import Plan
from huiliu.core import ddl
from huiliu.core.actor import Actor, AppRef
from huiliu.core.errors import Conflict
from huiliu.core.records import Record


class SourceNotApproved(Conflict):
    code = "SOURCE_NOT_APPROVED"
    words = {
        "zh-CN": "来源单据 {source} 未审核，不能继续",
        "en": "The source {source} is not approved",
    }


class SourceClosed(Conflict):
    code = "SOURCE_CLOSED"
    words = {"zh-CN": "来源单据 {source} 已关闭", "en": "The source {source} is closed"}


@dataclass(frozen=True)
class _Found:
    state: str | None
    status: str | None
    deleted: bool


def lock_sources(plan: Plan, record: Record, actor: Actor, *, taking: bool = True) -> None:
    """``taking``: what is taken from must be approved and not closed. Who may not see the source
    is not told what it is called."""
    wanted: dict[str, set[int]] = {}
    for linked in links_of(plan):
        keys = taken_by(linked.link, record.values)
        wanted.setdefault(linked.link.form, set()).update(key[0] for key in keys)
    for form in sorted(wanted):
        found = _locked(record.app, form, sorted(wanted[form]))
        for number, one in found.items() if taking else ():
            _require_usable(record.app, form, number, one, actor)


def _locked(app: AppRef, form: str, ids: list[int]) -> dict[int, _Found]:
    if not ids:
        return {}
    plan = get_plan(app, form)
    execution = plan.document.execution
    columns = {column.path: column.name for column in plan.storage.main.columns}
    status = f'"{columns[execution.status]}"' if execution else "NULL"
    lock = " FOR UPDATE" if ddl.is_postgresql() else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f'SELECT "id", "state", {status}, "deleted_at" FROM'  # noqa: S608
            f" {ddl.qualified(plan.storage.main.name)}"
            f' WHERE "id" IN ({", ".join(["%s"] * len(ids))}) ORDER BY "id"{lock}',
            ids,
        )
        return {row[0]: _Found(row[1], row[2], row[3] is not None) for row in cursor.fetchall()}


def _require_usable(app: AppRef, form: str, number: int, found: _Found, actor: Actor) -> None:
    if found.deleted or found.state not in (None, "approved"):
        raise SourceNotApproved(source=seen_title(app, form, number, actor))
    if found.status == "closed":
        raise SourceClosed(source=seen_title(app, form, number, actor))
