"""A workbook that is to become a form: what its columns may be. Nothing of it is kept."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from ninja import File, Form, Router, Schema
from ninja.files import UploadedFile

from form_engine import api as forms
from huiliu.core.actor import Actor
from huiliu.design import api as design
from huiliu.org import api as org
from huiliu.server.http.doors import actor_of, open_app_of

router = Router()


class Fit(Schema):
    """A type of field that can hold the whole column, with the settings it would have."""

    type: str
    title: dict[str, str]
    settings: dict[str, Any]


class Column(Schema):
    """``fits``: the likeliest first."""

    position: int
    label: str
    filled: int
    samples: list[str]
    fits: list[Fit]


class Workbook(Schema):
    rows: int
    columns: list[Column]


@router.post("/workbooks/read", response=Workbook)
def read(request: HttpRequest, file: File[UploadedFile], app: Form[str] = "") -> Workbook:
    """For whoever may make an app; with ``app``, for whoever may make a form in it."""
    actor = actor_of(request)
    if app:
        design.grants.require_design(actor, open_app_of(request, app))
    else:
        org.require_admin(actor)
    found = _guessed(actor, file)
    return Workbook(
        rows=found.rows,
        columns=[
            Column(
                position=one.position,
                label=one.label,
                filled=one.filled,
                samples=one.samples,
                fits=[Fit.model_validate(vars(fit)) for fit in one.fits],
            )
            for one in found.columns
        ],
    )


def _guessed(actor: Actor, file: UploadedFile) -> forms.SheetGuess:
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as kept:
        for chunk in file.chunks():
            kept.write(chunk)
        kept.flush()
        zone = ZoneInfo(actor.time_zone)
        return forms.guess(Path(kept.name), language=actor.language, zone=zone)
