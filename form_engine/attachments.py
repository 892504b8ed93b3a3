"""Keeps who uses which file: who may see that field of that record may open the file."""

from __future__ import annotations

from functools import lru_cache

from form_engine.field_type import type_of
from form_engine.models import FileUse, StoredFile
from form_engine.plan import Plan
from huiliu.core.records import Values


def note_uses(plan: Plan, record_id: int, values: Values, before: Values | None = None) -> None:
    """Costs nothing on forms without attachments, and on records that have none."""
    paths = _file_paths(plan)
    if not paths:
        return
    now = _uses(paths, values)
    had = _uses(paths, before or {})
    if now == had:
        return
    mine = FileUse.objects.filter(form_id=plan.form_id, record_id=record_id)
    for path, uid in had - now:
        mine.filter(path=path, file__uid=uid).delete()
    files = dict(
        StoredFile.objects.filter(uid__in=[uid for _, uid in now - had]).values_list("uid", "id")
    )
    FileUse.objects.bulk_create(
        [
            FileUse(file_id=files[uid], form_id=plan.form_id, record_id=record_id, path=path)
            for path, uid in sorted(now - had)
            if uid in files
        ],
        ignore_conflicts=True,
    )


@lru_cache(maxsize=1000)
def _file_paths(plan: Plan) -> list[str]:
    return [path for path, config in plan.fields.items() if type_of(config).link == "file"]


def _uses(paths: list[str], values: Values) -> set[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    for path in paths:
        sub, _, column = path.rpartition(".")
        rows = values.get(sub) or () if sub else (values,)
        for row in rows:
            found |= {(path, file["id"]) for file in row.get(column) or ()}
    return found
