"""Periods of an app: which days are closed, closing more of them, opening the last ones again."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from huiliu.core.actor import AppRef
from huiliu.design import api as design
from huiliu.ledgers import api as ledgers
from huiliu.server.http.doors import actor_of, app_of

router = Router()
_AT = "/apps/{app}/periods"


class ClosingOut(Schema):
    through: date
    at: datetime
    by: int
    reopened_at: datetime | None
    reopened_by: int | None


class PeriodsOut(Schema):
    """``closed_through``: nothing is posted on a day up to it. ``items``: the newest first."""

    closed_through: date | None
    items: list[ClosingOut]


class CloseIn(Schema):
    through: date


@router.get(_AT, response=PeriodsOut)
def get_periods(request: HttpRequest, app: str) -> Any:
    return _periods(_designed(request, app))


@router.post(_AT + "/close", response=PeriodsOut)
def post_close(request: HttpRequest, app: str, given: CloseIn) -> Any:
    """For those who design the app."""
    found = _designed(request, app)
    ledgers.close(found, given.through, actor=actor_of(request))
    return _periods(found)


@router.post(_AT + "/reopen", response=PeriodsOut)
def post_reopen(request: HttpRequest, app: str) -> Any:
    """The last closed period; for those who design the app."""
    found = _designed(request, app)
    ledgers.reopen(found, actor=actor_of(request))
    return _periods(found)


def _designed(request: HttpRequest, app: str) -> AppRef:
    found = app_of(request, app)
    design.grants.require_design(actor_of(request), found)
    return found


def _periods(app: AppRef) -> dict[str, Any]:
    return {"closed_through": ledgers.closed_through(app), "items": ledgers.history(app)}
