"""Attachments: uploaded to an app, opened by whoever may see a field they are attached to."""

from __future__ import annotations

from typing import BinaryIO, cast

from django.http import FileResponse, HttpRequest
from ninja import File, Router, Schema
from ninja.files import UploadedFile
from ninja.responses import Status

from form_engine import api as forms
from huiliu.core.actor import AppRef
from huiliu.core.errors import Malformed, NotFound
from huiliu.server.http.doors import actor_of, app_of, is_open
from workflow_engine import api as flows

router = Router()

# Only what a browser draws without running anything in it may be shown in the page.
_INLINE = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})


class FileOut(Schema):
    id: str
    name: str
    size: int
    type: str


@router.post("/apps/{app}/files", response={201: FileOut})
def upload(request: HttpRequest, app: str, file: File[UploadedFile]) -> Status[FileOut]:
    if file.file is None:
        raise Malformed(reason="file")
    content = cast(BinaryIO, file.file)
    stored = forms.store_file(_app(request, app), actor_of(request), file.name or "", content)
    return Status(201, FileOut(**forms.file_as_json(stored)))


def _app(request: HttpRequest, app: str) -> AppRef:
    """Open to the actor, if only by a task in it."""
    actor, found = actor_of(request), app_of(request, app)
    if not is_open(actor, found) and not flows.counts(actor, [found.id])["todo"]:
        raise NotFound
    return found


@router.get("/files/{file}")
def download(request: HttpRequest, file: str) -> FileResponse:
    actor = actor_of(request)
    found = forms.get_file(actor, file)
    response = FileResponse(
        forms.path_of(found).open("rb"),
        as_attachment=found.type not in _INLINE,
        filename=found.name,
        content_type=found.type,
    )
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, max-age=3600"
    return response
