"""Files that people add to what they say about a record, and not to one of its fields.

Whoever may see the record may open them.
"""

from __future__ import annotations

from collections.abc import Sequence

from form_engine.catalog import get_plan
from form_engine.models import FileUse, StoredFile
from huiliu.core.actor import Actor, AppRef
from huiliu.core.errors import FieldError, ValidationFailed

PATH = "$flow"


def attach(app: AppRef, form: str, record_id: int, files: Sequence[str], *, actor: Actor) -> None:
    """``files``: public ids of what the actor has uploaded. Refused as ``attachments``."""
    wanted = dict.fromkeys(files)
    mine = StoredFile.objects.filter(
        uid__in=list(wanted), workspace_id=actor.workspace_id, uploaded_by=actor.member_id
    )
    known = dict(mine.values_list("uid", "pk"))
    if len(known) != len(wanted):
        raise ValidationFailed(fields={"attachments": [FieldError("bad_value")]})
    form_id = get_plan(app, form).form_id
    FileUse.objects.bulk_create(
        [
            FileUse(file_id=known[uid], form_id=form_id, record_id=record_id, path=PATH)
            for uid in wanted
        ],
        ignore_conflicts=True,
    )


def file_names(app: AppRef, files: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Public id → name and type, for those who may see the record they belong to."""
    found = StoredFile.objects.filter(app_id=app.id, uid__in=list(files))
    return {uid: (name, kind) for uid, name, kind in found.values_list("uid", "name", "type")}
