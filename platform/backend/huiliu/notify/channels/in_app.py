"""The bell: the row is there already; open pages are told to look."""

from __future__ import annotations

from collections.abc import Sequence

from huiliu.core import events, ports
from huiliu.notify.channel_type import Channel, channels
from huiliu.notify.models import Notification


class InApp(Channel):
    name = "in_app"
    words = {"zh-CN": "站内消息", "en": "In the app"}

    def send(self, notifications: Sequence[Notification]) -> None:
        for one in notifications:
            payload = {"member": one.member_id, "notification": one.pk}
            ports.events().publish(events.NOTIFICATION, payload, workspace_id=one.workspace_id)


channels.add(InApp())
