"""Who may open a file: its uploader, and whoever may see a field that it is attached to, by a
permission group or by a task."""

from __future__ import annotations

from form_engine.catalog import forms_of, plan_of
from form_engine.models import FileUse, StoredFile
from form_engine.queries.reach import narrowed
from form_engine.records import store
from huiliu.core import ports
from huiliu.core.actor import Actor, AppRef
from huiliu.core.errors import NotFound


def get_file(actor: Actor, uid: str) -> StoredFile:
    """NotFound also for what one may not see."""
    file = StoredFile.objects.filter(uid=uid, workspace_id=actor.workspace_id).first()
    if file is None or not (file.uploaded_by == actor.member_id or _may_see(actor, file)):
        raise NotFound
    return file


def _may_see(actor: Actor, file: StoredFile) -> bool:
    uses = list(FileUse.objects.filter(file=file)[:100])
    app = ports.documents().app_by_id(file.app_id)
    return any(_sees_use(actor, app, use) for use in uses)


def _sees_use(actor: Actor, app: AppRef, use: FileUse) -> bool:
    form = next((form for form in forms_of(app).values() if form.id == use.form_id), None)
    if form is None:
        return False
    plan = plan_of(form)
    action = "view"
    if store.find(plan, app, use.record_id) is None:
        action = "restore"  # it is in the recycle bin, or nowhere
    try:
        access = ports.permissions().access(actor, app, form.key)
        if narrowed(app, plan, use.record_id, access, action).may_see(use.path, action):
            return True
    except NotFound:
        pass
    if action == "restore":
        return False
    by_task = ports.flows().access(actor, app, form.key, use.record_id)
    return by_task is not None and by_task.may_see(use.path)
