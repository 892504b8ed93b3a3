"""Excel in and out, as jobs with progress: ``GET /jobs/{id}`` tells how far they are."""

from __future__ import annotations

from typing import Annotated, BinaryIO, cast

from django.db import transaction
from django.http import HttpRequest
from ninja import File, Form, Router, Schema
from ninja.files import UploadedFile
from ninja.responses import Status
from pydantic import ConfigDict, Field, TypeAdapter, ValidationError

from form_engine import api as forms
from huiliu.core.conditions import Condition
from huiliu.core.errors import Forbidden, Malformed
from huiliu.server.http.queries import SortIn
from huiliu.server.http.records import Desk

router = Router()
_AT = "/apps/{app}/forms/{form}"
_NAMED = TypeAdapter(dict[Annotated[int, Field(ge=0, lt=1000)], str])
_VALUES = TypeAdapter(dict[str, str])


class JobStarted(Schema):
    job: str


class ExportIn(Schema):
    """What the list shows: filter, search, sort and fields."""

    model_config = ConfigDict(extra="forbid")
    filter: Condition | None = None
    search: str = Field(default="", max_length=200)
    sort: list[SortIn] = Field(default=[], max_length=10)
    fields: list[str] | None = Field(default=None, max_length=500)


@router.post(_AT + "/import", response={202: JobStarted})
def start_import(
    request: HttpRequest,
    app: str,
    form: str,
    file: File[UploadedFile],
    submit: Form[bool] = False,
    columns: Form[str] = "",
    values: Form[str] = "{}",
) -> Status[JobStarted]:
    """A workbook or comma separated text. ``columns``: as JSON, which field each column is
    (``{"0": "name", "2": "price"}``), where not the header tells; the other columns are not read.
    ``values``: as JSON, ids and texts by field, for fields that the sheet says nothing of: the
    account of a bank's statement."""
    desk = Desk(request, app, form)
    named = _named(columns)
    if not desk.access.may("import"):
        raise Forbidden  # before anything is stored
    with transaction.atomic():
        stored = forms.store_file(desk.app, desk.actor, file.name or "", cast(BinaryIO, file.file))
        job = forms.start_import(
            desk.app,
            form,
            stored,
            access=desk.access,
            submit=submit,
            named=named,
            values=_values(values),
        )
    return Status(202, JobStarted(job=str(job)))


def _named(columns: str) -> dict[int, str] | None:
    if not columns:
        return None
    try:
        return _NAMED.validate_json(columns)
    except ValidationError:
        raise Malformed(reason="columns") from None


def _values(text: str) -> dict[str, str]:
    try:
        return _VALUES.validate_json(text)
    except ValidationError:
        raise Malformed(reason="values") from None


@router.post(_AT + "/export", response={202: JobStarted})
def start_export(
    request: HttpRequest, app: str, form: str, payload: ExportIn
) -> Status[JobStarted]:
    desk = Desk(request, app, form)
    asked = payload.model_dump(mode="json", exclude_none=True)
    job = forms.start_export(desk.app, form, asked, access=desk.access)
    return Status(202, JobStarted(job=str(job)))
