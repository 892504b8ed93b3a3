"""Imports and exports as jobs: they outlast the request, go on after a kill, and can be stopped."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from form_engine.exchange.appending import MOST_ERRORS, Appended, append
from form_engine.exchange.exporting import export
from form_engine.exchange.query_json import query_of
from form_engine.files import as_json, path_of, store_file
from form_engine.models import ImportRun, StoredFile
from huiliu.core import jobs, ports
from huiliu.core.access import Access
from huiliu.core.actor import Actor, AppRef
from huiliu.core.errors import Forbidden, NotFound
from huiliu.core.jobs import JobHandle
from huiliu.core.text import choose

IMPORT, EXPORT = "form.import", "form.export"
_TEXT = (".csv", ".txt", ".sta", ".mt940", ".940", ".xml")


def start_import(
    app: AppRef,
    form: str,
    file: StoredFile,
    *,
    access: Access,
    submit: bool = False,
    named: Mapping[int, str] | None = None,
    values: Mapping[str, str] | None = None,
) -> int:
    """The job's id. ``file`` is an upload of the actor; ``named`` and ``values`` as in
    ``append``."""
    if not (access.may("import") and access.may("create")):
        raise Forbidden
    payload: dict[str, Any] = {"app": app.id, "form": form, "file": file.uid, "submit": submit}
    if named is not None:
        payload["named"] = {str(position): path for position, path in named.items()}
    payload["values"] = dict(values or {})
    return _enqueue(IMPORT, payload, app, access.actor)


def start_export(app: AppRef, form: str, asked: Mapping[str, Any], *, access: Access) -> int:
    """``asked``: filter, search, sort and fields as in a list."""
    if not access.may("export"):
        raise Forbidden
    query_of(asked)
    payload = {"app": app.id, "form": form, "asked": dict(asked)}
    return _enqueue(EXPORT, payload, app, access.actor)


def _enqueue(kind: str, payload: dict[str, Any], app: AppRef, actor: Actor) -> int:
    return ports.jobs().enqueue(
        kind, payload, workspace_id=app.workspace_id, member_id=actor.member_id, queue="long"
    )


def do_import(payload: Mapping[str, Any], job: JobHandle) -> dict[str, Any]:
    app, access = _on(payload, job)
    file = StoredFile.objects.filter(uid=payload["file"], app_id=app.id).first()
    if file is None or file.uploaded_by != access.actor.member_id:
        raise NotFound
    run, _ = ImportRun.objects.get_or_create(job_id=job.id)
    append(
        app,
        str(payload["form"]),
        path_of(file),
        access=access,
        submit=bool(payload.get("submit")),
        named=_named(payload),
        skip=run.done,
        moved=lambda more: _move(job.id, more, access.actor.language),
        progress=job.progress,
        is_text=file.name.lower().endswith(_TEXT),
        values=payload.get("values", {}),
    )
    run.refresh_from_db()
    return {"created": run.created, "failed": run.failed, "errors": run.errors}


def _named(payload: Mapping[str, Any]) -> dict[int, str] | None:
    given = payload.get("named")
    return None if given is None else {int(place): path for place, path in given.items()}


def do_export(payload: Mapping[str, Any], job: JobHandle) -> dict[str, Any]:
    app, access = _on(payload, job)
    form, asked = str(payload["form"]), query_of(payload["asked"])
    with tempfile.TemporaryDirectory() as folder:
        workbook = Path(folder) / "export.xlsx"
        done = export(app, form, workbook, access=access, asked=asked, progress=job.progress)
        with workbook.open("rb") as content:
            file = store_file(app, access.actor, f"{_title(app, form, access)}.xlsx", content)
    return {"records": done, "file": as_json(file)}


def _on(payload: Mapping[str, Any], job: JobHandle) -> tuple[AppRef, Access]:
    """Whoever asked, with the rights they have now."""
    app = ports.documents().app_by_id(int(payload["app"]))
    if job.member_id is None or app.workspace_id != job.workspace_id:
        raise NotFound
    actor = ports.org().actor(job.member_id)
    return app, ports.permissions().access(actor, app, str(payload["form"]))


def _move(job_id: int, more: Appended, language: str) -> None:
    """In the transaction of the records it counts."""
    run = ImportRun.objects.select_for_update().get(job_id=job_id)
    run.done += more.done
    run.created += more.created
    run.failed += more.failed
    room = max(MOST_ERRORS - len(run.errors), 0)
    run.errors += [error.as_json(language) for error in more.errors[:room]]
    run.save()


def _title(app: AppRef, form: str, access: Access) -> str:
    found = ports.documents().find(app, "form", form)
    return choose(found.content["title"], access.actor.language) if found is not None else form


def register() -> None:
    """Called once, when the engine is loaded."""
    jobs.register(IMPORT, do_import, queue="long")
    jobs.register(EXPORT, do_export, queue="long")
