"""Where other systems set automations off. The address itself is the key."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema, Status

from huiliu.server.client_address import sure_address_of
from workflow_engine.automations import api as automations

router = Router()
prefix = "/hooks"


class TakenOut(Schema):
    """``run`` is the same for a message that comes again."""

    run: str


@router.post("/{token}", auth=None, response={202: TakenOut})
def receive(request: HttpRequest, token: str) -> Any:
    headers = {name.lower(): value for name, value in request.headers.items()}
    address = sure_address_of(request)
    run = automations.hooks.receive(token, headers, request.body, address=address)
    return Status(202, {"run": str(run.pk) if run is not None else ""})
