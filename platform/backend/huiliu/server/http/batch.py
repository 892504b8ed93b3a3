"""Many writes in one call: all or nothing, or each for itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import ConfigDict, Field

from form_engine.api import records
from huiliu.core.errors import Forbidden, HuiliuError
from huiliu.core.transactions import run_in_transaction
from huiliu.server.http.doors import language_of
from huiliu.server.http.payload import MOST_ROWS, Refusal
from huiliu.server.http.records import Desk, Values

router = Router()
rank = 1
_AT = "/apps/{app}/forms/{form}/records"

Work = Callable[[], dict[str, Any]]


class _Given(Schema):
    model_config = ConfigDict(extra="forbid")


class CreateOne(_Given):
    values: Values
    submit: bool = False


class UpdateOne(_Given):
    id: str
    values: Values
    rev: int | None = Field(default=None, ge=0, lt=2**62)


class BatchIn(_Given):
    create: list[CreateOne] = Field(default=[], max_length=MOST_ROWS)
    update: list[UpdateOne] = Field(default=[], max_length=MOST_ROWS)
    delete: list[str] = Field(default=[], max_length=MOST_ROWS)
    atomic: bool = True


class ResultOut(Schema):
    """``error`` in the wire shape of errors, or the record's ``id`` and ``rev``."""

    id: str | None = None
    rev: int | None = None
    error: Refusal | None = None


class BatchOut(Schema):
    results: list[ResultOut]


@router.post(_AT + "/batch", response=BatchOut)
def batch(request: HttpRequest, app: str, form: str, payload: BatchIn) -> BatchOut:
    """In the order create, update, delete. ``atomic``: the first refusal undoes everything and is
    the answer; otherwise each result says how its own write went."""
    desk = Desk(request, app, form)
    if not desk.access.may("batch"):
        raise Forbidden
    works = _works(desk, payload)
    if payload.atomic:
        results = run_in_transaction(lambda: [ResultOut(**work()) for work in works])
    else:
        language = language_of(request)
        results = [_alone(work, language) for work in works]
    return BatchOut(results=results)


def _works(desk: Desk, payload: BatchIn) -> list[Work]:
    ids = records.ids(desk.app, desk.form, [*(one.id for one in payload.update), *payload.delete])
    return [
        *(_create(desk, one) for one in payload.create),
        *(_update(desk, one, ids) for one in payload.update),
        *(_delete(desk, uid, ids) for uid in payload.delete),
    ]


def _create(desk: Desk, one: CreateOne) -> Work:
    def work() -> dict[str, Any]:
        made = records.create(
            desk.app,
            desk.form,
            one.values,
            access=desk.access,
            submit=one.submit,
            cause=desk.cause,
        )
        return {"id": made.uid, "rev": made.rev}

    return work


def _update(desk: Desk, one: UpdateOne, ids: dict[str, int]) -> Work:
    def work() -> dict[str, Any]:
        changed = records.change(
            desk.app,
            desk.form,
            ids.get(one.id, 0),
            one.values,
            access=desk.access,
            cause=desk.cause,
            rev=one.rev,
        )
        return {"id": changed.uid, "rev": changed.rev}

    return work


def _delete(desk: Desk, uid: str, ids: dict[str, int]) -> Work:
    def work() -> dict[str, Any]:
        records.remove(desk.app, desk.form, ids.get(uid, 0), access=desk.access, cause=desk.cause)
        return {"id": uid}

    return work


def _alone(work: Work, language: str) -> ResultOut:
    def whole() -> dict[str, Any]:
        # A savepoint: within an idempotent request all of this is one transaction.
        with transaction.atomic():
            return work()

    try:
        return ResultOut(**whole())
    except HuiliuError as error:
        return ResultOut(error=Refusal.model_validate(error.as_json(language)))
