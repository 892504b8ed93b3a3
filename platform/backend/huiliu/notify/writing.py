"""The only writer of notifications: tells each member once per key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction

from huiliu.core import ports
from huiliu.core.errors import RuleRefused
from huiliu.core.text import Words
from huiliu.notify import groups, mailing, preferences, smtp
from huiliu.notify.channel_type import channels
from huiliu.notify.models import Notification

_NO_EMAIL: Words = {
    "zh-CN": "系统没有配置邮件服务器，请联系管理员。",
    "en": "No mail server is set up. Ask your administrator.",
}


class Notices:
    """Implements ``huiliu.core.ports.Notifier``."""

    @transaction.atomic
    def notify(
        self,
        workspace_id: int,
        members: Sequence[int],
        *,
        kind: str,
        words: Words,
        data: Mapping[str, str],
        link: Mapping[str, str],
        key: str,
    ) -> None:
        told = Notification.objects.filter(member_id__in=members, key=key)
        known = set(told.values_list("member_id", flat=True))
        now = ports.clock().now()
        rows = [
            Notification(
                workspace_id=workspace_id,
                member_id=member,
                kind=kind,
                words=dict(words),
                data=dict(data),
                link=dict(link),
                key=key,
                at=now,
            )
            for member in dict.fromkeys(members)
            if member not in known
        ]
        new = Notification.objects.bulk_create(rows)
        for channel in channels:
            channel.send(new)

    def post(
        self, workspace_id: int, channel: str, *, text: str, link: Mapping[str, str], key: str
    ) -> None:
        groups.post(workspace_id, channel, text=text, link=link, message_key=key)

    def reader_of(self, workspace_id: int, channel: str) -> int:
        return groups.reader_of(workspace_id, channel)

    def email(self, to: str, subject: str, body: str, *, key: str) -> None:
        if not smtp.is_set_up():
            raise RuleRefused("NO_EMAIL", _NO_EMAIL)
        smtp.send([to], subject, body, key=key)

    def address_of(self, member_id: int) -> str:
        return mailing.address_of_member(member_id)

    def is_address(self, text: str) -> bool:
        return preferences.is_address(text)
