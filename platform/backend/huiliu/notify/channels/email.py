"""E-mail to a member, at once, after their quiet hours, or gathered into a digest."""

from __future__ import annotations

from collections.abc import Sequence

from huiliu.core import ports
from huiliu.notify import smtp
from huiliu.notify.channel_type import Channel, channels
from huiliu.notify.mailing import EMAIL_JOB
from huiliu.notify.models import Delivery, Notification, Preference
from huiliu.notify.timing import due_at


class Email(Channel):
    name = "email"
    words = {"zh-CN": "邮件", "en": "E-mail"}

    def send(self, notifications: Sequence[Notification]) -> None:
        if not notifications or not smtp.is_set_up():
            return
        members = {one.member_id for one in notifications}
        found = Preference.objects.filter(member_id__in=members, email_on=True).exclude(email="")
        wanted = {row.member_id: row for row in found}
        for one in notifications:
            preference = wanted.get(one.member_id)
            if preference is not None and one.kind not in preference.kinds_off:
                self._promise(one, preference)

    def _promise(self, one: Notification, preference: Preference) -> None:
        """Those that are due at the same moment share a job, and so an e-mail."""
        now = ports.clock().now()
        zone = ports.org().actor(one.member_id).time_zone
        due = due_at(preference, now, zone)
        Delivery.objects.create(notification=one, member_id=one.member_id, due=due)
        at_once = due == now
        ports.jobs().enqueue(
            EMAIL_JOB,
            {"member": one.member_id, "due": due.isoformat()},
            workspace_id=one.workspace_id,
            key=f"n{one.pk}" if at_once else f"{one.member_id}@{due.isoformat()}",
            run_after=None if at_once else due,
        )


channels.add(Email())
