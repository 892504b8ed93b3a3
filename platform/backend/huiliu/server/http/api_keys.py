"""One's own API keys. They are made and revoked in the browser, never with another key."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest
from ninja import Router, Schema, Status

from huiliu.core.errors import NotFound
from huiliu.org import api as org
from huiliu.server.http.doors import actor_of
from huiliu.server.http.payload import Given
from huiliu.server.http.session import require_browser

router = Router()


class ApiKey(Schema):
    id: str
    name: str
    prefix: str
    created_at: datetime
    last_used_at: datetime | None


class ApiKeys(Schema):
    items: list[ApiKey]


class NewKey(Given):
    name: str


class MadeKey(Schema):
    """``key`` is shown this once."""

    id: str
    name: str
    key: str


@router.get("/api-keys", response=ApiKeys)
def api_keys(request: HttpRequest) -> ApiKeys:
    rows = org.keys.of(actor_of(request))
    return ApiKeys(
        items=[
            ApiKey(
                id=str(row.pk),
                name=row.name,
                prefix=row.prefix,
                created_at=row.created_at,
                last_used_at=row.last_used_at,
            )
            for row in rows
        ]
    )


@router.post("/api-keys", response={201: MadeKey})
def make(request: HttpRequest, payload: NewKey) -> Status[MadeKey]:
    require_browser(request)
    row, key = org.keys.make(actor_of(request), payload.name)
    return Status(201, MadeKey(id=str(row.pk), name=row.name, key=key))


@router.delete("/api-keys/{key_id}", response={204: None})
def revoke(request: HttpRequest, key_id: str) -> Status[None]:
    require_browser(request)
    if not key_id.isdecimal() or len(key_id) > 18:
        raise NotFound
    org.keys.revoke(actor_of(request), int(key_id))
    return Status(204, None)
