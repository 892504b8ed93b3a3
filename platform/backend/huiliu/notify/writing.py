"""The only writer of notifications: tells each member once per key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from huiliu.core import ports
from huiliu.core.errors import RuleRefused
from huiliu.core.rows import insert
from huiliu.core.text import Words
from huiliu.core.transactions import aside, run_in_transaction
from huiliu.notify import groups, mailing, preferences, smtp
from huiliu.notify.channel_type import channels
from huiliu.notify.models import Notification

_NO_EMAIL: Words = {
    "zh-CN": "系统没有配置邮件服务器，请联系管理员。",
    "en": "No mail server is set up. Ask your administrator.",
}


class Notices:
    """Implements ``huiliu.core.ports.Notifier``."""

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
        run_in_transaction(
            lambda: self._notify(workspace_id, members, kind, words, data, link, key)
        )

    def _notify(
        self,
        workspace_id: int,
        members: Sequence[int],
        kind: str,
        words: Words,
        data: Mapping[str, str],
        link: Mapping[str, str],
        key: str,
    ) -> None:
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
        ]
        with aside():  # what is told looks at nothing else that is written
            new = insert(rows, by="member_id", unless=["member_id", "key"])
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
