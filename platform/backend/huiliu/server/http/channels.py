"""Where groups are written to, for administrators. Addresses and secrets go in, never out."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from ninja import Path, Router, Schema, Status
from pydantic import ConfigDict, Field

from huiliu.core.errors import HuiliuError
from huiliu.core.outgoing import OutgoingFailed
from huiliu.notify import api as notify
from huiliu.notify.groups import GroupChange, Shown
from huiliu.server.http.doors import actor_of

router = Router()
prefix = "/channels"
_Key = Annotated[str, Path(pattern=r"^[a-z][a-z0-9_]{0,62}$")]


class NotReached(HuiliuError):
    code, status = "not_reached", 422
    words = {"zh-CN": "没有发送成功：{reason}", "en": "It was not sent: {reason}"}


class KindOut(Schema):
    name: str
    words: dict[str, str]
    example: str
    needs_secret: bool


class ChannelOut(Schema):
    """``host`` is all that is shown of the address."""

    key: str
    kind: str
    title: str
    enabled: bool
    reader: str
    reader_name: str
    host: str
    has_secret: bool


class EmailOut(Schema):
    is_set_up: bool
    sender: str


class ChannelsOut(Schema):
    kinds: list[KindOut]
    items: list[ChannelOut]
    email: EmailOut


class ChannelIn(Schema):
    """``url`` and ``secret`` left out keep what is there."""

    model_config = ConfigDict(extra="forbid")
    kind: str
    title: str = Field(max_length=100)
    reader: int
    enabled: bool = True
    url: str | None = Field(default=None, max_length=2000, repr=False)
    secret: str | None = Field(default=None, max_length=500, repr=False)


class PutOut(Schema):
    """``signing``: the secret that was made just now, shown this once; else empty."""

    signing: str


@router.get("", response=ChannelsOut)
def list_channels(request: HttpRequest) -> ChannelsOut:
    items = [_out(one) for one in notify.groups.listed(actor_of(request))]
    kinds = [
        KindOut(
            name=one.name,
            words=dict(one.words),
            example=one.example,
            needs_secret=one.needs_secret,
        )
        for one in notify.groups.kinds()
    ]
    email = EmailOut(is_set_up=notify.smtp.is_set_up(), sender=notify.smtp.sender())
    return ChannelsOut(kinds=kinds, items=items, email=email)


@router.put("/{key}", response=PutOut)
def put_channel(request: HttpRequest, key: _Key, body: ChannelIn) -> PutOut:
    change = GroupChange(**body.model_dump())
    return PutOut(signing=notify.groups.put(actor_of(request), key, change))


@router.delete("/{key}", response={204: None})
def delete_channel(request: HttpRequest, key: _Key) -> Status[None]:
    notify.groups.remove(actor_of(request), key)
    return Status(204, None)


@router.post("/{key}/messages/test", response={204: None})
def test_channel(request: HttpRequest, key: _Key) -> Status[None]:
    """Sends a message now."""
    try:
        notify.groups.try_out(actor_of(request), key)
    except OutgoingFailed as error:
        raise NotReached(reason=str(error)) from None
    return Status(204, None)


@router.post("/email/test", response={204: None})
def test_email(request: HttpRequest) -> Status[None]:
    """To the administrator's own address."""
    try:
        notify.test_letter(actor_of(request))
    except OutgoingFailed as error:
        raise NotReached(reason=str(error)) from None
    return Status(204, None)


def _out(one: Shown) -> ChannelOut:
    return ChannelOut(
        key=one.key,
        kind=one.kind,
        title=one.title,
        enabled=one.enabled,
        reader=str(one.reader),
        reader_name=one.reader_name,
        host=one.host,
        has_secret=one.has_secret,
    )
