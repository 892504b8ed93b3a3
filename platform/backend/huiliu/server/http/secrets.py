"""The secrets that automations and message channels use by name: set, replaced, never read."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from django.http import HttpRequest
from ninja import Path, Router, Schema, Status
from pydantic import ConfigDict, Field

from huiliu.server.http.doors import actor_of
from huiliu.vault import api as vault

router = Router()
prefix = "/secrets"
_Name = Annotated[str, Path(pattern=r"^[a-z][a-z0-9_]{0,62}$")]


class SecretOut(Schema):
    name: str
    set_at: datetime
    set_by: str


class SecretsOut(Schema):
    items: list[SecretOut]


class SecretIn(Schema):
    model_config = ConfigDict(extra="forbid")
    value: str = Field(min_length=1, max_length=10_000, repr=False)


@router.get("", response=SecretsOut)
def list_secrets(request: HttpRequest) -> dict[str, list[vault.Named]]:
    return {"items": vault.names(actor_of(request))}


@router.put("/{name}", response={204: None})
def put_secret(request: HttpRequest, name: _Name, body: SecretIn) -> Status[None]:
    vault.put(actor_of(request), name, body.value)
    return Status(204, None)


@router.delete("/{name}", response={204: None})
def delete_secret(request: HttpRequest, name: _Name) -> Status[None]:
    vault.remove(actor_of(request), name)
    return Status(204, None)
