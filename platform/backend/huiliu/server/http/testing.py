"""Doors that exist only while ``HUILIU_TESTING=1``: the acceptance player moves the clock."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest
from ninja import Router, Schema

from huiliu.core.errors import Malformed, NotFound
from huiliu.server import clock

router = Router()


class ClockIn(Schema):
    now: datetime | None = None


class ClockOut(Schema):
    now: datetime


@router.post("/test/clock", auth=None, response=ClockOut, include_in_schema=False)
def set_clock(request: HttpRequest, payload: ClockIn) -> ClockOut:
    if not clock.is_testing():
        raise NotFound
    if payload.now is not None and payload.now.tzinfo is None:
        raise Malformed(reason="now: no time zone")
    clock.move(payload.now)
    return ClockOut(now=clock.clock.now())
