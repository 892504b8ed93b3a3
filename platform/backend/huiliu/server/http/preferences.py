"""How one wants to be told, beside the inbox."""

from __future__ import annotations

from typing import Literal

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import ConfigDict, Field

from huiliu.notify import api as notify
from huiliu.notify.preferences import Wishes
from huiliu.server.http.doors import actor_of

router = Router()


class WishesIn(Schema):
    """Clocks are ``HH:MM`` in the time zone of the company, or empty."""

    model_config = ConfigDict(extra="forbid")
    email: str = Field(default="", max_length=254)
    email_on: bool = False
    kinds_off: list[str] = Field(default=[], max_length=50)
    quiet_from: str = ""
    quiet_to: str = ""
    digest: Literal["off", "hourly", "daily"] = "off"
    digest_at: str = "08:30"


class WishesOut(WishesIn):
    """``can_email``: whether this installation sends e-mail at all."""

    can_email: bool


@router.get("/me/messages", response=WishesOut)
def get_wishes(request: HttpRequest) -> WishesOut:
    return _out(notify.preferences.of(actor_of(request)))


@router.put("/me/messages", response=WishesOut)
def put_wishes(request: HttpRequest, body: WishesIn) -> WishesOut:
    given = {**body.model_dump(), "kinds_off": tuple(body.kinds_off)}
    return _out(notify.preferences.wish(actor_of(request), Wishes(**given)))


def _out(wishes: Wishes) -> WishesOut:
    return WishesOut(
        email=wishes.email,
        email_on=wishes.email_on,
        kinds_off=list(wishes.kinds_off),
        quiet_from=wishes.quiet_from,
        quiet_to=wishes.quiet_to,
        digest=wishes.digest,
        digest_at=wishes.digest_at,
        can_email=notify.preferences.is_email_possible(),
    )
