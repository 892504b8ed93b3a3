"""Group channels as administrators set them up: secrets go in and never come out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from huiliu.core import ports
from huiliu.core.actor import Actor
from huiliu.core.errors import (
    FieldError,
    Forbidden,
    NotFound,
    RuleRefused,
    ValidationFailed,
)
from huiliu.core.sealing import Unreadable, seal, unseal
from huiliu.core.text import Words, fill
from huiliu.core.webhook_signature import new_secret
from huiliu.notify.channel_type import Door, GroupChannel, Message, channels
from huiliu.notify.links import address_of
from huiliu.notify.models import GroupSetting

_MISSING: Words = {
    "zh-CN": "没有可用的消息通道“{channel}”",
    "en": 'There is no message channel "{channel}" to use',
}
_TEST: Words = {
    "zh-CN": "汇流测试消息：通道“{title}”可以使用。",
    "en": 'A test from Huiliu: the channel "{title}" works.',
}


@dataclass(frozen=True)
class GroupChange:
    """``url`` and ``secret`` None keep what is there. ``reader``: the member whose rights decide
    what a message may show to the group."""

    kind: str
    title: str
    reader: int
    enabled: bool = True
    url: str | None = None
    secret: str | None = None


@dataclass(frozen=True)
class Shown:
    key: str
    kind: str
    title: str
    enabled: bool
    reader: int
    reader_name: str
    host: str
    has_secret: bool


def kinds() -> list[GroupChannel]:
    return [one for one in channels if isinstance(one, GroupChannel)]


def listed(actor: Actor) -> list[Shown]:
    _require_admin(actor)
    rows = list(GroupSetting.objects.filter(workspace_id=actor.workspace_id).order_by("key"))
    names = ports.org().names([row.reader for row in rows])
    return [_shown(row, names.get(row.reader, "")) for row in rows]


def put(actor: Actor, key: str, change: GroupChange) -> str:
    """The signing secret when one was made just now (it is shown this once), else nothing."""
    _require_admin(actor)
    kind = _kind(change.kind)
    row = GroupSetting.objects.filter(workspace_id=actor.workspace_id, key=key).first()
    before = _door(row) if row is not None and row.kind == change.kind else None
    url = change.url if change.url is not None else (before.url if before else "")
    secret = change.secret if change.secret is not None else (before.secret if before else "")
    _require_good(actor, change, url)
    made = new_secret() if kind.needs_secret and not secret else ""
    GroupSetting.objects.update_or_create(
        workspace_id=actor.workspace_id,
        key=key,
        defaults={
            "kind": change.kind,
            "title": change.title.strip()[:100],
            "reader": change.reader,
            "enabled": change.enabled,
            "sealed": seal(json.dumps({"url": url, "secret": secret or made})),
        },
    )
    return made


def remove(actor: Actor, key: str) -> None:
    _require_admin(actor)
    gone, _ = GroupSetting.objects.filter(workspace_id=actor.workspace_id, key=key).delete()
    if not gone:
        raise NotFound


def try_out(actor: Actor, key: str) -> None:
    _require_admin(actor)
    row = GroupSetting.objects.filter(workspace_id=actor.workspace_id, key=key).first()
    if row is None:
        raise NotFound
    text = fill(_TEST, actor.language, {"title": row.title})
    at = ports.clock().now().isoformat()
    _post(row, Message(text, "", f"test:{row.pk}:{at}", {}))


def post(
    workspace_id: int, key: str, *, text: str, link: Mapping[str, str], message_key: str
) -> None:
    row = _usable(workspace_id, key)
    _post(row, Message(text, address_of(link), message_key, dict(link)))


def reader_of(workspace_id: int, key: str) -> int:
    return _usable(workspace_id, key).reader


def _post(row: GroupSetting, message: Message) -> None:
    door = _door(row)
    if door is None:
        raise RuleRefused("NO_SUCH_CHANNEL", _MISSING, channel=row.key)
    _kind(row.kind).post(door, message)


def _usable(workspace_id: int, key: str) -> GroupSetting:
    row = GroupSetting.objects.filter(workspace_id=workspace_id, key=key, enabled=True).first()
    if row is None:
        raise RuleRefused("NO_SUCH_CHANNEL", _MISSING, channel=key)
    return row


def _shown(row: GroupSetting, reader: str) -> Shown:
    door = _door(row)
    host = (urlsplit(door.url).hostname or "") if door else ""
    has_secret = bool(door and door.secret)
    return Shown(row.key, row.kind, row.title, row.enabled, row.reader, reader, host, has_secret)


def _door(row: GroupSetting) -> Door | None:
    """None when it was sealed by another installation."""
    try:
        found: dict[str, Any] = json.loads(unseal(row.sealed))
    except Unreadable:
        return None
    return Door(found["url"], found["secret"])


def _kind(name: str) -> GroupChannel:
    found = channels.find(name)
    if not isinstance(found, GroupChannel):
        raise ValidationFailed(fields={"kind": [FieldError("not_an_option")]})
    return found


def _require_good(actor: Actor, change: GroupChange, url: str) -> None:
    wrong: dict[str, list[FieldError]] = {}
    if not change.title.strip():
        wrong["title"] = [FieldError("required")]
    if not url:
        wrong["url"] = [FieldError("required")]
    elif urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname:
        wrong["url"] = [FieldError("bad_value")]
    if not ports.org().active(actor.workspace_id, [change.reader]):
        wrong["reader"] = [FieldError("no_such_record")]
    if wrong:
        raise ValidationFailed(fields=wrong)


def _require_admin(actor: Actor) -> None:
    if not actor.is_admin:
        raise Forbidden
