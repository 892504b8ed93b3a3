"""One's own notifications."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import ConfigDict, Field

from huiliu.notify import api as notify
from huiliu.server.http.doors import actor_of
from huiliu.server.http.payload import MOST_ROWS, Limit

router = Router()
prefix = "/notifications"


class NotificationOut(Schema):
    id: str
    kind: str
    text: str
    link: dict[str, str]
    at: datetime
    read: bool


class NotificationsOut(Schema):
    items: list[NotificationOut]
    next: str | None
    unread: int


class ReadIn(Schema):
    """``ids``, or ``all``."""

    model_config = ConfigDict(extra="forbid")
    ids: list[int] = Field(default=[], max_length=MOST_ROWS)
    all: bool = False


class ReadOut(Schema):
    read: int


@router.get("", response=NotificationsOut)
def list_notifications(
    request: HttpRequest,
    unread: bool = False,
    cursor: int | None = None,
    limit: Limit = 30,
) -> notify.Inbox:
    return notify.page(actor_of(request), only_unread=unread, before=cursor, limit=limit)


@router.post("/read", response=ReadOut)
def mark_read(request: HttpRequest, body: ReadIn) -> ReadOut:
    return ReadOut(read=notify.mark_read(actor_of(request), None if body.all else body.ids))
