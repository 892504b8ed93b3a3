"""Templates: which there are, installing one, and an app as a bundle to take away."""

from __future__ import annotations

import mimetypes
from typing import BinaryIO, cast

from django.http import HttpRequest, HttpResponse
from ninja import File, Router, Schema, Status
from ninja.files import UploadedFile

from huiliu.core.actor import Actor
from huiliu.design import api as design
from huiliu.server.http.doors import actor_of, open_app_of
from huiliu.server.http.payload import Given
from templates_library import api as library

router = Router()


class Template(Schema):
    key: str
    title: dict[str, str]
    description: dict[str, str]
    icon: str
    pictures: list[str]
    """Addresses below that of the API."""
    release: str
    installed: bool


class Templates(Schema):
    items: list[Template]


class Install(Given):
    sample_data: bool = False


class Installing(Schema):
    """``job`` when it goes on in the background."""

    app: str
    job: str | None


@router.get("/templates", response=Templates)
def templates(request: HttpRequest) -> Templates:
    installed = _installed(actor_of(request))
    return Templates(
        items=[
            Template(
                key=one.key,
                title=one.bundle.title,
                description=one.bundle.description,
                icon=one.bundle.icon,
                pictures=[
                    f"/templates/{one.key}/pictures/{n}" for n in range(len(one.bundle.pictures))
                ],
                release=one.bundle.release,
                installed=one.key in installed,
            )
            for one in library.templates()
        ]
    )


@router.get("/templates/{key}/pictures/{n}", response=None)
def picture(request: HttpRequest, key: str, n: int) -> HttpResponse:
    path, content = library.get_template(key).picture(n)
    response = HttpResponse(content, content_type=mimetypes.guess_type(path)[0])
    response["Cache-Control"] = "private, max-age=86400"
    return response


@router.post("/templates/{key}/install", response=Installing)
def install(request: HttpRequest, key: str, payload: Install | None = None) -> Installing:
    """Sample data are played in the background; without them the app is there with the answer."""
    actor = actor_of(request)
    if payload is not None and payload.sample_data:
        job = library.start_install(key, actor=actor)
        return Installing(app=key, job=str(job))
    return Installing(app=library.install(key, actor=actor).key, job=None)


@router.post("/templates/import", response={201: Installing})
def import_bundle(request: HttpRequest, file: File[UploadedFile]) -> Status[Installing]:
    """A zip as ``GET /apps/{app}/export`` gives it, made into an app of its own."""
    content = cast(BinaryIO, file.file)
    app = library.import_bundle(content, actor=actor_of(request))
    return Status(201, Installing(app=app.key, job=None))


@router.get("/apps/{app}/export", response=None)
def export(request: HttpRequest, app: str) -> HttpResponse:
    """A zip with ``bundle.json`` and the published documents."""
    archive = library.export(actor_of(request), open_app_of(request, app))
    response = HttpResponse(archive, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{app}.zip"'
    return response


def _installed(actor: Actor) -> set[str]:
    return {row.source.get("template", "") for row in design.apps.apps_of(actor.workspace_id)}
